import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openWorld, type World } from '../world.suite.ts';
import { brought, paperwork, png, saved, unzipped } from './files-world.suite.ts';

const label = (text: string) => ({ zh: text, en: text });

/** The same form, whose files are named by fields of the record and of their row. */
const named = {
  ...paperwork,
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'remark', id: 'note', kind: 'text', label: label('Note'), length: 200 },
    {
      name: 'grade',
      kind: 'choice',
      label: label('Grade'),
      options: [{ value: 'a', label: { zh: '甲', en: 'First' } }],
    },
    { name: 'papers', kind: 'files', label: label('Papers'), named: ['number', 'note', 'grade'] },
    { name: 'seal', kind: 'image', label: label('Seal') },
    { name: 'passport', kind: 'file', label: label('Passport'), named: ['note'] },
    {
      name: 'lines',
      kind: 'entries',
      label: label('Lines'),
      fields: [
        { name: 'text', kind: 'text', label: label('Text'), length: 50 },
        { name: 'scan', kind: 'file', label: label('Scan'), named: ['text', 'number'] },
      ],
    },
  ],
} as unknown as Json;

describeOnDatabases('files that are named by fields', (database) => {
  let world: World;
  const made = new Map<string, JsonObject>();
  beforeAll(async () => {
    world = await openWorld(database.url, { 'forms/paperwork.json': named });
    const file = (field: string, name: string) => brought(world, field, name, name);
    made.set(
      'full',
      await saved(world, {
        number: 'A/1:x',
        remark: 'Großer  Text',
        grade: 'a',
        papers: [
          await file('papers', 'one.txt'),
          await file('papers', 'two.TXT'),
          await file('papers', 'three'),
        ],
        seal: await brought(world, 'seal', 'seal.png', png),
        passport: await file('passport', 'pass.txt'),
        lines: [
          { text: 'row', scan: await file('lines.scan', 'scan.txt') },
          { scan: await file('lines.scan', 'scan.txt') },
        ],
      }),
    );
    made.set(
      'empty',
      await saved(world, {
        number: 'B',
        grade: 'a',
        papers: [await file('papers', 'one.txt')],
        passport: await file('passport', 'pass.txt'),
      }),
    );
    made.set(
      'long',
      await saved(world, {
        number: 'C',
        remark: '长'.repeat(200),
        papers: [await file('papers', 'one.txt'), await file('papers', 'two.txt')],
      }),
    );
  });
  afterAll(() => world.close());

  const fileAt = (which: string, path: readonly (string | number)[]) =>
    path.reduce<Json>((value, step) => (value as JsonObject)[step] as Json, made.get(which) as Json);
  const nameOf = async (path: string, as?: string) => {
    const answer = await world.ask('GET', path, as ? { as } : {});
    expect(answer.status).toBe(200);
    return decodeURIComponent(/''(.*)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '');
  };
  const addressOf = (which: string, path: readonly (string | number)[]) =>
    `/api/forms/paperwork/records/${String(made.get(which)?.['id'])}/files/${String((fileAt(which, path) as JsonObject)['id'])}`;
  let clerks = 0;
  /** Somebody who reads these fields and no others. */
  const clerk = async (...readable: readonly string[]) => {
    const number = `clerk${++clerks}`;
    const grants = [
      { form: 'paperwork', actions: ['read', 'export'], scope: 'all', readable: [...readable] },
    ];
    await world.create('role', { number, name: number, grants });
    const org = String((fileAt('full', ['org']) as JsonObject)['number']);
    return world.user(number, org, [], [number]);
  };

  it.each<[string, string, readonly (string | number)[], string]>([
    [
      'the values with _ between them, options as people know them, and their own ending',
      'full',
      ['papers', 0],
      'A_1_x_Großer  Text_First.txt',
    ],
    [
      'the same with a number behind it where a field holds several',
      'full',
      ['papers', 1],
      'A_1_x_Großer  Text_First (2).TXT',
    ],
    ['no ending where they have none', 'full', ['papers', 2], 'A_1_x_Großer  Text_First (3)'],
    ['no second _ where a value is empty', 'empty', ['papers', 0], 'B_First.txt'],
    ['their own names where all are empty', 'empty', ['passport'], 'pass.txt'],
    ['their own names where the field names none', 'full', ['seal'], 'seal.png'],
    ['the values of their row and of the record', 'full', ['lines', 0, 'scan'], 'row_A_1_x.txt'],
    ['those of the record where the row has none', 'full', ['lines', 1, 'scan'], 'A_1_x.txt'],
    ['no more letters than a disk takes', 'long', ['papers', 1], `C_${'长'.repeat(148)} (2).txt`],
  ])('have %s', async (_, which, path, name) => {
    expect(await nameOf(addressOf(which, path))).toBe(name);
  });

  it('are called so by a link, by whatever its maker may read', async () => {
    const path = addressOf('full', ['papers', 0]);
    for (const [as, name] of [
      [undefined, 'A_1_x_Großer  Text_First.txt'],
      [await clerk('number', 'papers'), 'A_1_x.txt'],
      [await clerk('papers'), 'one.txt'],
    ] as const) {
      const asked = { ...(as ? { as } : {}), headers: { 'content-type': 'application/json' } };
      const link = await world.ask('POST', `${path}/links`, {
        ...asked,
        body: new TextEncoder().encode('{}'),
      });
      const { url } = (await link.json()) as { url: string };
      expect(await nameOf(new URL(url).pathname)).toBe(name);
      expect(await nameOf(path, as)).toBe(name);
    }
  });

  it('are called so in a zip of a list and in that of an export, where the record itself keeps their names', async () => {
    const wanted = [
      'A_1_x/A_1_x_Großer  Text_First (2).TXT',
      'A_1_x/A_1_x_Großer  Text_First (3)',
      'A_1_x/A_1_x_Großer  Text_First.txt',
      'A_1_x/Großer  Text.txt',
      'A_1_x/row_A_1_x.txt',
      'A_1_x/A_1_x.txt',
      'A_1_x/seal.png',
    ].sort();
    const list = await world.ask('GET', '/api/forms/paperwork/files.zip?number=A/1:x');
    expect(list.status).toBe(200);
    expect([...unzipped(Buffer.from(await list.arrayBuffer())).keys()].sort()).toEqual(wanted);
    const exported = await world.ask('GET', '/api/forms/paperwork/export?files=zip&number=A/1:x');
    expect(exported.status).toBe(200);
    const inside = [...unzipped(Buffer.from(await exported.arrayBuffer())).keys()];
    expect(inside.filter((path) => path.startsWith('files/')).sort()).toEqual(
      wanted.map((path) => `files/${path}`),
    );
    expect((fileAt('full', ['papers', 0]) as JsonObject)['name']).toBe('one.txt');
  });

  it('tell nobody in a zip what he may not read', async () => {
    const as = await clerk('number', 'papers');
    const list = await world.ask('GET', '/api/forms/paperwork/files.zip?number=A/1:x', { as });
    expect([...unzipped(Buffer.from(await list.arrayBuffer())).keys()].sort()).toEqual([
      'A_1_x/A_1_x (2).TXT',
      'A_1_x/A_1_x (3)',
      'A_1_x/A_1_x.txt',
    ]);
  });
});
