import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { NowOf } from '../../../rules/changes/conflicts.ts';
import {
  type Base,
  type Item,
  isParam,
  type ParamBase,
  type ParamItem,
  type RecordBase,
  type RecordItem,
} from '../../../rules/changes/item.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { Call, Served } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';

/** Longest text of what stood in the members of a body: beyond it only the revision is kept. */
const mostKept = 64 * 1024;

/** The value that is set at the very place of an item, as this node knows it. */
export function valueAt(
  served: Served,
  place: Omit<ParamItem, 'action' | 'base' | 'id'>,
): SetValue | undefined {
  const { type, key, org, validFrom, validTo } = place;
  const here = served.parameters
    ?.ofType(type)
    ?.get(key)
    ?.get(org ?? systemScope);
  return here?.find((one) => one.validFrom === validFrom && one.validTo === validTo);
}

export function paramBase(served: Served, item: Parameters<typeof valueAt>[1]): ParamBase | null {
  const set = valueAt(served, item);
  if (!set) return null;
  const { id, value, raw, locked, written } = set;
  return { id, revision: written?.revision ?? 0, value, raw, locked };
}

/** The record an item is about as it stands; null: there is none. */
export async function recordNow(
  store: Store,
  call: Call,
  form: Form,
  { record, org }: Pick<RecordItem, 'record' | 'org'>,
): Promise<WireRecord | null> {
  const asked: Call = { ...call, org, rights: platformRights, approved: true };
  if (form.kind === 'setting') return store.setting(asked, form);
  if (record === undefined) return null;
  for (const view of ['use', 'manage'] as const)
    try {
      return await store.read(asked, form, record, view);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
    }
  return null;
}

export function recordBase(record: WireRecord | null, form: Form, body: JsonObject): RecordBase | null {
  if (!record) return null;
  const fields = Object.fromEntries(
    Object.keys(body).flatMap((name) => (Object.hasOwn(record, name) ? [[name, record[name] ?? null]] : [])),
  );
  const number = form.number ? record[form.number.name] : undefined;
  const { modifiedBy: by, modifiedAt: at } = record;
  return {
    ...(by !== undefined && typeof at === 'string' && { by, at }),
    revision: record.revision,
    number: typeof number === 'string' ? number : null,
    fields: JSON.stringify(fields).length > mostKept ? {} : fields,
  };
}

/** Reads the state at the places of items now; `about`: the record, where it is not the item's own. */
export async function nowOf(
  store: Store,
  call: Call,
  items: readonly Item[],
  about: (item: RecordItem) => string | undefined = ({ record }) => record,
): Promise<NowOf> {
  const { served } = call;
  const known = new Map<string, Base | null>();
  for (const item of items) {
    if (isParam(item)) known.set(item.id, paramBase(served, item));
    else {
      const form = served.model.formsById.get(item.form);
      const record = about(item);
      const { org } = item;
      const there = form ? await recordNow(store, call, form, { org, ...(record && { record }) }) : null;
      known.set(item.id, form ? recordBase(there, form, namesOf(item)) : null);
    }
  }
  return (item) => known.get(item.id) ?? null;
}

function namesOf({ body = {}, base }: RecordItem): JsonObject {
  return isObject(base?.fields) ? { ...base.fields, ...body } : body;
}
