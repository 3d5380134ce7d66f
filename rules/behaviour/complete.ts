import { isEmptyValue, isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { defaultFormula } from '../../metadata/formula/default-formula.ts';
import { isVirtual } from '../../metadata/virtual.ts';
import type { Facts } from '../condition/facts.ts';
import type { Affected } from './affected.ts';
import type { FormRules, ShapeRules } from './compile-form.ts';
import { type Asking, type Context, factsOf, recordPart } from './context.ts';
import type { Step } from './derive.ts';
import { type Followed, freeFollowers } from './following.ts';
import { copying, isSame, type MutableRecord, type Only, partsAt, type RecordPart } from './record-parts.ts';

/**
 * The record with everything the platform fills in: defaults where a new record or row leaves a field out,
 * then what is carried and computed, in the order it depends on each other. Gives a copy; auto-numbers are
 * the store's, since only it knows the next one. With `affected`, the rest is as it was. Takes a step for each row, so
 * that whoever drives it may let others run.
 */
export function* completeRecord(
  rules: FormRules,
  record: JsonObject,
  before: JsonObject | null,
  context: Context,
  affected?: Affected,
): Generator<undefined, JsonObject> {
  const only = affected?.rows;
  const made = yield* copying(record, rules.form.entries, only);
  const top = recordPart(made, before ?? undefined, context.sent);
  const virtual = context.virtual;
  if (virtual !== 'only') fillDefaults(rules.record, top, context, only);
  const effort = context.effort ?? { left: mostEffort };
  const deriving: Deriving = { rules, top, context, affected, effort, followed: new Map() };
  let isWhole = yield* deriveAll(deriving);
  // What follows is made once all is there that it reads, which may have been filled in just now.
  if (isWhole && virtual !== 'only' && before && rules.followers.length > 0) {
    const followed = yield* freeFollowers(rules, top, context, only);
    if (followed.size > 0) isWhole = yield* deriveAll({ ...deriving, followed });
  }
  // Those that take over the value of a field which a formula filled in.
  if (isWhole && virtual !== 'only') fillDefaults(rules.record, top, context, only);
  return made;
}

interface Deriving {
  readonly rules: FormRules;
  readonly top: RecordPart;
  readonly context: Context;
  readonly affected: Affected | undefined;
  readonly effort: { left: number };
  readonly followed: Followed;
}

/** Takes all steps in their order; answers whether none asked too much. */
function* deriveAll(deriving: Deriving): Generator<undefined, boolean> {
  const { rules, top, context, affected, effort, followed } = deriving;
  const { virtual } = context;
  for (const [at, step] of rules.steps.entries()) {
    if (isVirtual(step.field) ? virtual === undefined : virtual === 'only') continue;
    if (affected && step.entries.length === 0 && !affected.fields.has(step.field.id)) continue;
    const known: Pick<Facts, 'shared' | 'effort'> = { shared: new Map(), effort };
    for (const part of partsAt(top, step.entries, affected?.rows)) {
      const before = effort.left;
      const stood = followed.get(part.values);
      const worth = yield* derived(step, part, top, context, { known, stood });
      const value = worth === undefined ? stood?.get(step.field.id) : worth;
      // What asks no rows is worth what it was, though another record has used up the rest.
      if (effort.left < 0 && effort.left < before) {
        context.tooMuch?.(step.field);
        if (virtual === 'only') leaveEmpty(rules.steps.slice(at), top, context);
        return false;
      }
      if (value !== undefined) (part.values as MutableRecord)[step.field.id] = value;
      yield;
    }
  }
  return true;
}

/** A part of a value is worth nothing, nor is what follows: whoever reads is told of each. */
function leaveEmpty([first, ...rest]: readonly Step[], top: RecordPart, context: Context): void {
  const further = rest.filter(({ field, entries }) => isVirtual(field) && partsAt(top, entries).length > 0);
  for (const { field } of further) context.tooMuch?.(field);
  for (const { field, entries } of first ? [first, ...further] : further)
    for (const { values } of partsAt(top, entries)) (values as MutableRecord)[field.id] = null;
}

/**
 * Parts of formulas asked of rows that one completion takes: some seconds of work. What compares every row with every
 * other one of thousands is more.
 */
const mostEffort = 10_000_000;

function fillDefaults(shape: ShapeRules, top: RecordPart, context: Context, only: Only | undefined): void {
  for (const part of partsAt(top, shape.entries, only)) {
    if (part.before) continue;
    for (const { field } of shape.fields) {
      if (field.default === undefined || part.values[field.id] !== undefined) continue;
      const value = plainDefault(field, part, top, context);
      if (value !== undefined) (part.values as MutableRecord)[field.id] = value;
    }
  }
  for (const rows of shape.rows) fillDefaults(rows, top, context, only);
}

/** Of the call, of fields beside it or of the record above, or what its formula gives; undefined: nothing is known of it. */
export function* defaultOf(
  rules: FormRules,
  field: Field,
  part: RecordPart,
  top: RecordPart,
  context: Context,
): Asking<Json | undefined> {
  const step = rules.defaults.get(field.path);
  if (!step) return plainDefault(field, part, top, context);
  if (!mayBeSaid(step, part, top, context)) return undefined;
  const effort = efforts.get(context) ?? { left: mostEffort };
  efforts.set(context, effort);
  if (effort.left >= 0) {
    const steps = step.make({ ...factsOf(part, top, context), effort });
    let now = steps.next();
    for (let count = 1; !now.done; count += 1) {
      if (count % stepsAtOnce === 0) yield;
      now = steps.next();
    }
    if (effort.left >= 0) return now.value;
    context.tooMuch?.(field);
  }
  return undefined;
}

/** Who asks stands deep in what is judged: each step that is offered to others goes all the way up. */
const stepsAtOnce = 100;

/** What defaults may still ask of rows, however many rows of one save have them judged. */
const efforts = new WeakMap<Context, { left: number }>();

/** Undefined where it is a formula, whose turn comes when all that it reads is there. */
function plainDefault(field: Field, part: RecordPart, top: RecordPart, context: Context): Json | undefined {
  const said = field.default;
  if (defaultFormula(said) !== undefined) return undefined;
  if (!isObject(said) || Object.keys(said).join() !== 'fact') return said;
  const { call, orgId, userId } = context;
  const points = field.target !== undefined;
  const fact = String(said['fact']);
  switch (fact) {
    case '$today':
      return call.today;
    case '$now':
      return nowAs(field, call);
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

/** This moment as the field has it: its day, its time, or both. */
function nowAs(field: Field, { now, today, time }: Context['call']): string | undefined {
  const comparison = field.kind.comparison(field);
  if (comparison === 'date') return today;
  return comparison === 'time' ? time : now;
}

interface Derived {
  readonly known: Pick<Facts, 'shared' | 'effort'>;
  /** Fields of the part that are made anew, with what stood there. Undefined: none. */
  readonly stood: ReadonlyMap<string, Json | undefined> | undefined;
}

/** Undefined: it stays as it is. */
function* derived(
  step: Step,
  part: RecordPart,
  top: RecordPart,
  context: Context,
  { known, stood }: Derived,
): Generator<undefined, Json | undefined> {
  const { field, refresh } = step;
  const now = part.values[field.id];
  const maySay = () => mayBeSaid(step, part, top, context);
  if (refresh === 'whenMade' && (part.before || now !== undefined || !maySay())) return undefined;
  if (refresh === 'whileUntouched') {
    const isOpen = part.before ? stood?.has(field.id) : isEmptyValue(now);
    if (!isOpen || !maySay()) return undefined;
  }
  if (refresh === 'whenPicked' && !(isToFill(step, part, top) && maySay())) return undefined;
  const made = yield* step.make({ ...factsOf(part, top, context), ...known });
  return refresh === 'whenPicked' && isEmptyValue(made) && isEmptyValue(now) ? undefined : made;
}

/** Once filled in, the value is the record's own: nobody gets to it what he may not read there. */
function mayBeSaid(
  { gives = [], reads, refresh, from }: Step,
  part: RecordPart,
  top: RecordPart,
  { mayRead, mayReadOwn }: Context,
): boolean {
  const isDefault = refresh === 'whenMade' || refresh === 'whileUntouched';
  const own = !isDefault || !mayReadOwn || reads.every(mayReadOwn);
  const carried = from === undefined ? undefined : pointerAt(from, part, top).now;
  return own && (!mayRead || gives.every(([form, field]) => mayRead(form, field, carried)));
}

/** The reference changed, and the field did not by anybody's hand. */
function isToFill({ field, from = '' }: Step, part: RecordPart, top: RecordPart): boolean {
  const now = part.values[field.id];
  if (part.before) return pointerChanged(from, part, top) && isSame(now, part.before[field.id]);
  return isEmptyValue(now);
}

function pointerChanged(from: string, part: RecordPart, top: RecordPart): boolean {
  const { now, before } = pointerAt(from, part, top);
  return !isSame(now, before);
}

function pointerAt(from: string, part: RecordPart, top: RecordPart) {
  const outer = from.startsWith('parent.');
  const id = outer ? from.slice('parent.'.length) : from;
  const { values, before } = outer ? top : part;
  return { now: values[id], before: before?.[id] };
}
