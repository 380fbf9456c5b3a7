import { describe, expect, it } from '@jest/globals';
import { chain, filter, map, Pipeline, sink, split, task, type Queue } from '../../lib/index.js';

/** Functions as nobody names them: out of other functions, or written where they are used. */
const nameless = (): ((n: number) => number) => (n) => n;
const isMore = (): ((n: number) => boolean) => (n) => n > 1;

/** The labels of tasks and ops, in the order in which they were declared. */
function labelsOf(declare: (numbers: Queue<number>, pipeline: Pipeline) => unknown): string[] {
  const pipeline = new Pipeline();
  declare(pipeline.queue({ from: [1] }), pipeline);
  return pipeline.graph.mapNodes((_id, { kind, label }) => (kind === 'queue' ? [] : [label])).flat();
}

describe('a task without a name, of a function without one', () => {
  it('takes the name that its output queue is given', () => {
    expect(labelsOf((numbers) => map(nameless(), numbers, { name: 'same' }))).toEqual(['same']);
    expect(labelsOf((numbers) => map(nameless(), numbers).named('later'))).toEqual(['later']);
    expect(labelsOf((numbers) => map(task(nameless()), numbers).named('wrapped'))).toEqual(['wrapped']);
    expect(
      labelsOf((numbers, pipeline) => {
        const out = pipeline.queue<number>({ name: 'mine' });
        map(nameless(), numbers, { out });
      }),
    ).toEqual(['mine']);
    expect(
      labelsOf((numbers, pipeline) => {
        const out = pipeline.queue<number>();
        map(nameless(), numbers, { out });
        out.named('mine').named('still mine');
      }),
    ).toEqual(['still mine']);
  });

  it('is counted where that has none', () => {
    const counted = labelsOf((numbers) => sink(nameless(), chain([Math.abs, nameless()], numbers)));
    expect(counted).toEqual(['abs', 'task 2', 'task 3']);
  });

  it('does not take the name of its failure queue', () => {
    const labels = labelsOf((numbers, pipeline) => {
      const onError = pipeline.queue<any>();
      map(nameless(), numbers, { onError });
      onError.named('failures');
    });
    expect(labels).toEqual(['task 1']);
  });

  it('is told of by that name: in errors, in reports', async () => {
    const pipeline = new Pipeline();
    const numbers = pipeline.queue({ name: 'numbers', from: [1] });
    const failing = map((n): number => {
      throw new Error(`not ${n}`);
    }, numbers).named('parsed');
    expect(() => sink(nameless(), numbers)).toThrow('queue "numbers" already has a consumer (parsed).');
    expect(() => failing.next(1)).toThrow('(parsed)');
    const run = pipeline.run();
    await expect(run).rejects.toMatchObject({ task: 'parsed', message: 'parsed: failed on 1: not 1' });
    expect(run.snapshot().nodes[1]).toMatchObject({ label: 'parsed' });
  });
});

describe('a name of its own', () => {
  it('goes before that of the queue', () => {
    expect(labelsOf((numbers) => map(Math.abs, numbers, { name: 'results' }).named('more'))).toEqual(['abs']);
    const own = task(nameless(), { name: 'own' });
    expect(labelsOf((numbers) => map(own, numbers, { name: 'results' }))).toEqual(['own']);
  });
});

describe('an op with a function without a name', () => {
  it('takes the names that its outputs are given, before its own', () => {
    expect(labelsOf((numbers) => filter(isMore(), numbers, { name: 'good' }))).toEqual(['Filter(good)']);
    expect(labelsOf((numbers) => filter(isMore(), numbers).named('good').named('best'))).toEqual([
      'Filter(best)',
    ]);
    expect(labelsOf((numbers) => filter(Boolean, numbers, { name: 'good' }))).toEqual(['Filter(Boolean)']);
    expect(labelsOf((numbers) => split(isMore(), numbers, { names: ['more', 'less'] }))).toEqual([
      'Split(more, less)',
    ]);
    expect(labelsOf((numbers) => split(isMore(), numbers)[1].named('less'))).toEqual(['Split(less)']);
    expect(
      labelsOf((numbers, pipeline) =>
        filter(isMore(), numbers, { out: pipeline.queue<number>({ name: 'mine' }) }),
      ),
    ).toEqual(['Filter(mine)']);
  });

  it('is told of by that name: in errors, reports and explanations', async () => {
    const pipeline = new Pipeline();
    filter(
      (n) => {
        throw new Error(`not ${n}`);
      },
      pipeline.queue({ from: [1] }),
      { name: 'good' },
    );
    const run = pipeline.run();
    await expect(run).rejects.toMatchObject({ message: 'Filter(good): failed on 1: not 1' });
    expect(run.snapshot().nodes[1]).toMatchObject({ label: 'Filter(good)' });
    expect(run.explain()).toContain('\nFilter(good): ');
  });

  it('is called what it is', () => {
    expect(labelsOf((numbers) => filter(isMore(), numbers))).toEqual(['Filter']);
    expect(labelsOf((numbers) => split(isMore(), numbers))).toEqual(['Split']);
    expect(labelsOf((numbers) => filter(Boolean, numbers))).toEqual(['Filter(Boolean)']);
  });
});
