import type { Clock } from '../clock.js';
import { CLOSING } from '../flow/inputs/source.js';
import type { End } from '../flow/stage.js';
import type { Network } from './network.js';

/** What is closed at the end of a run, or before it. */
export class Closings {
  readonly #open: Promise<void>[] = [];

  /** Sources give nothing more; from now on, each has its time to close. */
  stop(nodes: Network['nodes'], clock: Clock): void {
    for (const { stage } of nodes) this.#close(() => inTime(clock, stage.stop?.()));
  }

  /** What is inside is let go of, and counted. */
  discard({ nodes, outputs }: Network, end: End): void {
    for (const { site, stage } of nodes) {
      for (const input of site.inputs) site.account.discarded += input.shut();
      site.account.discarded += stage.held ?? 0;
      this.#close(() => stage.abandon?.(end));
    }
    for (const { channel, outlet } of outputs) {
      channel.shut();
      outlet.abandon();
    }
  }

  add(closings: readonly Promise<void>[]): void {
    this.#open.push(...closings);
  }

  /** Goes on when all have closed, or have had their time for it; at once, where there is nothing to wait for. */
  whenClosed(clock: Clock, goOn: () => void): void {
    if (this.#open.length === 0) return goOn();
    let isDone = false;
    const once = (): void => {
      callOff();
      if (!isDone) goOn();
      isDone = true;
    };
    const callOff = clock.after(CLOSING, once);
    void Promise.allSettled(this.#open).then(once);
  }

  /** One stage that throws at its end keeps no other from ending. */
  #close(close: () => Promise<void> | void): void {
    try {
      const closing = close();
      if (closing !== undefined) this.#open.push(closing);
    } catch {
      // It has nothing left to give: the run ends as it would have.
    }
  }
}

/** When `closing` is over, or its time. */
function inTime(clock: Clock, closing: Promise<void> | void): Promise<void> | void {
  if (closing === undefined) return;
  let callOff!: () => void;
  const late = new Promise<void>((resolve) => (callOff = clock.after(CLOSING, resolve)));
  return Promise.race([closing, late]).finally(callOff);
}
