import { listed, valueAt } from '../../common/json-path.ts';
import { rowAt } from '../../property/rows.ts';
import { askedBy } from '../../property/target-place.ts';
import { resetParam, setParamProperty } from './apply-params.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';
import { leaveOthers } from './leave-groups.ts';
import { leaveValues } from './leave-values.ts';
import { layoutOf } from './own-layout.ts';
import { ownPlace } from './own-place.ts';
import { isNeeded } from './same-property.ts';
import { say, unsay } from './say.ts';

export function set(editing: Editing, { form, target, value }: StepOf<'set'>): undefined {
  if (form === '') return setParamProperty(editing, target, value);
  const { place, property } = askedBy(target);
  const own = ownOf(editing, form, place);
  if (!own) return say(editing, form, target, value);
  if (rowAt(target)?.steps) return editing.refuse('set-owner', { target });
  const { file, at } = own;
  if (place === '' && property[0] === 'list') keepColumns(editing, form, file);
  editing.write({ file, at: [...at, ...property] }, value);
  if (place.startsWith('layout/groups/') && property[0] === 'fields')
    leaveOthers(editing, form, place, listed(value).map(String));
  if (place.startsWith('fields/')) leaveValues(editing, form, place.slice('fields/'.length));
}

export function reset(editing: Editing, { form, target }: StepOf<'reset'>): undefined {
  if (form === '') return resetParam(editing, target);
  const { place, property } = askedBy(target);
  const own = ownOf(editing, form, place);
  if (!own) return unsay(editing, form, target);
  const row = rowAt(target);
  const kind = String(editing.read({ file: own.file, at: [...own.at, 'kind'] }));
  // A place in the menu is a folder.
  if (row?.steps || isNeeded(target, kind) || target === 'menu/path')
    return editing.refuse('design-needed', { target });
  editing.remove({ file: own.file, at: [...own.at, ...property] });
  if (place.startsWith('fields/')) leaveValues(editing, form, place.slice('fields/'.length));
}

/** Parts of a layout that its form did not write down are written down with the first thing said of them. */
function ownOf(editing: Editing, form: string, place: string) {
  const file = editing.formFile(form);
  if (place.startsWith('layout/') && file !== undefined) layoutOf(editing, file);
  return ownPlace(editing, form, place);
}

/** A list says its columns: where it did not, those that it has anyway. */
function keepColumns(editing: Editing, form: string, file: string): undefined {
  const content = editing.files.get(file);
  if (valueAt(content, ['list', 'columns']) !== undefined) return;
  const columns = (editing.form(form)?.fields ?? [])
    .filter(({ fields, source }) => fields.length === 0 && source.hidden !== true)
    .map(({ id }) => id);
  const first = ['number', 'name'].filter((name) => columns.includes(name));
  editing.write({ file, at: ['list', 'columns'] }, [...new Set([...first, ...columns])].slice(0, 6));
}
