export { Progress } from './progress.js';
export { showProgress, type ProgressOptions } from './show.js';
