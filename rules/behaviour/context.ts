import type { Problem } from '../../metadata/common/issue.ts';
import { isEmptyValue, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Patterns } from '../../metadata/common/pattern.ts';
import type { Field } from '../../metadata/field.ts';
import type { Compiled } from '../condition/compiled.ts';
import type { CallFacts, Facts } from '../condition/facts.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';
import type { When } from './compile-form.ts';
import type { RecordPart } from './record-parts.ts';

/** The facts that behaviour is told beside the record: it has no clock, no database, no ids of its own. */
export interface Context {
  readonly call: CallFacts;
  /** Id of the organisation and the user of the call, for defaults of references. */
  readonly orgId?: string;
  readonly userId?: string;
  /**
   * The record a reference points at, by field ids. `Behaviour.references` says which are asked for; of one that
   * is not at hand nothing is carried, and whether it may be picked is not judged.
   */
  readonly target: NonNullable<Facts['target']>;
  /**
   * Tells whether the caller may be told a field, by id, of the records of a form that he picks: what he may not be told
   * fills no field of his. `carried`: what the reference says that it is carried from, where it is carried. Default: yes.
   */
  readonly mayRead?: (form: string, field: string, carried?: Json) => boolean;
  /** The same of fields of the record itself, by path, that a default is made of. Default: yes. */
  readonly mayReadOwn?: (path: string) => boolean;
  /** Id of the field that numbers the records of a form, to name one that cannot be picked. Default: none. */
  readonly numberField?: (form: string) => string | undefined;
  /** The members that the caller sent, by field ids: readonly and fixed are judged by it. Default: the whole record. */
  readonly sent?: JsonObject;
  /** For conditions that records keep. Default: `inspect` loads them when one asks for them. */
  readonly patterns?: Patterns;
  /**
   * The text a parameter of a type is set to for a key, as checks ask for it; null: it is not set. Default: none is.
   */
  readonly parameter?: ParameterText;
  /** Lets others run, where a record has many rows. Default: it is judged in one go. */
  readonly pause?: () => Promise<void> | undefined;
  /**
   * Hears of a field whose formula asks more of so many rows than one save takes, and of those that are left empty for it
   * when a record is read. Default: it stays as it is.
   */
  readonly tooMuch?: (field: Field) => void;
  /** Parts of formulas asked of rows that this and other records may still take together. Default: as many as one may. */
  readonly effort?: { left: number };
  /**
   * Whether fields that are not kept are filled in, besides all others or alone, as for whoever reads a record. Default: they
   * are left out.
   */
  readonly virtual?: 'too' | 'only';
  /** Whether the record came with a package, so that its preset locks hold. Default: no. */
  readonly preset?: boolean;
}

/** Returns the facts of a part: one object for each part, so that a fact is read once for all conditions. */
export function factsOf(part: RecordPart, record: RecordPart, context: Context): Facts {
  const known = made.get(part);
  if (known) return known;
  const facts: Facts = {
    record: part.values,
    ...(part === record ? {} : { parent: record.values }),
    ...(part.upper ? { row: part.upper } : {}),
    call: callOf(context),
    isNew: isNew(record),
    target: context.target,
  };
  made.set(part, facts);
  return facts;
}

/** Thousands of parts are asked about in one context. */
function callOf(context: Context): CallFacts {
  const known = calls.get(context);
  if (known) return known;
  const { call, userId, orgId } = context;
  const made = {
    ...call,
    ...(userId === undefined ? {} : { userId }),
    ...(orgId === undefined ? {} : { orgId }),
  };
  calls.set(context, made);
  return made;
}

const calls = new WeakMap<Context, CallFacts>();

/** A part is made for one record, one context and one question. */
const made = new WeakMap<RecordPart, Facts>();

/** Facts of an options filter: what can be picked, beside the record and the row it is picked in. */
export function pickFacts(picked: JsonObject, part: RecordPart, record: RecordPart, context: Context): Facts {
  return { ...pickKnown(part, record, context), record: picked };
}

export function pickKnown(part: RecordPart, record: RecordPart, context: Context): Omit<Facts, 'record'> {
  return {
    parent: record.values,
    ...(part === record ? {} : { row: part.values }),
    call: context.call,
    isNew: isNew(record),
    target: context.target,
  };
}

/** Tells whether a record is new: the platform writes `createdAt` when it is saved, and not before. */
function isNew(record: RecordPart): boolean {
  return isEmptyValue(record.values['createdAt']);
}

export function recordPart(
  values: JsonObject,
  before: JsonObject | undefined,
  sent: JsonObject | undefined,
): RecordPart {
  return { values, before, sent, upper: undefined, path: '' };
}

export interface Inspection {
  /** The record is refused. */
  readonly problems: readonly Problem[];
  /** Said beside the result; they stop nothing. */
  readonly warnings: readonly Problem[];
}

/** A question that an inspection puts to the one who drives it, who answers by json-rules-engine or by closures. */
interface Question {
  readonly compiled: Compiled;
  readonly facts: Facts;
}
/** Nothing is asked at a step of long work, at which others may run. */
export type Asking<T> = Generator<Question | undefined, T, boolean>;

export function* holds(when: When, facts: Facts): Asking<boolean> {
  return typeof when === 'boolean' ? when : yield { compiled: when, facts };
}
