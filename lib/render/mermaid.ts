import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { Heat } from './heat.js';
import { checkRenderOptions, type RenderOptions } from './options.js';
import { pictureOf, type PictureEdge, type PictureNode } from './picture.js';
import { drawable } from './text.js';

const CLASSES = [
  'classDef queue fill:none,stroke:none',
  'classDef task fill:#fff,stroke:#000,color:#000',
  'classDef op fill:#d3d3d3,stroke:#d3d3d3,color:#000',
];
const FAILURE = 'stroke:#b2182b,color:#b2182b';

/** The pipeline as a Mermaid flowchart, for Markdown. */
export function toMermaid(graph: PipelineGraph, options: RenderOptions = {}): string {
  checkRenderOptions('toMermaid', options, graph);
  const { nodes, edges } = pictureOf(graph, options);
  const heat = options.snapshot && new Heat(options.snapshot);
  // Mermaid's grammar has words that no id may be ("end"), and characters that none may have.
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const lines = [
    ...nodes.map((node) => `${ids.get(node.id)}[${labelOf(node, heat)}]:::${node.kind}`),
    ...edges.map((edge) => `${ids.get(edge.from)} ${arrowOf(edge, heat)} ${ids.get(edge.to)}`),
    ...CLASSES.filter((line) => nodes.some(({ kind }) => line.startsWith(`classDef ${kind} `))),
    ...nodes.flatMap((node) => styleOf(ids.get(node.id)!, node, heat)),
    ...edges.flatMap((edge, i) => linkStyleOf(i, edge, heat)),
  ];
  return [`flowchart ${options.direction ?? 'LR'}`, ...lines.map((line) => `  ${line}`), ''].join('\n');
}

function labelOf({ id, label, how }: PictureNode, heat: Heat | undefined): string {
  const lines = [label, how, heat?.ofNode(id).line];
  return quoted(lines.filter((line) => line !== undefined).join('\n'));
}

function arrowOf({ queue, labels, isFailure, isFed }: PictureEdge, heat: Heat | undefined): string {
  const waiting = isFed ? heat?.ofQueue(queue).waiting : '';
  const lines = waiting ? [...labels, `${waiting} waiting`] : labels;
  const arrow = isFailure ? '-.->' : '-->';
  return lines.length === 0 ? arrow : `${arrow}|${quoted(lines.join('\n'))}|`;
}

function styleOf(id: string, { id: node }: PictureNode, heat: Heat | undefined): string[] {
  const look = heat?.ofNode(node);
  const styles = [
    ...(look?.fill === undefined ? [] : [`fill:${look.fill}`, `color:${look.ink}`]),
    ...(look?.isBottleneck ? ['stroke:#000', 'stroke-width:4px'] : []),
  ];
  return styles.length === 0 ? [] : [`style ${id} ${styles.join(',')}`];
}

function linkStyleOf(i: number, { queue, isFailure }: PictureEdge, heat: Heat | undefined): string[] {
  const width = heat && `stroke-width:${heat.ofQueue(queue).width}px`;
  const styles = [isFailure ? FAILURE : undefined, width].filter((style) => style !== undefined);
  return styles.length === 0 ? [] : [`linkStyle ${i} ${styles.join(',')}`];
}

/** In quotes, with Mermaid's own entities for all that it, Markdown or HTML would read something into. */
function quoted(text: string): string {
  const escaped = drawable(text)
    .replaceAll(/[#"&<>`*_~[\]\\|;:@]/g, (character) => `#${character.codePointAt(0)};`)
    .replaceAll(/^(\s*\d+)([.)])/gm, (_all, number, sign) => `${number}#${sign.codePointAt(0)};`)
    .replaceAll('\n', '<br/>');
  return `"${escaped || ' '}"`;
}
