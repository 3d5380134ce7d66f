import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePackages } from '../../../metadata/diff/compare-packages.ts';
import { type DifferenceRule, meaningOf } from '../../../metadata/diff/difference.ts';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Installed } from '../../packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../../packages/read-folder.ts';
import { installedFrom } from '../../publish/publisher.ts';
import { serverVersion } from '../../version.ts';
import { compareApis } from './compare-apis.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  ...{ name, kind, label: label(name) },
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

const room = (): Room => ({
  ...{ name: 'room', kind: 'master', label: label('Room') },
  sharing: { allowed: ['private', 'free', 'global'], default: 'private' },
  fields: [
    field('number', 'text', { required: true, length: 40 }),
    field('size', 'integer', { min: 1, max: 9 }),
    field('state', 'choice', { options: ['free', 'taken'].map((value) => ({ value, label: label(value) })) }),
    field('note', 'text', { length: 20 }),
    field('owner', 'reference', { form: 'user' }),
    field('beds', 'entries', { fields: [field('width', 'integer')] }),
  ],
});
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
  { rule: 'field-removed', shows: 'note', does: (one) => without(one, 'note') },
  {
    ...{ rule: 'field-added-required', shows: 'floor' },
    does: (one) =>
      void one.fields.push(field('floor', 'integer', { required: true }) as Record<string, Json>),
  },
  {
    ...{ rule: 'field-added', shows: 'tone' },
    does: (one) => void one.fields.push(field('tone', 'text') as Record<string, Json>),
  },
  {
    rule: 'field-renamed',
    shows: 'size',
    does: (one) => Object.assign(at(one, 'size'), { name: 'area', id: 'size' }),
  },
  {
    ...{ rule: 'kind-changed', shows: 'size' },
    does: (one) => Object.assign(at(one, 'size'), { kind: 'boolean', min: undefined, max: undefined }),
  },
  { rule: 'option-removed', shows: 'state', does: (one) => dropOption(at(one, 'state')) },
  { rule: 'option-added', shows: 'state', does: (one) => addOption(at(one, 'state')) },
  {
    rule: 'required-without-default',
    shows: 'note',
    does: (one) => Object.assign(at(one, 'note'), { required: true }),
  },
  { rule: 'limit-tightened', shows: 'size', does: (one) => limit(one, 'max', 8) },
  { rule: 'limit-loosened', shows: 'size', does: (one) => limit(one, 'min', 0) },
  { rule: 'sharing-narrowed', shows: 'sharing', does: (one) => share(one, ['private', 'free']) },
  {
    rule: 'sharing-widened',
    shows: 'sharing',
    does: (one) => share(one, ['private', 'free', 'global', 'scope']),
  },
  {
    ...{ rule: 'called-otherwise', shows: '' },
    does: (one) => Object.assign(at(one, 'note'), { label: label('Remark') }),
  },
];

/** A field that became another kind has no limits. */
function limit(one: Room, which: 'min' | 'max', value: number): void {
  const size = one.fields.find(({ name, id }) => (id ?? name) === 'size');
  if (size?.['kind'] === 'integer') size[which] = value;
}
function dropOption(of: Record<string, Json>): void {
  of['options'] = (of['options'] as Json[]).slice(1);
}
function addOption(of: Record<string, Json>): void {
  of['options'] = [...(of['options'] as Json[]), { value: 'dirty', label: label('dirty') }];
}
function share(one: Room, allowed: readonly string[]): void {
  one['sharing'] = { allowed, default: 'private' };
}

function version(form: Room, number: string): Installed {
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          ...{ name: 'stays', version: number, peerDependencies: { platform: '*' } },
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
  const changes = await compareApis(before, after, platform, serverVersion);
  if (!changes) throw new Error('does not compile');
  return { changes, differences: comparePackages(sourceOf(before), sourceOf(after)) };
}

it.each(edits)('the document of the API shows $rule, and agrees whether it breaks', async (edit) => {
  const { changes, differences } = await compared([edit]);
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
});

it('nothing breaks in the document of which no difference says that it breaks for callers, and the other way round', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray([...edits], { minLength: 1, maxLength: 4 }), async (chosen) => {
      const { changes, differences } = await compared(chosen);
      const said = differences.some((one) => meaningOf(one).concerns.includes('api'));
      expect(changes.some(({ breaks }) => breaks)).toBe(said);
    }),
    { numRuns: process.env['GUIJU_LONG'] ? 200 : 12 },
  );
});
