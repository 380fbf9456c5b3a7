import { describe, expect, it } from '@jest/globals';
import { reduce } from 'rxjs';
import { map, Pipeline, sink, type Queue } from '../../lib/index.js';
import type { Site } from '../../lib/flow/stage.js';
import { declare } from '../../lib/ops/declare.js';
import { flowOf, passDemand } from '../../lib/ops/passage.js';
import { Progress } from '../../lib/progress/index.js';

const same = (n: number): number => n;

/** An op of one file, as those in lib/ops: the sum of all numbers, when they end. */
function total(queue: Queue<number>): Queue<number> {
  const [sum] = declare({
    verb: 'total',
    node: { label: 'Total', gives: 'groups', expected: () => 1, build: sumUp },
    inputs: [queue],
    outputs: [{}],
  });
  return sum as Queue<number>;
}

function sumUp(site: Site): void {
  passDemand(site);
  site.account.used = 0;
  site.account.made = 0;
  flowOf<number>(site.inputs[0]!)
    .pipe(reduce((sum, n) => (site.account.used!++, sum + n), 0))
    .subscribe({
      next: (sum) => {
        site.account.made!++;
        site.outputs[0]!.next(sum);
      },
      error: site.fail,
      complete: () => site.outputs[0]!.complete(),
    });
}

/** An op with two outputs: whole numbers first. */
function whole(queue: Queue<number>): Queue<number>[] {
  return declare({
    verb: 'whole',
    node: { label: 'Whole', gives: 'one for one', build: part },
    inputs: [queue],
    outputs: [{}, {}],
  });
}

function part(site: Site): void {
  passDemand(site);
  const [wholes, rest] = site.outputs;
  flowOf<number>(site.inputs[0]!).subscribe({
    next: (n) => (Number.isInteger(n) ? wholes! : rest!).next(n),
    error: site.fail,
    complete: () => site.outputs.forEach((output) => output.complete()),
  });
}

/** Three numbers, through a task and the op, to a task. */
function summed(): { pipeline: Pipeline; sums: number[] } {
  const pipeline = new Pipeline();
  const sums: number[] = [];
  const numbers = map(same, pipeline.queue({ name: 'in', from: [1, 2, 3] }));
  sink(function keep(n) {
    sums.push(n);
  }, total(numbers));
  return { pipeline, sums };
}

describe('an op that nothing else knows', () => {
  it('runs, and its account balances', async () => {
    const { pipeline, sums } = summed();
    const { nodes } = await pipeline.run();
    expect(sums).toEqual([6]);
    expect(nodes.find(({ label }) => label === 'Total')).toMatchObject({ in: 3, out: 1 });
  });

  it('is followed by traces: all items of a group go with it', async () => {
    const { traces } = await summed().pipeline.run({ trace: 1 });
    const ways = traces.map(({ steps }) => steps.map(({ label, fate }) => `${label} ${fate}`).join(', '));
    expect(ways).toEqual(Array(3).fill('same out, Total out, keep out'));
  });

  it('has progress, and so has what is behind it', async () => {
    const { pipeline } = summed();
    const running = pipeline.run();
    await running;
    const line = new Progress(pipeline.graph).lastLine(running.snapshot());
    expect(line).toContain('Total 3 of 3');
    expect(line).toContain('keep 1 of 1');
  });

  it('is checked: of many outputs, each is one of them', () => {
    const pipeline = new Pipeline();
    whole(pipeline.queue({ from: (function* () {})() }));
    const found = pipeline.check().find(({ code }) => code === 'output-collects');
    expect(found!.message).toMatch(/^an output of Whole is read by nobody/);
  });
});
