import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isSame } from '../../model/record-same.ts';
import { platformFields } from './record-platform-fields.ts';
import { isGiven } from './record-sending.ts';

/** A value that two people changed into different ones. */
export interface Conflict {
  readonly key: string;
  /** From the record down: the entries field and its row, then the field; a row alone when one side took it away. */
  readonly fields: readonly Field[];
  /** Places on the page, from one on, of the row in the first of the fields, and of the one within it. */
  readonly rows: readonly number[];
  readonly base: Json;
  readonly mine: Json;
  readonly theirs: Json;
}

export type Side = 'mine' | 'theirs';

export interface Merge {
  readonly conflicts: readonly Conflict[];
  /** Fields that only the other side changed: they are taken over without a question. */
  readonly taken: readonly Field[];
  /** The record as it becomes once every conflict was answered. */
  settle(answers: ReadonlyMap<string, Side>): JsonObject;
}

/** A row on the way down to a value. */
interface Step {
  readonly field: Field;
  readonly id: string;
  readonly at: number;
}

type Settle = (answers: ReadonlyMap<string, Side>) => Json;
interface Part {
  readonly conflicts: readonly Conflict[];
  readonly settle: Settle;
}

/** Three-way: what one side left as it was follows the other. Rows are told apart by their ids. */
export function mergeRecords(
  shape: FormModel,
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
): Merge {
  // The days it holds are the platform's fields, and people's to type as any other.
  const days = platformFields({ form: shape, base });
  const parts = partsOf([...shape.fields, ...days], [], base, mine, theirs);
  const taken = [...shape.fields, ...days].filter(
    (field) =>
      isGiven(field) &&
      !isSame(base[field.name], theirs[field.name]) &&
      isSame(base[field.name], mine[field.name]),
  );
  return {
    conflicts: parts.flatMap(([, { conflicts }]) => conflicts),
    taken,
    settle: (answers) => ({
      ...theirs,
      ...Object.fromEntries(parts.map(([name, { settle }]) => [name, settle(answers)])),
    }),
  };
}

function partsOf(
  fields: readonly Field[],
  above: readonly Step[],
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
): readonly (readonly [string, Part])[] {
  return fields.map((field) => {
    const { name } = field;
    return [name, mergeField(field, above, base[name] ?? null, mine[name] ?? null, theirs[name] ?? null)];
  });
}

function mergeField(field: Field, above: readonly Step[], base: Json, mine: Json, theirs: Json): Part {
  // What the platform makes of other fields nobody typed: it is made anew of what both typed.
  if (isSame(mine, base) || !isGiven(field)) return { conflicts: [], settle: () => theirs };
  if (isSame(theirs, base) || isSame(mine, theirs)) return { conflicts: [], settle: () => mine };
  if (field.rows) return mergeRows(field, field.rows, above, { base, mine, theirs });
  const { key, ...place } = placed([...above, { field }]);
  return {
    conflicts: [{ key, ...place, base, mine, theirs }],
    settle: (answers) => (answers.get(key) === 'theirs' ? theirs : mine),
  };
}

/** Answers the key of a conflict, and the place of its value. */
function placed(steps: readonly (Pick<Step, 'field'> & Partial<Step>)[]) {
  const ids = steps.flatMap(({ field, id }) => (id === undefined ? [field.id] : [field.id, id]));
  const rows = steps.flatMap(({ at }) => (at === undefined ? [] : [at]));
  return { key: ids.join('/'), fields: steps.map(({ field }) => field), rows };
}

interface Sides {
  readonly base: Json;
  readonly mine: Json;
  readonly theirs: Json;
}

function mergeRows(
  field: Field,
  shape: FieldSet,
  above: readonly Step[],
  { base, mine, theirs }: Sides,
): Part {
  const [was, own, other] = [byId(base), byId(mine), byId(theirs)];
  const parts: {
    readonly conflicts: readonly Conflict[];
    readonly settle: (answers: ReadonlyMap<string, Side>) => readonly Json[];
  }[] = [];
  for (const [id, { row: theirRow }] of other) {
    const before = was.get(id)?.row;
    const now = own.get(id);
    if (!before || (now && isSame(now.row, before))) parts.push({ conflicts: [], settle: () => [theirRow] });
    else if (!now)
      parts.push(gone([...above, { field, id, at: was.get(id)?.at ?? 1 }], before, null, theirRow));
    else parts.push(mergeRow(shape, [...above, { field, id, at: now.at }], before, now.row, theirRow));
  }
  for (const [id, { row, at }] of own) {
    if (other.has(id)) continue;
    const before = was.get(id)?.row;
    parts.push(
      before
        ? gone([...above, { field, id, at }], before, row, null)
        : { conflicts: [], settle: () => [row] },
    );
  }
  return {
    conflicts: parts.flatMap(({ conflicts }) => conflicts),
    settle: (answers) => {
      const rows = parts.flatMap(({ settle }) => settle(answers));
      // A side that moved rows keeps its order, unless the other side moved or made some too.
      const moved = [...was.keys()].join() !== [...other.keys()].join();
      const placeOf = (row: Json) => {
        const [mine, theirs] = [own.get(idOf(row))?.at, other.get(idOf(row))?.at];
        const [first, second] = moved
          ? [theirs, mine && Number.POSITIVE_INFINITY]
          : [mine, theirs && theirs - 0.5];
        return first ?? second ?? 0;
      };
      return rows
        .map((row) => [placeOf(row), row] as const)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([, row]) => row);
    },
  };
}

/** One side took the row away; that is a question only when the other one changed it. */
function gone(
  steps: readonly Step[],
  before: JsonObject,
  mine: JsonObject | null,
  theirs: JsonObject | null,
) {
  if (isSame(mine ?? theirs, before)) return { conflicts: [], settle: () => [] };
  const { key, ...place } = placed(steps);
  return {
    conflicts: [{ key, ...place, base: before, mine, theirs }],
    settle: (answers: ReadonlyMap<string, Side>) => {
      const kept = answers.get(key) === 'theirs' ? theirs : mine;
      return kept === null ? [] : [kept];
    },
  };
}

function mergeRow(
  shape: FieldSet,
  steps: readonly Step[],
  before: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
) {
  const id = steps.at(-1)?.id ?? '';
  const parts = partsOf(shape.fields, steps, before, mine, theirs);
  return {
    conflicts: parts.flatMap(([, { conflicts }]) => conflicts),
    settle: (answers: ReadonlyMap<string, Side>) => [
      { id, ...Object.fromEntries(parts.map(([name, { settle }]) => [name, settle(answers)])) },
    ],
  };
}

function idOf(row: Json): string {
  return isObject(row) ? String(row['id']) : '';
}

function byId(rows: Json): ReadonlyMap<string, { readonly row: JsonObject; readonly at: number }> {
  const list = isList(rows) ? rows.filter(isObject) : [];
  return new Map(list.map((row, at) => [String(row['id'] ?? `#${at}`), { row, at: at + 1 }]));
}
