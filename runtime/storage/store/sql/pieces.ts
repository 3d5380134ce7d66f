import type { Json } from '../../../../metadata/common/json.ts';
import { membersWith } from '../../../../metadata/system-members.ts';
import type { Cell, Dialect } from '../../../database/database.ts';
import { renderAfter, type SortKey } from './cursor.ts';
import type { Term } from './terms.ts';

/**
 * A part of what is listed that an index holds in one stretch. Rows without a value stand apart: they come first or
 * last, and no comparison finds them together with the others.
 */
export interface Piece {
  /** Those without a value. */
  readonly nothing: boolean;
  /** The beginning of the piece; null: its natural one. */
  readonly from: Term | null;
  /** Rows of it that stand before the one with these values, or with `including` that one too. */
  until(values: readonly Json[], including?: boolean): Term;
}

/** Every record has them. */
const always: ReadonlySet<string> = new Set(membersWith(({ empty }) => !empty));

/** The stretches that follow one after the other behind a place, or from the beginning. */
export function piecesAfter(
  sort: readonly SortKey[],
  after: readonly Json[] | null,
  alias: string,
  dialect: Dialect,
): readonly Piece[] {
  const [key, ...others] = sort;
  if (!key) return [];
  const name = `${alias}.${key.column.name}`;
  const backwards = others.map(({ column, descending }) => ({ column, descending: !descending }));
  const term = (render: (params: Cell[]) => string): Term => {
    const params: Cell[] = [];
    return { text: render(params), params };
  };
  /** Values on one side of a place; ties are told apart by the other keys. */
  const beside = (
    sign: '<' | '>',
    rest: readonly SortKey[],
    [value = null, ...more]: readonly Json[],
    including = false,
  ) =>
    term((params) => {
      const mark = () => {
        params.push(dialect.encode(key.column.column, value));
        return dialect.placeholder(key.column.column);
      };
      if (rest.length === 0) return `${name} ${sign}${including ? '=' : ''} ${mark()}`;
      const bound = `${name} ${sign}= ${mark()}`;
      return `(${bound} AND (${name} ${sign} ${mark()} OR ${renderAfter({ sort: rest, values: more, including }, alias, dialect, params)}))`;
    });
  const nothing = (rest: readonly SortKey[], [, ...more]: readonly Json[], including = false) =>
    term(
      (params) =>
        `(${name} IS NULL AND ${renderAfter({ sort: rest, values: more, including }, alias, dialect, params)})`,
    );
  const [ahead, behind] = key.descending ? (['<', '>'] as const) : (['>', '<'] as const);
  const values = (place: readonly Json[] | null): Piece => ({
    nothing: false,
    from: place ? beside(ahead, others, place) : always.has(key.column.id) ? null : there,
    until: (bound, including) => beside(behind, backwards, bound, including),
  });
  const there: Term = { text: dialect.there(name, key.column.column), params: [] };
  const nulls = (place: readonly Json[] | null): Piece => ({
    nothing: true,
    from: place ? nothing(others, place) : { text: `${name} IS NULL`, params: [] },
    until: (bound, including) => nothing(backwards, bound, including),
  });
  if (always.has(key.column.id)) return [values(after)];
  if (!after) return key.descending ? [values(null), nulls(null)] : [nulls(null), values(null)];
  const isNull = (after[0] ?? null) === null;
  if (key.descending) return isNull ? [nulls(after)] : [values(after), nulls(null)];
  return isNull ? [nulls(after), values(null)] : [values(after)];
}
