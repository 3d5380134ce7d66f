import type { Condition } from '../../metadata/common/condition-tree.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { type Docfield, isOn } from './doctype.ts';
import { conditionOf, type Facts } from './expression.ts';
import { linkFilter } from './link-filter.ts';
import { bookkeeping, holds, left, type Outcome, said } from './tally.ts';
import type { World } from './world.ts';

/** A field on its way: what is said of it already, and where it stands. */
export interface FieldAt {
  readonly field: Record<string, Json>;
  readonly docfield: Docfield;
  readonly doctype: string;
  readonly world: World;
  readonly facts: Facts;
  readonly inRows: boolean;
  /** Of the form, which its list and others go by: names of fields, in order. */
  readonly lists: FormLists;
  /** Its form is sent in, and then may no longer be changed. */
  readonly submits: boolean;
}

export interface FormLists {
  readonly columns: string[];
  readonly filters: string[];
  readonly search: string[];
  readonly quick: string[];
  readonly unique: string[];
  readonly indexes: string[];
  /** By a number above nought, the fields that need a right of their own. */
  readonly levels: Map<number, string[]>;
}

type Word = (value: Json, at: FieldAt) => Outcome;

const puts =
  (name: string, value: Json): Word =>
  (_, { field }) => {
    field[name] = value;
    return said;
  };
const into =
  (list: 'columns' | 'filters' | 'search' | 'quick' | 'unique' | 'indexes'): Word =>
  (_, { lists, field }) => {
    lists[list].push(String(field['name']));
    return said;
  };
const conditional =
  (name: string): Word =>
  (value, { field, facts }) => {
    const condition = conditionOf(String(value), facts);
    if (typeof condition === 'string') return left(condition);
    field[name] = joined(field[name], condition, name);
    return said;
  };

/** Never and sometimes are never; always and sometimes are always: a word that stands already is the stronger one. */
function joined(before: Json | undefined, condition: Condition, name: string): Json {
  if (before === (name !== 'visible')) return before as Json;
  return condition as unknown as Json;
}

/** Kinds that a search looks into. */
export const searchable: ReadonlySet<string> = new Set([
  ...['text', 'multiline', 'number', 'email', 'phone', 'url', 'barcode'],
  ...['reference', 'any-reference', 'integer', 'decimal', 'money', 'percent', 'date'],
]);
const numeric = new Set(['integer', 'decimal', 'money', 'percent']);
const looks = left('looks of one system: there is no word for it');
const label = (text: Json): JsonObject => ({ zh: plainText(text), en: plainText(text) });
const plainText = (text: Json) =>
  String(text)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);

