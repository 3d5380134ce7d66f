import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openWorld, type World } from '../world.suite.ts';
import { brought, paperworkFile, png, saved, unzipped, zipped } from './files-world.suite.ts';

const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
const countsOf = (job: JsonObject) => (job['details'] as JsonObject | undefined)?.['counts'] ?? job;
const problemsOf = (job: JsonObject) =>
  ((job['details'] as JsonObject | undefined)?.['problems'] ?? []) as readonly JsonObject[];
const book = (
  rows: readonly (readonly (string | null)[])[],
  lines: readonly (readonly (string | null)[])[] = [],
) =>
  writeXlsx({
    sheets: [
      { name: 'Paperwork', rows: rows.map((row) => [...row]) },
      ...(lines.length > 0 ? [{ name: 'Lines', rows: lines.map((row) => [...row]) }] : []),
    ],
  });
const head = ['Number', 'Papers', 'Seal', 'Passport'];

describeOnDatabases('an import of a zip', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url, paperworkFile);
  });
  afterAll(() => world.close());

  const imported = (zip: Uint8Array, query = '') => world.import('paperwork', zip, query);
  const unclaimed = async () => {
    const rows = await world.tenant.database.all<{ name: string }>(
      'SELECT name FROM gj_file WHERE record IS NULL ORDER BY name',
    );
    return rows.map(({ name }) => name);
  };
  const record = async (number: string) =>
    (await world.all('paperwork')).find((one) => one['number'] === number) as JsonObject;
  const contentOf = async (of: JsonObject, value: Json | undefined) => {
    const { id, name } = value as JsonObject;
    const path = `/api/forms/paperwork/records/${String(of['id'])}/files/${String(id)}`;
    return [name, await (await world.ask('GET', path)).text()];
  };
  const exported = async () =>
    new Uint8Array(await (await world.ask('GET', '/api/forms/paperwork/export?files=zip')).arrayBuffer());

  it('makes records with the files that their cells name, of a field and of rows, in folders or not', async () => {
    const rows = [head, ['Z1', 'papers/one.txt\npapers\\zwei.txt', 'seal.png', null]];
    const lines = [
      ['Number', 'Text', 'Scan'],
      ['Z1', 'a', './扫描.txt'],
    ];
    const zip = zipped([
      ['out/papers/one.txt', 'one'],
      ['out/papers/zwei.txt', { content: 'two', method: 0 }],
      ['out/Seal.png', png],
      ['out/扫描.txt', { content: 'three', name: Buffer.from('6f75742fc9a8c3e82e747874', 'hex') }],
      ['out/.DS_Store', 'x'],
      ['out/orders.xlsx', await book(rows, lines)],
    ]);
    const tried = await imported(zip, '?dryRun=true');
    expect([countsOf(tried), problemsOf(tried)]).toEqual([{ ...none, created: 1 }, []]);
    expect([await record('Z1'), await unclaimed()]).toEqual([undefined, []]);
    expect(countsOf(await imported(zip))).toEqual({ ...none, created: 1 });
    const made = await record('Z1');
    const [one, two] = made['papers'] as JsonObject[];
    const [line] = made['lines'] as JsonObject[];
    expect([
      await contentOf(made, one),
      await contentOf(made, two),
      (made['seal'] as JsonObject)['type'],
      await contentOf(made, line?.['scan']),
    ]).toEqual([['one.txt', 'one'], ['zwei.txt', 'two'], 'png', ['扫描.txt', 'three']]);
    expect(await unclaimed()).toEqual([]);
  });

  it('leaves what is there as it is, sent again, and brings only what became another', async () => {
    const before = await record('Z1');
    const rows = (cell: string) => book([head.slice(0, 2), ['Z1', cell]]);
    const again = zipped([
      ['one.txt', 'one'],
      ['b/zwei.txt', 'two'],
      ['x.xlsx', await rows('one.txt\nb/zwei.txt')],
    ]);
    expect(countsOf(await imported(again))).toEqual({ ...none, unchanged: 1 });
    const other = zipped([
      ['one.txt', 'eno'],
      ['x.xlsx', await rows('zwei.txt\none.txt')],
    ]);
    expect(countsOf(await imported(other))).toEqual({ ...none, updated: 1 });
    const after = await record('Z1');
    const [two, one] = after['papers'] as JsonObject[];
    expect(two?.['id']).toBe((before['papers'] as JsonObject[])[1]?.['id']);
    expect(await contentOf(after, one)).toEqual(['one.txt', 'eno']);
  });

  it('reads back what an export wrote: there it changes nothing, elsewhere it makes the same', async () => {
    await saved(world, {
      number: 'A/1',
      papers: [
        await brought(world, 'papers', 'note.txt', 'one'),
        await brought(world, 'papers', 'NOTE.txt', 'two'),
        await brought(world, 'papers', 'note.txt', 'three'),
      ],
      passport: await brought(world, 'passport', 'pass.txt', 'secret'),
      lines: [
        { text: 'a', scan: await brought(world, 'lines.scan', 'scan.txt', 'three') },
        { text: 'b', scan: await brought(world, 'lines.scan', 'scan.txt', 'four') },
      ],
    });
    const zip = await exported();
    const before = await world.all('paperwork');
    const job = await imported(zip);
    expect([countsOf(job), problemsOf(job)]).toEqual([{ ...none, unchanged: 2 }, []]);
    expect(await world.all('paperwork')).toEqual(before);
    for (const { id, revision } of before)
      await world.ask('DELETE', `/api/forms/paperwork/records/${id}`, {
        headers: { 'if-match': `"${revision}"` },
      });
    expect(await world.all('paperwork')).toEqual([]);
    // Rows have ids of their own elsewhere: those of the export name nothing there.
    expect(countsOf(await imported(zip))).toEqual({ ...none, created: 2 });
    const inside = (bytes: Uint8Array) =>
      new Map([...unzipped(Buffer.from(bytes))].filter(([path]) => !path.endsWith('.xlsx')).sort());
    expect(inside(await exported())).toEqual(inside(zip));
    expect(await unclaimed()).toEqual([]);
  });

  it('says at the cell, in the user’s own workbook, why a file does not fit, and keeps nothing of it', async () => {
    const rows = [
      head,
      ['F1', 'a.txt\nb.txt\nc.txt\nd.txt', null, null],
      ['F2', null, 'page.png', null],
      ['F3', null, 'large.png', null],
      ['F4', 'nowhere.txt', null, null],
      ['F5', 'broken.txt', null, null],
      ['F6', 'lies.txt', null, null],
      ['F7', null, null, 'a.txt\nb.txt'],
      ['F8', 'a.txt', null, null],
    ];
    const zip = zipped([
      ['x.xlsx', await book(rows)],
      ...['a', 'b', 'c', 'd'].map((name) => [`${name}.txt`, name] as const),
      ['page.png', '<!doctype html><html>'],
      ['large.png', Buffer.concat([png, Buffer.alloc(1024 * 1024)])],
      ['broken.txt', { content: 'broken', sum: 1 }],
      ['lies.txt', { content: 'x'.repeat(5000), size: 10 }],
    ]);
    for (const query of ['?dryRun=true', '']) {
      const job = await imported(zip, query);
      expect(countsOf(job)).toEqual({ ...none, created: 1, failed: 7 });
      expect(problemsOf(job).map(({ row, column, code }) => [row, column, code])).toEqual([
        [2, 2, 'files-too-many'],
        [3, 3, 'file-type-refused'],
        [4, 3, 'file-too-large'],
        [5, 2, 'file-not-beside'],
        [6, 2, 'file-broken'],
        [7, 2, 'file-broken'],
        [8, 4, 'files-too-many'],
      ]);
      const { sheets } = await readXlsx(await world.file(job));
      expect(sheets[0]?.cells?.get('2,2')?.comment?.text).toContain(
        '“page.png” is of type HTML by its content',
      );
      expect(await unclaimed()).toEqual([]);
    }
    expect((await record('F8'))['papers']).toMatchObject([{ name: 'a.txt' }]);
  });

  it('takes csv, in entries too, and without a zip says where a new file comes from', async () => {
    const text = new TextEncoder().encode('number,papers\nC1,note.txt\n');
    const zip = zipped([
      ['records.csv', text],
      ['note.txt', 'csv'],
    ]);
    expect(countsOf(await imported(zip))).toEqual({ ...none, created: 1 });
    const job = await imported(new TextEncoder().encode('number,papers\nC2,note.txt\n'));
    expect(problemsOf(job).map(({ code, message }) => [code, message])).toEqual([
      [
        'file-not-there',
        'The record has no file “note.txt”; to add a new one, import a zip with this workbook and the file',
      ],
    ]);
    expect(countsOf(await imported(new TextEncoder().encode('number,papers\nC1,note.txt\n')))).toEqual({
      ...none,
      unchanged: 1,
    });
  });

  const small = new TextEncoder().encode('number\nX\n');
  const refused: readonly (readonly [string, () => Uint8Array, number, string])[] = [
    [
      'that leads out of itself',
      () =>
        zipped([
          ['a.csv', small],
          ['../../etc/passwd', 'x'],
        ]),
      422,
      'zip-path',
    ],
    [
      'with a path from the root',
      () =>
        zipped([
          ['a.csv', small],
          ['/etc/passwd', 'x'],
        ]),
      422,
      'zip-path',
    ],
    [
      'with a path of a drive',
      () =>
        zipped([
          ['a.csv', small],
          ['C:\\x.txt', 'x'],
        ]),
      422,
      'zip-path',
    ],
    [
      'with a link',
      () =>
        zipped([
          ['a.csv', small],
          ['x', { content: '/etc/passwd', mode: 0o120777 }],
        ]),
      422,
      'zip-link',
    ],
    [
      'with a password',
      () =>
        zipped([
          ['a.csv', small],
          ['x', { content: 'x', flags: 1 }],
        ]),
      422,
      'zip-encrypted',
    ],
    [
      'that has a name twice',
      () =>
        zipped([
          ['a.csv', small],
          ['x/Ä.txt', '1'],
          ['X/ä.txt', '2'],
        ]),
      422,
      'zip-twice',
    ],
    [
      'packed in another way',
      () =>
        zipped([
          ['a.csv', small],
          ['x', { content: 'x', method: 12 }],
        ]),
      422,
      'zip-packing',
    ],
    [
      'without a workbook',
      () =>
        zipped([
          ['x/a.csv', small],
          ['y.txt', 'x'],
        ]),
      422,
      'zip-no-workbook',
    ],
    [
      'with two workbooks',
      () =>
        zipped([
          ['a.csv', small],
          ['b.xlsx', 'x'],
        ]),
      422,
      'zip-workbooks',
    ],
    [
      'that unpacks to more than one may',
      () =>
        zipped([
          ['a.csv', small],
          ['x', { size: 4 * 1024 ** 3 - 2 }],
          ['y', { size: 2 ** 21 }],
        ]),
      422,
      'upload-refused',
    ],
    [
      'of too many files',
      () =>
        zipped([
          ['a.csv', small],
          ...Array.from({ length: 5000 }, (_, at) => [`f${at}`, { method: 0 }] as const),
        ]),
      413,
      'zip-holds-too-much',
    ],
    ['whose list is cut off', () => zipped([['a.csv', small]]).subarray(0, -30), 422, 'zip-damaged'],
    [
      'whose workbook is not what it says',
      () => zipped([['a.csv', { content: small, sum: 1 }]]),
      422,
      'zip-damaged',
    ],
  ];
  it.each(refused)('%s is refused in a sentence, and nothing is kept of it', async (_, zip, status, code) => {
    const answer = await world.ask('POST', '/api/forms/paperwork/import', { body: new Uint8Array(zip()) });
    const problem = (await answer.json()) as JsonObject;
    expect([answer.status, problem['code'], await unclaimed()]).toEqual([status, code, []]);
    expect(String(problem['detail'])).not.toContain('{');
  });

  it('is one import however often it is sent with one key, by whichever boundary', async () => {
    const zip = zipped([
      ['a.csv', new TextEncoder().encode('number,papers\nK1,k.txt\n')],
      ['k.txt', 'k'],
    ]);
    const sent = async (bytes: Uint8Array) => {
      const body = new FormData();
      body.set('file', new File([new Uint8Array(bytes)], 'k.zip'));
      const headers = { 'idempotency-key': 'import-once' };
      const answer = await world.ask('POST', '/api/forms/paperwork/import', { body, headers });
      return [answer.status, ((await answer.json()) as JsonObject)['id'] ?? null];
    };
    const first = await sent(zip);
    expect([first[0], await sent(zip)]).toEqual([202, first]);
    expect((await sent(zipped([['a.csv', small]])))[0]).toBe(422);
    await expect.poll(async () => (await unclaimed()).filter((name) => name === 'k.zip')).toEqual([]);
  });

  it.each([
    [
      'that ends before its boundary',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nabc',
    ],
    ['whose part has no name', '--b\r\nContent-Disposition: attachment\r\n\r\nabc\r\n--b--'],
    ['that is none', 'abc'],
  ])('a form %s is refused', async (_, text) => {
    const answer = await world.ask('POST', '/api/forms/paperwork/import', {
      body: new TextEncoder().encode(text),
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
    expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([400, 'multipart-wrong']);
  });

  describe('a name that no system can keep as it is', () => {
    const bytes = (text: string) => new Uint8Array(Buffer.from(text));
    const nameOf = (record: JsonObject) => (record['papers'] as JsonObject[]).map(({ name }) => name);
    let at = 0;
    const number = () => {
      at += 1;
      return `N${at}`;
    };
    const doors: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
      'an upload': async (name) =>
        nameOf(await saved(world, { number: number(), papers: [await brought(world, 'papers', name, 'x')] })),
      'a rename': async (name) => {
        const file = await brought(world, 'papers', 'old.txt', 'x');
        return nameOf(await saved(world, { number: number(), papers: [{ ...file, name }] }));
      },
      'a form of several parts': async (name) => {
        const body = new FormData();
        body.append('record', JSON.stringify({ number: number() }));
        body.append('papers', new File([bytes('x')], name));
        const answer = await world.ask('POST', '/api/forms/paperwork/records', { body });
        return nameOf((await answer.json()) as JsonObject);
      },
      'a zip': async (name) => {
        const own = number();
        const sheet = await book([head, [own, `in/${name}`, null, null]]);
        const job = await imported(
          zipped([
            [`in/${name}`, 'x'],
            ['orders.xlsx', sheet],
          ]),
        );
        return problemsOf(job).length > 0 ? job : nameOf(await record(own));
      },
    };
    it.each([
      ['合同/2026.txt', '合同_2026.txt'],
      ['a\\b.txt', 'a_b.txt'],
      ['C:\\合同\\甲方?.txt', 'C__合同_甲方_.txt'],
      ['../../etc/passwd.txt', '_.._etc_passwd.txt'],
      ['1/2 <3> |4*.txt', '1_2 _3_ _4_.txt'],
      ['/a.txt', '_a.txt'],
      [' ..a.txt ', 'a.txt'],
    ])('%s has all its words as %s, through every door', async (name, kept) => {
      const inZip = !/[/\\]|^ | $/.test(name);
      for (const [door, through] of Object.entries(doors))
        if (door !== 'a zip' || inZip) expect([door, await through(name)]).toEqual([door, [kept]]);
    });
    it.each(['b*.txt', 'what?.txt'])('%s in a zip is the same file when it comes again', async (name) => {
      const own = number();
      const sheet = await book([head, [own, name, null, null]]);
      const zip = zipped([
        [name, 'x'],
        ['orders.xlsx', sheet],
      ]);
      expect(countsOf(await imported(zip))).toEqual({ ...none, created: 1 });
      expect(nameOf(await record(own))).toEqual([name.replace(/[:*?]/g, '_')]);
      expect(countsOf(await imported(zip))).toEqual({ ...none, unchanged: 1 });
    });
  });
});
