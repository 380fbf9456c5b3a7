import { inspect } from 'node:util';
import type { Observer, Subscriber } from 'rxjs';
import { checkInteger, checkKeys, checkType, ownQueue } from './arguments.js';
import { systemClock } from './clock.js';
import { itemsGone, queueTaken, subscriberFailed, type PipelineError } from './errors.js';
import { Channel } from './flow/channel/channel.js';
import { Inlet } from './flow/inputs/inlet.js';
import { openerOf, sizeOf, type Opener } from './flow/inputs/opener.js';
import { Outlet } from './flow/outputs/outlet.js';
import { Watched } from './flow/outputs/watched.js';
import type { DeclaredQueue } from './graph/declared-queue.js';
import { rename } from './graph/pipeline-graph.js';
import type { Pipeline } from './pipeline.js';
import type { QueueOptions } from './queue-options.js';

/**
 * What joins tasks and ops: one producer, one consumer.
 *
 * It is an RxJS `Observable` of its items, open to any subscriber: watching a queue between changes nothing.
 * A queue that nothing fills is an open input, and an `Observer`: `put` into it, or subscribe it to a source.
 * A queue that nothing consumes is an output: subscribe to it, iterate over it, or have it collect what comes, for
 * {@link flush} and {@link toArray}. Every queue ends as the run does: it completes, or errors with the same error.
 * @example
 * const inputs = queue<number>({ name: 'inputs' });
 * const squares = map((n) => n * n, inputs);
 * run();
 * for (const n of [1, 2, 3]) await inputs.put(n);
 * inputs.close();
 * await squares.toArray(); // => [1, 4, 9]
 */
export class Queue<T> extends Watched<T> implements AsyncIterable<T>, Observer<T>, DeclaredQueue {
  /** The pipeline that it was declared on. */
  readonly pipeline: Pipeline;
  /** Its node in `pipeline.graph`. */
  readonly id: string;
  /** Typed loosely inside, so that a `Queue<Dog>` is a `Queue<Animal>`. @internal */
  readonly channel: Channel<any>;
  /** @internal */
  readonly outlet: Outlet<any>;
  /** How to open what `from` gave. @internal */
  readonly opener: Opener<any> | undefined;
  /** How many items `from` has, where that can be told without reading it: of arrays, sets, maps and promises. */
  readonly expected: number | undefined;
  /** What feeds it and what reads it: how the graph labels them by now. @internal */
  producer: (() => string) | undefined;
  /** @internal */
  consumer: (() => string) | undefined;
  /** Whether tasks send their failed items here. @internal */
  takesFailures = false;
  #name: string;
  #isAnonymous: boolean;
  #inlet: Inlet<any> | undefined;

  /** Made by `pipeline.queue()`, which puts it into the graph. @internal */
  constructor(pipeline: Pipeline, id: string, number: number, options: QueueOptions<T>) {
    super(
      (cause) => this.#fails(cause),
      (subscriber) => this.#watch(subscriber),
    );
    checkKeys('queue', options, ['name', 'from', 'capacity']);
    checkType('queue', 'name', options.name, 'string');
    checkInteger('queue', 'capacity', options.capacity, 1);
    if (options.from instanceof Queue && options.from.pipeline === pipeline)
      throw ownQueue(options.from.name);
    this.pipeline = pipeline;
    this.id = id;
    this.#isAnonymous = options.name === undefined;
    this.#name = options.name ?? `queue ${number}`;
    this.opener = options.from === undefined ? undefined : openerOf(options.from);
    this.expected = sizeOf(options.from);
    if (this.opener !== undefined) this.producer = () => 'its source';
    this.channel = new Channel(options.capacity);
    this.outlet = new Outlet(this.channel);
  }

