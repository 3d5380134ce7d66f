import { parseDecimal, sum } from '../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Over } from '../../metadata/condition.ts';
import type { Field } from '../../metadata/field.ts';
import { severalOf } from '../../metadata/kinds/common/pointed.ts';
import { parseInstant, parseTime } from '../calendar.ts';
import type { WorkDays } from '../work-days.ts';
import { type Fact, type Line, targetOf } from './scope.ts';
import type { CallMember } from './system-facts.ts';
import { type Reading, type Ref, type Single, toPointedRef, toRef, type Value } from './value.ts';

/**
 * The facts that are known when a condition is judged. Objects are keyed by field ids; values as on the wire or as
 * stored: a reference may be `{ id, number }` or an id alone, whose number `target` then knows. `org`, `createdBy` and
 * `modifiedBy` compare by number only when they are objects.
 */
export interface Facts {
  readonly record: JsonObject;
  /** The record of a row. */
  readonly parent?: JsonObject;
  /** The row in which an options filter stands. */
  readonly row?: JsonObject;
  readonly call?: CallFacts;
  /** Whether the record is still being made. Default: it exists. */
  readonly isNew?: boolean;
  /** The line that is looked at, and those around it. */
  readonly line?: LineFacts;
  /**
   * The record a reference points at. What it does not know is looked for in the reference's own object, so
   * facts that bring `buyer: { number, name, taxNo }` along need no look-up.
   */
  readonly target?: (form: string, ref: Ref) => JsonObject | undefined;
  /** Readings made before: of one decision, over conditions of one scope. Default: every condition reads for itself. */
  readonly readings?: Readings;
  /** What calls of a formula gave of one record or row, while it is asked at many rows. Default: each row by itself. */
  readonly shared?: Map<object, Map<JsonObject, unknown>>;
  /** How many parts of formulas may still be asked of rows. Default: any number. */
  readonly effort?: { left: number };
}

interface LineFacts {
  readonly of: Line;
  readonly row: JsonObject;
  readonly upper?: LineFacts;
}

/** By path of the fact, and how lines are taken together. */
type Readings = Readonly<Record<'count' | 'sum' | 'plain', Map<string, Reading>>>;

/** The same facts, each of which is read once however many conditions ask. They must not change meanwhile. */
export function readOnce(facts: Facts): Facts {
  return facts.readings
    ? facts
    : { ...facts, readings: { count: new Map(), sum: new Map(), plain: new Map() } };
}

/** The rows of entries. */
export function rowsOf(fact: Fact, facts: Facts): readonly JsonObject[] {
  return rowsBelow(fact.entries, rootOf(fact, facts));
}

/** The same facts while one of the rows is looked at. */
export function atRow(facts: Facts, of: Line, row: JsonObject): Facts {
  return { ...facts, line: { of, row, ...(facts.line ? { upper: facts.line } : {}) } };
}

/** The facts of the call. All are optional: one that nobody said is empty. */
export interface CallFacts {
  /** Number of the organisation. */
  readonly org?: string;
  /** Number of the user. */
  readonly user?: string;
  readonly today?: string;
  readonly now?: string;
  /** The currency of the organisation, by its code. */
  readonly currency?: string;
  /** The time of the day, where the organisation is. */
  readonly time?: string;
  /** The user and the organisation as records, where formulas of defaults ask for them. */
  readonly userId?: string;
  readonly orgId?: string;
  /**
   * Documents of the organisation, by id of their form, and parameters by path, the value being the one member: those that
   * `Behaviour.settings` names.
   */
  readonly settings?: ReadonlyMap<string, JsonObject>;
  /** The days on which the organisation works, where `Behaviour.byCalendar` asks for them. Default: Monday to Friday. */
  readonly workDays?: WorkDays;
}

/** Reads a fact: one value, or one for each line; a value the kind could not have written counts as empty. */
export function readFact(fact: Fact, facts: Facts): Reading {
  const { member } = fact;
  if ('call' in member) return [canonical(ofCall(member.call, facts), fact, facts)];
  const parts = rowsBelow(fact.entries, rootOf(fact, facts));
  if ('rows' in member) return parts.map(() => true);
  return parts.map((row) => {
    const value = valueIn(row, fact, facts);
    return canonical(fact.part ? fact.part.of(value ?? null) : value, fact, facts);
  });
}

/** As a condition sees it: counted, added up, or as it stands. */
export function measureFact(fact: Fact, over: Over | undefined, facts: Facts): Reading {
  // A fact of a line holds for no other line.
  const known =
    fact.root === 'line' ? undefined : facts.readings?.[over === 'count' || over === 'sum' ? over : 'plain'];
  if (!known) return measure(fact, over, facts);
  let reading = known.get(fact.path);
  if (!reading) {
    reading = measure(fact, over, facts);
    known.set(fact.path, reading);
  }
  return reading;
}

function measure(fact: Fact, over: Over | undefined, facts: Facts): Reading {
  const lines = over === 'count' || over === 'sum';
  const reading =
    lines && !('rows' in fact.member) ? measureFact(fact, undefined, facts) : readFact(fact, facts);
  if (over === 'count') return [String(reading.filter((value) => value !== null).length)];
  if (over === 'sum') return [sum(reading.filter((value) => typeof value === 'string'))];
  if ('rows' in fact.member) return [reading.length > 0 ? true : null];
  return reading;
}

