import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { fieldsOf } from './convert-fields.ts';
import { type Doctype, isOn, isSilent } from './doctype.ts';
import { type FormLists, searchable } from './field-words.ts';
import { folderOf, formWords } from './form-words.ts';
import { layoutOf } from './layout.ts';
import { namingOf } from './number-pattern.ts';
import { namedBy, numberOf } from './numbering.ts';
import { rolesOfLevel } from './rights.ts';
import { sentIn } from './sent-in.ts';
import { left, said, type Tally } from './tally.ts';
import type { World } from './world.ts';

/** A form's file, made of a doctype; what became of its words is counted. */
export function formOf(doctype: Doctype, world: World, tally: Tally): JsonObject {
  const { said: words, name } = doctype;
  const submits = isOn(words['is_submittable']);
  const single = isOn(words['issingle']);
  const naming = single ? undefined : namingOf(String(words['autoname'] ?? ''));
  const drawn = fieldsOf(doctype, world, tally, { submits, naming });
  const form: Record<string, Json> = {
    name: world.formOf(name),
    kind: single ? 'setting' : kindOfForm(doctype),
    label: label(name),
    fields: [...numberOf(doctype, drawn, naming, tally), ...drawn.fields] as Json[],
  };
  if (!single)
    form['sharing'] = {
      allowed: ['private', 'global'],
      default: form['kind'] === 'master' ? 'global' : 'private',
    };
  form['menu'] = { path: folderOf(String(words['module'] ?? '')) };
  namedBy(form, drawn, naming);
  const kinds = new Map(
    (form['fields'] as JsonObject[]).map((field) => [String(field['name']), String(field['kind'])]),
  );
  const at = { form, doctype, world, lists: drawn.lists, names: drawn.names, kinds };
  tally.count('name', said);
  for (const [word, value] of Object.entries(words)) {
    if (isSilent(value)) continue;
    tally.count(word, formWords[word]?.(value, at) ?? left('there is no word for it'));
  }
  if (submits) Object.assign(form, sentIn(form, drawn, doctype));
  parentOf(form, doctype, world);
  for (const [level, fields] of drawn.lists.levels) {
    const roles = rolesOfLevel(doctype, level);
    for (const field of form['fields'] as Record<string, Json>[]) {
      if (fields.includes(String(field['name']))) field['roles'] = roles;
    }
  }
  const made = new Set(drawn.fields.map((field) => String(field['name'])));
  const placed = new Map([...drawn.names].filter(([, own]) => made.has(own)));
  const { layout, blocks } = layoutOf(doctype.fields, placed, drawn.facts, tally);
  if (layout) {
    form['layout'] = layout;
    keepInColumns(layout, form['fields'] as Record<string, Json>[]);
  }
  if (blocks.length > 0) form['blocks'] = blocks as Json[];
  listsInto(form, drawn.lists, kinds, single);
  if (isOn(words['quick_entry']) && !single) form['quick'] = quickOf(form, drawn.lists);
  const { sort: _sort, ...whole } = form;
  return whole;
}

/** Masters are what others refer to and people pick; what is sent in or says a day is a document. */
function kindOfForm({ said: words, fields }: Doctype): string {
  if (isOn(words['is_submittable']) || words['document_type'] === 'Document') return 'document';
  if (words['document_type'] === 'Setup' || isOn(words['is_tree'])) return 'master';
  const dated = fields.some(({ type, said: own }) => type === 'Date' && isOn(own['reqd']));
  return dated ? 'document' : 'master';
}

/** In a tree a record says which one is above it. */
function parentOf(form: Record<string, Json>, { said: words }: Doctype, world: World): void {
  if (!isOn(words['is_tree'])) return;
  const by = world.fieldsOf(String(words['name'] ?? '')).get(String(words['nsm_parent_field'] ?? ''));
  const field = (form['fields'] as Record<string, Json>[]).find(
    ({ name, form: target }) => name === by || target === form['name'],
  );
  if (field?.['kind'] !== 'reference') return;
  field['kind'] = 'parent';
  delete field['form'];
  // The first record of a tree has none above it; there, a program makes it.
  delete field['required'];
  form['views'] = [{ name: 'tree', kind: 'tree', label: { zh: '树', en: 'Tree' }, default: true }];
}

/** Kinds that take more than one column of their group here, unless it is said. */
const wide = new Set([
  ...['multiline', 'rich-text', 'code', 'json', 'condition', 'template', 'address'],
  ...['signature', 'any-reference'],
]);

/** There a field never leaves its column, however large it is. */
function keepInColumns(layout: JsonObject, fields: readonly Record<string, Json>[]): void {
  const groups = (layout['tabs'] as readonly JsonObject[]).flatMap(
    (tab) => tab['groups'] as unknown as readonly JsonObject[],
  );
  const beside = new Set(
    groups.filter(({ columns }) => Number(columns) > 1).flatMap((group) => group['fields'] as string[]),
  );
  for (const field of fields)
    if (beside.has(String(field['name'])) && wide.has(String(field['kind']))) field['span'] = 1;
}

const hasNoColumn = new Set(['entries', 'secret', 'json', 'condition']);

function listsInto(
  form: Record<string, Json>,
  lists: FormLists,
  kinds: ReadonlyMap<string, string>,
  single: boolean,
): void {
  const known = (name: string) => !hasNoColumn.has(kinds.get(name) ?? 'json');
  if (lists.unique.length > 0) {
    form['unique'] = [...new Set(lists.unique)]
      .filter(known)
      .map((name) => ({ name: `${name}-once`, fields: [name], within: 'tenant' }));
  }
  if (single) return;
  const head = [
    ...(kinds.has('number') ? ['number'] : []),
    ...(form['title'] === undefined ? [] : [String(form['title'])]),
  ];
  const columns = [...new Set([...head, ...lists.columns.filter(known)])].slice(0, 30);
  const filters = [...new Set(lists.filters.filter(known))];
  const search = [...new Set([...head, ...lists.search])].filter((name) =>
    searchable.has(kinds.get(name) ?? ''),
  );
  form['list'] = {
    columns: columns.length > 0 ? columns : ['createdAt'],
    ...(filters.length > 0 ? { filters } : {}),
    ...(search.length > 0 ? { search } : {}),
    ...(form['sort'] === undefined ? {} : { sort: [form['sort']] }),
  };
  const indexes = [...new Set(lists.indexes)].filter(
    (name) => known(name) && kinds.get(name) !== 'multiline',
  );
  if (indexes.length > 0) form['indexes'] = indexes.map((name) => [name]);
}

function quickOf(form: Record<string, Json>, lists: FormLists): Json {
  const typed = (form['fields'] as JsonObject[]).filter(({ kind }) => kind !== 'number' && kind !== 'carry');
  const required = typed.filter(({ required: asked }) => asked === true);
  const listed = typed.filter(({ name }) => lists.quick.includes(String(name)));
  const all = [...new Set([...listed, ...required])];
  return (all.length > 0 ? all : typed.slice(0, 1)).map(({ name }) => String(name));
}

const label = (text: string): JsonObject => ({ zh: text.slice(0, 200), en: text.slice(0, 200) });
