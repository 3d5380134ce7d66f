import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from './world.suite.ts';

type Words = readonly [zh: string, en: string];

const field = (name: string, kind: string, [zh, en]: Words, more: object = {}): FieldSource => ({
  name,
  kind,
  label: { zh, en },
  ...more,
});
const price: Words = ['价格', 'Price'];
const machine: FormSource = {
  name: 'machine',
  kind: 'master',
  sharing: 'everybody',
  label: { zh: '机器', en: 'Machine' },
  fields: [
    field('number', 'text', ['编号', 'Number'], { required: true }),
    field('title', 'text', ['名称*', 'Name*']),
    field('buying', 'decimal', price),
    field('selling', 'decimal', price),
    // Called as another field is named.
    field('weight', 'decimal', ['selling', 'buying']),
    // Called as another one would be told from its twin.
    field('other', 'decimal', ['价格 (buying)', 'Price (buying)']),
    field('parts', 'entries', ['部件', 'Parts'], {
      fields: [
        field('number', 'text', ['编号', 'Number'], { required: true }),
        field('pieces', 'entries', ['零件', 'Pieces'], {
          fields: [field('maker', 'text', ['厂家', 'Maker']), field('seller', 'text', ['厂家', 'Maker'])],
        }),
      ],
    }),
  ],
};
const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
/** Heads of a template, and a row below them. */
const sheets = [
  {
    of: '',
    zh: '编号 *,名称* (title),buying,价格 (selling),selling (weight),价格 (buying) (other),启用,删除',
    en: 'Number *,Name* (title),buying,Price (selling),buying (weight),Price (buying) (other),Enabled,Delete',
    row: 'M1,Press,1,2,3,4,,',
    counts: { ...none, created: 1 },
  },
  {
    of: 'entries=parts',
    zh: '编号 (parent.number) *,行标识,编号 (number) *,删除',
    en: 'Number (parent.number) *,Row,Number (number) *,Delete',
    row: 'M1,,P1,',
    counts: { ...none, updated: 1 },
  },
  {
    of: 'entries=parts.pieces',
    zh: '编号 *,上级行标识 *,行标识,厂家 (maker),厂家 (seller),删除',
    en: 'Number *,Upper row *,Row,Maker (maker),Maker (seller),Delete',
    row: 'M1,{part},,A,B,',
    counts: { ...none, updated: 1 },
  },
] as const;

describeOnDatabases('a csv template', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url, { 'forms/machine.json': machine as unknown as Json });
  });
  afterAll(() => world.close());

  it.each(['zh', 'en'] as const)('in %s has labels as heads and comes back filled in', async (language) => {
    const number = `M-${language}`;
    const machineNow = async () =>
      (await world.all('machine')).find((one) => one['number'] === number) as JsonObject;
    for (const { of, row, counts, ...heads } of sheets) {
      const path = `/api/forms/machine/import-template?format=csv&${of}`;
      const answer = await world.ask('GET', path, { headers: { 'accept-language': language } });
      const head = (await answer.text()).trim();
      expect(head).toBe(heads[language]);
      const parts =
        of === 'entries=parts.pieces' ? ((await machineNow())['parts'] as readonly JsonObject[]) : [];
      const filled = row.replace('M1', number).replace('{part}', String(parts[0]?.['id']));
      const job = await world.import(
        'machine',
        new TextEncoder().encode(`${head}\r\n${filled}\r\n`),
        `?${of}`,
      );
      expect(job['details']).toMatchObject({ counts, problems: [], warnings: [] });
    }
    expect(await machineNow()).toMatchObject({
      title: 'Press',
      buying: '1',
      selling: '2',
      weight: '3',
      other: '4',
      parts: [{ number: 'P1', pieces: [{ maker: 'A', seller: 'B' }] }],
    });
    // Programs say the names of fields.
    const named = `number,title,buying,selling,weight,other\r\n${number},Press,1,2,3,4\r\n`;
    const again = await world.import('machine', new TextEncoder().encode(named));
    expect(again['details']).toMatchObject({ counts: { ...none, unchanged: 1 }, warnings: [] });
  });
});
