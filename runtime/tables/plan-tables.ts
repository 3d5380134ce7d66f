import { createHash } from 'node:crypto';
import type { Issue } from '../../metadata/issue.ts';
import type { JsonObject } from '../../metadata/json.ts';
import type { Model } from '../../metadata/model.ts';
import type { Database } from '../database/database.ts';
import { createSlices } from '../slices.ts';
import { desired } from './desired.ts';
import { hiddenPaths } from './hidden-paths.ts';
import type { Change, FormerValues, Plan } from './plan.ts';
import { planTable } from './plan-table.ts';
import { spaceIssues } from './space-issues.ts';
import { readState } from './state.ts';

export interface PlanOptions {
  /** Where a date begins when it becomes an instant. Default: UTC. */
  readonly zone?: string;
  /** Columns whose values a package translates with this publish: by path, what they mean today. Default: none. */
  readonly former?: ReadonlyMap<string, FormerValues>;
}

/** Kinds of change in the order they are carried out. */
const order: readonly Change['kind'][] = [
  'create-table',
  'change-column',
  'add-column',
  'fill-column',
  'create-index',
  'drop-index',
];

/** Compares the tables that are with those a model wants. Reads only; nothing is changed. */
export async function planTables(database: Database, model: Model, options: PlanOptions = {}): Promise<Plan> {
  const state = await readState(database);
  const specs = desired(model);
  const former = options.former ?? new Map<string, FormerValues>();
  const taken = new Set([...state.found.keys(), ...state.physical.tables.values()].map(lowerCase));
  const { breathe } = createSlices();
  const changes: Change[] = [];
  const issues: Issue[] = [];
  for (const spec of specs) {
    const own = await planTable({ database, state, spec, taken, former, zone: options.zone ?? 'UTC' });
    const form = model.formsById.get(spec.form);
    const about = form?.package;
    const found = [...own.issues, ...spaceIssues(database.schema, state, spec, own.changes)];
    changes.push(...own.changes);
    await breathe();
    const placed = found.map((issue) => linked(issue, form?.name ?? spec.form));
    issues.push(...placed.map((issue) => (about === undefined ? issue : { ...issue, package: about })));
  }
  changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return freeze({
    hash: hashOf(changes),
    changes,
    issues,
    hidden: hiddenPaths(specs, state.physical),
  });
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

function hashOf(changes: readonly Change[]): string {
  const structure = changes.map(({ says: _, ...change }) => change);
  return createHash('sha256').update(JSON.stringify(structure)).digest('hex');
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