function rootOf(fact: Fact, facts: Facts): JsonObject | undefined {
  if (fact.line) return lineOf(fact.line.of, facts.line);
  if (fact.root === 'record') return facts.record;
  if (fact.root === 'setting') return facts.call?.settings?.get(fact.setting ?? '');
  return fact.root === 'parent' ? facts.parent : facts.row;
}

function lineOf(line: Line, known: LineFacts | undefined): JsonObject | undefined {
  for (let at = known; at; at = at.upper) if (at.of === line) return at.row;
  return undefined;
}

function rowsBelow(entries: readonly Field[], root: JsonObject | undefined): readonly JsonObject[] {
  let parts: readonly JsonObject[] = root ? [root] : entries.length > 0 ? [] : [{}];
  for (const { id } of entries) {
    parts = parts.flatMap((part) => {
      const rows = own(part, id);
      return Array.isArray(rows) ? rows.filter(isObject) : [];
    });
  }
  return parts;
}

function valueIn(part: JsonObject, fact: Fact, facts: Facts): Json | undefined {
  const id =
    'field' in fact.member ? fact.member.field.id : 'system' in fact.member ? fact.member.system : '';
  if (!fact.via) return own(part, id);
  const pointer = own(part, fact.via.id);
  const ref = severalOf(fact.via) ? pointedRefOf(pointer) : refOf(pointer);
  const form = ref?.form ?? targetOf(fact.via);
  if (ref === null || form === undefined) return undefined;
  const target = facts.target?.(form, ref);
  if (target && Object.hasOwn(target, id)) return target[id];
  return isObject(pointer) ? own(pointer, id) : undefined;
}

function ofCall(name: CallMember, { call, isNew }: Facts): Json | undefined {
  if (name === '$new') return isNew ?? false;
  if (name === '$org') return call?.org;
  if (name === '$user') return call?.user;
  if (name === '$currency') return call?.currency;
  return name === '$today' ? call?.today : call?.now;
}

function canonical(value: Json | undefined, fact: Fact, facts: Facts): Value {
  if (value === undefined || value === null || value === '') return null;
  switch (fact.comparison) {
    case 'number':
      return toNumber(value);
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'reference':
      return numbered(refOf(value), fact, facts);
    case 'any-reference':
      return numbered(pointedRefOf(value), fact, facts);
    case 'list':
      return toList(value, fact, facts);
    case 'none':
      return Array.isArray(value) && value.length === 0 ? null : true;
    case 'datetime':
      return typeof value !== 'string' ? null : instantShape.test(value) ? value : parseInstant(value);
    case 'date':
      return typeof value === 'string' && dateShape.test(value) ? value : null;
    case 'time':
      return typeof value === 'string' ? parseTime(value) : null;
    case 'text':
      return textOf(value, fact);
  }
}

/** Of a value that has more than words its words: none is asked how it looks. */
function textOf(value: Json, { member, part }: Fact): string | null {
  const kind = 'field' in member && !part ? (member.field.inner ?? member.field).kind : undefined;
  if (kind?.words) return kind.words(value) || null;
  return typeof value === 'string' ? value : null;
}

const instantShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const dateShape = /^\d{4}-\d\d-\d\d$/;
const decimalShape = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/;

function toNumber(value: Json): string | null {
  if (typeof value === 'string') return decimalShape.test(value) ? value : parseDecimal(value);
  return typeof value === 'number' ? parseDecimal(value) : null;
}

function toList(value: Json, fact: Fact, facts: Facts): Value {
  if (!Array.isArray(value)) return null;
  const list: Single[] = [];
  for (const element of value) {
    const text = typeof element === 'string' && element !== '' ? element : null;
    const single = fact.elements === 'reference' ? numbered(refOf(element), fact, facts) : text;
    if (single !== null) list.push(single);
  }
  return list.length > 0 ? list : null;
}

/** Stored references are ids alone; conditions may name a number. */
function numbered(ref: Ref | null, fact: Fact, facts: Facts): Ref | null {
  if (ref?.id === undefined || ref.number !== undefined || !fact.points) return ref;
  const points = fact.points.find(({ form }) => ref.form === undefined || ref.form === form);
  const number = points && facts.target?.(points.form, ref)?.[points.number];
  return typeof number === 'string' && number !== '' ? { ...ref, number } : ref;
}

export function refOf(value: Json | undefined): Ref | null {
  if (typeof value === 'string') return value === '' ? null : toRef(value);
  if (!isObject(value)) return null;
  const id = own(value, 'id');
  const number = own(value, 'number');
  const known = {
    ...(typeof id === 'string' && id !== '' ? { id: id.toLowerCase() } : {}),
    ...(typeof number === 'string' && number !== '' ? { number } : {}),
  };
  return known.id === undefined && known.number === undefined ? null : known;
}

/** The same of a reference that says its form, too. */
export function pointedRefOf(value: Json | undefined): Ref | null {
  if (typeof value === 'string') return toPointedRef(value);
  const ref = refOf(value);
  const form = isObject(value) ? own(value, 'form') : undefined;
  return ref && typeof form === 'string' ? { form, ...ref } : null;
}

function own(part: JsonObject, id: string): Json | undefined {
  return Object.hasOwn(part, id) ? part[id] : undefined;
}
