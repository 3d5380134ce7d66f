import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Docfield } from './doctype.ts';
import { left, type Outcome, said } from './tally.ts';

/** A field here: its kind with what the kind needs, and what became of the type and of its options. */
export interface Made {
  readonly props: JsonObject;
  readonly type: Outcome;
  readonly options: Outcome;
}

/** What a type needs to know of the others. */
export interface Around {
  /** Field names here, by those there. */
  readonly names: ReadonlyMap<string, string>;
  /** Where a row's record may have a field of that name. */
  readonly parentNames: ReadonlyMap<string, string>;
  /** The one reference of a form whose rows are picks. */
  pickOf(doctype: string): string | undefined;
  targetOf(doctype: string): string;
  isTable(doctype: string): boolean;
  /** Of the records that the field of that name refers to: where they hold that field. */
  through(name: string, theirs: string): string | undefined;
  /** What a dynamic reference may point at whose form the field of that name says. */
  several(name: string): readonly string[];
}

const plain = (kind: string, more: JsonObject = {}): Made => ({
  props: { kind, ...more },
  type: said,
  options: said,
});

/** By the other system's types: which kind a field is here. What is not named stands in the layout, or is left. */
const kinds: Readonly<Record<string, (field: Docfield, around: Around) => Made>> = {
  Data: ({ options }) => {
    const kind = { Email: 'email', Phone: 'phone', URL: 'url' }[options];
    if (kind) return plain(kind);
    const why = {
      Name: 'a name of a person is a text',
      Barcode: 'is a text',
      IBAN: 'no kind checks an IBAN',
    }[options];
    return { ...plain('text'), options: why ? left(why) : said };
  },
  'Small Text': () => plain('multiline'),
  Text: () => plain('multiline', { length: 20_000 }),
  'Long Text': () => plain('multiline', { length: 200_000 }),
  'Text Editor': () => plain('rich-text'),
  'HTML Editor': () => plain('rich-text', { length: 100_000 }),
  'Markdown Editor': () => ({
    ...plain('multiline', { length: 200_000 }),
    type: left('marked text is typed plainly'),
  }),
  Check: () => plain('boolean'),
  Select: ({ options }) => choice(options),
  Autocomplete: ({ options }) => ({
    ...plain('text'),
    type: left('no kind of text proposes values'),
    options: options === '' ? said : left('no kind of text proposes values'),
  }),
  Int: () => plain('integer'),
  Float: ({ said: { precision } }) => plain('decimal', scaleOf(precision, 6)),
  Percent: () => plain('decimal', { scale: 6, max: '100' }),
  Currency: (field, around) => money(field, around),
  Date: () => plain('date'),
  Datetime: () => plain('datetime'),
  Time: () => plain('time'),
  Duration: () => plain('duration'),
  Rating: ({ options }) => plain('rating', /^\d+$/.test(options) ? { stars: Number(options) } : {}),
  Color: () => plain('colour'),
  Geolocation: () => plain('geolocation'),
  Barcode: () => plain('barcode'),
  Signature: () => plain('signature'),
  Phone: () => plain('phone'),
  Password: () => plain('secret'),
  JSON: () => plain('json'),
  Code: ({ options }) => code(options),
  Attach: () => plain('file'),
  'Attach Image': () => plain('image'),
  'Read Only': () => plain('text', { readonly: true }),
  Icon: () => ({ ...plain('text'), type: left('no kind picks an icon') }),
  Link: ({ options }, around) => {
    if (options === 'Currency') return plain('currency');
    if (around.isTable(options))
      return { ...plain('text'), type: left('rows of a record are not pointed at') };
    return plain('reference', { form: around.targetOf(options) });
  },
  'Dynamic Link': ({ options }, { several, names }) => {
    const formField = names.get(options);
    return {
      ...plain('any-reference', { forms: [...several(options)], ...(formField ? { formField } : {}) }),
      options: formField ? said : left('the field that chooses the form is not there'),
    };
  },
  'Table MultiSelect': ({ options }, around) => {
    const picked = around.pickOf(options);
    return picked === undefined || around.isTable(picked)
      ? {
          ...plain('references', { form: around.targetOf(options) }),
          options: left('its rows are not known'),
        }
      : plain('references', { form: around.targetOf(picked) });
  },
};

export function kindOf(field: Docfield, around: Around): Made | undefined {
  return kinds[field.type]?.(field, around);
}

function scaleOf(precision: Json | undefined, usual: number): JsonObject {
  const scale = Number(precision ?? '');
  return { scale: precision === undefined || precision === '' || !Number.isInteger(scale) ? usual : scale };
}

/** Options are lines; an empty one means that nothing may be chosen, which is so here where nothing is required. */
function choice(options: string): Made {
  const values = [...new Set(options.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  if (values.length === 0) {
    return { ...plain('text'), type: left('a program gives its options'), options: said };
  }
  const made = values.map((value) => ({ value: value.slice(0, 64), label: { zh: value, en: value } }));
  return plain('choice', { options: made });
}

/** `Company:company:default_currency`: by a field, of the form it refers to, which of its fields. */
function money(field: Docfield, around: Around): Made {
  const { options, said: words } = field;
  const scale = words['precision'] ? scaleOf(words['precision'], 2) : {};
  if (options === '') return plain('money', scale);
  const [form = '', by = '', theirs = ''] = options.split(':');
  if (!options.includes(':')) {
    const own = around.names.get(form);
    const above = around.parentNames?.get(form);
    const currency = own ?? (above === undefined ? undefined : `parent.${above}`);
    if (currency !== undefined) return plain('money', { ...scale, currency });
    return { ...plain('money', scale), options: left('the field of its currency is not there') };
  }
  // The currency of the company is that of the organisation, which is what an amount is in anyway.
  if (form === 'Company' && /currency/.test(theirs)) return plain('money', scale);
  const path = around.through(by, theirs);
  return path === undefined
    ? { ...plain('money', scale), options: left('the field of its currency is not there') }
    : plain('money', { ...scale, currency: path });
}

function code(options: string): Made {
  const language: Readonly<Record<string, string>> = {
    Javascript: 'javascript',
    JavaScript: 'javascript',
    JSON: 'json',
    Python: 'python',
    PythonExpression: 'python',
    SQL: 'sql',
    XML: 'xml',
    HTML: 'xml',
    YAML: 'yaml',
  };
  const known = language[options];
  if (known) return plain('code', { language: known });
  return { ...plain('code'), options: options === '' ? said : left(`code of ${options} is not coloured`) };
}
