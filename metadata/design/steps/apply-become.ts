import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { listed, valueAt } from '../../common/json-path.ts';
import { fieldAt } from '../../model/layers/layered.ts';
import { remove } from './apply-remove.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';
import { knownForm } from './known-form.ts';
import { addStep, leaveFreshSteps, publishedOptions, wasThere } from './layer-migrations.ts';
import { ownPlace } from './own-place.ts';

/** Records that hold a former option hold the other since; who never published one has nothing to translate. */
export function mergeOptions(editing: Editing, { form, field, values }: StepOf<'merge-options'>): undefined {
  if (!knownForm(editing, form)) return;
  const spot = ownPlace(editing, form, `fields/${field}`);
  if (!spot) return editing.refuse('design-not-own', { target: `fields/${field}` });
  const at = [...spot.at, 'options'];
  const options = listed(editing.read({ file: spot.file, at }));
  const named = (option: Json) => String(valueAt(option, ['value']));
  const known = new Set(options.map(named));
  for (const [value, becomes] of Object.entries(values)) {
    if (becomes === null) continue;
    if (!known.has(becomes) || Object.hasOwn(values, becomes))
      return editing.refuse('migration-value-unknown', { value: becomes, field, near: [] });
    if (value === becomes) return editing.refuse('migration-value-offered', { value, field });
  }
  const left = options.filter((option) => !Object.hasOwn(values, named(option)));
  editing.write({ file: spot.file, at }, left);
  const stored = new Set(publishedOptions(editing, form, field));
  const said = Object.fromEntries(Object.entries(values).filter(([value]) => stored.has(value)));
  if (Object.keys(said).length > 0) addStep(editing, { step: 'values', form, field, values: said });
}

/** What is said anew of a value since the last publish takes the place of what was said before. */
export function fitValues(
  editing: Editing,
  { form, field, values = {}, others }: StepOf<'fit-values'>,
): undefined {
  if (!knownForm(editing, form)) return;
  if (!ownPlace(editing, form, `fields/${field}`))
    return editing.refuse('design-not-own', { target: `fields/${field}` });
  leaveFreshSteps(editing, (step) => {
    if (valueAt(step, ['form']) !== form || valueAt(step, ['field']) !== field) return step;
    const sort = valueAt(step, ['step']);
    if (sort === 'empty') return null;
    const said = valueAt(step, ['values']);
    if (sort !== 'values' || !isObject(said)) return step;
    const left = Object.entries(said).filter(([value]) => !Object.hasOwn(values, value));
    return left.length === 0 ? null : { ...(step as JsonObject), values: Object.fromEntries(left) };
  });
  if (Object.keys(values).length > 0) addStep(editing, { step: 'values', form, field, values });
  if (others === 'empty') addStep(editing, { step: 'empty', form, field });
}

/** Fields of the record go, their twins in the rows take what they held. */
export function moveIntoRows(editing: Editing, { form, fields, into }: StepOf<'move-into-rows'>): undefined {
  const known = knownForm(editing, form);
  if (!known) return;
  const rows = ownPlace(editing, form, `fields/${into}`);
  if (!rows || (fieldAt(known, into)?.fields.length ?? 0) === 0)
    return editing.refuse(rows ? 'unknown-entries' : 'design-not-own', {
      entries: into,
      target: `fields/${into}`,
    });
  // Values that are stored go into rows that nobody can have yet.
  if (wasThere(editing, form, into) && fields.some((id) => wasThere(editing, form, id)))
    return editing.refuse('design-rows-known', { entries: into });
  const stored: Record<string, string> = {};
  for (const id of fields) {
    const spot = ownPlace(editing, form, `fields/${id}`);
    const source = spot && editing.read(spot);
    if (!isObject(source)) return editing.refuse('design-not-own', { target: `fields/${id}` });
    if (wasThere(editing, form, id)) stored[id] = id;
    const home = ownPlace(editing, form, `fields/${into}`);
    const isThere = fieldAt(known, into)?.fields.some((one) => one.id === id);
    if (home && !isThere) {
      const at = [...home.at, 'fields'];
      editing.write({ file: home.file, at }, [...listed(editing.read({ file: home.file, at })), source]);
    }
    remove(editing, { do: 'remove', form, place: `fields/${id}` });
  }
  if (Object.keys(stored).length > 0) addStep(editing, { step: 'rows', form, fields: stored, into });
}
