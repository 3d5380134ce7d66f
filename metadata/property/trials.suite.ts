import type { Json, JsonObject } from '../common/json.ts';
import type { actionProperties } from './action.ts';
import type { blockProperties } from './block.ts';
import type { fieldProperties } from './field.ts';
import type { formProperties } from './form.ts';
import type { groupProperties, tabProperties } from './layout.ts';
import type { ofKinds } from './of-kinds.ts';
import type { optionProperties } from './option.ts';
import type { paramProperties } from './param.ts';
import type { Rows } from './property.ts';
import type { ruleProperties } from './rule.ts';
import type { Thing } from './target-place.ts';
import type { uniqueProperties } from './unique.ts';
import type { viewProperties } from './view.ts';

/** The values of a property before and after; undefined: nobody says it. */
type Trial = readonly [before: Json | undefined, after: Json | undefined, of?: string];

/** Every row has a trial, and each member of one that consists of members. */
type Trials<P extends Rows> = {
  readonly [name in keyof P & string as P[name] extends { readonly members: infer M extends Rows }
    ? (P[name] extends { readonly change: 'members' } ? never : name) | `${name}/${keyof M & string}`
    : name]: Trial;
};

const label = (text: string) => ({ zh: text, en: text });
const [one, two] = [label('One'), label('Two')];
const holds = (fact: string, value: Json = 'x') => ({ fact, operator: 'equal', value });
const option = (value: string): JsonObject => ({ value, label: label(value) });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const mark = { document: 'a', heading: 'b' };

const other = (name: string): JsonObject => ({
  name,
  kind: 'master',
  label: label(name),
  sharing: 'everybody',
  fields: [
    field('number', 'text', { required: true }),
    field('name', 'text'),
    field('grade', 'text'),
    field('price', 'money'),
    { ...field('lines', 'entries'), fields: [field('code', 'text')] },
    { ...field('parts', 'entries'), fields: [field('code', 'text')] },
  ],
});

const fields: readonly JsonObject[] = [
  field('number', 'text', { required: true, length: 40 }),
  field('name', 'text'),
  field('note', 'text'),
  field('spare', 'text'),
  field('size', 'integer', { min: 1, max: 9 }),
  field('amount', 'decimal', { precision: 12, scale: 2 }),
  field('colour', 'choice', { options: [option('red'), option('green')] }),
  field('grade', 'rating'),
  field('kindsCode', 'barcode'),
  field('kindsScript', 'code'),
  field('kindsPlace', 'address'),
  field('worth', 'money', { currency: 'EUR' }),
  field('condition', 'condition', { facts: 'order' }),
  field('asked', 'condition', { facts: 'order' }),
  field('owner', 'reference', { form: 'order' }),
  field('linkKind', 'choice', { options: [option('order'), option('other')] }),
  field('linkAny', 'any-reference', { forms: ['order'] }),
  field('carried', 'carry', { from: 'owner', field: 'name' }),
  field('chosen', 'reference', { form: 'order' }),
  field('sum', 'computed', { compute: { op: 'sum', of: ['size', 'amount'] } }),
  field('made', 'formula', { formula: 'size * amount' }),
  field('code', 'number', { pattern: 'A{seq:3}' }),
  field('shown', 'field-list', { form: 'order' }),
  field('mail', 'template', { form: 'order' }),
  field('why', 'multiline'),
  field('data', 'json'),
  field('papers', 'files'),
  field('face', 'image'),
  field('vwDay', 'date'),
  field('vwDone', 'datetime'),
  {
    ...field('lines', 'entries'),
    fields: [field('note', 'text'), field('name', 'text'), field('third', 'text')],
  },
];
const rule = { name: 'noted', check: holds('note'), fields: ['note'], message: one };
const action = { name: 'clean', label: one, capability: 'set-fields', params: { fields: { note: 'x' } } };
const tidy = { ...action, name: 'tidy' };
const lock = { action: 'delete', when: holds('note'), message: one };
const block = { name: 'hint', block: 'link', label: one, address: '/forms/order' };
const remark = { name: 'remark', block: 'heading', label: one };
const press = { name: 'press', block: 'button', action: 'tidy' };
const drawing = 'data:image/png;base64,iVBORw0KGgoA';
const pictures = [
  { name: 'sketch', block: 'picture', image: drawing },
  { name: 'portrait', block: 'picture', field: 'face' },
];
const views = [
  { name: 'byColour', kind: 'board', label: one, groupBy: 'colour' },
  { name: 'byDay', kind: 'calendar', label: one, start: 'vwDay' },
  { name: 'plain', kind: 'list', label: one },
  { name: 'worths', kind: 'chart', label: one, groupBy: 'vwDay', value: 'worth' },
];
const group = { name: 'all', fields: ['number', 'name'] };
const tabs = [
  { name: 'main', label: one, groups: [group, { name: 'rest', fields: ['note'] }] },
  { name: 'more', label: two, groups: [] },
];
const param = {
  key: 'nights',
  label: one,
  value: { kind: 'integer', min: 1, max: 30 },
  unset: { label: one },
};
const ofKeys = { dimension: 'tax-number', label: two, value: { kind: 'boolean' }, unset: { label: two } };
const fact = { field: 'name', fact: 'name' };

