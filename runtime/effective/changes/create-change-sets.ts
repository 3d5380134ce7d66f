import type { Problem } from '../../../metadata/common/issue.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { WholeChangeSet } from '../../../metadata/contract/changes/answered.ts';
import type { changes } from '../../../metadata/contract/changes/calls.ts';
import type { ChangePreview } from '../../../metadata/contract/changes/preview.ts';
import type { SentEdit, SentSet } from '../../../metadata/contract/changes/sent.ts';
import type { AnswerOf } from '../../../metadata/contract/common/call.ts';
import { rebased } from '../../../rules/changes/conflicts.ts';
import { type Item, withItems } from '../../../rules/changes/item.ts';
import type { Call } from '../../call/call.ts';
import type { AwaitNodes } from '../../call/nodes-serving.ts';
import { answerConflict, answerItem } from './answer-item.ts';
import { answerSet } from './answer-set.ts';
import { hadHand, mayApproveItems, mayWriteItems, reasonsFor } from './approving.ts';
import {
  type ChangeSet,
  changeSetOf,
  formOfSets,
  requireNaming,
  type Saved,
  setsCall,
} from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { mayWrite } from './item-rights.ts';
import { designOf, judgingCall } from './judging-call.ts';
import { findSet, findToChange, savedBody, saveSet, stepped, wasDone } from './keep-set.ts';
import { requireDraft, requireRoom } from './limits.ts';
import { type ListAsked, listSets } from './list-sets.ts';
import type { SeenDesign } from './named-design.ts';
import { nowOf } from './now-of.ts';
import { previewSet } from './preview-set.ts';
import { confirmDangers, publishSet, setProblems } from './publish-set.ts';
import { readItems } from './read-items.ts';
import {
  approvalNeeded,
  approverIsAuthor,
  changeSetEmpty,
  changeSetForbidden,
  changeSetScheduled,
  changeSetWrong,
  nothingToApprove,
  nothingToUndo,
  scheduleWrong,
} from './refusals.ts';
import { undoneNow } from './undoers.ts';

/** One set, by whoever says which revision he saw. */
export interface OneAsked {
  readonly call: Call;
  readonly id: string;
  readonly ifMatch: number;
}

/** The actions on change sets; each answers the whole set as the caller may see it. */
export interface ChangeSets {
  list(call: Call, asked: ListAsked): Promise<AnswerOf<typeof changes.list>>;
  read(call: Call, id: string): Promise<WholeChangeSet>;
  /** Answers whether the caller may know that something happened to a set. */
  sees(call: Call, id: string): Promise<boolean>;
  /** `propose`: it waits for somebody to agree at once. */
  create(call: Call, sent: SentSet, propose?: true): Promise<WholeChangeSet>;
  edit(asked: OneAsked, sent: SentEdit): Promise<WholeChangeSet>;
  discard(asked: OneAsked): Promise<WholeChangeSet>;
  propose(asked: OneAsked): Promise<WholeChangeSet>;
  withdraw(asked: OneAsked): Promise<WholeChangeSet>;
  approve(asked: OneAsked): Promise<WholeChangeSet>;
  reject(asked: OneAsked, reason: string): Promise<WholeChangeSet>;
  schedule(asked: OneAsked, at: string, notAfter: string | null): Promise<WholeChangeSet>;
  rebase(asked: OneAsked): Promise<WholeChangeSet>;
  /**
   * `now`: also what is scheduled for later; `acceptCases`: why cases may fail that pass now; `hash`: of the design's
   * plan.
   */
  /** `nodes`: for the definitions that came with it. */
  publish(
    asked: OneAsked,
    now: boolean,
    seen?: SeenDesign,
  ): Promise<{ readonly set: WholeChangeSet; readonly nodes?: AwaitNodes }>;
  preview(call: Call, id: string): Promise<ChangePreview>;
  /** A draft that undoes it; `publish`: it is published, or waits at once where somebody has to agree. */
  rollback(asked: OneAsked, reason: string | null, publish?: boolean): Promise<WholeChangeSet>;
}

const mostInName = 200;

/** Called as what it undoes, in the words of whoever asked for it; a roll back is called by its number. */
function nameOfRollback({ name, number, undoes }: ChangeSet, language: Language): string {
  const past = (undoes === null ? name : null) ?? number ?? '';
  return (language === 'zh' ? `回滚 ${past}` : `Rollback of ${past}`).slice(0, mostInName);
}

