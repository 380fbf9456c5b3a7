// The same, in piscina's words for a result that is moved instead of copied.
import { move } from 'piscina';
import { stamp, type Bytes } from './bytes.js';

export function stampAndMove(item: Bytes): unknown {
  return move(stamp(item).data);
}
