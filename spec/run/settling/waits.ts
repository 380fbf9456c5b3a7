import { expect } from '@jest/globals';
import { NEVER, Observable } from 'rxjs';
import { map, sink, task, tee, type Queue, type TaskContext } from '../../../lib/index.js';
import { fate, turns, type Stage, type Waiting } from './scene.js';

const fails = (): Promise<never> => Promise.reject(new Error('no'));

/** Everything that can wait when a run ends; each declares what makes it wait. */
export const WAITS: Readonly<Record<string, (stage: Stage) => Waiting>> = {
  'nothing besides': () => ({ check() {} }),

  'puts that wait for room': ({ pipeline, gate }) => {
    const inputs = pipeline.queue<number>({ capacity: 1 });
    sink(() => gate.opened, inputs);
    const puts: Promise<void>[] = [];
    return {
      begun: () => puts.push(...[1, 2, 3, 4, 5].map((n) => inputs.put(n))),
      check: async () => {
        const fates = await Promise.all(puts.map(fate));
        expect(fates.slice(0, 2)).toEqual([{ value: undefined }, { value: undefined }]);
        const refused = { error: expect.objectContaining({ code: 'queue-closed' }) };
        expect(fates.slice(2)).toEqual([refused, refused, refused]);
      },
    };
  },

  'a put that waits since before the run': ({ pipeline, gate }) => {
    const inputs = pipeline.queue<number>({ capacity: 1 });
    sink(() => gate.opened, inputs);
    const puts = [1, 2, 3, 4].map((n) => inputs.put(n));
    return {
      check: async () => expect(await Promise.all(puts.map(fate))).not.toContain('pending'),
    };
  },

  'a reader that waits for an item': ({ pipeline }) => {
    const output = map((n) => n, pipeline.queue<number>());
    let next: Promise<unknown> | undefined;
    return {
      begun: () => {
        next = output[Symbol.asyncIterator]().next();
      },
      check: async (isCut) => {
        const told = await fate(next!);
        if (isCut) expect(told).toHaveProperty('error');
        else expect(told).toEqual({ value: { done: true, value: undefined } });
      },
    };
  },

  'somebody who waits for all items': ({ pipeline }) => {
    const all = map((n) => n, pipeline.queue<number>()).toArray();
    return {
      check: async (isCut) => {
        if (isCut) expect(await fate(all)).toHaveProperty('error');
        else expect(await fate(all)).toEqual({ value: [] });
      },
    };
  },

  'subscribers, at the end and in between': ({ pipeline }) => {
    const inputs = pipeline.queue<number>();
    const told: string[] = [];
    for (const queue of [inputs, map((n) => n, inputs)])
      queue.subscribe({ error: () => told.push('error'), complete: () => told.push('complete') });
    return {
      check: (isCut) => expect(told).toEqual(isCut ? ['error', 'error'] : ['complete', 'complete']),
    };
  },

  'calls under way, which were given a signal': ({ pipeline, gate }) => {
    const signals: AbortSignal[] = [];
    const work = task(
      (_: number, { signal }: TaskContext) => {
        signals.push(signal);
        return gate.opened;
      },
      { concurrency: 3, context: true },
    );
    sink(work, pipeline.queue({ from: [1, 2, 3, 4] }));
    return {
      check: (isCut) => {
        expect(signals.map(({ aborted }) => aborted)).toEqual(
          isCut ? [true, true, true] : [false, false, false, false],
        );
      },
    };
  },

  'calls under way that have a timeout': ({ pipeline, gate }) => {
    const work = task(() => gate.opened, { concurrency: 3, context: true, timeout: 9999 });
    sink(work, pipeline.queue({ from: [1, 2, 3, 4] }));
    return { check() {} };
  },

  'calls that fail when their signal is aborted': ({ pipeline, gate }) => {
    const work = task(
      (_: number, { signal }: TaskContext) =>
        new Promise<void>((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          void gate.opened.then(resolve);
        }),
      { concurrency: 3, context: true, retry: 3 },
    );
    sink(work, pipeline.queue({ from: [1, 2, 3, 4] }));
    return { check() {} };
  },

  'items that wait for their next attempt': ({ pipeline }) => {
    const flaky = task(
      (_: number, { attempt }: TaskContext) => {
        if (attempt === 1) throw new Error('no');
      },
      { context: true, retry: { count: 1, delay: 12 } },
    );
    sink(flaky, pipeline.queue({ from: [1, 2, 3, 4] }));
    return { check() {} };
  },

  'a failure queue that is full': ({ pipeline, gate }) => {
    const failures = pipeline.queue<any>({ capacity: 1 });
    sink(fails, pipeline.queue({ from: [1, 2, 3, 4, 5] }), { concurrency: 2, onError: failures });
    sink(() => gate.opened, failures);
    return { check() {} };
  },

  'a tee of which one output is not read': ({ pipeline }) => {
    const narrow = (): Queue<number> => pipeline.queue({ capacity: 1 });
    const inputs = pipeline.queue({ from: [1, 2, 3, 4, 5], capacity: 1 });
    const [one, other] = tee(inputs, 2, { out: [narrow(), narrow()] });
    return { outputs: [one, other], check() {} };
  },

  'an Observable that goes on for ever': ({ pipeline }) => {
    let isLeft = false;
    const endless = new Observable<number>((subscriber) => {
      const inner = NEVER.subscribe();
      subscriber.next(1);
      return () => {
        isLeft = true;
        inner.unsubscribe();
      };
    });
    return {
      outputs: [map((n) => n, pipeline.queue({ from: endless }))],
      check: async () => {
        await turns(2);
        expect(isLeft).toBe(true);
      },
    };
  },
};
