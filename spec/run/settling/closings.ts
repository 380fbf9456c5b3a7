import { Readable } from 'node:stream';
import { expect } from '@jest/globals';
import { batch, map, unbatch } from '../../../lib/index.js';
import { nextTurn } from '../../properties/pace.js';
import { turns, type Stage, type Waiting } from './scene.js';

/** Sources, and what else has to be closed when a run ends. */
export const CLOSINGS: Readonly<Record<string, (stage: Stage) => Waiting>> = {
  "a generator's finally block": (stage) => {
    let isClosed = false;
    function* numbers(): Generator<number> {
      try {
        for (let n = 0; ; n++) yield n;
      } finally {
        isClosed = true;
      }
    }
    return readOf(stage, numbers(), () => isClosed);
  },

  "an async generator's finally block": (stage) => {
    let isClosed = false;
    async function* numbers(): AsyncGenerator<number> {
      try {
        for (let n = 0; ; n++) yield n;
      } finally {
        await nextTurn();
        isClosed = true;
      }
    }
    return readOf(stage, numbers(), () => isClosed);
  },

  'the finally block of a generator that waits for its next item': (stage) => {
    let isClosed = false;
    async function* numbers(): AsyncGenerator<number> {
      try {
        yield 1;
        await stage.gate.opened;
        yield 2;
      } finally {
        isClosed = true;
      }
    }
    return readOf(stage, numbers(), () => isClosed);
  },

  'an iterator whose return() throws': (stage) => {
    const numbers: Iterable<number> = {
      [Symbol.iterator]: () => ({
        next: () => ({ done: false, value: 1 }),
        return: () => {
          throw new Error('does not close');
        },
      }),
    };
    return readOf(stage, numbers, () => true);
  },

  'an iterator whose return() rejects': (stage) => {
    const numbers: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false, value: 1 }),
        return: () => Promise.reject(new Error('does not close')),
      }),
    };
    return readOf(stage, numbers, () => true);
  },

  'an iterator that waits for its next item, and whose return() rejects': (stage) => {
    let isClosed = false;
    const numbers: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => stage.gate.opened.then(() => ({ done: true, value: undefined })),
        return: () => {
          isClosed = true;
          return Promise.reject(new Error('does not close'));
        },
      }),
    };
    return readOf(stage, numbers, () => isClosed);
  },

  'a web stream': (stage) => {
    let isClosed = false;
    const stream = new ReadableStream<number>({
      pull: (controller) => controller.enqueue(1),
      cancel: () => {
        isClosed = true;
      },
    });
    return readOf(stage, stream, () => isClosed);
  },

  'a Node stream': (stage) => {
    const stream = new Readable({
      objectMode: true,
      read() {
        this.push(1);
      },
    });
    return readOf(stage, stream, () => stream.destroyed);
  },

  'a Node stream that has nothing to give': (stage) => {
    const stream = new Readable({ objectMode: true, read() {} });
    return readOf(stage, stream, () => stream.destroyed);
  },

  'an iterable that unbatch has begun': ({ pipeline }) => {
    let isClosed = false;
    function* numbers(): Generator<number> {
      try {
        for (let n = 0; n < 200; n++) yield n;
      } finally {
        isClosed = true;
      }
    }
    const items = unbatch(pipeline.queue({ from: [numbers()] }), { out: pipeline.queue({ capacity: 1 }) });
    return { outputs: [items], check: () => expect(isClosed).toBe(true) };
  },

  'the timer of a batch begun': ({ pipeline }) => {
    const inputs = pipeline.queue<number>();
    const batches = batch(inputs, { size: 9, maxWait: 999 });
    return { outputs: [batches], begun: () => inputs.next(1), check() {} };
  },
};

/** A source behind a reader that does not ask for everything. */
function readOf({ pipeline }: Stage, from: any, isClosed: () => boolean): Waiting {
  const output = map((n) => n, pipeline.queue<number>({ from, capacity: 2 }));
  return {
    outputs: [output],
    check: async () => {
      await turns(3); // one that was waiting closes when it is waited for no more
      expect(isClosed()).toBe(true);
    },
  };
}
