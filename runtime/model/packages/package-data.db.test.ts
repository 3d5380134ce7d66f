import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformUser } from '../../call/system-call.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { installedFrom } from '../publish/publisher.ts';
import { createPackageData } from './package-data.ts';
import type { Installed } from './package-store.ts';

const label = (text: string) => ({ zh: text, en: text });
const text = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 50,
  label: label(name),
  ...more,
});
const fields: readonly JsonObject[] = [
  text('title'),
  text('mood', { default: 'calm' }),
  { name: 'friend', kind: 'reference', form: 'note', label: label('friend') },
  { name: 'lines', kind: 'entries', label: label('lines'), fields: [text('word', { required: true })] },
];
const form: JsonObject = { sharing: { allowed: sharingStrategies, default: 'private' } };

type Records = readonly JsonObject[];

/** The package in a version of its own, with what it ships always and as demo. */
function notes(
  version: string,
  always: Records,
  demo: Records = [],
  organisations: Records = [],
  set = 'demo',
): Installed {
  const { files } = notePackage(fields, form, version);
  const data: (readonly [string, Json])[] = [
    ['data/base.json', { form: 'note', records: always }],
    ['data/demo-1.json', { form: 'note', set, records: demo }],
    ['data/demo-2.json', { form: 'organisation', set, records: organisations }],
  ];
  return installedFrom(new Map<string, Json>([...files, ...data.filter(([, file]) => !isEmpty(file))]));
}

function isEmpty(file: Json): boolean {
  return ((file as JsonObject)['records'] as Records).length === 0;
}

const record = (key: string, values: JsonObject, more: JsonObject = {}): JsonObject => ({
  key,
  values: { number: key, ...values },
  ...more,
});
const actor = { id: platformUser.id, name: platformUser.name };

