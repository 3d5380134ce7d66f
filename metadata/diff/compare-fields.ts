import { compare } from '../common/decimal.ts';
import { isObject, type Json } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import { type FieldRoles, narrows } from '../field-roles.ts';
import type { FieldSource, OptionSource } from '../source.ts';
import {
  always,
  asSet,
  byName,
  type Change,
  type Collector,
  compareProperties,
  type Reading,
} from './collect.ts';

/** Fields of a form, or of rows, of two versions; they are the same by their ids. */
export function compareFields(
  before: readonly FieldSource[] | undefined,
  after: readonly FieldSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, fieldId);
  for (const field of gone) at(to, field).add('field-removed');
  for (const field of come)
    at(to, field).add(asksAtOnce(field) ? 'field-added-required' : 'field-added', { after: about(field) });
  for (const [was, is] of both) compareField(was, is, at(to, is));
  const order = (all: readonly FieldSource[] | undefined, other: readonly FieldSource[] | undefined) => {
    const known = new Set((other ?? []).map(fieldId));
    return (all ?? []).map(fieldId).filter((id) => known.has(id));
  };
  if (!sameData(order(before, after), order(after, before))) to.add('looks-changed');
}

export function fieldId({ id, name }: Pick<FieldSource, 'id' | 'name'>): string {
  return id ?? name;
}

function at(to: Collector, field: FieldSource): Collector {
  return to.within(fieldId(field), field.label);
}

function asksAtOnce({ required, default: preset, readonly }: FieldSource): boolean {
  return isAsked(required as Json) && preset === undefined && readonly !== true;
}

function about(field: FieldSource): Json {
  const options = listed(field)?.length;
  return { kind: field.kind, ...(options === undefined ? {} : { options }) };
}

/** A kind that is another has other properties: what they say of each other means nothing. */
function compareField(before: FieldSource, after: FieldSource, to: Collector): void {
  if (before.name !== after.name) to.add('field-renamed', { before: before.name, after: after.name });
  if (before.kind !== after.kind) {
    to.add('kind-changed', { before: before.kind, after: after.kind });
    return;
  }
  const presets = after.default !== undefined && after.default !== null;
  const known = { ...properties, required: readRequired(presets) };
  compareProperties([own(before), own(after)], { known, otherwise: always('property-changed') }, to);
  compareOptions(listed(before), listed(after), to);
  if (before.fields || after.fields) compareFields(before.fields, after.fields, to);
}

/** Without what is compared by names. */
function own({ name: _n, id: _i, kind: _k, options: _o, fields: _f, source: _s, ...rest }: FieldSource) {
  return rest;
}

function listed(field: FieldSource): readonly OptionSource[] | undefined {
  const options: unknown = field['options'];
  return Array.isArray(options) ? (options as readonly OptionSource[]) : undefined;
}

function compareOptions(
  before: readonly OptionSource[] | undefined,
  after: readonly OptionSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ value }) => value);
  for (const { value, label } of gone) to.within(value, label).add('option-removed');
  for (const { value, label } of come) to.within(value, label).add('option-added');
  const known = { label: always('called-otherwise'), hidden: always('option-hidden') };
  for (const [was, is] of both)
    compareProperties(
      [was, is],
      { known, otherwise: always('looks-changed') },
      to.within(is.value, is.label),
    );
}

/** Nobody asked for it before, or only sometimes. */
function readRequired(presets: boolean): Reading {
  return ({ after }) => {
    if (!isAsked(after)) return ['required-loosened'];
    return [presets ? 'required-with-default' : 'required-without-default'];
  };
}

function isAsked(said: Json | undefined): boolean {
  return said !== undefined && said !== null && said !== false;
}

const readReadonly: Reading = ({ after }) => [isAsked(after) ? 'readonly-tightened' : 'readonly-loosened'];

const readDefault: Reading = ({ after }) => [after === undefined ? 'default-removed' : 'default-changed'];

/** A bound that lets less through than before; none lets everything through, or so much as the kind has. */
function limit(side: 'greatest' | 'least'): Reading {
  return ({ before, after }: Change) => {
    if (after === undefined) return ['limit-loosened'];
    if (before === undefined) return ['limit-tightened'];
    const order = compare(String(before), String(after));
    // The same number, written otherwise.
    if (order === 0) return ['looks-changed'];
    const tightened = side === 'greatest' ? order > 0 : order < 0;
    return [tightened ? 'limit-tightened' : 'limit-loosened'];
  };
}

/** What a switch means that lets less through when it is on. */
const onIsTighter: Reading = ({ after }) => [after === true ? 'limit-tightened' : 'limit-loosened'];

/** What may be picked, and may be anything where there is no list. */
const offered: Reading = (change) =>
  Array.isArray(change.before) && Array.isArray(change.after)
    ? asSet('limit-tightened', 'limit-loosened')(change)
    : [change.after === undefined ? 'limit-loosened' : 'limit-tightened'];

/** What every kind knows, and what some do. */
const properties: Readonly<Record<string, Reading>> = {
  label: always('called-otherwise'),
  help: always('text-changed'),
  visible: always('visibility-changed'),
  hidden: ({ after }) => [after === true ? 'field-hidden' : 'visibility-changed'],
  readonly: readReadonly,
  fixed: onIsTighter,
  default: readDefault,
  carry: always('default-changed'),
  optionsFilter: always('options-filter-changed'),
  ownable: always('looks-changed'),
  roles: ({ before, after }) => {
    const [was, is] = [before, after].map((roles) => (isObject(roles) ? roles : {}) as FieldRoles);
    const narrower = Object.keys({ ...was, ...is }).some((role) => narrows(was?.[role], is?.[role]));
    return [narrower ? 'roles-narrowed' : 'roles-widened'];
  },
  personal: always('looks-changed'),
  form: always('target-changed'),
  facts: always('target-changed'),
  entries: always('target-changed'),
  compute: always('calculation-changed'),
  from: always('calculation-changed'),
  field: always('calculation-changed'),
  pattern: always('pattern-changed'),
  length: limit('greatest'),
  precision: limit('greatest'),
  scale: limit('greatest'),
  max: limit('greatest'),
  min: limit('least'),
  editable: ({ after }) => [after === true ? 'readonly-loosened' : 'readonly-tightened'],
  pick: offered,
  forced: asSet('limit-loosened', 'limit-tightened'),
  optIn: asSet('limit-tightened', 'limit-loosened'),
  optOut: asSet('limit-loosened', 'limit-tightened'),
  slots: asSet('limit-tightened', 'limit-loosened'),
  deep: ({ after }) => [after === true ? 'limit-loosened' : 'limit-tightened'],
};
