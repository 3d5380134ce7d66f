import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { signatureOf, withSignature } from '../../model/packages/signature.ts';
import { openSmallRegistry, type SmallRegistry } from '../../model/registry/small-registry.suite.ts';
import { readTarball } from '../../model/tarball/read-tarball.ts';
import { writeTarball } from '../../model/tarball/write-tarball.ts';
import { installsOn, shop } from '../../preparation/install/world.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { settingId } from '../../storage/store/record/stored.ts';

const setting = '/api/forms/tenant-settings/record';
const filesOf = (of: JsonObject) => of['files'] as JsonObject;

describeOnDatabases('packages that are not sent along', (under) => {
  let node: TestNode;
  let on: ReturnType<typeof installsOn>;
  let registry: SmallRegistry;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    on = installsOn(node);
    registry = await openSmallRegistry('a private word');
    await allowHost(node, registry.url);
    await registry.publish({ ...filesOf(shop('1.0.0')), 'README.md': '# Shop\n' });
  });
  afterAll(async () => {
    await registry.close();
    await node.close();
  });
  const ask = async (path: string) => {
    const { status, body } = await node.ask('GET', path);
    return [status, body] as const;
  };
  const set = async (body: JsonObject) => {
    const { headers } = await node.ask('GET', setting);
    return node.ask('PATCH', setting, body, { 'if-match': headers.get('etag') ?? '' });
  };

  it('come from nowhere while nobody configured a registry', async () => {
    expect(await ask('/api/registry')).toEqual([
      200,
      { url: null, from: null, token: false, lookedAt: null, failure: null },
    ]);
    for (const path of ['/api/registry/packages?q=shop', '/api/registry/versions?name=shop'])
      expect(await ask(path)).toMatchObject([409, { code: 'registry-off' }]);
    const plan = await node.ask('POST', '/api/packages/plan', { packages: [{ name: 'shop' }] });
    expect([plan.status, plan.body['code']]).toEqual([409, 'registry-off']);
    expect(registry.asked).toEqual([]);
  });

  it('come from the one that the settings name, with a token that is sealed, never told, and sent nowhere else', async () => {
    expect((await set({ registry: registry.url, registryToken: 'a private word' })).status).toBe(201);
    expect(await ask('/api/registry')).toMatchObject([
      200,
      { url: registry.url, from: 'settings', token: true, failure: null },
    ]);
    const { model, orgs, table } = node.tenant.served();
    const form = model.formsById.get('tenant-settings');
    const { name = '' } = form ? table(form) : {};
    const kept = await node.tenant.database.first(`SELECT * FROM ${name} WHERE id = ?`, [
      form ? settingId(form, orgs.root) : '',
    ]);
    const shown = await node.ask('GET', setting);
    const history = await node.ask('GET', '/api/audit');
    expect(JSON.stringify([kept, shown.body, history.body])).not.toContain('a private word');
    const other = await openSmallRegistry();
    await allowHost(node, other.url);
    const moved = await set({ registry: other.url });
    expect([moved.status, moved.body['errors']]).toMatchObject([
      422,
      [{ path: '/registryToken', code: 'registry-token-again' }],
    ]);
    expect((await set({ registry: other.url, registryToken: null })).status).toBe(200);
    await ask('/api/registry/versions?name=shop');
    expect(other.asked).toMatchObject([{ authorization: undefined }]);
    await other.close();
    await set({ registry: registry.url, registryToken: 'a private word' });
  });

  it('are offered with what they require, and whether that is here', async () => {
    await registry.publish(filesOf(shop('2.0.0', { peers: { cellar: '^1.0.0' } })));
    expect(await ask('/api/registry/versions?name=shop')).toEqual([
      200,
      {
        name: 'shop',
        description: null,
        installed: null,
        items: [
          {
            version: '2.0.0',
            latest: true,
            deprecated: null,
            fits: false,
            requires: { platform: '*', cellar: '^1.0.0' },
          },
          { version: '1.0.0', latest: false, deprecated: null, fits: true, requires: { platform: '*' } },
        ],
      },
    ]);
    expect(await ask('/api/registry/packages?q=sho')).toMatchObject([
      200,
      { items: [{ name: 'shop', version: '2.0.0', installed: null }] },
    ]);
    expect(await ask('/api/registry/versions?name=cellar')).toMatchObject([
      404,
      { code: 'registry-package-unknown' },
    ]);
  });

  it('are planned and installed by name, and what is newer by then is another plan', async () => {
    const packages: JsonObject[] = [{ name: 'shop', range: '^1.0.0' }];
    const seen = await on.plan(packages);
    expect(seen['packages']).toMatchObject([{ name: 'shop', version: '1.0.0', action: 'install' }]);
    await registry.publish(filesOf(shop('1.1.0')));
    const late = await on.post({ packages, hash: seen['hash'] ?? null });
    expect([late.status, late.body['code']]).toEqual([409, 'plan-changed']);
    await on.install([{ name: 'shop', range: '1.0.0' }]);
    expect(await ask('/api/registry/versions?name=shop')).toMatchObject([200, { installed: '1.0.0' }]);
  });

  it('are looked for when they are newer, and wait', async () => {
    await node.node.newer.look();
    const { items } = (await node.ask('GET', '/api/packages')).body;
    const waiting = (items as JsonObject[]).filter(({ waits }) => waits !== null);
    expect(waiting).toMatchObject([{ name: 'shop', version: '1.0.0', waits: '1.1.0', waitsIn: 'registry' }]);
    expect(await ask('/api/registry')).toMatchObject([200, { lookedAt: expect.any(String), failure: null }]);
  });

  it('bring what they need along, where the registry has it, and tell what it has not', async () => {
    const packages: JsonObject[] = [{ name: 'shop', range: '2.0.0' }];
    expect(await on.plan(packages)).toMatchObject({
      requirements: [{ package: 'shop', needs: 'cellar', range: '^1.0.0', found: null }],
    });
    const cellar = (version: string) => ({
      'package.json': { name: 'cellar', version, guiju: { prefix: 'ce', label: { zh: '窖', en: 'Cellar' } } },
    });
    for (const version of ['1.0.0', '1.4.0', '2.0.0']) await registry.publish(cellar(version));
    const plan = await on.plan(packages);
    expect(plan).toMatchObject({
      requirements: [],
      packages: [
        { name: 'shop', version: '2.0.0' },
        { name: 'cellar', version: '1.4.0' },
      ],
    });
  });

  it('go out under names with a scope', async () => {
    const label = { zh: '客栈', en: 'Inn' };
    await on.install([
      { files: { 'package.json': { name: '@acme/inn', version: '1.0.0', guiju: { prefix: 'inn', label } } } },
    ]);
    const { answer } = await packed('%40acme%2Finn');
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      ...[200, 'attachment; filename="acme-inn-1.0.0.tgz"'],
    ]);
  });

  it('are what they are asked for as, and texts for people are texts', async () => {
    const wrong = await writeTarball(
      new Map([['package.json', Buffer.from('{"name":"inn","version":"1.0.0"}')]]),
    );
    registry.publishPacked({ name: 'hotel', version: '1.0.0' }, wrong);
    const other = await node.ask('POST', '/api/packages/plan', { packages: [{ name: 'hotel' }] });
    expect([other.status, other.body['code']]).toEqual([502, 'registry-other-package']);
    const bytes = await writeTarball(new Map([['README.md', new Uint8Array([0xff, 0xfe])]]));
    const tarball = Buffer.from(bytes).toString('base64');
    expect((await node.ask('POST', '/api/packages/plan', { packages: [{ tarball }] })).body).toMatchObject({
      errors: [{ code: 'package-text', params: { file: 'README.md' } }],
    });
  });

  const packed = async (name: string) => {
    const answer = await node.raw('GET', `/api/packages/${name}.tgz`);
    return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };

  it('go out again as they came: byte for byte, README and signature too', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const text = (content: Json) =>
      new TextEncoder().encode(
        typeof content === 'string' ? content : JSON.stringify(content, null, 3).replaceAll('\n', '\r\n'),
      );
    const contents = new Map(
      Object.entries({ ...filesOf(shop('1.2.0')), 'README.md': '# 店\r\n', LICENSE: 'free' }).map(
        ([path, content]) => [path, text(content)] as const,
      ),
    );
    const bytes = await writeTarball(withSignature(contents, privateKey));
    await on.install([{ tarball: Buffer.from(bytes).toString('base64') }], { accept: ['shop'] });
    const out = await packed('shop');
    expect(Buffer.from(out.bytes).equals(bytes)).toBe(true);
    expect(Object.fromEntries(out.answer.headers)).toMatchObject({
      'content-type': 'application/gzip',
      'content-disposition': 'attachment; filename="shop-1.2.0.tgz"',
      'guiju-as-packed': 'true',
    });
    const { files } = await readTarball(out.bytes);
    const signature = JSON.parse(new TextDecoder().decode(files.get('signature.json'))) as Json;
    expect(signatureOf(files, signature)).toMatchObject({ isWhole: true });

    // Another version, and back by undo: as it came then.
    await on.install([shop('1.3.0')], { accept: ['shop'] });
    const plain = await packed('shop');
    expect(plain.answer.headers.get('guiju-as-packed')).toBe('false');
    expect([...(await readTarball(plain.bytes)).files.keys()].sort()).toEqual([
      'forms/thing.json',
      'package.json',
    ]);
    const { body } = await node.ask('POST', '/api/publishes/undo/plan', { accept: ['shop'] });
    const undone = await node.ask('POST', '/api/publishes/undo', {
      accept: ['shop'],
      hash: body['hash'] ?? null,
    });
    expect(undone.status, JSON.stringify(undone.body)).toBe(200);
    expect(Buffer.from((await packed('shop')).bytes).equals(bytes)).toBe(true);
  });

  it('are no business of others, and only what is installed goes out', async () => {
    expect((await packed('none')).answer.status).toBe(404);
    expect((await packed('platform')).answer.headers.get('guiju-as-packed')).toBe('true');
    await node.ask('POST', '/api/forms/user/records', {
      number: 'guest',
      name: 'Guest',
      organisation: 'root',
    });
    const { body } = await node.ask('GET', '/api/forms/user/records?number=guest');
    const [guest] = body['items'] as JsonObject[];
    await node.ask('PUT', `/api/users/${String(guest?.['id'])}/password`, { password: 'a long password' });
    const { token } = await signInAs(node.node.gate, 'guest', 'a long password', {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    const headers = { authorization: `Bearer ${token}` };
    expect((await node.raw('GET', '/api/packages/shop.tgz', undefined, headers)).status).toBe(403);
  });
});
