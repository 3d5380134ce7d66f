import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { comparePackages } from '../../../metadata/diff/compare-packages.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { type DifferenceRule, differenceRules, meaningOf } from '../../../metadata/property/difference.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { compareApis } from './compare-apis.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const platform = standardPackageFolders()
  .filter((folder) => folder.endsWith('/platform'))
  .map((folder) => installedFrom(readPackageFolder(folder).files));

interface Room {
  name: string;
  id?: string;
  fields: Record<string, Json>[];
  [property: string]: Json | undefined | object;
}

const holds = (fact: string, value: Json = 'x') => ({ fact, operator: 'equal', value });
const room = (): Room => ({
  name: 'room',
  kind: 'master',
  label: label('Room'),
  key: ['number'],
  publicNumbers: true,
  attachments: true,
  sharing: { allowed: ['private', 'free', 'global'], default: 'private' },
  rules: [{ name: 'noted', check: holds('note'), fields: ['note'], message: label('No note') }],
  unique: [{ name: 'once', fields: ['note'], message: label('Twice') }],
  locks: [{ action: 'delete', when: holds('note'), message: label('Stays') }],
  actions: [
    { name: 'clean', label: label('Clean'), capability: 'set-fields', params: { fields: { note: 'clean' } } },
  ],
  match: { facts: 'room', order: ['number'], result: ['number', 'size'] },
  validity: true,
  fields: [
    field('number', 'text', { required: true, length: 40 }),
    field('condition', 'condition', { facts: 'room' }),
    field('price', 'decimal', { precision: 8, scale: 2, min: '1', max: '9' }),
    field('twice', 'computed', { compute: { op: 'sum', of: ['price', 'price'] } }),
    field('code', 'number', { pattern: 'A{seq:3}' }),
    field('asked', 'text', { default: 'x' }),
    field('size', 'integer', { min: 1, max: 9 }),
    field('state', 'choice', {
      options: ['free', 'taken', 'closed'].map((value) => ({ value, label: label(value) })),
    }),
    field('note', 'text', { length: 20 }),
    field('spare', 'text'),
    field('worth', 'money', { currency: 'EUR' }),
    field('held', 'text', { readonly: holds('state', 'free'), required: holds('state', 'taken') }),
    field('shown', 'field-list', { form: 'room', pick: ['note', 'held'] }),
    field('owner', 'reference', { form: 'user' }),
    field('beds', 'entries', { fields: [field('width', 'integer')] }),
  ],
});
const {
  rules: noted,
  unique: once,
  locks: kept,
  actions: cleaning,
  match: asking,
} = room() as unknown as {
  [part in 'rules' | 'unique' | 'locks' | 'actions']: readonly JsonObject[];
} & { match: JsonObject };
const at = ({ fields }: Room, name: string) => fields.find((one) => one['name'] === name) ?? {};
const without = (one: Room, name: string) => {
  one.fields = one.fields.filter((each) => each['name'] !== name);
};

