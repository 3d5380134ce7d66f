import type { Json, JsonObject } from '../../metadata/common/json.ts';

/** An item of a change set, as it is kept. */
export type Item = ParamItem | RecordItem;

interface OfItem {
  /** Made by the server; stays. */
  readonly id: string;
  /** Left: what this set wrote, known once it is published. */
  readonly done?: Done;
}

/** The write that an item left behind: undoing it may touch nothing that was written since. */
export interface Done {
  readonly record: string;
  /** Of the write. Absent: nothing had to be written. */
  readonly revision?: number;
}

export type ParamAction = 'set' | 'unset' | 'lock' | 'unlock';

export interface ParamItem extends OfItem {
  readonly action: ParamAction;
  readonly type: string;
  readonly key: string;
  /** Id; null: the whole system. */
  readonly org: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Of `set`: canonical, by field ids. */
  readonly value?: Json;
  readonly raw?: string | null;
  /** Of `set`: nothing below may differ. */
  readonly locked?: boolean;
  readonly base: ParamBase | null;
}

/** The value that was set at the place of an item; null where none was. */
export interface ParamBase {
  readonly id: string;
  readonly revision: number;
  readonly value: Json;
  readonly raw: string | null;
  readonly locked: boolean;
}

export type RecordAction = 'create' | 'change' | 'enable' | 'disable' | 'delete' | 'restore';

export interface RecordItem extends OfItem {
  readonly action: RecordAction;
  /** Id of the form. */
  readonly form: string;
  /** Id of the organisation the caller acts for. */
  readonly org: string;
  /** Id of the organisation that owns the record. */
  readonly owner: string;
  /** Absent of what is to be created. */
  readonly record?: string;
  readonly body?: JsonObject;
  /** Name by which bodies of other items refer to what is created: `{ "$item": "name" }`. */
  readonly as?: string;
  /** Of `restore`: which of its versions. */
  readonly version?: number;
  readonly base: RecordBase | null;
}

export interface RecordBase {
  /** 0: there is no such record, or a setting that nobody saved yet. */
  readonly revision: number;
  readonly number: string | null;
  /** The members that the body names, as they stood and were answered. */
  readonly fields: JsonObject;
  /** The user who wrote that version. */
  readonly by?: Json;
  readonly at?: string;
}

export type Base = ParamBase | RecordBase;

export function isParam(item: Item): item is ParamItem {
  return 'key' in item;
}

/**
 * Returns the place of an item: of two items of a set at the same place, the later replaces the earlier one. A record
 * that is created has a place of its own; to enable a record is another thing than to change it.
 */
export function placeOf(item: Item): string {
  if (isParam(item)) {
    const { type, key, org, validFrom, validTo } = item;
    return JSON.stringify([type, key, org, validFrom, validTo]);
  }
  const { action, form, record, id, org } = item;
  if (record === undefined) return `${action} ${id}`;
  const what = action === 'enable' || action === 'disable' ? 'enabled' : 'content';
  return JSON.stringify([form, record, org, what]);
}

/** The items with these put in: one with a known id replaces that, one about the same place what is there. */
export function withItems(
  items: readonly Item[],
  put: readonly Item[],
  remove: readonly string[] = [],
): readonly Item[] {
  const next = items.filter(({ id }) => !remove.includes(id));
  for (const item of put) {
    const place = placeOf(item);
    const at = next.findIndex((one) => one.id === item.id || placeOf(one) === place);
    const id = next[at]?.id ?? item.id;
    const rest = next.filter((one, index) => index === at || (one.id !== item.id && placeOf(one) !== place));
    const now = rest.findIndex((one) => one.id === id);
    if (now === -1) next.splice(0, next.length, ...rest, item);
    else next.splice(0, next.length, ...rest.with(now, { ...item, id }));
  }
  return next;
}
