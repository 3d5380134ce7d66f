import { isEmptyValue, type JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { InboxFact } from '../../../metadata/contract/inbox/calls.ts';
import { currencyPath } from '../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';
import { computedDigits, isAmount } from '../../../metadata/print/print-fields.ts';
import { byIds, textAt } from '../../../rules/print/printed-record.ts';
import type { Call } from '../../call/call.ts';

/** So many stand beside the name of a record, amounts apart. */
const most = 4;

/**
 * The fields by which one decides about records of a form: those of its list, without what names them and without what
 * they are asked for.
 */
export function factFields(form: Form, filter: Condition): readonly Field[] {
  const asked = factsIn(filter);
  const named = new Set([form.title?.name, 'number', 'name']);
  return form.list.columns
    .flatMap((id) => form.byId.get(id) ?? [])
    .filter(({ name, rows }) => !rows && !named.has(name) && !asked.has(name));
}

/** Names of the fields that are read for those. */
export function factNames(form: Form, fields: readonly Field[]): readonly string[] {
  const currencies = fields.flatMap((field) => form.byId.get(currencyPath(field) ?? '')?.name ?? []);
  return [...fields.map(({ name }) => name), ...currencies];
}

/** What a record says in these fields; a choice that is as a new record has it says nothing. */
export function factsOf(
  { language }: Call,
  form: Form,
  fields: readonly Field[],
  { record: wire, zone }: { readonly record: JsonObject; readonly zone: string },
): readonly InboxFact[] {
  const record = byIds(form, wire);
  const said = fields.flatMap((field): InboxFact[] => {
    const value = record[field.id];
    const isUsual = field.kind.name === 'choice' && value === field.default;
    if (isEmptyValue(value) || value === false || isUsual) return [];
    const text = textAt(form, record, field.id, { language, zone, grouped: true, record });
    const found = { field, label: field.label };
    const amount = isAmount(found) || computedDigits(found) !== undefined;
    return text ? [{ label: field.label[language], text, amount }] : [];
  });
  const amounts = said.filter(({ amount }) => amount);
  const others = said.filter(({ amount }) => !amount).slice(0, most);
  return [...others, ...amounts];
}

function factsIn(condition: Condition): ReadonlySet<string> {
  const found = new Set<string>();
  const take = (one: unknown): void => {
    if (Array.isArray(one)) for (const part of one) take(part);
    else if (typeof one === 'object' && one !== null)
      for (const [key, value] of Object.entries(one))
        if (key === 'fact' && typeof value === 'string') found.add(value);
        else take(value);
  };
  take(condition);
  return found;
}
