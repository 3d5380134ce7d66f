import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { describeForm } from '../describe/describe-form.ts';
import { compile } from './compile.ts';
import { explain } from './explain.ts';
import { type Change, changed, sourcesOf } from './sample.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const file = 'forms/viewing.json';
const on = (pointer: string, value: Json | undefined): Change => ['shop', file, pointer, value];
const board = { name: 'hint', kind: 'board', label: label('Board'), groupBy: 'state' };

/** What a customer says of the form of others. */
const customer = (content: JsonObject): readonly Change[] => [
  ['acme', 'extensions/viewing.json', '', { extends: 'viewing', ...content }],
];

function made(changes: readonly Change[]) {
  const result = compile(sourcesOf(changed(changes)));
  const form = result.model?.forms.get('viewing');
  if (!result.model || !form) throw new Error(JSON.stringify(result.issues));
  return { ...result, model: result.model, form };
}

const said = (changes: readonly Change[]) =>
  compile(sourcesOf(changed(changes))).issues.map(
    ({ file: at, pointer, code }) => `${at}#${pointer} ${code}`,
  );

describe('a view of a package', () => {
  it.each<readonly [says: string, view: JsonObject, issue: string]>([
    ['is a list of all records', { kind: 'list' }, ''],
    ['is of a kind that there is', { kind: 'map' }, '/kind schema-enum'],
    ['has a name that can be addressed', { name: 'two words', kind: 'list' }, '/name part-name'],
    ['a board has columns', { kind: 'board' }, ' view-needs'],
    ['an empty word is none', { kind: 'board', groupBy: '' }, ' view-needs'],
    ['of a field that is there', { kind: 'board', groupBy: 'stat' }, '/groupBy unknown-field'],
    ['and whose values are few', { kind: 'board', groupBy: 'name' }, '/groupBy field-unfit'],
    ['a calendar has days', { kind: 'calendar' }, ' view-needs'],
    ['which are dates', { kind: 'calendar', start: 'name' }, '/start field-unfit'],
    ['or moments', { kind: 'calendar', start: 'until' }, ''],
    ['as the last of them', { kind: 'calendar', start: 'from', end: 'state' }, '/end field-unfit'],
    ['which may be left open', { kind: 'calendar', start: 'from', end: '' }, ''],
    ['a gallery shows pictures', { kind: 'gallery', picture: 'name' }, '/picture field-unfit'],
    ['and no other files', { kind: 'gallery', picture: 'papers' }, '/picture field-unfit'],
    ['which may be none', { kind: 'gallery' }, ''],
    ['a tree needs a field above', { kind: 'tree' }, ' view-needs'],
    ['a chart is grouped by something', { kind: 'chart' }, ' view-needs'],
    ['a text will do', { kind: 'chart', groupBy: 'name' }, ''],
    ['not files', { kind: 'chart', groupBy: 'papers' }, '/groupBy field-unfit'],
    ['what every record has will do', { kind: 'chart', groupBy: 'org', across: 'createdBy' }, ''],
    ['by months, where it is a moment', { kind: 'chart', groupBy: 'modifiedAt', by: 'month' }, ''],
    ['nothing but its days', { kind: 'chart', groupBy: 'org', by: 'month' }, '/by report-not-dated'],
    [
      'not all days beside each other',
      { kind: 'chart', groupBy: 'org', across: 'createdAt' },
      '/across unknown-field',
    ],
    [
      'what each has its own of says nothing',
      { kind: 'chart', groupBy: 'revision' },
      '/groupBy unknown-field',
    ],
    [
      'not what records of this form have none of',
      { kind: 'chart', groupBy: 'sharing' },
      '/groupBy unknown-field',
    ],
    ['a board’s columns are a field', { kind: 'board', groupBy: 'org' }, '/groupBy unknown-field'],
    ['days by months', { kind: 'chart', groupBy: 'from', by: 'month', chart: 'lines' }, ''],
    ['but nothing else by them', { kind: 'chart', groupBy: 'state', by: 'month' }, '/by report-not-dated'],
    ['then by few values', { kind: 'chart', groupBy: 'from', across: 'name' }, '/across field-unfit'],
    ['it adds up numbers alone', { kind: 'chart', groupBy: 'state', value: 'name' }, '/value field-unfit'],
    ['and makes nothing of none', { kind: 'chart', groupBy: 'state', measure: 'sum' }, '/measure view-needs'],
    ['a board has no use for spans', { ...board, kind: 'board', by: 'month' }, '/by view-unfit'],
    ['a list has no use for columns of a board', { kind: 'list', groupBy: 'state' }, '/groupBy view-unfit'],
    [
      'nor a calendar for pictures',
      { kind: 'calendar', start: 'from', picture: 'photo' },
      '/picture view-unfit',
    ],
    [
      'it filters by what is there',
      { kind: 'list', filter: { fact: 'x', operator: 'isEmpty' } },
      '/filter/fact unknown-fact',
    ],
    ['it is ordered by what has an order', { kind: 'list', sort: ['-photo'] }, '/sort/0 not-sortable'],
    ['that is there', { kind: 'list', sort: ['name', '-x'] }, '/sort/1 unknown-field'],
    ['or that every record has', { kind: 'list', sort: ['-modifiedAt'] }, ''],
    ['it shows what is there', { kind: 'list', columns: ['name', 'x'] }, '/columns/1 unknown-field'],
    ['or what every record has', { kind: 'list', columns: ['modifiedAt', 'enabled'] }, ''],
    ['not what nobody looks at', { kind: 'list', columns: ['revision'] }, '/columns/0 unknown-field'],
  ])('%s', (_, view, issue) => {
    const changes = [on('/views', [{ name: 'hint', label: label('Hint'), ...view }])];
    expect(said(changes)).toEqual(issue === '' ? [] : [`${file}#/views/0${issue}`]);
  });

  it('a tree is of a form whose records stand below each other', () => {
    const above = { name: 'above', kind: 'parent', label: label('Above') };
    expect(
      said([on('/fields/7', above), on('/views', [{ name: 'all', kind: 'tree', label: label('All') }])]),
    ).toEqual([]);
  });

  it('two are called otherwise', () => {
    expect(said([on('/views', [board, { ...board, kind: 'board' }])])).toEqual([
      `${file}#/views/1/name part-twice`,
    ]);
  });
});

