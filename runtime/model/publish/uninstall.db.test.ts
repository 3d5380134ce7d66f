import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import { purge, purgeable } from '../../storage/tables/purge.ts';
import { readArchives } from '../packages/archives.ts';
import { finishArchives } from './archive-package.ts';
import { everyKind, givenValues, papersPackage } from './every-kind.suite.ts';
import { installedFrom } from './publisher.ts';
import { field, form, label, text } from './steps.suite.ts';

const english = { 'accept-language': 'en' };
const packageOf = (name: string, needs: JsonObject, files: Readonly<Record<string, Json>>) =>
  installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name,
          version: '1.0.0',
          peerDependencies: { platform: '*', ...needs },
          guiju: { prefix: name.slice(0, 2), label: label(name) },
        },
      ],
      ...Object.entries(files),
    ]),
  );
const number = text('number', { required: true });
const guests = packageOf(
  'guests',
  {},
  { 'forms/guest.json': form('guest', [number, text('name')], { key: ['number'] }) },
);
/** Adds a form, a field to somebody else's, a secret, and a record. */
const hotel = packageOf(
  'hotel',
  { guests: '*' },
  {
    'forms/room.json': form(
      'room',
      [number, text('outlook'), field('guest', 'reference', { form: 'guest' }), field('code', 'secret')],
      { key: ['number'] },
    ),
    'extensions/guest.json': { extends: 'guest', fields: [text('ho_breakfast')] },
    'params/stay.json': {
      type: 'stay',
      label: label('Stay'),
      params: [
        {
          key: 'nights',
          label: label('nights'),
          value: { kind: 'integer' },
          unset: { value: 1, label: label('1') },
        },
      ],
    },
    'data/rooms.json': {
      form: 'room',
      records: [{ key: 'first', values: { number: 'R1', outlook: 'sea' } }],
    },
    'data/guests.json': {
      form: 'guest',
      records: [
        { key: 'house', values: { number: 'HOUSE', name: 'the house' } },
        { key: 'used', values: { number: 'USED', name: 'theirs' } },
      ],
    },
  },
);
const local = packageOf(
  'local',
  { hotel: '*', guests: '*' },
  {
    'extensions/room.json': { extends: 'room', set: { 'fields/outlook/label': { zh: '景', en: 'Outlook' } } },
    'extensions/guest.json': {
      extends: 'guest',
      fields: [field('lo_room', 'reference', { form: 'room' }), text('lo_mood')],
      tabs: [
        {
          name: 'lo_stay',
          label: label('Stay'),
          groups: [{ name: 'lo_stay', label: label('Stay'), fields: ['ho_breakfast', 'lo_mood'] }],
        },
      ],
      rules: [
        {
          name: 'lo_tea',
          message: label('No tea'),
          fields: ['ho_breakfast'],
          check: { fact: 'ho_breakfast', operator: 'notEqual', value: 'none' },
        },
      ],
      set: {
        'fields/name/label': { zh: '客', en: 'Guest name' },
        'fields/ho_breakfast/label': { zh: '早', en: 'Morning' },
      },
    },
    'params/stay.json': {
      type: 'stay',
      label: label('Stay'),
      params: [],
      set: { 'nights/label': { zh: '晚', en: 'Nights' } },
    },
  },
);

