import { AsyncResource } from 'node:async_hooks';
import type { Clock } from '../clock.js';
import { Deque } from './deque.js';
import { OwnCalls } from './own-calls.js';
import type { Pump } from './pump.js';
import { shareOut, type Helper } from './share-out.js';

/** Milliseconds of a slice: the longest time for which the loop has the event loop to itself. */
const SLICE = 8;
/** Milliseconds of a turn after which promises it was given are heard first, so that they aren't charged with the next turn. */
const LONG = 0.2;
/** Most steps between two looks at the clock: one look costs as much as two or three steps. */
const MOST_STEPS = 8;

/**
 * The one loop of a run. Pumps that have something to do are woken; the loop gives them a turn one after
 * the other, never one inside the other, and gives the event loop back when a slice is over.
 */
export class Scheduler {
  readonly clock: Clock;
  /** Calls of functions on this thread. */
  readonly calls = new OwnCalls();
  readonly #awake = new Deque<Pump>();
  /** Until it is open, pumps are only noted; then the loop is idle, requested, or running. */
  #phase: 'shut' | 'idle' | 'requested' | 'running' = 'shut';
  /** A slice begins with the first look at the clock; from then on, the next one is on its way. */
  #slice: 'none' | 'begun' | 'over' = 'none';
  #sliceEnds = 0;
  /**
   * Why no pump runs, although some may be awake: promises that are kept already are heard first; the run settles
   * first what there is to settle; or none runs any more.
   */
  #pause: 'none' | 'hearing' | 'settling' | 'halted' = 'none';
  /** Calls of this turn have given promises. */
  #isAwaiting = false;
  /** When the last pump ended, and the one that runs began. */
  #time = 0;
  /** Steps left until the next look, and when and in which pump the last one was. */
  #steps = 1;
  #looked = 0;
  #lookedIn: Pump | undefined;
  #pump: Pump | undefined;
  #turns = 0;
  readonly #helpers: Helper[] = [];
  /** Called between loops with nothing on the stack: the one place where a run's end is decided. */
  readonly #settle: () => void;
  readonly #broken: (error: unknown) => void;

  constructor(clock: Clock, settle: () => void, broken: (error: unknown) => void) {
    this.clock = clock;
    this.#settle = settle;
    this.#broken = broken;
  }

  /** Now; inside a pump, when that began: without a look at the clock. */
  get time(): number {
    return this.#phase === 'running' ? this.#time : this.clock.now();
  }

  /** When a pump has last ended. */
  get latest(): number {
    return this.#time;
  }

  /** Items may flow: until now, pumps were only noted. */
  open(): void {
    this.#phase = 'idle';
    this.request();
  }

  /** Runs `pump` soon; once, however often it is woken before. */
  wake(pump: Pump): void {
    if (pump.isAwake) return;
    pump.isAwake = true;
    this.#awake.push(pump);
    this.request();
  }

  /** The number of the pump's turn that it is, from 1; 0 between them, and when the run is being cut short. */
  turn = 0;

  /** Changes when a turn begins or ends, and when something changes in it that {@link Line}s rely on. */
  stretch = 0;

  /** It is at work in this turn, which is another's, whose steps are not known to be quick any more. */
  helped(helper: Helper): void {
    this.#helpers.push(helper);
    this.#pump!.stride = 1;
    this.#steps = Math.min(this.#steps, 1);
  }

  /** Runs the loop soon, if only to settle. */
  request(): void {
    if (this.#phase !== 'idle') return;
    this.#phase = 'requested';
    this.clock.soon(this.#loop);
  }

  /** A call has given a promise. If that is kept already, and was long in coming, it is heard before another pump has its turn. */
  awaits(): void {
    this.#isAwaiting = true;
  }

  /** Ends the loop after the step it is at; it goes on when the run has settled what there is to settle. */
  interrupt(): void {
    if (this.#pause !== 'halted') this.#pause = 'settling';
    this.#steps = 0;
    this.request();
  }

  /** No pump runs any more. */
  halt(): void {
    this.#pause = 'halted';
    this.turn = 0;
    this.stretch++;
    this.#steps = 0;
    this.request();
  }

  /** Asked by every loop before each step: is it time to stop, and wake again if there is more to do? */
  isSpent(): boolean {
    return --this.#steps > 0 ? false : this.#look();
  }

  #look(): boolean {
    if (!this.#mayGoOn) {
      this.#steps = 0;
      return true;
    }
    const now = this.clock.now();
    if (this.#slice === 'none') {
      this.#slice = 'begun';
      this.#sliceEnds = now + SLICE;
      this.#looked = now;
      this.clock.yield(this.#newSlice);
    }
    const pump = this.#pump;
    if (pump !== undefined && pump === this.#lookedIn) {
      const took = now - this.#looked;
      if (took < SLICE / 16) pump.stride = Math.min(pump.stride * 2, MOST_STEPS);
      else if (took > SLICE / 4) pump.stride = 1;
    }
    this.#lookedIn = pump;
    this.#looked = now;
    const isOver = now >= this.#sliceEnds;
    if (isOver) this.#slice = 'over';
    this.#steps = isOver ? 0 : (pump?.stride ?? 1);
    return isOver;
  }

  readonly #newSlice = (): void => {
    this.#slice = 'none';
    this.#steps = 1;
    if (this.#awake.length > 0 && this.#phase === 'idle') this.#loop();
  };

  /** Runs in the async context in which the run was begun, not in that of the `put` or the read that wakes it. */
  readonly #loop = AsyncResource.bind((): void => {
    this.#phase = 'running';
    this.#time = this.clock.now();
    if (this.#pause === 'hearing') this.#hear();
    try {
      while (this.#awake.length > 0 && this.#mayGoOn) this.#giveTurn(this.#awake.shift());
    } catch (error) {
      this.#broken(error);
    } finally {
      this.turn = 0;
      this.stretch++;
      this.#phase = 'idle';
    }
    this.#settle();
    if (this.#awake.length > 0 && (this.#pause === 'hearing' || this.#pause === 'settling')) this.request();
    if (this.#pause === 'settling') this.#pause = 'none';
  });

  #giveTurn(pump: Pump): void {
    pump.isAwake = false;
    this.#pump = pump;
    this.#lookedIn = undefined;
    this.#steps = Math.min(this.#steps, pump.stride);
    this.turn = ++this.#turns;
    this.stretch++;
    pump.pump();
    const begun = this.#time;
    this.#time = this.clock.now();
    this.turn = 0;
    this.stretch++;
    shareOut(pump, this.#helpers, begun, this.#time);
    const isLong = this.#time - begun > LONG;
    if (this.#isAwaiting && isLong && this.#pause === 'none') this.#pause = 'hearing';
    this.#isAwaiting = false;
  }

  get #mayGoOn(): boolean {
    return this.#pause === 'none' && this.#slice !== 'over';
  }

  /** Promises that were kept have been heard: from now on their pumps only wait for their turn. */
  #hear(): void {
    this.#pause = 'none';
    this.#awake.forEach((pump) => pump.meter.becomes(this.#time, pump.standing, pump.share));
  }
}
