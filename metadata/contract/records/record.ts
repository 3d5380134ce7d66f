import type { JsonObject } from '../../common/json.ts';
import {
  anything,
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  object,
  type Shape,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import { actor, type FieldProblem, maybeText } from '../common/shared.ts';

/** A record as callers see it: today's names, references as { id, number, name }, entries as arrays of rows. */
export type WireRecord = JsonObject & { readonly id: string; readonly revision: number };
/** The same after a write, with what the platform warned of. */
export type SavedRecord = WireRecord & { readonly $warnings?: readonly FieldProblem[] };

/** Stands for the name of the form in pointers at the schemas of its records, as it does in paths. */
export const formName = ':form';

/** A schema of the records of whichever form the path names; its document has one of each form. */
function ofForm<T>(side: '' | '.listed' | '.write' | '.change'): Shape<T> {
  return typed<T>({ $ref: `#/components/schemas/${formName}${side}` });
}

export const record = ofForm<WireRecord>('');
export const savedRecord = ofForm<SavedRecord>('');
/** With the fields that were asked for, so that none of them is certain. */
export const listedRecord = ofForm<WireRecord>('.listed');
/** A whole record as it is sent, of which whoever saves it says what is wrong. */
export const sentRecord = ofForm<JsonObject>('.write');
/** The members of a record that are to change. */
export const sentChange = ofForm<JsonObject>('.change');

export const change = object(
  { path: text(), before: anything(), after: anything() },
  { description: 'A field and what it said before and after: any value' },
);

const version = object({
  revision: integer(),
  operation: text(),
  at: instant(),
  actor: named('Actor', actor),
  reason: maybeText,
  record: maybe(listedRecord),
  changes: list(named('Change', change)),
});
/** A version of a record. */
export type Version = TypeOf<typeof version>;

export const givenReason = object(
  { action: text(), label: text(), reason: text(), at: instant(), actor: named('Actor', actor) },
  { description: 'An action that asks for a reason, and the one it was done with' },
);
/** A reason with which a record was sent on. */
export type GivenReason = TypeOf<typeof givenReason>;

export const versions = object({
  items: list(version),
  next: maybe(integer()),
  thinned: flag({ description: 'There were earlier versions, which the retention settings no longer keep' }),
});
/** Of those with many or long versions, the newest: who wants more asks for those before `next`. */
export type Versions = TypeOf<typeof versions>;

export const deletedRecord = object({
  id: text({ format: 'uuid' }),
  revision: integer({ description: 'Restoring this version brings the record back' }),
  at: instant(),
  actor: named('Actor', actor),
  reason: maybeText,
  record: listedRecord,
  restorable: flag(),
});
/** A record that is gone. */
export type DeletedRecord = TypeOf<typeof deletedRecord>;
