import { append } from '../../../metadata/common/append.ts';
import { greatest } from '../../../metadata/common/greatest.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import { hasSome, type Move, movedBy, splits } from '../../../metadata/moves.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Database } from '../../database/database.ts';
import { type FromRow, moveRow, selectedFrom, valuesOf } from './move-row.ts';
import type { Emptied, FormerValues, MoveTarget, MoveValues } from './plan.ts';
import { namedRow, numbered, type UnfitRow } from './probe.ts';
import type { Physical } from './state.ts';
import type { TableSpec } from './table-spec.ts';

/** Tables as they will be: what they and their columns are called. */
export interface PlannedTable {
  readonly spec: TableSpec;
  readonly table: string;
  /** By column id. */
  readonly names: ReadonlyMap<string, string>;
}

export interface MovesQuestion {
  readonly database: Database;
  readonly physical: Physical;
  /** By path. */
  readonly planned: ReadonlyMap<string, PlannedTable>;
  /** By path of a column: what former values mean today. */
  readonly values: ReadonlyMap<string, FormerValues>;
  readonly zone: string;
  /** Revision of the publish that this one undoes. Default: none. */
  readonly undoes: number | undefined;
}

interface Answer {
  readonly changes: readonly MoveValues[];
  readonly issues: readonly Issue[];
}

const [page, listed, named] = [500, 100, 10];

/** Plans the moves of one table's values, with how many there are, and names those that do not move as they should. */
export async function planMoves(
  question: MovesQuestion,
  path: string,
  moves: readonly Move[],
): Promise<Answer> {
  const change = changeOf(question, path, moves);
  if (!change || change.from.length === 0) return { changes: [], issues: [] };
  const { counts, whole, unfit } = await lookAt(question, change);
  const spec = question.planned.get(path)?.spec;
  if (!spec) return { changes: [], issues: [] };
  const about = { label: { ...spec.label } };
  const issues: Issue[] = [];
  for (const [code, severity, found] of [
    ['tables-unfit-rows', 'error', unfit],
    ['values-not-split', 'warning', whole],
  ] as const)
    for (const [id, { count, rows }] of found) {
      const known = await numbered(
        question.database,
        question.database.dialect,
        rows,
        ownerOf(question, spec),
      );
      const field = spec.columns.find((column) => column.id === id)?.label ?? { zh: id, en: id };
      issues.push({
        code,
        severity,
        form: spec.form,
        pointer: `/fields/${fieldPath(spec, id)}`,
        params: {
          ...about,
          field: { ...field },
          path: `${path}/${id}`,
          count,
          rows: known.map((row) => ({ ...row })),
          examples: known.slice(0, named).map(namedRow),
        },
      });
    }
  append(issues, await againSince(question, change, spec));
  const words = moves.map((move, at) => `${inWords(move)} (${counts[at] ?? 0})`);
  const count = greatest(counts);
  const says = { code: 'tables-move-values', params: { ...about, count, moves: words } };
  return { changes: [{ ...change, says }], issues };
}

function changeOf(
  { physical, planned, values, undoes }: MovesQuestion,
  path: string,
  moves: readonly Move[],
): MoveValues | undefined {
  const own = planned.get(path);
  if (!own) return undefined;
  const { spec, table, names } = own;
  const from = [...new Set(moves.flatMap((move) => move.from))].flatMap((id) => {
    const live = physical.live.get(`${path}/${id}`);
    return live && live.table === table ? [{ id, path: live.path, name: live.name, kept: live.kept }] : [];
  });
  const target = ({ spec: into, names: known }: PlannedTable, id: string): MoveTarget | undefined => {
    const column = into.columns.find((one) => one.id === id);
    const name = known.get(id);
    if (!column || name === undefined) return undefined;
    const meant = values.get(column.path);
    return { id, path: column.path, name, kept: column.kept, ...(meant ? { values: meant } : {}) };
  };
  const texts = moves.flatMap((move) => (move.step === 'rows' ? [] : move.into));
  const emptied = from.flatMap(({ id, path: place, name: old }): Emptied[] => {
    const name = names.get(id);
    return name === undefined || name === old ? [] : [{ path: place, name }];
  });
  const rows = moves.flatMap((move) => {
    const into = move.step === 'rows' ? planned.get(`${path}/${move.into[0]}`) : undefined;
    if (move.step !== 'rows' || !into) return [];
    const fields = move.from.flatMap((id): MoveTarget[] => {
      const to = target(into, move.fields[id] ?? id);
      const of = from.find((one) => one.id === id)?.kept;
      return to ? [{ ...to, ...(of ? { of } : {}) }] : [];
    });
    return [{ id: move.into[0], table: into.table, fields }];
  });
  const to = texts.flatMap((id) => target(own, id) ?? []);
  const isThere = [...to, ...rows.flatMap(({ fields }) => fields)].every(
    (one) => physical.live.get(one.path)?.name === one.name,
  );
  return {
    kind: 'move-values',
    table,
    path,
    form: spec.form,
    entries: spec.path !== spec.form,
    moves,
    from,
    to,
    emptied,
    rows,
    ...(undoes !== undefined && isThere && { since: undoes }),
    risk: 'copies-table',
    says: { code: 'tables-move-values', params: {} },
  };
}

