import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invalid } from '../arguments.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { toDot } from './dot.js';
import { toJson } from './json.js';
import { toMermaid } from './mermaid.js';
import { checkRenderOptions, type RenderOptions } from './options.js';
import { toSvg } from './svg.js';

type Renderer = (graph: PipelineGraph, options: RenderOptions) => string | Promise<string>;

const RENDERERS: Record<string, Renderer> = {
  '.svg': (graph, options) => toSvg(graph, options, 'render'),
  '.dot': (graph, options) => toDot(graph, options, 'render'),
  '.gv': (graph, options) => toDot(graph, options, 'render'),
  '.mmd': toMermaid,
  '.json': (graph, options) => `${JSON.stringify(toJson(graph, options), null, 2)}\n`,
};

/** Writes a picture of the pipeline, in the form that the file's extension says. */
export async function render(
  graph: PipelineGraph,
  file: string | URL,
  options: RenderOptions = {},
): Promise<void> {
  const path = pathOf(file);
  const renderer = path === undefined ? undefined : RENDERERS[extname(path).toLowerCase()];
  if (path === undefined || renderer === undefined) {
    const known = Object.keys(RENDERERS).join(', ');
    throw invalid('render', 'file', `a path or a file URL that ends in one of ${known}`, file);
  }
  checkRenderOptions('render', options, graph);
  await writeFile(path, await renderer(graph, options));
}

function pathOf(file: string | URL): string | undefined {
  if (file instanceof URL) return file.protocol === 'file:' ? fileURLToPath(file) : undefined;
  return typeof file === 'string' ? file : undefined;
}
