import { isDeepStrictEqual } from 'node:util';
import type { Field, Shape } from '../../../metadata/field.ts';
import { asToday } from '../../../metadata/former-values.ts';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { movedRow } from '../../../metadata/moves.ts';
import type { LoadedContent, ShipmentContent } from '../record/shipment.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';

/** Fields of which a later version of a package says something else, by who had the last word. */
export interface Sides {
  /** Left as shipped: the package may change them. */
  readonly ours: readonly string[];
  /** Somebody changed them meanwhile: they stay. */
  readonly theirs: readonly string[];
}

/** Compares what was shipped, what is shipped now, and what stands there; entries are one value, whatever their rows' ids. */
export function sidesOf(form: Form, was: LoadedContent, content: ShipmentContent, now: Stored): Sides {
  const loaded = movedRow(form.moves, { id: now.id, ...was.stored });
  const ours: string[] = [];
  const theirs: string[] = [];
  for (const id of new Set([...Object.keys(was.values), ...Object.keys(content.values)])) {
    const field = form.byId.get(id);
    if (!field || isDeepStrictEqual(was.values[id], content.values[id])) continue;
    (leftAlone(field, loaded, now) ? ours : theirs).push(id);
  }
  return { ours, theirs };
}

function leftAlone(field: Field, loaded: JsonObject, now: JsonObject): boolean {
  const [was, is] = [asToday(field, loaded[field.id] ?? null), now[field.id]];
  const { rows } = field;
  if (!rows) return isDeepStrictEqual(was, is ?? null);
  return isDeepStrictEqual(saidIn(rows, was), saidIn(rows, is));
}

/** Rows without what the platform makes of them. */
function saidIn(shape: Shape, value: Json | undefined): readonly JsonObject[] {
  return rowsOf(value).map((row) => said(shape, row));
}

function said(shape: Shape, row: StoredRow): JsonObject {
  const values: Record<string, Json> = {};
  for (const field of shape.fields) {
    const { id, inner, rows } = field;
    if (!inner) values[id] = rows ? [...saidIn(rows, row[id])] : asToday(field, row[id] ?? null);
  }
  return values;
}
