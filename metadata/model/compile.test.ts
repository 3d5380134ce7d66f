import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { knownWith } from '../domain.ts';
import { compile } from './compile.ts';
import { type Change, changed, sample, sourcesOf } from './sample.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
/** The names that packages may use on a server without domains. */
const drawing = 'data:image/png;base64,iVBORw0KGgoA';
const known = knownWith([], ['whole']);
const made = (changes: readonly Change[] = []) => compile(sourcesOf(changed(changes)), { known });
const said = (changes: readonly Change[], server?: string) =>
  compile(sourcesOf(changed(changes)), server === undefined ? { known } : { known, server }).issues.map(
    ({ package: pack, file, pointer, code }) => `${pack} ${file}#${pointer} ${code}`,
  );

/** A sentence, what is changed in the sample, and the issues: `file#pointer code`. */
type Row = readonly [says: string, changes: readonly Change[], issues: readonly string[]];
const item = (pointer: string, value: Json | undefined): Change => [
  'shop',
  'forms/item.json',
  pointer,
  value,
];
const order = (pointer: string, value: Json | undefined): Change => [
  'shop',
  'forms/order.json',
  pointer,
  value,
];
const onItem = (pointer: string, value: Json): Change => ['acme', 'extensions/item.json', pointer, value];
const onOrder = (pointer: string, value: Json): Change => ['acme', 'extensions/order.json', pointer, value];
const set = (target: string, value: Json): Change =>
  onItem(`/set/${target.replaceAll('~', '~0').replaceAll('/', '~1')}`, value);
const inItem = (issue: string) => `shop forms/item.json#${issue}`;
const inOrder = (issue: string) => `shop forms/order.json#${issue}`;
const inExtension = (issue: string) => `acme extensions/item.json#${issue}`;
const inManifest = (issue: string) => `acme package.json#${issue}`;

const tint = (carried: string): Json => ({
  name: 'tint',
  kind: 'choice',
  label: label('Tint'),
  options: [{ value: 'r', label: label('Red') }],
  carry: { from: 'item', field: carried },
});

const packages: readonly Row[] = [
  [
    'a package name is npm’s',
    [['acme', 'package.json', '/name', 'Acme!']],
    ['Acme! package.json#/name package-name'],
  ],
  [
    'a version is semver',
    [['acme', 'package.json', '/version', '1.0']],
    [inManifest('/version not-a-version')],
  ],
  [
    'a needed package is there',
    [['acme', 'package.json', '/peerDependencies/other', '*']],
    [inManifest('/peerDependencies/other package-missing')],
  ],
  [
    'in a version that fits',
    [['acme', 'package.json', '/peerDependencies/shop', '^2.0.0']],
    [inManifest('/peerDependencies/shop package-version')],
  ],
  [
    'a range is a range',
    [['acme', 'package.json', '/peerDependencies/shop', 'new']],
    [inManifest('/peerDependencies/shop not-a-range')],
  ],
  [
    'who extends says so',
    [['acme', 'package.json', '/peerDependencies', {}]],
    [
      'acme extensions/order.json#/extends extension-without-dependency',
      'acme extensions/item.json#/extends extension-without-dependency',
    ],
  ],
  [
    'nobody builds on each other in a circle',
    [['shop', 'package.json', '/peerDependencies', { acme: '*' }]],
    [inManifest('/peerDependencies package-cycle'), 'shop package.json#/peerDependencies package-cycle'],
  ],
  [
    'a package stands once',
    [
      ['acme', 'package.json', '/name', 'shop'],
      ['acme', 'package.json', '/peerDependencies', {}],
    ],
    ['shop package.json#/name package-twice'],
  ],
  [
    'a menu has a path',
    [['shop', 'package.json', '/guiju/menu/1/path', 'shop/Sales']],
    ['shop package.json#/guiju/menu/1/path menu-path', inOrder('/menu unknown-menu')],
  ],
  [
    'a menu is drawn with what there is',
    [['shop', 'package.json', '/guiju/menu/0/icon', 'castle']],
    ['shop package.json#/guiju/menu/0/icon unknown-icon'],
  ],
  [
    'a form is drawn with what there is',
    [['shop', 'forms/item.json', '/icon', 'castle']],
    ['shop forms/item.json#/icon unknown-icon'],
  ],
  [
    'the face of a record is a picture',
    [['shop', 'forms/viewing.json', '/picture', 'papers']],
    ['shop forms/viewing.json#/picture field-unfit'],
  ],
  [
    'a menu stands below one that exists',
    [['shop', 'package.json', '/guiju/menu/0', undefined]],
    ['shop package.json#/guiju/menu/0/path unknown-menu', inItem('/menu unknown-menu')],
  ],
  [
    'a menu is said once',
    [['acme', 'package.json', '/guiju/menu', [{ path: 'shop', label: label('x') }]]],
    [],
  ],
];

