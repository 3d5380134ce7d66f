import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { SentValueItem } from '../../../metadata/contract/params/many.ts';
import { type Address, addressOf } from '../../../rules/params/address.ts';
import { changingValues, type ValueChange } from '../../../rules/params/changed-values.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import { askOf, type SetValues } from '../../../rules/params/set-values.ts';
import { lockAbove, settingProblems } from '../../../rules/params/setting.ts';
import type { Call } from '../../call/call.ts';
import type { Scope } from '../../call/rights.ts';
import { createSlices, type Slices } from '../../common/time-slices.ts';
import { scopeName } from '../scope-name.ts';
import { type StoredValue, storedValue } from '../wire-value.ts';

/** One thing to be done to what is set. */
export interface ValueItem extends SentValueItem {
  /** Id; null: the whole system. */
  readonly org: string | null;
  /** Instead of a value that somebody sent: one as it is kept elsewhere. */
  readonly kept?: StoredValue;
}

/** One write, decided: what stands there, and what will. */
export interface PlannedValue {
  /** The place of its item. */
  readonly index: number;
  readonly address: Address;
  /** Absent: nothing stands there. */
  readonly was?: SetValue;
  /** Absent: it is taken away. */
  readonly is?: SetValue;
}

export interface ValuePlan {
  /** In the order in which they can be made. */
  readonly writes: readonly PlannedValue[];
  /** Items that ask for what is so already. */
  readonly unchanged: readonly number[];
  /** At `/<index>`, and a member of the item below it. */
  readonly problems: readonly Problem[];
}

export interface PlanHow {
  /** Whether what stands there is only replaced by whoever says that he saw it. */
  readonly seen: boolean;
  readonly seal: (plain: string) => string;
}

/**
 * Plans the writes of many items, judged as if all of them held: values that are taken away and unlocked go first, from
 * the top; locked ones come last, from below, so that whatever could stand at last can be written.
 */
export async function planValues(call: Call, items: readonly ValueItem[], how: PlanHow): Promise<ValuePlan> {
  const slices = createSlices();
  const problems: Problem[] = [];
  const planned: PlannedValue[] = [];
  const unchanged: number[] = [];
  const places = new Set<string>();
  const isReasoned = (call.reason ?? '').trim() !== '';
  for (const [index, item] of items.entries()) {
    await slices.breathe();
    const found = planItem(call, item, how);
    if ('problems' in found) {
      append(
        problems,
        found.problems.map((one) => ({ ...one, path: `/${index}${one.path}` })),
      );
      continue;
    }
    const { type, key, org, validFrom, validTo } = (found.is ?? found.was) as SetValue;
    const place = JSON.stringify([type, key, org, validFrom, validTo]);
    if (places.has(place)) problems.push({ path: `/${index}`, code: 'param-place-twice' });
    places.add(place);
    if (found.was && found.is && isSame(found.was, found.is)) unchanged.push(index);
    else if (found.address.param.danger && !isReasoned)
      problems.push({ path: `/${index}`, code: 'param-reason' });
    else planned.push({ index, ...found });
  }
  append(problems, await judge(call, planned, slices));
  const writes = await slices.drain(inOrder(call, planned));
  return { writes, unchanged, problems };
}

type PlannedItem = Omit<PlannedValue, 'index'> | { readonly problems: readonly Problem[] };

function planItem(call: Call, item: ValueItem, { seen, seal }: PlanHow): PlannedItem {
  const { type, key, org, action } = item;
  const { served, rights } = call;
  const refused = (code: string, path = '', params: Problem['params'] = {}): PlannedItem => ({
    problems: [{ path, code, params }],
  });
  const address = addressOf(served.model, type, key);
  if (!address || isNowhere(rights.parameters(type, 'read')))
    return refused('parameter-unknown', '', { type, key });
  const allowed = org === null ? rights.parameters(type, 'system') : rights.parameters(type, 'write');
  if (!reaches(allowed, org))
    return refused('parameter-forbidden', '/org', { type, org: scopeName(call, org) });
  const here = valuesAt(served.parameters, type, key, org);
  const was = valueMeant(item, here);
  if (was === 'several') return refused('parameter-which', '', { count: here.length });
  if (was && seen && item.ifMatch === undefined) return refused('batch-if-match', '/ifMatch');
  if (item.ifMatch !== undefined && was?.written?.revision !== item.ifMatch)
    return refused('param-moved', '/ifMatch', { revision: was?.written?.revision ?? null });
  if (action !== 'set') {
    if (!was) return refused('parameter-not-set');
    return action === 'unset'
      ? { address, was }
      : { address, was, is: { ...was, locked: action === 'lock' } };
  }
  const kept = item.kept
    ? { ok: true as const, value: item.kept }
    : storedValue(item, address, { model: served.model, seal, before: was });
  if (!kept.ok) return { problems: kept.problems };
  const { validFrom = null, validTo = null, locked = false } = item;
  const is = { type, key, org, ...kept.value, validFrom, validTo, locked };
  return { address, ...(was && { was }), is: { ...is, id: was?.id ?? '' } };
}