describe('layers', () => {
  it('add views under their own mark, change and hide those of others', () => {
    const changes = customer({
      views: [{ ...board, name: 'acme_mood', groupBy: 'mood', default: true }],
      set: {
        'views/byState/label': label('States'),
        'views/byState/hidden': true,
        'views/days/end': 'until',
        'views/short/columns': ['name'],
        'views/faces/order': 1,
      },
    });
    const { form, model, layers } = made(changes);
    expect(form.views.map(({ name }) => name)).toEqual(['byState', 'days', 'faces', 'short', 'acme_mood']);
    expect(form.views[0]).toMatchObject({ label: label('States'), hidden: true, groupBy: 'state' });
    expect(form.views[3]?.columns).toEqual(['number', 'name']);
    const { views } = describeForm(form, model, { seen: () => true, writable: () => true });
    expect(views.map(({ name }) => name)).toEqual(['faces', 'days', 'short', 'acme_mood']);
    expect(explain(layers, 'forms/viewing/views/byState/label')?.said.map(({ package: by }) => by)).toEqual([
      'shop',
      'acme',
    ]);
  });

  it.each<readonly [says: string, content: JsonObject, issue: string]>([
    ['a view that is added has the mark', { views: [board] }, '#/views/0/name prefix-missing'],
    ['its kind is its owner’s', { set: { 'views/days/kind': 'list' } }, '#/set/views~1days~1kind set-owner'],
    [
      'a view that is not there',
      { set: { 'views/none/label': label('x') } },
      '#/set/views~1none~1label set-nothing',
    ],
    [
      'what does not fit is reported where it is said',
      { set: { 'views/byState/groupBy': 'name' } },
      '#/set/views~1byState~1groupBy field-unfit',
    ],
    [
      'also what its kind has no use for',
      { set: { 'views/days/picture': 'photo' } },
      '#/set/views~1days~1picture view-unfit',
    ],
    [
      'and a field that is not there',
      { set: { 'views/short/columns': ['x'] } },
      '#/set/views~1short~1columns unknown-field',
    ],
  ])('%s', (_, content, issue) => {
    expect(said(customer(content))).toEqual([`extensions/viewing.json${issue}`]);
  });
});

describe('whoever is offered views', () => {
  const filter = { fact: 'mood', operator: 'equal', value: 'glad' };
  const viewsFor = (changes: readonly Change[], unseen: readonly string[], offered?: readonly string[]) => {
    const { form, model } = made(changes);
    const seen = ({ id }: { readonly id: string }) => !unseen.includes(id);
    const only = offered && { offered: ({ name }: { readonly name: string }) => offered.includes(name) };
    return describeForm(form, model, { seen, writable: () => true, ...only }).views;
  };
  const names = (...of: Parameters<typeof viewsFor>) => viewsFor(...of).map(({ name }) => name);

  it('has those that are for him', () => {
    expect(names([], [], ['days'])).toEqual(['days']);
    expect(names([], [])).toEqual(['byState', 'days', 'faces', 'short']);
  });

  it('has none of those that need what he does not see, or filter by it', () => {
    expect(names([], ['state'])).toEqual(['days', 'faces', 'short']);
    expect(names([], ['from'])).toEqual(['byState', 'faces', 'short']);
    expect(names([on('/views/3/filter', filter)], ['mood'])).toEqual(['byState', 'days', 'faces']);
    expect(names([on('/views/3/filter', { not: { any: [filter] } })], ['mood'])).not.toContain('short');
  });

  it('sees others without it', () => {
    const changes = [
      on('/views/2/picture', 'photo'),
      on('/views/3/columns', ['number', 'mood']),
      on('/views/3/sort', ['-mood', 'name']),
    ];
    const [faces, short] = viewsFor(changes, ['photo', 'mood']).slice(2);
    expect(faces).toEqual({ name: 'faces', kind: 'gallery', label: { zh: 'Faces（中文）', en: 'Faces' } });
    expect(short).toMatchObject({ columns: ['number'], sort: ['name'] });
  });
});