/** The files that the tried properties stand in: one of each thing. */
const files = (): Record<string, JsonObject> =>
  structuredClone({
    'package.json': {
      name: 'stays',
      version: '1.0.0',
      guiju: {
        prefix: 'st',
        label: one,
        menu: [
          { path: 'one', label: one },
          { path: 'two', label: two },
        ],
      },
    },
    'forms/thing.json': {
      id: 'thing',
      name: 'thing',
      kind: 'master',
      label: one,
      sharing: { allowed: ['private', 'free'], default: 'private' },
      fields,
      rules: [rule],
      unique: [{ name: 'once', fields: ['note'] }],
      actions: [action, tidy],
      blocks: [block, remark, press, ...pictures],
      views,
      layout: { tabs },
      list: { columns: ['number'] },
      match: { facts: 'order', condition: false, entries: 'lines', result: ['number'] },
      preset: {},
    },
    'forms/order.json': other('order'),
    'forms/other.json': other('other'),
    'params/stay.json': { type: 'stay', label: one, params: [param, ofKeys] },
  });

/** Of every property of every thing: what it is, and what it becomes. */
export const trials = {
  form: {
    name: ['thing', 'thing-two'],
    id: ['thing', 'thing-two'],
    kind: ['master', 'document'],
    label: [one, two],
    recordLabel: [undefined, two],
    listLabel: [undefined, two],
    help: [one, two],
    icon: [undefined, 'box'],
    picture: [undefined, 'face'],
    readFirst: [undefined, true],
    menu: [{ path: 'one' }, { path: 'two' }],
    sharing: [{ allowed: ['private'], default: 'private' }, 'everybody'],
    'sharing/allowed': [['private', 'free'], ['private']],
    'sharing/default': ['private', 'free'],
    'sharing/autoAssign': [undefined, true],
    title: ['name', 'note'],
    key: [['number'], ['name']],
    quick: [['name'], ['note', 'name']],
    fields: [[...fields], [...fields, field('newcomer', 'text')]],
    rules: [[rule], []],
    checks: [undefined, [{ run: 'some-check' }]],
    unique: [[], [{ name: 'once', fields: ['name'] }]],
    layout: [undefined, { tabs: [...tabs].reverse() }],
    'list/columns': [['number'], ['name', 'number']],
    'list/filters': [undefined, ['colour']],
    'list/sort': [undefined, ['-name']],
    'list/search': [['number'], ['name']],
    actions: [[action, tidy], [tidy]],
    blocks: [[block], []],
    views: [views, []],
    match: [undefined, { facts: 'order' }],
    'match/facts': ['order', 'other'],
    'match/condition': [false, 'condition'],
    'match/entries': [undefined, 'lines'],
    'match/order': [['number'], ['name']],
    'match/result': [['number'], ['name']],
    'match/fields': [['name', 'number'], ['name']],
    'match/emptyMatches': [undefined, false],
    'match/all': [undefined, true],
    'match/for': [undefined, [fact]],
    'match/within': ['optional', 'required'],
    locks: [[], [lock]],
    'preset/locked': [undefined, ['delete']],
    'preset/fields': [['note'], ['note', 'name']],
    'preset/where': [undefined, holds('note')],
    validity: [undefined, true],
    publicNumbers: [true, false],
    attachments: [undefined, true],
    indexes: [undefined, [['name']]],
    source: [undefined, mark],
  } satisfies Trials<typeof formProperties>,
  field: {
    name: ['spare', 'spareTwo', 'spare'],
    id: ['spare', 'spareTwo', 'spare'],
    kind: ['text', 'multiline', 'spare'],
    label: [one, two],
    help: [one, two],
    visible: [undefined, holds('name')],
    required: [undefined, true],
    readonly: [undefined, holds('name')],
    default: ['x', undefined],
    imported: [undefined, 'x', 'name'],
    follows: [undefined, holds('name')],
    carry: [undefined, { from: 'owner', field: 'name' }],
    optionsFilter: [undefined, holds('name'), 'chosen'],
    ownable: [undefined, true],
    roles: [undefined, { clerk: 'none' }],
    fixed: [undefined, true],
    personal: [undefined, true],
    hidden: [undefined, true, 'spare'],
    showsAll: [undefined, true],
    copied: [undefined, false],
    remembers: [undefined, true],
    emphasis: [undefined, true],
    printed: [undefined, false],
    printedEmpty: [undefined, false],
    printWidth: [undefined, 30],
    aliases: [undefined, ['byname']],
    width: [100, 200],
    span: [undefined, 2],
    source: [undefined, mark],
  } satisfies Trials<typeof fieldProperties>,
  ofKinds: {
    min: [1, 2, 'size'],
    max: [9, 8, 'size'],
    precision: [12, 11, 'amount'],
    scale: [2, 1, 'amount'],
    length: [40, 39],
    pattern: ['A{seq:3}', 'B{seq:3}', 'code'],
    series: [undefined, [{ name: 'named', when: holds('name'), pattern: 'R{seq:3}' }], 'code'],
    gapFree: [undefined, true, 'code'],
    facts: ['order', 'other', 'asked'],
    entries: [undefined, 'lines', 'shown'],
    compute: [{ op: 'sum', of: ['size', 'amount'] }, { op: 'product', of: ['size', 'amount'] }, 'sum'],
    formula: ['size * amount', 'size + amount', 'made'],
    virtual: [undefined, true, 'made'],
    from: ['owner', 'chosen', 'carried'],
    field: ['name', 'grade', 'carried'],
    editable: [undefined, true, 'code'],
    deep: [undefined, true, 'shown'],
    optIn: [undefined, ['stay/nights'], 'asked'],
    slots: [undefined, [{ name: 'list', label: one }], 'mail'],
    pick: [['name', 'grade'], ['name'], 'shown'],
    optOut: [undefined, ['stay/nights'], 'asked'],
    forced: [undefined, ['name'], 'shown'],
    options: [[option('red')], [option('red'), option('blue')], 'colour'],
    types: [['pdf', 'png'], ['pdf'], 'papers'],
    largest: [undefined, 5, 'papers'],
    most: [undefined, 3, 'papers'],
    stars: [undefined, 3, 'grade'],
    language: [undefined, 'sql', 'kindsScript'],
    country: [undefined, 'US', 'kindsPlace'],
    symbology: [undefined, 'code128', 'kindsCode'],
    currency: ['EUR', 'USD', 'worth'],
    named: [['number'], ['name', 'number'], 'papers'],
    columns: [['note', 'name'], ['name', 'note'], 'lines'],
    rowsPerPage: [undefined, 20, 'lines'],
    form: ['order', 'other', 'chosen'],
    forms: [['order'], ['order', 'other'], 'linkAny'],
    formField: [undefined, 'linkKind', 'linkAny'],
    byNumber: [undefined, true, 'chosen'],
    loose: [undefined, true, 'chosen'],
    reasons: [undefined, true, 'why'],
    titledBy: [undefined, 'failed-', 'name'],
    grouped: [undefined, true, 'name'],
    values: [[1, 2], [1], 'data'],
    members: [{ a: [1, 2] }, { a: [1] }, 'data'],
    fields: [[field('note', 'text')], [field('note', 'text'), field('name', 'text')], 'lines'],
  } satisfies Trials<typeof ofKinds>,
  option: {
    value: ['red', 'crimson'],
    label: [one, two],
    order: [undefined, 5],
    hidden: [undefined, true],
    tone: ['ok', 'warn'],
  } satisfies Trials<typeof optionProperties>,
  rule: {
    name: ['noted', 'seen'],
    each: [undefined, 'lines'],
    when: [undefined, holds('name')],
    check: [holds('note'), holds('note', 'y')],
    fields: [['note'], ['name']],
    message: [one, two],
    severity: [undefined, 'warning'],
    source: [undefined, mark],
  } satisfies Trials<typeof ruleProperties>,
  unique: {
    name: ['once', 'ever'],
    fields: [['note'], ['name']],
    where: [undefined, holds('note')],
    emptyCounts: [undefined, true],
    across: [undefined, 'lines'],
    within: [undefined, 'tenant'],
    message: [one, two],
    source: [undefined, mark],
  } satisfies Trials<typeof uniqueProperties>,
  action: {
    name: ['clean', 'wash'],
    label: [one, two],
    done: [one, two],
    capability: ['set-fields', 'other-thing'],
    params: [{ fields: { note: 'x' } }, { fields: { note: 'y' } }],
    when: [undefined, holds('note')],
    confirm: [one, two],
    asksReason: [undefined, true],
    on: [undefined, 'records'],
    source: [undefined, mark],
  } satisfies Trials<typeof actionProperties>,
  block: {
    name: ['hint', 'tip'],
    block: ['heading', 'note', 'remark'],
    label: [one, two],
    address: ['/forms/order', '/forms/thing'],
    action: ['tidy', 'clean', 'press'],
    image: [drawing, `${drawing}AA`, 'sketch'],
    field: ['face', 'papers', 'portrait'],
    visible: [undefined, holds('note')],
    before: [undefined, 'note'],
    group: [undefined, 'all'],
    order: [undefined, 5],
    source: [undefined, mark],
  } satisfies Trials<typeof blockProperties>,
  view: {
    name: ['byColour', 'byOwner'],
    kind: ['list', 'gallery', 'plain'],
    label: [one, two],
    help: [undefined, two],
    filter: [undefined, holds('note')],
    sort: [undefined, ['-name']],
    columns: [undefined, ['name']],
    groupBy: ['colour', 'owner'],
    across: [undefined, 'colour', 'worths'],
    value: ['worth', 'grade', 'worths'],
    by: [undefined, 'month', 'worths'],
    measure: [undefined, 'average', 'worths'],
    chart: [undefined, 'lines', 'worths'],
    start: ['vwDay', 'vwDone', 'byDay'],
    end: [undefined, 'vwDone', 'byDay'],
    picture: [undefined, 'face'],
    title: [undefined, 'name'],
    default: [undefined, true],
    hidden: [undefined, true],
    roles: [undefined, ['clerk']],
    order: [undefined, 5],
    source: [undefined, mark],
  } satisfies Trials<typeof viewProperties>,
  tab: {
    name: ['main', 'first'],
    label: [one, two],
    help: [undefined, two],
    visible: [undefined, holds('note')],
    groups: [[group], [group, { name: 'rest', fields: ['note'] }]],
    order: [undefined, 5],
  } satisfies Trials<typeof tabProperties>,
  group: {
    name: ['all', 'every'],
    label: [one, two],
    help: [undefined, two],
    columns: [undefined, 2],
    visible: [undefined, holds('note')],
    folded: [undefined, true],
    fields: [['number'], ['name', 'number']],
    order: [undefined, 5],
    tab: [undefined, 'more'],
  } satisfies Trials<typeof groupProperties>,
  param: {
    key: ['nights', 'days'],
    dimension: ['tax-number', 'form', 'dimension'],
    label: [one, two],
    help: [one, two],
    value: [{ kind: 'integer' }, { kind: 'text' }],
    raw: [undefined, { values: { none: 1 } }],
    default: [undefined, 4],
    preset: [undefined, 4],
    unset: [{ label: one }, { label: two }],
    'unset/value': [undefined, 3],
    'unset/label': [one, two],
    danger: [undefined, true],
    hidden: [undefined, true],
    unit: ['nights', two],
    since: ['1.0.0', '1.1.0'],
    inherited: [undefined, false],
    scopes: [undefined, ['system']],
    source: [undefined, mark],
  } satisfies Trials<typeof paramProperties>,
} satisfies Readonly<Record<Thing, Readonly<Record<string, Trial>>>>;

