import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { adminPassword, notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { settingBack } from './set-back.ts';

const minute = 60_000;
const path = '/api/forms/note/records';

describeOnDatabases('the records of a form', (under) => {
  let now = Date.parse('2026-11-28T00:00:00Z');
  let node: TestNode;
  const ids = new Map<string, string>();
  const inEnglish = { 'accept-language': 'en' };
  const pass = () => {
    now += minute;
    return new Date(now - minute / 2).toISOString();
  };
  const read = async (number: string) => {
    const found = await node.ask('GET', `${path}?limit=100&fields=number,title,above,lines`);
    return (found.body['items'] as readonly JsonObject[]).find((one) => one['number'] === number);
  };
  const make = async (number: string, more: JsonObject = {}) => {
    const { status, body } = await node.ask('POST', path, { number, title: `note ${number}`, ...more });
    expect(status, JSON.stringify(body)).toBe(201);
    ids.set(number, String(body['id']));
  };
  const match = async (id: string) => {
    const { body } = await node.ask('GET', `${path}/${id}`);
    return { 'if-match': `"${String(body['revision'])}"` };
  };
  const edit = async (number: string, change: JsonObject) => {
    const id = ids.get(number) ?? '';
    const { status, body } = await node.ask('PATCH', `${path}/${id}`, change, await match(id));
    expect(status, JSON.stringify(body)).toBe(200);
  };
  const remove = async (number: string) => {
    const id = ids.get(number) ?? '';
    expect((await node.ask('DELETE', `${path}/${id}`, undefined, await match(id))).status).toBe(204);
  };
  const numbers = async () => {
    const { body } = await node.ask('GET', `${path}?limit=100&sort=number&fields=number`);
    return (body['items'] as readonly JsonObject[]).map((one) => one['number']);
  };
  const ask = (body: JsonObject, headers = {}) =>
    node.ask('POST', '/api/forms/note/set-back', body, { ...inEnglish, ...headers });
  /** The job when it is over. */
  const done = async (body: JsonObject): Promise<JsonObject> => {
    const begun = await ask(body);
    expect(begun.status, JSON.stringify(begun.body)).toBe(202);
    const job = async () =>
      (await node.ask('GET', `/api/jobs/${String(begun.body['id'])}`, undefined, inEnglish)).body;
    await expect.poll(async () => (await job())['status'], { timeout: 20_000 }).toMatch(/done|failed/);
    return job();
  };
  const here = () => {
    const place = under.url.startsWith('mysql')
      ? { DATABASE_URL: under.url }
      : { GUIJU_HOME: dirname(new URL(under.url).pathname) };
    return { ...place, GUIJU_SECRET: '07'.repeat(32), LANG: 'en_US.UTF-8', TZ: 'Asia/Shanghai' };
  };
  let then = '';

  beforeAll(async () => {
    node = await openTestNode(under.url, { clock: () => now });
    const label = (name: string) => ({ zh: name, en: name });
    await node.publish([
      notePackage(
        [
          { name: 'title', kind: 'text', length: 40, label: label('title') },
          { name: 'above', kind: 'reference', form: 'note', label: label('above') },
          {
            name: 'lines',
            kind: 'entries',
            label: label('lines'),
            fields: [{ name: 'text', kind: 'text', length: 40, label: label('text') }],
          },
        ],
        { unique: [{ name: 'one-title', fields: ['title'] }] },
      ),
    ]);
    await make('same');
    await make('edited', { lines: [{ text: 'first' }, { text: 'second' }] });
    await make('gone', { lines: [{ text: 'kept' }] });
    await make('above');
    await edit('gone', { above: 'above' });
    await make('returns');
    then = pass();
    await edit('same', { title: 'for a while' });
    await edit('same', { title: 'note same' });
    await edit('edited', { title: 'other', lines: [{ text: 'third' }] });
    await remove('gone');
    await remove('above');
    await make('later');
  }, 120_000);
  afterAll(() => node?.close());

  it('are told what going back would do, and nothing is written', async () => {
    const before = node.tenant.revision();
    expect(await done({ at: then, dryRun: true })).toMatchObject({
      status: 'done',
      message: '2 to be made again, 1 to be set back; 1 that came later stay',
      details: { again: 2, back: 1, later: 1 },
    });
    const { records } = (await done({ at: then, dryRun: true }))['details'] as {
      records: readonly JsonObject[];
    };
    expect(records.map(({ number, does }) => `${String(number)}: ${String(does)}`).sort()).toEqual([
      'above: again',
      'edited: back',
      'gone: again',
      'later: later',
    ]);
    expect(records.find(({ number }) => number === 'edited')).toMatchObject({ record: ids.get('edited') });
    expect((await done({ at: then, dryRun: true, later: 'delete' }))['message']).toContain('are deleted');
    expect(await numbers()).toEqual(['edited', 'later', 'returns', 'same']);
    // The jobs themselves are records.
    expect((await node.ask('GET', `${path}/${ids.get('edited')}/history`)).body['items']).toHaveLength(2);
    expect(node.tenant.revision()).toBeGreaterThan(before);
  });

  it('go back one by one, by number', async () => {
    expect(await done({ at: then, record: 'edited' })).toMatchObject({ updated: 1, created: 0, failed: 0 });
    expect(await read('edited')).toMatchObject({
      title: 'note edited',
      lines: [{ text: 'first' }, { text: 'second' }],
    });
    expect(await numbers()).toEqual(['edited', 'later', 'returns', 'same']);
    await edit('edited', { title: 'other' });
  });

  it('come back under their ids, whichever names another, and what came later stays', async () => {
    expect(await done({ at: then })).toMatchObject({
      created: 2,
      updated: 1,
      failed: 0,
      message: '2 made again, 1 set back, 0 deleted',
    });
    expect(await numbers()).toEqual(['above', 'edited', 'gone', 'later', 'returns', 'same']);
    expect(await read('gone')).toMatchObject({
      id: ids.get('gone'),
      above: { id: ids.get('above') },
      lines: [{ text: 'kept' }],
    });
    expect(await done({ at: then, dryRun: true })).toMatchObject({
      details: { again: 0, back: 0, later: 1 },
    });
    const { body } = await node.ask('GET', `${path}/${ids.get('gone')}/history`);
    expect((body['items'] as readonly JsonObject[]).map(({ operation }) => operation)).toEqual([
      'restore',
      'delete',
      'update',
      'create',
    ]);
  });

  it('go back of one organisation alone', async () => {
    const { status } = await node.ask('POST', '/api/forms/organisation/records', {
      number: 'B',
      name: 'B',
      parent: { number: 'root' },
    });
    expect(status).toBe(201);
    const own = await node.ask('POST', `${path}?org=B`, { number: 'of-b', title: 'of b' });
    expect(own.status, JSON.stringify(own.body)).toBe(201);
    const before = pass();
    await edit('edited', { title: 'here' });
    ids.set('of-b', String(own.body['id']));
    const condition = { 'if-match': `"${String(own.body['revision'])}"` };
    const there = `${path}/${ids.get('of-b')}?org=B`;
    expect((await node.ask('PATCH', there, { title: 'there' }, condition)).status).toBe(200);
    expect(await done({ at: before, org: 'B', dryRun: true })).toMatchObject({
      details: { back: 1, records: [{ number: 'of-b' }] },
    });
    expect(await done({ at: before })).toMatchObject({ updated: 2, failed: 0 });
    const now = await node.ask('GET', there);
    const gone = await node.ask('DELETE', there, undefined, {
      'if-match': `"${String(now.body['revision'])}"`,
    });
    expect(gone.status).toBe(204);
  });

  it('are named to nobody who may not change them, and left alone', async () => {
    const { body: role } = await node.ask('POST', '/api/forms/role/records', {
      number: 'of-b',
      name: 'of B',
      grants: [{ form: 'note', actions: ['read', 'history', 'edit', 'create'] }],
    });
    const { body: user } = await node.ask('POST', '/api/forms/user/records', {
      number: 'bea',
      name: 'Bea',
      organisation: { number: 'B' },
      roles: [{ role: { id: role['id'] ?? null }, organisation: { number: 'B' } }],
    });
    await node.node.gate.setPassword({ id: String(user['id']), number: 'bea' }, adminPassword);
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, 'bea', adminPassword, from);
    const before = pass();
    await edit('edited', { title: 'for others' });
    const begun = await ask({ at: before, dryRun: true }, { authorization: `Bearer ${token}` });
    expect(begun.status, JSON.stringify(begun.body)).toBe(202);
    const job = `/api/jobs/${String(begun.body['id'])}`;
    await expect
      .poll(async () => (await node.ask('GET', job)).body['status'], { timeout: 20_000 })
      .toBe('done');
    expect((await node.ask('GET', job)).body).toMatchObject({ details: { back: 0, records: [] } });
    expect(await done({ at: before })).toMatchObject({ updated: 1 });
  });

  it('are gone when they came later and somebody wants them gone', async () => {
    await make('latest', { above: 'later' });
    expect(await done({ at: then, later: 'delete' })).toMatchObject({
      failed: 0,
      message: '0 made again, 0 set back, 2 deleted',
    });
    expect(await numbers()).toEqual(['above', 'edited', 'gone', 'returns', 'same']);
  });

  it('are enabled again, and disabled again, as they were', async () => {
    const enabled = async (number: string) =>
      (await node.ask('GET', `${path}/${ids.get(number)}`)).body['enabled'];
    const act = async (number: string, action: string) => {
      const id = ids.get(number) ?? '';
      const { status } = await node.ask('POST', `${path}/${id}/actions/${action}`, {}, await match(id));
      expect(status).toBe(200);
    };
    await act('returns', 'disable');
    const before = pass();
    await act('returns', 'enable');
    await act('same', 'disable');
    await edit('same', { title: 'disabled' });
    expect(await done({ at: before })).toMatchObject({ updated: 2, failed: 0 });
    expect([await enabled('returns'), await enabled('same')]).toEqual([false, true]);
    expect(await read('same')).toMatchObject({ title: 'note same' });
    await act('returns', 'enable');
  });

  it('that the rules of now refuse are told, and the others are done', async () => {
    const before = pass();
    await edit('edited', { title: 'moved' });
    await edit('returns', { title: 'note edited' });
    await edit('returns', { title: 'mine' });
    await make('taker', { title: 'note edited' });
    await edit('same', { title: 'moved too' });
    const job = await done({ at: before });
    expect(job).toMatchObject({ failed: 1, message: '0 made again, 2 set back, 0 deleted; 1 refused' });
    const { problems } = job['details'] as { problems: readonly JsonObject[] };
    expect(problems).toMatchObject([{ number: 'edited', code: 'unique-taken' }]);
  });

  it.each<[string, () => JsonObject, number, string]>([
    ['a moment that is none', () => ({ at: 'yesterday' }), 400, ''],
    ['an organisation that nobody knows', () => ({ at: then, org: 'nowhere' }), 404, 'then-no-organisation'],
    [
      'what is to become of later ones in no known way',
      () => ({ at: then, later: 'hide' }),
      400,
      'body-wrong',
    ],
  ])('are not set back by %s', async (_, body, status, code) => {
    const refused = await ask(body());
    expect(refused.status).toBe(status);
    if (code !== '') expect(refused.body['code']).toBe(code);
  });

  it.each<[string, () => string, string, string]>([
    ['a moment to come', () => new Date(now + 60 * minute).toISOString(), 'set-back-ahead', 'in the future'],
    [
      'a moment before there was anything',
      () => '2020-01-01T00:00:00Z',
      'set-back-not-kept',
      'The history reaches back to',
    ],
  ])('are not set back to %s, which the job tells', async (_, at, code, text) => {
    const job = await done({ at: at() });
    expect(job).toMatchObject({ status: 'failed', details: { problem: { code } } });
    expect(job['message']).toContain(text);
  });

  it('are not set back where they are more than anybody could look through', async () => {
    const { store, database, zone, served, systemCall } = node.tenant;
    const parts = { store, reader: database, zone: zone(systemCall().org), clock: () => now, most: 1 };
    const form = served().model.forms.get('note');
    if (!form) throw new Error('no form');
    const asked = { form, at: Date.parse(then), later: 'keep', dryRun: true } as const;
    const work = settingBack(parts, systemCall(), asked).run({ id: '', report: async () => {} });
    await expect(work).rejects.toMatchObject({ code: 'set-back-too-many', params: { most: 1 } });
  });

  it('go back at the command line, where a plan is shown first', async () => {
    const before = pass();
    await edit('gone', { title: 'once more' });
    await make('newest');
    const local = new Date(Date.parse(before) + 8 * 60 * minute).toISOString().slice(0, 19);
    const words = ['restore', '--form', 'note', '--at', local];
    const planned = await cli([...words, '--later', 'delete', '--dry-run'], { environment: here() });
    expect([planned.code, planned.err]).toEqual([0, '']);
    expect(planned.out).toContain(`Note, as of ${local.replace('T', ' ')} Asia/Shanghai`);
    expect(planned.out).toContain('set back gone\n');
    expect(planned.out).toContain('came later newest\n');
    expect(planned.out).toContain('0 to be made again, 1 to be set back; 1 that came later are deleted');
    const one = await cli([...words, '--record', 'gone', '--yes', '--json'], { environment: here() });
    expect([one.code, one.json]).toMatchObject([0, { dryRun: false, back: 1, deleted: 0 }]);
    expect(await read('gone')).toMatchObject({ title: 'note gone' });
    const wrong = await cli([...words, '--later', 'hide'], { environment: here() });
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--later has to be keep or delete')]);
    const nobody = await cli([...words, '--org', 'nowhere'], { environment: here() });
    expect(nobody.code).toBe(1);
  });
});
