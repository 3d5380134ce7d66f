import type { Field, Shape } from '../../metadata/field.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { isList, isObject } from '../../metadata/kinds/reading.ts';
import { isSame } from './record-same.ts';

/** A value that two people changed into different ones. */
export interface Conflict {
  readonly key: string;
  /** From the record down: the entries field and its row, then the field; a row alone when one side took it away. */
  readonly fields: readonly Field[];
  /** Place of the row on the page, from one on. */
  readonly row?: number;
  readonly base: Json;
  readonly mine: Json;
  readonly theirs: Json;
}

export type Side = 'mine' | 'theirs';

export interface Merge {
  readonly conflicts: readonly Conflict[];
  /** Fields that only the other side changed: they are taken over without a question. */
  readonly taken: readonly Field[];
  /** The draft as it becomes once every conflict was answered. */
  settle(answers: ReadonlyMap<string, Side>): JsonObject;
}

type Settle = (answers: ReadonlyMap<string, Side>) => Json;
interface Part {
  readonly conflicts: readonly Conflict[];
  readonly settle: Settle;
}

/** Three-way: what one side left as it was follows the other. Rows are told apart by their ids. */
export function mergeRecords(
  shape: Shape,
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  also: readonly string[] = [],
): Merge {
  const parts = shape.fields.map(
    (field) =>
      [
        field.name,
        mergeField(
          field,
          [],
          undefined,
          base[field.name] ?? null,
          mine[field.name] ?? null,
          theirs[field.name] ?? null,
        ),
      ] as const,
  );
  const taken = shape.fields.filter(
    ({ name }) => !isSame(base[name], theirs[name]) && isSame(base[name], mine[name]),
  );
  return {
    conflicts: parts.flatMap(([, { conflicts }]) => conflicts),
    taken,
    settle: (answers) => ({
      ...theirs,
      ...Object.fromEntries(
        also.map((name) => [
          name,
          isSame(mine[name], base[name]) ? (theirs[name] ?? null) : (mine[name] ?? null),
        ]),
      ),
      ...Object.fromEntries(parts.map(([name, { settle }]) => [name, settle(answers)])),
    }),
  };
}

function mergeField(
  field: Field,
  above: readonly Field[],
  row: { readonly id: string; readonly at: number } | undefined,
  base: Json,
  mine: Json,
  theirs: Json,
): Part {
  if (isSame(mine, base)) return { conflicts: [], settle: () => theirs };
  if (isSame(theirs, base) || isSame(mine, theirs)) return { conflicts: [], settle: () => mine };
  if (field.rows && above.length === 0) return mergeRows(field, field.rows, base, mine, theirs);
  const fields = [...above, field];
  const key = [...fields.map(({ id }) => id), ...(row ? [row.id] : [])].join('/');
  return {
    conflicts: [{ key, fields, ...(row ? { row: row.at } : {}), base, mine, theirs }],
    settle: (answers) => (answers.get(key) === 'theirs' ? theirs : mine),
  };
}

function mergeRows(field: Field, shape: Shape, base: Json, mine: Json, theirs: Json): Part {
  const [was, own, other] = [byId(base), byId(mine), byId(theirs)];
  const parts: {
    readonly conflicts: readonly Conflict[];
    readonly settle: (answers: ReadonlyMap<string, Side>) => readonly Json[];
  }[] = [];
  for (const [id, { row: theirRow }] of other) {
    const before = was.get(id)?.row;
    const now = own.get(id);
    if (!before || (now && isSame(now.row, before))) parts.push({ conflicts: [], settle: () => [theirRow] });
    else if (!now) parts.push(gone(field, id, before, null, theirRow));
    else parts.push(mergeRow(field, shape, id, now.at, before, now.row, theirRow));
  }
  for (const [id, { row }] of own) {
    if (other.has(id)) continue;
    const before = was.get(id)?.row;
    parts.push(before ? gone(field, id, before, row, null) : { conflicts: [], settle: () => [row] });
  }
  return {
    conflicts: parts.flatMap(({ conflicts }) => conflicts),
    settle: (answers) => parts.flatMap(({ settle }) => settle(answers)),
  };
}

/** One side took the row away; that is a question only when the other one changed it. */
function gone(
  field: Field,
  id: string,
  before: JsonObject,
  mine: JsonObject | null,
  theirs: JsonObject | null,
) {
  if (isSame(mine ?? theirs, before)) return { conflicts: [], settle: () => [] };
  const key = `${field.id}/${id}`;
  return {
    conflicts: [{ key, fields: [field], base: before, mine, theirs }],
    settle: (answers: ReadonlyMap<string, Side>) => {
      const kept = answers.get(key) === 'theirs' ? theirs : mine;
      return kept === null ? [] : [kept];
    },
  };
}

function mergeRow(
  field: Field,
  shape: Shape,
  id: string,
  at: number,
  before: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
) {
  const parts = shape.fields.map(
    (inner) =>
      [
        inner.name,
        mergeField(
          inner,
          [field],
          { id, at },
          before[inner.name] ?? null,
          mine[inner.name] ?? null,
          theirs[inner.name] ?? null,
        ),
      ] as const,
  );
  return {
    conflicts: parts.flatMap(([, { conflicts }]) => conflicts),
    settle: (answers: ReadonlyMap<string, Side>) => [
      { id, ...Object.fromEntries(parts.map(([name, { settle }]) => [name, settle(answers)])) },
    ],
  };
}

function byId(rows: Json): ReadonlyMap<string, { readonly row: JsonObject; readonly at: number }> {
  const list = isList(rows) ? rows.filter(isObject) : [];
  return new Map(list.map((row, at) => [String(row['id'] ?? `#${at}`), { row, at: at + 1 }]));
}