/** A property in two packages that differ in nothing else. */
export interface Tried {
  readonly thing: Thing;
  /** `label`, `list/columns`. */
  readonly property: string;
  /** Id of the field that has it. */
  readonly of: string;
  /** The place at which the diff speaks of the thing that has it. */
  readonly place: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** The properties of the same thing, afterwards. */
  readonly beside: JsonObject;
  readonly packages: readonly [Record<string, JsonObject>, Record<string, JsonObject>];
}

/** Each of them, with what the packages are. */
export function everyTrial(): readonly Tried[] {
  return Object.entries(trials).flatMap(([thing, all]) =>
    Object.entries<Trial>(all).map(([property, trial]) => tried(thing as Thing, property, trial)),
  );
}

function tried(thing: Thing, property: string, [before, after, said]: Trial): Tried {
  const of = said ?? (thing === 'ofKinds' ? 'number' : 'note');
  const packages = [files(), files()] as const;
  const [, spot] = [before, after].map((value, at) => {
    const found = subjectOf(packages[at] ?? {}, thing, of);
    const [name = '', member] = property.split('/');
    const subject = (member === undefined ? found.subject : found.subject[name]) as Record<string, Json>;
    if (value === undefined) delete subject[member ?? name];
    else subject[member ?? name] = structuredClone(value);
    return { place: found.place, beside: subject };
  });
  const { place = '', beside = {} } = spot ?? {};
  return { thing, property, of, place, before, after, beside, packages };
}