interface UnfitRows {
  count: number;
  readonly rows: UnfitRow[];
}

/** Every row that has something to move. */
async function lookAt({ database, zone }: MovesQuestion, change: MoveValues) {
  const { dialect } = database;
  const some = change.from.map(({ name }) => `${dialect.quote(name)} IS NOT NULL`).join(' OR ');
  const select = `${selectedFrom(change, dialect)} WHERE id > ? AND (${some}) ORDER BY id LIMIT ${page}`;
  const counts = change.moves.map(() => 0);
  const [whole, unfit] = [new Map<string, UnfitRows>(), new Map<string, UnfitRows>()];
  const note = (found: Map<string, UnfitRows>, id: string, row: UnfitRow) => {
    const one = found.get(id) ?? { count: 0, rows: [] };
    one.count += 1;
    if (one.rows.length < listed) one.rows.push(row);
    found.set(id, one);
  };
  const pause = timeSlices();
  for (let after = ''; ; ) {
    const rows = await database.all<FromRow>(select, [after]);
    for (const row of rows) {
      let values: ReturnType<typeof movedBy> = valuesOf(change, dialect, row);
      for (const [at, move] of change.moves.entries()) {
        if (!hasSome(move, values)) continue;
        counts[at] = (counts[at] ?? 0) + 1;
        const text = String(values[move.from[0] ?? ''] ?? '');
        if (move.step === 'split' && !splits(move, text))
          note(whole, move.from[0], { id: row.owner, value: text });
        values = movedBy(move, values);
      }
      const moved = moveRow(change, dialect, row, zone);
      for (const [at, value] of moved.values.entries())
        if (value === undefined)
          note(unfit, change.to[at]?.id ?? '', {
            id: row.owner,
            value: values[change.to[at]?.id ?? ''] ?? null,
          });
      for (const [at, first] of moved.first.entries())
        if (first?.values.includes(undefined))
          note(unfit, change.rows[at]?.id ?? '', { id: row.owner, value: null });
    }
    const last = rows.at(-1);
    if (!last || rows.length < page) return { counts, whole, unfit };
    after = last.id;
    await pause();
  }
}

/** Of what is done again, the records that were changed since it was undone: they say today what is moved. */
async function againSince(
  question: MovesQuestion,
  { form, since, moves }: MoveValues,
  spec: TableSpec,
): Promise<readonly Issue[]> {
  if (since === undefined) return [];
  const { database } = question;
  const changed = await database.all<{ id: string }>(
    `SELECT DISTINCT h.record AS id FROM gj_history h WHERE h.form = ? AND h.revision > ? AND EXISTS (
       SELECT 1 FROM gj_history b WHERE b.record = h.record AND b.form = h.form AND b.revision <= ?)`,
    [form, since, since],
  );
  if (changed.length === 0) return [];
  const some = changed.slice(0, listed).map(({ id }) => ({ id, value: null }));
  const rows = await numbered(database, database.dialect, some, ownerOf(question, spec));
  const into = moves.flatMap((move) => move.into);
  const fields = into.map((id) => ({
    ...(spec.columns.find((one) => one.id === id)?.label ?? { zh: id, en: id }),
  }));
  return [
    {
      code: 'values-move-again',
      severity: 'warning',
      form: spec.form,
      pointer: '/fields',
      params: {
        label: { ...spec.label },
        fields,
        count: changed.length,
        rows: rows.map((row) => ({ ...row })),
        examples: rows.slice(0, named).map(namedRow),
      },
    },
  ];
}

function ownerOf({ physical }: MovesQuestion, spec: TableSpec) {
  return {
    table: physical.tables.get(spec.form) ?? '',
    number: physical.live.get(`${spec.form}/number`),
    entries: spec.path !== spec.form,
  };
}

function fieldPath({ path, form }: TableSpec, id: string): string {
  return [...path.slice(form.length + 1).split('/'), id].filter((part) => part !== '').join('.');
}

function inWords(move: Move): string {
  if (move.step !== 'rows') return `${move.from.join(' + ')} → ${move.into.join(' + ')}`;
  return move.from.map((id) => `${id} → ${move.into[0]}.${move.fields[id]}`).join(', ');
}
