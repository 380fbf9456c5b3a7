import { describe, expect, it } from '@jest/globals';
import { filter, map, Pipeline, task, type Failure, type NodeReport } from '../../lib/index.js';

const counts = ({ in: taken, out, failed, skipped, dropped, retried, discarded }: NodeReport) => ({
  taken,
  out,
  failed,
  skipped,
  dropped,
  retried,
  discarded,
});

describe('the accounts of a run with skips, retries, filters and failures', () => {
  it('are exact', async () => {
    const pipeline = new Pipeline();
    const failures = pipeline.queue<Failure<number>>({ name: 'failures' });
    const calls = new Map<number, number>();
    const numbers = Array.from({ length: 100 }, (_, n) => n);
    /** Every fifth fails always, every other third the first time. */
    const skips = task(
      async (n: number) => {
        const call = (calls.get(n) ?? 0) + 1;
        calls.set(n, call);
        if (n % 5 === 0 || (n % 3 === 0 && call === 1)) throw new Error('no');
        return n;
      },
      { name: 'skips', retry: 2, onError: 'skip', concurrency: 7 },
    );
    const routes = task(
      (n: number) => {
        if (n % 7 === 0) throw new Error('no');
        return n;
      },
      { name: 'routes', onError: failures },
    );
    const results = map(
      routes,
      filter((n) => n % 2 === 1, map(skips, pipeline.queue({ from: numbers }))),
    );
    map((failure) => failure, failures);
    const { nodes } = await pipeline.run();

    const fifths = numbers.filter((n) => n % 5 === 0);
    const thirds = numbers.filter((n) => n % 3 === 0 && n % 5 !== 0);
    const kept = numbers.filter((n) => n % 5 !== 0);
    const odd = kept.filter((n) => n % 2 === 1);
    const failed = odd.filter((n) => n % 7 === 0);
    const of = (label: string) => counts(nodes.find((node) => node.label === label)!);
    const none = { failed: 0, skipped: 0, dropped: 0, retried: 0, discarded: 0 };
    expect(of('skips')).toEqual({
      ...none,
      taken: 100,
      out: kept.length,
      skipped: fifths.length,
      retried: 2 * fifths.length + thirds.length,
    });
    expect(of('Filter')).toEqual({
      ...none,
      taken: kept.length,
      out: odd.length,
      dropped: kept.length - odd.length,
    });
    expect(of('routes')).toEqual({
      ...none,
      taken: odd.length,
      out: odd.length - failed.length,
      failed: failed.length,
    });
    expect(results.flush()).toHaveLength(odd.length - failed.length);
  });
});
