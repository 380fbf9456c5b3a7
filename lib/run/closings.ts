import { cameWithin, type Clock } from '../clock.js';
import { CLOSING } from '../flow/inputs/source.js';
import type { End } from '../flow/stage.js';
import type { Network } from './network.js';

/** What is closed at the end of a run, or before it. */
export class Closings {
  readonly #open: Promise<unknown>[] = [];

  /** Sources give nothing more; from now on, each has its time to close. */
  stop(nodes: Network['nodes'], clock: Clock): void {
    for (const { stage } of nodes) {
      this.#close(() => {
        const closing = stage.stop?.();
        return closing && cameWithin(clock, CLOSING, [closing]);
      });
    }
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
    void cameWithin(clock, CLOSING, this.#open).then(goOn);
  }

  /** One stage that throws at its end keeps no other from ending. */
  #close(close: () => Promise<unknown> | void): void {
    try {
      const closing = close();
      if (closing !== undefined) this.#open.push(closing);
    } catch {
      // It has nothing left to give: the run ends as it would have.
    }
  }
}
