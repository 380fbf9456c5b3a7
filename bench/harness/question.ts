/** What one run of a side gave. */
export interface Outcome {
  /** Shows that the work was done: the same for all sides. */
  readonly check: number;
  /** Milliseconds, where nothing was done since the time is known. */
  readonly ms?: number;
  /** What the run has measured itself, by name. */
  readonly seen?: Readonly<Record<string, number>>;
}

/** Does the work once, and consumes its results. */
export type Work = (size: number) => Promise<Outcome>;

/** One way to do the work. */
export interface Side {
  readonly name: string;
  /** What must be known to read its numbers. */
  readonly note?: string;
  /** A fast source fills its memory. */
  readonly lacksBackPressure?: boolean;
  /** The largest size it is asked for: larger ones would take it too long. */
  readonly most?: number;
  /** No rival: what the work costs at best, or without something. */
  readonly isYardstick?: boolean;
  /** Loads what it needs, in a process of its own. */
  load(): Promise<Work>;
}

/** A run as the harness saw it. */
export interface Run {
  readonly size: number;
  readonly ms: number;
  readonly seen: Readonly<Record<string, number>>;
}

/** A number that a run is judged by. Less is better. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  of(run: Run): number;
}

/** What is asked of our figure: at most so much of another side's, or, without one, in its own unit. */
export interface Bar {
  readonly asked: string;
  readonly against?: string;
  readonly atMost: number;
  /** Where there are several sizes. */
  readonly size?: number;
}

/** What `npm run bench` asks. */
export interface Question {
  readonly title: string;
  /** The work, in a sentence or two of Markdown. */
  readonly work: string;
  /** One size, or, to see how the cost grows, several in ascending order. */
  readonly sizes: readonly number[];
  /** What a size is: "items". */
  readonly per?: string;
  /** How a size is written; as a number if it isn't said. */
  label?(size: number): string;
  readonly figure: Figure;
  /** More columns, of the same run. */
  readonly more?: readonly Figure[];
  /** The first is ours. */
  readonly sides: readonly Side[];
  readonly bars?: readonly Bar[];
  /** Rounds, at least, and at most where a side's runs are short; where they are very short, there are more. */
  readonly rounds?: readonly [least: number, most: number];
}

/** The usual figure. */
export const timeAnItem: Figure = {
  name: 'time an item',
  unit: 'µs',
  of: ({ ms, size }) => (ms * 1000) / size,
};
