import type { Json } from '../../../metadata/common/json.ts';
import { firstRowId, movedRow, type RowsMove } from '../../../metadata/moves.ts';
import type { Cell, Dialect } from '../../database/database.ts';
import { translated } from './conversion.ts';
import type { MoveTarget, MoveValues } from './plan.ts';
import type { ColumnContent } from './table-spec.ts';

/** A row as it stands in its table, with the values that are to be moved. */
export type FromRow = Readonly<Record<string, Cell>> & { readonly id: string; readonly owner: string };

export interface MovedValues {
  readonly id: string;
  /** The record it belongs to. */
  readonly owner: string;
  /** Of `to`, one by one; undefined: the column cannot hold it. */
  readonly values: readonly (Json | undefined)[];
  /** First rows of entries, of `rows` one by one. */
  readonly first: readonly (FirstRow | null)[];
}

interface FirstRow {
  readonly id: string;
  readonly values: readonly (Json | undefined)[];
}

const anyText: ColumnContent = { column: { type: 'text', length: Number.MAX_SAFE_INTEGER } };

/** Answers the query of rows whose values move: `f0`, `f1`, … are the columns that values come from. */
export function selectedFrom({ from, entries, table }: MoveValues, { quote }: Dialect): string {
  const columns = from.map(({ name }, at) => `${quote(name)} AS f${at}`);
  return `SELECT id, ${quote(entries ? 'record' : 'id')} AS owner, ${columns.join(', ')} FROM ${quote(table)}`;
}

export function valuesOf(
  change: MoveValues,
  { decode }: Dialect,
  row: FromRow,
): Readonly<Record<string, Json>> {
  const values = change.from.map(({ id, kept }, at) => {
    const cell = row[`f${at}`] ?? null;
    return [id, cell === null ? null : decode(kept.column, cell)] as const;
  });
  return { id: row.id, ...Object.fromEntries(values) };
}

/** Moves the values of a row to their new places. */
export function moveRow(change: MoveValues, dialect: Dialect, row: FromRow, zone: string): MovedValues {
  const moved: Readonly<Record<string, Json | undefined>> = movedRow(
    change.moves,
    valuesOf(change, dialect, row),
  );
  const first = change.rows.map(({ id, fields }): FirstRow | null => {
    const [own] = (moved[id] ?? []) as readonly Readonly<Record<string, Json>>[];
    if (!own) return null;
    return { id: String(own['id']), values: fields.map((to) => held(own[to.id], to, zone)) };
  });
  const values = change.to.map((to) => held(moved[to.id], to, zone));
  return { id: row.id, owner: row.owner, values, first };
}

function held(value: Json | undefined, { of = anyText, kept, values }: MoveTarget, zone: string) {
  if (value === null || value === undefined) return null;
  return translated(values, of, kept, zone).convert(value);
}

/** Ids of the first rows that records have, or would have. */
export function firstRowIds(
  { moves }: MoveValues,
  into: string,
  records: readonly string[],
): readonly string[] {
  const own = moves.filter((move): move is RowsMove => move.step === 'rows' && move.into[0] === into);
  return own.flatMap((move) => records.map((record) => firstRowId(record, move)));
}