type Subject = Record<string, Json>;

function subjectOf(of: Record<string, JsonObject>, thing: Thing, named: string) {
  const form = of['forms/thing.json'] as Subject;
  const first = (list: Json | undefined) => (list as readonly Subject[])[0] ?? {};
  const fieldNamed = (name: string) =>
    (form['fields'] as readonly Subject[]).find((each) => each['name'] === name) ?? {};
  const paramNamed = (name: string) => {
    const params = of['params/stay.json']?.['params'] as readonly Subject[];
    return params.find((each) => name in each) ?? first(params as Json);
  };
  const viewNamed = (name: string) =>
    (form['views'] as readonly Subject[]).find((each) => each['name'] === name) ?? first(form['views']);
  const blockNamed = (name: string) =>
    (form['blocks'] as readonly Subject[]).find((each) => each['name'] === name) ?? first(form['blocks']);
  const tab = () => first((form['layout'] as JsonObject)['tabs']);
  const places: Readonly<Record<Thing, () => { readonly subject: Subject; readonly place: string }>> = {
    form: () => ({ subject: form, place: 'thing' }),
    field: () => ({ subject: fieldNamed(named), place: `thing/${named}` }),
    ofKinds: () => ({ subject: fieldNamed(named), place: `thing/${named}` }),
    option: () => ({ subject: first(fieldNamed('colour')['options']), place: 'thing/colour/red' }),
    rule: () => ({ subject: first(form['rules']), place: 'thing/noted' }),
    unique: () => ({ subject: first(form['unique']), place: 'thing/once' }),
    action: () => ({ subject: first(form['actions']), place: 'thing/clean' }),
    block: () => ({ subject: blockNamed(named), place: `thing/${blockNamed(named)['name']}` }),
    view: () => ({ subject: viewNamed(named), place: `thing/${viewNamed(named)['name']}` }),
    tab: () => ({ subject: tab(), place: 'thing' }),
    group: () => ({ subject: first(tab()['groups']), place: 'thing' }),
    param: () => ({ subject: paramNamed(named), place: 'stay.nights' }),
  };
  return places[thing]();
}
