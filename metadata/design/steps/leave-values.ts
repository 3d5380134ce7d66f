import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { listed, valueAt } from '../../common/json-path.ts';
import { isKept, keepsPlain } from '../../kinds/common/kept-value.ts';
import { loneField } from '../../kinds/common/lone-field.ts';
import { kinds } from '../../kinds/index.ts';
import { isMigrationFile } from '../../model/layers/migration-file.ts';
import type { Editing } from './editing.ts';
import { changeSteps } from './layer-migrations.ts';
import { ownPlace } from './own-place.ts';

/**
 * Once a field is wider or narrower than it was, former values that it can keep now mean themselves again, and none means
 * what it cannot keep any more: what was said of those goes.
 */
export function leaveValues(editing: Editing, form: string, path: string): undefined {
  const own = ownPlace(editing, form, `fields/${path}`);
  const source = own && editing.read(own);
  const kind = isObject(source ?? null) ? kinds.get(String((source as JsonObject)['kind'])) : undefined;
  if (!kind || !keepsPlain(kind)) return;
  const lone = loneField(kind, source as JsonObject);
  const isOf = (step: Json, sort: string) =>
    valueAt(step, ['step']) === sort && valueAt(step, ['form']) === form && valueAt(step, ['field']) === path;
  const files = [...editing.files].filter(([file]) => isMigrationFile(file));
  const steps = files.flatMap(([, content]) => listed(valueAt(content, ['steps'])));
  // Of texts that were options, former values are options and mean what these were called.
  if (steps.some((step) => isOf(step, 'text'))) return;
  changeSteps(editing, (step) => {
    const values = valueAt(step, ['values']);
    if (!isOf(step, 'values') || !isObject(values)) return step;
    const holds = ([value, becomes]: readonly [string, Json]) =>
      !isKept(value, lone) &&
      (becomes === null || Object.hasOwn(values, String(becomes)) || isKept(String(becomes), lone));
    const left = Object.entries(values).filter(holds);
    if (left.length === Object.keys(values).length) return step;
    return left.length === 0 ? null : { ...(step as JsonObject), values: Object.fromEntries(left) };
  });
}
