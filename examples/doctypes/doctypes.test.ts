import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { knownWith } from '../../metadata/domain.ts';
import { test as closureOf } from '../../rules/condition/closure.ts';
import { compileCondition } from '../../rules/condition/compile.ts';
import { readPackageFolder } from '../../runtime/model/packages/read-folder.ts';
import { buildModel } from '../../runtime/model/publish/build-model.ts';
import { installedFrom } from '../../runtime/model/publish/publisher.ts';
import { standardEdition } from '../../runtime/server/edition.suite.ts';
import { standardWith } from '../../runtime/server/test-node.suite.ts';
import { convert } from './convert.ts';
import { readDoctypes } from './doctype.ts';
import { conditionOf, type Facts } from './expression.ts';
import { iconOf, ourIcons } from './icons.ts';

const doctypes = readDoctypes(`${import.meta.dirname}/fixtures`);
const { files, tally } = convert(doctypes);
const platform = standardWith(['platform']).map((folder) => installedFrom(readPackageFolder(folder).files));
const built = await buildModel([...platform, installedFrom(files)], standardEdition('1.0.0'));
const boat = files.get('forms/boat.json') as JsonObject;
const part = (form: string, name: string) =>
  ((files.get(`forms/${form}.json`) as JsonObject)['fields'] as JsonObject[]).find(
    (field) => field['name'] === name,
  );
const within = (form: string, rows: string, name: string) => {
  const { fields = [] } = part(form, rows) ?? {};
  return (fields as JsonObject[]).find((field) => field['name'] === name);
};

describe('forms of another system', () => {
  it('compile as they come out', () => {
    expect(built.issues).toEqual([]);
    expect(built.model?.forms.has('boat-trip')).toBe(true);
  });

  it('are all said, or left by name and reason', () => {
    const left = tally.left.map(({ word, why }) => `${word}: ${why}`);
    expect(left.toSorted()).toEqual([
      'Button: fieldtype: what it presses is a program',
      'Image: fieldtype: the field of its picture is not there',
      'fieldtype: marked text is typed plainly',
      'index_web_pages_for_search: pages for people outside are no part of a form',
      'placeholder: a box has no text of its own; its help stands below the label',
      'report_hide: no word keeps a field out of reports that one may see',
      'track_seen: who has looked at a record is not kept',
    ]);
    expect(tally.said / tally.total).toBeGreaterThan(0.95);
  });

  const said: readonly (readonly [sentence: string, found: unknown, expected: unknown])[] = [
    [
      'a series that is chosen counts by itself',
      part('boat', 'number'),
      {
        pattern: 'BT-{yyyy}-{seq:5}',
        editable: true,
        series: [
          {
            name: 's2',
            when: { fact: 'namingSeries', operator: 'equal', value: 'TUG-.YY.MM.-.####' },
            pattern: 'TUG-{yy}{MM}-{seq:4}',
          },
        ],
      },
    ],
    [
      'an expression is a condition, with options and "is new" as they are here',
      part('boat', 'insuredUntil'),
      {
        readonly: {
          all: [
            { fact: '$new', operator: 'notEqual', value: true },
            { fact: 'status', operator: 'in', value: ['Sold', 'Scrapped'] },
          ],
        },
      },
    ],
    ['a picture', part('boat', 'picture'), { kind: 'image', copied: false, printed: false }],
    ['the face of a record, and an icon like the one it had', boat, { picture: 'picture', icon: 'pin' }],
    [
      'the picture of a field, wherever it is to be seen',
      (boat['blocks'] as JsonObject[]).find(({ block }) => block === 'picture'),
      {
        field: 'picture',
        label: { en: 'As She Lies There' },
        before: 'insured',
        visible: { fact: 'picture', operator: 'isNotEmpty' },
      },
    ],
    ['rows that are turned page by page', part('boat-trip', 'guests'), { rowsPerPage: 20 }],
    ['a large field stays in its column', part('boat', 'berthNote'), { span: 1 }],
    ['money knows its currency', part('boat', 'price'), { kind: 'money', currency: 'currency', scale: 2 }],
    [
      'who may see a field of a level',
      part('boat', 'price'),
      { roles: { '*': 'none', 'doc-harbour-master': 'edit' } },
    ],
    [
      'filled and then one’s own',
      part('boat', 'mostGuests'),
      { carry: { from: 'boatClass', field: 'mostGuests' } },
    ],
    ['filled for good', part('boat', 'classColour'), { kind: 'carry', from: 'boatClass', field: 'colour' }],
    [
      'only some may be picked',
      part('boat', 'quay'),
      { optionsFilter: { fact: 'isGroup', operator: 'notEqual', value: true }, remembers: true },
    ],
    ['what is above in a tree', part('quay', 'parentQuay'), { kind: 'parent' }],
    ['several picked', part('crew-member', 'skills'), { kind: 'references', form: 'crew-skill' }],
    [
      'one of several forms',
      part('feedback', 'about'),
      { kind: 'any-reference', forms: ['boat', 'crew-member'], formField: 'aboutForm' },
    ],
    [
      'rows, of which amounts are in the currency of their record',
      within('boat-trip', 'guests', 'fare'),
      { kind: 'money', currency: 'parent.currency', printWidth: 26 },
    ],
    [
      'what may change though the trip is sent in',
      [part('boat-trip', 'remarks')?.['readonly'], part('boat-trip', 'boat')?.['readonly']],
      [undefined, { not: { fact: 'sent', operator: 'equal', value: 'draft' } }],
    ],
    ['a form that is spoken of alone', part('supplier', 'supplierGroup'), { kind: 'text' }],
    [
      'columns that go down, side by side',
      boat['layout'],
      { tabs: [{ name: 'main' }, { name: 'papers-tab' }] },
    ],
    [
      'a look of an option',
      part('boat', 'status')?.['options'],
      [{ value: 'In Service', tone: 'ok' }, {}, { tone: 'error' }],
    ],
    [
      'rights of one’s own records',
      files.get('data/1-roles.json'),
      {
        records: [
          { key: 'doc-harbour-master' },
          { values: { grants: [{}, {}, { limitedBy: ['createdBy'] }] } },
        ],
      },
    ],
    [
      'nobody makes what a program makes',
      ((files.get('data/1-roles.json') as JsonObject)['records'] as JsonObject[]).map(
        ({ values }) =>
          ((values as JsonObject)['grants'] as JsonObject[]).find(({ form }) => form === 'feedback')?.[
            'actions'
          ],
      ),
      [['read', 'history', 'edit', 'delete', 'export'], undefined],
    ],
  ];
  it.each(said)('%s', (_, found, expected) => {
    if (typeof expected === 'object' && expected !== null) expect(found).toMatchObject(expected);
    else expect(found).toEqual(expected);
  });
});

