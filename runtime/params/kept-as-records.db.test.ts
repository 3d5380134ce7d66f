import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { cli } from '../cli/captured-terminal.suite.ts';
import { installedFrom } from '../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const unset = { label: label('none') };
const secret = '07'.repeat(32);

/** Parameters about a form and its records; `second` is what its second field is called. */
function house(version: string, second: string) {
  const field = (id: string, name: string): JsonObject => ({ id, name, kind: 'text', label: label(name) });
  const params: JsonObject[] = [
    { key: 'shown', label: label('shown'), value: { kind: 'field-list', form: 'room' }, unset },
    { key: 'main', label: label('main'), value: { kind: 'reference', form: 'room' }, unset },
    { key: 'open', label: label('open'), value: { kind: 'references', form: 'room' }, unset },
    { key: 'most', label: label('most'), value: { kind: 'integer' }, unset },
  ];
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'house', version, guiju: { prefix: 'ho', label: label('house') } }],
      [
        'forms/room.json',
        {
          name: 'room',
          kind: 'master',
          sharing: 'everybody',
          label: label('room'),
          fields: [field('number', 'number'), field('first', 'first'), field('second', second)],
        },
      ],
      ['params/rooms.json', { type: 'rooms', label: label('rooms'), params }],
      [
        'params/tills.json',
        {
          type: 'tills',
          label: label('tills'),
          params: [{ dimension: 'tax-number', label: label('till'), value: { kind: 'integer' }, unset }],
        },
      ],
    ]),
  );
}

