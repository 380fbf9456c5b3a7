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
  leaving(): readonly Trail[];
}

/** Where items come from, as their queue sees it. */
export type Origin = Pick<NodeTrace, 'leaving'>;

/** Those who were there go on, or end here. */
export function leave(visits: readonly Visit[], now: () => number, fate: Fate): readonly Trail[] {
  return visits.map((visit) => visit.left(now(), fate));
}

/** Items are passed on as they come, to one or to many, or end there. */
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

/** Items go on as a group: those that came since the last one went. */
export class Grouping implements NodeTrace {
  readonly stop: Stop;
  readonly #now: () => number;
  #inside: Visit[] = [];

  constructor(stop: Stop, now: () => number) {
    this.stop = stop;
    this.#now = now;
  }

  came(visits: readonly Visit[]): void {
    this.#inside.push(...visits);
  }

  passed(): void {}

  leaving(): readonly Trail[] {
    const gone = this.#inside;
    this.#inside = [];
    return leave(gone, this.#now, 'out');
  }
}

/** Of the parts of an item, the first is followed. */
export class Parting implements NodeTrace {
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
