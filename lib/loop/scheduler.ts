import type { Clock } from '../clock.js';
import { Deque } from './deque.js';
import type { Pump } from './pump.js';
import { shareOut, type Helper } from './share-out.js';

/** Longest time, in milliseconds, that the engine keeps the event loop to itself. */
const TURN = 8;
/** Milliseconds of a turn after which promises it was given are heard first, lest the next turn counts as their time. */
const LONG = 0.2;
/** Most steps between two looks at the clock: one look costs as much as two or three steps. */
const MOST_STEPS = 8;

/**
 * The one loop of a run. Pumps that have something to do are woken; the loop runs them one after
 * the other, never one inside the other, and gives the event loop back when a turn is spent.
 */
export class Scheduler {
  readonly clock: Clock;
  readonly #awake = new Deque<Pump>();
  #isOpen = false;
  #isRequested = false;
  #isRunning = false;
  #isHalted = false;
  #isInterrupted = false;
  /** Calls of this turn have given promises; and they took long enough for others to be told of them first. */
  #isAwaiting = false;
  #isHearing = false;
  #isTurnOpen = false;
  #turnEnds = 0;
  #isTurnOver = false;
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
    return this.#isRunning ? this.#time : this.clock.now();
  }

  /** When a pump has last ended. */
  get latest(): number {
    return this.#time;
  }

  /** Items may flow: until now, pumps were only noted. */
  open(): void {
    this.#isOpen = true;
    this.request();
  }

  /** Has `pump` run soon; once, however often it is woken before. */
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

  /** Has the loop run soon, if only to settle. */
  request(): void {
    if (!this.#isOpen || this.#isRequested || this.#isRunning) return;
    this.#isRequested = true;
    this.clock.soon(this.#loop);
  }

  /** A call has given a promise. If that is kept already, and was long in coming, it is heard before another pump has its turn. */
  awaits(): void {
    this.#isAwaiting = true;
  }

  /** Ends the loop after the step it is at; it goes on when the run has settled what there is to settle. */
  interrupt(): void {
    this.#isInterrupted = true;
    this.#steps = 0;
    this.request();
  }

  /** No pump runs any more. */
  halt(): void {
    this.#isHalted = true;
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
    if (this.#isHalted || this.#isTurnOver || this.#isInterrupted) {
      this.#steps = 0;
      return true;
    }
    const now = this.clock.now();
    if (!this.#isTurnOpen) {
      this.#isTurnOpen = true;
      this.#turnEnds = now + TURN;
      this.#looked = now;
      this.clock.yield(this.#newTurn);
    }
    const pump = this.#pump;
    if (pump !== undefined && pump === this.#lookedIn) {
      const took = now - this.#looked;
      if (took < TURN / 16) pump.stride = Math.min(pump.stride * 2, MOST_STEPS);
      else if (took > TURN / 4) pump.stride = 1;
    }
    this.#lookedIn = pump;
    this.#looked = now;
    this.#isTurnOver = now >= this.#turnEnds;
    this.#steps = this.#isTurnOver ? 0 : (pump?.stride ?? 1);
    return this.#isTurnOver;
  }

  readonly #newTurn = (): void => {
    this.#isTurnOpen = false;
    this.#isTurnOver = false;
    this.#steps = 1;
    if (this.#awake.length > 0 && !this.#isRequested) this.#loop();
  };

  readonly #loop = (): void => {
    this.#isRequested = false;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#time = this.clock.now();
    if (this.#isHearing) this.#hear();
    try {
      while (this.#awake.length > 0 && this.#mayGoOn) {
        const pump = this.#awake.shift();
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
        this.#isHearing = this.#isAwaiting && this.#time - begun > LONG;
        this.#isAwaiting = false;
      }
    } catch (error) {
      this.#broken(error);
    } finally {
      this.turn = 0;
      this.stretch++;
      this.#isRunning = false;
    }
    this.#settle();
    const isPaused = this.#isInterrupted || (this.#isHearing && this.#awake.length > 0);
    this.#isInterrupted = false;
    if (isPaused) this.request();
  };

  get #mayGoOn(): boolean {
    return !this.#isHalted && !this.#isTurnOver && !this.#isInterrupted && !this.#isHearing;
  }

  /** Promises that were kept have been heard: from now on their pumps only wait for their turn. */
  #hear(): void {
    this.#isHearing = false;
    this.#awake.forEach((pump) => pump.meter.turn(this.#time, pump.standing, pump.share));
  }
}
