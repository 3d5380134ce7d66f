import { type Json, pointerTo } from '../../../metadata/json.ts';
import type { Field, Model, Shape } from '../../../metadata/model.ts';
import { aboutOf } from '../../../rules/behaviour/about.ts';
import type { Connection } from '../../database/database.ts';
import type { Unfit } from './fit-stored.ts';
import { rowsOf, type StoredRow } from './stored.ts';

interface Work {
  readonly reader: Connection;
  readonly model: Model;
  readonly unfit: Unfit[];
}

/**
 * A version whose values have the right shape and mean something else since a field became another: ids of records of
 * another form, names of fields that the form it is about never had. What means nothing is left out and told; a record
 * that was deleted since is not of these, since it can come back first.
 */
export async function fitMeaning<T extends StoredRow>(
  shape: Shape,
  version: T,
  reader: Connection,
  model: Model,
): Promise<{ readonly row: T; readonly unfit: readonly Unfit[] }> {
  const work: Work = { reader, model, unfit: [] };
  return { row: (await fitRow(shape, version, '', work)) as T, unfit: work.unfit };
}

async function fitRow(shape: Shape, version: StoredRow, path: string, work: Work): Promise<StoredRow> {
  const row: StoredRow = { ...version };
  for (const field of shape.fields) {
    const value = version[field.id];
    const here = path + pointerTo(field.name);
    if (value === undefined || value === null || field.kind.derived) continue;
    const { rows } = field;
    if (rows) {
      const kept: StoredRow[] = [];
      for (const [at, one] of rowsOf(value).entries())
        kept.push(await fitRow(rows, one, `${here}/${at}`, work));
      row[field.id] = kept;
      continue;
    }
    const meant = await meaning(field, value, work);
    if (meant === value) continue;
    row[field.id] = meant;
    work.unfit.push({ path: here, value });
  }
  return row;
}

/** The value itself when all of it means something. */
async function meaning(field: Field, value: Json, { reader, model }: Work): Promise<Json> {
  const items = [value].flat() as readonly Json[];
  let kept = items;
  if (field.target !== undefined) {
    const ever: Json[] = [];
    for (const id of items) if (await everWas(reader, field.target, String(id))) ever.push(id);
    kept = ever;
  } else {
    const about = aboutOf(field, (form) => model.formsById.get(form));
    const problems = about ? (field.kind.fits?.(value, field, about) ?? []) : [];
    const unknown = new Set(
      problems.filter(({ code }) => code === 'unknown-field').map((problem) => problem.path),
    );
    kept = items.filter((_, at) => !unknown.has(`/${at}`));
  }
  if (kept.length === items.length) return value;
  return Array.isArray(value) ? kept : null;
}

async function everWas(reader: Connection, form: string, id: string): Promise<boolean> {
  const found = await reader.first('SELECT revision FROM gj_history WHERE form = ? AND record = ? LIMIT 1', [
    form,
    id,
  ]);
  return found !== undefined && found !== null;
}
