import type { Fate, Stop, Trail, Visit } from './item-trace.js';

const NOBODY: readonly Visit[] = [];

/** The items that are followed, while they are at one node. */
export interface NodeTrace {
  readonly stop: Stop;
  /** An item has come, taken from its queue or passed on; with it those, if it is followed. */
  came(visits: readonly Visit[]): void;
  /** An item that came has been passed on, if it ever will be at once. */
  passed(): void;
  /** An item goes out: those who go with it. */
  leaving(item: unknown): readonly Trail[];
}

/** Where items come from, as their queue sees it. */
export type Origin = Pick<NodeTrace, 'leaving'>;

/** Those who were there go on, or end here. */
export function leave(visits: readonly Visit[], now: () => number, fate: Fate): readonly Trail[] {
  return visits.map((visit) => visit.left(now(), fate));
}

/** An op that passes items on as they come, or doesn't: filter, split, merge; to many, in a tee. */
export class Passing implements NodeTrace {
  readonly stop: Stop;
  readonly #now: () => number;
  #inside = NOBODY;
  #hasLeft = false;

  constructor(stop: Stop, now: () => number) {
    this.stop = stop;
    this.#now = now;
  }

  came(visits: readonly Visit[]): void {
    this.#inside = visits;
    this.#hasLeft = false;
  }

  passed(): void {
    if (!this.#hasLeft) leave(this.#inside, this.#now, 'dropped');
    this.#inside = NOBODY;
  }

  leaving(): readonly Trail[] {
    this.#hasLeft = true;
    return leave(this.#inside, this.#now, 'out');
  }
}

/** Items go on in arrays, in the order in which they came. */
export class Batching implements NodeTrace {
  readonly stop: Stop;
  readonly #now: () => number;
  #inside: { readonly visit: Visit; readonly position: number }[] = [];
  #came = 0;
  #sent = 0;

  constructor(stop: Stop, now: () => number) {
    this.stop = stop;
    this.#now = now;
  }

  came(visits: readonly Visit[]): void {
    this.#came++;
    for (const visit of visits) this.#inside.push({ visit, position: this.#came });
  }

  passed(): void {}

  leaving(items: unknown): readonly Trail[] {
    this.#sent += (items as readonly unknown[]).length;
    const gone = this.#inside.filter(({ position }) => position <= this.#sent);
    this.#inside = this.#inside.filter(({ position }) => position > this.#sent);
    const visits = gone.map(({ visit }) => visit);
    return leave(visits, this.#now, 'out');
  }
}

/** Of what an iterable gives, the first is followed. */
export class Unbatching implements NodeTrace {
  readonly stop: Stop;
  readonly #now: () => number;
  #inside = NOBODY;

  constructor(stop: Stop, now: () => number) {
    this.stop = stop;
    this.#now = now;
  }

  came(visits: readonly Visit[]): void {
    this.#leave('dropped'); // the one before was empty
    this.#inside = visits;
    for (const visit of visits) visit.worked(this.#now(), 0, 0);
  }

  passed(): void {}

  leaving(): readonly Trail[] {
    return this.#leave('out');
  }

  #leave(fate: Fate): readonly Trail[] {
    const gone = this.#inside;
    this.#inside = NOBODY;
    return leave(gone, this.#now, fate);
  }
}
