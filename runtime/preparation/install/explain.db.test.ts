import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { installsOn, label, layer, shop } from './world.suite.ts';

describeOnDatabases('what is installed', (under) => {
  let node: TestNode;
  let on: ReturnType<typeof installsOn>;
  const english = { 'accept-language': 'en' };
  const get = async (path: string) => {
    const { status, body } = await node.ask('GET', path, undefined, english);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const params = (set: JsonObject, name = 'partner', version = '1.0.0') => ({
    files: {
      ...(layer(name, { 'fields/rate/label': label('Partner rate') }, {}, version)['files'] as JsonObject),
      'params/limits.json': { type: 'limits', label: label('Limits'), params: [], set },
    },
  });
  const limits = {
    type: 'limits',
    label: label('Limits'),
    params: [
      {
        key: 'most',
        label: label('Most'),
        unset: { label: label('No limit') },
        value: { kind: 'integer', max: 100 },
      },
    ],
  };
  const withLimits = (version: string, rate: string) => {
    const { files } = shop(version, { rate }) as { files: JsonObject };
    return { files: { ...files, 'params/limits.json': limits, 'README.md': '# Shop' } };
  };

  beforeAll(async () => {
    node = await openTestNode(under.url);
    on = installsOn(node);
    await on.install([withLimits('1.0.0', 'Rate')]);
    await on.install([params({ 'most/label': label('At most'), 'most/max': 50 })]);
    await on.says({ 'fields/rate/label': label('Ours'), 'list/columns': { remove: ['title'] } });
    await on.says({ 'fields/rate/label': label('Ours, again') });
    await on.install([withLimits('1.1.0', 'Percentage')], { take: 'ours' });
  });
  afterAll(() => node.close());

  it('is told with who installed it, what lies on what, and how much each brings', async () => {
    const { items } = await get('/api/packages');
    const found = new Map((items as JsonObject[]).map((one) => [String(one['name']), one]));
    expect([...found.keys()].sort()).toEqual(['local', 'partner', 'platform', 'shop']);
    expect(found.get('shop')).toMatchObject({
      version: '1.1.0',
      signature: null,
      waits: null,
      layersOn: [],
      changed: { by: '管理员', at: expect.any(String), revision: expect.any(Number) },
      brings: { forms: 1, fields: 4, parameters: 1, cases: 0 },
    });
    expect(found.get('partner')).toMatchObject({ layersOn: [{ package: 'shop', adds: 0, changes: 3 }] });
  });

  it('has a page each: what it brings, its README, the versions there were', async () => {
    expect(await get('/api/packages/shop')).toMatchObject({
      readme: { zh: '# Shop', en: '# Shop' },
      forms: [{ id: 'thing', name: 'thing', fields: 4 }],
      parameters: [{ type: 'limits', params: [{ key: 'most', danger: false }] }],
      others: ['partner'],
      versions: [{ version: '1.1.0' }, { version: '1.0.0', by: '管理员' }],
    });
    expect((await node.ask('GET', '/api/packages/none')).status).toBe(404);
  });

  it('waits in a newer version beside the server, which is planned like any other', async () => {
    const none = await node.ask('GET', '/api/packages/platform/waiting');
    expect([none.status, none.body['code']]).toEqual([404, 'package-unknown']);
    const { database } = node.tenant;
    const of = "package = 'platform'";
    await database.run(`UPDATE gj_package_source SET version = '0.9.0' WHERE ${of}`);
    await database.run("UPDATE gj_package SET version = '0.9.0' WHERE name = 'platform'");
    const { items } = await get('/api/packages');
    const platform = (items as JsonObject[]).find((one) => one['name'] === 'platform');
    expect(platform).toMatchObject({ version: '0.9.0', waits: expect.any(String) });
    const { files, version } = await get('/api/packages/platform/waiting');
    expect((files as JsonObject)['package.json']).toMatchObject({ name: 'platform', version });
    await database.run(`UPDATE gj_package_source SET version = '1.0.0' WHERE ${of}`);
    await database.run("UPDATE gj_package SET version = '1.0.0' WHERE name = 'platform'");
  });

  const ofRate = async () => {
    const { explain } = await get('/api/forms/thing?explain=true&of=fields/rate');
    return new Map((explain as JsonObject[]).map((one) => [String(one['property']), one]));
  };

  it('says of a field who said what, when, and what they said before', async () => {
    const said = (await ofRate()).get('forms/thing/fields/rate/label');
    expect(said).toMatchObject({
      name: 'label',
      manner: 'shared',
      shown: 'Ours, again',
      said: [
        {
          package: 'shop',
          version: '1.1.0',
          shown: 'Percentage',
          earlier: [{ shown: 'Rate', by: '管理员' }],
        },
        { package: 'partner', shown: 'Partner rate', earlier: [] },
        { package: 'local', shown: 'Ours, again', by: '管理员', earlier: [{ shown: 'Ours' }] },
      ],
    });
    expect((await ofRate()).get('forms/thing/fields/rate/kind')).toMatchObject({
      manner: 'locked',
      value: 'integer',
    });
  });

  it('says of a list what holds of it, and that somebody takes back what he said', async () => {
    const { explain } = await get('/api/forms/thing?explain=true&of=');
    const columns = (explain as JsonObject[]).find((one) => one['property'] === 'forms/thing/list/columns');
    expect(columns).toMatchObject({
      manner: 'set',
      value: ['number', 'title', 'rate'],
      said: [
        { package: 'shop', shown: 'number, title, Ours, again' },
        { package: 'local', says: false, earlier: [{ says: true, shown: 'removes: title' }] },
      ],
    });
  });

  it('says of an option, and of a parameter', async () => {
    const option = await get('/api/forms/thing?explain=true&of=fields/colour/options/r');
    expect(option['explain']).toMatchObject([{ property: 'forms/thing/fields/colour/options/r/label' }]);
    const { definition } = await get('/api/params/limits/most?explain=true&of=definition');
    const found = new Map((definition as JsonObject[]).map((one) => [one['property'], one]));
    expect(found.get('params/limits/most/label')).toMatchObject({ shown: 'At most', manner: 'shared' });
    expect(found.get('params/limits/most/max')).toMatchObject({
      manner: 'stricter',
      value: 50,
      said: [
        { package: 'shop', value: 100 },
        { package: 'partner', value: 50 },
      ],
    });
  });

  it('tells how far a publish is, step by step as it is journalled, and nothing when none is carried out', async () => {
    expect(await get('/api/publishes/progress')).toEqual({ running: null });
    const { database } = node.tenant;
    const says = { code: 'tables-add-column', params: { label: label('Thing'), field: 'place' } };
    const changes = ['a', 'b'].map((table) => ({ kind: 'add-column', table, risk: 'safe', says }));
    await database.run(
      "INSERT INTO gj_plan (id, hash, content, intent, state, at) VALUES ('p', 'h', ?, NULL, 'running', 1000)",
      [JSON.stringify({ changes })],
    );
    for (const [seq, done] of [1, null].entries())
      await database.run('INSERT INTO gj_journal (plan, seq, step, done_at) VALUES (?, ?, ?, ?)', [
        ...['p', seq, 'step', done],
      ]);
    expect(await get('/api/publishes/progress')).toMatchObject({
      running: {
        at: '1970-01-01T00:00:01.000Z',
        done: 1,
        steps: [{ table: 'a', done: true }, { done: false }],
      },
    });
    await database.run("UPDATE gj_plan SET state = 'abandoned' WHERE id = 'p'");
  });

  it('tells names and former values to administrators alone', async () => {
    const { body } = await node.ask('POST', '/api/me/tokens', { name: 'reads', scopes: ['read'] });
    const reads = { authorization: `Bearer ${String(body['token'])}` };
    const ask = async (path: string) => node.ask('GET', path, undefined, reads);
    expect((await ask('/api/packages')).body['code']).toBe('token-not-administering');
    expect((await ask('/api/forms/thing?explain=true')).status).toBe(200);
    for (const path of ['/api/forms/thing', '/api/params/limits/most'])
      expect((await ask(`${path}?explain=true&of=definition`)).body['code']).toBe('administrators-only');
    expect((await ask('/api/packages/shop')).status).toBe(403);
  });
});
