import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { ChangeConflict, ChangeItem, Stood } from '../../../metadata/contract/changes/answered.ts';
import type { Place } from '../../../metadata/contract/common/shared.ts';
import type { Field } from '../../../metadata/field.ts';
import { pointedIn } from '../../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Conflict } from '../../../rules/changes/conflicts.ts';
import {
  type Base,
  type Item,
  isParam,
  type ParamBase,
  type ParamItem,
  type RecordBase,
  type RecordItem,
} from '../../../rules/changes/item.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { maskOf, wireOf } from '../../params/wire-value.ts';
import { placeAbout } from './change-set.ts';
import { mayRead, mayWrite, readsAny, seesItem } from './item-rights.ts';
import { valueAt } from './now-of.ts';

/** An item as the caller may see it: of what is beyond him he is told that there is something. */
export function answerItem(call: Call, item: Item): ChangeItem {
  const { id, action } = item;
  if (!seesItem(call.served, call.rights, placeAbout(item))) return { id, action, hidden: true };
  return isParam(item) ? answerParam(call, item) : answerRecord(call, item);
}

function answerParam(call: Call, item: ParamItem): ChangeItem {
  const { id, action, type, key, org, validFrom, validTo, base } = item;
  const param = addressOf(call.served.model, type, key)?.param;
  return {
    id,
    action,
    type,
    key,
    org: answerOrg(call, org),
    validFrom,
    validTo,
    ...(action === 'set' && {
      value: wireValue(call, item, item.value ?? null),
      ...(param && maskOf({ param }, item.value)),
      raw: item.raw ?? null,
      locked: item.locked ?? false,
    }),
    base: answerParamBase(call, item, base),
    label: param ? { ...param.label } : null,
    danger: param?.danger === true,
    ...(param?.danger && param.help && { turnsOff: { ...param.help } }),
  };
}

function answerParamBase(call: Call, item: ParamItem, base: ParamBase | null): Stood {
  if (!base) return null;
  const { revision, value, raw, locked } = base;
  const address = addressOf(call.served.model, item.type, item.key);
  const masked = address ? maskOf(address, value) : {};
  return { revision, value: wireValue(call, item, value), ...masked, raw, locked };
}

function wireValue({ served }: Call, { type, key }: ParamItem, value: Json): Json {
  const address = addressOf(served.model, type, key);
  return address && value !== null ? wireOf(value, address, served.model) : value;
}

function answerRecord(call: Call, item: RecordItem): ChangeItem {
  const { id, action, form: formId, record = null, org, body, as, version, base, done } = item;
  const form = call.served.model.formsById.get(formId);
  return {
    id,
    action,
    form: form?.name ?? formId,
    org: answerOrg(call, org),
    formLabel: form ? { ...form.label } : null,
    record: record ?? done?.record ?? null,
    ...(body && { body: readable(call, form, body) }),
    ...(as !== undefined && { as }),
    ...(version !== undefined && { version }),
    base: answerRecordBase(call, form, base),
    danger: false,
  };
}

function answerRecordBase(call: Call, form: Form | undefined, base: RecordBase | null): Stood {
  if (!base) return null;
  const { revision, number, fields } = base;
  return { revision, number, fields: readable(call, form, fields) };
}

/**
 * Members the caller may read; of rows those of their fields. What they refer to is told by id alone, and nothing that
 * is made of it: values were written or read by somebody who may see more of that than the caller.
 */
function readable({ served, rights }: Call, form: Form | undefined, body: JsonObject): JsonObject {
  if (!form) return {};
  const of = (value: JsonObject, byName: Form['byName']): JsonObject =>
    Object.fromEntries(
      Object.entries(value).flatMap(([name, one]) => {
        const field = byName.get(name);
        if (!field) return [[name, one]];
        const isMade = field.kind.derived && field.kind.typed?.(field) !== true;
        if (isMade || !rights.readable(form, field)) return [];
        return [[name, inField(one, field)]];
      }),
    );
  const inField = (value: Json, field: Field): Json => {
    if (Array.isArray(value)) return value.map((one: Json) => inField(one, field));
    if (field.rows) return isObject(value) ? of(value, field.rows.byName) : value;
    const form = field.targets ? formSaid(value) : field.target;
    const target = form === undefined ? undefined : served.model.formsById.get(form);
    if (!target || value === null) return value;
    const said = field.targets && form !== undefined ? { form } : {};
    if (isObject(value) && typeof value['id'] === 'string') return { ...said, id: value['id'] };
    return readsAny(rights, target) ? value : { withheld: 'no-right' };
  };
  return of(body, form.byName);
}

function formSaid(value: Json): string | undefined {
  if (typeof value === 'string') return pointedIn(value)?.form;
  return isObject(value) && typeof value['form'] === 'string' ? value['form'] : undefined;
}

export function answerOrg({ served }: Pick<Call, 'served'>, id: string | null): Place {
  const org = id === null ? undefined : served.orgs.get(id);
  return org ? { id: org.id, number: org.number, name: org.name } : null;
}

/** Both values of an item whose place somebody changed meanwhile, with who it was. */
export function answerConflict(call: Call, { item, base, now }: Conflict): ChangeConflict {
  const { served, rights } = call;
  const about = placeAbout(item);
  if (!mayRead(served, rights, about) && !mayWrite(served, rights, about))
    return { item: item.id, hidden: true };
  const form = isParam(item) ? undefined : served.model.formsById.get(item.form);
  const side = (one: Base | null): Stood =>
    isParam(item)
      ? answerParamBase(call, item, one as ParamBase | null)
      : answerRecordBase(call, form, one as RecordBase | null);
  const written = isParam(item) ? valueAt(served, item)?.written : writtenBy(now);
  return {
    item: item.id,
    base: side(base),
    now: side(now),
    mine: answerItem(call, item),
    by: written?.by ? JSON.parse(JSON.stringify(written.by)) : null,
    at: written?.at ?? null,
  };
}

function writtenBy(now: Base | null): Pick<RecordBase, 'by' | 'at'> | undefined {
  return now && 'fields' in now ? now : undefined;
}
