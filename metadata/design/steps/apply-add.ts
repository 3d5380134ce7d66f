import type { Json } from '../../common/json.ts';
import { listed, objectsIn, withItem } from '../../common/json-path.ts';
import { fieldAt, type LayeredForm } from '../../model/layers/layered.ts';
import { isFieldName, isFormName, isPartName, isReservedId } from '../../names.ts';
import { addParamOption } from './apply-param-options.ts';
import { placeField } from './apply-place.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';
import { knownForm, startsRight } from './known-form.ts';
import { layoutOf } from './own-layout.ts';
import { ownPlace } from './own-place.ts';

export function addForm(editing: Editing, { content }: StepOf<'add-form'>): undefined {
  const { name } = content;
  const id = content.id ?? name;
  if (!isFormName(name)) return editing.refuse('form-name', { name });
  const taken = editing.form(id);
  const others = [...editing.world.below.values()].find(({ source }) => source.name === name);
  const twin = taken ?? others ?? ownFormCalled(editing, name);
  if (twin) return editing.refuse('form-twice', { id: name, package: twin.place.package });
  editing.files.set(editing.freePath('forms', name), content as Json);
}

function ownFormCalled(editing: Editing, name: string): LayeredForm | undefined {
  for (const [file, content] of editing.files)
    if (file.startsWith('forms/'))
      for (const [, form] of objectsIn([content]))
        if (form['name'] === name) return editing.form(String(form['id'] ?? name));
  return undefined;
}

export function addField(
  editing: Editing,
  { form, in: upper = '', content, group, before }: StepOf<'add-field'>,
): undefined {
  const known = knownForm(editing, form);
  if (!known) return;
  const id = content.id ?? content.name;
  if (!isFieldName(id) || !isFieldName(content.name)) return editing.refuse('field-name', { name: id });
  if (isReservedId(id, upper !== '')) return editing.refuse('field-reserved', { name: id });
  const rows = upper === '' ? undefined : fieldAt(known, upper);
  if (upper !== '' && (!rows || rows.fields.length === 0))
    return editing.refuse('unknown-entries', { entries: upper });
  const beside = rows ? rows.fields : known.fields;
  const twin = beside.find((one) => !one.dropped && (one.id === id || one.source.name === content.name));
  if (twin) return editing.refuse('part-twice', { part: 'fields', name: content.name });
  const item = content as Json;
  const home = ownPlace(editing, form, upper === '' ? '' : `fields/${upper}`);
  // Before the field is there: proposed with rows in it, the layout would keep an empty group for them.
  if (home && upper === '' && (group !== undefined || before !== undefined)) layoutOf(editing, home.file);
  if (home) insertField(editing, home.file, [...home.at, 'fields'], item, upper === '' ? undefined : before);
  else {
    if (!startsRight(editing, id) || !startsRight(editing, content.name)) return;
    const file = editing.extensionFile(form);
    insertField(editing, file, upper === '' ? ['fields'] : ['rows', upper], item, before);
  }
  if (upper === '' && (group !== undefined || before !== undefined))
    placeField(editing, {
      form,
      field: id,
      ...(group !== undefined && { in: group }),
      ...(before && { before }),
    });
}

/** Inserts a field into a list: before another one where that is named, else at the end. */
function insertField(
  editing: Editing,
  file: string,
  list: readonly (string | number)[],
  item: Json,
  before?: string,
): undefined {
  const items = listed(editing.read({ file, at: list }));
  const at = [...objectsIn(items)].find(([, field]) => (field['id'] ?? field['name']) === before)?.[0];
  editing.files.set(file, withItem(editing.files.get(file), list, item, at));
}

export function addOption(
  editing: Editing,
  { form, field, content, before }: StepOf<'add-option'>,
): undefined {
  if (form === '')
    return addParamOption(editing, {
      do: 'add-option',
      form,
      field,
      content,
      ...(before !== undefined && { before }),
    });
  const known = knownForm(editing, form);
  if (!known) return;
  const layered = fieldAt(known, field);
  if (!layered) return editing.refuse('unknown-field', { field, near: [] });
  const options = listed(layered.source['options'] as Json);
  if ([...objectsIn(options)].some(([, option]) => option['value'] === content.value))
    return editing.refuse('option-twice', { value: content.value });
  const home = ownPlace(editing, form, `fields/${field}`);
  const item = content;
  const file = home?.file ?? editing.extensionFile(form);
  const list = home ? [...home.at, 'options'] : ['set', `fields/${field}/options`];
  const items = listed(editing.read({ file, at: list }));
  const at = [...objectsIn(items)].find(([, option]) => option['value'] === before)?.[0];
  editing.files.set(file, withItem(editing.files.get(file), list, item, at));
}

export function addPart(editing: Editing, step: StepOf<'add-part'>): undefined {
  const { form, part, content } = step;
  const known = knownForm(editing, form);
  if (!known) return;
  const { name } = content;
  if (!isPartName(name)) return editing.refuse('part-name', { part, name });
  if (partsOf(known, part).includes(name)) return editing.refuse('part-twice', { part, name });
  const item = content;
  const own = editing.formFile(form);
  if (own === undefined) {
    if (!startsRight(editing, name)) return;
    const file = editing.extensionFile(form);
    const more = { ...(part === 'groups' && { tab: step.tab }), ...afterOf(step) };
    editing.files.set(file, withItem(editing.files.get(file), [part], { ...item, ...more }));
    return;
  }
  if (part !== 'tabs' && part !== 'groups') {
    editing.files.set(own, withItem(editing.files.get(own), [part], item));
    return;
  }
  layoutOf(editing, own);
  const tab = part === 'groups' ? ownPlace(editing, form, `layout/tabs/${step.tab}`) : undefined;
  if (part === 'groups' && !tab) return editing.refuse('unknown-part', { part: 'tabs', name: step.tab });
  const list = tab ? [...tab.at, 'groups'] : ['layout', 'tabs'];
  const items = listed(editing.read({ file: own, at: list }));
  const { after } = afterOf(step);
  const behind = [...objectsIn(items)].find(([, one]) => one['name'] === after)?.[0];
  editing.files.set(
    own,
    withItem(editing.files.get(own), list, item, behind === undefined ? undefined : behind + 1),
  );
}

function afterOf(step: StepOf<'add-part'>): { readonly after?: string } {
  return (step.part === 'tabs' || step.part === 'groups') && step.after !== undefined
    ? { after: step.after }
    : {};
}

function partsOf({ source }: LayeredForm, part: StepOf<'add-part'>['part']): readonly string[] {
  const tabs = source.layout?.tabs ?? [];
  if (part === 'tabs') return tabs.map(({ name }) => name);
  if (part === 'groups') return tabs.flatMap(({ groups }) => groups.map(({ name }) => name));
  return (source[part] ?? []).map(({ name }) => name);
}
