export { virtually, type VirtuallyOptions } from './virtually.js';
export type { Marbles, Virtual, VirtualRunOptions } from './virtual.js';
export type { Call, CallFate, Plan } from './plans.js';
