import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Column } from '../../../metadata/kinds/common/kind.ts';
import type { Database } from '../../database/database.ts';
import type { FoundTable } from '../../database/schema.ts';
import { laidFor } from './column-content.ts';
import { type Conversion, translated, worded } from './conversion.ts';
import { countFormer, type FormerCount } from './count-former.ts';
import type { Change, FillColumn, FormerValues, Restores } from './plan.ts';
import { namedRow, numbered, type Owner, probe, type Spares } from './probe.ts';
import { countReplaced, readReplaced, restored } from './replaced.ts';
import type { PhysicalColumn, TablesState } from './state.ts';
import { type ColumnContent, type ColumnSpec, freeName, type TableSpec } from './table-spec.ts';

/** So many of the rows that do not fit are named in the sentence. */
const named = 10;
/** So many lead to their records. */
const listed = 100;

interface Question {
  readonly database: Database;
  readonly state: TablesState;
  readonly spec: TableSpec;
  readonly table: string;
  readonly column: ColumnSpec;
  readonly found: FoundTable;
  /** Column names of the table that are taken, in lower case. */
  readonly taken: ReadonlySet<string>;
  readonly zone: string;
  readonly former: ReadonlyMap<string, FormerValues>;
  readonly restores: ReadonlyMap<string, Restores>;
  /** By id: numbers of the records that former values become. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Paths of the columns that are computed in the model in service. Default: as the columns say themselves. */
  readonly computed?: ReadonlySet<string> | undefined;
  /** Whether values come to it from elsewhere, until which it is not in service. */
  readonly filling: boolean;
}

interface Answer {
  readonly name: string;
  readonly leaves?: string;
  readonly changes: readonly Change[];
  readonly issues: readonly Issue[];
}

/** Plans the column of a field, in a table that exists. */
export async function planColumn(question: Question): Promise<Answer> {
  const { state, found, column, taken } = question;
  const laid = state.physical.live.get(column.path);
  const live = laid && { ...laid, kept: laidFor(laid.kept, column.kept) };
  if (!live) return added(question, freeName(column.name, taken));
  if (!found.columns.has(live.name.toLowerCase()))
    return added(question, freeName(column.name, taken), live.name);
  const counts = await countFormer(question, live);
  // Copies that organisations have of their own may hold options though no record does.
  const words = column.words && question.former.has(column.path);
  const restores = question.restores.get(column.path);
  if (counts.length > 0 || words || restores) return changed(question, live, counts);
  if (equal(live.kept, column.kept)) return { name: live.name, changes: [], issues: [] };
  return changed(question, live, counts);
}

function added(question: Question, name: string, lost?: string): Answer {
  return { name, issues: [], changes: [addColumn(question, name, question.filling, lost)] };
}

/** An empty column in the place of one whose values are moved elsewhere. */
export function emptied(question: Question): Answer {
  const { state, column, taken } = question;
  const live = state.physical.live.get(column.path);
  const name = freeName(column.name, taken);
  const changes = [addColumn(question, name, true)];
  return { name, changes, issues: [], ...(live ? { leaves: live.name } : {}) };
}

async function changed(
  question: Question,
  live: PhysicalColumn,
  counts: readonly FormerCount[],
): Promise<Answer> {
  const { database, state, spec, table, column, zone } = question;
  const refers = column.kept.target !== undefined && live.kept.target === undefined;
  const words = column.words && question.former.has(column.path);
  const values = counts.length > 0 || refers || words ? question.former.get(column.path) : undefined;
  const cast =
    words && values
      ? worded(values, live.kept, column.kept)
      : translated(values, live.kept, column.kept, zone);
  const owner: Owner = {
    table: state.physical.tables.get(spec.form) ?? table,
    number: state.physical.live.get(`${spec.form}/number`),
    entries: spec.path !== spec.form,
  };
  const back = await comingBack(question, live, owner);
  if (cast.doubtful && !isRemade(question, live)) {
    const {
      count,
      rows,
      values: unfit,
    } = await probe(database, database.dialect, live, cast, { ...owner, spares: back?.spares });
    const issue = unfitIssue(question, {
      count,
      rows: rows.map((row) => ({ ...row })),
      examples: rows.slice(0, named).map(namedRow),
      held: unfit.map((one) => ({ ...one })),
    });
    if (count > 0 && column.empties) {
      const made = reshaped(question, live, values, counts, back);
      return {
        ...made,
        issues: [...made.issues, { ...issue, code: 'tables-emptied-rows', severity: 'warning' }],
      };
    }
    if (count > 0) return { name: live.name, changes: [], issues: [issue] };
  }
  const how = database.schema.change(live.kept.column, column.kept.column);
  if (!cast.same || how === 'rewrite' || (back && back.count > 0)) {
    const made = reshaped(question, live, values, counts, back);
    return { ...made, issues: [...made.issues, ...(await shortened(question, live, cast, owner))] };
  }
  if (equal(live.kept, column.kept)) return { name: live.name, changes: [], issues: back?.issues ?? [] };
  return {
    name: live.name,
    issues: back?.issues ?? [],
    changes: [
      {
        kind: 'change-column',
        table,
        path: column.path,
        name: live.name,
        kept: column.kept,
        alters: how === 'alter',
        risk: 'safe',
        says: { code: 'tables-change-column', params: about(question) },
      },
    ],
  };
}

