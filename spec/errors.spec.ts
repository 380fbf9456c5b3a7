import { describe, expect, it } from '@jest/globals';
import {
  filter,
  map,
  merge,
  Pipeline,
  PipelineError,
  SkorcheError,
  split,
  TaskError,
  unbatch,
  type ErrorCode,
} from '../lib/index.js';
import { Channel } from '../lib/flow/channel/channel.js';
import { Account } from '../lib/flow/account.js';
import { checkLedger } from '../lib/run/ledger.js';

const same = <T>(item: T): T => item;
const promises = async (): Promise<boolean> => true;
const breaks = (): never => {
  throw new Error('no');
};

interface Told {
  readonly code: ErrorCode;
  readonly name: 'PipelineError' | 'TaskError' | 'SkorcheError';
  readonly message: string;
  /** Does what is wrong, on a pipeline named "p". */
  readonly by: (pipeline: Pipeline) => unknown;
}

const all: Told[] = [
  {
    code: 'already-run',
    name: 'PipelineError',
    message: 'run: pipeline "p" has been run already. A pipeline runs once: declare a new one.',
    by: async (pipeline) => {
      await pipeline.run();
      await pipeline.run();
    },
  },
  {
    code: 'cycle',
    name: 'PipelineError',
    message:
      'run: items would go round for ever: "a" → "a". Give `out` or `onError` a queue that doesn\'t lead back.',
    by: (pipeline) => {
      const a = pipeline.queue<number>({ name: 'a' });
      map(same<number>, a, { out: a });
      return pipeline.run();
    },
  },
  {
    code: 'invalid-argument',
    name: 'PipelineError',
    message: 'queue: expected `capacity` to be an integer from 1 and up, got `0` (number)',
    by: (pipeline) => pipeline.queue({ capacity: 0 }),
  },
  {
    code: 'items-gone',
    name: 'PipelineError',
    message:
      'toArray: queue "a" streams to its readers and has kept nothing. Call toArray() before items flow.',
    by: async (pipeline) => {
      const a = pipeline.queue({ name: 'a', from: [1] });
      a.subscribe();
      await pipeline.run();
      await a.toArray();
    },
  },
  {
    code: 'ledger-unbalanced',
    name: 'SkorcheError',
    message: expect.stringMatching(
      /^ledger: Tee \(tee-1\) can't account for 1 item\(s\): \{"kind":"op",.*\}\. This is a bug in skorche: please report it\.$/,
    ) as unknown as string,
    by: () => {
      const account = Object.assign(new Account(), { dropped: -1 });
      const site = { id: 'tee-1', label: 'Tee', account, inputs: [new Channel()], outputs: [new Channel()] };
      checkLedger([{ kind: 'op', site: site as never, stage: {}, before: [], after: [] }]);
    },
  },
  {
    code: 'not-iterable',
    name: 'TaskError',
    message: 'Unbatch: expected an array or another iterable, got 7',
    by: (pipeline) => {
      unbatch(pipeline.queue<never>({ from: [7 as never] }));
      return pipeline.run();
    },
  },
  {
    code: 'op-failed',
    name: 'TaskError',
    message: 'Filter(breaks): failed on { n: 1 }: no',
    by: (pipeline) => {
      filter(breaks, pipeline.queue({ from: [{ n: 1 }] }));
      return pipeline.run();
    },
  },
  {
    code: 'op-failed',
    name: 'TaskError',
    message: 'Filter(promises): failed on 1: it gave a promise: it must be synchronous',
    by: (pipeline) => {
      filter(promises as never, pipeline.queue({ from: [1] }));
      return pipeline.run();
    },
  },
  {
    code: 'other-pipeline',
    name: 'PipelineError',
    message: 'merge: queue "b" is of pipeline "q", queue "a" of pipeline "p". Declare them on one.',
    by: (pipeline) =>
      merge([pipeline.queue({ name: 'a' }), new Pipeline({ name: 'q' }).queue({ name: 'b' })]),
  },
  {
    code: 'queue-closed',
    name: 'PipelineError',
    message: 'queue "a": takes no more items, it was closed',
    by: (pipeline) => {
      const a = pipeline.queue({ name: 'a' });
      a.close();
      return a.put(1);
    },
  },
  {
    code: 'queue-has-consumer',
    name: 'PipelineError',
    message: 'map: queue "a" already has a consumer (Filter(Boolean)). Use tee() to read it twice.',
    by: (pipeline) => {
      const a = pipeline.queue({ name: 'a' });
      filter(Boolean, a);
      map(same, a);
    },
  },
  {
    code: 'queue-has-producer',
    name: 'PipelineError',
    message: 'put: queue "a" already has a producer (its source). Use merge() to add to it.',
    by: (pipeline) => pipeline.queue({ name: 'a', from: [1] }).put(2),
  },
  {
    code: 'source-failed',
    name: 'SkorcheError',
    message: 'source of queue "a": failed: no',
    by: (pipeline) => {
      pipeline.queue({ name: 'a', from: { [Symbol.iterator]: breaks } });
      return pipeline.run();
    },
  },
  {
    code: 'task-failed',
    name: 'TaskError',
    message: "breaks: failed on 'x': no",
    by: (pipeline) => {
      map(breaks, pipeline.queue({ from: ['x'] }));
      return pipeline.run();
    },
  },
  {
    code: 'unknown-split-value',
    name: 'TaskError',
    message: "Split(same): gave 'c' for 'c', which is none of 'a', 'b'. Add it to the values of split().",
    by: (pipeline) => {
      split(same, pipeline.queue({ from: ['c'] }), ['a', 'b']);
      return pipeline.run();
    },
  },
];

/** The error that comes of `told.by`, thrown or rejected. */
async function errorOf({ by }: Told): Promise<unknown> {
  try {
    await by(new Pipeline({ name: 'p' }));
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('an error', () => {
  it.each(all)('$code: $name', async (told) => {
    const { code, name, message } = told;
    const error = await errorOf(told);
    expect(error).toBeInstanceOf(SkorcheError);
    expect(error).toMatchObject({ code, name, message });
    expect(error instanceof PipelineError).toBe(name === 'PipelineError');
    expect(error instanceof TaskError).toBe(name === 'TaskError');
  });

  it('shows a long item short, on one line', async () => {
    const pipeline = new Pipeline();
    map(
      breaks,
      pipeline.queue({ from: [{ text: 'x'.repeat(500), list: Array.from({ length: 50 }, () => 1) }] }),
    );
    const error = (await pipeline.run().catch((reason: unknown) => reason)) as Error;
    expect(error.message).toMatch(/^breaks: failed on \{ text: 'xxx.*…: no$/);
    expect(error.message.length).toBeLessThan(160);
  });
});