/** By the other system's words for fields that hold a value; all of them: a word that is not here is unknown. */
export const fieldWords: Readonly<Record<string, Word>> = {
  fieldname: () => said,
  label: () => said,
  reqd: puts('required', true),
  read_only: puts('readonly', true),
  hidden: puts('visible', false),
  depends_on: conditional('visible'),
  mandatory_depends_on: conditional('required'),
  read_only_depends_on: conditional('readonly'),
  set_only_once: puts('fixed', true),
  no_copy: puts('copied', false),
  bold: puts('emphasis', true),
  remember_last_selected_value: puts('remembers', true),
  print_hide: puts('printed', false),
  print_hide_if_no_value: puts('printedEmpty', false),
  description: (value, { field }) => {
    field['help'] = label(value);
    return plainText(value) === '' ? bookkeeping : said;
  },
  default: defaultOf,
  fetch_from: carried,
  fetch_if_empty: (_, { field }) => (field['carry'] ? said : left('what it is filled from is left')),
  in_list_view: into('columns'),
  in_standard_filter: into('filters'),
  in_filter: into('filters'),
  in_global_search: (value, at) =>
    searchable.has(String(at.field['kind']))
      ? into('search')(value, at)
      : left('a search does not look into it'),
  allow_in_quick_entry: into('quick'),
  unique: (value, at) =>
    at.inRows ? left('one value once over the rows of all records') : into('unique')(value, at),
  search_index: (_, { field, lists, inRows }) => {
    // What rows are asked by has an index of its own.
    if (inRows) return holds;
    lists.indexes.push(String(field['name']));
    return said;
  },
  non_negative: (_, { field }) => {
    if (!numeric.has(String(field['kind']))) return left('it is no number');
    field['min'] = field['kind'] === 'integer' ? 0 : '0';
    return said;
  },
  precision: (_, { field }) => (numeric.has(String(field['kind'])) ? said : left('it is no number')),
  length: (value, { field }) => {
    if (field['kind'] !== 'text' && field['kind'] !== 'multiline') return holds;
    field['length'] = Math.min(Number(value), field['kind'] === 'text' ? 2000 : 1_000_000);
    return said;
  },
  width: widthOf,
  print_width: (value, { field }) => {
    const pixels = Number.parseInt(String(value), 10);
    if (!Number.isFinite(pixels) || String(value).includes('%')) return left('a share of a page is no width');
    field['printWidth'] = Math.max(5, Math.min(400, Math.round(pixels * 0.2646)));
    return said;
  },
  columns: (value, { field }) => {
    field['width'] = Math.max(40, Math.min(1200, Number(value) * 90));
    return said;
  },
  permlevel: (value, { field, lists }) => {
    const level = Number(value);
    lists.levels.set(level, [...(lists.levels.get(level) ?? []), String(field['name'])]);
    return said;
  },
  link_filters: (value, at) => {
    const filter = linkFilter(String(value), at);
    if (filter === undefined) return bookkeeping;
    if (typeof filter === 'string') return left(filter);
    at.field['optionsFilter'] = filter as unknown as Json;
    return said;
  },
  allow_on_submit: (_, { submits }) => (submits ? said : bookkeeping),
  // Whoever is limited is so by the fields that his role names, and by no other.
  ignore_user_permissions: () => holds,
  // Texts are kept as they are typed and never drawn as HTML.
  ignore_xss_filter: () => holds,
  // Rows and lists are edited in place and many at once where rights allow it.
  allow_bulk_edit: () => holds,
  // A duration is written as people say it, and leaves out what is nought.
  hide_seconds: () => holds,
  hide_days: () => holds,
  show_days: () => holds,
  show_seconds: () => holds,
  report_hide: () => left('no word keeps a field out of reports that one may see'),
  translatable: () => left('a value is in one language'),
  in_preview: () => left('a preview shows the title and what lists show'),
  placeholder: () => left('a box has no text of its own; its help stands below the label'),
  documentation_url: (value, { field }) => {
    field['help'] = label(value);
    return said;
  },
  max_height: () => looks,
  hide_border: () => looks,
  show_dashboard: () => looks,
  mask: () => left('a value is seen whole or not at all'),
  sort_options: () => looks,
  make_attachment_public: () => left('files are never public'),
  is_virtual: () => left('a program gives its value'),
  oldfieldname: () => bookkeeping,
  oldfieldtype: () => bookkeeping,
  trigger: () => bookkeeping,
  idx: () => bookkeeping,
  parent: () => bookkeeping,
  parentfield: () => bookkeeping,
  parenttype: () => bookkeeping,
  doctype: () => bookkeeping,
  name: () => bookkeeping,
  owner: () => bookkeeping,
  creation: () => bookkeeping,
  modified: () => bookkeeping,
  modified_by: () => bookkeeping,
};

function widthOf(value: Json, { field }: FieldAt): Outcome {
  const pixels = Number.parseInt(String(value), 10);
  if (!Number.isFinite(pixels) || String(value).includes('%')) return left('a share of a page is no width');
  field['width'] = Math.max(40, Math.min(1200, pixels));
  return said;
}

const facts: Readonly<Record<string, string>> = {
  today: '$today',
  now: '$now',
  __user: '$user',
  user: '$user',
};