  /** Made when it is first asked for: most queues are filled by a task. @internal */
  get inlet(): Inlet<any> {
    return (this.#inlet ??= new Inlet(() => this.#name, this.channel));
  }

  /** Given, or made up: "queue 3". */
  get name(): string {
    return this.#name;
  }

  /** Whether its name was made up. */
  get isAnonymous(): boolean {
    return this.#isAnonymous;
  }

  /**
   * Most items that may wait for the consumer, or for a reader, as it is now: what was given; or 64, in a run
   * before workers four for each call if those are fewer; and more where that has grown.
   */
  get capacity(): number {
    return this.channel.demand.capacity;
  }

  /** Items waiting now: for the consumer, for a reader, or for `flush()`. */
  get size(): number {
    return this.channel.accepted + this.channel.waiting + this.outlet.unread + this.outlet.collected;
  }

  /**
   * Gives the queue a name; returns the queue.
   * @example
   * queue({ from: [1] }).named('ones').name; // => 'ones'
   * @throws {@link PipelineError} `invalid-argument`
   */
  named(name: string): this {
    checkType('named', 'name', name ?? null, 'string');
    this.#name = name;
    this.#isAnonymous = false;
    rename(this.pipeline.graph, this.id, name);
    return this;
  }

  /**
   * Puts an item in; resolves once there is room and it is in. Before the run there is room for `capacity` items.
   * @example
   * await queue<string>().put('a'); // at once: there is room
   * @throws {@link PipelineError} rejects: `queue-closed`, also when the run ends first: the error that it ended with is the `cause`;
   * `queue-has-producer`
   */
  put(item: T): Promise<void> {
    return this.producer === undefined ? this.inlet.put(item) : Promise.reject(this.#fed('put'));
  }

  /**
   * No more items will come: the queue ends when those inside are through.
   * @example
   * queue<number>().close();
   * await run(); // waits for nothing
   * @throws {@link PipelineError} `queue-has-producer`
   */
  close(): void {
    this.#open('close').complete();
  }

  /**
   * Puts an item in at once, room or not: for `source$.subscribe(queue)`. {@link put} waits for room.
   * When the run is over, or ending, the item counts as discarded.
   * @example
   * queue<string>({ capacity: 1 }).next('a'); // room or not
   * @throws {@link PipelineError} `queue-closed`, `queue-has-producer`
   */
  next(item: T): void {
    this.#open('next').next(item);
  }

  /**
   * Fails the run with `source-failed`; the reason is its cause.
   * @example
   * queue().error('no signal');
   * await run().catch(({ cause }) => cause); // => 'no signal'
   * @throws {@link PipelineError} `queue-has-producer`
   */
  error(reason: unknown): void {
    this.#open('error').error(reason);
  }

  /** The same as {@link close}. */
  complete(): void {
    this.#open('complete').complete();
  }

  /**
   * Takes out and returns what an output queue has collected so far: nothing, where it has a reader.
   * @example
   * const letters = queue({ from: ['a', 'b'] });
   * await run();
   * [letters.flush(), letters.flush()]; // => [['a', 'b'], []]
   */
  flush(): T[] {
    return this.outlet.flush();
  }

  /**
   * Everything that has come into this queue and was not flushed before, when the run has completed. Rejects as it does.
   * @example
   * const letters = queue({ from: ['a', 'b'] }).toArray();
   * await run();
   * await letters; // => ['a', 'b']
   * @throws {@link PipelineError} rejects: `items-gone` when items have passed already and were not kept
   */
  toArray(): Promise<T[]> {
    return this.outlet.toArray() || Promise.reject(itemsGone(this.#name));
  }

  /**
   * Reads an output item by item: a slow reader slows the pipeline. Leaving the loop gives the output
   * up: what still comes is discarded, and counted.
   * @example
   * const letters = queue({ from: ['a', 'b'] });
   * run();
   * for await (const letter of letters) console.log(letter);
   * @throws {@link PipelineError} `queue-has-consumer` when a task or an op reads the queue
   */
  [Symbol.asyncIterator](): AsyncIterator<T> {
    if (this.consumer !== undefined) throw queueTaken('for await', this.#name, 'consumer', this.consumer());
    return this.outlet.read();
  }

  /** What `console.log` and messages show: not what is inside. @internal */
  [inspect.custom](): string {
    return `Queue "${this.#name}"`;
  }

  /** A subscriber has failed: so does the run, or, if that has ended in another way, the process. */
  #fails(cause: unknown): void {
    const { end } = this.outlet;
    if (end === undefined) this.channel.error(subscriberFailed(this.name, cause));
    else if (!('error' in end) || end.error !== cause) {
      systemClock.after(0, () => {
        throw cause; // as RxJS does
      });
    }
  }

  #watch(subscriber: Subscriber<T>): () => void {
    const leave = this.channel.audience.watch(subscriber);
    this.outlet.subscribed();
    return () => {
      leave();
      this.outlet.unsubscribed();
    };
  }

  #open(verb: string): Inlet<any> {
    if (this.producer !== undefined) throw this.#fed(verb);
    return this.inlet;
  }

  #fed(verb: string): PipelineError {
    return queueTaken(verb, this.#name, 'producer', this.producer!(), 'Use merge() to add to it.');
  }
}

/** A queue that takes items of type `T`, and perhaps others. */
export type QueueFor<T> = Queue<any> & { readonly put: (item: T) => Promise<void> };
