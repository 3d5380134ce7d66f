import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { type Conflict, conflictsOf } from '../../../rules/changes/conflicts.ts';
import { type Item, isParam, type ParamItem } from '../../../rules/changes/item.ts';
import { referenceProblems } from '../../../rules/changes/references.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import type { AwaitNodes } from '../../call/nodes-serving.ts';
import type { Rights } from '../../call/rights.ts';
import { Refusal } from '../../common/refusal.ts';
import { misfits } from '../../params/still-fits.ts';
import type { Along } from '../../storage/store/commit/along.ts';
import type { TogetherOutcome, TogetherPlan } from '../../storage/store/record/store.ts';
import { answerConflict } from './answer-item.ts';
import { hadHand, mayApproveItems, mayWriteItems, reasonsFor } from './approving.ts';
import { plansOf, withDone } from './carry-out.ts';
import { casesUnder } from './cases-under.ts';
import { type ChangeSet, changeSetOf, formOfSets, type Saved, setsCall } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { designOf, judgingCall } from './judging-call.ts';
import { asMoved, isDanger, savedBody, stepped } from './keep-set.ts';
import type { NamedDesign, SeenDesign } from './named-design.ts';
import { nowOf } from './now-of.ts';
import { findEffects } from './preview-parameters.ts';
import {
  approvalNeeded,
  changeSetCases,
  changeSetConflict,
  changeSetEmpty,
  changeSetForbidden,
  changeSetWrong,
  setDesignGone,
} from './refusals.ts';

export interface PublishedSet {
  readonly set: ChangeSet;
  /** For the definitions that came with it. Absent: none did. */
  readonly nodes?: AwaitNodes;
}

/**
 * Puts everything of a set into service in one commit, or nothing of it. The rights of whoever wrote it and whoever
 * agreed are asked at this moment, whatever they were when it was proposed. With the design that it names it is one
 * commit. `acceptCases`: why cases may fail that pass now. Default: they may not.
 */
export async function publishSet(
  parts: ChangesParts,
  call: Call,
  set: ChangeSet,
  seen: SeenDesign = {},
): Promise<PublishedSet> {
  const next = stepped(set, 'publish');
  const design = await designOf(parts, call, set.design);
  const judged = await judgingCall(parts, call, set);
  const rights = await rightsToPublish(parts, judged, set);
  await confirmDangers(judged, set);
  const wrong = setProblems(judged, set);
  if (wrong.length > 0) throw changeSetWrong({ count: wrong.length }, wrong);
  await requireNoConflict(parts, call, set.items);
  const publishing: Publishing = {
    parts,
    set,
    rights,
    saved: {
      ...next,
      publishedAt: call.now.instant,
      failure: null,
      ...(await touched(parts, call, set)),
    },
  };
  if (seen.acceptCases === undefined) await requireCases(parts, call, set);
  const nodes = design && (await publishWithDesign(publishing, call, design, seen));
  if (!design) {
    const { order, plans } = writesOf(publishing, call);
    const outcome = await parts.store.together(call, plans, { changeSet: set.id }).catch((error: unknown) => {
      throw asMoved(error);
    });
    if (outcome.failures.length > 0) await refuse(parts, call, set, order, outcome);
  }
  const asked = setsCall({ ...call, served: parts.served() });
  const after = changeSetOf(await parts.store.read(asked, formOfSets(asked), set.id, 'manage'));
  return { set: after, ...(nodes && { nodes }) };
}

/** Whom it touches, kept with the set; a package that is older than the server has no place for it. */
async function touched(
  parts: ChangesParts,
  call: Call,
  { items }: ChangeSet,
): Promise<Pick<Saved, 'effects'>> {
  if (!formOfSets(call).byName.has('effects') || !items.some(isParam)) return {};
  const known = items.filter((item) => !isParam(item) || addressOf(call.served.model, item.type, item.key));
  return { effects: await findEffects(parts, call, known) };
}

