import type { Attributes } from '@opentelemetry/api';
import type { NodeReport, QueueReport } from '../insight/snapshot.js';

/** Which node a value is of. */
export function attributesOfNode({ id, kind, label }: NodeReport, common: Attributes): Attributes {
  return { ...common, 'skorche.node.id': id, 'skorche.node.kind': kind, 'skorche.node.name': label };
}

/** Which queue a value is of. */
export function attributesOfQueue({ id, name }: QueueReport, common: Attributes): Attributes {
  return { ...common, 'skorche.queue.id': id, 'skorche.queue.name': name };
}
