import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  batch,
  chain,
  filter,
  map,
  merge,
  Pipeline,
  split,
  task,
  threads,
  unbatch,
  type NodeReport,
  type Snapshot,
} from '../../lib/index.js';
import { virtually } from '../../lib/testing/index.js';
import { STEPS } from '../../lib/render/heat.js';
import { boxes, layout, readBack } from './read-back.js';

const unzip = (file: string): string[] => [`${file}/1.png`, `${file}/2.txt`, `${file}/3.png`];

const TASKS = new URL('../fixtures/testing/tasks.mjs', import.meta.url);

/** A pipeline with every kind of node, names of more than one line, and two queues named. */
function demo(): Pipeline {
  const pipeline = new Pipeline({ name: 'demo' });
  const inputs = pipeline.queue({ name: 'inputs', from: ['a.zip', 'b.zip'] });
  const files = unbatch(
    chain([task((file: string) => file, { name: 'down\nload', concurrency: 8 }), unzip], inputs),
  );
  const [pictures, docs] = split(function isImage(file) {
    return file.endsWith('.png');
  }, files);
  const small = unbatch(map((some) => some, batch(pictures.named('pictures'), 10)));
  merge([small, filter(Boolean, docs)], { name: 'outputs' });
  return pipeline;
}

/** What a run of it told, with what it might have measured. */
function loadOf(snapshot: Snapshot, measured: (node: NodeReport) => Partial<NodeReport>): Snapshot {
  return { ...snapshot, nodes: snapshot.nodes.map((node) => ({ ...node, ...measured(node) })) };
}

const LATENCY = { mean: 1, p50: 1, p95: 1, p99: 1, max: 1 };
/** What this machine has measured is not the same twice: a picture is of these numbers. */
const MEASURED = { busy: 0.5, blocked: 0.25, starved: 0.25, rate: 42, latency: LATENCY };

