import type { Clock } from '../flow/clock.js';

/** How long, in milliseconds, the end of a run waits for workers to go and for sources' `finally` blocks. */
const GRACE = 2000;

/** Something that is being closed, or is closed already. */
export type Closing = Promise<void> | void;

/** Goes on when all have closed, or have had their time for it; at once, where there is nothing to wait for. */
export function whenClosed(all: readonly Closing[], clock: Clock, goOn: () => void): void {
  const closings = all.filter((closing) => closing !== undefined);
  if (closings.length === 0) return goOn();
  let isDone = false;
  const once = (): void => {
    callOff();
    if (!isDone) goOn();
    isDone = true;
  };
  const callOff = clock.after(GRACE, once);
  void Promise.allSettled(closings).then(once);
}
