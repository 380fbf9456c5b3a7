import type { Times } from '../insight/meter.js';
import type { NodeReport, QueueReport, Report, Snapshot } from '../insight/snapshot.js';
import { chromeTrace } from '../insight/trace/chrome-trace.js';
import type { Tracer } from '../insight/trace/tracer.js';
import type { DeclaredQueue } from '../graph/declared-queue.js';
import { sum } from '../flow/channel/counts.js';
import type { Node } from './network.js';
import type { Pools } from './pools.js';

export type { NodeReport, QueueReport, Report, Snapshot, Verdict } from '../insight/snapshot.js';

/** How a run was: plain data. What is cloned, compared or serialised doesn't meet the method. @internal */
export function reportOf(
  name: string,
  { nodes, queues, at, verdict }: Snapshot,
  stopped: boolean,
  pools: Pools,
  tracer: Tracer | undefined,
): Report {
  const workers = pools.report();
  const traces = tracer?.read() ?? [];
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const report = { nodes, queues, duration: at, stopped, verdict, workers, traces };
  const toChromeTrace = (): string => chromeTrace(name, traces, (id) => labels.get(id) ?? id);
  return Object.defineProperty(report, 'toChromeTrace', { value: toChromeTrace }) as unknown as Report;
}

/** @internal @param rate items out a second, lately */
export function reportNode(node: Node, times: Times, rate: number): NodeReport {
  const { life, worked, ready, blocked, resting, starved } = times;
  const whole = life === 0 ? 1 : life; // then all of them are 0
  return {
    ...accountOf(node),
    busy: (worked + ready) / whole,
    blocked: (blocked + resting) / whole,
    starved: starved / whole,
    rate,
    latency: node.site.latency.read(),
  };
}

type Counts = Omit<NodeReport, 'busy' | 'blocked' | 'starved' | 'rate' | 'latency'>;

/** What a node did with its items. @internal */
export function accountOf({ kind, site }: Node): Counts {
  const { id, label, account, inputs, outputs } = site;
  const { failed, skipped, dropped, retried, active, concurrency } = account;
  return {
    id,
    kind,
    label,
    in: kind === 'source' ? account.read : sum(inputs, 'left'),
    out: sum(outputs, 'entered'),
    failed,
    skipped,
    dropped,
    discarded: account.discarded + sum(outputs, 'discarded'),
    retried,
    active,
    concurrency,
  };
}

/** @internal */
export function reportQueue({ id, name, capacity, channel, outlet }: DeclaredQueue): QueueReport {
  const waiting = channel.waiting + outlet.unread;
  return {
    id,
    name,
    in: channel.entered + channel.accepted,
    out: channel.entered - waiting,
    waiting: waiting + channel.accepted,
    peak: channel.peak,
    capacity,
  };
}