function defaultOf(value: Json, { field }: FieldAt): Outcome {
  const text = String(value).trim();
  const kind = String(field['kind']);
  const put = (made: Json): Outcome => {
    field['default'] = made;
    return said;
  };
  const fact = facts[text.toLowerCase()];
  if (
    fact !== undefined &&
    (kind === 'date' || kind === 'datetime' || kind === 'time' || kind === 'reference')
  ) {
    return kind === 'time' && fact === '$today' ? left('a day is no time') : put({ fact });
  }
  if (text.startsWith('eval:') || text.startsWith(':')) return left('a program gives its default');
  switch (kind) {
    case 'boolean':
      return put(isOn(text));
    case 'integer':
    case 'rating':
    case 'duration':
      return /^-?\d+$/.test(text) ? put(Number(text)) : left('its default is no value of its kind');
    case 'decimal':
    case 'money':
    case 'percent':
      return /^-?\d+(\.\d+)?$/.test(text) ? put(text) : left('its default is no value of its kind');
    case 'choice': {
      const options = field['options'] as readonly { readonly value: string }[];
      return options.some((option) => option.value === text) ? put(text) : left('its default is no option');
    }
    case 'text':
    case 'multiline':
    case 'code':
      return put(text);
    case 'currency':
      return /^[A-Z]{3}$/.test(text) ? put(text) : left('its default is no value of its kind');
    case 'reference':
      return left('it names a record of another system');
    default:
      return left('its default is no value of its kind');
  }
}

/** Filled from the record that another field refers to; a form that is not here gets the field that is spoken of. */
function carried(value: Json, at: FieldAt): Outcome {
  const { field, doctype, world } = at;
  const [by = '', theirs = ''] = String(value).trim().split('.');
  const from = world.fieldsOf(doctype).get(by);
  const link = world.fieldOf(doctype, by);
  if (from === undefined || !link || theirs === '')
    return left('it is filled from a field that is not there');
  if (link.type !== 'Link' || link.options === 'Currency')
    return left('it is filled from what is no reference');
  const stays = isOn(at.docfield.said['fetch_if_empty']) || !isOn(at.docfield.said['read_only']);
  const found = source(link.options, theirs, at);
  if (found === undefined) return left('it is filled from a field that is not there');
  const carriable = !['entries', 'secret', 'any-reference', 'references'].includes(found.kind);
  if (!carriable) return left('rows, picks and secrets are not brought along');
  if (stays && world.isBrought(doctype, by)) return left('what it is filled from is brought along itself');
  if (stays && found.kind === field['kind']) {
    field['carry'] = { from, field: found.name };
    return said;
  }
  if (stays) return left('it is filled from a field of another kind');
  for (const member of Object.keys(field)) if (ofOwnValue.has(member)) delete field[member];
  Object.assign(field, { kind: 'carry', from, field: found.name });
  return said;
}

/** What a field has that has a value of its own, and one that is brought along has not. */
const ofOwnValue = new Set([
  ...[
    'form',
    'options',
    'length',
    'scale',
    'precision',
    'currency',
    'language',
    'default',
    'required',
    'readonly',
  ],
  ...['fixed', 'copied', 'min', 'max', 'forms', 'formField', 'stars', 'carry', 'optionsFilter', 'remembers'],
]);

function source(
  target: string,
  theirs: string,
  { world, field }: FieldAt,
): { name: string; kind: string } | undefined {
  const name = world.fieldsOf(target).get(theirs);
  const docfield = world.fieldOf(target, theirs);
  if (name !== undefined && docfield) return { name, kind: world.kindOf(target, docfield) };
  if (world.doctypes.has(target)) return undefined;
  const form = world.formOf(target);
  const stub = world.stubs.get(target);
  if (!stub) return world.platformField(form, theirs);
  return { name: world.stubField(stub, theirs, field), kind: String(field['kind']) };
}