interface Edit {
  readonly rule: DifferenceRule;
  /** In the place of what the document shows of it. */
  readonly shows: string;
  does(room: Room): void;
}
const edits: readonly Edit[] = [
  { rule: 'form-renamed', shows: 'room', does: (one) => Object.assign(one, { name: 'suite', id: 'room' }) },
  { rule: 'form-kind-changed', shows: 'is/kind', does: (one) => Object.assign(one, { kind: 'document' }) },
  { rule: 'field-removed', shows: 'spare', does: (one) => without(one, 'spare') },
  {
    rule: 'field-added-required',
    shows: 'floor',
    does: (one) => add(one, 'floor', 'integer', { required: true }),
  },
  { rule: 'field-added', shows: 'tone', does: (one) => add(one, 'tone', 'text') },
  ...changes('size', [
    ['field-renamed', 'size', { name: 'area', id: 'size' }],
    ['kind-changed', 'size', { kind: 'boolean', min: undefined, max: undefined }],
    ['limit-tightened', 'size', { max: 8 }],
    ['limit-loosened', 'size', { min: 0 }],
  ]),
  ...changes('note', [
    ['kind-changed', 'is/kind', { kind: 'multiline', length: undefined }],
    ['required-without-default', 'note', { required: true }],
    ['required-without-default', 'asks/required', { required: holds('state', 'free') }],
    ['readonly-tightened', 'asks/readonly', { readonly: holds('state', 'free') }],
    ['limit-tightened', 'asks/fixed', { fixed: true }],
    ['called-otherwise', '', { label: label('Remark') }],
    ['text-changed', '', { help: label('What for') }],
    ['visibility-changed', '', { visible: holds('state', 'free') }],
    ['default-changed', 'offers/default', { default: 'y' }],
  ]),
  ...changes('asked', [
    ['default-removed', 'offers/default', { default: undefined }],
    ['default-changed', '', { default: 'y' }],
    ['required-with-default', 'asks/required', { required: true }],
  ]),
  ...changes('held', [
    ['readonly-loosened', 'asks/readonly', { readonly: undefined }],
    ['required-loosened', 'asks/required', { required: undefined }],
  ]),
  ...changes('code', [['pattern-changed', 'is/pattern', { pattern: 'B{seq:3}' }]]),
  ...changes('price', [
    ['limit-tightened', 'most/max', { max: '8.5' }],
    ['limit-tightened', 'most/scale', { scale: 1 }],
    ['limit-tightened', 'least/min', { min: '1.5' }],
    ['limit-loosened', 'most/max', { max: '10' }],
    ['limit-loosened', 'most/precision', { precision: 9 }],
  ]),
  ...changes('twice', [
    ['calculation-changed', 'is/compute', { compute: { op: 'sum', of: ['price', 'size'] } }],
  ]),
  ...changes('worth', [['currency-changed', 'is/currency', { currency: 'USD' }]]),
  ...changes('owner', [
    ['target-changed', 'is/target', { form: 'organisation' }],
    ['options-filter-changed', 'is/optionsFilter', { optionsFilter: holds('name') }],
  ]),
  ...changes('shown', [
    ['limit-tightened', 'offers/pick', { pick: ['note'] }],
    ['limit-tightened', 'asks/forced', { forced: ['note'] }],
    ['limit-loosened', 'offers/pick', { pick: ['note', 'held', 'size'] }],
  ]),
  ...changes('spare', [['field-hidden', 'spare', { hidden: true }]]),
  { rule: 'option-removed', shows: 'state', does: (one) => dropOption(at(one, 'state')) },
  { rule: 'option-added', shows: 'state', does: (one) => addOption(at(one, 'state')) },
  { rule: 'option-hidden', shows: '', does: (one) => hideOption(at(one, 'state')) },
  ...ofForm([
    ['key-changed', 'is/key', { key: ['note'] }],
    [
      'unique-added',
      'asks/unique:twice',
      { unique: [...once, { ...once[0], name: 'twice', fields: ['held'] }] },
    ],
    ['unique-removed', 'asks/unique:once', { unique: [] }],
    [
      'check-added',
      'asks/rule:coded',
      { rules: [...noted, { ...noted[0], name: 'coded', check: holds('held') }] },
    ],
    ['check-added', 'asks/rule:noted', { rules: [{ ...noted[0], check: holds('held') }] }],
    ['check-softened', 'asks/rule:noted', { rules: [{ ...noted[0], severity: 'warning' }] }],
    ['check-removed', 'asks/rule:noted', { rules: [] }],
    ['lock-added', 'asks/lock', { locks: [...kept, { ...kept[0], action: 'disable' }] }],
    ['lock-removed', 'asks/lock', { locks: [] }],
    ['lock-added', 'asks/preset', { preset: { locked: ['delete'], fields: ['note'] } }],
    ['sharing-narrowed', 'sharing', { sharing: { allowed: ['private', 'free'], default: 'private' } }],
    [
      'sharing-widened',
      'sharing',
      { sharing: { allowed: ['private', 'free', 'global', 'scope'], default: 'private' } },
    ],
    ['sharing-ended', 'assignments', { sharing: 'everybody' }],
    ['match-result-removed', 'offers/result:size', { match: { ...asking, result: ['number'] } }],
    [
      'match-result-added',
      'offers/result:note',
      { match: { ...asking, result: ['number', 'size', 'note'] } },
    ],
    ['match-changed', 'is/match', { match: undefined }],
    ['order-changed', '', { match: { ...asking, order: ['-number'] } }],
    ['action-removed', 'offers/action:clean', { actions: [] }],
    [
      'action-changed',
      'offers/action:clean',
      { actions: [{ ...cleaning[0], params: { fields: { note: 'y' } } }] },
    ],
    ['action-added', 'offers/action:wash', { actions: [...cleaning, { ...cleaning[0], name: 'wash' }] }],
    ['numbers-withheld', 'offers/numbers', { publicNumbers: false }],
    ['validity-removed', 'validFrom', { validity: false }],
    ['attachments-removed', 'attachments', { attachments: false }],
    ['looks-changed', '', { list: { columns: ['note'] } }],
  ]),
];