describeOnDatabases('taking a package out of service', (database) => {
  let node: TestNode;
  let other: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    other = await openTestNode(database.url);
    await node.publish([guests]);
  });
  afterAll(async () => {
    await other.close();
    await node.close();
  });
  const path = (name: string) => `/api/packages/${encodeURIComponent(name)}`;
  const plan = (name: string) =>
    node.ask('POST', '/api/publishes/uninstall/plan', { package: name }, english);
  const uninstall = async (name: string) => {
    const planned = await plan(name);
    const done = await node.ask(
      'DELETE',
      `${path(name)}?hash=${String(planned.body['hash'])}`,
      undefined,
      english,
    );
    expect(done.status, JSON.stringify([planned.body, done.body])).toBe(200);
    return { planned: planned.body, done: done.body };
  };
  const said = (body: JsonObject) => (body['issues'] as JsonObject[]).map(({ message }) => message);
  const list = async (of: string, asked = node) => {
    const { body } = await asked.ask('GET', `/api/forms/${of}/records?sort=number`);
    return body['items'] as JsonObject[];
  };
  const labelOf = async (of: string, name: string) => {
    const { body } = await node.ask('GET', `/api/forms/${of}`);
    return (body['fields'] as JsonObject[]).find((one) => one['name'] === name)?.['label'];
  };

  it('is refused of the platform, of what is not there, and without a plan', async () => {
    expect((await plan('platform')).body['code']).toBe('package-kept');
    expect((await plan('nobody')).body['code']).toBe('package-unknown');
    const blind = await node.ask('DELETE', path('guests'));
    expect([blind.status, blind.body['code']]).toEqual([400, 'parameters-wrong']);
  });

  it('is refused while others need it, who are named', async () => {
    await node.publish([hotel]);
    await node.publish([local]);
    const { body } = await plan('guests');
    expect(body['hash']).toBeNull();
    expect((body['issues'] as JsonObject[]).map(({ code }) => code)).toContain('package-needed');
    expect(said(body)).toContain(
      '“hotel” 1.0.0 needs “guests” (*): uninstall it first, or install a version that does not',
    );
    const done = await node.ask('DELETE', `${path('guests')}?hash=x`);
    expect([done.status, done.body['code']]).toEqual([422, 'package-issues']);
    expect((await list('guest')).map((one) => one['number'])).toEqual(['HOUSE', 'USED']);
  });

  it('says what hangs on it, hides all of it on every node, and brings it back as it was', async () => {
    const guest = await node.ask('POST', '/api/forms/guest/records', {
      number: 'G',
      name: 'x',
      ho_breakfast: 'tea',
    });
    expect(guest.status, JSON.stringify(guest.body)).toBe(201);
    const room = await node.ask('POST', '/api/forms/room/records', {
      number: 'R2',
      outlook: 'yard',
      guest: 'G',
      code: 'sesame',
    });
    expect(room.status, JSON.stringify(room.body)).toBe(201);
    const id = String(room.body['id']);
    const at = `/api/forms/room/records/${id}`;
    await node.ask('PATCH', at, { outlook: 'garden' }, { 'if-match': room.headers.get('etag') ?? '' });
    const [first] = await list('room');
    await node.ask('DELETE', `/api/forms/room/records/${String(first?.['id'])}`, undefined, {
      'if-match': `"${String(first?.['revision'])}"`,
    });
    const view = { name: 'rooms', form: 'room', config: { columns: ['number'] } };
    expect((await node.ask('POST', '/api/me/views', view)).status).toBe(201);
    const guestAt = `/api/forms/guest/records/${String((await list('guest'))[2]?.['id'])}`;
    const etag = (await node.ask('GET', guestAt)).headers.get('etag') ?? '';
    expect((await node.ask('PATCH', guestAt, { name: 'ours' }, { 'if-match': etag })).status).toBe(200);
    const guestsBefore = (await list('guest')).map(({ id: one, number: of, name }) => [one, of, name]);
    const before = await list('room');
    const history = (await node.ask('GET', `${at}/history`)).body['items'];
    const outline = (await node.ask('GET', '/api/forms/room')).body;
    const guestOutline = (await node.ask('GET', '/api/forms/guest')).body;
    const params = (await node.ask('GET', '/api/params')).body;

    const { planned, done } = await uninstall('hotel');
    const codes = (planned['issues'] as JsonObject[]).map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['local-set-aside', 'records-hidden-form', 'values-hidden', 'views-hidden']),
    );
    expect(planned['leaving']).toEqual([{ name: 'hotel', version: '1.0.0' }]);
    // Records that it brought to forms of others go along, but for those that somebody changed.
    expect(codes).toContain('data-left');
    expect((await list('guest')).map((one) => one['number'])).toEqual(['G', 'USED']);
    expect(done['data']).toMatchObject({
      dropped: [
        { key: 'house', outcome: 'taken' },
        { key: 'used', outcome: 'kept', why: 'changed' },
      ],
    });
    const marked = (await node.ask('GET', '/api/dropped-records')).body['items'];
    expect(marked).toMatchObject([{ package: 'hotel', form: 'guest', key: 'used', number: 'USED' }]);
    expect((await node.ask('GET', '/api/forms/room')).status).toBe(404);
    expect((await list('guest'))[0]).not.toHaveProperty('ho_breakfast');
    expect(await labelOf('guest', 'name')).toEqual({ zh: '客', en: 'Guest name' });
    // A part of the layer that means something without it stays, the rest is set aside.
    expect(await labelOf('guest', 'lo_mood')).toBeDefined();
    expect(await labelOf('guest', 'lo_room')).toBeUndefined();
    await other.tenant.follow();
    expect((await other.ask('GET', '/api/forms/room')).status).toBe(404);
    expect((await planTables(node.tenant.database, node.tenant.served().model)).changes).toEqual([]);

    const { body } = await node.ask('GET', '/api/archives');
    const [archive] = body['items'] as JsonObject[];
    expect(archive).toMatchObject({
      id: done['archive'],
      package: 'hotel',
      state: 'done',
      actor: { name: '管理员' },
      label: label('hotel'),
      installed: null,
    });
    const returning = [
      { form: 'guest', label: label('guest'), field: { zh: 'ho_breakfast', en: 'ho_breakfast' }, count: 1 },
      { form: 'room', label: label('room'), field: null, count: 1 },
    ];
    expect(archive?.['kept']).toEqual(returning);
    const raw = await node.raw('GET', `/api/archives/${String(done['archive'])}`);
    const lines = gunzipSync(Buffer.from(await raw.arrayBuffer())).toString();
    const kept = lines
      .trim()
      .split('\n')
      .map((line): JsonObject => JSON.parse(line));
    expect(kept[0]).toMatchObject({ archive: 1, package: 'hotel', version: '1.0.0' });
    expect(kept.filter((line) => line['file'])).toHaveLength(hotel.files.size);
    const versions = kept.flatMap((line) =>
      line['version'] && !line['archive'] ? [line['version'] as JsonObject] : [],
    );
    expect(
      versions
        .filter(({ record }) => record === null || (record as JsonObject)['number'] !== 'R1')
        .map(({ operation }) => operation),
    ).toEqual(expect.arrayContaining(['create', 'update']));
    expect(kept).toContainEqual({
      value: { form: 'guest', field: 'ho_breakfast', id: guest.body['id'], value: 'tea' },
    });
    expect(JSON.stringify(versions.map(({ record }) => record))).not.toContain('"code"');
    expect(kept).toContainEqual({
      brought: { form: 'guest', key: 'house', record: guestsBefore[1]?.[0] },
    });
    expect(versions).toContainEqual(
      expect.objectContaining({ record: expect.objectContaining({ number: 'HOUSE' }) }),
    );
    expect((await node.ask('GET', '/api/archives/nothing')).body['code']).toBe('archive-unknown');

    const again = { packages: [{ archive: done['archive'] ?? '' }] };
    const coming = await node.ask('POST', '/api/packages/plan', again);
    expect(coming.body).toMatchObject({
      packages: [{ name: 'hotel', version: '1.0.0', action: 'install' }],
      labels: { hotel: label('hotel') },
      returns: returning.map(({ form: of, count }) => ({ form: of, count })),
    });
    const nowhere = { packages: [{ archive: 'nothing' }] };
    expect((await node.ask('POST', '/api/packages/plan', nowhere)).body['code']).toBe('archive-unknown');
    const installed = await node.ask('POST', '/api/packages', {
      ...again,
      hash: coming.body['hash'] ?? null,
    });
    expect(installed.status, JSON.stringify(installed.body)).toBe(200);
    const { body: archives } = await node.ask('GET', '/api/archives');
    expect((archives['items'] as JsonObject[])[0]).toMatchObject({ installed: '1.0.0', kept: [] });
    expect(await list('room')).toEqual(before);
    expect((await list('guest')).map(({ id: one, number: of, name }) => [one, of, name])).toEqual(
      guestsBefore,
    );
    expect((await node.ask('GET', '/api/dropped-records')).body['items']).toEqual([]);
    await other.tenant.follow();
    expect(await list('room', other)).toEqual(before);
    expect((await node.ask('GET', `${at}/history`)).body['items']).toEqual(history);
    expect((await node.ask('GET', '/api/forms/room')).body).toEqual(outline);
    expect((await node.ask('GET', '/api/forms/guest')).body).toEqual(guestOutline);
    expect((await node.ask('GET', '/api/params')).body).toEqual(params);
    expect(await labelOf('room', 'outlook')).toEqual({ zh: '景', en: 'Outlook' });
    expect((await list('guest'))[0]).toMatchObject({ ho_breakfast: 'tea' });
    const twice = await node.ask('POST', '/api/forms/room/records', { number: 'R2' });
    expect(twice.status).toBe(409);
    // A record that somebody deleted stays deleted.
    expect((await list('room')).map((one) => one['number'])).toEqual(['R2']);
  });

  it('leaves nothing behind once it is purged, whatever kinds of fields a package has', async () => {
    const state = async () => {
      const { database: opened, served } = node.tenant;
      const physical = await opened.all(
        "SELECT path, table_name, column_name FROM gj_physical WHERE state <> 'gone' ORDER BY path",
      );
      const counts: Record<string, unknown> = {};
      for (const table of [
        'gj_claim',
        'gj_link',
        'gj_origin',
        'gj_assignment',
        'gj_overlay',
        'gj_sequence',
        'gj_file',
        'gj_file_link',
      ])
        counts[table] = (await opened.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))?.n;
      return {
        physical,
        counts,
        tables: [...(await opened.schema.read(opened)).keys()].sort(),
        model: served().model.hash,
      };
    };
    const before = await state();
    const papers = papersPackage(everyKind.map((kind) => kind.field));
    await node.publish([papers]);
    await node.ask('POST', '/api/forms/thing/records', { number: 'T1', rank: 'high' });
    const made = await node.ask('POST', '/api/forms/paper/records', {
      number: 'P1',
      tag: 'x',
      ...(await givenValues(node)),
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await uninstall(papers.name);
    for (const { path: hidden } of await purgeable(node.tenant.database, node.tenant.served().model))
      await purge(node.tenant.database, node.tenant.served().model, hidden, { node: node.tenant.node });
    expect(await state()).toEqual(before);
    const lines = await node.raw('GET', '/api/archives');
    expect(((await lines.json()) as { items: JsonObject[] }).items.map((one) => one['package'])).toContain(
      papers.name,
    );
  });

  it('waits to be written once more where the database is lost in the midst of it, and nobody else is harmed', async () => {
    const { database } = node.tenant;
    const states = async () => (await readArchives(database)).map(({ state }) => state);
    const before = await states();
    expect(before).toContain('done');
    await database.run("UPDATE gj_archive SET state = 'pending'");
    const finish = (on: Database) =>
      finishArchives({ database: on, node: 'tried', edition: standardEdition('1.0.0') });
    for (const after of [1, 3, 4, 6])
      for (const slow of [0, 20]) {
        let asked = 0;
        const failing: Database = {
          ...database,
          all: (query, params) => {
            asked += 1;
            return asked <= after
              ? database.all(query, params)
              : Promise.reject(new DatabaseError('unavailable', 'the server closed the connection'));
          },
          run: async (query, params) => {
            await delay(slow);
            return database.run(query, params);
          },
        };
        await expect(finish(failing), `${after}, ${slow} ms`).rejects.toMatchObject({ code: 'unavailable' });
      }
    expect(new Set(await states())).toEqual(new Set(['pending']));
    await finish(database);
    expect(await states()).toEqual(before);
  });

  it('says what it did in the list of publishes, and can be undone', async () => {
    await uninstall('hotel');
    const { body } = await node.ask('GET', '/api/publishes?limit=1');
    expect((body['items'] as JsonObject[])[0]).toMatchObject({
      packages: [
        { name: 'hotel', version: null, before: '1.0.0' },
        { name: 'local', version: '1.0.0' },
      ],
    });
    const undo = await node.ask('POST', '/api/publishes/undo/plan', {});
    const undone = await node.ask('POST', '/api/publishes/undo', { hash: undo.body['hash'] ?? null });
    expect(undone.status, JSON.stringify(undo.body)).toBe(200);
    expect(await labelOf('room', 'outlook')).toEqual({ zh: '景', en: 'Outlook' });
    expect((await list('room')).map((one) => one['number'])).toEqual(['R2']);
  });

  it('can be undone without a word of what was out of sight before it', async () => {
    const bell = (version: string, fields: readonly JsonObject[]) => {
      const made = packageOf('bells', {}, { 'forms/bell.json': form('bell', [number, ...fields]) });
      const manifest = { ...(made.files.get('package.json') as JsonObject), version };
      return installedFrom(new Map<string, Json>([...made.files, ['package.json', manifest]]));
    };
    await node.publish([bell('1.0.0', [text('sound')])]);
    for (const one of ['B1', 'B2'])
      await node.ask('POST', '/api/forms/bell/records', { number: one, sound: 'ding' });
    await node.publish([bell('2.0.0', [])]);
    const { planned } = await uninstall('bells');
    expect(said(planned).join()).toContain('2 records of “bell” will be hidden');
    const undo = await node.ask('POST', '/api/publishes/undo/plan', {}, english);
    expect(said(undo.body).filter((one) => String(one).includes('hidden'))).toEqual([]);
    const undone = await node.ask('POST', '/api/publishes/undo', { hash: undo.body['hash'] ?? null });
    expect(undone.status, JSON.stringify(undo.body)).toBe(200);
    expect((await list('bell')).map((one) => one['number'])).toEqual(['B1', 'B2']);
  });

  it('brings back what was set aside beside what the customer said meanwhile', async () => {
    await node.publish([hotel]);
    await node.publish([local]);
    await uninstall('hotel');
    const set = { 'fields/name/label': { zh: '宾', en: 'Visitor' } };
    await node.publish([
      packageOf(
        'local',
        { guests: '*' },
        { 'extensions/guest.json': { extends: 'guest', fields: [text('lo_mood'), text('lo_late')], set } },
      ),
    ]);
    await node.publish([hotel]);
    expect(await labelOf('guest', 'name')).toEqual({ zh: '宾', en: 'Visitor' });
    expect(await labelOf('guest', 'ho_breakfast')).toEqual({ zh: '早', en: 'Morning' });
    for (const name of ['lo_mood', 'lo_late', 'lo_room'])
      expect(await labelOf('guest', name)).toEqual(label(name));
    expect(await labelOf('room', 'outlook')).toEqual({ zh: '景', en: 'Outlook' });
  });
});
