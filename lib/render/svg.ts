import type { Viz } from '@viz-js/viz';
import { graphvizSays, renderFailed } from '../errors/pipelines.js';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { FONT, toDot } from './dot.js';
import type { RenderOptions } from './options.js';

/** The font that was measured with, and those of the same widths that other systems have. */
const FAMILY = `"${FONT}, Helvetica, Liberation Sans, Arimo, sans-serif"`;

/** Graphviz as WebAssembly, 1.2 MB: loaded when first drawn with, and once. */
let viz: Promise<Viz> | undefined;

function load(): Promise<Viz> {
  viz ??= import('@viz-js/viz').then(({ instance }) => instance());
  return viz;
}

/** The pipeline as an SVG document. Rejects with `render-failed` when Graphviz can't draw it. */
export async function toSvg(
  graph: PipelineGraph,
  options: RenderOptions = {},
  where = 'toSvg',
): Promise<string> {
  const dot = toDot(graph, options, where);
  try {
    const result = (await load()).render(dot, { format: 'svg' });
    if (result.status === 'success') return result.output!.replaceAll(`"${FONT}"`, FAMILY);
    throw graphvizSays(result.errors);
  } catch (cause) {
    viz = undefined; // an instance that ran out of memory is of no use any more
    const { name } = graph.getAttributes();
    throw renderFailed(where, name, cause);
  }
}
