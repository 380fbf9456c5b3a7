import { pathToFileURL } from 'node:url';
import { Pipeline, batch, chain, filter, map, merge, sink, split, task, tee, unbatch } from 'skorche';

/** Draws the pictures of the documents into a folder, by default this one. The same every time. */

const named = (name, fn = (item) => item) => Object.defineProperty(fn, 'name', { value: name });
const [download, unzip, resizeAll, indexDoc] = ['download', 'unzip', 'resizeAll', 'indexDoc'].map((name) =>
  named(name),
);
const [isImage, isRelevant, extension] = ['isImage', 'isRelevant', 'extension'].map((name) => named(name));

/** What each picture shows, declared on a pipeline. */
const PICTURES = {
  map: (input) => map(download, input('urls'), { name: 'pages' }),
  chain: (input) => chain([task(download, { concurrency: 8 }), unzip], input('archives'), { name: 'files' }),
  sink: (input) => sink(named('store'), input('lines')),
  split: (input) => {
    const [pictures, documents] = split(isImage, input('files'));
    pictures.named('pictures');
    documents.named('documents');
  },
  'split-values': (input) => split(extension, input('files'), ['png', 'md', 'txt']),
  filter: (input) => filter(isRelevant, input('documents'), { name: 'relevant' }),
  batch: (input) => batch(input('pictures'), 10, { name: 'batches' }),
  unbatch: (input) => unbatch(input('batches'), { name: 'pictures' }),
  merge: (input) => merge([input('thumbnails'), input('indexed')], { name: 'outputs' }),
  tee: (input) => {
    const [left, right] = tee(input('items'), 2);
    left.named('left');
    right.named('right');
  },
  failures: (input, pipeline) => {
    const failures = pipeline.queue({ name: 'failures' });
    map(task(download, { onError: failures }), input('urls'), { name: 'pages' });
  },
  demo,
};

/** The program of README.md. */
function demo(input) {
  const unzipped = chain([task(download, { concurrency: 8 }), named('sorted')], input('inputs'));
  const [pictures, docs] = split(isImage, unbatch(unzipped));
  const thumbnails = unbatch(map(resizeAll, batch(pictures, 10)));
  merge([thumbnails, map(indexDoc, filter(isRelevant, docs))], { name: 'outputs' });
}

/**
 * What a run of the demo told after four seconds. In the order in which it was declared: of queues, the
 * items that came in and those that wait; of the others, the items out and the share of time at work.
 */
const LOAD = [
  { in: 96, waiting: 12 },
  { out: 76, busy: 0.61 }, // download
  { in: 76, waiting: 0 },
  { out: 76, busy: 0.22 }, // sorted
  { in: 76, waiting: 0 },
  { out: 2280, busy: 0.05 },
  { in: 2280, waiting: 0 },
  { out: 2280, busy: 0.03 },
  { in: 1520, waiting: 0 },
  { in: 760, waiting: 0 },
  { out: 152, busy: 0.02 },
  { in: 152, waiting: 62 },
  { out: 88, busy: 0.98 }, // resizeAll
  { in: 88, waiting: 0 },
  { out: 880, busy: 0.02 },
  { in: 880, waiting: 0 },
  { out: 700, busy: 0.02 },
  { in: 700, waiting: 3 },
  { out: 697, busy: 0.34 }, // indexDoc
  { in: 697, waiting: 0 },
  { out: 1577, busy: 0.01 },
  { in: 1577, waiting: 0 },
];

function loadOf({ graph }) {
  const all = graph.nodes().map((id, i) => ({ id, kind: graph.getNodeAttribute(id, 'kind'), ...LOAD[i] }));
  const at = 4000;
  const slowest = graph.findNode((_id, { label }) => label === 'resizeAll');
  return {
    at,
    nodes: all
      .filter(({ kind }) => kind !== 'queue')
      .map((node) => ({ ...node, rate: node.out / (at / 1000) })),
    queues: all.filter(({ kind }) => kind === 'queue'),
    verdict: { bottleneck: slowest },
  };
}

const folder = pathToFileURL(`${process.argv[2] ?? import.meta.dirname}/`);
for (const [name, declare] of Object.entries(PICTURES)) {
  const pipeline = new Pipeline({ name });
  declare((queue) => pipeline.queue({ name: queue }), pipeline);
  await pipeline.render(new URL(`${name}.svg`, folder));
  if (declare === demo) await pipeline.render(new URL('load.svg', folder), { snapshot: loadOf(pipeline) });
}
