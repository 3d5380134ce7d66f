import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformUser } from '../../call/system-call.ts';
import { notePackage } from '../../server/test-node.suite.ts';
import { tooLongMark } from './book/sheet.ts';
import { openWorld, type World } from './world.suite.ts';

/** Sheets by name: rows are separated by a bar, cells by a comma. */
type Sheets = Readonly<Record<string, string>>;

function workbook(sheets: Sheets): Promise<Uint8Array> {
  return writeXlsx({
    sheets: Object.entries(sheets).map(([name, text]) => ({
      name,
      rows: text.split('|').map((row) => row.split(',').map((cell) => cell.trim() || null)),
    })),
  });
}

/**
 * `sheet:row:column code` of each mistake, sheets counted from 0, rows and columns as people do; `-` for a whole row,
 * `file code` for a warning about the file.
 */
const mistakes: readonly (readonly [
  sentence: string,
  form: string,
  sheets: Sheets,
  expected: readonly string[],
])[] = [
  [
    'rows of a record that is nowhere',
    'item',
    { lines: 'parent.number, text | NOWHERE, a' },
    ['0:2:- sheet-record-unknown'],
  ],
  [
    'a record to be deleted that is not there',
    'item',
    { item: 'number, name, $delete | GONE, x, yes' },
    ['0:2:- sheet-row-unknown'],
  ],
  [
    'a row to be deleted that is not there',
    'item',
    { item: 'number | HERE', lines: 'parent.number, $row, text, $delete | HERE, no-such-row, x, yes' },
    ['1:2:- sheet-row-unknown'],
  ],
  [
    'all that is wrong of a row at once: values that cannot be read, names of nothing, and what is missing',
    'item',
    {
      item: 'number, name, price, stock, colour, category, launched | WRONG, x, much, 1.5, mauve, NOBODY, never',
      lines: 'parent.number, text, quantity | WRONG, , 1 | WRONG, b, few',
    },
    [
      '0:2:3 not-decimal',
      '0:2:4 not-integer',
      '0:2:5 not-an-option',
      '0:2:6 reference-unknown',
      '0:2:7 not-date',
      '1:2:2 required',
      '1:3:3 not-decimal',
    ],
  ],
  ['a record twice', 'item', { item: 'number, name | T1, a | T1, b' }, ['0:3:1 sheet-key-twice']],
  [
    'a row that says nothing of its record',
    'item',
    { item: 'number | HERE', lines: 'parent.number, text | , a' },
    ['1:2:- sheet-key-blank'],
  ],
  [
    'a number that is not for people to give',
    'note',
    { note: 'number, text | N0001, a' },
    ['0:2:1 sheet-number-automatic'],
  ],
  [
    'a number that several organisations use, none of which is named',
    'item',
    { item: 'number, name | SAME, x' },
    ['0:2:- sheet-record-several'],
  ],
  [
    'a text that an export left out, in a new record',
    'item',
    { item: `number, note | LONG, ${tooLongMark}` },
    ['0:2:2 sheet-cell-too-long'],
  ],
  [
    'a column nobody knows',
    'item',
    { item: 'number, name, colour of the sky | HERE, 甲, blue' },
    ['file sheet-column-unknown'],
  ],
  [
    'a column nobody knows beside headings in other capitals',
    'item',
    { item: 'NUMBER, Name, sky | HERE, 甲, blue' },
    ['file sheet-column-unknown'],
  ],
  ['a column twice', 'item', { item: 'number, name, name | HERE, 甲, 乙' }, ['file sheet-column-twice']],
  [
    'a sheet nobody knows',
    'item',
    { item: 'number, name | HERE, 甲', diary: 'dear | diary' },
    ['file sheet-unknown'],
  ],
];

/** What a file says in columns that are not read, of records and of their rows, with how many records say so. */
const unused: readonly (readonly [sentence: string, sheets: Sheets, expected: readonly string[]])[] = [
  [
    'a sum that somebody typed, of a record that is there and of a new one',
    { item: 'number, name, sum | HERE, 甲, 12345 | FRESH, 乙, 很多' },
    ['Sum: 2'],
  ],
  [
    'a total in rows, and a rate that comes from elsewhere',
    {
      item: 'number, rate | HERE, 0.13',
      lines: 'parent.number, text, quantity, cost, total | HERE, a, 2, 3, 7 | HERE, b, 1, 1, 1',
    },
    ['Rate: 1', 'Total: 1'],
  ],
  ['nothing where the cells are empty', { item: 'number, name, sum | HERE, 甲,' }, []],
];

/** Files of which no row is read, with the code the job ends with. */
const refusals: readonly (readonly [sentence: string, form: string, sheets: Sheets, code: string])[] = [
  ['no column anybody knows', 'item', { item: 'this, that | 1, 2' }, 'sheet-no-columns'],
  ['rows that cannot say whose they are', 'item', { lines: 'text | a' }, 'sheet-key-missing'],
  ['records without their key', 'item', { item: 'name | a' }, 'sheet-key-missing'],
];

