import type { NodeReport, Queue, Snapshot } from '../../lib/index.js';
import { map, sink, task } from '../../lib/index.js';
import { virtually, type Virtual } from '../virtual.js';

/** A run as it was at some time: its snapshot, its words, and a node's report by its label. */
export interface Look {
  readonly snapshot: Snapshot;
  readonly words: string;
  node(label: string): NodeReport;
}

/** Runs what `declare` declares in virtual time, and looks at it at `frame` virtual milliseconds. */
export async function lookAt(frame: number, declare: (virtual: Virtual) => void): Promise<Look> {
  let seen: { snapshot: Snapshot; words: string } | undefined;
  await virtually((virtual) => {
    declare(virtual);
    virtual.during(frame, (run) => {
      seen = { snapshot: run.snapshot(), words: run.explain() };
      run.abort('seen');
    });
    virtual.run();
  });
  const { snapshot, words } = seen!;
  const node = (label: string): NodeReport => snapshot.nodes.find((one) => one.label === label)!;
  return { snapshot, words, node };
}

/** A task that takes `ms` virtual milliseconds an item. */
export function taking(
  { later }: Virtual,
  name: string,
  ms: number,
  concurrency = 1,
): (n: number) => Promise<number> {
  return task((n: number) => later(ms, n), { name, concurrency });
}

/** A crawler whose way back waits for room that only it can make. */
export function crawl({ pipeline, later }: Virtual): void {
  const links = pipeline.queue<string>({ name: 'links', capacity: 2 });
  const pages = map(async (url: string) => url, links, { name: 'pages' });
  sink(async function follow(url) {
    await later(1, url);
    for (let n = 0; n < 5; n++) await links.put(`${url}/${n}`);
  }, pages);
  links.next('a');
}

/** Numbers without end, `ms` virtual milliseconds each, or at once. */
export function numbers({ later, pipeline }: Virtual, ms = 0): Queue<number> {
  let n = 0;
  const next = (): any => {
    const result = { done: false, value: n++ };
    return ms === 0 ? result : later(ms, result);
  };
  const from =
    ms === 0 ? { [Symbol.iterator]: () => ({ next }) } : { [Symbol.asyncIterator]: () => ({ next }) };
  return pipeline.queue<number>({ name: 'numbers', from });
}
