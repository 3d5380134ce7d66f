import { append } from '../../../metadata/common/append.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { changes } from '../../../metadata/contract/changes/calls.ts';
import type { AnswerOf } from '../../../metadata/contract/common/call.ts';
import { type Item, isParam } from '../../../rules/changes/item.ts';
import { after } from '../../../rules/changes/states.ts';
import { addressOf, keysAsked } from '../../../rules/params/address.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import { scopesOf } from '../../../rules/params/set-values.ts';
import type { Call } from '../../call/call.ts';
import { parameterUnknown } from '../../params/answer-parameter.ts';
import { answerItem } from './answer-item.ts';
import { summaryOf } from './answer-set.ts';
import { type ChangeSet, changeSetOf, formOfSets, listedOf, placeAbout, setsCall } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { mayRead, maySeeSet } from './item-rights.ts';
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
  /** `type/key`: only the sets that change what the caller's organisation reads there. */
  readonly parameter?: string | undefined;
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
  { limit: wanted = usual, cursor, q, parameter, ...asked }: ListAsked,
): Promise<AnswerOf<typeof changes.list>> {
  const form = formOfSets(call);
  const limit = Math.min(wanted, most);
  const filter = filterOf(call, asked);
  const matters = parameter === undefined ? undefined : changingParameter(call, parameter);
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
      fields: [...listedOf(form), ...(matters ? ['items'] : [])],
      limit: limit - found.length,
    });
    read += page.items.length;
    next = page.next;
    append(
      found,
      page.items
        .map(changeSetOf)
        .filter((set) => isAsked(call, set, asked) && (!matters || set.items.some(matters))),
    );
  } while (next !== null && found.length < limit && read < mostRead);
  const undoers = await undoersOf({ store }, call, found);
  return {
    items: found.map((set) => ({
      ...summaryOf(call, set, undoers.get(set.id)),
      ...(matters && { items: set.items.filter(matters).map((item) => answerItem(call, item)) }),
    })),
    next,
  };
}

/** Tells of an item whether the caller's organisation would read another value of a parameter by it. */
function changingParameter({ served, rights, org }: Call, named: string): (item: Item) => boolean {
  const cut = named.indexOf('/');
  const [type, key] = [named.slice(0, cut), named.slice(cut + 1)];
  const address = addressOf(served.model, type, key);
  const sight = rights.parameters(type, 'read');
  if (!address || (sight !== 'all' && sight.size === 0)) throw parameterUnknown({ type, key });
  const keys = keysAsked(address.param, key);
  const scopes = scopesOf(address.param, served.orgs, org);
  return (item) =>
    isParam(item) &&
    item.type === type &&
    keys.includes(item.key) &&
    scopes.includes(item.org ?? systemScope) &&
    mayRead(served, rights, placeAbout(item));
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
