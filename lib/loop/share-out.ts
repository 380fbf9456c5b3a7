import type { Meter, Standing } from '../insight/meter.js';

/** Whose time is measured. */
export interface Timed {
  readonly meter: Meter;
  /** What it does, or waits for. */
  readonly standing: Standing;
  /** Share of its calls that are under way, from 0 to 1. */
  readonly share: number;
}

/** Who is at work in the turns of others: what takes items on the spot, a predicate, a subscriber. */
export interface Helper extends Timed {
  /** Items that it had in this turn, and the milliseconds that one of them takes. */
  readonly handed: number;
  readonly msAnItem: number;
  /** The turn is over, and shared out. */
  reset?(): void;
}

/** Whose the time of a turn was: helpers had as much of it as their items take, the rest was the pump's own. */
export function shareOut(pump: Timed, helpers: Helper[], begun: number, ended: number): void {
  const took = ended - begun;
  let helped = 0;
  for (const { handed, msAnItem } of helpers) helped += handed * msAnItem;
  const scale = helped > took ? took / helped : 1;
  let own = took - helped * scale;
  for (const helper of helpers) {
    const { handed, msAnItem, meter, standing, share } = helper;
    const part = handed * msAnItem * scale;
    if (meter === pump.meter) own += part;
    else meter.ran(begun, ended, part, standing, share);
    helper.reset?.();
  }
  pump.meter.ran(begun, ended, own, pump.standing, pump.share);
  helpers.length = 0;
}
