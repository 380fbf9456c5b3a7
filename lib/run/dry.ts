import type { PipelineGraph } from '../graph/pipeline-graph.js';

const waiting = new Set<PipelineGraph>();

/** Says on stderr, once, why a run never ended, when Node has nothing left to do and leaves. */
function tell(): void {
  for (const graph of waiting) process.stderr.write(`skorche: ${reasonFor(graph)}\n`);
  waiting.clear();
  process.removeListener('beforeExit', tell);
}

function reasonFor(graph: PipelineGraph): string {
  const { name } = graph.getAttributes();
  const open: string[] = [];
  graph.forEachNode((_id, attributes) => {
    if (attributes.kind !== 'queue') return;
    const { queue } = attributes;
    if (queue.producer === undefined && !queue.inlet.isClosed)
      open.push(`queue "${queue.name}" was never closed (end it with close())`);
    else if (queue.outlet.unread > 0) open.push(`whoever reads queue "${queue.name}" has stopped reading`);
  });
  const why = open.length > 0 ? open.join(', ') : 'a task or a source was never answered';
  return `the process ends while pipeline "${name}" still waits: ${why}.`;
}

/** From now on, until the function returned is called, `graph` is being run. */
export function watchForDryness(graph: PipelineGraph): () => void {
  if (waiting.size === 0) process.on('beforeExit', tell);
  waiting.add(graph);
  return () => {
    if (waiting.delete(graph) && waiting.size === 0) process.removeListener('beforeExit', tell);
  };
}
