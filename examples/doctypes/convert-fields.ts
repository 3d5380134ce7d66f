import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { aroundOf } from './around.ts';
import { type Docfield, type Doctype, isSilent, ofFiles } from './doctype.ts';
import type { Facts, Known } from './expression.ts';
import { type Around, kindOf } from './field-kinds.ts';
import { type FieldAt, type FormLists, fieldWords } from './field-words.ts';
import { type Naming, oneSeries } from './number-pattern.ts';
import { bookkeeping, holds, left, type Outcome, said, Tally } from './tally.ts';
import { layoutTypes, type World } from './world.ts';

/** Fields of a doctype, whether a form's or a row's, and what its list and layout make of them. */
export interface Drawn {
  readonly fields: Record<string, Json>[];
  readonly lists: FormLists;
  readonly facts: Facts;
  readonly names: ReadonlyMap<string, string>;
}

export function fieldsOf(
  doctype: Doctype,
  world: World,
  tally: Tally,
  {
    submits,
    naming,
    above,
  }: {
    submits: boolean;
    naming?: Naming | undefined;
    above?: { names: ReadonlyMap<string, string>; facts: Facts };
  },
): Drawn {
  const names = world.fieldsOf(doctype.name);
  const around = aroundOf(doctype, world, above?.names ?? new Map());
  const lists: FormLists = {
    ...{ columns: [], filters: [], search: [], quick: [], unique: [], indexes: [] },
    levels: new Map(),
  };
  const known = new Map<string, Known>();
  const facts: Facts = {
    fact: (name) => known.get(name),
    parent: (name) => {
      const found = above?.facts.fact(name);
      return found ? { ...found, fact: `parent.${found.fact}` } : undefined;
    },
  };
  const made: { field: Record<string, Json>; docfield: Docfield }[] = [];
  for (const docfield of doctype.fields) {
    const name = names.get(docfield.name);
    if (name === undefined || layoutTypes.has(docfield.type)) continue;
    if (naming?.by === 'series' && docfield.name === 'naming_series' && oneSeries(docfield)) continue;
    const field = fieldOf(docfield, name, { doctype, world, tally, around, facts, names, submits });
    if (!field) continue;
    const options = (field['options'] as readonly { value: string }[] | undefined)?.map(({ value }) => value);
    known.set(docfield.name, { fact: name, kind: String(field['kind']), ...(options ? { options } : {}) });
    made.push({ field, docfield });
  }
  for (const { field, docfield } of made) {
    const at: FieldAt = {
      field,
      docfield,
      doctype: doctype.name,
      world,
      facts,
      inRows: above !== undefined,
      lists,
      submits,
    };
    for (const [word, value] of Object.entries(docfield.said)) {
      if (isSilent(value) || word === 'fieldtype' || word === 'options') continue;
      tally.count(`${word}`, fieldWords[word]?.(value, at) ?? left('there is no word for it'));
    }
    sound(field);
  }
  return { fields: made.map(({ field }) => field), lists, facts, names };
}

function fieldOf(
  docfield: Docfield,
  name: string,
  {
    doctype,
    world,
    tally,
    around,
    facts,
    names,
    submits,
  }: {
    doctype: Doctype;
    world: World;
    tally: Tally;
    around: Around;
    facts: Facts;
    names: ReadonlyMap<string, string>;
    submits: boolean;
  },
): Record<string, Json> | undefined {
  const head = { name, label: label(docfield.label || docfield.name) };
  if (docfield.type === 'Table') {
    const rows = world.doctypes.get(docfield.options);
    if (!rows) {
      tally.count('fieldtype', left('its rows are not in the folder'));
      return undefined;
    }
    // Rows of one doctype stand in several forms and are counted once.
    const counted = world.counted.has(rows.name) ? new Tally() : tally;
    world.counted.add(rows.name);
    if (counted === tally) tally.count('name', said);
    const drawn = fieldsOf(rows, world, counted, { submits, above: { names, facts } });
    for (const [word, value] of Object.entries(rows.said)) {
      if (!isSilent(value)) counted.count(`rows: ${word}`, rowWord(word, rows));
    }
    tally.count('fieldtype', said);
    tally.count('options', said);
    if (drawn.fields.length === 0) return undefined;
    const columns = drawn.lists.columns.length > 0 ? { columns: drawn.lists.columns } : {};
    const rowsPerPage = pageOf(rows);
    const page = rowsPerPage === undefined ? {} : { rowsPerPage };
    return { ...head, kind: 'entries', fields: drawn.fields as Json[], ...columns, ...page };
  }
  const chosen = doctype.fields.find(
    ({ type, options }) => type === 'Dynamic Link' && options === docfield.name,
  );
  if (chosen) {
    tally.count('fieldtype', said);
    if (docfield.options !== '') tally.count('options', said);
    const options = world
      .chosen(doctype.name, docfield.name)
      .map((one) => ({ value: world.formOf(one), label: label(one) }));
    return options.length > 0 ? { ...head, kind: 'choice', options } : { ...head, kind: 'text' };
  }
  const kind = kindOf(docfield, around);
  if (!kind) {
    tally.count('fieldtype', left(`there is no kind for ${docfield.type}`));
    return undefined;
  }
  tally.count('fieldtype', kind.type);
  if (docfield.options !== '') tally.count('options', kind.options);
  return { ...head, ...kind.props };
}

/** What is said of a doctype of rows, which have no list, no rights and no numbers of their own. */
function rowWord(word: string, rows: Doctype): Outcome {
  if (ofRows.has(word)) return holds;
  if (word === 'grid_page_length')
    return pageOf(rows) === undefined ? left('a page has between 5 and 500 rows') : said;
  return ownOfForms.has(word) ? bookkeeping : left('there is no word for it of rows');
}

/** Rows of a page, where a page may be so long. */
function pageOf({ said: words }: Doctype): number | undefined {
  const rows = Number(words['grid_page_length'] ?? 0);
  return Number.isInteger(rows) && rows >= 5 && rows <= 500 ? rows : undefined;
}

const ofRows = new Set([
  'istable',
  'name',
  'module',
  'editable_grid',
  'description',
  'track_changes',
  'allow_bulk_edit',
]);
const ownOfForms = new Set([
  ...ofFiles,
  ...['sort_field', 'sort_order', 'autoname', 'naming_rule', 'allow_rename', 'quick_entry', 'title_field'],
  ...['search_fields', 'index_web_pages_for_search', 'document_type', 'show_name_in_global_search', 'links'],
  ...[
    'allow_import',
    'default_view',
    'custom',
    'menu_index',
    'track_views',
    'track_seen',
    'in_create',
    'read_only',
  ],
  ...[
    'hide_toolbar',
    'max_attachments',
    'allow_copy',
    'hide_heading',
    'read_only_onload',
    'states',
    'actions',
  ],
]);

/** What contradicts itself, as a program would have kept it from mattering. */
function sound(field: Record<string, Json>): void {
  if (field['kind'] === 'entries')
    for (const word of ['default', 'fixed', 'emphasis', 'width']) delete field[word];
  if (field['readonly'] === true && field['default'] === undefined && field['required'] === true)
    delete field['required'];
  if (field['readonly'] === true) delete field['remembers'];
  if (field['visible'] === false && field['required'] === true) delete field['required'];
}

const label = (text: string): JsonObject => ({ zh: text.slice(0, 200), en: text.slice(0, 200) });
