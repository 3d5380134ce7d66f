import { isObject, type Json, type JsonObject } from '../metadata/common/json.ts';
import type { Language } from '../metadata/common/label.ts';
import type { Field } from '../metadata/field.ts';
import type { Form, Model } from '../metadata/model.ts';
import { shownAt } from '../runtime/preparation/install/shown-at.ts';

/** A system at one moment: what is defined, and the records of a partner's forms by form and number. */
export interface Situation {
  readonly model: Model;
  readonly records: ReadonlyMap<string, JsonObject>;
}

const none = '—';

/**
 * Says the value at a place, as the tutorial's table has it: `hotel-room/fields/floor/max`,
 * `hotel-approval-rule/LARGE/approver`.
 */
export function valueAt({ model, records }: Situation, place: string, language: Language): string {
  const [id = '', part = '', ...rest] = place.split('/');
  const form = model.formsById.get(id);
  if (!form) return none;
  const said = (value: Json | undefined, target: string) =>
    value === undefined || value === null || value === ''
      ? none
      : shownAt(value, language, { form: id, target }, model);
  if (part === 'list') return form.list.columns.join(', ');
  if (part === 'layout') return groupOf(form, rest.at(-2) ?? '').join(', ');
  if (part !== 'fields') {
    const record = records.get(`${id}/${part}`);
    const [property] = rest;
    if (!record) return none;
    if (property === undefined) return said(record['number'], place);
    const field = form.byId.get(property);
    const value = record[field?.name ?? property] ?? record[property];
    const facts = field?.props['facts'];
    if (typeof facts !== 'string' || !isObject(value)) return said(value, place);
    const condition = isObject(value['condition']) ? value['condition'] : value;
    return shownAt(condition, language, { form: facts, target: place }, model);
  }
  const [name = '', property = ''] = rest;
  const field = form.byId.get(name);
  if (!field || field.hidden) return none;
  if (property === 'options') return optionsOf(field, language);
  const own = field as unknown as Readonly<Record<string, Json | undefined>>;
  const value = own[property] ?? field.props[property];
  return said(value === false ? null : value, [part, ...rest].join('/'));
}

function optionsOf({ options = [] }: Field, language: Language): string {
  return options
    .filter(({ hidden }) => !hidden)
    .map(({ label }) => label[language])
    .join(', ');
}

function groupOf({ layout }: Form, name: string): readonly string[] {
  const groups = (layout?.tabs ?? []).flatMap((tab) => tab.groups);
  return groups.find((one) => one.name === name)?.fields ?? [];
}
