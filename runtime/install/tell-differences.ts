import { compareInSteps } from '../../metadata/diff/compare-packages.ts';
import { type Difference, meaningOf } from '../../metadata/diff/difference.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Language } from '../../metadata/label.ts';
import type { Model } from '../../metadata/model.ts';
import type { PackageSource } from '../../metadata/source.ts';
import { createSlices } from '../breaks.ts';
import type { Served } from '../call/call.ts';
import type { Database } from '../database/database.ts';
import { differenceWords } from './said-words.ts';

export interface Differing {
  readonly package: string;
  readonly difference: Difference;
  /** Records that have something to lose or to follow; null: it is about none. */
  readonly records: number | null;
}

/** Of a package that is new everything is; its words and cases go without saying. */
function nothingOf({ manifest, cases, messages }: PackageSource): PackageSource {
  return { manifest, cases, messages, ...{ forms: [], extensions: [], params: [], data: [] } };
}

/** What new versions say otherwise, with how many records are concerned. */
export async function tellDifferences(
  database: Database,
  served: Served,
  before: ReadonlyMap<string, PackageSource>,
  given: ReadonlyMap<string, PackageSource>,
): Promise<readonly Differing[]> {
  const count = counter(database, served);
  const found: Differing[] = [];
  const slices = createSlices();
  for (const [name, next] of given)
    for (const difference of await slices.drain(compareInSteps(before.get(name) ?? nothingOf(next), next)))
      found.push({ package: name, difference, records: await count(difference) });
  return found;
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
  return async (one: Difference): Promise<number | null> => {
    const { concerns } = meaningOf(one);
    if (one.rule === 'record-removed') return null;
    const [id = '', field] = one.place.split('/');
    const form = formAt(model, id);
    if (!form || !(concerns.includes('data') || concerns.includes('matches'))) return null;
    const own = table(form);
    const column = field === undefined ? undefined : own.columns.get(field);
    return counted(own.name, column);
  };
}

function formAt(model: Model, id: string) {
  return model.formsById.get(id);
}

export function describeDifference(
  { package: owner, difference, records }: Differing,
  language: Language,
  model: Model,
): JsonObject {
  const { rule, place, label } = difference;
  const { grade, concerns } = meaningOf(difference);
  const form = formAt(model, place.split('/')[0] ?? '');
  return {
    ...{ package: owner, rule, grade, concerns: [...concerns], place, records },
    form: form?.id ?? null,
    label: (label ?? null) as Json,
    message: differenceWords(difference, language, model),
  };
}
