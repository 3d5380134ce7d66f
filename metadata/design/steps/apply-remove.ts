import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { type JsonPath, listed, objectsIn, valueAt } from '../../common/json-path.ts';
import { fieldAt } from '../../model/layers/layered.ts';
import { sourceOf } from '../../model/layers/set-property.ts';
import { rowAt, rowsOf } from '../../property/rows.ts';
import { isNamedPart, placeSegments, targetSegments } from '../../property/target-place.ts';
import { neededFields } from '../../property/view-kinds.ts';
import { addField, addOption, addPart } from './apply-add.ts';
import { removeOption } from './apply-param-options.ts';
import { bringParamBack, hideParam } from './apply-params.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';
import { knownForm } from './known-form.ts';
import { publishedField } from './layer-migrations.ts';
import { ownPlace } from './own-place.ts';
import { dropEmpty, say, takeOut, unsay } from './say.ts';

export function hide(editing: Editing, { form, place }: StepOf<'hide'>): undefined {
  if (form === '') return hideParam(editing, place);
  if (!isHideable(place)) return editing.refuse('set-nothing', { target: `${place}/hidden`, near: [] });
  if (!knownForm(editing, form)) return;
  const own = ownPlace(editing, form, place);
  if (own) editing.write({ file: own.file, at: [...own.at, 'hidden'] }, true);
  else say(editing, form, `${place}/hidden`, true);
}

/** Fields and options; other things are shown by a condition, or removed. */
function isHideable(place: string): boolean {
  return /^fields\/[^/]+(\/options\/.+)?$/.test(place);
}

/** With what this layer says of it elsewhere: a column, a place in a group. */
export function remove(editing: Editing, { form, place }: StepOf<'remove'>): undefined {
  if (form === '') return removeOption(editing, place);
  if (place === '') return removeForm(editing, form);
  if (!knownForm(editing, form)) return;
  const spot = ownPlace(editing, form, place);
  if (!spot) return editing.refuse('design-not-own', { target: place });
  const list = spot.at.slice(0, -1);
  // What a layer adds to another's options can go.
  if (list.at(-1) === 'options' && listed(editing.read({ file: spot.file, at: list })).length === 1)
    return editing.refuse('design-last-option');
  editing.remove(spot);
  tidy(editing, spot.file, list);
  for (const file of editing.extensionFiles(form)) {
    for (const member of ['set', 'overrules'])
      for (const target of Object.keys(asObject(editing.read({ file, at: [member] }))))
        if (isWithin(target, place)) takeOut(editing, file, member, target);
    dropEmpty(editing, file);
  }
  const [part, path = '', third] = placeSegments(place);
  if (part === 'fields' && third === undefined && !path.includes('.')) forgetField(editing, form, path);
  if (part === 'fields' && third === undefined && path.includes('.')) forgetColumn(editing, form, path);
}

/** Whether a target is of a place, or of something in it. */
function isWithin(target: string, place: string): boolean {
  const segments = targetSegments(target);
  return placeSegments(place).every((segment, at) => segment === segments[at]);
}