type Change = readonly [
  rule: DifferenceRule,
  shows: string,
  says: JsonObject | { readonly [name: string]: Json | undefined },
];

function changes(name: string, all: readonly Change[]): readonly Edit[] {
  // A field that became another kind has other properties.
  const does = (says: Change[2]) => (one: Room) => {
    const found = one.fields.find((each) => (each['id'] ?? each['name']) === name);
    if (found && (found['kind'] === at(room(), name)['kind'] || 'kind' in says)) Object.assign(found, says);
  };
  return all.map(([rule, shows, says]) => ({ rule, shows, does: does(says) }));
}

function ofForm(all: readonly Change[]): readonly Edit[] {
  return all.map(([rule, shows, says]) => ({ rule, shows, does: (one) => void Object.assign(one, says) }));
}

function add(one: Room, name: string, kind: string, more: JsonObject = {}): void {
  one.fields.push(field(name, kind, more) as Record<string, Json>);
}

function dropOption(of: Record<string, Json>): void {
  of['options'] = (of['options'] as Json[]).slice(0, -1);
}
function addOption(of: Record<string, Json>): void {
  of['options'] = [...(of['options'] as Json[]), { value: 'dirty', label: label('dirty') }];
}
function hideOption(of: Record<string, Json>): void {
  of['options'] = (of['options'] as JsonObject[]).map((one, at) =>
    at === 0 ? { ...one, hidden: true } : one,
  );
}

function version(form: Room, number: string): Installed {
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'stays',
          version: number,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'st', label: label('Stays') },
        },
      ],
      ['forms/room.json', JSON.parse(JSON.stringify(form)) as Json],
    ]),
  );
}
function sourceOf({ files }: Installed) {
  const { source } = readSourceFiles(files);
  if (!source) throw new Error('not a package');
  return source;
}

async function compared(chosen: readonly Edit[]) {
  const next = room();
  for (const edit of chosen) edit.does(next);
  const [before, after] = [version(room(), '1.0.0'), version(next, '2.0.0')];
  const changes = await compareApis(before, after, platform, standardEdition());
  return changes && { changes, differences: comparePackages(sourceOf(before), sourceOf(after)) };
}

