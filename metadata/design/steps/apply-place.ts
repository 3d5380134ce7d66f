import type { Json } from '../../common/json.ts';
import { type JsonPath, listed, objectsIn, withItem } from '../../common/json-path.ts';
import { optionsInOrder } from '../../model/forms/options-in-order.ts';
import { fieldAt, type LayeredField } from '../../model/layers/layered.ts';
import { placeSegments } from '../../property/target-place.ts';
import type { OptionSource, TabSource } from '../../source.ts';
import { placeOption as placeParamOption } from './apply-param-options.ts';
import type { StepOf } from './design-step.ts';
import type { Editing, Spot } from './editing.ts';
import { knownForm } from './known-form.ts';
import { leaveOthers } from './leave-groups.ts';
import { layoutOf, layoutShown } from './own-layout.ts';
import { ownPlace } from './own-place.ts';
import { placeBlock } from './place-block.ts';
import { placeView } from './place-view.ts';
import { say } from './say.ts';

export function place(
  editing: Editing,
  { form, place: where, in: into, before }: StepOf<'place'>,
): undefined {
  const [part, name = '', third, value] = placeSegments(where);
  if (form === '') return placeParamOption(editing, where, before);
  const to = { form, ...(into !== undefined && { in: into }), ...(before !== undefined && { before }) };
  if (part === 'fields' && third === 'options') return placeOption(editing, form, name, value ?? '', before);
  if (part === 'fields' && name.includes('.')) return placeInRows(editing, form, name, before);
  if (part === 'fields') return placeField(editing, { ...to, field: name });
  if (part === 'layout') return placePart(editing, { ...to, part: name, name: third ?? '' });
  if (part === 'blocks') return placeBlock(editing, { ...to, block: name });
  if (part === 'views') return placeView(editing, form, name, before);
  if (part === 'rules' || part === 'unique' || part === 'actions')
    return reorder(editing, form, where, before);
  editing.refuse('set-nothing', { target: where, near: [] });
}

interface To {
  readonly form: string;
  readonly in?: string;
  readonly before?: string;
}

export function placeField(
  editing: Editing,
  { form, field, in: into, before }: To & { readonly field: string },
): undefined {
  const own = editing.formFile(form);
  if (own !== undefined) layoutOf(editing, own);
  const known = knownForm(editing, form);
  if (!known) return;
  if (!known.fields.some(({ id }) => id === field))
    return editing.refuse('set-nothing', { target: `fields/${field}`, near: [] });
  const groups = layoutShown(known).tabs.flatMap((tab) => tab.groups);
  const here = groups.find(({ fields }) => fields.includes(field));
  const beside = groups.find(({ fields }) => before !== undefined && fields.includes(before));
  const group = into === undefined ? (beside ?? here) : groups.find(({ name }) => name === into);
  if (!group) return editing.refuse('unknown-part', { part: 'groups', name: into ?? '' });
  const others = group.fields.filter((id) => id !== field);
  const at = before === undefined ? -1 : others.indexOf(before);
  const wanted = others.toSpliced(at < 0 ? others.length : at, 0, field);
  const target = `layout/groups/${group.name}`;
  const spot = ownPlace(editing, form, target);
  leaveOthers(editing, form, target, [field]);
  if (spot) editing.write({ file: spot.file, at: [...spot.at, 'fields'] }, wanted);
  else say(editing, form, `${target}/fields`, wanted);
}

/** Columns of rows: one's own by where they are written, those of others by what is said of the entries. */
function placeInRows(editing: Editing, form: string, path: string, before: string | undefined): undefined {
  const upper = path.slice(0, path.lastIndexOf('.'));
  const id = path.slice(upper.length + 1);
  const known = knownForm(editing, form);
  const entries = known && fieldAt(known, upper);
  if (!known) return;
  if (!entries?.fields.some((one) => one.id === id))
    return editing.refuse('set-nothing', { target: `fields/${path}`, near: [] });
  const order = inOrder(entries);
  const others = order.filter((one) => one !== id);
  const at = before === undefined ? -1 : others.indexOf(before);
  const wanted = others.toSpliced(at < 0 ? others.length : at, 0, id);
  const own = ownPlace(editing, form, `fields/${upper}`);
  if (own) editing.write({ file: own.file, at: [...own.at, 'columns'] }, wanted);
  else say(editing, form, `fields/${upper}/columns`, wanted);
}

function inOrder({ fields, source }: LayeredField): readonly string[] {
  const ids = fields.map(({ id }) => id);
  const first = listed(source['columns'] as Json).map(String);
  return [...first.filter((id) => ids.includes(id)), ...ids.filter((id) => !first.includes(id))];
}

function placeOption(
  editing: Editing,
  form: string,
  path: string,
  value: string,
  before: string | undefined,
): undefined {
  const known = knownForm(editing, form);
  const field = known && fieldAt(known, path);
  if (!known) return;
  const options = optionsInOrder((field?.source['options'] ?? []) as readonly OptionSource[]);
  const moved = options.find((one) => one.value === value);
  if (!moved) return editing.refuse('set-nothing', { target: `fields/${path}/options/${value}`, near: [] });
  const others = options.filter((one) => one !== moved);
  const at = before === undefined ? -1 : others.findIndex((one) => one.value === before);
  const wanted = others.toSpliced(at < 0 ? others.length : at, 0, moved);
  const own = ownPlace(editing, form, `fields/${path}`);
  if (own) {
    const written = listed(editing.read({ file: own.file, at: [...own.at, 'options'] }));
    const mine = new Map([...objectsIn(written)].map(([, one]) => [one['value'], one]));
    const sorted = wanted.flatMap(({ value: each }) => {
      const { order: _, ...option } = mine.get(each) ?? {};
      return mine.has(each) ? [option] : [];
    });
    editing.write({ file: own.file, at: [...own.at, 'options'] }, sorted);
    return;
  }
  for (const [index, option] of wanted.entries()) {
    const order = (index + 1) * 10;
    const target = `fields/${path}/options/${option.value}`;
    const mine = ownPlace(editing, form, target);
    if (mine) editing.write({ file: mine.file, at: [...mine.at, 'order'] }, order);
    else say(editing, form, `${target}/order`, order);
  }
}

