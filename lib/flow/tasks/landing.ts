import type { TaskTrace } from '../../insight/trace/task-trace.js';
import type { Channel } from '../channel/channel.js';
import type { Site } from '../stage.js';
import type { Dispatch } from './dispatch.js';

/** Where results go: as they come, or in the order in which their calls began. */
export interface Landing<T> {
  /** Whether one more call may begin. */
  readonly hasRoom: boolean;
  /** Results that wait for those before them. */
  readonly early: number;
  /** A call begins; its ticket goes back with its result. */
  begin(): number;
  land(ticket: number, result: T): void;
  /** The call ended without a result. */
  miss(ticket: number): void;
  /** Sends on what has waited and may go now. */
  release(): void;
}

/** @param handsBack whether items that were taken up may come back not begun, and be overtaken */
export function landingOf<T>(dispatch: Dispatch, handsBack: boolean, { outputs, trace }: Site): Landing<T> {
  const { ordered, concurrency, retry } = dispatch;
  const output: Channel<T> = outputs[0]!;
  const canBeOvertaken = concurrency > 1 || retry.count > 0 || handsBack;
  const isOrdered = (ordered || concurrency === 1) && canBeOvertaken;
  return isOrdered ? new InOrder(output, concurrency, trace) : new AsTheyCome(output, trace);
}

/** Results go on as they come. */
export class AsTheyCome<T> implements Landing<T> {
  readonly early = 0;
  readonly #out: Channel<T>;
  readonly #trace: TaskTrace | undefined;
  #next = 0;

  constructor(out: Channel<T>, trace?: TaskTrace) {
    this.#out = out;
    this.#trace = trace;
  }

  get hasRoom(): boolean {
    return this.#out.isReady;
  }
  begin(): number {
    return this.#next++;
  }
  land(ticket: number, result: T): void {
    this.#trace?.ends(ticket, 'out');
    this.#out.next(result);
  }
  miss(): void {}
  release(): void {}
}

const MISSED = Symbol('no result to come');

/**
 * Results go on in the order in which their calls began. Those that are early are held back, at most
 * a window of them: then no call begins until the first one lands.
 */
export class InOrder<T> implements Landing<T> {
  readonly #out: Channel<T>;
  readonly #trace: TaskTrace | undefined;
  readonly #landed = new Map<number, T | typeof MISSED>();
  readonly #concurrency: number;
  #first = 0;
  #next = 0;
  early = 0;

  constructor(out: Channel<T>, concurrency: number, trace?: TaskTrace) {
    this.#out = out;
    this.#trace = trace;
    this.#concurrency = concurrency;
  }

  get hasRoom(): boolean {
    const { demand } = this.#out;
    return demand.isReady && this.#next - this.#first < this.#concurrency + demand.capacity;
  }

  begin(): number {
    return this.#next++;
  }

  land(ticket: number, result: T): void {
    this.#landed.set(ticket, result);
    this.early++;
    this.release();
  }

  miss(ticket: number): void {
    this.#landed.set(ticket, MISSED);
    this.release();
  }

  release(): void {
    while (this.#out.isReady) {
      const result = this.#landed.get(this.#first);
      if (result === undefined && !this.#landed.has(this.#first)) return;
      const ticket = this.#first++;
      this.#landed.delete(ticket);
      if (result === MISSED) continue;
      this.early--;
      this.#trace?.ends(ticket, 'out');
      this.#out.next(result as T);
    }
  }
}
