import { describe, expect, it } from '@jest/globals';
import { map, Pipeline, task } from '../../../lib/index.js';

/** Clears a terminal, turns what is written round, and goes to a new line. */
const NAME = 'bad\u001B[2J\u009B2J\u202E\nname';
const STEERING = /[^\P{C}\n]/u;

describe('names that would steer a terminal', () => {
  it('are harmless in the verdict, in explain() and in errors', async () => {
    const pipeline = new Pipeline({ name: NAME });
    const work = task(
      (n: number) => {
        if (n === 2) throw new Error(NAME);
        return n;
      },
      { name: NAME },
    );
    map(work, pipeline.queue({ name: NAME, from: [1, 2] }));
    const run = pipeline.run();
    const lines = run.explain().split('\n');
    const error = await run.catch((reason: Error) => reason);
    const said = [...lines, run.explain(), run.snapshot().verdict.sentence, (error as Error).message];
    expect(said.filter((text) => STEERING.test(text))).toEqual([]);
    expect(lines[0]).toMatch(/^the source of "bad\uFFFD name": /);
    expect(lines[1]).toMatch(/^bad\uFFFD name: /);
    expect(said.at(-1)).toMatch(/^bad\uFFFD\nname: failed on 2: bad\uFFFD\nname$/);
  });
});