export function createChangeSets(parts: ChangesParts): ChangeSets {
  return {
    list: (call, asked) => listSets(parts, call, asked),
    sees: (call, id) =>
      findSet(parts, call, id).then(
        () => true,
        () => false,
      ),
    read: async (call, id) => answer(call, await findSet(parts, call, id)),

    async create(call, { name = null, reason = null, items: sent = [], design = null }, propose) {
      if (!propose) requireDraft(call);
      const judged = await naming(call, design);
      const items = withItems([], await readItems(parts, call, sent, { judged: judged.served }));
      if (propose) requireReadable(setProblems(judged, { items, reason }));
      return create(
        call,
        {
          name,
          reason,
          ...(design !== null && { design }),
          ...(propose && { state: 'waiting', proposed: signed(call) }),
        },
        items,
        judged,
      );
    },

    edit: (asked, { items: sent = {}, ...said }) =>
      changing(asked, async (set) => {
        const { call } = asked;
        const { put = [], remove = [] } = sent;
        requireEditor(call, set);
        const known = new Set(set.items.map(({ id }) => id));
        const strangers = [...remove, ...put.flatMap(({ id }) => id ?? [])].filter((id) => !known.has(id));
        const problems = strangers.map((id) => ({ path: '/items', code: 'item-unknown', params: { id } }));
        if (problems.length > 0) throw changeSetWrong({ count: problems.length }, problems);
        const judged = await naming(call, said.design === undefined ? set.design : said.design);
        const read = await readItems(parts, call, put, { known: set.items, remove, judged: judged.served });
        const items = withItems(set.items, read, remove);
        requireRoom(items);
        const editors = [...new Set([...set.editors, call.user.id])];
        return [{ ...stepped(set, 'edit'), ...said, editors, failure: null }, items, judged];
      }),

    discard: (asked) =>
      changing(asked, async (set) => {
        requireEditor(asked.call, set);
        return [stepped(set, 'discard')];
      }),

    propose: (asked) =>
      changing(asked, async (set) => {
        const { call } = asked;
        requireProposable(await judgingCall(parts, call, set), set);
        return [{ ...stepped(set, 'propose'), proposed: signed(call), approved: null, failure: null }];
      }),

    withdraw: (asked) =>
      changing(asked, async (set) => {
        if (set.proposed?.id !== asked.call.user.id) requireEditor(asked.call, set);
        return [{ ...stepped(set, 'withdraw'), scheduledAt: null, notAfter: null }];
      }),

    approve: (asked) =>
      changing(asked, async (set) => {
        const next = stepped(set, 'approve');
        const judged = await judgingCall(parts, asked.call, set);
        requireApprover(judged, set);
        await confirmDangers(judged, set);
        return [{ ...next, approved: signed(asked.call), failure: null }];
      }),

    reject: (asked, reason) =>
      changing({ ...asked, call: { ...asked.call, reason } }, async (set) => {
        const next = stepped(set, 'reject');
        requireApprover(await judgingCall(parts, asked.call, set), set);
        return [next];
      }),

    schedule: (asked, at, notAfter) =>
      changing(asked, async (set) => {
        const { call } = asked;
        const next = stepped(set, 'schedule');
        const judged = await judgingCall(parts, call, set);
        requireProposable(judged, set);
        await confirmDangers(judged, set);
        if (reasonsFor(judged.served, set.items).length > 0) requireApproved(set);
        const now = call.now.instant;
        if (at <= now) throw scheduleWrong({}, [{ path: '/at', code: 'schedule-past' }]);
        if (notAfter !== null && notAfter < at)
          throw scheduleWrong({}, [{ path: '/notAfter', code: 'schedule-before' }]);
        const proposed = set.approved && set.proposed ? set.proposed : signed(call);
        return [{ ...next, scheduledAt: at, notAfter, proposed, failure: null }];
      }),

    async rebase(asked) {
      const { call, id } = asked;
      if (wasDone(call)) return answer(call, await findSet(parts, call, id));
      const set = await findToChange(parts, call, id, asked.ifMatch);
      requireEditor(call, set);
      const next = stepped(set, 'edit');
      const { items, moved } = rebased(set.items, await nowOf(parts.store, call, set.items));
      if (moved.length === 0) return { ...(await answer(call, set)), moved: [] };
      const saved = await saveSet(parts, call, set, { ...next, failure: null }, { items });
      return { ...(await answer(call, saved)), moved: moved.map((one) => answerConflict(call, one)) };
    },

    async publish(asked, now, seen) {
      const { call, id } = asked;
      if (wasDone(call)) return { set: await answer(call, await findSet(parts, call, id)) };
      const set = await findToChange(parts, call, id, asked.ifMatch);
      if (set.state === 'scheduled' && !now) throw changeSetScheduled({ at: set.scheduledAt });
      return putIntoService(call, set, seen);
    },

    preview: async (call, id) => previewSet(parts, call, await findSet(parts, call, id)),

    async rollback({ call, id, ifMatch }, reason, publish = false) {
      const set = await findSet(parts, call, id);
      const past = wasDone(call) ? set : await findToChange(parts, call, id, ifMatch);
      if (past.state !== 'published') throw nothingToUndo();
      const { items, left } = await undoneNow(parts, call, past.items);
      if (items.length === 0 && left.length === 0) throw nothingToUndo();
      if (!mayWriteItems(call.served, call.rights, items)) throw changeSetForbidden({ step: 'rollback' });
      const waits = publish && reasonsFor(call.served, items).length > 0;
      if (waits) requireReadable(setProblems(call, { items, reason }));
      const saved = { reason, undoes: past.id, name: nameOfRollback(past, call.language) };
      const made = await create(
        call,
        waits ? { ...saved, state: 'waiting', proposed: signed(call) } : saved,
        items,
      );
      return {
        ...(publish && !waits ? await published(call, made) : made),
        left: left.map(({ item, why, now: there }) => {
          const { by = null, at = null } = answerConflict(call, { item, base: item.base, now: there });
          return { item: answerItem(call, item), why, by, at };
        }),
      };
    },
  };

  function answer(call: Call, set: ChangeSet): Promise<WholeChangeSet> {
    return answerSet(parts, call, set);
  }

  async function putIntoService(call: Call, draft: ChangeSet, seen?: SeenDesign) {
    const { set, ...served } = await publishSet(parts, call, draft, seen);
    return { set: await answer({ ...call, served: parts.served() }, set), ...served };
  }

  /** As whom items are read that are published with this design. */
  async function naming(call: Call, design: string | null): Promise<Call> {
    if (design === null) return call;
    requireNaming(call);
    await designOf(parts, call, design);
    return judgingCall(parts, call, { design });
  }

  async function create(
    call: Call,
    saved: Saved,
    items: readonly Item[],
    judged: Call = call,
  ): Promise<WholeChangeSet> {
    requireRoom(items);
    const body = savedBody(judged.served, { items: [] }, { ...saved, editors: [call.user.id] }, items);
    const { record } = await parts.store.create(setsCall(call), formOfSets(call), body);
    return answer(call, changeSetOf(record));
  }

  /** Of what cannot be published nothing is left behind. */
  async function published(call: Call, made: WholeChangeSet): Promise<WholeChangeSet> {
    const set = await findSet(parts, call, made.id);
    try {
      return (await putIntoService(call, set)).set;
    } catch (error) {
      await saveSet(parts, call, set, stepped(set, 'discard'));
      throw error;
    }
  }

  /** A change of one set; sent again after a crash it is answered as it is now. */
  async function changing(
    { call, id, ifMatch }: OneAsked,
    change: (set: ChangeSet) => Promise<readonly [Saved, (readonly Item[])?, Call?]>,
  ): Promise<WholeChangeSet> {
    if (wasDone(call)) return answer(call, await findSet(parts, call, id));
    const set = await findToChange(parts, call, id, ifMatch);
    const [saved, items, judged] = await change(set);
    return answer(call, await saveSet(parts, call, set, saved, { items, judged: judged?.served }));
  }
}

