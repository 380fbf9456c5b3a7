import type { NodeReport, QueueReport, Report, Snapshot } from '../run/report.js';

/** How a node looks under load. */
export interface NodeHeat {
  readonly fill: string | undefined;
  readonly ink: string;
  /** Share of time at work, and items a second: "98 % · 1.2K/s". */
  readonly line: string;
  readonly isBottleneck: boolean;
}

/** How a queue looks under load. */
export interface QueueHeat {
  /** From 1 to 6, as its share of the widest flow. */
  readonly width: number;
  /** Items waiting, if any. */
  readonly waiting: string;
}

/**
 * Utilisation from 0 to 1 in five steps: ColorBrewer's YlOrBr (Harrower and Brewer, 2003). Each step is
 * darker than the one before, in grey print and to the colour-blind.
 */
export const STEPS = ['#ffffd4', '#fed98e', '#fe9929', '#d95f0e', '#993404'] as const;
const DARK: string = STEPS[4];

/** Points: an arrow of the queue with the most items. */
const WIDEST = 6;
const NUMBERS = new Intl.NumberFormat('en', {
  notation: 'compact',
  maximumSignificantDigits: 3,
  maximumFractionDigits: 1,
  roundingPriority: 'lessPrecision',
});

/** The load that a snapshot, or the report of a whole run, shows. */
export class Heat {
  readonly #nodes: ReadonlyMap<string, NodeReport>;
  readonly #queues: ReadonlyMap<string, QueueReport>;
  readonly #seconds: number;
  readonly #isWhole: boolean;
  readonly #bottleneck: string | undefined;
  readonly #most: number;

  constructor(load: Snapshot | Report) {
    // A source is drawn as its queue.
    this.#nodes = new Map(load.nodes.map((node) => [drawnAs(node.id), node]));
    this.#queues = new Map(load.queues.map((queue) => [queue.id, queue]));
    this.#isWhole = 'duration' in load;
    this.#seconds = ('duration' in load ? load.duration : load.at) / 1000;
    this.#bottleneck = load.verdict.bottleneck === undefined ? undefined : drawnAs(load.verdict.bottleneck);
    this.#most = Math.max(1, ...load.queues.map((queue) => queue.in));
  }

  ofNode(id: string): NodeHeat {
    const node = this.#nodes.get(id);
    const share = node && utilisation(node);
    const fill = share === undefined ? undefined : STEPS[Math.min(STEPS.length - 1, Math.floor(share * 5))]!;
    const percent = share === undefined ? [] : [`${Math.round(share * 100)} %`];
    return {
      fill,
      ink: fill === DARK ? 'white' : 'black',
      line: [...percent, `${short(this.#rateOf(id, node))}/s`].join(' · '),
      isBottleneck: id === this.#bottleneck,
    };
  }

  ofQueue(id: string): QueueHeat {
    const queue = this.#queues.get(id);
    const width = 1 + ((WIDEST - 1) * (queue?.in ?? 0)) / this.#most;
    const waiting = queue?.waiting ?? 0;
    return { width: Math.round(width * 100) / 100, waiting: waiting === 0 ? '' : short(waiting) };
  }

  /** Lately, of a run under way; on average, of one that is over. */
  #rateOf(id: string, node: NodeReport | undefined): number {
    if (!this.#isWhole && node !== undefined) return node.rate;
    const out = node?.out ?? this.#queues.get(id)?.in ?? 0;
    return this.#seconds > 0 ? out / this.#seconds : 0;
  }
}

function drawnAs(id: string): string {
  return id.replace(/^source:/, '');
}

/** Of a source, nothing is known: what it reads from works elsewhere. */
function utilisation({ kind, busy }: NodeReport): number | undefined {
  return kind === 'source' ? undefined : busy;
}

/** A number in at most five places: 1.2K. */
function short(value: number): string {
  return NUMBERS.format(value);
}
