import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import { setTimeout as pause } from 'node:timers/promises';

/** Follows the workers that are started from now on, to end some of them. */
export class Killer<W extends Worker | ChildProcess> {
  readonly #channel: string;
  readonly #alive = new Set<W>();
  readonly #follow = (message: unknown): void => {
    const worker = Object.values(message as Record<string, W>)[0]!;
    this.#alive.add(worker);
    worker.once('exit', () => this.#alive.delete(worker));
  };
  killed = 0;
  isOver = false;

  constructor(channel: 'worker_threads' | 'child_process') {
    this.#channel = channel;
    subscribe(channel, this.#follow);
  }

  /**
   * Ends a worker, chosen at random, every few milliseconds, until `count` were ended. `workOf` tells what a
   * worker is at, if anything. Over the same work no two are ended, however slow the machine is: two deaths are
   * what the library takes as a proof of guilt.
   */
  async kill(
    count: number,
    workOf: (worker: W) => number | undefined,
    end: (worker: W) => unknown,
  ): Promise<void> {
    const spared = new Set<number | undefined>([undefined]);
    while (this.killed < count && !this.isOver) {
      await pause(Math.random() * 8);
      const atWork = [...this.#alive].map((worker) => ({ worker, work: workOf(worker) }));
      const victims = atWork.filter(({ work }) => !spared.has(work));
      const victim = victims[Math.floor(Math.random() * victims.length)];
      if (victim === undefined) continue;
      spared.add(victim.work);
      this.#alive.delete(victim.worker);
      this.killed++;
      void end(victim.worker);
    }
  }

  /** Follows no more. */
  leave(): void {
    this.isOver = true;
    unsubscribe(this.#channel, this.#follow);
  }
}
