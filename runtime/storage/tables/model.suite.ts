import { compile } from '../../../metadata/model/compile.ts';
import type { Model } from '../../../metadata/model.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import type { Cell, Database } from '../../database/database.ts';
import { type ApplyOptions, applyPlan } from './apply-plan.ts';
import { finishPlan } from './finish-plan.ts';
import type { Plan } from './plan.ts';
import { planTables } from './plan-tables.ts';
import { readPhysical } from './state.ts';

const label = { zh: '标', en: 'Label' };

/** A field as tests write it: `['price', 'money', { scale: 4 }]`. */
export type FieldRow = readonly [name: string, kind: string, props?: Readonly<Record<string, unknown>>];

export function field([name, kind, props = {}]: FieldRow): FieldSource {
  return { name, kind, label, ...props } as FieldSource;
}

/** A model with one form of the given fields, or with several. */
export function modelOf(
  fields: readonly FieldRow[],
  more: Partial<FormSource> = {},
  others: readonly FormSource[] = [],
): Model {
  const form = {
    name: 'item',
    kind: 'master',
    sharing: 'everybody',
    label,
    fields: fields.map(field),
    ...more,
  } as FormSource;
  return compiled([form, ...others]);
}

export function compiled(forms: readonly FormSource[]): Model {
  const { model, issues } = compile([
    {
      manifest: { name: 'test', version: '1.0.0', guiju: { prefix: 't', label } },
      forms: forms.map((content) => ({ file: `forms/${content.name}.json`, content })),
      extensions: [],
      params: [],
      data: [],
      cases: [],
      messages: [],
    },
  ]);
  if (!model) throw new Error(JSON.stringify(issues));
  return model;
}

let plans = 0;
export function planId(): string {
  plans += 1;
  return `00000000-0000-7000-8000-${String(plans).padStart(12, '0')}`;
}

/** Plans, applies and switches, as a publish does. */
export async function publish(
  db: Database,
  model: Model,
  revision = 1,
  options: Partial<ApplyOptions> = {},
): Promise<Plan> {
  const plan = await planTables(db, model, options);
  if (plan.issues.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(plan.issues));
  const id = options.id ?? planId();
  await applyPlan(db, plan, { node: 'test', at: 0, ...options, id });
  await db.transaction((tx) => finishPlan(tx, db.dialect, plan, { id, revision, ...options }));
  return plan;
}

/** Puts a value into the column that a path has today. */
export async function put(db: Database, path: string, id: string, cell: Cell): Promise<void> {
  const column = (await readPhysical(db)).live.get(path);
  if (!column) throw new Error(`${path} has no column`);
  const { quote, upsert } = db.dialect;
  await db.run(upsert(column.table, ['id', 'revision'], ['id']), [id, 1]);
  await db.run(`UPDATE ${quote(column.table)} SET ${quote(column.name)} = ? WHERE id = ?`, [cell, id]);
}

/** Stored values of a path by record id. */
export async function values(db: Database, path: string): Promise<Readonly<Record<string, unknown>>> {
  const column = (await readPhysical(db)).live.get(path);
  if (!column) throw new Error(`${path} has no column`);
  const { quote, decode } = db.dialect;
  const rows = await db.all<{ id: string; value: string }>(
    `SELECT id, ${quote(column.name)} AS value FROM ${quote(column.table)} ORDER BY id`,
  );
  return Object.fromEntries(rows.map(({ id, value }) => [id, decode(column.kept.column, value)]));
}