/** The rules of changes that break callers, with the reason why the document has no place where each could be seen. */
const notInTheDocument: Readonly<Partial<Record<DifferenceRule, string>>> = {
  'form-removed': 'tried below: it takes a package without the form',
  'field-added-required-when': 'no schema says under which condition a field is required',
  'param-removed':
    'a parameter is no path and no schema: its type and key are values of one call, and GET /api/params tells which there are',
  'param-narrowed': 'as above: of a value the document says that there is one',
  'param-unset-changed': 'as above: what is read where nothing is set is an answer, no shape',
  'param-spelling-changed': 'as above: how a value is spelt is a text in either version',
  'roles-narrowed': 'the document shows what somebody may see of a form, and is another one for each role',
  'said-of-others':
    'what is said of another package’s form is seen where the form itself says it, by the rule of that property',
  'property-changed':
    'no property is known by it: whoever adds one gives it a rule, and the rule a line here',
};

it('every rule that breaks for callers is held against the document, or says why it cannot be', () => {
  const tried = new Set(edits.map(({ rule }) => rule));
  const breaking = (Object.keys(differenceRules) as DifferenceRule[]).filter((rule) =>
    meaningOf({ rule }).concerns.includes('api'),
  );
  expect(breaking.filter((rule) => !tried.has(rule) && notInTheDocument[rule] === undefined)).toEqual([]);
  expect(breaking.filter((rule) => tried.has(rule) && notInTheDocument[rule] !== undefined)).toEqual([]);
});

it('the document shows that a form is gone', async () => {
  const [before, after] = [version(room(), '1.0.0'), version(room(), '2.0.0')];
  const files = new Map([...after.files].filter(([path]) => path === 'package.json'));
  const changes = await compareApis(before, { ...after, files }, platform, standardEdition());
  expect(changes?.some(({ place, breaks }) => breaks && place.includes('forms~1room'))).toBe(true);
});

it('the document shows what a package says of another one’s form', async () => {
  const layer = (set: JsonObject) =>
    installedFrom(
      new Map<string, Json>([
        [
          'package.json',
          {
            name: 'layer',
            version: '1.0.0',
            peerDependencies: { stays: '*' },
            guiju: { prefix: 'la', label: label('Layer') },
          },
        ],
        ['extensions/room.json', { extends: 'room', set }],
      ]),
    );
  const beside = [...platform, version(room(), '1.0.0')];
  const tighter = await compareApis(layer({}), layer({ 'fields/size/max': 5 }), beside, standardEdition());
  expect(tighter?.filter(({ breaks }) => breaks).map(({ place }) => place)).toEqual(
    expect.arrayContaining([expect.stringContaining('most/max')]),
  );
  expect(
    await compareApis(layer({}), layer({ 'fields/size/label': label('Area') }), beside, standardEdition()),
  ).toEqual([]);
});

it.each(edits)(
  'the document of the API shows $rule at “$shows”, and agrees whether it breaks',
  async (edit) => {
    const found = await compared([edit]);
    if (!found) throw new Error('does not compile');
    const { changes, differences } = found;
    const stops = meaningOf(edit).concerns.includes('api');
    expect(differences.map(({ rule }) => rule)).toContain(edit.rule);
    const broken = changes.filter(({ breaks }) => breaks).map(({ place }) => place);
    expect([edit.rule, broken.length > 0], broken.join('\n')).toEqual([edit.rule, stops]);
    if (stops)
      expect(
        broken.some((place) => place.includes(edit.shows)),
        broken.join('\n'),
      ).toBe(true);
    else if (edit.shows !== '')
      expect(
        changes.some(({ place }) => place.includes(edit.shows)),
        JSON.stringify(changes),
      ).toBe(true);
  },
);

it('nothing breaks in the document of which no difference says that it breaks for callers, and the other way round', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray([...edits], { minLength: 1, maxLength: 4 }), async (chosen) => {
      const found = await compared(chosen);
      // Each edit compiles; together they may contradict each other.
      fc.pre(found !== null);
      const { changes, differences } = found;
      const said = differences.some((one) => meaningOf(one).concerns.includes('api'));
      expect(changes.some(({ breaks }) => breaks)).toBe(said);
    }),
    { numRuns: process.env['GUIJU_LONG'] ? 200 : 12 },
  );
});
