import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformUser } from '../../call/system-call.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { installedFrom } from '../publish/publisher.ts';
import { writeTarball } from '../tarball/write-tarball.ts';
import { createPackageData } from './package-data.ts';
import type { Installed } from './package-store.ts';
import { writtenFile } from './packed.ts';
import { readPackageTarball } from './read-package-tarball.ts';
import { newSigningKey, readSigningKey, withSignature } from './signature.ts';

const label = (text: string) => ({ zh: text, en: text });
const fields: readonly JsonObject[] = [
  { name: 'logo', kind: 'image', label: label('Logo') },
  { name: 'papers', kind: 'files', label: label('Papers'), most: 2 },
  {
    name: 'lines',
    kind: 'entries',
    label: label('Lines'),
    fields: [{ name: 'scan', kind: 'file', label: label('Scan') }],
  },
];
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');

/** A package whose records hold files that lie in it. */
function packaged(version: string, records: readonly JsonObject[], contents: JsonObject): Installed {
  const { files } = notePackage(fields, {}, version);
  return installedFrom(
    new Map<string, Json>([
      ...files,
      ['data/base.json', { form: 'note', records: [...records] }],
      ...Object.entries(contents).map(([name, content]): [string, Json] => [`data/files/${name}`, content]),
    ]),
  );
}
const record = (key: string, values: JsonObject): JsonObject => ({ key, values: { number: key, ...values } });

