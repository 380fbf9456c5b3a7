import { reasonOf } from '../errors.js';
import type { Death } from '../executors/executor.js';
import type { WorkerDeath, WorkersReport } from '../insight/snapshot.js';

/** Deaths that are told of, the last ones. */
const MOST_TOLD = 100;

/** The roll of a pool: how many workers it has started, and how those that died have ended. */
export class Roll {
  readonly #kind: WorkersReport['kind'];
  readonly #deaths: WorkerDeath[] = [];
  started = 0;
  #died = 0;

  constructor(kind: WorkersReport['kind']) {
    this.#kind = kind;
  }

  died({ reason, ...how }: Death): void {
    this.#died++;
    this.#deaths.push({ cause: reasonOf(reason), ...how });
    if (this.#deaths.length > MOST_TOLD) this.#deaths.shift();
  }

  read(): WorkersReport {
    return { kind: this.#kind, started: this.started, deaths: [...this.#deaths], died: this.#died };
  }
}
