import type { Pump } from './scheduler.js';

/**
 * Whose the time of a turn was: those that took items on the spot had as much of it as their items take,
 * the rest was the pump's own.
 */
export function shareOut(pump: Pump, helpers: Pump[], begun: number, ended: number): void {
  const took = ended - begun;
  let helped = 0;
  for (const { handed, msAnItem } of helpers) helped += handed * msAnItem;
  const scale = helped > took ? took / helped : 1;
  pump.meter.ran(begun, ended, took - helped * scale, pump.standing, pump.share);
  for (const helper of helpers) {
    const { handed, msAnItem, meter, standing, share } = helper;
    meter.ran(begun, ended, handed * msAnItem * scale, standing, share);
    helper.handed = 0;
  }
  helpers.length = 0;
}
