import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { StepChange, WholeChangeSet } from '../../../metadata/contract/changes/answered.ts';
import { changeSetForm } from '../../../metadata/names.ts';
import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import type { Item } from '../../../rules/changes/item.ts';
import type { State, Step } from '../../../rules/changes/states.ts';
import type { Call } from '../../call/call.ts';
import { answerItem } from './answer-item.ts';
import type { ChangeSet } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';

const mostSteps = 200;
/** Of sets with more items their former states are not read: they would be read whole, step by step. */
const mostItems = 100;
/** Told of one step. */
const mostSaid = 12;

type StepRow = Pick<HistoryRow, 'revision' | 'at' | 'actor' | 'actor_name' | 'reason' | 'changed'> & {
  readonly state: string | null;
  readonly size: number | null;
  readonly snapshot: string | null;
};

/** Reads who took which step in a set and what it did, the first first. */
export async function historyOf(
  { database }: ChangesParts,
  call: Call,
  { id, size: items }: ChangeSet,
): Promise<WholeChangeSet['history']> {
  const whole = items <= mostItems ? 'snapshot' : 'NULL';
  const rows = await database.all<StepRow>(
    `SELECT revision, at, actor, actor_name, reason, changed, JSON_EXTRACT(snapshot, '$.state') AS state, JSON_EXTRACT(snapshot, '$.size') AS size, ${whole} AS snapshot FROM gj_history WHERE form = ? AND record = ? ORDER BY revision DESC LIMIT ${mostSteps}`,
    [changeSetForm, id],
  );
  let before: State | null = null;
  let stood: Stood = nothing;
  return rows.toReversed().map((row) => {
    const state = String(row.state ?? '').replaceAll('"', '') as State;
    const step = stepBetween(before, state, row.changed ?? '');
    const stands = stoodIn(row.snapshot) ?? stood;
    const says = changesBetween(stood, stands, call);
    [before, stood] = [state, stands];
    return {
      step,
      state,
      by: { id: row.actor ?? '', name: row.actor_name ?? '' },
      at: new Date(Number(row.at)).toISOString(),
      reason: row.reason,
      revision: Number(row.revision),
      says: says.slice(0, mostSaid),
      more: Math.max(0, says.length - mostSaid),
      size: Number(row.size ?? 0),
    };
  });
}

/** The part of a set that its history tells of, after some step. */
interface Stood {
  readonly name: string | null;
  readonly note: string | null;
  readonly design: string | null;
  readonly items: ReadonlyMap<string, Item>;
}

const nothing: Stood = { name: null, note: null, design: null, items: new Map() };

function stoodIn(snapshot: string | null): Stood | undefined {
  if (snapshot === null) return undefined;
  const body = JSON.parse(snapshot) as JsonObject;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : null);
  const rows = Array.isArray(body['items']) ? body['items'].filter(isObject) : [];
  const items = rows.map((row) => {
    const id = String(row['id']);
    return [id, { ...(row['content'] as JsonObject), id } as unknown as Item] as const;
  });
  return { name: text('name'), note: text('note'), design: text('design'), items: new Map(items) };
}

function changesBetween(before: Stood, after: Stood, call: Call): readonly StepChange[] {
  const texts = (['name', 'note', 'design'] as const).flatMap((member): readonly StepChange[] => {
    const what = member === 'note' ? 'reason' : member;
    return before[member] === after[member] ? [] : [{ what, text: after[member] }];
  });
  const items = [...after.items].flatMap(([id, item]): readonly StepChange[] => {
    const former = before.items.get(id);
    if (!former) return [{ what: 'put', item: answerItem(call, item) }];
    if (!sameData(wanted(former), wanted(item)))
      return [{ what: 'changed', item: answerItem(call, item), before: answerItem(call, former) }];
    const isRebased = !sameData(stoodOf(former), stoodOf(item));
    return isRebased ? [{ what: 'rebased', item: answerItem(call, item) }] : [];
  });
  const gone = [...before.items].flatMap(([id, item]): readonly StepChange[] =>
    after.items.has(id) ? [] : [{ what: 'removed', item: answerItem(call, item) }],
  );
  return [...items, ...gone, ...texts];
}

/** What an item is to do, without what stood there and what it wrote. */
function wanted({ base: _base, done: _done, ...item }: Item): Json {
  return JSON.parse(JSON.stringify(item)) as Json;
}

function stoodOf({ base }: Item): Json {
  return JSON.parse(JSON.stringify(base ?? null)) as Json;
}

const reached: Readonly<Partial<Record<State, Step>>> = {
  waiting: 'propose',
  approved: 'approve',
  rejected: 'reject',
  scheduled: 'schedule',
  published: 'publish',
  discarded: 'discard',
  failed: 'fail',
};

function stepBetween(before: State | null, state: State, changed: string): Step | 'create' {
  if (before === null) return state === 'waiting' ? 'propose' : 'create';
  if (before === state) return 'edit';
  if (state === 'waiting' && before === 'scheduled') return 'miss';
  if (state === 'draft') return changed.includes('items') ? 'edit' : 'withdraw';
  return reached[state] ?? 'edit';
}