/** Groups into tabs, tabs along each other: where they are written, or as what is said of those of others. */
function placePart(editing: Editing, to: To & { readonly part: string; readonly name: string }): undefined {
  const { form, part, name, in: into, before } = to;
  const own = editing.formFile(form);
  if (own !== undefined) layoutOf(editing, own);
  const target = `layout/${part}/${name}`;
  const spot = ownPlace(editing, form, target);
  if (own === undefined) return placeOthers(editing, spot, to);
  if (!spot) return editing.refuse('set-nothing', { target, near: [] });
  const tab =
    part === 'groups' && into !== undefined ? ownPlace(editing, form, `layout/tabs/${into}`) : undefined;
  if (part === 'groups' && into !== undefined && !tab)
    return editing.refuse('unknown-part', { part: 'tabs', name: into });
  const item = editing.read(spot) ?? null;
  editing.remove(spot);
  const list: JsonPath = tab ? [...tab.at, 'groups'] : spot.at.slice(0, -1);
  insertBefore(editing, own, list, item, before);
}

/** Writes beside which neighbour a part stands that this layer added to a layout of somebody else. */
function placeAdded(
  editing: Editing,
  { file, at }: { readonly file: string; readonly at: JsonPath },
  {
    form,
    part,
    name,
    in: into,
    before,
  }: { form: string; part: string; name: string; in?: string | undefined; before?: string | undefined },
): undefined {
  const tabs = editing.form(form)?.source.layout?.tabs ?? [];
  const tab = tabs.find((one) =>
    into === undefined ? one.groups.some((g) => g.name === name) : one.name === into,
  );
  if (part === 'groups' && !tab) return editing.refuse('unknown-part', { part: 'tabs', name: into ?? '' });
  const names = (part === 'tabs' ? tabs : (tab?.groups ?? []))
    .map((one) => one.name)
    .filter((one) => one !== name);
  const next = before === undefined ? names.length : names.indexOf(before);
  const after = names[(next < 0 ? names.length : next) - 1];
  if (part === 'groups' && tab) editing.write({ file, at: [...at, 'tab'] }, tab.name);
  if (after === undefined) editing.remove({ file, at: [...at, 'after'] });
  else editing.write({ file, at: [...at, 'after'] }, after);
}

/**
 * Among parts of others an order is said of each; what is this layer's own only says what it follows, as long as nobody
 * said one.
 */
function placeOthers(
  editing: Editing,
  spot: Spot | undefined,
  to: To & { readonly part: string; readonly name: string },
): undefined {
  const { form, part, name, in: into, before } = to;
  const known = knownForm(editing, form);
  if (!known) return;
  const target = `layout/${part}/${name}`;
  const written = known.source.layout?.tabs ?? [];
  const isWritten = (one: string) =>
    (part === 'tabs' ? written : written.flatMap((tab) => tab.groups)).some((each) => each.name === one);
  if (!isWritten(name)) return editing.refuse('set-nothing', { target, near: [] });
  const { tabs } = layoutShown(known);
  const holds = ({ groups }: TabSource) => groups.some((one) => one.name === name);
  const tab = tabs.find((one) => (into === undefined ? holds(one) : one.name === into));
  if (part === 'groups' && !tab) return editing.refuse('unknown-part', { part: 'tabs', name: into ?? '' });
  const among: readonly { readonly name: string; readonly order?: number }[] =
    part === 'tabs' ? tabs : (tab?.groups ?? []);
  const others = among.filter((one) => one.name !== name && isWritten(one.name)).map((one) => one.name);
  const at = before === undefined ? -1 : others.indexOf(before);
  // Nothing can be behind what is not there: the first of them needs an order, too.
  // A group that was written within a tab stands there as it is written, and behind nothing.
  const follows = spot !== undefined && (part === 'tabs' || spot.at[0] === 'groups');
  if (follows && at !== 0 && among.every(({ order }) => order === undefined))
    return placeAdded(editing, spot, { form, part, name, in: into, before });
  const wanted = others.toSpliced(at < 0 ? others.length : at, 0, name);
  const put = (one: string, property: string, value: Json) => {
    const at = `layout/${part}/${one}`;
    const mine = ownPlace(editing, form, at);
    if (mine) editing.write({ file: mine.file, at: [...mine.at, property] }, value);
    else say(editing, form, `${at}/${property}`, value);
  };
  if (part === 'groups' && tab && !holds(tab)) put(name, 'tab', tab.name);
  for (const [index, one] of wanted.entries()) put(one, 'order', (index + 1) * 10);
}

function reorder(editing: Editing, form: string, where: string, before: string | undefined): undefined {
  const spot = ownPlace(editing, form, where);
  if (!spot) return editing.refuse('set-owner', { target: where });
  const item = editing.read(spot) ?? null;
  editing.remove(spot);
  insertBefore(editing, spot.file, spot.at.slice(0, -1), item, before);
}

function insertBefore(
  editing: Editing,
  file: string,
  list: JsonPath,
  item: Json,
  before: string | undefined,
): undefined {
  const items = editing.read({ file, at: list });
  const at = [...objectsIn(items)].find(([, one]) => one['name'] === before)?.[0];
  editing.files.set(file, withItem(editing.files.get(file), list, item, at));
}