const forms: readonly Row[] = [
  ['a form has a kebab name', [item('/name', 'Item'), item('/id', 'item')], [inItem('/name form-name')]],
  [
    'a form’s first name too',
    [
      item('/id', 'Item_1'),
      ['shop', 'forms/order.json', '/rules', []],
      ['shop', 'forms/order.json', '/fields/3/fields/0/form', 'Item_1'],
      onItem('/extends', 'Item_1'),
      ['shop', 'data/items.json', '/form', 'Item_1'],
      ['shop', 'cases/items.json', '/form', 'Item_1'],
      onOrder('/set', {}),
    ],
    [inItem('/id form-name')],
  ],
  [
    'a form stands once',
    [
      [
        'acme',
        'forms/item.json',
        '',
        {
          name: 'item2',
          id: 'item',
          kind: 'master',
          sharing: 'everybody',
          label: label('x'),
          fields: [{ name: 'x', kind: 'text', label: label('x') }],
        },
      ],
    ],
    ['acme forms/item.json#/id form-twice'],
  ],
  [
    'a name is taken once',
    [
      [
        'acme',
        'forms/item.json',
        '',
        {
          name: 'item',
          id: 'item2',
          kind: 'master',
          sharing: 'everybody',
          label: label('x'),
          fields: [{ name: 'x', kind: 'text', label: label('x') }],
        },
      ],
    ],
    ['acme forms/item.json#/name form-name-twice'],
  ],
  [
    'a master has something that tells its records apart',
    [
      [
        'acme',
        'forms/thing.json',
        '',
        {
          name: 'thing',
          kind: 'master',
          sharing: 'everybody',
          label: label('x'),
          fields: [{ name: 'x', kind: 'text', label: label('x') }],
        },
      ],
    ],
    ['acme forms/thing.json#/name form-without-key'],
  ],
  [
    'who sees the records of a form is said',
    [
      [
        'acme',
        'forms/thing.json',
        '',
        {
          name: 'thing',
          kind: 'document',
          label: label('x'),
          fields: [{ name: 'number', kind: 'text', label: label('x') }],
        },
      ],
    ],
    ['acme forms/thing.json#/name sharing-unsaid'],
  ],
  ['a title is a field', [item('/title', 'nick')], [inItem('/title unknown-field')]],
  ['a key is made of fields', [item('/key', ['number', 'nick'])], [inItem('/key/1 unknown-field')]],
  [
    'a key is made of columns that can be searched',
    [order('/key', ['lines'])],
    [inOrder('/key/0 field-unfit')],
  ],
  ['an index is made of fields', [item('/indexes/0', ['nick'])], [inItem('/indexes/0 unknown-field')]],
  [
    'the default sharing is allowed',
    [item('/sharing/default', 'free')],
    [inItem('/sharing/default sharing-default')],
  ],
  ['a form stands in a menu that exists', [item('/menu/path', 'shop/none')], [inItem('/menu unknown-menu')]],
  ['a lock is on a field', [item('/preset/fields/0', 'nick')], [inItem('/preset/fields/0 unknown-field')]],
  [
    'a lock asks for facts',
    [item('/preset/where', { fact: 'nick', operator: 'isEmpty' })],
    [inItem('/preset/where/fact unknown-fact')],
  ],
  [
    'the platform’s actions are its own',
    [order('/actions/0/name', 'enable')],
    [inOrder('/actions/0/name action-reserved')],
  ],
  [
    'an action does what the platform can',
    [order('/actions/0/capability', 'set-feilds')],
    [inOrder('/actions/0/capability unknown-capability')],
  ],
  [
    'nor what only a domain that is not there can',
    [order('/actions/0/capability', 'issue-pending')],
    [inOrder('/actions/0/capability unknown-capability')],
  ],
  [
    'a check of whole records is one that the server has',
    [item('/checks', [{ run: 'goods-known' }])],
    [inItem('/checks/0/run unknown-record-check')],
  ],
  [
    'an action is told nothing that nobody reads',
    [order('/actions/0/params', { values: {} })],
    [inOrder('/actions/0/params/values schema-unknown')],
  ],
  [
    'an action sets fields that are there, to values of their kinds',
    [order('/actions/0/params', { fields: { nick: 'x', buyer: 5, total: '1', number: null } })],
    [
      inOrder('/actions/0/params/fields/nick unknown-field'),
      inOrder('/actions/0/params/fields/buyer not-text'),
      inOrder('/actions/0/params/fields/total data-derived'),
    ],
  ],
  [
    'an action asks for facts',
    [order('/actions/0/when', { not: { fact: 'nick', operator: 'isEmpty' } })],
    [inOrder('/actions/0/when/not/fact unknown-fact')],
  ],
];

