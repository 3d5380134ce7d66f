import { isObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { PlanDifference } from '../../../metadata/contract/packages/install-plan.ts';
import { compareInSteps } from '../../../metadata/diff/compare-packages.ts';
import { type PartMove, partMoves } from '../../../metadata/diff/part-moves.ts';
import type { Model } from '../../../metadata/model.ts';
import { type Difference, meaningOf } from '../../../metadata/property/difference.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import type { Served } from '../../call/call.ts';
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

/** Of a package that is new everything is; its words and cases go without saying. */
function nothingOf({ manifest, cases, messages }: PackageSource): PackageSource {
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

/** Counts each table and column once. */
function counter({ dialect, first }: Database, { model, table }: Served) {
  const counts = new Map<string, Promise<number>>();
  const counted = (name: string, column?: string) => {
    const key = `${name} ${column ?? ''}`;
    const where = column === undefined ? '' : ` WHERE ${dialect.quote(column)} IS NOT NULL`;
    const count =
      counts.get(key) ??
      first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${dialect.quote(name)}${where}`).then((row) =>
        Number(row?.n ?? 0),
      );
    counts.set(key, count);
    return count;
  };
  const inForm = async (id: string, field?: string): Promise<number | null> => {
    const form = formAt(model, id);
    if (!form) return null;
    const own = table(form);
    return counted(own.name, field === undefined ? undefined : own.columns.get(field));
  };
  return {
    form: (id: string) => inForm(id),
    async difference(one: Difference): Promise<number | null> {
      const { concerns } = meaningOf(one);
      // Of a condition or a check a plan counts the records that it is about, where it tries them.
      if (one.rule === 'record-removed' || one.rule === 'check-added' || isUnderCondition(one)) return null;
      const [id = '', field] = one.place.split('/');
      return concerns.includes('data') || concerns.includes('matches') ? inForm(id, field) : null;
    },
  };
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
