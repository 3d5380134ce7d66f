import type { Item } from '../../../rules/changes/item.ts';
import { type ApprovalReason, approvalReasons, noApprovals } from '../../../rules/changes/needs-approval.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Served } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { type ChangeSet, placeAbout } from './change-set.ts';
import { mayApprove, mayWrite } from './item-rights.ts';

/** Answers the reasons why somebody else has to approve these items; empty: nobody has to. */
export function reasonsFor({ approvals = noApprovals, model }: Served, items: readonly Item[]) {
  return approvalReasons(items, approvals, (type, key) => addressOf(model, type, key)?.param.danger === true);
}

/** Answers whether somebody may approve all items that need approval. */
export function mayApproveItems(
  served: Served,
  rights: Rights,
  items: readonly Item[],
  reasons: readonly ApprovalReason[],
): boolean {
  const wanted = new Set(reasons.flatMap((reason) => reason.items));
  return items.every((item) => !wanted.has(item.id) || mayApprove(served, rights, placeAbout(item)));
}

export function mayWriteItems(served: Served, rights: Rights, items: readonly Item[]): boolean {
  return items.every((item) => mayWrite(served, rights, placeAbout(item)));
}

/** Nobody agrees to what he had a hand in. */
export function hadHand({ createdBy, editors, proposed }: ChangeSet, user: string): boolean {
  return createdBy.id === user || editors.includes(user) || proposed?.id === user;
}
