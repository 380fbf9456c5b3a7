import { availableParallelism } from 'node:os';
import { Pump, type Scheduler } from '../flow/scheduler.js';
import type { NodeLoad, PoolLoad, QueueLoad, RunLoad } from '../insight/load.js';
import { Rates } from '../insight/rates.js';
import type { Snapshot } from '../insight/snapshot.js';
import { verdictOf } from '../insight/verdict.js';
import type { Node, Network } from './network.js';
import type { Pools } from './pools.js';
import { reportNode, reportQueue, sum } from './report.js';

/** Told of a call: the task's id in the graph, and milliseconds. */
export type CallListener = (node: string, ms: number) => void;

/** Looks at a run from outside: what each node does, how fast, and what holds it up. */
export class Observer {
  readonly #network: Network;
  readonly #pools: Pools;
  readonly #scheduler: Scheduler;
  readonly #rates = new Rates();
  /** When items began to flow, and how long this thread had worked by then. */
  #begun: number | undefined;
  #worked = 0;
  /** How it was in the end. */
  #last: RunLoad | undefined;

  constructor(network: Network, pools: Pools, scheduler: Scheduler) {
    this.#network = network;
    this.#pools = pools;
    this.#scheduler = scheduler;
  }

  /** Items begin to flow. */
  begin(): void {
    const { clock } = this.#scheduler;
    const now = clock.now();
    this.#begun = now;
    this.#worked = clock.worked();
    for (const { site } of this.#network.nodes) if (!site.meter.isDeferred) site.meter.begin(now);
    for (const { outlet } of this.#network.outputs) outlet.held.begin(now);
    this.#rates.mark(now, this.#counts());
  }

  /** Between loops: notes how things stand, a few times a second. */
  note(): void {
    const { latest } = this.#scheduler;
    if (!this.#rates.isDue(latest)) return;
    this.#rates.mark(latest, this.#counts());
  }

  /** The run is over: what is asked from now on is how it was. */
  end(): void {
    this.#last = { ...this.load(), isOver: true };
  }

  /** Has `listener` told of every call that is timed, until the function returned is called. */
  listen(listener: CallListener): () => void {
    const tasks = this.#network.nodes.filter(({ kind }) => kind === 'task');
    const offs = tasks.map(({ site }) => {
      const { listeners } = site.latency;
      const one = (ms: number): void => listener(site.id, ms);
      listeners.add(one);
      return () => listeners.delete(one);
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

  load(): RunLoad {
    if (this.#last !== undefined) return this.#last;
    const { clock } = this.#scheduler;
    const now = clock.now();
    const elapsed = this.#begun === undefined ? 0 : now - this.#begun;
    const rates = this.#rates.of(now, this.#counts());
    const nodes = this.#network.nodes.map((node, i) => loadOf(node, now, rates[i]!));
    const pools = this.#pools.loads(now);
    const own = nodes.reduce((all, { times }) => all + times.own, 0);
    return {
      elapsed,
      thread: this.#begun === undefined ? 0 : Math.max(own, clock.worked() - this.#worked),
      cores: availableParallelism(),
      isOver: false,
      nodes,
      queues: this.#network.queues.map((queue): QueueLoad => {
        const { channel, outlet } = queue;
        return {
          report: reportQueue(queue),
          isReady: channel.isReady,
          isEnded: channel.isEnded,
          unread: outlet.unread,
          held: outlet.held.read(now).blocked,
        };
      }),
      pools: pools satisfies readonly PoolLoad[],
    };
  }

  #counts(): number[] {
    return this.#network.nodes.map(({ site }) => sum(site.outputs, 'entered'));
  }
}

function loadOf(node: Node, now: number, rate: number): NodeLoad {
  const { site, stage, place, fed, before, after } = node;
  const times = site.meter.read(now);
  const isPump = stage instanceof Pump;
  return {
    report: reportNode(node, times, rate),
    times,
    standing: isPump ? stage.standing : site.meter.standing,
    share: isPump ? stage.share : 0,
    place,
    fed,
    before,
    after,
  };
}
