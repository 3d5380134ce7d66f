import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { platformRights } from '../../call/system-call.ts';
import { formDifferences } from '../../model/openapi/differences/form-differences.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { apiLine } from './api-line.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}) => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const platform = standardPackageFolders()
  .filter((folder) => folder.endsWith('/platform'))
  .map((folder) => installedFrom(readPackageFolder(folder).files));

const clean = {
  name: 'clean',
  label: label('Clean'),
  capability: 'set-fields',
  params: { fields: { note: 'clean' } },
};
const rate = field('rate', 'integer', { max: 9 });
const fields = {
  number: field('number', 'text', { required: true, length: 40 }),
  note: field('note', 'text', { length: 20 }),
  price: field('price', 'decimal', { precision: 8, scale: 2 }),
  owner: field('owner', 'reference', { form: 'user' }),
  state: field('state', 'choice', {
    options: ['free', 'taken'].map((value) => ({ value, label: label(value) })),
  }),
  lines: field('lines', 'entries', { fields: [rate] }),
};
const room: JsonObject = {
  name: 'room',
  kind: 'master',
  sharing: 'everybody',
  label: label('Room'),
  actions: [clean],
  fields: Object.values(fields),
};
const options = (...values: readonly string[]) => values.map((value) => ({ value, label: label(value) }));
const without = (name: keyof typeof fields) =>
  Object.values({ ...fields, [name]: undefined }).filter(Boolean);
const becoming = (name: keyof typeof fields, next: JsonObject, more: JsonObject = {}): JsonObject => ({
  fields: Object.values({ ...fields, [name]: next }) as Json,
  ...more,
});

async function modelOf(form: JsonObject | null) {
  const header = {
    name: 'stays',
    version: '1.0.0',
    peerDependencies: { platform: '*' },
    guiju: { prefix: 'st', label: label('Stays') },
  };
  const files = new Map<string, Json>([['package.json', header]]);
  if (form) files.set('forms/room.json', form);
  const { model, issues } = await buildModel([...platform, installedFrom(files)], standardEdition());
  if (!model) throw new Error(JSON.stringify(issues));
  return model;
}

/**
 * Answers the lines that callers are told of a room that becomes another one; `!` stands before a change that stops who
 * called before.
 */
async function linesOf(after: JsonObject | null, language: Language) {
  const [was, is] = [await modelOf(room), await modelOf(after)];
  const found = await formDifferences(was, is, platformRights);
  return found.map((one) => {
    const line = apiLine(one, was, is, language);
    return `${line['breaks'] ? '! ' : ''}${line['message']}`;
  });
}

it.each([
  ['its words alone', { label: label('Chamber') }, []],
  ['an action besides', { actions: [clean, { ...clean, name: 'wash' }] }, ['“Room” has a new action: wash']],
  ['no action', { actions: [] }, ['! “Room” no longer has the action clean']],
  [
    'an action that does otherwise',
    { actions: [{ ...clean, params: { fields: { note: 'x' } } }] },
    ['! The action clean of “Room” has changed'],
  ],
  [
    'a field less',
    { fields: without('note'), actions: [] },
    ['! “Room” no longer has note', '! “Room” no longer has the action clean'],
  ],
  [
    'a number that becomes text',
    becoming('price', field('price', 'text')),
    [
      '! price of “Room” has changed: length, field type, digits in all, decimals',
      '! Filtering lists of “Room” by price no longer supports lt, lte, gt, gte, between',
    ],
  ],
  [
    'a text that nothing is asked of',
    becoming('note', field('note', 'json'), { actions: [] }),
    [
      '! note of “Room” has changed: type of the value, length, field type',
      '! “Room” no longer has the action clean',
      '! Filtering lists of “Room” by note no longer supports eq, ne, in, nin, contains, ncontains, startsWith, endsWith, matches',
    ],
  ],
  [
    'a choice that becomes several',
    becoming('state', { ...fields.state, kind: 'choices' }),
    [
      '! state of “Room” has changed: type of the value, field type, whether duplicates are allowed, how many at most',
      '! Filtering lists of “Room” by state no longer supports eq, ne, in, nin',
    ],
  ],
  [
    'an option besides',
    becoming('state', { ...fields.state, options: options('free', 'taken', 'closed') }),
    ['state of “Room” now also takes closed (closed)'],
  ],
  [
    'an option less',
    becoming('state', { ...fields.state, options: options('free') }),
    ['! state of “Room” no longer takes taken (taken)'],
  ],
  [
    'other options',
    becoming('state', { ...fields.state, options: options('free', 'closed') }),
    ['! state of “Room” no longer takes taken (taken), but takes closed (closed)'],
  ],
  [
    'another form referred to',
    becoming('owner', field('owner', 'reference', { form: 'organisation' })),
    ['! owner of “Room” has changed: form it refers to'],
  ],
  [
    'less in rows',
    becoming('lines', { ...fields.lines, fields: [{ ...rate, max: 5 }] }),
    ['! lines.rate of “Room” is stricter: greatest value'],
  ],
  [
    'a check',
    {
      rules: [
        {
          name: 'noted',
          check: { fact: 'note', operator: 'isNotEmpty' },
          fields: ['note'],
          message: label('x'),
        },
      ],
    },
    ['! “Room” is stricter: checks'],
  ],
  [
    'calls of sharing',
    { sharing: { allowed: ['private', 'free'], default: 'private' } },
    ['“Room” has a new call: assignments', '“Room” has a new field: sharing'],
  ],
] as const)('callers are told of %s', async (_name, change, lines) => {
  expect(await linesOf({ ...room, ...(change as JsonObject) }, 'en')).toEqual(lines);
});

it('tells callers which ways of sharing there are besides, by what people call them', async () => {
  const sharing = (...allowed: readonly string[]) => ({
    sharing: { allowed: [...allowed], default: 'private' },
  });
  const [was, is] = [
    await modelOf({ ...room, ...sharing('private', 'global') }),
    await modelOf({ ...room, ...sharing('private', 'scope') }),
  ];
  const found = await formDifferences(was, is, platformRights);
  expect(found.map((one) => apiLine(one, was, is, 'en').message)).toEqual([
    'sharing of “Room” no longer takes global (Global), but takes scope (Within the control scope)',
  ]);
});

it('says it in Chinese, and that a whole form goes', async () => {
  expect(await linesOf({ ...room, actions: [] }, 'zh')).toEqual(['! “Room”不再有操作 clean']);
  expect(await linesOf(null, 'en')).toEqual(['! The API for “Room” is removed']);
});
