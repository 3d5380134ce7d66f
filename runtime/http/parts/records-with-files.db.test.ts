import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { run } from '../../../workshop/run.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { paperwork, png } from '../../work/sheets/files/files-world.suite.ts';
import { type House, openHouse } from '../house.suite.ts';

type Parts = readonly (readonly [string, string | Uint8Array, string?])[];
const records = '/api/forms/paperwork/records';

describeOnDatabases('a record that comes with its files', (database) => {
  let house: House;
  let admin: string;
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [paperwork] });
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  function form(record: Json | undefined, parts: Parts): FormData {
    const sent = new FormData();
    for (const [name, content, filename] of parts)
      sent.append(name, new File([new Uint8Array(Buffer.from(content))], filename ?? `${name}.txt`));
    if (record !== undefined) sent.append('record', JSON.stringify(record));
    return sent;
  }
  async function send(
    method: string,
    path: string,
    body: FormData | string,
    headers: Readonly<Record<string, string>> = {},
    as = admin,
  ) {
    const answer = await house.app.request(path, {
      method,
      headers: { 'accept-language': 'en', authorization: `Bearer ${as}`, ...headers },
      body,
    });
    return { status: answer.status, json: (await answer.json()) as JsonObject };
  }
  const contentOf = async (record: JsonObject, file: Json | undefined) => {
    const { id, name } = file as JsonObject;
    const answer = await house.app.request(`${records}/${String(record['id'])}/files/${String(id)}`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    return [name, Buffer.from(await answer.arrayBuffer()).toString('utf8')];
  };
  const unclaimed = async () =>
    (await house.host.database.all('SELECT id FROM gj_file WHERE record IS NULL')).length;
  const problems = ({ json }: { readonly json: JsonObject }) =>
    ((json['errors'] ?? []) as JsonObject[]).map(({ path, code }) => [path, code]);

  it('has them in its fields and rows, in their order, whatever part came first', async () => {
    const large = 'large '.repeat(200_000);
    const made = await send(
      'POST',
      records,
      form({ number: 'M1', lines: [{ text: 'a' }, { text: 'b' }] }, [
        ['papers', 'one', '扫描 "1".txt'],
        ['lines[1].scan', large, 'b.txt'],
        ['papers', 'two\r\n--x\r\n\r\n', 'two.txt'],
        ['seal', png, 'seal.png'],
        ['passport', '', 'empty.txt'],
      ]),
    );
    expect([made.status, problems(made)]).toEqual([201, []]);
    const { papers, seal, passport, lines } = made.json as Record<string, JsonObject[] & JsonObject>;
    expect([
      await contentOf(made.json, papers?.[0]),
      await contentOf(made.json, papers?.[1]),
      await contentOf(made.json, passport),
      await contentOf(made.json, lines?.[1]?.['scan']),
      lines?.[0]?.['scan'],
      seal?.['type'],
    ]).toEqual([
      ['扫描 _1_.txt', 'one'],
      ['two.txt', 'two\r\n--x\r\n\r\n'],
      ['empty.txt', ''],
      ['b.txt', large],
      null,
      'png',
    ]);
    expect(await unclaimed()).toBe(0);
  });

  it('is changed and replaced so, and files stand behind those that it names itself', async () => {
    const { json } = await send('POST', records, form({ number: 'M2' }, [['papers', 'one', 'one.txt']]));
    const [one] = json['papers'] as JsonObject[];
    const path = `${records}/${String(json['id'])}`;
    const match = (revision: Json | undefined) => ({ 'if-match': `"${String(revision)}"` });
    const more = form({ papers: [{ id: one?.['id'] ?? '' }] }, [['papers', 'two', 'two.txt']]);
    const changed = await send('PATCH', path, more, match(json['revision']));
    expect((changed.json['papers'] as JsonObject[]).map(({ name }) => name)).toEqual(['one.txt', 'two.txt']);
    const whole = form({ number: 'M2b' }, [['seal', png, 'seal.png']]);
    const replaced = await send('PUT', path, whole, match(changed.json['revision']));
    expect([replaced.json['papers'], (replaced.json['seal'] as JsonObject)['name']]).toEqual([
      null,
      'seal.png',
    ]);
    const alone = await send(
      'PATCH',
      path,
      form(undefined, [['passport', 'p', 'p.txt']]),
      match(replaced.json['revision']),
    );
    expect([alone.status, (alone.json['passport'] as JsonObject)['name']]).toEqual([200, 'p.txt']);
    const stale = await send('PATCH', path, form({}, [['papers', 'x', 'x.txt']]), match(1));
    expect([stale.status, await unclaimed()]).toEqual([412, 0]);
  });

  const refused: readonly (readonly [string, () => FormData | string, number, string, Json])[] = [
    [
      'with what its field does not take',
      () => form({ number: 'X' }, [['seal', '<!doctype html><html>', 'seal.png']]),
      422,
      'content-wrong',
      [['/seal', 'file-type-refused']],
    ],
    [
      'with a file that is too large',
      () => form({ number: 'X' }, [['seal', Buffer.concat([png, Buffer.alloc(1024 * 1024)]), 's.png']]),
      422,
      'content-wrong',
      [['/seal', 'file-too-large']],
    ],
    [
      'with more than its field takes',
      () =>
        form(
          { number: 'X' },
          ['1', '2', '3', '4'].map((one) => ['papers', one, `${one}.txt`] as const),
        ),
      422,
      'content-wrong',
      [['/papers', 'files-too-many']],
    ],
    [
      'with two of what there is one',
      () =>
        form({ number: 'X' }, [
          ['passport', '1'],
          ['passport', '2'],
        ]),
      422,
      'content-wrong',
      [['/passport', 'files-too-many']],
    ],
    [
      'for a row that it does not have',
      () => form({ number: 'X' }, [['lines[0].scan', '1']]),
      422,
      'content-wrong',
      [['/lines/0/scan', 'part-row-missing']],
    ],
    [
      'for what is no field of files',
      () => form({ number: 'X' }, [['number', '1']]),
      422,
      'upload-field',
      [],
    ],
    [
      'that is wrong itself',
      () => form({ papers: 5 }, [['seal', png, 's.png']]),
      422,
      'content-wrong',
      expect.anything() as Json,
    ],
    [
      'whose JSON is none',
      () => {
        const sent = form(undefined, [['papers', '1']]);
        sent.append('record', '{');
        return sent;
      },
      400,
      'body-wrong',
      expect.anything() as Json,
    ],
    ['that is a list', () => form([], [['papers', '1']]), 400, 'body-wrong', [['', 'object-expected']]],
    [
      'with a part that is no file',
      () => {
        const sent = form({}, [['papers', '1']]);
        sent.append('papers', 'text');
        return sent;
      },
      400,
      'body-wrong',
      [['/papers', 'part-unknown']],
    ],
    [
      'of too many files',
      () =>
        form(
          { number: 'X', lines: Array.from({ length: 201 }, () => ({ text: 'x' })) },
          Array.from({ length: 201 }, (_, at) => [`lines[${at}].scan`, ''] as const),
        ),
      413,
      'multipart-parts',
      [],
    ],
  ];
  it.each(refused)(
    '%s is refused at its path, and none of its files is kept',
    async (_, sent, status, code, at) => {
      const answer = await send('POST', records, sent());
      expect([answer.status, answer.json['code'], problems(answer), await unclaimed()]).toEqual([
        status,
        code,
        at,
        0,
      ]);
    },
  );

  it('is nobody’s who may not write the field', async () => {
    const grant = { form: 'paperwork', actions: ['read', 'create'], scope: 'all', writable: ['number'] };
    await house.user('clerk', house.orgs.root, [grant]);
    const as = await house.signIn('clerk');
    const answer = await send('POST', records, form({ number: 'X' }, [['papers', '1']]), {}, as);
    expect([answer.status, problems(answer)]).toEqual([422, [['', 'not-writable']]]);
  });

  it('is one record however often it is sent with one key, and another with other files is refused', async () => {
    const key = { 'idempotency-key': 'parts-once' };
    const sent = (content: string) => form({ number: 'K1' }, [['papers', content, 'k.txt']]);
    const first = await send('POST', records, sent('one'), key);
    const again = await send('POST', records, sent('one'), key);
    expect([first.status, again.json['id']]).toEqual([201, first.json['id']]);
    expect((await send('POST', records, sent('other'), key)).json['code']).toBe('idempotency-key-reused');
    // What came with the answers that were there is nobody's, and does not wait to be swept.
    expect(
      await house.host.database.all("SELECT name FROM gj_file WHERE name = 'k.txt' AND record IS NULL"),
    ).toEqual([]);
    expect(await contentOf(again.json, (again.json['papers'] as Json[])[0])).toEqual(['k.txt', 'one']);
  });

  it('is in the document, by whose types a client that is generated sends FormData', async () => {
    const { json } = await house.ask('GET', '/openapi.json', { as: admin });
    const paths = (json as JsonObject)['paths'] as Record<string, Record<string, JsonObject>>;
    const { requestBody } = paths[records]?.['post'] ?? {};
    const content = (requestBody as JsonObject)['content'] as JsonObject;
    expect(content['multipart/form-data']).toMatchObject({
      schema: {
        properties: {
          record: { $ref: '#/components/schemas/paperwork.write' },
          papers: { type: 'array', maxItems: 3, items: { contentMediaType: 'application/octet-stream' } },
          seal: { contentMediaType: 'application/octet-stream' },
        },
      },
      encoding: {
        record: { contentType: 'application/json' },
        papers: { contentType: 'application/octet-stream' },
      },
    });
    const folder = await mkdtemp(join(tmpdir(), 'guiju-client-'));
    try {
      await writeFile(join(folder, 'api.ts'), astToString(await openapiTS(json as never)));
      await writeFile(join(folder, 'use.ts'), clientProgram);
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(clientConfig()));
      expect(await run(process.execPath, ['node_modules/ts7/bin/tsc', '-p', folder])).toBe(0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** It compiles only where the types say that files go with a record, and which fields hold them. */
const clientProgram = `
import createClient from 'openapi-fetch';
import type { paths } from './api.ts';

type Sent = NonNullable<paths['/api/forms/paperwork/records']['post']['requestBody']>['content']['multipart/form-data'];
const client = createClient<paths>({ baseUrl: 'http://localhost' });

export async function use(file: File): Promise<string | undefined> {
  const body: Sent = { record: { number: 'A1' }, papers: [file], 'lines[0].scan': file };
  const bodySerializer = (sent: unknown) => {
    const form = new FormData();
    const { record, ...files } = sent as Sent;
    form.append('record', JSON.stringify(record));
    for (const [name, value] of Object.entries(files))
      for (const one of [value].flat()) form.append(name, one as File);
    return form;
  };
  const made = await client.POST('/api/forms/paperwork/records', { body, bodySerializer });
  // @ts-expect-error several files are a list
  const wrong: Sent = { record: { number: 'A1' }, papers: 5 };
  const paper: { readonly id: string; readonly name?: string } | undefined = made.data?.papers?.[0];
  return [paper?.name, wrong].join();
}
`;

function clientConfig(): JsonObject {
  return {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2024',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      types: [],
      lib: ['es2024', 'dom', 'dom.iterable'],
      paths: { 'openapi-fetch': [join(process.cwd(), 'node_modules/openapi-fetch')] },
    },
    files: ['api.ts', 'use.ts'],
  };
}
