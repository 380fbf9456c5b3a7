import { instance } from '@viz-js/viz';

/** A picture as Graphviz understands it. */
export interface ReadBack {
  readonly graph: Record<string, string>;
  readonly nodes: readonly Record<string, string>[];
  readonly edges: readonly Drawn[];
}

type Drawn = Record<string, string> & { readonly from: string; readonly to: string };

interface Json extends Record<string, unknown> {
  readonly objects?: readonly (Record<string, string> & { readonly _gvid: any })[];
  readonly edges?: readonly (Record<string, string> & { readonly tail: any; readonly head: any })[];
}

const viz = await instance();

/** Reads DOT with Graphviz; edges have the labels of their ends. */
export function readBack(dot: string): ReadBack {
  const {
    objects = [],
    edges = [],
    ...graph
  } = JSON.parse(viz.renderString(dot, { format: 'dot_json' })) as Json;
  const labels = new Map(objects.map((node) => [node['_gvid'], node['label']!]));
  return {
    graph: graph as Record<string, string>,
    nodes: objects,
    edges: edges.map((edge) => ({ ...edge, from: labels.get(edge.tail)!, to: labels.get(edge.head)! })),
  };
}

/** The labels of all nodes, and all edges as "from -> to" or "from -label-> to", each in the picture's order. */
export function outline(dot: string): { readonly nodes: string[]; readonly edges: string[] } {
  const { nodes, edges } = readBack(dot);
  return {
    nodes: nodes.map(({ label }) => label!),
    edges: edges.map(({ from, to, label }) => `${from} -${label ? `${label}-` : ''}> ${to}`),
  };
}

/** Where Graphviz puts every node, and how large it makes it. */
export function layout(dot: string): Map<string, string> {
  const { objects = [] } = JSON.parse(viz.renderString(dot, { format: 'json' })) as Json;
  return new Map(objects.map(({ name, pos, width, height }) => [name!, `${pos} ${width} ${height}`]));
}

/** The coordinates of an SVG's page and boxes, by their titles. */
export function boxes(svg: string): Map<string, string> {
  const groups = svg.matchAll(/<title>([^<]*)<\/title>\s*(?:<polygon[^>]* points="([^"]*)")?/g);
  return new Map(
    [...groups].filter(([, , points]) => points !== undefined).map(([, title, points]) => [title!, points!]),
  );
}
