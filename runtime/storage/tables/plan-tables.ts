import { isDeepStrictEqual } from 'node:util';
import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { Move } from '../../../metadata/moves.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { tablesOfForm } from './desired.ts';
import type { Change, FormerValues, Plan, Restores } from './plan.ts';
import { planHash } from './plan-hash.ts';
import { type PlannedTable, planMoves } from './plan-moves.ts';
import { planTable } from './plan-table.ts';
import { readRestores } from './replaced.ts';
import { hiddenPaths, readState, type TablesState } from './state.ts';
import type { ColumnContent, ColumnSpec, TableSpec } from './table-spec.ts';

interface PlanOptions {
  /** The model in service, whose tables are there. Default: none. */
  readonly since?: Model;
  /** Whether tables that the model leaves alone are taken to be as they were left. Default: all are compared. */
  readonly trusting?: boolean;
  /** Where a date begins when it becomes an instant. Default: UTC. */
  readonly zone?: string;
  /** Columns whose values a package translates with this publish: by path, what they mean today. Default: none. */
  readonly former?: ReadonlyMap<string, FormerValues>;
  /** Numbers of the records that former values become, by id, for the sentences. Default: none. */
  readonly numbers?: ReadonlyMap<string, string>;
  /** Revision of a publish that this one undoes: the values that it replaced come back. Default: none. */
  readonly undoes?: number | undefined;
  /** By path of a table: values that a package moves with this publish. Default: none. */
  readonly moves?: ReadonlyMap<string, readonly Move[]>;
  /** By path of a column that values are moved to: what former ones mean there. Default: nothing. */
  readonly values?: ReadonlyMap<string, FormerValues>;
}

/** Kinds of change in the order they are carried out. */
const order: readonly Change['kind'][] = [
  'create-table',
  'change-column',
  'add-column',
  'fill-column',
  'move-values',
  'create-index',
  'drop-index',
];

/** Compares the tables that are with those a model wants. Reads only; nothing is changed. */
export async function planTables(database: Database, model: Model, options: PlanOptions = {}): Promise<Plan> {
  const state = await readState(database);
  const { zone = 'UTC', former = new Map(), numbers = new Map(), moves = new Map() } = options;
  const planned = new Map<string, PlannedTable>();
  const { tables, gone } = state.physical;
  const taken = new Set([...state.found.keys(), ...tables.values(), ...gone.keys()].map(lowerCase));
  const { breathe } = createSlices();
  const specs: TableSpec[] = [];
  const concerned = new Set<string>();
  const restores: ReadonlyMap<string, Restores> =
    options.undoes === undefined ? new Map() : await readRestores(database, options.undoes);
  const isConcerned = formsToPlan({ ...options, restores });
  for (const form of model.formsById.values()) {
    const own = tablesOfForm(form);
    append(specs, own);
    if (isConcerned(form)) concerned.add(form.id);
    await breathe();
  }
  const changes: Change[] = [];
  const issues: Issue[] = [];
  let mends = 0;
  for (const spec of specs) {
    if (options.trusting && !concerned.has(spec.form)) continue;
    const computed = options.since && computedIn(options.since.formsById.get(spec.form));
    const asked = saidSince(spec, options.since?.formsById.get(spec.form));
    const own = await planTable({
      database,
      state,
      spec: asked,
      taken,
      former,
      restores,
      numbers,
      moves,
      zone,
      computed,
    });
    planned.set(spec.path, { spec, table: own.table, names: own.names });
    const found = [...own.issues, ...spaceIssues(database.schema, state, spec, own.changes)];
    append(changes, own.changes);
    if (!concerned.has(spec.form)) mends += own.changes.length;
    await breathe();
    append(
      issues,
      found.map((issue) => placed({ ...issue, form: spec.form }, model)),
    );
  }
  const values = options.values ?? new Map<string, FormerValues>();
  for (const [path, own] of moves) {
    const { undoes } = options;
    const question = { database, physical: state.physical, planned, values, zone, undoes };
    const found = await planMoves(question, path, own);
    append(changes, found.changes);
    append(
      issues,
      found.issues.map((issue) => placed(issue, model)),
    );
  }
  await breathe();
  const formerSpecs = [...(options.since?.formsById.values() ?? [])].flatMap(tablesOfForm);
  // What former publishes hid was told then.
  const hiddenBefore = new Set(options.since ? hiddenPaths(formerSpecs, state.physical) : []);
  changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return freeze({
    hash: planHash(changes),
    changes,
    mends,
    issues,
    hidden: hiddenPaths(specs, state.physical).filter((path) => !hiddenBefore.has(path)),
  });
}

/** What a step gave up that is in service already says nothing of values that do not fit a later change. */
function saidSince(spec: TableSpec, form: Form | undefined): TableSpec {
  if (!form || spec.columns.every(({ empties }) => empties === undefined)) return spec;
  const before = new Map(
    tablesOfForm(form).flatMap(({ columns }) => columns.map(({ path, empties }) => [path, empties])),
  );
  const columns = spec.columns.map(({ empties, ...column }) =>
    empties === undefined || before.get(column.path) === empties ? column : { ...column, empties },
  );
  return { ...spec, columns };
}

