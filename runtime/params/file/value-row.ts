import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { readParamValue } from '../../../metadata/kinds/common/param-value.ts';
import { type Address, addressOf } from '../../../rules/params/address.ts';
import { readRaw } from '../../../rules/params/raw.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { Call } from '../../call/call.ts';
import type { ValueItem } from '../many/plan-values.ts';
import { isSecret, storedValue, wireOf } from '../wire-value.ts';

/**
 * The states of a row: which of its cells says what is set, the value, its spelling, expressly nothing, or that it is
 * taken away.
 */
const states = ['value', 'raw', 'none', 'unset'] as const;
type State = (typeof states)[number];

/** A value as files have it, all texts; an empty one is a cell that nobody filled in. */
export type ValueRow = {
  readonly type: string;
  readonly key: string;
  /** Number of the organisation; empty: the whole system. */
  readonly org: string;
  readonly state: string;
  readonly value: string;
  readonly raw: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly locked: string;
};

export type ValueColumn = {
  readonly name: keyof ValueRow;
  readonly label: Label;
  readonly width: number;
};

export const valueColumns: readonly ValueColumn[] = [
  { name: 'type', label: { zh: '参数类型', en: 'Parameter type' }, width: 28 },
  { name: 'key', label: { zh: '参数键', en: 'Key' }, width: 30 },
  {
    name: 'org',
    label: { zh: '组织（空为全系统）', en: 'Organisation (empty: the system)' },
    width: 20,
  },
  { name: 'state', label: { zh: '以何为准', en: 'What counts' }, width: 12 },
  { name: 'value', label: { zh: '值', en: 'Value' }, width: 30 },
  { name: 'raw', label: { zh: '原始写法', en: 'Spelling' }, width: 30 },
  { name: 'validFrom', label: { zh: '生效日', en: 'Valid from' }, width: 14 },
  { name: 'validTo', label: { zh: '失效日', en: 'Valid to' }, width: 14 },
  { name: 'locked', label: { zh: '锁定', en: 'Locked' }, width: 8 },
];

/** As a file says what is set. */
export function rowOf(call: Call, address: Address, set: SetValue): ValueRow {
  const { served } = call;
  const wire = set.value === null ? null : wireOf(set.value, address, served.model);
  const state: State = set.value === null ? 'none' : set.raw === null ? 'value' : 'raw';
  return {
    type: set.type,
    key: set.key,
    org: set.org === null ? '' : (served.orgs.get(set.org)?.number ?? ''),
    state,
    value: set.value === null ? '' : textOf(wire, address),
    raw: set.raw ?? '',
    validFrom: set.validFrom ?? '',
    validTo: set.validTo ?? '',
    locked: set.locked ? 'true' : 'false',
  };
}

export type ReadRow = { readonly item: ValueItem } | { readonly problems: readonly Problem[] };

/** Reads a row as an item; problems stand at the names of its columns. */
export function itemOf(call: Call, row: ValueRow): ReadRow {
  const { served } = call;
  const { type, key, org: number, value, raw } = row;
  const problems: Problem[] = [];
  const address = addressOf(served.model, type, key);
  if (!address) problems.push({ path: '/key', code: 'parameter-unknown', params: { type, key } });
  const org = number === '' ? null : served.orgs.byNumber(number)?.id;
  if (org === undefined)
    problems.push({ path: '/org', code: 'organisation-forbidden', params: { org: number } });
  const state = stateOf(row);
  if (!state) problems.push({ path: '/state', code: 'param-file-state', params: { states: [...states] } });
  const locked = lockedOf(row.locked);
  if (locked === undefined)
    problems.push({ path: '/locked', code: 'parameter-switch', params: { name: 'locked' } });
  for (const name of ['validFrom', 'validTo'] as const)
    if (row[name] !== '' && !/^\d{4}-\d\d-\d\d$/.test(row[name]))
      problems.push({ path: `/${name}`, code: 'not-date' });
  if (!address || org === undefined || !state || locked === undefined || problems.length > 0)
    return { problems };
  const place = { type, key, org, validFrom: row.validFrom || null, validTo: row.validTo || null };
  if (state === 'unset') return { item: { ...place, action: 'unset' } };
  const set = { ...place, locked, action: 'set' } as const;
  if (state === 'none') return { item: { ...set, value: null } };
  if (state === 'value') return { item: { ...set, value: wireOfText(value, address) } };
  if (value !== '' && !agree(call, address, row)) {
    const params = isSecret(address) ? { value: '…', raw: '…' } : { value, raw };
    return { problems: [{ path: '/value', code: 'param-file-differs', params }] };
  }
  return { item: { ...set, raw } };
}

/** Answers the state of a row; where nobody says one, the cell that is filled in does. */
export function stateOf({ state, value, raw }: ValueRow): State | undefined {
  if (state !== '') return states.find((one) => one === state.trim().toLowerCase());
  if (raw !== '') return 'raw';
  return value === '' ? undefined : 'value';
}

/** Undefined: nobody knows what that means. */
export function lockedOf(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (['', 'false', '0', '否'].includes(word)) return false;
  return ['true', '1', '是'].includes(word) ? true : undefined;
}

/** Whether the value beside a spelling is what it means: of two that differ nobody knows which was meant. */
function agree({ served: { model } }: Call, address: Address, { value, raw }: ValueRow): boolean {
  if (isSecret(address)) return value === raw;
  const keeping = { model, seal: (plain: string) => plain };
  const meant = readRaw(raw, address.param, address.key);
  const typed = storedValue({ value: wireOfText(value, address) }, address, keeping);
  // Mistakes of the spelling are told where it is set.
  if (!meant.ok || !typed.ok) return !meant.ok;
  const spelt = storedValue({ raw }, address, keeping);
  return spelt.ok && JSON.stringify(spelt.value.value) === JSON.stringify(typed.value.value);
}

/** Texts stand as they are, all else as JSON. */
function textOf(wire: Json, { param }: Address): string {
  return typeof wire === 'string' && isPlain(param) ? wire : JSON.stringify(wire);
}

/** A text that is JSON of what the kind keeps in more than one word means that, and any other means itself. */
function wireOfText(text: string, { param }: Address): Json {
  const parsed = parse(text);
  if (parsed === undefined) return text;
  const isWhole = typeof parsed !== 'object' || parsed === null;
  if (isPlain(param) && isWhole && readParamValue(text, param).ok) return text;
  const read = readParamValue(parsed, param);
  // A parameter that takes texts, and nothing else, says what is wrong with this one.
  return isPlain(param) && !read.ok && read.problems.some(({ code }) => code === 'not-text') ? text : parsed;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether a text of it means itself. */
function isPlain({ field }: Address['param']): boolean {
  return field.kind.name !== 'json';
}
