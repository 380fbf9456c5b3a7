import { tooManyFailures, type TaskError } from '../errors.js';
import { sum } from '../flow/channel/counts.js';
import type { Node } from './network.js';

/** A share is judged from this many items on; before, one failure in three would say too much. */
const FIRST_JUDGED = 100;

/**
 * How many items a run may skip or route before it fails: a count, or a share of the items that its
 * tasks have finished with. A share is judged after every failure from the 100th item on, and at the end.
 */
export class Budget {
  readonly #most: number | undefined;
  readonly #fail: (error: unknown) => void;
  #failures = 0;
  #last: TaskError | undefined;

  constructor(most: number | undefined, fail: (error: unknown) => void) {
    this.#most = most;
    this.#fail = fail;
  }

  /** An item was skipped or routed. */
  spend(failure: TaskError, nodes: readonly Node[]): void {
    this.#failures++;
    this.#last = failure;
    const error = this.#verdict(nodes, FIRST_JUDGED);
    if (error !== undefined) this.#fail(error);
  }

  /** At the end: the error of a run that has lost too many. */
  check(nodes: readonly Node[]): Error | undefined {
    return this.#verdict(nodes, 1);
  }

  #verdict(nodes: readonly Node[], from: number): Error | undefined {
    const most = this.#most;
    if (most === undefined || this.#last === undefined) return undefined;
    if (most >= 1 || most === 0) {
      return this.#failures > most ? tooManyFailures(this.#failures, `${most}`, this.#last) : undefined;
    }
    const finished = finishedBy(nodes);
    // Divided, not multiplied: 29 of 100 is the number 0.29, but 0.29 * 100 is less than 29.
    if (finished < from || this.#failures / finished <= most) return undefined;
    return tooManyFailures(this.#failures, `${percent(most)} % of ${finished}`, this.#last);
  }
}

/** A share in percent, without the rounding error of the multiplication. */
function percent(share: number): number {
  return Number((share * 100).toPrecision(12));
}

/** Items that tasks have finished with, well or not. */
function finishedBy(nodes: readonly Node[]): number {
  let finished = 0;
  for (const { kind, site } of nodes) {
    if (kind !== 'task') continue;
    finished += site.account.failed + site.account.skipped;
    finished += sum(site.outputs, 'entered') + sum(site.outputs, 'discarded');
  }
  return finished;
}
