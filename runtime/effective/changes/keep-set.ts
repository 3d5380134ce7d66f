import type { JsonObject } from '../../../metadata/common/json.ts';
import { type Item, isParam } from '../../../rules/changes/item.ts';
import { after, type State, type Step } from '../../../rules/changes/states.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call, Served } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import {
  bodyOf,
  type ChangeSet,
  changeSetOf,
  formOfSets,
  rowsOfItems,
  type Saved,
  setsCall,
} from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { maySeeSet } from './item-rights.ts';
import { changeSetMoved, changeSetState, changeSetUnknown } from './refusals.ts';

/** A set for whoever may see it; for others there is none. */
export async function findSet(parts: ChangesParts, call: Call, id: string): Promise<ChangeSet> {
  const set = changeSetOf(await readSet(parts, call, id));
  if (!maySeeSet(call.served, call.rights, call.user.id, set)) throw changeSetUnknown({ id });
  return set;
}

async function readSet({ store }: ChangesParts, call: Call, id: string): Promise<WireRecord> {
  try {
    return await store.read(setsCall(call), formOfSets(call), id, 'manage');
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) throw changeSetUnknown({ id });
    throw error;
  }
}

/** The same for whoever changes it, who says which revision he saw. */
export async function findToChange(
  parts: ChangesParts,
  call: Call,
  id: string,
  ifMatch: number,
): Promise<ChangeSet> {
  const set = await findSet(parts, call, id);
  if (set.revision !== ifMatch) throw changeSetMoved({ revision: set.revision });
  return set;
}

/**
 * Answers whether the request was carried out before by a node that is gone since: then the set is answered as it is.
 */
export function wasDone({ once }: Call): boolean {
  return once?.part(0).next().written !== undefined;
}

/** Answers the state of the set after a step, and drops an approval that the step ends. */
export function stepped({ state, approved }: ChangeSet, step: Step): { readonly state: State } & Saved {
  const next = after(state, step);
  if (!next) throw changeSetState({ state, step });
  const lost = approved !== null && !next.keepsApproval;
  return { state: next.state, ...(lost && { approved: null }) };
}

interface Rewritten {
  /** All of them as they are to be. Default: they stay. */
  readonly items?: readonly Item[] | undefined;
  /** The model that says which items are dangerous. Default: the model in service. */
  readonly judged?: Served | undefined;
}

/** Writes a set that is kept. */
export async function saveSet(
  parts: ChangesParts,
  call: Call,
  set: ChangeSet,
  saved: Saved,
  { items, judged = call.served }: Rewritten = {},
): Promise<ChangeSet> {
  const body = savedBody(judged, set, saved, items);
  try {
    const asked = setsCall(call);
    const { record } = await parts.store.patch(asked, formOfSets(call), set.id, body, set.revision);
    return changeSetOf(record);
  } catch (error) {
    throw asMoved(error);
  }
}

export function savedBody(
  served: Served,
  set: Pick<ChangeSet, 'items'>,
  saved: Saved,
  items?: readonly Item[],
): JsonObject {
  const rows = items ? rowsOfItems(items, set.items, (item) => isDanger(served, item)) : {};
  return { ...bodyOf(saved), ...rows };
}

/** Strips a 412 of the store to the revision: its record is not for everybody who may see the set. */
export function asMoved(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.code !== 'conflict') return error;
  return changeSetMoved({ revision: error.params['revision'] ?? null });
}

/** Answers whether an item sets a dangerous parameter, one that turns a check off or changes the environment. */
export function isDanger({ model }: Served, item: Item): boolean {
  return isParam(item) && addressOf(model, item.type, item.key)?.param.danger === true;
}
