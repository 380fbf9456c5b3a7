import { taskFailed } from '../errors.js';
import type { Executor, TaskContext } from '../executors/executor.js';
import type { Channel } from './channel.js';
import { AsTheyCome, InOrder, type Landing } from './landing.js';
import { Pump } from './scheduler.js';
import type { Site, Stage } from './stage.js';

/** How a task is dispatched. */
export interface Dispatch {
  readonly concurrency: number;
  readonly ordered: boolean;
}

/** A place for one call under way, used again and again: an item costs no closure. */
class Slot<In, Out> {
  item: In | undefined;
  ticket = 0;
  readonly landed: (result: Out) => void;
  readonly failed: (error: unknown) => void;

  constructor(
    landed: (slot: Slot<In, Out>, result: Out) => void,
    failed: (slot: Slot<In, Out>, error: unknown) => void,
  ) {
    this.landed = (result) => landed(this, result);
    this.failed = (error) => failed(this, error);
  }
}

/**
 * Takes items up while fewer than `concurrency` calls are under way and there is room for what they
 * give: `mergeMap` with demand. A call that returns a plain value has landed at once; one that
 * returns a thenable keeps its slot until that settles.
 */
export class Dispatcher<In, Out> extends Pump implements Stage {
  readonly #executor: Executor<In, Out>;
  readonly #concurrency: number;
  readonly #site: Site;
  readonly #context: TaskContext;
  readonly #input: Channel<In>;
  readonly #output: Channel<Out>;
  readonly #landing: Landing<Out>;
  readonly #slots: Slot<In, Out>[] = [];
  #isOver = false;

  constructor(executor: Executor<In, Out>, { concurrency, ordered }: Dispatch, site: Site) {
    super();
    this.#executor = executor;
    this.#concurrency = concurrency;
    this.#site = site;
    this.#context = { signal: site.signal, attempt: 1, task: site.label };
    this.#input = site.inputs[0]!;
    this.#output = site.outputs[0]!;
    this.#landing =
      ordered && concurrency > 1 ? new InOrder(this.#output, concurrency) : new AsTheyCome(this.#output);
    site.account.concurrency = concurrency;
    this.#input.keepFor(this);
    this.#output.producer = { hold() {}, release: () => site.scheduler.wake(this) };
  }

  pump(): void {
    const { scheduler, account } = this.#site;
    const input = this.#input;
    const landing = this.#landing;
    landing.release();
    while (input.waiting > 0 && account.active < this.#concurrency && landing.hasRoom) {
      if (scheduler.isSpent()) return scheduler.wake(this);
      this.#begin(input.take());
    }
    if (input.isDrained && account.active === 0 && landing.held === 0) this.#output.complete();
  }

  #begin(item: In): void {
    const ticket = this.#landing.begin();
    let result: Out | PromiseLike<Out>;
    try {
      result = this.#executor.run(item, this.#context);
    } catch (error) {
      return this.#fail(item, error);
    }
    if (!isThenable(result)) return this.#landing.land(ticket, result);
    const slot = this.#slots.pop() ?? new Slot<In, Out>(this.#landed, this.#failed);
    slot.item = item;
    slot.ticket = ticket;
    this.#site.account.active++;
    // A thenable that isn't a Promise may throw, or call back twice: adopting it takes that away.
    (result instanceof Promise ? result : Promise.resolve(result)).then(slot.landed, slot.failed);
  }

  readonly #landed = (slot: Slot<In, Out>, result: Out): void => {
    if (this.#isOver) return;
    this.#free(slot);
    this.#landing.land(slot.ticket, result);
  };

  readonly #failed = (slot: Slot<In, Out>, error: unknown): void => {
    if (this.#isOver) return;
    const item = slot.item as In;
    this.#free(slot);
    this.#fail(item, error);
  };

  #free(slot: Slot<In, Out>): void {
    const { account, scheduler } = this.#site;
    account.active--;
    slot.item = undefined;
    this.#slots.push(slot);
    scheduler.wake(this);
  }

  #fail(item: In, error: unknown): void {
    const { account, fail, label } = this.#site;
    account.failed++;
    fail(taskFailed(label, item, 1, error));
  }

  /** Calls under way can't be taken back: their results are discarded when they come. */
  abandon(): void {
    this.#isOver = true;
    const { account } = this.#site;
    account.discarded += account.active + this.#landing.held;
    account.active = 0;
  }
}

function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as PromiseLike<T>).then === 'function'
  );
}
