import type { Pump } from '../../loop/pump.js';
import type { Scheduler } from '../../loop/scheduler.js';
import type { Producer } from './demand.js';

/** A pump as a producer: it looks for room before each step, and is woken when there is room again. */
export class WokenPump implements Producer {
  readonly #pump: Pump;
  readonly #scheduler: Scheduler;

  constructor(pump: Pump, scheduler: Scheduler) {
    this.#pump = pump;
    this.#scheduler = scheduler;
  }

  hold(): void {}

  release(): void {
    this.#scheduler.wake(this.#pump);
  }
}
