import { append } from '../../../metadata/common/append.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { changes } from '../../../metadata/contract/changes/calls.ts';
import type { AnswerOf } from '../../../metadata/contract/common/call.ts';
import { after } from '../../../rules/changes/states.ts';
import type { Call } from '../../call/call.ts';
import { summaryOf } from './answer-set.ts';
import { type ChangeSet, changeSetOf, formOfSets, listedOf, setsCall } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { maySeeSet } from './item-rights.ts';
import { undoersOf } from './undoers.ts';

export interface ListAsked {
  /** Default: all. */
  readonly states?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly mine?: boolean | undefined;
  /** Id of a design that they name. */
  readonly design?: string | undefined;
  /** Only the sets that wait for the caller: those to approve, or his own that could not be published. */
  readonly waitingForMe?: boolean | undefined;
  /** Instants: only those that are scheduled or were published from the first on, before the second. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

const usual = 20;
const most = 200;
/** Sets that are looked at for one page: who may see few of many asks again. */
const mostRead = 2_000;

/**
 * The sets the caller may see, the newest first; a page may hold fewer than were asked for and still have a next one.
 */
export async function listSets(
  { store }: ChangesParts,
  call: Call,
  { limit: wanted = usual, cursor, q, ...asked }: ListAsked,
): Promise<AnswerOf<typeof changes.list>> {
  const form = formOfSets(call);
  const limit = Math.min(wanted, most);
  const filter = filterOf(call, asked);
  const found: ChangeSet[] = [];
  let next: string | null = cursor ?? null;
  let read = 0;
  do {
    const page = await store.list(setsCall(call), form, {
      view: 'manage',
      ...(filter && { filter }),
      ...(q && { q }),
      ...(next !== null && { cursor: next }),
      sort: ['-createdAt'],
      fields: listedOf(form),
      limit: limit - found.length,
    });
    read += page.items.length;
    next = page.next;
    append(
      found,
      page.items.map(changeSetOf).filter((set) => isAsked(call, set, asked)),
    );
  } while (next !== null && found.length < limit && read < mostRead);
  const undoers = await undoersOf({ store }, call, found);
  return { items: found.map((set) => summaryOf(call, set, undoers.get(set.id))), next };
}

function filterOf(
  { user }: Call,
  { states, ids, mine, design, waitingForMe, from, to }: ListAsked,
): Condition | undefined {
  const wanted = waitingForMe ? ['waiting', 'failed'] : states;
  const within = (fact: string): Condition => ({
    all: [
      ...(from ? [{ fact, operator: 'greaterThanOrEqual', value: from } as const] : []),
      ...(to ? [{ fact, operator: 'lessThan', value: to } as const] : []),
    ],
  });
  const all: Condition[] = [
    ...(wanted ? [{ fact: 'state', operator: 'in', value: [...wanted] } as const] : []),
    ...(ids ? [{ fact: 'id', operator: 'in', value: [...ids] } as const] : []),
    ...(from || to ? [{ any: [within('scheduledAt'), within('publishedAt')] }] : []),
    ...(design ? [{ fact: 'design', operator: 'equal', value: design } as const] : []),
    ...(mine ? [{ fact: 'createdBy', operator: 'equal', value: user.id } as const] : []),
  ];
  return all.length > 0 ? { all } : undefined;
}

function isAsked(call: Call, set: ChangeSet, { waitingForMe }: ListAsked): boolean {
  if (!maySeeSet(call.served, call.rights, call.user.id, set)) return false;
  if (!waitingForMe) return true;
  const { createdBy, proposed, approved, failure } = set;
  if (failure) return [createdBy.id, proposed?.id, approved?.id].includes(call.user.id);
  return after(set.state, 'approve') !== null && summaryOf(call, set).may.approve;
}
