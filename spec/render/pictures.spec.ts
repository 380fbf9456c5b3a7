import { describe, expect, it } from '@jest/globals';
import { batch, chain, filter, map, merge, Pipeline, split, task, unbatch } from '../../lib/index.js';
import { outline, readBack } from './read-back.js';

const download = (file: string): string => file;
const unzip = (file: string): string[] => [file];
const isImage = (file: string): boolean => file.endsWith('.png');
const isRelevant = (file: string): boolean => file !== '';
const resizeAll = (files: string[]): string[] => files;
const indexDoc = (file: string): string => file;
const classify = (file: string): string => file.slice(-3);

function drawn(declare: (pipeline: Pipeline) => void): ReturnType<typeof outline> {
  const pipeline = new Pipeline();
  declare(pipeline);
  return outline(pipeline.toDot());
}

function demo(pipeline: Pipeline): void {
  const inputs = pipeline.queue({ name: 'inputs', from: ['file1.zip', 'file2.zip'] });
  const unzipped = chain([task(download, { concurrency: 8 }), unzip], inputs);
  const [pictures, docs] = split(isImage, unbatch(unzipped));
  const thumbnails = unbatch(map(resizeAll, batch(pictures, 10)));
  merge([thumbnails, map(indexDoc, filter(isRelevant, docs))], { name: 'outputs' });
}

/** The pictures in the documents of the Python library, node by node and edge by edge. */
describe('a picture, read back through Graphviz', () => {
  it('of map', () => {
    expect(
      drawn((pipeline) => map(download, pipeline.queue<string>({ name: 'inputs' }), { name: 'outputs' })),
    ).toEqual({
      nodes: ['inputs', 'download', 'outputs'],
      edges: ['inputs -> download', 'download -> outputs'],
    });
  });

  it('of chain', () => {
    const picture = drawn((pipeline) =>
      chain([download, unzip], pipeline.queue<string>({ name: 'inputs' }), { name: 'unzipped' }),
    );
    expect(picture).toEqual({
      nodes: ['inputs', 'download', 'unzip', 'unzipped'],
      edges: ['inputs -> download', 'download -> unzip', 'unzip -> unzipped'],
    });
  });

  it('of split', () => {
    const picture = drawn((pipeline) => {
      const [images, documents] = split(isImage, pipeline.queue<string>({ name: 'unzipped' }));
      images.named('images');
      documents.named('documents');
    });
    expect(picture).toEqual({
      nodes: ['unzipped', 'Split(isImage)', 'images', 'documents'],
      edges: [
        'unzipped -> Split(isImage)',
        'Split(isImage) -true-> images',
        'Split(isImage) -false-> documents',
      ],
    });
  });

  it('of split into three', () => {
    const picture = drawn((pipeline) =>
      split(classify, pipeline.queue<string>({ name: 'unzipped' }), ['img', 'audio', 'doc']),
    );
    expect(picture).toEqual({
      nodes: ['unzipped', 'Split(classify)', 'img', 'audio', 'doc'],
      edges: [
        'unzipped -> Split(classify)',
        'Split(classify) -img-> img',
        'Split(classify) -audio-> audio',
        'Split(classify) -doc-> doc',
      ],
    });
  });

  it('of batch', () => {
    const picture = drawn((pipeline) => batch(pipeline.queue({ name: 'files' }), 10, { name: 'batches' }));
    expect(picture).toEqual({
      nodes: ['files', 'Batch(size=10)', 'batches'],
      edges: ['files -> Batch(size=10)', 'Batch(size=10) -> batches'],
    });
  });

  it('of unbatch', () => {
    const picture = drawn((pipeline) =>
      unbatch(pipeline.queue<string[]>({ name: 'batches' }), { name: 'files' }),
    );
    expect(picture).toEqual({
      nodes: ['batches', 'Unbatch', 'files'],
      edges: ['batches -> Unbatch', 'Unbatch -> files'],
    });
  });

  it('of filter', () => {
    const picture = drawn((pipeline) =>
      filter(isRelevant, pipeline.queue<string>({ name: 'docs' }), { name: 'relevant' }),
    );
    expect(picture).toEqual({
      nodes: ['docs', 'Filter(isRelevant)', 'relevant'],
      edges: ['docs -> Filter(isRelevant)', 'Filter(isRelevant) -> relevant'],
    });
  });

  it('of merge', () => {
    const picture = drawn((pipeline) => {
      const queues = [pipeline.queue({ name: 'processed img' }), pipeline.queue({ name: 'processed doc' })];
      merge(queues, { name: 'output' });
    });
    expect(picture).toEqual({
      nodes: ['processed img', 'processed doc', 'Merge', 'output'],
      edges: ['processed img -> Merge', 'processed doc -> Merge', 'Merge -> output'],
    });
  });

  it('of the demo', () => {
    expect(drawn(demo)).toEqual({
      nodes: [
        'inputs',
        String.raw`download\n× 8`,
        'unzip',
        'Unbatch',
        'Split(isImage)',
        'Batch(size=10)',
        'resizeAll',
        'Unbatch',
        'Filter(isRelevant)',
        'indexDoc',
        'Merge',
        'outputs',
      ],
      edges: [
        String.raw`inputs -> download\n× 8`,
        String.raw`download\n× 8 -> unzip`,
        'unzip -> Unbatch',
        'Unbatch -> Split(isImage)',
        'Split(isImage) -true-> Batch(size=10)',
        'Split(isImage) -false-> Filter(isRelevant)',
        'Batch(size=10) -> resizeAll',
        'resizeAll -> Unbatch',
        'Unbatch -> Merge',
        'Filter(isRelevant) -> indexDoc',
        'indexDoc -> Merge',
        'Merge -> outputs',
      ],
    });
  });

  it('has ops as grey boxes, tasks as plain ones, queues as text, from left to right', () => {
    const pipeline = new Pipeline();
    demo(pipeline);
    const { graph, nodes } = readBack(pipeline.toDot());
    expect(graph).toMatchObject({ rankdir: 'LR' });
    const look = (label: string) => nodes.find((node) => node['label'] === label);
    expect(look('Merge')).toMatchObject({ shape: 'box', style: 'filled', fillcolor: 'lightgrey' });
    expect(look('unzip')).toMatchObject({ shape: 'box' });
    expect(look('unzip')).not.toHaveProperty('style');
    expect(look('outputs')).toMatchObject({ shape: 'plaintext' });
  });
});
