import { asToday } from '../../../metadata/former-values.ts';
import type { Json } from '../../../metadata/json.ts';
import type { Column } from '../../../metadata/kinds/kind.ts';
import { isId } from '../../../metadata/kinds/pointer.ts';
import type { Shape } from '../../../metadata/model.ts';
import { movedRow } from '../../../metadata/moves.ts';
import { conversion } from '../../tables/conversion.ts';
import { keptBy } from '../../tables/kept-by.ts';
import type { ColumnContent } from '../../tables/table-spec.ts';
import type { StoredRow } from './stored.ts';

/** A value of a former version that the field, reshaped since, can no longer hold. */
export interface Unfit {
  /** JSON Pointer, by today's names. */
  readonly path: string;
  readonly value: Json;
}

/**
 * A version as today's form keeps it: history remembers values as they were written, and fields were reshaped
 * since. What does not fit is null and is told.
 */
export function fitStored<T extends StoredRow>(
  shape: Shape,
  version: T,
  zone: string,
): { readonly row: T; readonly unfit: readonly Unfit[] } {
  const unfit: Unfit[] = [];
  return { row: fitRow(shape, version, { zone, unfit, path: '' }), unfit };
}

interface Work {
  readonly zone: string;
  readonly unfit: Unfit[];
  readonly path: string;
}

function fitRow<T extends StoredRow>(shape: Shape, written: T, work: Work): T {
  const version = movedRow(shape.moves, written);
  const row: StoredRow = { ...version };
  for (const field of shape.fields) {
    const value = version[field.id];
    if (value === undefined || value === null) continue;
    const path = `${work.path}/${field.name}`;
    const { rows } = field;
    if (rows) {
      row[field.id] = Array.isArray(value)
        ? (value as readonly StoredRow[]).map((one, at) =>
            fitRow(rows, one, { ...work, path: `${path}/${at}` }),
          )
        : [];
      continue;
    }
    const kept = keptBy(field);
    if (!kept) continue;
    const today = asToday(field, value);
    const fitted =
      today === null ? null : fitValue(today, kept, work.zone, (one) => field.kind.read(one, field).ok);
    // What is carried or computed is made again from what it is made of today.
    if (fitted === undefined && !field.kind.derived) work.unfit.push({ path, value });
    row[field.id] = fitted ?? null;
  }
  return row as T;
}

function fitValue(
  value: Json,
  kept: ColumnContent,
  zone: string,
  isRead: (value: Json) => boolean,
): Json | undefined {
  if (kept.secret) return typeof value === 'string' ? value : undefined;
  const named = kept.target === undefined ? isText : isPointer;
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  if (kept.list) return items.every(named) ? items : undefined;
  if (kept.column.type === 'json') return typeof value === 'object' && isRead(value) ? value : undefined;
  if (items.length > 1) return undefined;
  const [only = null] = items;
  if (only === null) return null;
  if (kept.target !== undefined) return isPointer(only) ? only : undefined;
  const from = guess(only, kept.column);
  return from && conversion({ column: from }, { column: kept.column }, zone).convert(only);
}

function isText(value: Json): boolean {
  return typeof value === 'string';
}

function isPointer(value: Json): boolean {
  return typeof value === 'string' && isId(value);
}

/** What kept a value, as far as it can be told by looking at it. */
function guess(value: Json, to: Column): Column | undefined {
  if (typeof value === 'number') return { type: 'integer' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value !== 'string') return undefined;
  if (to.type === 'datetime' && /^\d{4}-\d\d-\d\d$/.test(value)) return { type: 'date' };
  return { type: 'text', length: Number.MAX_SAFE_INTEGER };
}