/** Tells of values that become less than they are. */
async function shortened(
  question: Question,
  live: PhysicalColumn,
  { keepsAll }: Conversion,
  owner: Owner,
): Promise<readonly Issue[]> {
  if (!keepsAll || isRemade(question, live)) return [];
  const { database, column } = question;
  const convert = (value: Json) => (keepsAll(value) ? value : undefined);
  const { count, rows } = await probe(database, database.dialect, live, { convert }, owner);
  if (count === 0) return [];
  const issue = unfitIssue(question, {
    count,
    rows: rows.map((row) => ({ ...row })),
    examples: rows.slice(0, named).map(namedRow),
    from: sized(live.kept.column),
    to: sized(column.kept.column),
  });
  return [{ ...issue, code: 'tables-shortened-rows', severity: 'warning' }];
}

/** Whether nobody gave its values: columns that were laid long ago, or for another field, do not say it themselves. */
function isRemade({ column, computed }: Question, live: PhysicalColumn): boolean {
  return column.kept.computed === true && (computed?.has(column.path) ?? live.kept.computed === true);
}

/**
 * A new column beside the old one. One that was begun for the same purpose is left to `contract`, which may be at it.
 */
function reshaped(
  question: Question,
  live: PhysicalColumn,
  values: FormerValues | undefined,
  counts: readonly FormerCount[],
  back: ComingBack | undefined,
): Answer {
  const { spec, table, column, taken } = question;
  const name = freeName(column.name, taken);
  return {
    name,
    leaves: live.name,
    issues: back?.issues ?? [],
    changes: [
      addColumn(question, name, true),
      {
        kind: 'fill-column',
        table,
        path: column.path,
        form: spec.form,
        entries: spec.path !== spec.form,
        from: { name: live.name, kept: live.kept },
        to: { name, kept: column.kept },
        ...(values ? { values } : {}),
        ...(values && column.words ? { words: true as const } : {}),
        ...(isRemade(question, live) ? { remade: true as const } : {}),
        ...(column.empties ? { empties: true as const } : {}),
        ...(back ? { restores: back.restores } : {}),
        risk: 'copies-table',
        says: saysFill(question, live, counts, back),
      },
    ],
  };
}

function saysFill(
  question: Question,
  live: PhysicalColumn,
  counts: readonly FormerCount[],
  back: ComingBack | undefined,
): FillColumn['says'] {
  const { column, numbers } = question;
  if (back && back.count > 0)
    return { code: 'tables-restore-column', params: { ...about(question), count: back.count } };
  if (counts.length > 0)
    return {
      code: column.words ? 'tables-word-column' : 'tables-translate-column',
      params: { ...about(question), ...countParams(counts, numbers) },
    };
  const [from, to] = [sized(live.kept.column), sized(column.kept.column)];
  return { code: 'tables-fill-column', params: { ...about(question), from, to } };
}

interface ComingBack {
  readonly restores: Restores;
  /** So many values are again what they were. */
  readonly count: number;
  /** Names those that somebody changed since. */
  readonly issues: readonly Issue[];
  readonly spares: Spares;
}

