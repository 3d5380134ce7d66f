import type { ChangeSummary, WholeChangeSet } from '../../../metadata/contract/changes/answered.ts';
import type { Person } from '../../../metadata/contract/common/shared.ts';
import { after, type Step } from '../../../rules/changes/states.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import { answerItem } from './answer-item.ts';
import { hadHand, mayApproveItems, mayWriteItems, reasonsFor } from './approving.ts';
import { type ChangeSet, placeAbout } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { historyOf } from './history-of.ts';
import { mayApprove, maySeeSet, mayWrite } from './item-rights.ts';
import { showingCall } from './judging-call.ts';
import { answerEffects } from './preview-parameters.ts';
import { undoersOf, undoneNow } from './undoers.ts';

/** A set without its items, and what the caller may do to it. */
export function summaryOf(call: Call, set: ChangeSet, undoer?: ChangeSet): ChangeSummary {
  const { id, number, name, state, reason, size: count, dangers, createdBy, createdAt, modifiedAt } = set;
  const { publishedAt, scheduledAt, notAfter, revision, undoes, design } = set;
  return {
    id,
    number,
    name,
    state,
    reason,
    count,
    dangers,
    createdBy,
    createdAt,
    modifiedAt,
    approvedBy: signed(set.approved),
    proposedBy: signed(set.proposed),
    publishedAt,
    scheduledAt,
    notAfter,
    undoes,
    undoneBy: undoer && maySeeSet(call.served, call.rights, call.user.id, undoer) ? named(undoer) : null,
    design,
    revision,
    failure: failureOf(call, set),
    may: abilities(call, set, undoer),
  };
}

function named({ id, number, name, state }: ChangeSet): ChangeSummary['undoneBy'] {
  return { id, number, name, state };
}

function signed(by: ChangeSet['approved']): Person | null {
  return by && { ...by };
}

function failureOf(call: Call, { failure }: ChangeSet): ChangeSummary['failure'] {
  if (!failure) return null;
  const { code, params = {}, at } = failure;
  return { code, at, message: sentence(code, params, call.language, call.served.model.messages) };
}

/** Answers the steps that the caller may take, by state and rights; a preview tells whether the content allows them. */
function abilities(
  { served, rights, user }: Call,
  set: ChangeSet,
  undoer: ChangeSet | undefined,
): ChangeSummary['may'] {
  const { state, about, createdBy, editors, approved } = set;
  const can = (step: Step) => after(state, step) !== null;
  const writesAll = about.every((place) => mayWrite(served, rights, place));
  const isOwn = createdBy.id === user.id || editors.includes(user.id);
  const edits = isOwn || rights.administers || about.some((place) => mayWrite(served, rights, place));
  const { approvals } = served;
  const asked = about.filter((place) => {
    if ('form' in place) return approvals?.forms.has(place.form) ?? false;
    return (approvals?.types.has(place.type) ?? false) || (approvals?.danger === true && set.dangers > 0);
  });
  const approves = asked.length > 0 && asked.every((place) => mayApprove(served, rights, place));
  return {
    edit: can('edit') && edits,
    propose: can('propose') && edits && writesAll && set.size > 0,
    withdraw: can('withdraw') && (edits || set.proposed?.id === user.id),
    approve: can('approve') && approves && !hadHand(set, user.id),
    reject: can('reject') && approves && !hadHand(set, user.id),
    publish:
      can('publish') &&
      set.size > 0 &&
      (asked.length === 0 ? writesAll : approved !== null && (writesAll || approved.id === user.id)),
    schedule: can('schedule') && set.size > 0 && writesAll && (asked.length === 0 || approved !== null),
    discard: can('discard') && edits,
    rollback: state === 'published' && writesAll && !undoer,
  };
}

/** The whole set, with who did what to it. */
export async function answerSet(parts: ChangesParts, asked: Call, set: ChangeSet): Promise<WholeChangeSet> {
  const call = await showingCall(parts, asked, set);
  const { items } = set;
  const reasons = reasonsFor(call.served, items);
  const undoer = (await undoersOf(parts, asked, [set])).get(set.id);
  const summary = summaryOf(call, set, undoer);
  // Of what was undone in part the rest can be: whether anything is left is known here.
  const undoable = undoer?.state === 'published' ? summaryOf(call, set) : summary;
  const { user, rights, served } = call;
  const approves =
    reasons.length > 0 && mayApproveItems(served, rights, items, reasons) && !hadHand(set, user.id);
  return {
    ...summary,
    may: {
      ...summary.may,
      approve: after(set.state, 'approve') !== null && approves,
      reject: after(set.state, 'reject') !== null && approves,
      rollback: undoable.may.rollback && (await leavesAnything(parts, asked, items)),
    },
    items: items.map((item) => answerItem(call, item)),
    history: await historyOf(parts, call, set),
    needsApproval: reasons,
    effects: set.effects && answerEffects(call, set.effects),
    sharing: await sharingOf(parts, asked, set),
    writable: mayWriteItems(served, rights, items),
    places: new Set(items.map((item) => JSON.stringify(placeAbout(item)))).size,
  };
}

/** Answers whether anything of a published set still stands as it left it, so that it can be undone. */
async function leavesAnything(parts: ChangesParts, call: Call, items: ChangeSet['items']): Promise<boolean> {
  return (await undoneNow(parts, call, items)).items.length > 0;
}

/** Of its design: whoever has to look into it and may not is told whom to ask. */
async function sharingOf(
  { designs }: ChangesParts,
  call: Call,
  { design }: ChangeSet,
): Promise<WholeChangeSet['sharing']> {
  const sharing = design === null ? null : await designs?.sharingOf(call, design);
  return sharing ? { ...sharing, by: { ...sharing.by } } : null;
}
