import { isObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { PlanDifference } from '../../../metadata/contract/packages/install-plan.ts';
import { compareInSteps } from '../../../metadata/diff/compare-packages.ts';
import { type PartMove, partMoves } from '../../../metadata/diff/part-moves.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import { type Difference, meaningOf } from '../../../metadata/property/difference.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import type { FormTable, Served } from '../../call/call.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Database } from '../../database/database.ts';
import { differenceWords } from './said-words.ts';

export interface Differing {
  readonly package: string;
  readonly difference: Difference;
  /** Records that have something to lose or to follow; null: it is about none. */
  readonly records: number | null;
}

/** A part that only goes from one package into another. */
export interface Moving extends PartMove {
  /** Of a form: records that stay where they are; null: it has none of its own. */
  readonly records: number | null;
}

export interface WhatDiffers {
  readonly differences: readonly Differing[];
  readonly moves: readonly Moving[];
}

/** Of a package that is new everything is, the folders of its menu too; its words and cases go without saying. */
function nothingOf({ manifest: whole, cases, messages }: PackageSource): PackageSource {
  const { menu: _, ...guiju } = whole.guiju;
  const manifest = { ...whole, guiju };
  return { manifest, cases, messages, forms: [], extensions: [], params: [], data: [] };
}

/**
 * Finds the differences of new versions, with how many records are concerned; a part that one leaves to another is no
 * loss.
 */
export async function tellDifferences(
  database: Database,
  served: Served,
  before: ReadonlyMap<string, PackageSource>,
  given: ReadonlyMap<string, PackageSource>,
): Promise<WhatDiffers> {
  const { difference: ofDifference, form: ofForm } = counter(database, served);
  const parted = partMoves(before, given);
  const differences: Differing[] = [];
  const slices = createSlices();
  for (const [name, next] of parted.after) {
    const former = parted.before.get(name) ?? nothingOf(next);
    for (const difference of await slices.drain(compareInSteps(former, next)))
      differences.push({ package: name, difference, records: await ofDifference(difference) });
  }
  const moves: Moving[] = [];
  for (const move of parted.moves)
    moves.push({ ...move, records: move.sort === 'form' ? await ofForm(move.about) : null });
  return { differences, moves };
}

/** Counts each table, column and value once. */
function counter({ dialect, first }: Database, { model, table }: Served) {
  const counts = new Map<string, Promise<number>>();
  const counted = (sql: string, values: readonly string[] = []) => {
    const key = JSON.stringify([sql, values]);
    const count = counts.get(key) ?? first<{ n: number }>(sql, values).then((row) => Number(row?.n ?? 0));
    counts.set(key, count);
    return count;
  };
  const inForm = async (id: string): Promise<number | null> => {
    const form = formAt(model, id);
    return form ? counted(`SELECT COUNT(*) AS n FROM ${dialect.quote(table(form).name)}`) : null;
  };
  /** Records that have something in a field, which may be one of their rows; of an option, those that have that one. */
  const inField = async (id: string, path: readonly string[], isOption: boolean): Promise<number | null> => {
    const form = formAt(model, id);
    const found = form && columnAt(form, table(form), path);
    if (!found) return inForm(id);
    const { field, column, steps, isOfRows } = found;
    const count = isOfRows ? `COUNT(DISTINCT ${dialect.quote('record')})` : 'COUNT(*)';
    const sql = `SELECT ${count} AS n FROM ${dialect.quote(found.table)}`;
    if (column === undefined) return counted(sql);
    const name = dialect.quote(column);
    if (!isOption) return counted(`${sql} WHERE ${name} IS NOT NULL`);
    const isList = field.kind.column(field)?.type === 'json';
    const has = isList ? `${name} IS NOT NULL AND ${dialect.hasElement(name, '?')}` : `${name} = ?`;
    return counted(`${sql} WHERE ${has}`, [path.slice(steps).join('/')]);
  };
  return {
    form: inForm,
    async difference(one: Difference): Promise<number | null> {
      const { concerns } = meaningOf(one);
      // Of a condition or a check a plan counts the records that it is about, where it tries them.
      if (one.rule === 'record-removed' || one.rule === 'check-added' || isUnderCondition(one)) return null;
      if (!concerns.includes('data') && !concerns.includes('matches')) return null;
      const [id = '', ...path] = one.place.split('/');
      // Whoever chose another option has nothing to lose.
      return inField(id, path, one.rule === 'option-removed');
    },
  };
}

interface FoundField {
  readonly field: Field;
  /** Absent: rows, which are a table of their own. */
  readonly column: string | undefined;
  readonly table: string;
  readonly isOfRows: boolean;
  /** Steps of the path that led to it. */
  readonly steps: number;
}

/** Finds the last field that a path leads to, and where it is stored; undefined: it leads to none. */
function columnAt(form: Form, own: FormTable, path: readonly string[]): FoundField | undefined {
  let [shape, at]: [FieldSet, FormTable] = [form, own];
  let found: FoundField | undefined;
  for (const [step, id] of path.entries()) {
    const field = shape.byId.get(id);
    const rows = field?.rows && at.entries.get(id);
    if (rows) at = rows;
    const column = rows ? undefined : at.columns.get(id);
    if (!field || (!rows && column === undefined)) break;
    found = { field, column, table: at.name, isOfRows: at !== own, steps: step + 1 };
    if (!field.rows) break;
    shape = field.rows;
  }
  return found;
}

/** Whether a field comes to be required of some records alone. */
function isUnderCondition({ rule, after }: Difference): boolean {
  if (rule === 'field-added-required-when') return true;
  const said = isObject(after) ? Object.entries(after) : [];
  return said.some(([name, value]) => /(^|\/)required$/.test(name) && isObject(value));
}

function formAt(model: Model, id: string) {
  return model.formsById.get(id);
}

export function describeDifference(
  { package: owner, difference, records }: Differing,
  language: Language,
  models: { readonly model: Model; readonly former: Model },
): PlanDifference {
  const { rule, place, label } = difference;
  const { grade, concerns } = meaningOf(difference);
  const form = formAt(models.model, place.split('/')[0] ?? '');
  return {
    package: owner,
    rule,
    grade,
    concerns: [...concerns],
    place,
    records,
    form: form?.id ?? null,
    label: label ?? null,
    message: differenceWords(difference, language, models),
  };
}