/** Looks at the values that a publish replaced which this one undoes; undefined: there are none. */
async function comingBack(
  question: Question,
  live: PhysicalColumn,
  owner: Owner,
): Promise<ComingBack | undefined> {
  const { database, column, zone } = question;
  const restores = question.restores.get(column.path);
  if (!restores) return undefined;
  const { dialect } = database;
  const to = { name: live.name, kept: column.kept };
  const change = { restores, to, entries: owner.entries };
  const { count, changed: kept } = await countReplaced(database, dialect, live, change, zone);
  const rows = await numbered(database, dialect, kept.slice(0, listed), owner);
  const stays: Issue = {
    ...unfitIssue(question, {
      count: kept.length,
      rows: rows.map((row) => ({ ...row })),
      examples: rows.slice(0, named).map(namedRow),
    }),
    code: 'undo-changed-since',
    severity: 'warning',
  };
  return {
    restores,
    count,
    issues: kept.length > 0 ? [stays] : [],
    async spares(ids) {
      const noted = await readReplaced(database, column.path, restores.column, ids);
      return (id, value) => restored(change, noted.get(id), value, zone) !== undefined;
    },
  };
}

/** Words how many rows have which former value; records by their numbers. */
function countParams(counts: readonly FormerCount[], numbers: Question['numbers']): JsonObject {
  const said = (becomes: Json) => numbers.get(String(becomes)) ?? becomes ?? '∅';
  const values = counts.map(({ value, becomes, count }) => `${value} → ${said(becomes)} (${count})`);
  return { count: counts.reduce((sum, { count }) => sum + count, 0), values };
}

function addColumn(question: Question, name: string, filling: boolean, lost?: string): Change {
  const { table, column } = question;
  return {
    kind: 'add-column',
    table,
    path: column.path,
    name,
    kept: column.kept,
    filling,
    ...(lost === undefined ? {} : { lost }),
    risk: 'safe',
    says: { code: 'tables-add-column', params: { ...about(question), column: name } },
  };
}

function about({ spec, column }: Question): { readonly [key: string]: Json } {
  return { label: { ...spec.label }, field: { ...column.label }, path: column.path };
}

function unfitIssue(question: Question, unfit: JsonObject): Issue {
  const { spec, column } = question;
  const path = column.path.slice(spec.form.length + 1).replaceAll('/', '.');
  return {
    code: 'tables-unfit-rows',
    severity: 'error',
    form: spec.form,
    pointer: `/fields/${path}`,
    params: { ...about(question), ...unfit },
  };
}

/** What a column keeps, as people call it: of two texts the longer one is told apart. */
function sized(column: Column): Readonly<Label> {
  switch (column.type) {
    case 'text':
      return { zh: `文字（${column.length} 字）`, en: `text of ${column.length} characters` };
    case 'decimal':
      return {
        zh: `小数（${column.precision} 位，小数 ${column.scale} 位）`,
        en: `number of ${column.precision} digits, ${column.scale} of them decimals`,
      };
    default:
      return typeWords[column.type];
  }
}

const typeWords: Readonly<Record<Exclude<Column['type'], 'text' | 'decimal'>, Label>> = {
  integer: { zh: '整数', en: 'whole number' },
  boolean: { zh: '是否', en: 'yes or no' },
  date: { zh: '日期', en: 'date' },
  time: { zh: '时间', en: 'time' },
  datetime: { zh: '日期时间', en: 'date and time' },
  json: { zh: '组合内容', en: 'composed content' },
  id: { zh: '引用', en: 'reference' },
};

function equal(a: ColumnContent, b: ColumnContent): boolean {
  return (
    sameColumn(a.column, b.column) &&
    Boolean(a.list) === Boolean(b.list) &&
    a.json === b.json &&
    Boolean(a.secret) === Boolean(b.secret) &&
    Boolean(a.marked) === Boolean(b.marked) &&
    a.target === b.target &&
    String(a.targets) === String(b.targets)
  );
}

/** Asked of every column at every publish: members are compared as they stand. */
function sameColumn(a: Column, b: Column): boolean {
  const [before, after] = [Object.entries(a), b as Readonly<Record<string, unknown>>];
  return (
    before.length === Object.keys(b).length && before.every(([member, value]) => after[member] === value)
  );
}
