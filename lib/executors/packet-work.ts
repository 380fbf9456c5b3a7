import type { Clock } from '../clock.js';
import { timedOut, TimeoutError } from '../errors/workers.js';
import { Attempt, isThenable } from './attempt.js';
import { deadline } from './deadline.js';
import type { Failed, Packet, Reply, TaskContext } from './executor.js';
import { portable } from './values/portable-error.js';

/** A task's function, as it is called. */
export type Fn = (item: unknown, context?: TaskContext) => unknown;

/** Milliseconds after which a packet hands back what it has not begun. */
const LONG = 20;

/** How time passes where calls are made. */
export type Time = Pick<Clock, 'now' | 'after' | 'worked'>;

/**
 * A packet at work: its items one after the other. The loop over those that give no promise is not async, and
 * small: each new thread compiles it anew, beside the work itself.
 */
export class PacketWork {
  readonly #packet: Packet;
  readonly #fn: Fn;
  readonly #time: Time;
  readonly #signal: AbortSignal;
  readonly #values: unknown[] = [];
  readonly #failures: Failed[] = [];
  readonly #times: Float64Array;
  /** When the packet was begun, and when its last item was over. */
  readonly #began: number;
  #now: number;
  /** Of the call under way, if it is told its context. */
  #attempt: Attempt | undefined;

  constructor(packet: Packet, fn: Fn, time: Time, signal: AbortSignal) {
    this.#packet = packet;
    this.#fn = fn;
    this.#time = time;
    this.#signal = signal;
    this.#times = new Float64Array(packet.items.length);
    this.#now = this.#began = time.now();
  }

  /** Calls the function for each item, until all are over or the rest is handed back. */
  async reply(): Promise<Reply> {
    for (let result = this.#untilPromise(); result !== undefined; result = this.#untilPromise()) {
      try {
        const value = await this.#inTime(result);
        this.#over(value, undefined, !this.#packet.isParallel);
      } catch (error) {
        this.#failed(error);
      }
    }
    const done = this.#values.length;
    return {
      done,
      values: this.#values,
      failures: this.#failures,
      ms: this.#now - this.#began,
      times: this.#times.slice(0, done),
      worked: this.#time.worked(),
    };
  }

  /** Makes calls until one gives a promise; when no more are to be made, gives nothing. */
  #untilPromise(): PromiseLike<unknown> | undefined {
    const fn = this.#fn;
    const { items, attempts } = this.#packet;
    for (let index = this.#takeNext(); index < items.length; index = this.#takeNext()) {
      try {
        const result = attempts ? this.#told(items[index], attempts[index]!) : fn(items[index]);
        if (isThenable(result)) return this.#begun(result);
        this.#over(result);
      } catch (error) {
        this.#failed(error);
      }
    }
    return undefined;
  }

  /** A call has given a promise. In a packet that shares its thread, only until then was that its own. */
  #begun(result: PromiseLike<unknown>): PromiseLike<unknown> {
    const { timeout, isParallel } = this.#packet;
    if (isParallel && timeout !== undefined && this.#time.now() - this.#now > timeout) {
      Promise.resolve(result).catch(() => {}); // what still comes of it is nobody's
      throw timedOut(timeout);
    }
    return result;
  }

  /** Takes the next item, by its index; one beyond the last when there are no more, or the rest is handed back. */
  #takeNext(): number {
    const { begun, items } = this.#packet;
    if (this.#now - this.#began <= LONG) return begun ? Atomics.add(begun, 0, 1) : this.#values.length;
    if (begun) Atomics.store(begun, 0, items.length + 1);
    return items.length;
  }

  /** A call that is told its context. */
  #told(item: unknown, attempt: number): unknown {
    const { task, timeout } = this.#packet;
    const fn = this.#fn; // called as what it is, not as a method
    this.#attempt = new Attempt(this.#signal, task, attempt, timeout !== undefined);
    return fn(item, this.#attempt.context);
  }

  #failed(error: unknown): void {
    const code = TimeoutError.is(error) ? 'task-timeout' : 'task-failed';
    this.#over(undefined, { index: this.#values.length, code, error: portable(error) });
  }

  /**
   * A call is over; one that took too long has failed, however it ended.
   *
   * @param isAlone whether all the time was its own: others may have kept the thread from hearing that it was over
   */
  #over(value: unknown, failure?: Failed, isAlone = true): void {
    const index = this.#values.length;
    const { timeout } = this.#packet;
    this.#attempt?.end();
    const since = this.#now;
    this.#now = this.#time.now();
    const ms = (this.#times[index] = this.#now - since);
    if (timeout !== undefined && ms > timeout && isAlone)
      failure = { index, code: 'task-timeout', error: timedOut(timeout) };
    this.#values.push(failure === undefined ? value : undefined);
    if (failure !== undefined) this.#failures.push(failure);
  }

  /** Waits for a result; at most as long as the packet allows. */
  async #inTime(result: PromiseLike<unknown>): Promise<unknown> {
    const { timeout } = this.#packet;
    if (timeout === undefined) return result;
    let callOff: (() => void) | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      callOff = deadline(this.#time, timeout, () => {
        const error = timedOut(timeout);
        this.#attempt?.end(error);
        reject(error);
      });
    });
    try {
      return await Promise.race([result, late]);
    } finally {
      callOff?.();
    }
  }
}