const fields: readonly Row[] = [
  [
    'a field has a camel name',
    [item('/fields/3/name', 'Price'), item('/fields/3/id', 'price')],
    [inItem('/fields/3/name field-name')],
  ],
  [
    '__proto__ is no name',
    [item('/fields/1/name', '__proto__'), item('/fields/1/id', 'name'), item('/list/search', ['number'])],
    [inItem('/fields/1/name field-name')],
  ],
  [
    'constructor neither',
    [item('/fields/1/name', 'constructor'), item('/fields/1/id', 'name')],
    [inItem('/fields/1/name field-reserved')],
  ],
  [
    'a query parameter is no field',
    [item('/fields/3/name', 'limit'), item('/fields/3/id', 'price')],
    [inItem('/fields/3/name field-reserved')],
  ],
  [
    'a system member is no field',
    [item('/fields/3/name', 'createdAt'), item('/fields/3/id', 'price')],
    [inItem('/fields/3/name field-reserved')],
  ],
  [
    'in rows other words are taken',
    [order('/fields/3/fields/2/name', 'parent'), order('/fields/3/fields/2/id', 'net')],
    [inOrder('/fields/3/fields/2/name field-reserved')],
  ],
  [
    'an id in rows is no column of theirs',
    [order('/fields/3/fields/4', { name: 'place', id: 'seq', kind: 'text', label: label('x') })],
    [inOrder('/fields/3/fields/4/id field-reserved')],
  ],
  [
    'a name in rows may be one',
    [order('/fields/3/fields/2/name', 'seq'), order('/fields/3/fields/2/id', 'net')],
    [],
  ],
  [
    'an id stands once, whatever its letters',
    [item('/fields/7', { name: 'PRICE', id: 'pRICE', kind: 'text', label: label('x') })],
    [inItem('/fields/7/name field-name'), inItem('/fields/7/id field-twice')],
  ],
  [
    'a name stands once',
    [item('/fields/7', { name: 'price', id: 'old', kind: 'text', label: label('x') })],
    [inItem('/fields/7/name field-name-twice')],
  ],
  [
    'of what stands there twice the layout that nobody wrote says nothing',
    [order('/fields/4', { name: 'total', kind: 'text', label: label('x') })],
    [inOrder('/fields/4/name field-twice')],
  ],
  ['a kind exists', [item('/fields/3/kind', 'flavour')], [inItem('/fields/3/kind unknown-kind')]],
  [
    'a reference points at a form',
    [
      item('/fields/3', { name: 'price', kind: 'reference', form: 'none', label: label('x') }),
      order('/rules', []),
      order('/fields/3/fields/0/optionsFilter', undefined),
      order('/fields/3/fields/2/carry', undefined),
      onOrder('/set', {}),
    ],
    [inItem('/fields/3/form unknown-form')],
  ],
  [
    'an option stands once, whatever its letters',
    [item('/fields/4/options/1/value', 'R')],
    [inItem('/fields/4/options/1/value option-twice')],
  ],
  ['a range is not empty', [item('/fields/5/min', 11)], [inItem('/fields/5/min range-empty')]],
  ['a scale fits', [item('/fields/3/scale', 19)], [inItem('/fields/3/scale scale-above-precision')]],
  [
    'a number rule counts',
    [order('/fields/0/pattern', 'SO{yyyy}')],
    [inOrder('/fields/0/pattern number-pattern-seq')],
  ],
  [
    'a number rule knows its words',
    [order('/fields/0/pattern', 'SO{seq:4}{week}')],
    [inOrder('/fields/0/pattern number-pattern')],
  ],
  [
    'dates and short fields of the record',
    [order('/fields/0/pattern', 'SO{yy}{MM}-{buyer}-{seq:4}'), order('/fields/1/length', 10)],
    [],
  ],
  [
    'but none that is no text, or a long one, or somebody’s own',
    [order('/fields/0/pattern', 'SO{total}{buyer}{seq:4}'), order('/fields/1/length', 41)],
    [inOrder('/fields/0/pattern number-pattern-unfit'), inOrder('/fields/0/pattern number-pattern-unfit')],
  ],
  [
    'nor personal data',
    [
      order('/fields/0/pattern', 'SO{buyer}{seq:4}'),
      order('/fields/1/length', 9),
      order('/fields/1/personal', true),
    ],
    [inOrder('/fields/0/pattern number-pattern-unfit')],
  ],
  [
    'a default is a value of the kind',
    [item('/fields/2/default', 'much')],
    [inItem('/fields/2/default not-decimal')],
  ],
  ['a default is an option', [item('/fields/4/default', 'x')], [inItem('/fields/4/default not-an-option')]],
  [
    'so is what imports begin with',
    [item('/fields/4/imported', 'x')],
    [inItem('/fields/4/imported not-an-option')],
  ],
  [
    'what is computed begins with nothing, imported or not',
    [order('/fields/2/imported', '0')],
    [inOrder('/fields/2/imported default-not-possible')],
  ],
  [
    'what is computed has no default',
    [order('/fields/2/default', '0')],
    [inOrder('/fields/2/default default-not-possible')],
  ],
  [
    'nor does one that holds files, which no organisation has of its own either',
    [
      item('/fields/7', {
        name: 'scan',
        kind: 'file',
        label: label('Scan'),
        default: { id: '01a1f807-e22b-76be-803c-9001ffac1fe0' },
        ownable: true,
      }),
    ],
    [inItem('/fields/7/ownable file-not-ownable'), inItem('/fields/7/default default-not-possible')],
  ],
  [
    'files are named by fields that there are, and whose values are texts for people',
    [
      item('/fields/7', {
        name: 'scan',
        kind: 'file',
        label: label('Scan'),
        named: ['number', 'nobody', 'scan'],
      }),
    ],
    [inItem('/fields/7/named/1 unknown-field'), inItem('/fields/7/named/2 file-named-by')],
  ],
  [
    'a default may be a fact that exists',
    [item('/fields/1/default', { fact: '$tomorrow' })],
    [inItem('/fields/1/default/fact unknown-fact')],
  ],
  [
    'visible asks for facts',
    [
      item('/fields/1/visible', {
        any: [
          { fact: 'number', operator: 'isEmpty' },
          { fact: 'nick', operator: 'isEmpty' },
        ],
      }),
    ],
    [inItem('/fields/1/visible/any/1/fact unknown-fact')],
  ],
  [
    'a value may be a fact that exists',
    [item('/fields/1/readonly', { fact: 'number', operator: 'equal', value: { fact: 'nick' } })],
    [inItem('/fields/1/readonly/value/fact unknown-fact')],
  ],
  [
    'an options filter asks of what can be picked',
    [order('/fields/3/fields/0/optionsFilter/fact', 'net')],
    [inOrder('/fields/3/fields/0/optionsFilter/fact unknown-fact')],
  ],
  [
    'and of the record and the row',
    [
      order('/fields/3/fields/0/optionsFilter', {
        all: [
          { fact: 'parent.buyer', operator: 'isEmpty' },
          { fact: 'row.net', operator: 'isEmpty' },
          { fact: 'enabled', operator: 'equal', value: true },
        ],
      }),
    ],
    [],
  ],
  [
    'a fact goes through one reference',
    [order('/rules/0/check', { fact: 'item.enabled', operator: 'equal', value: true })],
    [],
  ],
  [
    'and no further',
    [order('/rules/0/check', { fact: 'item.rate.scale', operator: 'isEmpty' })],
    [inOrder('/rules/0/check/fact unknown-fact')],
  ],
  [
    'but not through something else',
    [order('/rules/0/check', { fact: 'net.enabled', operator: 'equal', value: true })],
    [inOrder('/rules/0/check/fact unknown-fact')],
  ],
  [
    'a record is valid from a day only where the form says so',
    [item('/fields/1/visible', { fact: 'validFrom', operator: 'isEmpty' })],
    [inItem('/fields/1/visible/fact unknown-fact')],
  ],
  [
    'and then it is',
    [item('/fields/1/visible', { fact: 'validFrom', operator: 'isEmpty' }), item('/validity', true)],
    [],
  ],
  ...(
    [
      ['a heading has a text', { block: 'heading' }, ' block-needs'],
      ['a note has a text', { block: 'note' }, ' block-needs'],
      ['a link leads somewhere', { block: 'link', label: label('Go') }, ' block-needs'],
      ['a button does something', { block: 'button', label: label('Go') }, ' block-needs'],
      ['an action of the form', { block: 'button', action: 'leave' }, '/action block-action'],
      ['which it does', { block: 'button', action: 'approve' }, ''],
      ['a note leads nowhere', { block: 'note', label: label('Go'), address: '/' }, '/address block-unfit'],
      ['and does nothing', { block: 'note', label: label('Go'), action: 'approve' }, '/action block-unfit'],
      ['a picture is one of its own', { block: 'picture', image: drawing }, ''],
      ['or none at all', { block: 'picture' }, ' block-picture'],
      ['or that of a field of files', { block: 'picture', field: 'buyer' }, '/field field-unfit'],
      [
        'a PNG or JPEG',
        { block: 'picture', image: 'data:image/svg+xml;base64,PHN2Zz4=' },
        '/image schema-form',
      ],
      ['a note has none', { block: 'note', label: label('Go'), image: drawing }, '/image block-unfit'],
      ['nor a field of one', { block: 'note', label: label('Go'), field: 'buyer' }, '/field block-unfit'],
      ['a block stands before a field', { block: 'note', label: label('Go'), before: 'buyer' }, ''],
      ['that is there', { block: 'note', label: label('Go'), before: 'seller' }, '/before unknown-field'],
      ['not in rows', { block: 'note', label: label('Go'), before: 'net' }, '/before unknown-field'],
      [
        'or in a group that is there',
        { block: 'note', label: label('Go'), group: 'x' },
        '/group unknown-part',
      ],
      ['an empty place is none', { block: 'note', label: label('Go'), before: '', group: '' }, ''],
      [
        'it is shown while something holds that is there',
        { block: 'note', label: label('Go'), visible: { fact: 'seller', operator: 'isEmpty' } },
        '/visible/fact unknown-fact',
      ],
      ...(
        [
          ['/forms/item', true],
          ['https://example.com/a?b=c#d', true],
          ['http://localhost:8080', true],
          ['javascript:alert(1)', false],
          ['data:text/html,x', false],
          ['//example.com/x', false],
          ['/..//example.com', false],
          ['/%2E%2e//example.com', false],
          ['/forms/item?next=a//b', true],
          ['/\\example.com', false],
          ['https://me:secret@example.com', false],
          ['https://', false],
          ['https://exa mple.com', false],
          ['forms/item', false],
        ] as const
      ).map(
        ([address, fits]) =>
          [
            `a link ${fits ? 'may' : 'may not'} lead to ${address}`,
            { block: 'link', label: label('Go'), address },
            fits ? '' : '/address block-address',
          ] as const,
      ),
    ] as readonly (readonly [string, Readonly<Record<string, Json>>, string])[]
  ).map(
    ([says, block, issue]): Row => [
      says,
      [order('/blocks', [{ name: 'hint', ...block }])],
      issue === '' ? [] : [inOrder(`/blocks/0${issue}`)],
    ],
  ),
  ['a quick new record asks for fields that people fill in', [order('/quick', ['buyer', 'lines'])], []],
  ['which are there', [order('/quick', ['seller'])], [inOrder('/quick/0 unknown-field')]],
  ['not for what is computed', [order('/quick', ['buyer', 'total'])], [inOrder('/quick/1 field-unfit')]],
  [
    'two blocks have two names',
    [
      order(
        '/blocks',
        ['note', 'heading'].map((block) => ({ name: 'hint', block, label: label('Go') })),
      ),
    ],
    [inOrder('/blocks/1/name part-twice')],
  ],
  [
    'what a layer says of a block of others is told where it says it',
    [set('blocks/hint/address', 'javascript:x'), set('blocks/hint/before', 'nothing')],
    [
      inExtension('/set/blocks~1hint~1address block-address'),
      inExtension('/set/blocks~1hint~1before unknown-field'),
    ],
  ],
  [
    'an extension adds a block under its own mark',
    [onItem('/blocks', [{ name: 'tip', block: 'note', label: label('Go') }])],
    [inExtension('/blocks/0/name prefix-missing')],
  ],
  [
    'a field of the record that people fill in may remember the last value',
    [order('/fields/1/remembers', true)],
    [],
  ],
  [
    'one of personal data may not',
    [order('/fields/1/remembers', true), order('/fields/1/personal', true)],
    [inOrder('/fields/1/remembers remembers-nothing')],
  ],
  [
    'only a default that is a formula can be followed',
    [order('/fields/1/default', 'plain'), order('/fields/1/follows', true)],
    [inOrder('/fields/1/follows follows-nothing')],
  ],
  [
    'what is required and always read-only has a default',
    [order('/fields/1/required', true), order('/fields/1/readonly', true)],
    [inOrder('/fields/1/readonly field-never-given')],
  ],
  [
    'which then is what all records say',
    [order('/fields/1/required', true), order('/fields/1/readonly', true), order('/fields/1/default', 'x')],
    [],
  ],
  [
    'what fills a field comes from a reference',
    [order('/fields/3/fields/2/carry/from', 'rate')],
    [inOrder('/fields/3/fields/2/carry/from carry-from')],
  ],
  [
    'and from a field of it',
    [order('/fields/3/fields/2/carry/field', 'cost')],
    [inOrder('/fields/3/fields/2/carry/field carry-field')],
  ],
  [
    'and of its own sort',
    [order('/fields/3/fields/2/carry/field', 'name')],
    [inOrder('/fields/3/fields/2/carry/field carry-kind')],
  ],
  ['a choice is carried from a choice', [order('/fields/3/fields/4', tint('colour'))], []],
  [
    'and from nothing else',
    [order('/fields/3/fields/4', tint('name'))],
    [inOrder('/fields/3/fields/4/carry/field carry-kind')],
  ],
  [
    'what is carried comes from a reference',
    [order('/fields/3/fields/1/from', 'net'), order('/fields/3/fields/3/compute/of', ['net'])],
    [inOrder('/fields/3/fields/1/from carry-from')],
  ],
  [
    'and from a field of it too',
    [order('/fields/3/fields/1/field', 'tax'), order('/fields/3/fields/3/compute/of', ['net'])],
    [inOrder('/fields/3/fields/1/field carry-field')],
  ],
  ['amounts are in a currency', [order('/fields/3/fields/2/currency', 'CNY')], []],
  [
    'that there is',
    [order('/fields/3/fields/2/currency', 'DEM')],
    [inOrder('/fields/3/fields/2/currency not-currency')],
  ],
  ['which a field of the record may tell', [order('/fields/3/fields/2/currency', 'parent.buyer')], []],
  [
    'but no number',
    [order('/fields/3/fields/2/currency', 'rate')],
    [inOrder('/fields/3/fields/2/currency currency-field')],
  ],
  [
    'nor a field of another record, unless it is carried',
    [order('/fields/3/fields/2/currency', 'item.colour')],
    [inOrder('/fields/3/fields/2/currency currency-field')],
  ],
  [
    'what is no amount is in none',
    [order('/fields/3/fields/1/currency', 'CNY')],
    [inOrder('/fields/3/fields/1/currency currency-of-nothing')],
  ],
  [
    'amounts of one currency are added up',
    [order('/fields/3/fields/2/currency', 'parent.buyer'), order('/fields/2/compute/of', ['lines.net'])],
    [],
  ],
  [
    'and those of rows that each have one are not',
    [
      order('/fields/3/fields/4', { name: 'code', kind: 'currency', label: label('Currency') }),
      order('/fields/3/fields/2/currency', 'code'),
      order('/fields/2/compute/of', ['lines.net']),
    ],
    [inOrder('/fields/2/compute currency-mixed')],
  ],
  [
    'nor those of two',
    [
      order('/fields/3/fields/2/currency', 'CNY'),
      order('/fields/2/currency', 'USD'),
      order('/fields/2/compute/of', ['lines.net']),
    ],
    [inOrder('/fields/2/compute currency-mixed')],
  ],
  [
    'which is said once, of however many',
    [
      order('/fields/2/currency', 'CNY'),
      order('/fields/4', { name: 'usd', kind: 'money', currency: 'USD', label: label('Dollars') }),
      order('/fields/5', { name: 'eur', kind: 'money', currency: 'EUR', label: label('Euros') }),
      order('/fields/2/compute/of', ['usd', 'eur']),
    ],
    [inOrder('/fields/2/compute currency-mixed')],
  ],
  ...(
    [
      ['a formula adds amounts of one currency', 'sum(lines.net) + 1', {}, []],
      ['not those of rows, each in its own', 'sum(lines.net)', { currency: 'code' }, ['sum']],
      [
        'nor picks or compares them',
        'if(max(first(lines.net), usd) > 1, usd, 0)',
        { currency: 'CNY' },
        ['max'],
      ],
      ['nor adds those of two', 'usd - sum(lines.net)', { currency: 'CNY' }, ['-']],
      ['whatever is made of each', 'sum(if(lines.net > 0, lines.net, 0))', { currency: 'code' }, ['sum']],
      ['nor looks for rows by both', 'sum(lines.net, lines.net > usd)', { currency: 'CNY' }, ['>']],
      ['nor switches between them', 'switch(1, 2, first(lines.net), usd)', { currency: 'CNY' }, ['switch']],
      ['but writes them side by side', 'sum(lines.net) & usd', { currency: 'CNY' }, []],
      ['what is multiplied may be converted', 'usd * 7.1 + sum(lines.net)', { currency: 'CNY' }, []],
    ] as const
  ).map(([says, formula, net, mixed]): readonly [string, readonly Change[], readonly string[]] => [
    says,
    [
      order('/fields/3/fields/4', { name: 'code', kind: 'currency', label: label('Currency') }),
      order('/fields/3/fields/2/currency', 'currency' in net ? net.currency : 'parent.buyer'),
      order('/fields/4', { name: 'usd', kind: 'money', currency: 'USD', label: label('Dollars') }),
      order('/fields/5', { name: 'made', kind: 'formula', formula, label: label('Made') }),
    ],
    mixed.map(() => inOrder('/fields/5/formula currency-mixed')),
  ]),
  ...(
    [
      ['is in the currency that it is in there', 'CNY', []],
      ['and in no other', 'EUR', [inOrder('/fields/5/currency currency-carried')]],
    ] as const
  ).map(([says, currency, issues]): readonly [string, readonly Change[], readonly string[]] => [
    `an amount that is carried ${says}`,
    [
      ['shop', 'forms/item.json', '/fields/3/currency', 'CNY'],
      order('/fields/4', { name: 'one', kind: 'reference', form: 'item', label: label('One') }),
      order('/fields/5', {
        ...{ name: 'a', kind: 'carry', from: 'one', field: 'price', currency },
        label: label('A'),
      }),
    ],
    issues,
  ]),
  ...(
    [
      ['amounts that are carried from one record are added up', 'one', []],
      ['not those of two, whose currencies may differ', 'two', [inOrder('/fields/8/compute currency-mixed')]],
    ] as const
  ).map(([says, from, issues]): readonly [string, readonly Change[], readonly string[]] => [
    says,
    [
      ['shop', 'forms/item.json', '/fields/3/currency', 'colour'],
      order('/fields/4', { name: 'one', kind: 'reference', form: 'item', label: label('One') }),
      order('/fields/5', { name: 'two', kind: 'reference', form: 'item', label: label('Two') }),
      order('/fields/6', { name: 'a', kind: 'carry', from: 'one', field: 'price', label: label('A') }),
      order('/fields/7', { name: 'b', kind: 'carry', from, field: 'price', label: label('B') }),
      order('/fields/8', {
        name: 'both',
        kind: 'computed',
        compute: { op: 'sum', of: ['a', 'b'] },
        label: label('Both'),
      }),
    ],
    issues,
  ]),
  [
    'a row adds up the others no more than the record does',
    [
      order('/fields/3/fields/4', { name: 'code', kind: 'currency', label: label('Currency') }),
      order('/fields/3/fields/2/currency', 'code'),
      order('/fields/3/fields/5', {
        name: 'share',
        kind: 'formula',
        formula: 'net / sum(parent.lines.net)',
        label: label('Share'),
      }),
    ],
    [inOrder('/fields/3/fields/5/formula currency-mixed')],
  ],
  [
    'a currency that is carried is the one it is carried from',
    [
      ['shop', 'forms/item.json', '/fields/3/currency', 'colour'],
      order('/fields/3/fields/4', {
        name: 'code',
        kind: 'carry',
        from: 'item',
        field: 'colour',
        label: label('Currency'),
      }),
      order('/fields/3/fields/2/currency', 'code'),
      order('/fields/3/fields/3/compute', { op: 'difference', of: ['net', 'item.price'] }),
    ],
    [],
  ],
  [
    'operands exist',
    [order('/fields/3/fields/3/compute/of/0', 'price')],
    [inOrder('/fields/3/fields/3/compute/of/0 compute-operand')],
  ],
  [
    'operands are numbers',
    [order('/fields/2/compute/of/0', 'buyer')],
    [inOrder('/fields/2/compute/of/0 compute-number')],
  ],
  [
    'only sum takes rows together',
    [order('/fields/2/compute/op', 'product')],
    [inOrder('/fields/2/compute/of/0 compute-rows')],
  ],
  [
    'nothing is made of itself',
    [order('/fields/3/fields/3/compute/of', ['parent.total'])],
    [inOrder('/fields/2 field-cycle')],
  ],
  [
    'a tree has one parent',
    [
      item('/fields/7', { name: 'up', kind: 'parent', label: label('x') }),
      item('/fields/8', { name: 'above', kind: 'parent', label: label('above') }),
    ],
    [inItem('/fields/8/kind parent-twice')],
  ],
  [
    'rows take no numbers from the house',
    [order('/fields/3/fields/4', { name: 'serial', kind: 'number', pattern: 'L{seq:5}', label: label('x') })],
    [inOrder('/fields/3/fields/4/kind kind-in-rows')],
  ],
  [
    'rows are no tree',
    [order('/fields/3/fields/4', { name: 'up', kind: 'parent', label: label('x') })],
    [inOrder('/fields/3/fields/4/kind kind-in-rows')],
  ],
  [
    'entries go two levels down',
    [
      order('/fields/3/fields/4', {
        name: 'a',
        kind: 'entries',
        label: label('x'),
        fields: [
          {
            name: 'b',
            kind: 'entries',
            label: label('x'),
            fields: [{ name: 'c', kind: 'text', label: label('x') }],
          },
        ],
      }),
    ],
    [inOrder('/fields/3/fields/4/fields/0/kind entries-too-deep')],
  ],
];