it.each([
  ['fa fa-users', 'people'],
  ['octicon octicon-package', 'box'],
  ['icon-file-text-alt', 'file'],
  ['fa fa-calendar-o', 'calendar'],
  ['fa fa-user', 'user'],
  ['uil uil-sitemap', 'org'],
  ['fa fa-no-such-thing', undefined],
  ['', undefined],
])('an icon like %j: %s', (theirs, ours) => expect(iconOf(theirs)).toBe(ours));

it('names no icon that packages may not use', () => {
  const { icons } = knownWith([], []);
  expect(ourIcons.filter((name) => !Object.hasOwn(icons, name))).toEqual([]);
});

/** What a browser of the other system makes of an expression. */
function asThere(text: string, doc: JsonObject): boolean {
  const bare = text.startsWith('eval:') ? text.slice('eval:'.length) : `doc.${text}`;
  const run = new Function('doc', 'in_list', `return !!(${bare})`) as (...given: unknown[]) => boolean;
  return run(doc, (list: readonly unknown[], one: unknown) => list.includes(one));
}

const scope = built.model?.forms.get('boat');
const kinds: Readonly<Record<string, string>> = {
  insured: 'boolean',
  status: 'choice',
  most_guests: 'integer',
};
const names: Readonly<Record<string, string>> = {
  insured: 'insured',
  status: 'status',
  most_guests: 'mostGuests',
  insurer: 'insurer',
};
const facts: Facts = {
  fact: (name) => {
    const fact = names[name];
    if (fact === undefined) return undefined;
    const options = name === 'status' ? { options: ['In Service', 'Sold', 'Scrapped'] } : {};
    return { fact, kind: kinds[name] ?? 'text', ...options };
  },
  parent: () => undefined,
};

const expressions: readonly string[] = [
  'insured',
  'insurer',
  'most_guests',
  'eval:!doc.insured',
  'eval:!doc.most_guests',
  'eval:!(doc.insured && doc.insurer)',
  'eval:doc.status == "Sold"',
  'eval:doc.status != "Sold" && doc.insured == 1',
  'eval:doc.insured === 0 || doc.status === "Scrapped"',
  'eval:"Sold" == doc.status',
  'eval:in_list(["Sold", "Scrapped"], doc.status)',
  'eval:!["Sold", "Scrapped"].includes(doc.status)',
  'eval:doc.most_guests > 3',
  'eval:!(doc.most_guests <= 3) && doc.most_guests < 9',
  'eval:5 < doc.most_guests',
  'eval:doc.insurer == ""',
  'eval:doc.insurer != "" && true',
];

describe('an expression and the condition that is made of it', () => {
  const record = fc.record({
    insured: fc.constantFrom<Json>(0, 1),
    status: fc.constantFrom<Json>('', 'In Service', 'Sold', 'Scrapped'),
    most_guests: fc.integer({ min: 0, max: 12 }),
    insurer: fc.constantFrom<Json>('', 'Lloyd'),
  });
  const call = { org: 'O1', user: 'U1', today: '2026-03-15', now: '2026-03-15T08:00:00.000Z' };
  it.each(expressions)('%s: judge every record alike', (text) => {
    const condition = conditionOf(text, facts);
    if (typeof condition === 'string' || !scope) throw new Error(`${text}: ${String(condition)}`);
    const compiled = compileCondition(condition, { shape: scope, target: () => undefined });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const holds = closureOf(compiled.value);
    fc.assert(
      fc.property(record, (doc) => {
        const here = {
          insured: doc.insured === 1,
          status: doc.status === '' ? null : doc.status,
          mostGuests: doc.most_guests,
          insurer: doc.insurer === '' ? null : doc.insurer,
        };
        const found = holds({ record: here, call, target: () => undefined });
        expect(found).toBe(asThere(text, doc));
      }),
    );
  });

  it.each([
    ['eval:doc.rows.some(row => row.x)', 'it calls a program'],
    ['eval:doc.a = 1; doc.b', 'it is a program of several statements'],
    ['eval:doc.insured && frappe.boot.x', 'it calls a program'],
    ['eval:doc.unknown', 'it names a field that is not there'],
    ['unknown', 'it names a field that is not there'],
    ['eval:doc.most_guests + 1 > 2', 'it calls a program'],
    ['eval:doc.insured ? 1 : 0', 'it computes'],
    ['eval:doc.status ==', 'it cannot be read as an expression'],
  ])('%s: %s', (text, why) => expect(conditionOf(text, facts)).toBe(why));
});