describeOnDatabases('the files of the records of a package', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
  });
  afterAll(() => node.close());

  const publish = async (installed: Installed) => {
    const author = { actor: { id: platformUser.id, name: platformUser.name }, reason: null };
    return (await node.tenant.publisher.publish([installed], author)).data;
  };
  const find = async (number: string): Promise<JsonObject> => {
    const { body } = await node.ask('GET', `/api/forms/note/records?number=${number}`);
    const [found] = body['items'] as JsonObject[];
    return (await node.ask('GET', `/api/forms/note/records/${String(found?.['id'])}`)).body;
  };
  const contentOf = async (of: JsonObject, file: Json | undefined) => {
    const { id, name } = file as JsonObject;
    const answer = await node.raw('GET', `/api/forms/note/records/${String(of['id'])}/files/${String(id)}`);
    return [name, await answer.text()];
  };
  const unclaimed = async () =>
    (await node.tenant.database.all('SELECT id FROM gj_file WHERE record IS NULL')).length;

  const values = {
    logo: { file: 'logo.png', name: 'Our logo.png' },
    papers: [{ file: 'a.txt' }, { file: 'a.txt', name: 'again.txt' }],
    lines: [{ scan: { file: 'b.json' } }],
  };
  const contents = { 'logo.png': base64(png), 'a.txt': base64('one'), 'b.json': base64('{ "b": 1 }') };

  it('are there with them, by the names that it says, and loaded again they stay', async () => {
    expect(await publish(packaged('1.0.0', [record('P1', values)], contents))).toMatchObject({
      created: 1,
      issues: [],
    });
    const made = await find('P1');
    const [first, second] = made['papers'] as JsonObject[];
    const [line] = made['lines'] as JsonObject[];
    expect([
      (made['logo'] as JsonObject)['name'],
      await contentOf(made, first),
      await contentOf(made, second),
      await contentOf(made, line?.['scan']),
    ]).toEqual(['Our logo.png', ['a.txt', 'one'], ['again.txt', 'one'], ['b.json', '{ "b": 1 }']]);
    expect(await node.tenant.packageData.load()).toMatchObject({ created: 0, changed: 0, issues: [] });
    expect([await find('P1'), await unclaimed()]).toEqual([made, 0]);
  });

  it('follow a version that brings other bytes, but where people put a file of their own', async () => {
    const before = await find('P1');
    const next = { ...contents, 'a.txt': base64('two') };
    expect(await publish(packaged('1.1.0', [record('P1', values)], next))).toMatchObject({ changed: 1 });
    const after = await find('P1');
    const [first] = after['papers'] as JsonObject[];
    expect([await contentOf(after, first), after['logo']]).toEqual([['a.txt', 'two'], before['logo']]);
    const form = new FormData();
    form.set('record', '{}');
    form.set('logo', new File([png], 'own.png'));
    const headers = { 'if-match': `"${String(after['revision'])}"` };
    const path = `/api/forms/note/records/${String(after['id'])}`;
    expect((await node.raw('PATCH', path, form, headers)).status).toBe(200);
    const other = { ...next, 'logo.png': base64(Buffer.concat([png, Buffer.from('more')])) };
    expect(await publish(packaged('1.2.0', [record('P1', values)], other))).toMatchObject({
      customised: [{ key: 'P1', fields: ['logo'] }],
    });
    expect(((await find('P1'))['logo'] as JsonObject)['name']).toBe('own.png');
  });

  it('that no field takes are told at their place, and their record is not there', async () => {
    const wrong = record('P2', { logo: { file: 'page.png' } });
    const data = await publish(
      packaged('1.3.0', [record('P1', values), wrong], {
        ...contents,
        'page.png': base64('<!doctype html><html>'),
      }),
    );
    expect(data?.issues).toMatchObject([
      { code: 'data-refused', file: 'data/base.json', pointer: '/records/1/values/logo' },
    ]);
    const { body } = await node.ask('GET', '/api/forms/note/records?number=P2');
    expect([body['items'], await unclaimed()]).toEqual([[], 0]);
  });

  const flawed: readonly (readonly [string, JsonObject, string, string])[] = [
    ['that are not in it', { logo: { file: 'logos.png' } }, 'data-file-missing', '/logo'],
    ['by an id', { logo: { id: '11111111-1111-4111-8111-111111111111' } }, 'data-file-missing', '/logo'],
    [
      'more than the field takes',
      { papers: Array.from({ length: 3 }, () => ({ file: 'a.txt' })) },
      'files-too-many',
      '/papers',
    ],
    ['one where there are several', { papers: { file: 'a.txt' } }, 'not-list', '/papers'],
    ['several where there is one', { logo: [{ file: 'logo.png' }] }, 'not-file', '/logo'],
    [
      'of rows that are not in it',
      { lines: [{ scan: { file: 'no' } }] },
      'data-file-missing',
      '/lines/0/scan',
    ],
  ];
  it.each(flawed)('%s do not compile', async (_, said, code, pointer) => {
    const { files } = packaged('2.0.0', [record('P3', said)], contents);
    const { body } = await node.ask('POST', '/api/model/plan', {
      packages: [{ files: Object.fromEntries(files) }],
    } as Json);
    expect(body['issues']).toMatchObject([
      { code, file: 'data/base.json', pointer: `/records/0/values${pointer}` },
    ]);
  });

  it('are brought once, whatever was cut off, and left over by nothing', async () => {
    const many = Array.from({ length: 50 }, (_, at) => record(`C${at}`, { papers: [{ file: 'a.txt' }] }));
    const { tenant } = node;
    const broken = createPackageData({
      database: tenant.database,
      contents: tenant.contents,
      node: tenant.node,
      follow: tenant.follow,
      call: tenant.systemCall,
      store: {
        ...tenant.store,
        loadShipments: (call, shipments, answers) =>
          shipments.some(({ key }) => key === 'C45')
            ? Promise.reject(new Error('the power went'))
            : tenant.store.loadShipments(call, shipments, answers),
      },
    });
    const source = packaged('3.0.0', [record('P1', values)], contents);
    const files = new Map(source.files);
    files.set('data/crash.json', { form: 'note', set: 'large', records: many });
    await publish(installedFrom(files));
    await expect(broken.load({ sets: ['large'] })).rejects.toThrow('the power went');
    const left = await unclaimed();
    await tenant.packageData.load({ sets: ['large'] });
    const [row] = await tenant.database.all<{ held: number }>(
      "SELECT COUNT(*) AS held FROM gj_file f WHERE f.name = 'a.txt' AND f.record IN (SELECT record FROM gj_origin WHERE origin_key LIKE 'C%')",
    );
    expect([left > 0, Number(row?.held), await unclaimed()]).toEqual([true, 50, 0]);
  });

  it('travel in its tarball as the bytes they are, and its signature speaks of them', async () => {
    const { files } = packaged('4.0.0', [record('P1', values)], contents);
    const bytes = new Map([...files].map(([path, content]) => [path, writtenFile(path, content)]));
    expect(Buffer.from(bytes.get('data/files/logo.png') ?? [])).toEqual(png);
    const key = readSigningKey(newSigningKey().privatePem);
    if (!key) throw new Error('no key');
    const signed = withSignature(bytes, key);
    const other = new Map(signed).set('data/files/b.json', Buffer.from('{}'));
    const read = await readPackageTarball(await writeTarball(signed));
    const forged = await readPackageTarball(await writeTarball(other));
    expect([
      read.issues,
      read.files.get('data/files/b.json'),
      read.signed?.isWhole,
      forged.signed?.isWhole,
    ]).toEqual([[], contents['b.json'], true, false]);
  });
});