const parts: readonly Row[] = [
  [
    'a rule has a name',
    [order('/rules/0/name', '1')],
    [
      inOrder('/rules/0/name part-name'),
      'acme extensions/order.json#/set/rules~1netPositive~1severity set-nothing',
    ],
  ],
  [
    'a name stands once',
    [order('/rules/1', { name: 'netPositive', check: { all: [] }, fields: [], message: label('x') })],
    [inOrder('/rules/1/name part-twice')],
  ],
  ['a rule goes over entries', [order('/rules/0/each', 'items')], [inOrder('/rules/0/each unknown-entries')]],
  [
    'a rule asks for facts of the row',
    [order('/rules/0/check/fact', 'total')],
    [inOrder('/rules/0/check/fact unknown-fact')],
  ],
  [
    'a rule shows at a field',
    [order('/rules/0/fields/0', 'total')],
    [inOrder('/rules/0/fields/0 unknown-field')],
  ],
  [
    'unique rows are in entries',
    [order('/unique/0/across', 'items')],
    [inOrder('/unique/0/across unknown-entries')],
  ],
  [
    'unique within one record is among its rows',
    [
      order('/unique/0/across', undefined),
      order('/unique/0/within', 'record'),
      order('/unique/0/fields/0', 'number'),
    ],
    [inOrder('/unique/0/within unique-within')],
  ],
  [
    'unique fields can be compared',
    [
      order('/fields/4', { name: 'pin', kind: 'secret', label: label('x') }),
      order('/unique/0', { name: 'once', fields: ['pin'] }),
    ],
    [inOrder('/unique/0/fields/0 field-unfit')],
  ],
  [
    'unique fields exist',
    [order('/unique/0/fields/0', 'tax')],
    [inOrder('/unique/0/fields/0 unknown-field')],
  ],
  [
    'a field is placed once',
    [item('/layout/tabs/0/groups/1/fields/1', 'name')],
    [inItem('/layout/tabs/0/groups/1/fields/1 field-placed-twice')],
  ],
  [
    'a field that is placed exists',
    [item('/layout/tabs/0/groups/0/fields/1', 'nick')],
    [inItem('/layout/tabs/0/groups/0/fields/1 unknown-field')],
  ],
  [
    'a group shows while facts hold',
    [item('/layout/tabs/0/groups/0/visible', { fact: 'nick', operator: 'isEmpty' })],
    [inItem('/layout/tabs/0/groups/0/visible/fact unknown-fact')],
  ],
  [
    'a field that was renamed is named by its id',
    [item('/fields/2/id', 'before')],
    [
      'acme extensions/item.json#/groups/0/fields/0 field-by-name',
      'acme extensions/item.json#/set/list~1columns field-by-name',
      'shop data/items.json#/records/0/values/rate field-by-name',
      'shop forms/item.json#/match/result/0 unknown-field',
      'shop forms/order.json#/fields/3/fields/1/field carry-field',
    ],
  ],
  ['a column exists', [item('/list/columns/1', 'nick')], [inItem('/list/columns/1 unknown-field')]],
  ['so does a filter', [item('/list/filters/0', 'nick')], [inItem('/list/filters/0 unknown-field')]],
  [
    'a column shows what can be shown, and of rows the records that they are about',
    [
      order('/fields/4', { name: 'pin', kind: 'secret', label: label('x') }),
      order('/list', { columns: ['pin', 'lines'] }),
    ],
    [inOrder('/list/columns/0 field-unfit')],
  ],
  ['rows sort by what is there', [item('/list/sort/0', '-nick')], [inItem('/list/sort/0 unknown-field')]],
  [
    'a search looks into what is there',
    [item('/list/search/0', 'nick')],
    [inItem('/list/search/0 unknown-field')],
  ],
  [
    'a text that turns others around is told, wherever it stands, and lines and tabs are none',
    [
      order('/fields/1/label', { zh: '买方\u202e', en: 'Buyer' }),
      order('/rules/0/message', { zh: '太低', en: 'Too\u0007 low' }),
      order('/help', { zh: '第一行\n第二行', en: 'One\ttwo' }),
    ],
    [inOrder('/fields/1/label/zh text-unseen'), inOrder('/rules/0/message/en text-unseen')],
  ],
  [
    'a label of more than a hundred characters is told, and a long help is not',
    [
      order('/fields/1/label', { zh: '买方', en: 'b'.repeat(101) }),
      order('/fields/1/help', { zh: '说明', en: 'b'.repeat(300) }),
    ],
    [inOrder('/fields/1/label/en label-long')],
  ],
  [
    'a list that has no use for a member is told',
    [item('/list/columns/1', 'revision'), item('/list/sort', ['validFrom'])],
    [inItem('/list/columns/1 member-unused'), inItem('/list/sort/0 member-unused')],
  ],
  ['rows sort by what orders', [item('/list/sort/0', '-condition')], [inItem('/list/sort/0 not-sortable')]],
  ['a search looks for numbers', [item('/list/search/0', 'price')], []],
  [
    'a search does not look into conditions',
    [item('/list/search/0', 'condition')],
    [inItem('/list/search/0 not-searchable')],
  ],
  [
    'system members are columns too',
    [item('/list/columns', ['number', 'modifiedAt']), item('/list/sort', ['-createdAt'])],
    [],
  ],
  [
    'a match has facts',
    [item('/match/facts', 'none')],
    [inItem('/match/facts unknown-form'), inItem('/match match-condition')],
  ],
  [
    'a match has a condition over them',
    [item('/match/condition', 'name')],
    [inItem('/match/condition match-condition')],
  ],
  [
    'a match is in entries that exist',
    [item('/match/entries', 'rows')],
    [inItem('/match/entries unknown-entries')],
  ],
  [
    'a match answers with fields',
    [item('/match/result/0', 'tax')],
    [inItem('/match/result/0 unknown-field')],
  ],
  [
    'a match orders by fields',
    [item('/match/order', ['-cost', 'sharing'])],
    [inItem('/match/order/0 unknown-field')],
  ],
  [
    'a match asks for fields of the facts',
    [item('/match/fields/1', 'lines.tax')],
    [inItem('/match/fields/1 unknown-field')],
  ],
  [
    'a field that says whom a rule is for exists, and is compared with one thing',
    [
      item('/match/for', [
        { field: 'cost', fact: 'buyer' },
        { field: 'name' },
        { field: 'name', fact: 'none' },
      ]),
    ],
    [
      inItem('/match/for/0/field unknown-field'),
      inItem('/match/for/1 match-for-what'),
      inItem('/match/for/2/fact unknown-field'),
    ],
  ],
  [
    'by values that compare',
    [
      item('/match/for', [
        { field: 'condition', question: 'one' },
        { field: 'price', fact: 'buyer' },
        { field: 'name', organisation: true },
        { field: 'name', question: 'one', unless: 'name' },
      ]),
    ],
    [
      inItem('/match/for/0/field match-for-kind'),
      inItem('/match/for/1/fact match-for-differs'),
      inItem('/match/for/2/field match-for-organisation'),
      inItem('/match/for/3/unless match-for-unless'),
      inItem('/match/for/3 match-for-twice'),
    ],
  ],
  [
    'rows are asked within a record',
    [item('/match/within', 'required')],
    [inItem('/match/within match-within-rows')],
  ],
  [
    'and options that the fact has, too',
    [
      order('/fields/1/kind', 'choice'),
      order('/fields/1/options', [{ value: 'r', label: label('Red') }]),
      item('/match/for', [{ field: 'colour', fact: 'buyer' }]),
    ],
    [inItem('/match/for/0/fact match-for-options')],
  ],
  [
    'a case asks what the match knows',
    [['shop', 'cases/items.json', '/cases/0/ask', { document: 'x' }]],
    ['shop cases/items.json#/cases/0/ask/document unknown-question'],
  ],
  [
    'a case tries a match',
    [
      ['shop', 'cases/items.json', '/form', 'order'],
      ['shop', 'cases/items.json', '/cases/0/facts', {}],
    ],
    ['shop cases/items.json#/form case-without-match'],
  ],
  [
    'of a form that exists',
    [['shop', 'cases/items.json', '/form', 'none']],
    ['shop cases/items.json#/form unknown-form'],
  ],
  [
    'or a decision',
    [['shop', 'cases/items.json', '/decision', 'split']],
    ['shop cases/items.json# case-of-what'],
  ],
  [
    'with facts that exist',
    [['shop', 'cases/items.json', '/cases/0/facts/cost', 1]],
    ['shop cases/items.json#/cases/0/facts/cost unknown-field'],
  ],
  [
    'without a trial, which decisions know',
    [['shop', 'cases/items.json', '/cases/0/trial', {}]],
    ['shop cases/items.json#/cases/0/trial case-trial'],
  ],
  [
    'each once',
    [['shop', 'cases/items.json', '/cases/1', { name: 'a pen', facts: {}, expect: null }]],
    ['shop cases/items.json#/cases/1/name case-twice'],
  ],
];