describeOnDatabases('records of a package', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
  });
  afterAll(() => node.close());

  const publish = async (installed: Installed) => {
    const author = { actor, reason: null };
    return (await node.tenant.publisher.publish([installed], author)).data;
  };
  const find = async (number: string, org = 'root'): Promise<JsonObject | undefined> => {
    const query = new URLSearchParams({
      number,
      org,
      fields: 'number,title,mood,friend,lines,sharing,enabled,org,createdBy',
    });
    const { body } = await node.ask('GET', `/api/forms/note/records?${query}`);
    return (body['items'] as JsonObject[])[0];
  };
  const shown = async (number: string) => {
    const found = await find(number);
    if (!found) return null;
    const { title, mood, friend, lines } = found;
    const words = (lines as JsonObject[]).map(({ word }) => word);
    return { title, mood, friend: (friend as JsonObject | null)?.['number'] ?? null, words };
  };
  const change = async (method: string, number: string, body?: JsonObject, path = '') => {
    const found = await find(number);
    const tag = { 'if-match': `"${String(found?.['revision'])}"` };
    const at = `/api/forms/note/records/${String(found?.['id'])}${path}`;
    const answer = await node.ask(method, at, body, tag);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  };
  const restart = async () => {
    await node.close();
    node = await openTestNode(database.url);
  };

  const first: Records = [
    record('A', { title: 'one', friend: 'B', lines: [{ word: 'x' }] }),
    record('B', { title: 'two', friend: 'A' }),
    record('C', { title: 'three' }),
    record('D', { title: 'four' }, { sharing: 'private', enabled: false }),
    record('SELF', { title: 'self', friend: { number: 'SELF' } }),
  ];
  const second: Records = [
    record('A', { title: 'one!', mood: 'merry', friend: 'B', lines: [{ word: 'y' }, { word: 'z' }] }),
    record('B', { title: 'two!' }),
    record('C', { title: 'three!' }),
    record('SELF', { title: 'self!', friend: 'NEW' }, { enabled: false }),
    record('NEW', { title: 'new' }),
  ];

  it('are made with the publish, whatever points at what', async () => {
    expect(await publish(notes('1.0.0', first))).toEqual({ created: 5, changed: 0, issues: [] });
    expect(await shown('A')).toEqual({ title: 'one', mood: 'calm', friend: 'B', words: ['x'] });
    expect(await shown('B')).toMatchObject({ friend: 'A' });
    expect(await shown('SELF')).toMatchObject({ friend: 'SELF' });
  });

  it('belong to the root organisation, are global and enabled unless they say otherwise, and come from the system', async () => {
    const createdBy = { number: 'system', name: '系统' };
    const org = { number: 'root' };
    expect(await find('A')).toMatchObject({ sharing: 'global', enabled: true, org, createdBy });
    expect(await find('D')).toMatchObject({ sharing: 'private', enabled: false, org });
  });

  it('are left alone by a second start, and by a second publish of the same', async () => {
    await change('PATCH', 'A', { title: 'mine' });
    await change('DELETE', 'C');
    const before = node.tenant.revision();
    await restart();
    expect(await node.tenant.packageData.load()).toEqual({ created: 0, changed: 0, issues: [] });
    expect(await publish(notes('1.0.0', first))).toMatchObject({ created: 0, changed: 0 });
    expect(node.tenant.revision()).toBe(before);
    expect(await shown('A')).toMatchObject({ title: 'mine' });
    expect(await shown('C')).toBeNull();
  });

  it('follow a later version where they were left as shipped, and nowhere else', async () => {
    expect(await publish(notes('2.0.0', second))).toEqual({
      created: 1,
      changed: 3,
      issues: [],
      // Both changed it: the customer's stays, and that is said.
      customised: [{ package: 'notes', form: 'note', key: 'A', fields: ['title'] }],
      dropped: [expect.objectContaining({ key: 'D', outcome: 'taken', why: null })],
    });
    expect(await shown('A')).toEqual({ title: 'mine', mood: 'merry', friend: 'B', words: ['y', 'z'] });
    // It no longer says whose friend it is.
    expect(await shown('B')).toEqual({ title: 'two!', mood: 'calm', friend: null, words: [] });
    expect(await shown('C')).toBeNull();
    expect(await shown('NEW')).toMatchObject({ title: 'new' });
    expect(await find('SELF')).toMatchObject({ title: 'self!', friend: { number: 'NEW' }, enabled: false });
  });

  it('may newly point at one that is new and points back, in one write each', async () => {
    const versions = async () => {
      const { body } = await node.ask(
        'GET',
        `/api/forms/note/records/${String((await find('OLD'))?.['id'])}/history`,
      );
      return (body['items'] as JsonObject[]).length;
    };
    await publish(notes('2.1.0', [record('OLD', {}), ...second]));
    const before = await versions();
    const pair = [record('NEXT', { friend: 'OLD' }), record('OLD', { friend: 'NEXT' })];
    expect(await publish(notes('2.2.0', [...pair, ...second]))).toEqual({
      created: 1,
      changed: 1,
      issues: [],
    });
    expect(await shown('OLD')).toMatchObject({ friend: 'NEXT' });
    expect(await shown('NEXT')).toMatchObject({ friend: 'OLD' });
    expect(await versions()).toBe(before + 1);
  });

  it('follow again once somebody goes back to what is shipped', async () => {
    await change('PATCH', 'A', { title: 'one!' });
    const third = [record('A', { title: 'one!!', friend: 'B' }), ...second.slice(1)];
    expect(await publish(notes('3.0.0', third))).toMatchObject({ changed: 1 });
    expect(await shown('A')).toMatchObject({ title: 'one!!', mood: 'calm', words: [] });
  });

  it('follow again once somebody brings them back', async () => {
    const { body } = await node.ask('GET', '/api/forms/note/records?number=B');
    const id = String((body['items'] as JsonObject[])[0]?.['id']);
    await change('PATCH', 'A', { friend: null });
    await change('DELETE', 'B');
    const history = await node.ask('GET', `/api/forms/note/records/${id}/history`);
    const versions = history.body['items'] as JsonObject[];
    const alive = versions.find(({ operation }) => operation !== 'delete');
    const path = `/api/forms/note/records/${id}/history/${String(alive?.['revision'])}/restore`;
    expect((await node.ask('POST', path, undefined, { 'if-match': '"0"' })).status).toBeLessThan(300);
    expect(await publish(notes('4.0.0', [record('B', { title: 'back' })]))).toMatchObject({ changed: 1 });
    expect(await shown('B')).toMatchObject({ title: 'back' });
  });

  it('are told of one by one, with their place, when they cannot be loaded; the others are', async () => {
    const data = await publish(
      notes('5.0.0', [
        record('B', { title: 'back' }),
        record('BAD', { lines: [{ word: 'fine' }, {}] }),
        record('LOST', { friend: 'NOBODY' }),
        record('FAR', {}, { org: 'NOWHERE' }),
        record('GOOD', { title: 'good' }),
      ]),
    );
    expect(data.created).toBe(1);
    expect(
      data.issues.map(({ package: owner, file, pointer, code }) => [owner, file, pointer, code]),
    ).toEqual([
      ['notes', 'data/base.json', '/records/3/org', 'data-org-unknown'],
      ['notes', 'data/base.json', '/records/1/values/lines/1/word', 'data-refused'],
      ['notes', 'data/base.json', '/records/2/values/friend', 'data-refused'],
    ]);
    expect(await shown('GOOD')).toMatchObject({ title: 'good' });
    expect(await shown('BAD')).toBeNull();
    // Nothing is forgotten: the next start says it again.
    const { issues } = await node.tenant.packageData.load();
    expect(issues).toHaveLength(3);
  });

  const demo: Records = [
    record(
      'GIVEN',
      { title: 'given' },
      { org: 'NORTH', sharing: 'hierarchical', assigned: ['YARD', 'BEIJING'] },
    ),
    record('FREE', { title: 'free' }, { sharing: 'free', assigned: ['YARD'] }),
  ];
  const organisations: Records = [
    record('YARD', { name: 'Yard', parent: 'BEIJING' }),
    record('BEIJING', { name: 'Beijing', parent: 'NORTH' }),
    record('NORTH', { name: 'North', parent: 'root' }),
  ];

  it('of a set are loaded when they are asked for, organisations first, assigned as they say', async () => {
    await publish(notes('6.0.0', [record('B', { title: 'back' })], demo, organisations));
    expect((await node.ask('GET', '/api/packages')).body['demo']).toBe('available');
    expect(await shown('GIVEN')).toBeNull();
    const { status, body } = await node.ask('POST', '/api/demo');
    expect([status, body['created'], body['issues']]).toEqual([200, 5, []]);
    expect((await node.ask('GET', '/api/packages')).body['demo']).toBe('loaded');
    const seen = async (number: string, org: string) => (await find(number, org)) !== undefined;
    expect(await Promise.all(['NORTH', 'BEIJING', 'YARD', 'root'].map((org) => seen('GIVEN', org)))).toEqual([
      ...[true, true, true, false],
    ]);
    expect(await Promise.all(['root', 'YARD', 'NORTH'].map((org) => seen('FREE', org)))).toEqual([
      ...[true, true, false],
    ]);
    expect((await node.ask('POST', '/api/demo')).body).toMatchObject({ created: 0, changed: 0 });
  });

  it('of a set that was loaded follow later versions like all others', async () => {
    const later = [record('FREE', { title: 'freer' }, { sharing: 'free', assigned: ['YARD', 'NORTH'] })];
    const data = await publish(notes('7.0.0', [record('B', { title: 'back' })], later, organisations));
    expect(data).toMatchObject({ created: 0, changed: 1, issues: [] });
    expect(await find('FREE', 'NORTH')).toMatchObject({ title: 'freer' });
  });

  it('are loaded to the end after a crash in the middle, each once, by however many nodes', async () => {
    const many = Array.from({ length: 90 }, (_, at) => record(`M${at}`, { title: 'many' }));
    const broken = createPackageData({
      database: node.tenant.database,
      contents: node.tenant.contents,
      node: node.tenant.node,
      follow: node.tenant.follow,
      call: node.tenant.systemCall,
      store: {
        ...node.tenant.store,
        loadShipments(call, shipments, answers) {
          if (shipments.some(({ key }) => key === 'M50')) return Promise.reject(new Error('the power went'));
          return node.tenant.store.loadShipments(call, shipments, answers);
        },
      },
    });
    const other = await openTestNode(database.url);
    const large = notes('8.0.0', [], many, [], 'large');
    expect(await publish(large)).toMatchObject({ created: 0 });
    await expect(broken.load({ sets: ['large'] })).rejects.toThrow('the power went');
    await Promise.all([node, other].map(({ tenant }) => tenant.packageData.load()));
    const { body } = await other.ask('GET', '/api/forms/note/records?title=many&count=true&limit=1');
    expect(body['total']).toBe(90);
    await other.close();
  });
});
