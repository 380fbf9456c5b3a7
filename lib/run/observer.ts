import { availableParallelism } from 'node:os';
import { Pump } from '../loop/pump.js';
import type { Scheduler } from '../loop/scheduler.js';
import type { NodeLoad, QueueLoad, RunLoad } from '../insight/load.js';
import { LATELY, Marks } from '../insight/marks.js';
import { timesIn, WRITTEN, type Times } from '../insight/meter.js';
import type { NodeReport, Snapshot } from '../insight/snapshot.js';
import { explain, rootsOf } from '../insight/verdict/explain.js';
import { verdictOf } from '../insight/verdict/verdict.js';
import type { Node, Network } from './network.js';
import type { Pools } from './pools.js';
import { reportNode, reportQueue } from './report.js';
import { differenceOf, tallyOf, type Tally } from './tallies.js';

/** Told of a call that has ended: the task's id, as in snapshots and in the graph, and how many milliseconds it took. */
export type CallListener = (node: string, ms: number) => void;

/** Looks at a run from outside: what each node does, how fast, and what holds it up. */
export class Observer {
  readonly #network: Network;
  readonly #pools: Pools;
  readonly #scheduler: Scheduler;
  readonly #marks = new Marks<Tally>();
  /** When items began to flow. */
  #begun: Tally | undefined;
  /** How it was in the end. */
  #last: RunLoad | undefined;
  /** When it was last looked at. */
  #looked = 0;

  constructor(network: Network, pools: Pools, scheduler: Scheduler) {
    this.#network = network;
    this.#pools = pools;
    this.#scheduler = scheduler;
  }

  /** Items begin to flow. */
  begin(): void {
    const now = this.#scheduler.clock.now();
    for (const { site } of this.#network.nodes) if (!site.meter.isDeferred) site.meter.begin(now);
    for (const { outlet } of this.#network.outputs) outlet.begin(now);
    this.#begun = this.#tally();
    this.#marks.add(now, this.#begun);
  }

  /** Between loops: notes how things stand, a few times a second. */
  note(): void {
    const { latest } = this.#scheduler;
    if (this.#marks.isDue(latest)) this.#marks.add(latest, this.#tally());
  }

  /** The run is over: what is asked from now on is how it was, from its begin. */
  end(): void {
    this.#last = this.#load(true);
  }

  /** Tells `listener` of every call that is timed, until the function returned is called. */
  listen(listener: CallListener): () => void {
    const tasks = this.#network.nodes.filter(({ kind }) => kind === 'task');
    const offs = tasks.map(({ site }) => {
      const one = (ms: number): void => {
        try {
          listener(site.id, ms);
        } catch (error) {
          queueMicrotask(() => {
            throw error; // as RxJS does with what a subscriber throws: the run goes on
          });
        }
      };
      return site.latency.listen(one);
    });
    return () => offs.forEach((off) => off());
  }

  look(): Pick<Snapshot, 'nodes' | 'queues' | 'verdict'> {
    const load = this.load();
    return {
      nodes: load.nodes.map(({ report }) => report),
      queues: load.queues.map(({ report }) => report),
      verdict: verdictOf(load),
    };
  }

  /** How it has been lately; when it is over, from begin to end. */
  load(): RunLoad {
    return this.#last ?? this.#load(false);
  }

  /** In words: what each node does or waits for, and the verdict. */
  explain(load = this.load()): string {
    return explain(load, verdictOf(load));
  }

  /** The same, now that nothing will happen any more. */
  explainWhenDry(): string {
    return this.explain(this.#loadWhenDry());
  }

  /** What it waits for, now that nothing will happen any more: those that wait for no other. */
  rootsWhenDry(): string[] {
    return rootsOf(this.#loadWhenDry());
  }

  #loadWhenDry(): RunLoad {
    return { ...this.load(), quiet: Infinity };
  }

  #tally(): Tally {
    return tallyOf(this.#network, this.#pools, this.#scheduler.clock);
  }

  /** How things stood two seconds ago: as when something happened last, if that is longer ago. */
  #earlier(begun: Tally): Tally {
    const { clock, latest } = this.#scheduler;
    const then = clock.now() - LATELY;
    if (Math.max(latest, this.#looked) <= then)
      this.#marks.add(then, tallyOf(this.#network, this.#pools, clock, then));
    return this.#marks.before(then + LATELY)?.state ?? begun;
  }

  #load(isOver: boolean): RunLoad {
    const begun = this.#begun ?? this.#tally();
    const earlier = this.#earlier(begun);
    const now = this.#tally();
    this.#looked = now.at;
    if (this.#marks.isDue(now.at)) this.#marks.add(now.at, now);
    const recent = differenceOf(earlier, now);
    const tally = isOver ? differenceOf(begun, now) : recent;
    let own = 0;
    const nodes = this.#network.nodes.map((node, i) => {
      const times = timesIn(tally.times, i * WRITTEN);
      own += times.own;
      // Of one that was through before, the shares are those of its whole time.
      const shares = times.life > 0 ? times : timesIn(now.times, i * WRITTEN);
      const rate = recent.at > 0 ? (recent.out[i]! * 1000) / recent.at : 0;
      return loadOf(node, times, tally.ended[i]!, reportNode(node, shares, rate));
    });
    return {
      elapsed: tally.at,
      thread: Math.max(own, tally.thread),
      cores: availableParallelism(),
      isOver,
      quiet: this.#scheduler.clock.now() - this.#scheduler.latest,
      nodes,
      queues: this.#network.queues.map((queue, i): QueueLoad => {
        const { channel, outlet } = queue;
        return {
          report: reportQueue(queue),
          isReady: channel.isReady,
          isEnded: channel.isEnded,
          unread: outlet.unread,
          blocked: tally.blocked[i]!,
          shown: tally.shown[i]!,
        };
      }),
      pools: this.#pools.loads(tally.pools),
    };
  }
}

function loadOf(node: Node, times: Times, ended: number, report: NodeReport): NodeLoad {
  const { site, stage, place, fed, before, after } = node;
  const isPump = stage instanceof Pump;
  return {
    report,
    times,
    ended,
    standing: isPump ? stage.standing : site.meter.standing,
    share: isPump ? stage.share : 0,
    retries: stage.retries ?? 0,
    early: site.latency.early(Math.max(1, site.account.concurrency >> 1)),
    puts: stage.puts ?? 0,
    place,
    fed,
    before,
    after,
  };
}
