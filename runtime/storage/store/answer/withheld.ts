import type { Json } from '../../../../metadata/common/json.ts';
import type { Field, FieldSet, Through } from '../../../../metadata/field.ts';
import { pointedIn } from '../../../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';
import { type Manner, mannerOf } from '../sight/manner.ts';
import { want } from './labels.ts';
import type { Answer } from './wire.ts';

/** Fields of a shape whose values come from records that the caller may not all see. */
interface Gates {
  readonly fields: readonly Gate[];
  /** By id of the entries field. */
  readonly rows: readonly (readonly [string, Gates])[];
}
interface Gate {
  readonly id: string;
  /** Each must be seen; null: it cannot be said which, so that nothing is shown. */
  readonly references: readonly Reference[] | null;
}
interface Reference {
  readonly outer: boolean;
  readonly id: string;
  readonly manner: Manner;
  /** It may point at records of other forms, which this asks nothing of. */
  readonly ofSeveral: boolean;
}

/** Null: everything that the form's carried values come from is seen, and nothing is to be done. */
export function gatesOf(call: Call, form: Form): Gates | null {
  return isMadeOfOthers(form) ? gatesIn(call, form) : null;
}

const made = new WeakMap<FieldSet, boolean>();

function isMadeOfOthers(shape: FieldSet): boolean {
  let known = made.get(shape);
  if (known === undefined) {
    known = shape.fields.some(({ through, rows }) => through !== undefined || (rows && isMadeOfOthers(rows)));
    made.set(shape, known);
  }
  return known;
}

function gatesIn(call: Call, shape: FieldSet): Gates | null {
  const fields = shape.fields.flatMap((field): Gate[] => {
    const references = hidingReferences(call, field);
    return references === undefined ? [] : [{ id: field.id, references }];
  });
  const rows = shape.entries.flatMap(({ id, rows: inner }): [string, Gates][] => {
    const gates = inner && gatesIn(call, inner);
    return gates ? [[id, gates]] : [];
  });
  return fields.length > 0 || rows.length > 0 ? { fields, rows } : null;
}

/** Undefined: whoever reads the field may see all that its value is made of. */
export function hidingReferences(call: Call, field: Field): Gate['references'] | undefined {
  const hiding = (field.through ?? []).flatMap((one) => {
    const manner = mannerOf(call, one.form);
    return manner && manner.sight.reach !== 'everything' ? [{ one, manner }] : [];
  });
  if (hiding.length === 0) return undefined;
  const references = hiding.flatMap(({ one, manner }) => {
    const place = placeOf(one);
    const isAsked = one.ofSeveral || manner.sight.reach === 'some';
    return place && isAsked ? [{ ...place, manner, ofSeveral: one.ofSeveral ?? false }] : [];
  });
  return references.length === hiding.length ? references : null;
}

/** References of the record itself that have to be read along, so that it can be said what is shown. */
export function gateReferences(gates: Gates | null): readonly string[] {
  const below = (inner: Gates): readonly string[] => [
    ...inner.fields.flatMap(
      ({ references }) => references?.flatMap((one) => (one.outer ? one.id : [])) ?? [],
    ),
    ...inner.rows.flatMap(([, rows]) => below(rows)),
  ];
  const own = gates?.fields.flatMap(({ references }) => references?.map(({ id }) => id) ?? []) ?? [];
  return gates ? [...own, ...below(gates)] : [];
}

/** Finds the place of the reference; undefined: further on. */
function placeOf({ from }: Through): { readonly outer: boolean; readonly id: string } | undefined {
  if (from === null) return undefined;
  const outer = from.startsWith('parent.');
  return { outer, id: outer ? from.slice('parent.'.length) : from };
}

/** The record without what comes from records that the caller may not see; what is not known yet is noted. */
export function withheldFrom(gates: Gates | null, stored: Stored, answer: Answer): Stored {
  return gates ? (without(gates, stored, stored, answer) as Stored) : stored;
}

function without(gates: Gates, part: StoredRow, top: StoredRow, answer: Answer): StoredRow {
  const kept: Record<string, Json> & { id: string } = { ...part };
  for (const { id, references } of gates.fields) {
    const shown = references?.every((one) => isSeen(one, one.outer ? top : part, answer)) ?? false;
    if (!shown && kept[id] !== undefined) kept[id] = null;
  }
  for (const [id, inner] of gates.rows) {
    if (Array.isArray(part[id])) kept[id] = rowsOf(part[id]).map((row) => without(inner, row, top, answer));
  }
  return kept;
}

/** Of a list of references all must be seen. */
function isSeen({ id, manner, ofSeveral }: Reference, part: StoredRow, { labels, wanted }: Answer): boolean {
  const value = part[id];
  const ids = Array.isArray(value) ? value : [value];
  return ids.every((one: Json | undefined) => {
    // A reference that was not read along cannot be asked.
    if (typeof one !== 'string') return one === null;
    const pointed = ofSeveral ? pointedIn(one) : { form: manner.form, id: one };
    if (pointed?.form !== manner.form) return true;
    if (manner.sight.reach === 'nothing') return false;
    const seen = labels.sees(manner, pointed.id);
    if (seen === undefined) want(wanted, manner.form, pointed.id);
    return seen ?? false;
  });
}