describeOnDatabases('values of parameters are kept as records are', (under) => {
  let node: TestNode;
  let folder = '';
  const rooms = new Map<string, { readonly id: string; readonly revision: number }>();
  const set = async (key: string, value: Json) => {
    const { status, body } = await node.ask('PUT', `/api/params/rooms/${key}?scope=system`, { value });
    expect([status, body['errors']]).toEqual([201, undefined]);
  };
  const read = async (key: string) => (await node.ask('GET', `/api/params/rooms/${key}`)).body['value'];
  /** Of a database as `guiju` is told where it is: a file lies at home. */
  const where = (url: string) => ({
    GUIJU_SECRET: secret,
    ...(url.startsWith('sqlite') ? { GUIJU_HOME: dirname(new URL(url).pathname) } : {}),
    ...(url.startsWith('mysql') ? { GUIJU_HOME: folder, DATABASE_URL: url } : {}),
  });
  const run = (argv: readonly string[], url = under.url) =>
    cli(argv, { environment: where(url), types: 'yes' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiju-kept-'));
    node = await openTestNode(under.url);
    await node.publish([house('1.0.0', 'second')]);
    for (const number of ['A', 'B', 'C']) {
      const { body } = await node.ask('POST', '/api/forms/room/records', { number });
      rooms.set(number, { id: String(body['id']), revision: Number(body['revision']) });
    }
  });
  afterAll(async () => {
    await node.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('follow their fields, whatever these are called', async () => {
    await set('shown', ['second', 'first']);
    await node.publish([house('1.1.0', 'renamed')]);
    expect(await read('shown')).toEqual(['renamed', 'first']);
  });

  it('are found as referrers by what their definition says they are', async () => {
    const [a, b, c] = ['A', 'B', 'C'].map((number) => rooms.get(number));
    await set('main', { id: a?.id ?? '' });
    await set('open', [{ id: b?.id ?? '' }]);
    const remove = (room: typeof a) =>
      node.ask('DELETE', `/api/forms/room/records/${room?.id}`, undefined, {
        'if-match': `"${room?.revision}"`,
      });
    for (const [room, key] of [
      [a, 'main'],
      [b, 'open'],
    ] as const) {
      const referrer = { number: `rooms.${key}`, name: null, field: 'content' };
      const { status, body } = await remove(room);
      expect([status, body['code'], body['referrers']]).toMatchObject([409, 'still-referred', [referrer]]);
      const { body: used } = await node.ask('GET', `/api/forms/room/records/${room?.id}/references`);
      expect(used['items']).toMatchObject([referrer]);
    }
    expect((await remove(c)).status).toBe(204);
    const gone = await node.ask('PUT', '/api/params/rooms/main?org=root', { value: { id: c?.id ?? '' } });
    expect([gone.status, gone.body['errors']]).toMatchObject([
      422,
      [{ path: '/value', code: 'reference-unknown' }],
    ]);
  });

  it('are read from memory: the database is asked nothing, but by whoever wants to know by which change set they came', async () => {
    await set('most', 6);
    const { database } = node.tenant;
    const asked = (['all', 'first', 'run', 'transaction', 'reading'] as const).map((name) =>
      vi.spyOn(database, name),
    );
    for (const path of ['rooms/most', 'rooms/main?org=root', 'values?types=rooms'])
      expect((await node.ask('GET', `/api/params/${path}`)).status).toBe(200);
    for (const spy of asked) expect([spy.getMockName(), spy.mock.calls]).toEqual([spy.getMockName(), []]);
    expect((await node.ask('GET', '/api/params/rooms/most?explain=true')).status).toBe(200);
    expect(asked.some((spy) => spy.mock.calls.length > 0)).toBe(true);
    for (const spy of asked) spy.mockRestore();
    const { body } = await node.ask('GET', '/api/params/rooms/most?scope=system');
    const [own] = body['own'] as { revision: number }[];
    const seen = { 'if-match': `"${own?.revision}"` };
    const { status } = await node.ask('DELETE', '/api/params/rooms/most?scope=system', undefined, seen);
    expect(status).toBe(200);
  });

  it('are told apart by every letter of their names, also where a database would not', async () => {
    for (const [key, value] of [
      ['t1', 1],
      ['T1', 2],
    ] as const)
      expect((await node.ask('PUT', `/api/params/tills/${key}?org=root`, { value })).status).toBe(201);
    const values = await Promise.all(
      ['t1', 'T1', 'T1.', '*'].map(
        async (key) => (await node.ask('GET', `/api/params/tills/${key}`)).body['value'],
      ),
    );
    expect(values).toEqual([1, 2, null, null]);
    for (const path of ['rooms/MOST', 'Rooms/most', 'tills/t1%2FT1', 'tills/t1%00', 'tills/%C3%A9'])
      expect([path, (await node.ask('GET', `/api/params/${path}`)).status]).toEqual([path, 404]);
  });

  it('have a history, stand in the feed and in the trail, survive a backup, and are mended by doctor', {
    timeout: 120_000,
  }, async () => {
    await set('most', 7);
    const { body } = await node.ask('GET', '/api/params/rooms/most/history?scope=system');
    const past = (body['items'] as JsonObject[]).map(({ operation, value }) => `${operation} ${value}`);
    expect(past).toEqual(['create 7', 'delete 6', 'create 6']);
    const fed = await node.tenant.database.all<{ operation: string }>(
      'SELECT operation FROM gj_history WHERE form = \'parameter-value\' AND INSTR(snapshot, \'"address":"most"\') > 0',
    );
    expect(fed.map(({ operation }) => operation)).toEqual(['create', 'delete', 'create']);
    const { body: trail } = await node.ask('GET', '/api/audit?limit=50');
    const lines = trail['items'] as JsonObject[];
    expect(lines).toContainEqual(
      expect.objectContaining({
        action: 'create',
        form: 'parameter-value',
        record: expect.objectContaining({ name: 'most' }),
      }),
    );

    const archive = join(folder, 'all.gz');
    expect((await run(['backup', archive])).code).toBe(0);
    const copy = await under.fresh();
    expect((await run(['restore', archive], copy.url)).code).toBe(0);
    const restored = await openTestNode(copy.url);
    const { body: there } = await restored.ask('GET', '/api/params/rooms/most?explain=true');
    const { body: here } = await node.ask('GET', '/api/params/rooms/most?explain=true');
    expect(there['chain']).toEqual(here['chain']);
    await restored.close();

    // Somebody past all doors.
    await node.tenant.database.run("DELETE FROM parameter_value WHERE address = 'most'");
    // Repairs want the server stopped.
    await node.close();
    const { json: mended } = await run(['doctor', '--repair', '--json']);
    expect(JSON.stringify(mended)).toContain('doctor-rows-lost');
    node = await openTestNode(under.url);
    expect(await read('most')).toBe(7);
  });
});