function removeForm(editing: Editing, form: string): undefined {
  const own = editing.formFile(form);
  if (own === undefined) return editing.refuse('design-not-own', { target: form });
  for (const file of [own, ...editing.extensionFiles(form)]) editing.files.delete(file);
  for (const [file, content] of editing.files)
    if (/^(data|cases)\//.test(file) && valueAt(content, ['form']) === form) editing.files.delete(file);
}

/** An empty list says nothing. */
function tidy(editing: Editing, file: string, list: JsonPath): undefined {
  const left = editing.read({ file, at: list });
  const isSaid = list[0] === 'layout' || (list[0] === 'fields' && !file.startsWith('extensions/'));
  if (Array.isArray(left) && left.length === 0 && !isSaid) editing.remove({ file, at: list });
}

/** Properties of the form that name its fields. */
const naming: readonly JsonPath[] = Object.entries(rowsOf.form).flatMap(
  ([name, { ofFields, members = {} }]) => [
    ...(ofFields === 'form' ? [[name]] : []),
    ...Object.keys(members).flatMap((member) =>
      members[member]?.ofFields === 'form' ? [[name, member]] : [],
    ),
  ],
);

/** Takes a field out of the lists of the form that name it. */
function forgetField(editing: Editing, form: string, id: string): undefined {
  const own = editing.formFile(form);
  const strip = (file: string, at: JsonPath) => {
    const items = editing.read({ file, at });
    if (items === id) return editing.remove({ file, at });
    if (!Array.isArray(items) || !items.some((one) => one === id || one === `-${id}`)) return;
    const left = items.filter((one) => one !== id && one !== `-${id}`);
    if (left.length > 0 || at.at(-1) === 'fields' || at.at(-1) === 'columns')
      editing.write({ file, at }, left);
    else editing.remove({ file, at });
  };
  if (own !== undefined) {
    for (const at of naming) strip(own, at);
    for (const at of namedFiles(editing, own, ['fields'])) strip(own, at);
    for (const [tab] of objectsIn(editing.read({ file: own, at: ['layout', 'tabs'] })))
      for (const [group] of objectsIn(editing.read({ file: own, at: ['layout', 'tabs', tab, 'groups'] })))
        strip(own, ['layout', 'tabs', tab, 'groups', group, 'fields']);
    leaveBlocks(editing, own, id);
    leaveViews(editing, own, id);
    for (const at of namedInViews(editing, own)) strip(own, at);
    if (editing.read({ file: own, at: ['title'] }) === id) editing.remove({ file: own, at: ['title'] });
  }
  for (const file of editing.extensionFiles(form)) {
    for (const [target, said] of Object.entries(asObject(editing.read({ file, at: ['set'] })))) {
      if (rowAt(target)?.ofFields !== 'form') continue;
      if (said === id) takeOut(editing, file, 'set', target);
      const targets: readonly JsonPath[] = [[], ['add'], ['order'], ['remove']];
      for (const more of targets) strip(file, ['set', target, ...more]);
      const left = editing.read({ file, at: ['set', target] });
      const isEmptied = left !== said && (isNothing(left) || left === undefined);
      if (isEmptied) takeOut(editing, file, 'set', target);
    }
    for (const [group] of objectsIn(editing.read({ file, at: ['groups'] })))
      strip(file, ['groups', group, 'fields']);
    for (const at of namedFiles(editing, file, ['fields'])) strip(file, at);
    leaveBlocks(editing, file, id);
    leaveViews(editing, file, id);
    for (const at of namedInViews(editing, file)) strip(file, at);
    dropEmpty(editing, file);
  }
}

/** Blocks before a field that goes stand where blocks stand of which no field is said; its pictures go with it. */
function leaveBlocks(editing: Editing, file: string, id: string): undefined {
  const blocks = [...objectsIn(editing.read({ file, at: ['blocks'] }))];
  for (const [at, block] of blocks.toReversed()) {
    if (block['field'] === id) editing.remove({ file, at: ['blocks', at] });
    else if (block['before'] === id) editing.remove({ file, at: ['blocks', at, 'before'] });
  }
}

/** Views that cannot be drawn without a field go with it. */
function leaveViews(editing: Editing, file: string, id: string): undefined {
  const views = [...objectsIn(editing.read({ file, at: ['views'] }))];
  for (const [at, view] of views.toReversed()) {
    if (neededFields(view).some((property) => view[property] === id))
      editing.remove({ file, at: ['views', at] });
  }
}

/** The places in a file where views name fields. */
function* namedInViews(editing: Editing, file: string): Iterable<JsonPath> {
  const naming = Object.entries(rowsOf.view).filter(([, { ofFields }]) => ofFields === 'form');
  for (const [index] of objectsIn(editing.read({ file, at: ['views'] })))
    for (const [name] of naming) yield ['views', index, name];
}

/** The places in a file where fields are said by which files are named when they are downloaded. */
function* namedFiles(editing: Editing, file: string, at: JsonPath): Iterable<JsonPath> {
  for (const [index] of objectsIn(editing.read({ file, at }))) {
    yield [...at, index, 'named'];
    yield* namedFiles(editing, file, [...at, index, 'fields']);
  }
}

function forgetColumn(editing: Editing, form: string, path: string): undefined {
  const upper = path.slice(0, path.lastIndexOf('.'));
  const own = ownPlace(editing, form, `fields/${upper}`);
  const id = path.slice(upper.length + 1);
  if (!own) return;
  const at = [...own.at, 'columns'];
  const columns = editing.read({ file: own.file, at });
  if (Array.isArray(columns))
    editing.write(
      { file: own.file, at },
      columns.filter((one) => one !== id),
    );
}

function isNothing(value: Json | undefined): boolean {
  return isObject(value) ? Object.keys(value).length === 0 : Array.isArray(value) && value.length === 0;
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** Shown again, or there again: what the step brings, else as the layer in service or a former version had it. */
export function bringBack(editing: Editing, step: StepOf<'bring-back'>): undefined {
  const { form, place } = step;
  if (form === '') return bringParamBack(editing, place, step.content);
  if (place === '') return bringFormBack(editing, step);
  const known = knownForm(editing, form);
  if (!known) return;
  const [part, path = '', third, value] = placeSegments(place);
  const own = ownPlace(editing, form, place);
  if (own) return editing.remove({ file: own.file, at: [...own.at, 'hidden'] });
  const field = part === 'fields' ? fieldAt(known, path) : undefined;
  if (field && !field.dropped && third === undefined) return showAgain(editing, form, place);
  if (part === 'fields' && third === 'options') {
    const option = listed(field?.source['options'] as Json).find((one) => valueAt(one, ['value']) === value);
    if (option !== undefined) return showAgain(editing, form, place);
    const former = step.content ?? formerOption(editing, form, path, value ?? '');
    if (former) return addOption(editing, { do: 'add-option', form, field: path, content: former as never });
  } else if (part === 'fields') {
    const former = step.content ?? formerField(editing, form, path);
    const cut = path.lastIndexOf('.');
    const upper = cut < 0 ? {} : { in: path.slice(0, cut) };
    if (former) return addField(editing, { do: 'add-field', form, ...upper, content: former as never });
  } else if (step.content && part !== undefined && isNamedPart(part))
    return addPart(editing, { do: 'add-part', form, part, content: step.content as never });
  editing.refuse('set-nothing', { target: place, near: [] });
}

/** Shows a hidden place again: a layer below that hid it is contradicted; this one, if it did, says no more. */
function showAgain(editing: Editing, form: string, place: string): undefined {
  const target = `${place}/hidden`;
  unsay(editing, form, target);
  const below = editing.world.below.get(form);
  const source = below && sourceOf(below, targetSegments(target));
  if (source?.['hidden'] === true) say(editing, form, target, false);
}

function bringFormBack(editing: Editing, { form, content }: StepOf<'bring-back'>): undefined {
  const begun = editing.world.begun?.forms.find((one) => (one.content.id ?? one.content.name) === form);
  const former = editing.world.dropped.find((one) => one.form === form && one.whole)?.whole;
  const whole = content ?? begun?.content ?? former;
  if (!whole || editing.form(form)) return editing.refuse('set-nothing', { target: form, near: [] });
  editing.files.set(begun?.file ?? editing.freePath('forms', form), whole as Json);
}

function formerField({ world }: Editing, form: string, path: string): JsonObject | undefined {
  const published = publishedField({ world }, form, path);
  if (isObject(published)) return published;
  const left = world.dropped.find((one) => one.form === form && one.path === path)?.field;
  return left as JsonObject | undefined;
}

function formerOption({ world }: Editing, form: string, path: string, value: string): JsonObject | undefined {
  const published = listed(valueAt(publishedField({ world }, form, path), ['options']));
  const left = world.dropped.filter((one) => one.form === form && one.path === path);
  const all = [
    ...published,
    ...left.flatMap(({ options = [] }) => options as readonly unknown[] as readonly Json[]),
  ];
  return all.filter(isObject).find((option) => option['value'] === value);
}
