import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../../metadata/field.ts';
import { asToday, formerTextsOf, inWords } from '../../../../metadata/former-values.ts';
import {
  isUntouched,
  type MergedRows,
  mergeRows,
  type Row,
  type RowShape,
  type RowWrite,
} from '../../../../metadata/merge/merge-rows.ts';
import type { Form } from '../../../../metadata/model.ts';
import { movedRow } from '../../../../metadata/moves.ts';
import type { Served } from '../../../call/call.ts';
import type { LoadedContent, ShipmentContent } from '../record/shipment.ts';
import { rowsOf, type Stored } from '../record/stored.ts';
import { shipmentBody, shipmentChange } from './shipment-body.ts';

/** A record of a package as it was brought, as it is brought now, and as it stands here. */
export interface ThreeSides {
  readonly was: LoadedContent;
  readonly content: ShipmentContent;
  readonly now: Stored;
}

/** The outcome of a later version of a package for one record, field by field. */
export interface MergedValues {
  /** Fields that follow as a whole. */
  readonly followed: readonly string[];
  /** Entries of which somebody changed something: they come together row by row. */
  readonly rows: ReadonlyMap<string, MergedRows>;
  /** Fields that both changed: they stay as they are here. */
  readonly stays: readonly string[];
}

export function mergeValues(form: Form, { was, content, now }: ThreeSides): MergedValues {
  const loaded: JsonObject = movedRow(form.moves, { id: now.id, ...was.stored });
  const followed: string[] = [];
  const stays: string[] = [];
  const rows = new Map<string, MergedRows>();
  for (const id of new Set([...Object.keys(was.values), ...Object.keys(content.values)])) {
    const field = form.byId.get(id);
    if (!field || isDeepStrictEqual(was.values[id], content.values[id])) continue;
    const before = rowsIn(was.values[id]);
    const kept = rowsOf(loaded[id]) as readonly Row[];
    if (isLeftAlone(field, loaded, now)) followed.push(id);
    else if (!field.rows || before.length !== kept.length) stays.push(id);
    else {
      const next = rowsIn(content.values[id]);
      const sides = { was: before, kept, next, now: rowsOf(now[id]) as readonly Row[] };
      rows.set(id, mergeRows(rowShape(form, field.rows, id), sides));
    }
  }
  return { followed, rows, stays };
}

/**
 * Whether a field says what the package said, as that is read today; entries are one value, whatever their rows' ids.
 */
export function isLeftAlone(field: Field, loaded: JsonObject, now: JsonObject): boolean {
  const [was, is] = [asToday(field, loaded[field.id] ?? null), now[field.id] ?? null];
  const { rows } = field;
  if (!rows) return isDeepStrictEqual(was, is) || isDeepStrictEqual(saidToday(field, was), is);
  const [before, after] = [rowsOf(was), rowsOf(is)];
  const shape = rowShape(undefined, rows, '');
  return (
    before.length === after.length && before.every((row, at) => isUntouched(shape, row, after[at] ?? {}))
  );
}

/** Answers the text of today for an option that the package named and that is a text since. */
function saidToday(field: Field, value: Json): Json {
  const texts = formerTextsOf(field);
  return texts && value !== null ? inWords(texts.values, value) : value;
}

/** Answers the body that writes the merged record. */
export function mergedBody(
  form: Form,
  { content, now }: ThreeSides,
  { followed, rows }: MergedValues,
  served: Served,
): JsonObject {
  const body: Record<string, Json> = { ...shipmentChange(form, content.values, followed, now, served) };
  for (const [id, { write }] of rows) {
    const field = form.byId.get(id);
    if (field?.rows && write.length > 0) body[field.name] = rowBodies(field.rows, write, served);
  }
  return body;
}

function rowBodies(shape: FieldSet, rows: readonly RowWrite[], served: Served): readonly JsonObject[] {
  return rows.map(({ id, gone, values, rows: inner }) => {
    if (gone && id !== undefined) return { id, $delete: true };
    const deeper = Object.entries(inner).flatMap(([field, write]) => {
      const known = shape.byId.get(field);
      return known?.rows ? [[known.name, [...rowBodies(known.rows, write, served)]] as const] : [];
    });
    const own = shipmentBody(shape, values, served);
    return { ...(id === undefined ? {} : { id }), ...own, ...Object.fromEntries(deeper) };
  });
}

/** Rows as the package says them, with the ids of those that stand for them here: the next version pairs by these. */
export function withIdsOfHere(
  whole: Json | undefined,
  { ids, write }: MergedRows,
  before: Json | undefined,
  written: Json | undefined,
): Json {
  const known = new Set(rowsOf(before).map(({ id }) => id));
  const fresh = rowsOf(written).filter(({ id }) => !known.has(id));
  const added = write.filter(({ id }) => id === undefined).length === fresh.length ? fresh : [];
  return rowsOf(whole).map((row, at) => {
    const id = ids[at] ?? added.shift()?.id;
    return id === undefined ? row : { ...row, id };
  });
}

/**
 * Answers the fields that tell rows apart: those the form keeps unique in a record; else the first in which they all
 * differ.
 */
function rowShape(form: Form | undefined, shape: FieldSet, path: string): RowShape {
  const unique = (form?.unique ?? []).filter(({ across, within }) => across === path && within === 'record');
  return {
    fields: shape.fields
      .filter(({ inner }) => !inner)
      .map((field) => ({
        id: field.id,
        ...(field.rows && { rows: rowShape(form, field.rows, `${path}.${field.id}`) }),
        same: (a: Json, b: Json) =>
          isDeepStrictEqual(asToday(field, a), asToday(field, b)) ||
          isDeepStrictEqual(saidToday(field, a), b),
      })),
    keys: [
      ...unique.map(({ fields }) => fields),
      ...shape.fields
        .filter(({ inner, rows, kind }) => !inner && !rows && !kind.derived)
        .map(({ id }) => [id]),
    ],
  };
}

function rowsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