const layers: readonly Row[] = [
  ['an extension extends a form', [onItem('/extends', 'none')], [inExtension('/extends unknown-form')]],
  [
    'what is added carries the prefix',
    [onItem('/fields', [{ name: 'note', kind: 'text', label: label('x') }])],
    [inExtension('/fields/0/name prefix-missing')],
  ],
  ['so does a group', [onItem('/groups/0/name', 'extra')], [inExtension('/groups/0/name prefix-missing')]],
  [
    'a field’s first name too',
    [onItem('/fields', [{ name: 'acme_note', id: 'note', kind: 'text', label: label('x') }])],
    [inExtension('/fields/0/id prefix-missing')],
  ],
  [
    'rows that get a field exist',
    [onItem('/rows', { lines: [] })],
    [inExtension('/rows/lines unknown-entries')],
  ],
  [
    'a part that is added is new',
    [onItem('/groups/1', { name: 'acme_extra', tab: 'main', fields: [] })],
    [inExtension('/groups/1/name part-twice')],
  ],
  [
    'a group goes into a tab that exists',
    [onItem('/groups/0/tab', 'other')],
    [inExtension('/groups/0/tab unknown-part')],
  ],
  [
    'a kind stays',
    [set('fields/name/kind', 'multiline')],
    [inExtension('/set/fields~1name~1kind set-locked')],
  ],
  ['an id stays', [set('fields/name/id', 'nick')], [inExtension('/set/fields~1name~1id set-locked')]],
  ['a length stays', [set('fields/name/length', 10)], [inExtension('/set/fields~1name~1length set-locked')]],
  ['a key is the owner’s', [set('key', ['name'])], [inExtension('/set/key set-owner')]],
  [
    'there is something to say it about',
    [set('fields/nick/label', label('x'))],
    [inExtension('/set/fields~1nick~1label set-nothing')],
  ],
  [
    'a kind has such a thing',
    [set('fields/name/min', 1)],
    [inExtension('/set/fields~1name~1min set-nothing')],
  ],
  [
    'a value has the property’s shape',
    [set('fields/name/label', 'x')],
    [inExtension('/set/fields~1name~1label schema-object')],
  ],
  [
    'a bound is the kind’s',
    [set('fields/priority/min', '2')],
    [inExtension('/set/fields~1priority~1min schema-type')],
  ],
  [
    'required is not taken back',
    [set('fields/number/required', false)],
    [inExtension('/set/fields~1number~1required set-loosens')],
  ],
  [
    'a range narrows',
    [set('fields/priority/max', 11)],
    [inExtension('/set/fields~1priority~1max set-loosens')],
  ],
  [
    'from below too',
    [set('fields/priority/min', 0)],
    [inExtension('/set/fields~1priority~1min set-loosens')],
  ],
  [
    'an error stays one',
    [onOrder('/set', { 'rules/acme_noted/severity': 'warning' })],
    ['acme extensions/order.json#/set/rules~1acme_noted~1severity set-loosens'],
  ],
  [
    'a condition that is said asks for facts',
    [set('fields/name/visible', { fact: 'nick', operator: 'isEmpty' })],
    [inExtension('/set/fields~1name~1visible/fact unknown-fact')],
  ],
  [
    'a column that is added exists',
    [set('list/columns', ['nick'])],
    [inExtension('/set/list~1columns unknown-field')],
  ],
  [
    'an option that is added is new',
    [set('fields/colour/options', [{ value: 'R', label: label('x') }])],
    [inExtension('/set/fields~1colour~1options/0/value option-twice')],
  ],
];

