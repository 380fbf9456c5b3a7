export { observeRun, type ObserveOptions } from './observe-run.js';
