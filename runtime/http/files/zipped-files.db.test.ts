import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { sentence } from '../../common/messages/index.ts';
import { unzipped as contentsOf } from '../../work/sheets/files/files-world.suite.ts';
import { type House, openHouse } from '../house.suite.ts';

const label = (text: string) => ({ zh: text, en: text });

const contract: FormSource = {
  name: 'contract',
  kind: 'document',
  label: label('Contract'),
  title: 'number',
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'papers', kind: 'files', label: label('Papers') },
    { name: 'passport', kind: 'file', label: label('Passport') },
    {
      name: 'lines',
      kind: 'entries',
      label: label('Lines'),
      fields: [{ name: 'scan', kind: 'file', label: label('Scan') }],
    },
  ],
};
const plain: FormSource = {
  name: 'plain',
  kind: 'document',
  label: label('Plain'),
  sharing: { allowed: ['private'], default: 'private' },
  fields: [{ name: 'number', kind: 'text', label: label('Number'), length: 50 }],
};

describeOnDatabases('the files of a list as one zip', (database) => {
  let house: House;
  let admin: string;
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [contract, plain] });
    admin = await house.signIn('admin');
    await saved('A/1', {
      papers: [await brought('papers', 'note.txt', 'one'), await brought('papers', 'NOTE.txt', 'two')],
    });
    await saved('a_1', { lines: [{ scan: await brought('lines.scan', '扫描.txt', 'three') }] });
    await saved('B', { passport: await brought('passport', 'pass.txt', 'four') });
    await saved('C', {});
  });
  afterAll(() => house.close());

  const asked = (path: string, as = admin) =>
    house.app.request(`/api/forms/${path}`, {
      headers: { 'accept-language': 'en', authorization: `Bearer ${as}` },
    });
  async function brought(field: string, name: string, content: string): Promise<JsonObject> {
    const bytes = new TextEncoder().encode(content);
    const words = [`filename ${btoa(unescape(encodeURIComponent(name)))}`, `field ${btoa(field)}`].join(',');
    const begun = await house.app.request('/api/forms/contract/uploads', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': words,
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes,
    });
    expect(begun.status).toBe(201);
    return { id: (begun.headers.get('location') ?? '').split('/').at(-1) ?? '' };
  }
  async function saved(number: string, body: JsonObject): Promise<void> {
    const answer = await house.ask('POST', '/api/forms/contract/records', {
      as: admin,
      body: { number, ...body } as Json,
    });
    expect(answer.status).toBe(201);
  }
  const exports = () =>
    house.host.database.all<{ detail: string }>(
      "SELECT detail FROM gj_audit WHERE target = '/api/forms/contract/files.zip'",
    );

  it('has a folder for each record, and every name once, whatever a disk takes for the same', async () => {
    const answer = await asked('contract/files.zip?sort=number');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename\*=UTF-8''Contract-.*\.zip$/,
    );
    const inside = unzipped(Buffer.from(await answer.arrayBuffer()));
    expect(new Map([...inside].sort())).toEqual(
      new Map(
        [
          ['A_1/NOTE (2).txt', 'two'],
          ['A_1/note.txt', 'one'],
          ['B/pass.txt', 'four'],
          ['a_1 (2)/扫描.txt', 'three'],
        ].sort() as [string, string][],
      ),
    );
    const [noted] = await exports();
    expect(JSON.parse(noted?.detail ?? '{}')).toMatchObject({ format: 'zip', records: 3, files: 4 });
  });

  it('has those that the list was asked for', async () => {
    const answer = await asked('contract/files.zip?number=B');
    expect([...unzipped(Buffer.from(await answer.arrayBuffer())).keys()]).toEqual(['B/pass.txt']);
  });

  it('says before how much it would have, or why there can be none, and notes nothing', async () => {
    const before = (await exports()).length;
    const said = await asked('contract/files?number[in]=A/1,B');
    expect(await said.json()).toEqual({ records: 2, files: 3, size: 10 });
    expect((await asked('contract/files?number=C')).status).toBe(404);
    expect((await exports()).length).toBe(before);
  });

  it.each([
    ['of records without files', 'contract/files.zip?number=C', 404, 'zip-empty'],
    ['of a form that holds none', 'plain/files.zip', 404, 'zip-empty'],
    ['of a part of a list', 'contract/files.zip?limit=1', 400, 'parameters-wrong'],
    ['by what is no field', 'contract/files.zip?numbr=B', 400, 'parameters-wrong'],
  ])('%s is refused in a sentence', async (_, path, status, code) => {
    const answer = await asked(path);
    expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([status, code]);
  });

  it('is refused before anything is sent where it would be too much', async () => {
    const { database: opened } = house.host;
    const [row] = await opened.all<{ passport: unknown }>("SELECT passport FROM contract WHERE number = 'B'");
    const held = typeof row?.passport === 'string' ? row.passport : JSON.stringify(row?.passport);
    const set = async (passport: string) =>
      opened.run("UPDATE contract SET passport = ? WHERE number = 'B'", [passport]);
    const before = (await exports()).length;
    await set(held.replace(/"size":\s*\d+/, `"size":${4096 * 1024 * 1024 + 1}`));
    const answer = await asked('contract/files.zip');
    await set(held);
    const { code, detail } = (await answer.json()) as JsonObject;
    expect([answer.status, code, detail]).toEqual([
      422,
      'zip-too-much',
      'These records have more than 5000 files or 4096 MB, too much for one zip: select fewer records and download in several parts',
    ]);
    expect((await exports()).length).toBe(before);
  });

  it('leaves out what one may not see, and is nobody’s who may not export', async () => {
    const grant = { form: 'contract', actions: ['read'], scope: 'all' };
    await house.user('reader', house.orgs.root, [grant]);
    expect((await asked('contract/files.zip', await house.signIn('reader'))).status).toBe(403);
    const readable = ['number', 'papers', 'lines.scan'];
    await house.user('clerk', house.orgs.root, [{ ...grant, actions: ['read', 'export'], readable }]);
    const clerk = await house.signIn('clerk');
    const seen = await asked('contract/files.zip', clerk);
    expect([seen.status, seen.status === 200 ? '' : await seen.text()]).toEqual([200, '']);
    const inside = unzipped(Buffer.from(await seen.arrayBuffer()));
    expect([...inside.keys()].some((path) => path.startsWith('B/'))).toBe(false);
    expect(inside.size).toBe(3);
  });

  it('names what cannot be read where it would have been', async () => {
    await rm(house.files, { recursive: true });
    const inside = unzipped(Buffer.from(await (await asked('contract/files.zip?number=B')).arrayBuffer()));
    expect([...inside]).toEqual([
      ['B/pass.txt.txt', sentence('zip-missing', { name: 'pass.txt' }, 'en', new Map())],
    ]);
  });
});

function unzipped(zip: Buffer): ReadonlyMap<string, string> {
  return new Map([...contentsOf(zip)].map(([path, bytes]) => [path, bytes.toString('utf8')]));
}
