import { isEmptyValue, isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { Facts } from '../condition/facts.ts';
import type { FormRules, ShapeRules } from './compile-form.ts';
import { type Context, factsOf, recordPart } from './context.ts';
import type { Step } from './derive.ts';
import { copyOf, isSame, type MutableRecord, partsAt, type RecordPart } from './record-parts.ts';

/**
 * The record with everything the platform fills in: defaults where a new record or row leaves a field out,
 * then what is carried and computed, in the order it depends on each other. Gives a copy; auto-numbers are
 * the store's, since only it knows the next one.
 */
export function completeRecord(
  rules: FormRules,
  record: JsonObject,
  before: JsonObject | null,
  context: Context,
): JsonObject {
  const made = copyOf(record, rules.form.entries);
  const top = recordPart(made, before ?? undefined, context.sent);
  fillDefaults(rules.record, top, context);
  for (const step of rules.steps) {
    const shared: NonNullable<Facts['shared']> = new Map();
    for (const part of partsAt(top, step.entries)) derive(step, part, top, context, shared);
  }
  return made;
}

function fillDefaults(shape: ShapeRules, top: RecordPart, context: Context): void {
  for (const part of partsAt(top, shape.entries)) {
    if (part.before) continue;
    for (const { field } of shape.fields) {
      if (field.default === undefined || part.values[field.id] !== undefined) continue;
      const value = defaultOf(field, part, top, context);
      if (value !== undefined) (part.values as MutableRecord)[field.id] = value;
    }
  }
  for (const rows of shape.rows) fillDefaults(rows, top, context);
}

/** Of the call, or of a field beside it or of the record above; undefined when nothing is known of it. */
export function defaultOf(
  field: Field,
  part: RecordPart,
  top: RecordPart,
  context: Context,
): Json | undefined {
  const said = field.default;
  if (!isObject(said) || Object.keys(said).join() !== 'fact') return said;
  const { call, orgId, userId } = context;
  const points = field.target !== undefined;
  const fact = String(said['fact']);
  switch (fact) {
    case '$today':
      return call.today;
    case '$now':
      return call.now;
    case '$currency':
      return call.currency;
    case '$org':
      return points ? orgId : call.org;
    case '$user':
      return points ? userId : call.user;
    default:
      return fact.startsWith('parent.') ? top.values[fact.slice('parent.'.length)] : part.values[fact];
  }
}

function derive(
  step: Step,
  part: RecordPart,
  top: RecordPart,
  context: Context,
  shared: NonNullable<Facts['shared']>,
): void {
  const { field, refresh } = step;
  const now = part.values[field.id];
  if (refresh === 'whenPicked' && !(isToFill(step, part, top) && mayBeSaid(step, context))) return;
  const made = step.make({ ...factsOf(part, top, context), shared });
  if (made === undefined) return;
  if (refresh === 'whenPicked' && isEmptyValue(made) && isEmptyValue(now)) return;
  (part.values as MutableRecord)[field.id] = made;
}

/** Once filled in, the value is the record's own: nobody gets to it what he may not read there. */
function mayBeSaid({ carried = [] }: Step, { mayRead: readable }: Context): boolean {
  return !readable || carried.every(({ form, field }) => readable(form, field));
}

/** The reference changed, and the field did not by anybody's hand. */
function isToFill({ field, from = '' }: Step, part: RecordPart, top: RecordPart): boolean {
  const now = part.values[field.id];
  if (part.before) return pointerChanged(from, part, top) && isSame(now, part.before[field.id]);
  return isEmptyValue(now);
}

function pointerChanged(from: string, part: RecordPart, top: RecordPart): boolean {
  const outer = from.startsWith('parent.');
  const id = outer ? from.slice('parent.'.length) : from;
  const { values, before } = outer ? top : part;
  return !isSame(values[id], before?.[id]);
}
