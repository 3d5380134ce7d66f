import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openWorld, type World } from '../world.suite.ts';
import { brought, paperworkFile, png, saved, unzipped } from './files-world.suite.ts';

const unchanged = (count: number) => ({ created: 0, updated: 0, unchanged: count, deleted: 0, failed: 0 });
const countsOf = (job: JsonObject) => (job['details'] as JsonObject | undefined)?.['counts'] ?? job;

describeOnDatabases('an export of records with files', (database) => {
  let world: World;
  let first: JsonObject;
  let passport: JsonObject;
  beforeAll(async () => {
    world = await openWorld(database.url, paperworkFile);
    passport = await brought(world, 'passport', 'pass.txt', 'secret');
    first = await saved(world, {
      number: 'A/1',
      papers: [
        await brought(world, 'papers', 'note.txt', 'one'),
        await brought(world, 'papers', 'NOTE.txt', 'two'),
      ],
      seal: await brought(world, 'seal', '印章.png', png),
      passport,
      lines: [
        { text: 'a', scan: await brought(world, 'lines.scan', 'scan.txt', 'three') },
        { text: 'b', scan: await brought(world, 'lines.scan', 'scan.txt', 'four') },
      ],
    });
    await saved(world, {
      number: 'a_1',
      papers: [
        await brought(world, 'papers', 'same.txt', 'five'),
        await brought(world, 'papers', 'same.txt', 'six'),
      ],
    });
  });
  afterAll(() => world.close());

  const exported = async (query: string, as?: string) => {
    const answer = await world.ask(
      'GET',
      `/api/forms/paperwork/export?sort=number&${query}`,
      as ? { as } : {},
    );
    if (answer.status !== 200) throw new Error(await answer.text());
    return Buffer.from(await answer.arrayBuffer());
  };
  const table = async (bytes: Uint8Array, sheet = 0) => {
    const { sheets } = await readXlsx(bytes);
    const one = sheets[sheet];
    const [labels = [], , ...rows] = one?.rows ?? [];
    const at = (name: string) => labels.findIndex((cell) => String(cell).replace(' *', '') === name);
    const link = (row: number, name: string) => one?.cells?.get(`${row + 2},${at(name)}`)?.hyperlink?.target;
    return { said: (row: number, name: string) => rows[row]?.[at(name)], link };
  };

  it('has their names in the cells, each with a link to it on this server; of several, to the record', async () => {
    const { said, link } = await table(await exported('format=xlsx'));
    expect([said(0, 'Papers'), said(0, 'Seal'), said(0, 'Passport')]).toEqual([
      'note.txt\nNOTE.txt',
      '印章.png',
      'pass.txt',
    ]);
    expect(link(0, 'Papers')).toBe(`http://localhost/forms/paperwork/${String(first['id'])}`);
    const address = String(link(0, 'Passport')).replaceAll('&amp;', '&');
    expect(address).toMatch(
      new RegExp(
        `^http://localhost/api/forms/paperwork/records/${String(first['id'])}/files/${String(passport['id'])}\\?`,
      ),
    );
    const read = await world.ask('GET', address.slice('http://localhost'.length));
    expect([read.status, await read.text()]).toEqual([200, 'secret']);
  });

  it('tells files of one name apart by their ids', async () => {
    const { said } = await table(await exported('format=xlsx'));
    expect(said(1, 'Papers')).toMatch(/^same\.txt \{[0-9a-f-]{36}\}\nsame\.txt \{[0-9a-f-]{36}\}$/);
  });

  it.each(['xlsx', 'csv', 'csv&entries=lines'])(
    'as %s is imported again and changes nothing',
    async (format) => {
      const bytes = await exported(`format=${format}`);
      const entries = format.includes('&') ? '?entries=lines' : '';
      const job = await world.import('paperwork', bytes, entries);
      expect([countsOf(job), (job['details'] as JsonObject)['problems']]).toEqual([
        unchanged(format.includes('&') ? 1 : 2),
        [],
      ]);
    },
  );

  it('as a zip has the workbook and the files, whose places stand in the cells and lead there', async () => {
    const answer = await world.ask('GET', '/api/forms/paperwork/export?files=zip&sort=number');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(answer.headers.get('content-disposition')).toMatch(/filename\*=UTF-8''Paperwork-.*\.zip$/);
    const inside = unzipped(Buffer.from(await answer.arrayBuffer()));
    const book = [...inside.keys()].find((path) => path.endsWith('.xlsx')) ?? '';
    expect(
      new Map([...inside].filter(([path]) => path !== book).map(([path, bytes]) => [path, String(bytes)])),
    ).toEqual(
      new Map([
        ['files/A_1/note.txt', 'one'],
        ['files/A_1/NOTE (2).txt', 'two'],
        ['files/A_1/印章.png', String(png)],
        ['files/A_1/pass.txt', 'secret'],
        ['files/A_1/scan.txt', 'three'],
        ['files/A_1/scan (2).txt', 'four'],
        ['files/a_1 (2)/same.txt', 'five'],
        ['files/a_1 (2)/same (2).txt', 'six'],
      ]),
    );
    const { said, link } = await table(inside.get(book) ?? Buffer.alloc(0));
    expect([said(0, 'Papers'), link(0, 'Papers')]).toEqual([
      'files/A_1/note.txt\nfiles/A_1/NOTE (2).txt',
      'files/A_1/',
    ]);
    expect([said(0, 'Seal'), link(0, 'Seal')]).toEqual([
      'files/A_1/印章.png',
      `files/A_1/${encodeURIComponent('印章.png')}`,
    ]);
    const lines = await table(inside.get(book) ?? Buffer.alloc(0), 1);
    expect([lines.said(0, 'Scan'), lines.said(1, 'Scan')]).toEqual([
      'files/A_1/scan.txt',
      'files/A_1/scan (2).txt',
    ]);
    const [noted] = await world.tenant.database.all<{ detail: string }>(
      "SELECT detail FROM gj_audit WHERE target = '/api/forms/paperwork/export' AND detail LIKE '%zip%'",
    );
    expect(JSON.parse(noted?.detail ?? '{}')).toMatchObject({ format: 'zip', records: 2, files: 8 });
  });

  it('as a zip is no job, and says so', async () => {
    const answer = await world.ask('GET', '/api/forms/paperwork/export?files=zip&mode=job');
    expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([400, 'parameters-wrong']);
  });

  it('has nothing of a field that one may not see, neither a name nor the file', async () => {
    const readable = ['number', 'papers', 'lines.text'];
    await world.create('role', {
      number: 'clerk',
      name: 'clerk',
      grants: [{ form: 'paperwork', actions: ['read', 'export'], scope: 'all', readable }],
    });
    const as = await world.user('clerk', String((first['org'] as JsonObject)['number']), [], ['clerk']);
    const inside = unzipped(await exported('files=zip', as));
    expect([...inside.keys()].filter((path) => path.startsWith('files/')).sort()).toEqual([
      'files/A_1/NOTE (2).txt',
      'files/A_1/note.txt',
      'files/a_1 (2)/same (2).txt',
      'files/a_1 (2)/same.txt',
    ]);
    const everything = [...inside.values()].map(String).join('');
    expect(everything.includes('pass.txt')).toBe(false);
  });
});