const values: readonly Row[] = [
  [
    'a type has a name',
    [['shop', 'params/shop.json', '/type', 'shop config']],
    ['shop params/shop.json#/type param-name'],
  ],
  [
    'a key too',
    [['shop', 'params/shop.json', '/params/0/key', '1']],
    ['shop params/shop.json#/params/0/key param-name'],
  ],
  [
    'a parameter has a key or a dimension',
    [['shop', 'params/shop.json', '/params/0/dimension', 'form']],
    ['shop params/shop.json#/params/0 param-key'],
  ],
  [
    'a key stands once',
    [
      [
        'shop',
        'params/shop.json',
        '/params/1',
        { key: 'limit', label: label('x'), value: { kind: 'text' }, unset: { label: label('x') } },
      ],
    ],
    ['shop params/shop.json#/params/1/key param-twice'],
  ],
  [
    'nothing is said of a secret that whoever has the package could read',
    [
      [
        'shop',
        'params/shop.json',
        '/params/1',
        {
          key: 'pass',
          label: label('x'),
          value: { kind: 'secret' },
          raw: { empty: 'x' },
          preset: 'x',
          default: 'x',
          unset: { label: label('x'), value: 'x' },
        },
      ],
    ],
    [
      'shop params/shop.json#/params/1/default param-secret-stated',
      'shop params/shop.json#/params/1/preset param-secret-stated',
      'shop params/shop.json#/params/1/raw param-secret-stated',
      'shop params/shop.json#/params/1/unset/value param-secret-stated',
    ],
  ],
  [
    'a default fits',
    [['shop', 'params/shop.json', '/params/0/default', 0]],
    ['shop params/shop.json#/params/0/default too-small'],
  ],
  [
    'what holds unset fits',
    [['shop', 'params/shop.json', '/params/0/unset/value', 0]],
    ['shop params/shop.json#/params/0/unset/value too-small'],
  ],
  [
    'raw spellings stand for values',
    [['shop', 'params/shop.json', '/params/1/raw/values/*', 'x']],
    ['shop params/shop.json#/params/1/raw/values/* not-boolean'],
  ],
  [
    'a value’s kind is told right',
    [['shop', 'params/shop.json', '/params/0/value/max', 0]],
    [
      'shop params/shop.json#/params/0/value/min range-empty',
      'shop params/shop.json#/params/0/default too-great',
      'shop params/shop.json#/params/0/unset/value too-great',
    ],
  ],
  [
    'records are of a form',
    [['shop', 'data/items.json', '/form', 'none']],
    ['shop data/items.json#/form unknown-form'],
  ],
  [
    'values of parameters are none',
    [['shop', 'data/items.json', '/form', 'parameter-value']],
    ['shop data/items.json#/form data-of-parameters'],
  ],
  [
    'their keys stand once',
    [['shop', 'data/items.json', '/records/1', { key: 'pen', values: {} }]],
    ['shop data/items.json#/records/1/key data-key-twice'],
  ],
  [
    'their sharing is allowed',
    [['shop', 'data/items.json', '/records/0/sharing', 'free']],
    ['shop data/items.json#/records/0/sharing sharing-not-allowed'],
  ],
  [
    'their fields exist',
    [['shop', 'data/items.json', '/records/0/values/a~1b', 1]],
    ['shop data/items.json#/records/0/values/a~1b unknown-field'],
  ],
  [
    'with values of the kind',
    [['shop', 'data/items.json', '/records/0/values/rate', 'x']],
    ['shop data/items.json#/records/0/values/rate not-decimal'],
  ],
  [
    'with files that lie in the package',
    [
      ['shop', 'forms/item.json', '/fields/7', { name: 'logo', kind: 'image', label: label('Logo') }],
      ['shop', 'data/items.json', '/records/0/values/logo', { file: 'logo.png' }],
    ],
    ['shop data/items.json#/records/0/values/logo data-file-missing'],
  ],
  [
    'their conditions are trees',
    [['shop', 'data/items.json', '/records/0/values/condition', { any: [] }]],
    ['shop data/items.json#/records/0/values/condition/any condition-empty-any'],
  ],
  [
    'over facts that exist',
    [['shop', 'data/items.json', '/records/0/values/condition/fact', 'nick']],
    ['shop data/items.json#/records/0/values/condition/fact unknown-fact'],
  ],
  [
    'rows are a list',
    [['shop', 'data/orders.json', '', { form: 'order', records: [{ key: 'a', values: { lines: 5 } }] }]],
    ['shop data/orders.json#/records/0/values/lines not-list'],
  ],
  [
    'of objects',
    [['shop', 'data/orders.json', '', { form: 'order', records: [{ key: 'a', values: { lines: [5] } }] }]],
    ['shop data/orders.json#/records/0/values/lines/0 not-object'],
  ],
  [
    'what is computed is not given',
    [
      [
        'shop',
        'data/orders.json',
        '',
        { form: 'order', records: [{ key: 'a', values: { lines: [{ gross: '1' }] } }] },
      ],
    ],
    ['shop data/orders.json#/records/0/values/lines/0/gross data-derived'],
  ],
];