/**
 * Finds the value that an item is about: the one with the same dates; of one that is to go and has none the only one
 * there.
 */
function valueMeant(
  { action, validFrom, validTo }: ValueItem,
  here: readonly SetValue[],
): SetValue | 'several' | undefined {
  const same = here.find((one) => one.validFrom === (validFrom ?? null) && one.validTo === (validTo ?? null));
  if (same || action === 'set' || validFrom || validTo) return same;
  return here.length > 1 ? 'several' : here[0];
}

/** Finds problems of values beside others and below locks, once all are written. */
async function judge(
  call: Call,
  planned: readonly PlannedValue[],
  slices: Slices,
): Promise<readonly Problem[]> {
  const { parameters, orgs } = call.served;
  const after = await slices.drain(changingValues(parameters, numbered(planned)));
  const unlocked = await slices.drain(changingValues(parameters, numbered(planned.filter(isFirst))));
  const problems: Problem[] = [];
  for (const one of planned) {
    append(problems, problemsOf(one));
    await slices.breathe();
  }
  return problems;

  function problemsOf({ index, address, is }: PlannedValue): readonly Problem[] {
    if (!is) return [];
    const beside = valuesAt(after, is.type, is.key, is.org).filter(({ id }) => id !== idOf(is, index));
    const problems = settingProblems({ ...is, id: idOf(is, index) }, beside, address.param);
    if (problems.length > 0) return problems.map((one) => ({ ...one, path: `/${index}${one.path}` }));
    if (is.org === null) return [];
    const { localDate } = call.now;
    const begins = is.validFrom !== null && is.validFrom > localDate ? is.validFrom : localDate;
    const asked = askOf(address, unlocked, { orgs, org: is.org, date: begins });
    const lock = lockAbove(asked, is.org, begins);
    if (!lock) return [];
    const params = { type: is.type, key: is.key, org: null, name: scopeName(call, lock.org) };
    return [{ path: `/${index}`, code: 'parameter-locked', params }];
  }
}

/** Values that are new have no id yet. */
function* numbered(planned: readonly PlannedValue[]): Generator<ValueChange> {
  for (const { index, was, is } of planned)
    yield { ...(was && { was }), ...(is && { is: { ...is, id: idOf(is, index) } }) };
}

function idOf({ id }: SetValue, index: number): string {
  return id || `new ${index}`;
}

/** Whether a write makes room for others. */
function isFirst({ was, is }: PlannedValue): boolean {
  return was !== undefined && (is === undefined || (was.locked && !is.locked));
}

/** By what comes first, and how deep: each is weighed once, and only those that weigh the same are put in order. */
function* inOrder(
  { served: { orgs } }: Call,
  planned: readonly PlannedValue[],
): Generator<undefined, readonly PlannedValue[]> {
  const byWeight = new Map<number, PlannedValue[]>();
  for (const one of planned) {
    const org = (one.is ?? one.was)?.org ?? null;
    const depth = org === null ? -1 : orgs.ancestors(org).length;
    const weight = isFirst(one) ? depth - deepest : one.is?.locked ? deepest * 2 - depth : depth;
    const same = byWeight.get(weight);
    if (same) same.push(one);
    else byWeight.set(weight, [one]);
    yield;
  }
  return [...byWeight].sort(([a], [b]) => a - b).flatMap(([, same]) => same);
}

/** More levels than there are. */
const deepest = 1_000_000;

function isSame(was: SetValue, is: SetValue): boolean {
  return (
    was.raw === is.raw && was.locked === is.locked && JSON.stringify(was.value) === JSON.stringify(is.value)
  );
}

function valuesAt(values: SetValues | undefined, type: string, key: string, org: string | null) {
  return (
    values
      ?.ofType(type)
      ?.get(key)
      ?.get(org ?? systemScope) ?? []
  );
}

function reaches(scope: Scope, org: string | null): boolean {
  return scope === 'all' || (org === null ? scope.size > 0 : scope.has(org));
}

function isNowhere(scope: Scope): boolean {
  return scope !== 'all' && scope.size === 0;
}