/** A set that turns a check off is agreed to, and put into service, by somebody who has shown that it is he. */
export async function confirmDangers(call: Call, { items }: Pick<ChangeSet, 'items'>): Promise<void> {
  if (items.some((item) => isDanger(call.served, item))) await call.confirmed?.();
}

interface Publishing {
  readonly parts: ChangesParts;
  readonly set: ChangeSet;
  readonly rights: Rights;
  /** The members of the set itself that change with it. */
  readonly saved: Saved;
}

/** Plans the writes of a publish: the items, and then the set with the base that each left behind. */
function writesOf(
  { parts, set, rights, saved }: Publishing,
  call: Call,
): { readonly order: readonly Item[]; readonly plans: readonly TogetherPlan[] } {
  const { items, reason } = set;
  const { order, plans } = plansOf(parts, { call, items, rights, reason });
  const own: TogetherPlan = (done) => ({
    call: setsCall({ ...call, ...(reason !== null && { reason }) }),
    form: formOfSets(call),
    item: {
      op: 'patch',
      id: set.id,
      ifMatch: set.revision,
      body: savedBody(call.served, set, saved, withDone(items, order, done)),
    },
  });
  return { order, plans: [...plans, own] };
}

/** The design switches and the items are written by its model, in one transaction. Its own rights are asked, too. */
async function publishWithDesign(
  publishing: Publishing,
  call: Call,
  design: NamedDesign,
  seen: SeenDesign,
): Promise<AwaitNodes> {
  const { parts, set } = publishing;
  const { togetherIn, designs } = parts;
  if (!togetherIn || !designs) throw setDesignGone({ id: design.id });
  const along: Along = {
    changeSet: set.id,
    size: set.items.length + 1,
    async write(tx, first, next) {
      const { order, plans } = writesOf(publishing, { ...call, served: { ...call.served, ...next } });
      const { events, outcome } = await togetherIn(tx, first, plans);
      if (outcome.failures.length > 0) throw refusalOf(set, order, outcome);
      return events;
    },
  };
  const named = { ...call, reason: call.reason ?? set.reason ?? set.name ?? set.number ?? '' };
  try {
    return await designs.publish(named, design.id, along, seen);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'changeset-wrong') {
      await parts.catchUp();
      await requireNoConflict(parts, { ...call, served: parts.served() }, set.items);
    }
    throw asMoved(error);
  }
}

async function requireCases(parts: ChangesParts, call: Call, set: ChangeSet): Promise<void> {
  const { failing } = await casesUnder(parts, call, set);
  if (failing.length === 0) return;
  const shown = failing.filter(({ isShown }) => isShown);
  const withheld = failing.length - shown.length;
  throw changeSetCases({ count: failing.length }, [
    ...shown.map(({ id, name, otherwise }) => ({
      path: `/cases/${id}`,
      code: 'changeset-case',
      params: { name, count: otherwise.length },
    })),
    ...(withheld > 0 ? [{ path: '/cases', code: 'cases-withheld', params: { count: withheld } }] : []),
  ]);
}

/** Answers the rights with which the set is carried out, once everybody who has to may. */
async function rightsToPublish(parts: ChangesParts, call: Call, set: ChangeSet): Promise<Rights> {
  const { served, rights, user } = call;
  const { items, approved, proposed } = set;
  if (items.length === 0) throw changeSetEmpty();
  const reasons = reasonsFor(served, items);
  if (reasons.length === 0) {
    if (!mayWriteItems(served, rights, items)) throw changeSetForbidden({ step: 'publish' });
    return rights;
  }
  if (!approved || !proposed)
    throw approvalNeeded({ name: set.name ?? set.number }, [], { reasons: reasonsJson(reasons) });
  const [author, approver] = await Promise.all([parts.rightsOf(proposed.id), parts.rightsOf(approved.id)]);
  if (!author || !mayWriteItems(served, author, items))
    throw changeSetForbidden({ step: 'publish', name: proposed.name });
  if (!approver || hadHand(set, approved.id) || !mayApproveItems(served, approver, items, reasons))
    throw changeSetForbidden({ step: 'approve', name: approved.name });
  const isTheirs = user.id === proposed.id || user.id === approved.id;
  if (!isTheirs && !mayWriteItems(served, rights, items)) throw changeSetForbidden({ step: 'publish' });
  return author;
}