/** The paths of the columns of a form that are computed. */
function computedIn(form: Form | undefined): ReadonlySet<string> {
  const columns = form ? tablesOfForm(form).flatMap((table) => table.columns) : [];
  return new Set(columns.flatMap(({ path, kept }) => (kept.computed ? [path] : [])));
}

/** With the package of its form, and rows that lead to their records. */
function placed(issue: Issue, { formsById }: Model): Issue {
  const form = formsById.get(issue.form ?? '');
  const led = linked(issue, form?.name ?? issue.form ?? '');
  return form ? { ...led, package: form.package } : led;
}

/** Rows that are named lead to their records. */
function linked(issue: Issue, form: string): Issue {
  const { rows } = issue.params;
  if (!Array.isArray(rows)) return issue;
  const led = (rows as readonly JsonObject[]).map(({ id, ...row }) => ({
    ...row,
    link: `/forms/${form}/${String(id)}`,
  }));
  return { ...issue, params: { ...issue.params, name: form, rows: led } };
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}

/** The options that tell which forms need a plan, as `PlanOptions` has them. */
interface TableChanges {
  readonly since?: Model;
  readonly former?: ReadonlyMap<string, unknown>;
  readonly moves?: ReadonlyMap<string, unknown>;
  readonly values?: ReadonlyMap<string, unknown>;
  readonly restores?: ReadonlyMap<string, unknown>;
}

/**
 * Chooses the forms whose tables a model asks to be others than they are in the model in service, or to keep other
 * values.
 */
function formsToPlan({ since, former, moves, values, restores }: TableChanges): (form: Form) => boolean {
  if (!since) return () => true;
  const paths = [former, moves, values, restores].flatMap((each) => [...(each?.keys() ?? [])]);
  const touched = new Set(paths.map((path) => path.split('/', 1)[0]));
  return (form) => {
    const known = since.formsById.get(form.id);
    if (known === form) return touched.has(form.id);
    return !known || touched.has(form.id) || !isDeepStrictEqual(tablesOfForm(known), tablesOfForm(form));
  };
}

/**
 * Refuses a table that the database cannot hold, before anything is done to it, with a proposal: which fields to make
 * multiline, or how many to move elsewhere. A column that was removed from the model and not purged counts.
 */
function spaceIssues(
  schema: Schema,
  state: TablesState,
  spec: TableSpec,
  changes: readonly Change[],
): readonly Issue[] {
  if (
    !changes.some(({ kind }) => kind === 'create-table' || kind === 'add-column' || kind === 'change-column')
  )
    return [];
  const columns = columnsAfter(state, spec, changes);
  const space = schema.space(columns.map(({ kept }) => kept.column));
  if (space.columns.used > space.columns.limit)
    return [tooWide('tables-too-many-columns', { ...space.columns }, spec)];
  if (space.row.used > space.row.limit) {
    const byGain = columns
      .map(({ of }, at) => ({ of, gain: space.saved[at] ?? 0 }))
      .filter(({ of, gain }) => of && gain > 0)
      .sort((a, b) => b.gain - a.gain);
    let over = space.row.used - space.row.limit;
    const fields: string[] = [];
    for (const { of, gain } of byGain) {
      if (over <= 0) break;
      over -= gain;
      if (of) fields.push(of.id);
    }
    return [tooWide('tables-row-too-long', { ...space.row, fields }, spec)];
  }
  if (space.page.used > space.page.limit) {
    const over = space.page.used - space.page.limit;
    return [tooWide('tables-row-too-many-texts', { ...space.page, move: Math.ceil(over / 41) }, spec)];
  }
  return [];
}

function columnsAfter(
  state: TablesState,
  spec: TableSpec,
  changes: readonly Change[],
): readonly { readonly kept: ColumnContent; readonly of: ColumnSpec | undefined }[] {
  const fields = new Map(spec.columns.map((column) => [column.path, column]));
  const table = state.physical.tables.get(spec.path);
  const known = state.physical.byTable.get(table ?? '') ?? [];
  const system = spec.columns.filter((column) => column.system);
  const made = changes.flatMap((change) => {
    if (change.kind === 'create-table') return change.columns.filter(({ path }) => path !== null);
    return change.kind === 'add-column' && change.path !== null ? [change] : [];
  });
  const resized = new Map(
    changes.flatMap((change) =>
      change.kind === 'change-column' ? [[change.name, change.kept] as const] : [],
    ),
  );
  const added = new Set(made.map(({ name }) => name));
  return [
    ...system.map((column) => ({ kept: column.kept, of: undefined })),
    ...known
      .filter(({ name }) => !added.has(name))
      .map(({ name, path, kept }) => ({ kept: resized.get(name) ?? kept, of: fields.get(path) })),
    ...made.map(({ path, kept }) => ({ kept, of: fields.get(path ?? '') })),
  ];
}

function tooWide(code: string, params: Issue['params'], { form, label }: TableSpec): Issue {
  return { code, severity: 'error', form, pointer: '', params: { label: { ...label }, ...params } };
}
