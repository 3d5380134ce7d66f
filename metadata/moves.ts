import { hashText } from './common/hash.ts';
import type { Json } from './common/json.ts';
import { isFlaw, patternsAtHand } from './common/pattern.ts';

/** A step of a package that moves values between fields of the same row. Its members are ids of fields. */
export type Move = SplitMove | JoinMove | RowsMove;

/** A text becomes several; by a separator, or by the groups of a pattern that fits all of it. */
export type SplitMove = {
  readonly step: 'split';
  readonly from: readonly [string];
  readonly into: readonly string[];
  readonly by?: string;
  readonly pattern?: string;
  /** The one that takes a text whole which does not split into as many. */
  readonly otherwise: string;
};

/** Several texts become one, those that are not empty. */
export type JoinMove = {
  readonly step: 'join';
  readonly from: readonly string[];
  readonly into: readonly [string];
  readonly by: string;
};

/** Values become the first row of an entries field. */
export type RowsMove = {
  readonly step: 'rows';
  readonly from: readonly string[];
  readonly into: readonly [string];
  /** Field of the record → field of the row. */
  readonly fields: Readonly<Record<string, string>>;
};

type Row = Readonly<Record<string, Json | undefined>>;

/**
 * A row as it was before its package moved values, as it is since. What was moved leaves its field empty, so that a
 * row is moved once however often it is read like this.
 */
export function movedRow<T extends Row>(moves: readonly Move[] | undefined, row: T): T {
  return moves ? (moves.reduce<Row>((last, move) => movedBy(move, last), row) as T) : row;
}

/** The same by one step. */
export function movedBy(move: Move, row: Row): Row {
  if (!hasSome(move, row)) return row;
  const emptied = Object.fromEntries(move.from.map((id) => [id, null]));
  return { ...row, ...emptied, ...madeBy(move, row) };
}

/** Tells whether a row has a value to move. */
export function hasSome({ from }: Move, row: Row): boolean {
  return from.some((id) => !isEmpty(row[id]));
}

/** Tells whether the text falls into as many parts as the step says. */
export function splits(move: SplitMove, text: string): boolean {
  return partsOf(move, text) !== null;
}

function madeBy(move: Move, row: Row): Row {
  switch (move.step) {
    case 'split': {
      const text = String(row[move.from[0]]);
      const parts = partsOf(move, text);
      const part = (id: string, at: number) =>
        (parts ? parts[at] : id === move.otherwise ? text : null) || null;
      return Object.fromEntries(move.into.map((id, at) => [id, part(id, at)]));
    }
    case 'join': {
      const parts = move.from.flatMap((id) => (isEmpty(row[id]) ? [] : [String(row[id])]));
      return { [move.into[0]]: parts.join(move.by) };
    }
    case 'rows': {
      const values = move.from.map((id) => [move.fields[id] ?? id, row[id] ?? null] as const);
      const [into] = move.into;
      const known = row[into];
      const first = { id: firstRowId(String(row['id']), move), ...Object.fromEntries(values) };
      return { [into]: [first, ...(Array.isArray(known) ? (known as readonly Json[]) : [])] };
    }
  }
}

function partsOf({ by, pattern, into }: SplitMove, text: string): readonly (string | null)[] | null {
  const parts = pattern === undefined ? text.split(by ?? '') : groupsOf(pattern, text);
  return parts?.length === into.length ? parts.map((part) => part?.trim() ?? null) : null;
}

function groupsOf(source: string, text: string): readonly (string | null)[] | null {
  const pattern = patternsAtHand()(source);
  return isFlaw(pattern) ? null : pattern.groups(text);
}

/** The same for a record, whoever moves its values, and when. */
export function firstRowId(record: string, { from, into }: RowsMove): string {
  const hex = hashText([record, ...into, ...from].join(' '));
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}
