import { unbalanced } from '../errors/pipelines.js';
import type { Channel } from '../flow/channel/channel.js';
import type { Node } from './network.js';
import { sum } from '../flow/channel/counts.js';
import { accountOf } from './report.js';

/**
 * Double-entry book-keeping over a run that has completed: what went into a node must have come out,
 * or be accounted for. Items are counted where they enter a queue and where they leave it, fates where
 * they are decided, so that an item lost in between shows. What failed must have come to its failure queue.
 *
 * @throws `SkorcheError` `ledger-unbalanced`, with the account of the first node that is off
 */
export function checkLedger(nodes: readonly Node[]): void {
  const failed = new Map<Channel<unknown>, number>();
  for (const node of nodes) {
    expectNone(imbalance(node), node);
    const { failures, account } = node.site;
    if (failures !== undefined) failed.set(failures, (failed.get(failures) ?? 0) + account.failed);
  }
  for (const node of nodes) {
    const { failures } = node.site;
    if (failures !== undefined)
      expectNone(failed.get(failures)! - failures.entered - failures.discarded, node);
  }
}

function expectNone(owed: number, node: Node): void {
  if (owed === 0) return;
  const { id, ...account } = accountOf(node);
  throw unbalanced(`${node.site.label} (${id})`, owed, account);
}

/** Items in that are unaccounted for; below zero, items that came from nowhere. */
function imbalance({ kind, site }: Node): number {
  const { account, inputs, outputs } = site;
  const { read, failed, skipped, dropped, discarded, fanout, used, made } = account;
  const taken = kind === 'source' ? read : sum(inputs, 'left');
  const given = sum(outputs, 'entered') + sum(outputs, 'discarded');
  const waiting = sum(inputs, 'waiting');
  const unmade = made === undefined ? 0 : made - given;
  return taken + waiting - (used ?? given / fanout) - failed - skipped - dropped - discarded + unmade;
}