describe('a picture with a load', () => {
  let pipeline: Pipeline;
  let snapshot: Snapshot;
  beforeAll(async () => {
    pipeline = demo();
    const run = pipeline.run();
    await run;
    snapshot = loadOf({ ...run.snapshot(), at: 1000, verdict: { sentence: '' } }, () => MEASURED);
  });

  const nodeOf = (load: Snapshot, label: string): Record<string, string> => {
    const { nodes } = readBack(pipeline.toDot({ snapshot: load }));
    return nodes.find((node) => node['label']!.includes(label))!;
  };

  it.each([
    ['idle', 0, 0],
    ['busy', 1, 123_456],
    ['odd', 0.005, 0.00123],
  ])('has the layout of the one without, when %s', async (_how, busy, rate) => {
    const load = loadOf(snapshot, ({ kind }) => ({ ...(kind !== 'source' && { busy }), rate }));
    const all = loadOf(
      { ...load, queues: load.queues.map((queue) => ({ ...queue, waiting: 99_999 })) },
      () => ({}),
    );
    for (const direction of ['LR', 'TB'] as const) {
      for (const queues of ['ends', 'all'] as const) {
        const plain = { direction, queues };
        const heated = { ...plain, snapshot: all };
        expect(layout(pipeline.toDot(heated))).toEqual(layout(pipeline.toDot(plain)));
        expect(boxes(await pipeline.toSvg(heated))).toEqual(boxes(await pipeline.toSvg(plain)));
      }
    }
  });

  it('has the layout of the one without for a whole report', async () => {
    const report = { ...snapshot, duration: 1, stopped: false };
    const drawn = boxes(await pipeline.toSvg({ snapshot: report }));
    expect(drawn).toEqual(boxes(await pipeline.toSvg()));
    expect(drawn.size).toBe(10); // the page, and all nodes but two queues
  });

  it('colours nodes by utilisation, from light to dark, and writes it on them', () => {
    const shares = [0, 0.25, 0.5, 0.75, 1];
    const looks = shares.map((busy) =>
      nodeOf(
        loadOf(snapshot, () => ({ busy, rate: 7 })),
        'unzip',
      ),
    );
    expect(looks.map(({ fillcolor }) => fillcolor)).toEqual(STEPS);
    expect(looks[1]!['label']).toContain('25 % · 7/s');
  });

  it('has steps that differ in grey print, with writing that can be read on each', () => {
    const light = STEPS.map(luminance);
    expect(light).toEqual(light.toSorted((a, b) => b - a));
    light.forEach((here, i) => {
      const ink = nodeOf(
        loadOf(snapshot, () => ({ busy: (i + 0.5) / 5 })),
        'unzip',
      )['fontcolor'];
      const contrast = ink === 'white' ? 1.05 / (here + 0.05) : (here + 0.05) / 0.05;
      expect(contrast).toBeGreaterThan(4.5);
      expect((light[i - 1] ?? Infinity) / here).toBeGreaterThan(1.2);
    });
  });

  it('makes edges as wide as their flow', () => {
    const { edges } = readBack(pipeline.toDot({ snapshot }));
    const width = (from: string, to: string): number => {
      const edge = edges.find((one) => one.from.includes(from) && one.to.includes(to));
      return Number(edge!['penwidth']);
    };
    expect(width('Unbatch', 'Split')).toBe(6); // 6 items, the most
    expect(width('Split', 'Batch')).toBeCloseTo(1 + (5 * 4) / 6);
    expect(width('inputs', 'down')).toBeCloseTo(1 + (5 * 2) / 6);
  });

  it('writes at the head of an edge how many items wait there', () => {
    const [first] = snapshot.queues;
    const queues = snapshot.queues.map((queue) => ({ ...queue, waiting: queue === first ? 1234 : 0 }));
    const { edges } = readBack(pipeline.toDot({ snapshot: { ...snapshot, queues } }));
    const heads = edges.map((edge) => [edge.from.split('<')[0], edge['headlabel']]);
    expect(heads.filter(([, label]) => label)).toEqual([['inputs', '1.2K']]);
  });

  it.each([
    ['a task', 'task-4', 'unzip'],
    ['a source, as its queue', 'source:queue-1', 'inputs'],
  ])('marks the bottleneck: %s', (_what, bottleneck, label) => {
    const dot = pipeline.toDot({ snapshot: { ...snapshot, verdict: { bottleneck, sentence: '' } } });
    const marked = readBack(dot).nodes.filter((node) => node['class']!.includes('bottleneck'));
    expect(marked).toHaveLength(1);
    expect(marked[0]).toMatchObject({ penwidth: '4', color: 'black' });
    expect(marked[0]!['label']).toContain(label);
  });

  it.each([1, 3])(
    'tells how many calls at a time the run has: one for each of %i workers',
    async (workers) => {
      await virtually(async ({ pipeline: threaded, run }) => {
        const { double } = threads<{ double(n: number): number }>(TASKS);
        map(double, threaded.queue({ from: [1] }));
        expect(threaded.toMermaid()).toContain('["double<br/>threads"]');
        expect(threaded.graph.getNodeAttributes('task-2')).toMatchObject({ concurrency: undefined });
        const { nodes, ...rest } = await run({ threads: workers });
        expect(nodes[1]).toMatchObject({ label: 'double', concurrency: workers });
        const text = threaded.toMermaid({ snapshot: { nodes, ...rest } });
        expect(text).toContain(`["double<br/>threads × ${workers}<br/>`);
      });
    },
  );

  it('tells the rate lately of a run under way, and on average of a whole one', () => {
    const measured = loadOf({ ...snapshot, at: 500 }, () => ({ busy: 0, rate: 42 }));
    expect(nodeOf(measured, 'unzip')['label']).toContain('42/s');
    const whole = { ...measured, duration: 500, stopped: false };
    expect(nodeOf(whole, 'unzip')['label']).toContain('4/s'); // 2 items in half a second
  });
});

/** As WCAG 2 has it. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(color.slice(i, i + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
