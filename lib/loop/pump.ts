import { Meter, type Standing } from '../insight/meter.js';

/** Something that starts work on its own: a source, a task, an unbatch. It is woken, never called from inside a push. */
export abstract class Pump {
  isAwake = false;
  /** Steps between two looks at the clock: many where they are quick, one where they are slow. */
  stride = 1;
  /** Where its time goes. */
  meter = new Meter();
  /** What it does, or waits for, until it is run again. */
  get standing(): Standing {
    return this.isAwake ? 'ready' : 'starved';
  }
  /** Share of its calls that are under way, from 0 to 1. */
  get share(): number {
    return 0;
  }
  /** Starts what can be started now, in a loop that ends when `Scheduler.isSpent` says so. */
  abstract pump(): void;
}