function signed({ user, now }: Call) {
  return { id: user.id, name: user.name, at: now.instant };
}

/** Refuses a caller who neither made nor edited the set, nor may write something of it. */
function requireEditor({ served, rights, user }: Call, { createdBy, editors, about }: ChangeSet): void {
  const isOwn = createdBy.id === user.id || editors.includes(user.id);
  if (isOwn || rights.administers || about.some((place) => mayWrite(served, rights, place))) return;
  throw changeSetForbidden({ step: 'edit' });
}

/** Refuses to propose a set that the caller may not write as a whole, or that cannot be read as it stands. */
function requireProposable(call: Call, set: ChangeSet): void {
  if (set.items.length === 0) throw changeSetEmpty();
  if (!mayWriteItems(call.served, call.rights, set.items)) throw changeSetForbidden({ step: 'propose' });
  requireReadable(setProblems(call, set));
}

function requireReadable(problems: readonly Problem[]): void {
  if (problems.length > 0) throw changeSetWrong({ count: problems.length }, problems);
}

function requireApproved({ approved, name, number }: ChangeSet): void {
  if (!approved) throw approvalNeeded({ name: name ?? number });
}

function requireApprover(call: Call, set: ChangeSet): void {
  const reasons = reasonsFor(call.served, set.items);
  if (reasons.length === 0) throw nothingToApprove();
  if (!mayApproveItems(call.served, call.rights, set.items, reasons))
    throw changeSetForbidden({ step: 'approve' });
  if (hadHand(set, call.user.id)) throw approverIsAuthor();
}