describe.each([
  ['packages', packages],
  ['forms', forms],
  ['fields', fields],
  ['rules, layout, list, match and cases', parts],
  ['layers', layers],
  ['parameters and data', values],
])('%s', (_area, rows) => {
  it.each(rows)('%s', (_says, changes, issues) => {
    expect(said(changes).sort()).toEqual([...issues].sort());
  });
});

describe('issues', () => {
  it('none where nothing is wrong', () => {
    expect(compile(sourcesOf(sample)).issues).toEqual([]);
  });

  it('are told all together, and then there is no model', () => {
    const { model, issues } = made([
      item('/title', 'nick'),
      item('/list/sort/0', 'nick'),
      order('/rules/0/each', 'x'),
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['unknown-field', 'unknown-field', 'unknown-entries']);
    expect(model).toBeUndefined();
  });

  it('a server too old is told so', () => {
    const newer: Change = ['acme', 'package.json', '/guiju/server', '>=2'];
    expect(said([newer], '1.0.0')).toEqual([inManifest('/guiju/server server-version')]);
    expect(said([newer], '2.1.0-rc.1')).toEqual([]);
    expect(said([['acme', 'package.json', '/guiju/server', 'new']])).toEqual([
      inManifest('/guiju/server not-a-range'),
    ]);
    // Whatever else is wrong by the words of this server is not told.
    expect(said([newer, item('/title', 'nick'), order('/rules/0/each', 'x')], '1.0.0')).toEqual([
      inManifest('/guiju/server server-version'),
    ]);
  });

  it.each<[string, Change, readonly string[]]>([
    ['a title', item('/title', 'nmae'), ['name']],
    ['a column', item('/list/columns/1', 'pirce'), ['price']],
    ['a fact', item('/fields/1/visible', { fact: 'nubmer', operator: 'isEmpty' }), ['number']],
    ['an operator', item('/fields/1/visible', { fact: 'number', operator: 'equals', value: '1' }), ['equal']],
    ['a form', onItem('/extends', 'itme'), ['item']],
    ['a kind of form', item('/kind', 'mastr'), ['master']],
    ['a property', item('/tilte', 'name'), ['title']],
    ['a capability', order('/actions/0/capability', 'set-feilds'), ['set-fields']],
    ['a check of records', item('/checks', [{ run: 'whoel' }]), ['whole']],
    ['an icon', ['shop', 'package.json', '/guiju/menu/0/icon', 'godos'], ['goods']],
    ['what is set', set('fields/nmae/label', label('x')), ['fields/name/label']],
  ])('%s that is misspelt is told with what is near', (_what, change, near) => {
    const { issues } = made([change]);
    expect(issues.map(({ params }) => params['near'])).toEqual([near]);
  });

  it('a file that is malformed is left out, and nobody is blamed for what it holds', () => {
    expect(said([item('/kind', 5)])).toEqual([inItem('/kind schema-enum')]);
  });

  it('a file that goes too deep is refused unread', () => {
    const deep = Array.from({ length: 100_000 }).reduce<Json>((inside) => [inside], 1);
    const values = { number: 'P1', rate: deep };
    const [shop] = sourcesOf({ shop: sample['shop']! });
    const data = [{ file: 'data/deep.json', content: { form: 'item', records: [{ key: 'deep', values }] } }];
    const { issues } = compile([{ ...shop!, data }]);
    expect(issues.map(({ code, file }) => `${file} ${code}`)).toEqual(['data/deep.json json-too-deep']);
  });

  it('a prefix has its grammar', () => {
    const [shop, acme] = sourcesOf(sample);
    const guiju = { ...acme!.manifest.guiju, prefix: 'A' };
    const { issues } = compile([shop!, { ...acme!, manifest: { ...acme!.manifest, guiju }, extensions: [] }]);
    expect(issues.map(({ code, pointer }) => `${pointer} ${code}`)).toEqual(['/guiju/prefix prefix-name']);
  });

  it('nothing is thrown, whatever stands in a file', () => {
    for (const [pack, files] of Object.entries(sample)) {
      for (const file of Object.keys(files)) {
        if (file === 'package.json') continue;
        for (const value of [null, 5, 'x', [], [[]], {}]) {
          expect(
            compile(sourcesOf(changed([[pack, file, '', value]]))).model === undefined || value !== null,
          ).toBe(true);
        }
      }
    }
  });
});