describeOnDatabases('a mistake in a file is told with its place', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url);
    const label = { zh: '便签', en: 'Note' };
    const fields = [
      { name: 'number', kind: 'number', pattern: 'N{seq:4}', label },
      { name: 'text', kind: 'text', label },
      { name: 'page', kind: 'integer', label },
    ];
    const unique = [{ name: 'text', fields: ['text'], within: 'tenant' }];
    await world.tenant.publisher.publish([notePackage([], { fields, key: ['number'], unique })], {
      actor: platformUser,
      reason: 'test',
    });
    await world.create('organisation', { number: 'N', name: '北', parent: { number: 'root' } });
    await world.create('organisation', { number: 'S', name: '南', parent: { number: 'root' } });
    await world.create('item', { number: 'HERE', name: '甲' });
    for (const org of ['N', 'S'])
      await world.ask('POST', `/api/forms/item/records?org=${org}`, {
        body: new TextEncoder().encode('{"number":"SAME"}'),
        headers: { 'content-type': 'application/json' },
      });
  });
  afterAll(() => world.close());

  const inBoth = async (form: string, bytes: Uint8Array, query = '') => {
    const found: JsonObject[] = [];
    for (const language of ['zh', 'en'])
      found.push(await world.import(form, bytes, query, { headers: { 'accept-language': language } }));
    return found;
  };

  it.each(mistakes)('%s', async (_sentence, form, sheets, expected) => {
    for (const job of await inBoth(form, await workbook(sheets), '?dryRun=true')) {
      const { problems, warnings } = job['details'] as Readonly<Record<string, readonly JsonObject[]>>;
      const found = [
        ...(problems ?? []).map(({ sheet, row, column, code }) => `${sheet}:${row}:${column ?? '-'} ${code}`),
        ...(warnings ?? []).map(({ code }) => `file ${code}`),
      ];
      expect(found, JSON.stringify(job)).toEqual(expected);
      for (const { message } of [...(problems ?? []), ...(warnings ?? [])])
        expect(message).not.toMatch(/\{\w+|undefined|^sheet-/);
    }
  });

  it('two rows with one value that only one record may have, by the check as by the import', async () => {
    const rows = ['text, page', 'once, 1', 'once, 2', 'apart, 3', 'wrong, x', 'wrong, 5'];
    const file = await workbook({ note: rows.join(' | ') });
    for (const query of ['?dryRun=true', '']) {
      const job = await world.import('note', file, query);
      const { problems } = job['details'] as Readonly<Record<string, readonly JsonObject[]>>;
      expect([query, job['created'], problems?.map(({ row, column, code }) => [row, column, code])]).toEqual([
        query,
        3,
        [
          [3, 1, 'unique-taken'],
          [5, 2, 'not-integer'],
        ],
      ]);
    }
  });

  it('cells that show something else than was meant, each marked and left as it is', async () => {
    const long = Number('6222020200112345678');
    const rows = [
      ['number', 'name', 'price'],
      ['FAILED', '#REF!', 1],
      ['NAMED', 6_222_020_200_110_000, 1],
      ['PRICED', 'kept', long],
      ['FINE', 622_202_020_011_234, 1e20],
    ];
    const bytes = await writeXlsx({ sheets: [{ name: 'item', rows }] });
    const said = (text: string) => expect.stringContaining(text);
    const expected = [
      { row: 2, column: 2, code: 'sheet-cell-error', message: said('#REF!') },
      { row: 3, column: 2, code: 'sheet-cell-rounded', message: said('6222020200110000') },
      { row: 4, column: 3, code: 'sheet-cell-rounded', message: said('6222020200112346000') },
    ];
    for (const sent of [bytes, await world.file(await world.import('item', bytes, '?dryRun=true'))]) {
      const job = await world.import('item', sent, '?dryRun=true');
      expect((job['details'] as JsonObject)['problems']).toMatchObject(expected);
      expect(job).toMatchObject({ created: 1, failed: 3 });
    }
  });

  it('a text that only looks like a failed formula is a text, there and back', async () => {
    const { id } = await world.create('item', { number: 'LOOKS', name: '#N/A' });
    const answer = await world.ask('GET', '/api/forms/item/export?number=LOOKS');
    const job = await world.import('item', new Uint8Array(await answer.arrayBuffer()));
    expect(job, JSON.stringify(job)).toMatchObject({ unchanged: 1, failed: 0 });
    expect((await world.all('item')).find((one) => one.id === id)).toMatchObject({ name: '#N/A' });
  });

  it.each(unused)('tells what is not taken: %s', async (_sentence, sheets, expected) => {
    for (const dryRun of ['?dryRun=true', '']) {
      const job = await world.import('item', await workbook(sheets), dryRun);
      expect(job, JSON.stringify(job)).toMatchObject({ failed: 0 });
      const { warnings = [] } = job['details'] as Readonly<Record<string, readonly JsonObject[]>>;
      const notes = warnings.map(({ code, message }) => {
        expect(code).toBe('sheet-column-unused');
        const [, column, records, named] = /“(.+?)”.*\((\d+) records?: (.+)\)$/.exec(String(message)) ?? [];
        expect(named?.split(', ').length).toBe(Math.min(Number(records), 4));
        return `${column}: ${records}`;
      });
      expect(notes.toSorted()).toEqual(
        expected.map((one) => expect.stringMatching(new RegExp(`^${one}$`, 'i'))),
      );
    }
  });

  it('doubts years that were probably mistyped, of a file, of a record and of a period, and refuses days that are none', async () => {
    for (const query of ['?dryRun=true', '']) {
      const file = await workbook({ item: 'number, launched | FAR, 9999-12-31 | NEAR, 2026-01-31' });
      const job = await world.import('item', file, query);
      const { warnings = [] } = job['details'] as Readonly<Record<string, readonly JsonObject[]>>;
      expect([job['failed'], warnings.map(({ code, message }) => [code, message])]).toEqual([
        0,
        [['year-unlikely', expect.stringMatching(/9999.*FAR/)]],
      ]);
    }
    const made = async (form: string, body: JsonObject) => {
      const answer = await world.ask('POST', `/api/forms/${form}/records`, {
        body: new TextEncoder().encode(JSON.stringify(body)),
        headers: { 'content-type': 'application/json' },
      });
      const { $warnings, errors } = (await answer.json()) as Record<string, readonly JsonObject[]>;
      return [
        answer.status,
        ...[...($warnings ?? []), ...(errors ?? [])].map(({ path, code }) => `${path} ${code}`),
      ];
    };
    expect(await made('item', { number: 'OLD', launched: '1800-01-01' })).toEqual([
      201,
      '/launched year-unlikely',
    ]);
    expect(await made('item', { number: 'NONE', launched: '0001-01-01' })).toEqual([
      422,
      '/launched not-date',
    ]);
    expect(await made('scheme', { number: 'EVER', validFrom: '1800-01-01', validTo: '9999-12-31' })).toEqual([
      201,
      '/validFrom year-unlikely',
      '/validTo year-unlikely',
    ]);
    expect(await made('item', { number: 'NO', launched: '2026-02-31' })).toEqual([422, '/launched not-date']);
    expect(await made('scheme', { number: 'NEVER', validFrom: '0001-01-01' })).toEqual([
      422,
      '/validFrom not-date',
    ]);
  });

  it('tells nothing of an export that is sent again, with all that the system filled in', async () => {
    const answer = await world.ask('GET', '/api/forms/item/export?number=HERE');
    const job = await world.import('item', new Uint8Array(await answer.arrayBuffer()));
    expect(job, JSON.stringify(job)).toMatchObject({ unchanged: 1, failed: 0 });
    expect((job['details'] as JsonObject)['warnings'] ?? []).toEqual([]);
  });

  it.each(refusals)('%s', async (_sentence, form, sheets, code) => {
    for (const job of await inBoth(form, await workbook(sheets))) {
      expect(job).toMatchObject({ status: 'failed', details: { problem: { code } } });
      expect(job['message']).not.toMatch(/\{\w+|undefined|^sheet-/);
    }
  });

  describe('before there is a job', () => {
    it('an upload without a file', async () => {
      const body = new FormData();
      body.append('other', 'x');
      const answer = await world.ask('POST', '/api/forms/item/import', { body });
      expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([
        422,
        'sheet-file-missing',
      ]);
    });

    it.each(['import-template', 'export'])('entries that the form does not have, of a %s', async (what) => {
      const answer = await world.ask('GET', `/api/forms/item/${what}?format=csv&entries=liens`);
      const response = (await answer.json()) as JsonObject;
      expect([answer.status, response['code']]).toEqual([422, 'sheet-entries-unknown']);
      expect(response['detail']).toContain('lines');
    });
  });

  it('a record of an organisation that the user may look into, and not import for', async () => {
    const as = await world.user('importer', 'N', ['read', 'create', 'edit', 'import']);
    await world.create('role', {
      number: 'editor',
      name: 'editor',
      grants: [{ form: '*', actions: ['read', 'edit'], scope: 'own' }],
    });
    const [user] = (await world.all('user')).filter((one) => one['number'] === 'importer');
    const roles = [
      { role: { number: 'R-importer' }, organisation: { number: 'N' } },
      { role: { number: 'editor' }, organisation: { number: 'S' } },
    ];
    await world.tenant.store.patch(world.call(), world.form('user'), String(user?.id), { roles });
    const job = await world.import(
      'item',
      await workbook({ item: 'number, name, org | SAME, changed, S' }),
      '',
      { as },
    );
    expect((job['details'] as JsonObject)['problems']).toMatchObject([
      { row: 2, code: 'sheet-import-forbidden' },
    ]);
  });
});
