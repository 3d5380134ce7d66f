import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { type Doctype, ofFiles } from './doctype.ts';
import type { FormLists } from './field-words.ts';
import { iconOf } from './icons.ts';
import { namingOf } from './number-pattern.ts';
import { bookkeeping, holds, left, type Outcome, said } from './tally.ts';
import type { World } from './world.ts';

export interface FormAt {
  readonly form: Record<string, Json>;
  readonly doctype: Doctype;
  readonly world: World;
  readonly lists: FormLists;
  /** Names of its fields here, by those there. */
  readonly names: ReadonlyMap<string, string>;
  /** Kinds by names here. */
  readonly kinds: ReadonlyMap<string, string>;
}

type Word = (value: Json, at: FormAt) => Outcome;

const label = (text: Json): JsonObject => ({
  zh: String(text).slice(0, 500),
  en: String(text).slice(0, 500),
});
const web = left('pages for people outside are no part of a form');
const mail = left('mails that become records are no part of a form');
const named = ({ names }: FormAt, value: Json) => names.get(String(value));

/** By the other system's words for forms; all of them: a word that is not here is unknown. */
export const formWords: Readonly<Record<string, Word>> = {
  name: () => said,
  module: (value, { form }) => {
    form['menu'] = { path: folderOf(String(value)) };
    return said;
  },
  description: (value, { form }) => {
    form['help'] = label(value);
    return said;
  },
  document_type: () => said,
  istable: () => said,
  issingle: () => said,
  is_submittable: () => said,
  is_tree: () => said,
  nsm_parent_field: () => said,
  autoname: (value) => {
    const naming = namingOf(String(value));
    return naming.by === 'program' ? left(naming.why) : said;
  },
  naming_rule: () => bookkeeping,
  title_field: (value, at) => {
    const title = named(at, value);
    if (title === undefined) return bookkeeping;
    if (at.kinds.get(title) === 'entries') return left('rows name no record');
    at.form['title'] = title;
    return said;
  },
  search_fields: (value, at) => {
    const fields = String(value)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== 'name');
    for (const field of fields) {
      const name = at.names.get(field);
      if (name !== undefined && !at.lists.search.includes(name)) at.lists.search.push(name);
    }
    return said;
  },
  sort_field: (value, at) => {
    const fields = String(value).split(',')[0]?.trim().split(' ')[0] ?? '';
    const system = { modified: 'modifiedAt', creation: 'createdAt', name: 'number' }[fields];
    const field = system ?? at.names.get(fields);
    if (field === undefined) return bookkeeping;
    const falling = String(at.doctype.said['sort_order'] ?? 'DESC').toUpperCase() !== 'ASC';
    if (field !== 'number' || at.form['number'] !== undefined)
      at.form['sort'] = `${falling ? '-' : ''}${field}`;
    return said;
  },
  sort_order: () => said,
  quick_entry: () => said,
  show_name_in_global_search: () => holds,
  // Who may import is said by roles.
  allow_import: () => holds,
  allow_rename: (_, { form }) => {
    const number = (form['fields'] as Record<string, Json>[]).find(({ name }) => name === 'number');
    if (number?.['kind'] === 'number') number['editable'] = true;
    if (number) delete number['fixed'];
    return said;
  },
  allow_bulk_edit: () => holds,
  track_changes: () => holds,
  editable_grid: () => holds,
  links: () => holds,
  show_title_field_in_link: () => holds,
  states: (value, at) =>
    tones(value as readonly JsonObject[], at) ? said : left('no choice of the form has these states'),
  max_attachments: (_, { form }) => {
    form['attachments'] = true;
    return left('files are not counted; how large one may be is said of the server');
  },
  default_view: (value) => (value === 'List' ? said : left('which view comes first is said with the view')),
  image_field: (value, at) => {
    const picture = named(at, value);
    if (picture === undefined || at.kinds.get(picture) !== 'image') return left('it is no field of an image');
    at.form['picture'] = picture;
    return said;
  },
  icon: (value, { form }) => {
    const icon = iconOf(String(value));
    if (icon === undefined) return left('no icon of ours is like it');
    form['icon'] = icon;
    return said;
  },
  // Of a form that is none of rows it says nothing; every file has it.
  grid_page_length: () => bookkeeping,
  rows_threshold_for_grid_search: () => holds,
  in_create: () => said,
  read_only: () => said,
  allow_copy: (_, { form }) => {
    for (const field of form['fields'] as Record<string, Json>[]) field['copied'] ??= false;
    return said;
  },
  hide_toolbar: () => left('tools of a page are not switched off one by one'),
  hide_heading: () => left('tools of a page are not switched off one by one'),
  beta: () => left('nothing says that a form is not finished'),
  restrict_to_domain: () => left('which trade a form is for is said by installing its package'),
  timeline_field: () => left('the story of a record is its own'),
  name_case: () => left('what is typed is not spelt otherwise'),
  show_preview_popup: () => left('a record is not previewed under the pointer'),
  track_seen: () => left('who has looked at a record is not kept'),
  track_views: () => left('who has looked at a record is not kept'),
  translated_doctype: () => left('a value is in one language'),
  make_attachments_public: () => left('files are never public'),
  allow_events_in_timeline: () => left('the story of a record is its own'),
  allow_guest_to_view: () => web,
  has_web_view: () => web,
  index_web_pages_for_search: () => web,
  is_published_field: () => web,
  route: () => web,
  website_search_field: () => web,
  email_append_to: () => mail,
  sender_field: () => mail,
  sender_name_field: () => mail,
  subject_field: () => mail,
  recipient_account_field: () => mail,
  default_print_format: () => left('which template comes first is said with the template'),
  actions: () => left('a program does it'),
  ...Object.fromEntries(
    [
      ...ofFiles,
      ...[
        'custom',
        'docstatus',
        'menu_index',
        'filters',
        'migration_hash',
        'read_only_onload',
        'image_view',
        'app',
      ],
      ...[
        '_last_update',
        '_user_tags',
        'colour',
        'color',
        'grid',
        'protect_attached_files',
        'force_re_route_to_default_view',
      ],
    ].map((word) => [word, () => bookkeeping]),
  ),
};

export const folderOf = (module: string) =>
  module
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'more';

const toneOf: Readonly<Record<string, string>> = {
  green: 'ok',
  blue: 'accent',
  'light blue': 'accent',
  cyan: 'accent',
  orange: 'warn',
  yellow: 'warn',
  pink: 'warn',
  purple: 'accent',
  red: 'error',
  gray: 'quiet',
  grey: 'quiet',
};

/** Colours of states become looks of the options that are called so. */
function tones(states: readonly JsonObject[], { form }: FormAt): boolean {
  const by = new Map(states.map(({ title, color }) => [String(title), toneOf[String(color).toLowerCase()]]));
  const options = (form['fields'] as readonly Record<string, Json>[])
    .filter(({ kind }) => kind === 'choice')
    .flatMap(({ options }) => options as unknown as Record<string, Json>[]);
  const found = options.filter(({ value }) => by.has(String(value)));
  for (const option of found) option['tone'] = by.get(String(option['value'])) ?? 'quiet';
  return found.length > 0;
}