function reasonsJson(reasons: ReturnType<typeof reasonsFor>): Json {
  return JSON.parse(JSON.stringify(reasons)) as Json;
}

/** Finds the problems of a set that show without trying it. */
export function setProblems(
  { served }: Pick<Call, 'served'>,
  { items, reason }: Pick<ChangeSet, 'items' | 'reason'>,
): readonly Problem[] {
  const references = referenceProblems(items);
  const problems = items.flatMap((item, at) =>
    [...(references.get(item.id) ?? []), ...(isParam(item) ? outdated(served, item) : [])].map((problem) => ({
      ...problem,
      path: `/items/${at}${problem.path}`,
    })),
  );
  const needsReason = items.some((item) => isDanger(served, item)) && (reason ?? '').trim() === '';
  return needsReason ? [{ path: '/reason', code: 'changeset-reason' }, ...problems] : problems;
}

/** Finds the problems of a parameter's item with a version of its package that came since. */
function outdated(
  { model }: Call['served'],
  { action, type, key, value = null }: ParamItem,
): readonly Problem[] {
  if (action === 'unset') return [];
  const address = addressOf(model, type, key);
  if (!address) return [{ path: '/key', code: 'parameter-unknown', params: { type, key } }];
  return action === 'set' ? misfits(value, address, model) : [];
}

async function requireNoConflict(parts: ChangesParts, call: Call, items: readonly Item[]): Promise<void> {
  const conflicts = conflictsOf(items, await nowOf(parts.store, call, items));
  if (conflicts.length > 0) throw conflictRefusal(call, conflicts);
}

function conflictRefusal(call: Call, conflicts: readonly Conflict[]) {
  return changeSetConflict({ count: conflicts.length }, [], {
    conflicts: conflicts.map((conflict) => answerConflict(call, conflict)),
  });
}

/** Refuses what was not written: somebody was faster, or some item cannot be written. */
async function refuse(
  parts: ChangesParts,
  call: Call,
  { items }: ChangeSet,
  order: readonly Item[],
  { failures }: TogetherOutcome,
): Promise<never> {
  await parts.catchUp();
  const now = { ...call, served: parts.served() };
  await requireNoConflict(parts, now, items);
  throw refusalOf({ items }, order, { failures });
}

/** Of what cannot be written: another hand was faster at the set itself, or items are wrong. */
function refusalOf(
  { items }: Pick<ChangeSet, 'items'>,
  order: readonly Item[],
  { failures }: Pick<TogetherOutcome, 'failures'>,
): unknown {
  const own = failures.find(({ index }) => index >= order.length);
  if (own && failures.length === 1) return asMoved(own.refusal);
  const problems = failureProblems(items, order, failures);
  return changeSetWrong({ count: problems.length }, problems);
}

/** Every item that cannot be, with its place among the items of the set. */
export function failureProblems(
  items: readonly Item[],
  order: readonly Item[],
  failures: TogetherOutcome['failures'],
): readonly Problem[] {
  return failures.flatMap(({ index, refusal }): readonly Problem[] => {
    const at = items.findIndex(({ id }) => id === order[index]?.id);
    if (at < 0) return [];
    const path = `/items/${at}`;
    if (refusal.problems.length === 0) return [{ path, code: refusal.code, params: refusal.params }];
    return refusal.problems.map((problem) => ({ ...problem, path: `${path}/body${problem.path}` }));
  });
}
