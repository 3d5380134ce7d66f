import { isObject, type Json } from '../../../metadata/common/json.ts';
import { formerTextsOf, formerValuesOf } from '../../../metadata/former-values.ts';
import type { FieldSet, Form, Model } from '../../../metadata/model.ts';
import type { Edition } from '../../common/edition.ts';
import type { Connection } from '../../database/database.ts';
import { rowsOf, type StoredRow } from '../../storage/store/record/stored.ts';
import type { StoreParts } from '../../storage/store/save/parts.ts';
import { modelThen } from './model-then.ts';
import { type Becoming, becoming } from './records/becoming.ts';
import { conditionFields } from './records/stored-conditions.ts';
import { viewForm } from './records/stored-views.ts';

/** Versions whose conditions and kept lists follow the steps that packages took since, as those did that stand. */
export function createRewrittenSince(reader: Connection, edition: Edition): StoreParts['rewrittenSince'] {
  return async (form, version, revision, model) => {
    const paths = new Map(conditionFields(form).map(({ path, props }) => [path, String(props['facts'])]));
    const isView = form.id === viewForm;
    if ((paths.size === 0 && !isView) || !takesSteps(model)) return version;
    const row = await reader.first<{ revision: number }>(
      'SELECT MAX(revision) AS revision FROM gj_publish WHERE revision > ?',
      [revision],
    );
    const former = row?.revision ? await modelThen(reader, revision, edition) : undefined;
    if (!former) return version;
    const became = becoming(former, model);
    if (!isView) return (await rewritten(form, version, paths, became)) as typeof version;
    return { ...version, config: await became.view(String(version['form']), version['config'] ?? null) };
  };
}

async function rewritten(
  shape: FieldSet,
  row: StoredRow,
  paths: ReadonlyMap<string, string>,
  became: Becoming,
): Promise<StoredRow> {
  const next: StoredRow = { ...row };
  for (const field of shape.fields) {
    const value = row[field.id];
    if (value === null || value === undefined) continue;
    const facts = paths.get(field.path);
    if (facts !== undefined) next[field.id] = await became.condition(facts, value);
    else if (field.rows) {
      const { rows } = field;
      const all: StoredRow[] = [];
      for (const one of rowsOf(value)) all.push(await rewritten(rows, one, paths, became));
      next[field.id] = all;
    }
  }
  return next;
}

const known = new WeakMap<Model, boolean>();

/** Whether any package states steps at all: most do not, and nobody has to look back. */
function takesSteps(model: Model): boolean {
  const takes = known.get(model) ?? [...model.formsById.values()].some(hasSteps);
  known.set(model, takes);
  return takes;
}

function hasSteps(shape: Form | FieldSet): boolean {
  return (
    (shape.moves ?? []).length > 0 ||
    shape.fields.some(
      (field) =>
        isObject((formerValuesOf(field) ?? null) as Json) ||
        field.formerNumbers !== undefined ||
        formerTextsOf(field) !== undefined ||
        (field.rows !== undefined && hasSteps(field.rows)),
    )
  );
}
