import type { Attempt } from '../../executors/attempt.js';
import { Job } from './job.js';

/** Who hears how a call ended. */
interface Calls<In, Out> {
  landed(slot: Slot<In, Out>, result: Out): void;
  missed(slot: Slot<In, Out>, error: unknown): void;
}

/** A place for one call under way, used again and again: an item costs no closure. */
export class Slot<In, Out> extends Job<In> {
  readonly landed: (result: Out) => void;
  readonly failed: (error: unknown) => void;
  /** What the call was told, if it asked. */
  told: Attempt | undefined;
  /** Its call took too long: what still comes of it is ignored. */
  isLate = false;
  /** Its call is timed. */
  isTimed = false;

  constructor(item: In, ticket: number, calls: Calls<In, Out>) {
    super(item, ticket);
    this.landed = (result) => calls.landed(this, result);
    this.failed = (error) => calls.missed(this, error);
  }
}
