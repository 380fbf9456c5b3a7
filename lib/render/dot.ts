import {
  createElementFactory,
  stringify,
  type AttributeASTNode,
  type LiteralASTNode,
  type NodeRefASTNode,
} from '@ts-graphviz/ast';
import type { PipelineGraph } from '../graph/pipeline-graph.js';
import { Heat } from './heat.js';
import { checkRenderOptions, type RenderOptions } from './options.js';
import { pictureOf, type PictureEdge, type PictureNode } from './picture.js';
import { drawable, escapeHtml } from './text.js';

/** Attributes of DOT, each a text or HTML. */
type Attributes = Record<string, string | number | Html | undefined>;

interface Html {
  readonly html: string;
}

/** The writer's own counts the elements of all graphs ever written, and stops at 100,000. */
const createElement = createElementFactory({ maxASTNodes: 0 });

/** One whose widths Graphviz knows by heart. */
export const FONT = 'Arial';
/** Points: of names, and of what is small print. */
const SIZE = 14;
const SMALL = 9;
const FAILURE = '#b2182b';

const GRAPH: Attributes = { bgcolor: 'white', fontname: FONT, nodesep: 0.3, ranksep: 0.55 };
const NODE: Attributes = { shape: 'box', fontname: FONT, fontsize: SIZE, margin: '0.11,0.055', penwidth: 1 };
const EDGE: Attributes = {
  fontname: FONT,
  fontsize: 11,
  color: '#444444',
  arrowsize: 0.7,
  labelfontname: FONT,
  labelfontsize: SMALL,
  labeldistance: 1.7,
  labelangle: -32,
};

/** The pipeline in DOT, the language of Graphviz. Nothing is laid out, or run. */
export function toDot(graph: PipelineGraph, options: RenderOptions = {}, where = 'toDot'): string {
  checkRenderOptions(where, options, graph);
  const picture = pictureOf(graph, options);
  const heat = options.snapshot && new Heat(options.snapshot);
  const body = [
    ...attributesOf({ rankdir: options.direction ?? 'LR', ...GRAPH }),
    createElement('AttributeList', { kind: 'Node' }, attributesOf(NODE)),
    createElement('AttributeList', { kind: 'Edge' }, attributesOf(EDGE)),
    ...picture.nodes.map((node) =>
      createElement('Node', { id: literal(node.id) }, attributesOf(nodeAttributes(node, heat))),
    ),
    ...picture.edges.map((edge) =>
      createElement('Edge', { targets: ends(edge) }, attributesOf(edgeAttributes(edge, heat))),
    ),
  ];
  const root = { id: literal(escape(picture.name)), directed: true, strict: false };
  return `${stringify(createElement('Graph', root, body))}\n`;
}

function nodeAttributes(node: PictureNode, heat: Heat | undefined): Attributes {
  const look = {
    queue: { shape: 'plaintext' },
    task: { width: 1.15 },
    op: { width: 1.15, style: 'filled', color: 'lightgrey', fillcolor: 'lightgrey' },
  }[node.kind];
  const lines = drawable(node.label).split('\n').length;
  // Room for the small print of a picture with a load, so that both have the same layout.
  const height = (1.2 * (SIZE * lines + SMALL * (node.how === undefined ? 1 : 2)) + 9) / 72;
  const label = escape(spaced(node.how === undefined ? node.label : `${node.label}\n${node.how}`));
  return {
    label,
    class: node.kind,
    ...look,
    height: height.toFixed(2),
    ...(heat && heatAttributes(node, heat)),
  };
}

function heatAttributes(node: PictureNode, heat: Heat): Attributes {
  const { fill, ink, line, isBottleneck } = heat.ofNode(node.id);
  const name = escapeHtml(spaced(drawable(node.label))).replaceAll('\n', '<br/>');
  const small = [node.how, line].filter((one) => one !== undefined).map(escapeHtml);
  const html = `${name}<br/><font point-size="${SMALL}">${small.join('<br/>')}</font>`;
  return {
    label: { html },
    fontcolor: ink,
    ...(fill !== undefined && { style: 'filled', fillcolor: fill }),
    ...(isBottleneck && { class: `${node.kind} bottleneck`, color: 'black', penwidth: 4, shape: 'box' }),
  };
}

function edgeAttributes(edge: PictureEdge, heat: Heat | undefined): Attributes {
  const load = heat?.ofQueue(edge.queue);
  const label = escape(spaced(edge.labels.join('\n')));
  return {
    label: label === '' ? undefined : label,
    ...(edge.isFailure && { class: 'failure', style: 'dashed', color: FAILURE, fontcolor: FAILURE }),
    penwidth: load?.width,
    headlabel: edge.isFed ? load?.waiting || undefined : undefined,
  };
}

function ends({ from, to }: PictureEdge): [NodeRefASTNode, NodeRefASTNode] {
  return [createElement('NodeRef', { id: literal(from) }), createElement('NodeRef', { id: literal(to) })];
}

function attributesOf(attributes: Attributes): AttributeASTNode[] {
  return Object.entries(attributes)
    .filter((entry): entry is [string, string | number | Html] => entry[1] !== undefined)
    .map(([name, value]) => {
      const key = name as AttributeASTNode['key']['value'];
      return createElement('Attribute', {
        key: createElement('Literal', { value: key, quoted: false }),
        value: typeof value === 'object' ? literal(value.html, 'html') : literal(String(value)),
      });
    });
}

function literal(value: string, quoted: true | 'html' = true): LiteralASTNode {
  return createElement('Literal', { value, quoted });
}

/** A label of many lines, none of them empty: of those, Graphviz reads what it has not written, and may end over it. */
function spaced(label: string): string {
  return label.includes('\n') || label.includes('\r') ? drawable(label).replaceAll(/^$/gm, ' ') : label;
}

/**
 * What the writer leaves to its callers: backslashes, which Graphviz would take for its escapes, and
 * what it would take for an entity. With its backslash, a quote passes the writer as it is.
 */
function escape(text: string): string {
  return drawable(text)
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll(/&(?=#?\w+;)/g, '&amp;');
}
