import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { codes, type Office, openOffice, put } from './office.suite.ts';

describeOnDatabases('scheduled change sets', (under) => {
  let office: Office;
  let other: TestNode;
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const hour = 3_600_000;
  const after = (hours: number) => new Date(clock() + hours * hour).toISOString();

  beforeAll(async () => {
    office = await openOffice(under.url, { clock });
    other = await openTestNode(under.url, { clock });
    await office.hire('keeper', [
      ['*', 'read'],
      ['*', 'write'],
    ]);
  });
  afterAll(async () => {
    await office.close();
    await other.close();
  });

  const settled = (set: Parameters<Office['sets']['read']>[1]) =>
    expect.poll(async () => (await office.sets.read('keeper', set)).state, { timeout: 20_000 });

  it('are published at their moment, once, on whichever node', async () => {
    const { sets } = office;
    const set = await sets.make('keeper', { items: [put('limits.top', 'NORTH', 11)] });
    const scheduled = await sets.step('keeper', set, 'schedule', { at: after(1) });
    expect([codes(scheduled), scheduled.body['scheduledAt']]).toEqual(['scheduled 200', expect.any(String)]);
    // The calendar asks for those of a span, which they are in until it ends before them, or begins behind.
    const at = Date.parse(String(scheduled.body['scheduledAt']));
    const between = async (from: number, to: number) => {
      const span = [from, to].map((hours) => new Date(at + hours * hour).toISOString());
      const { body } = await office.ask('keeper', 'GET', `/api/changesets?from=${span[0]}&to=${span[1]}`);
      return (body['items'] as JsonObject[]).map(({ id }) => id);
    };
    expect(await between(-1, 1)).toEqual([set.id]);
    expect([await between(1, 2), await between(-2, -1), await between(-1, 0)]).toEqual([[], [], []]);
    expect(await office.reads('limits/top', 'NORTH')).toBe(0);
    ahead += 2 * hour;
    await settled(set).toBe('published');
    await expect.poll(() => office.reads('limits/top', 'NORTH')).toBe(11);
    const rows = await office.node.tenant.database.all(
      'SELECT change_set FROM gj_commit WHERE change_set = ?',
      [set.id],
    );
    expect(rows).toHaveLength(1);
    expect((await sets.read('keeper', set))['history']).toMatchObject([
      { step: 'create' },
      { step: 'schedule' },
      { step: 'publish', by: { name: 'keeper' } },
    ]);
  });

  it('that meet a conflict fail, which their author is told', async () => {
    const { sets } = office;
    const set = await sets.make('keeper', { items: [put('limits.other', 'NORTH', 1)] });
    await sets.step('keeper', set, 'schedule', { at: after(1) });
    await sets.step(
      'keeper',
      await sets.make('keeper', { items: [put('limits.other', 'NORTH', 2)] }),
      'publish',
    );
    ahead += 2 * hour;
    await settled(set).toBe('failed');
    expect(await office.reads('limits/other', 'NORTH')).toBe(2);
    const waiting = (await office.ask('keeper', 'GET', '/api/changesets?waitingForMe=true')).body['items'];
    expect(waiting).toMatchObject([{ id: set.id, failure: { code: 'changeset-conflict' } }]);
    const rebased = await sets.step('keeper', await sets.read('keeper', set), 'rebase');
    expect([rebased.body['state'], rebased.body['failure']]).toEqual(['draft', null]);
  });

  it('that were missed for too long wait for somebody to decide', async () => {
    const { sets } = office;
    const set = await sets.make('keeper', { items: [put('paper.size', 'NORTH', 1)] });
    await sets.step('keeper', set, 'schedule', { at: after(1), notAfter: after(2) });
    ahead += 3 * hour;
    await settled(set).toBe('waiting');
    expect(await sets.read('keeper', set)).toMatchObject({
      failure: { code: 'schedule-missed' } as JsonObject,
    });
    expect(await office.reads('paper/size', 'NORTH')).toBe(0);
    expect(codes(await sets.step('keeper', await sets.read('keeper', set), 'publish'))).toBe('published 200');
  });

  it('are lost by nobody and overwrite nothing unseen, though eight publish at once on two nodes', async () => {
    const each = 2;
    const path = '/api/params/limits/other?org=SOUTH';
    const add = async (who: Pick<TestNode, 'ask'>): Promise<boolean> => {
      const value = Number((await who.ask('GET', path)).body['value']);
      const item = put('limits.other', 'SOUTH', value + 1);
      const made = await who.ask('POST', '/api/changesets', { items: [item] });
      const [first] = made.body['items'] as JsonObject[];
      const seen = (first?.['base'] ?? { value: 0 }) as JsonObject;
      // A value that was set between reading and putting in is the one the set starts from, so it would not be noticed.
      if (seen['value'] !== value) return false;
      const etag = { 'if-match': `"${String(made.body['revision'])}"` };
      const said = await who.ask(
        'POST',
        `/api/changesets/${String(made.body['id'])}/publish`,
        undefined,
        etag,
      );
      expect([200, 409]).toContain(said.status);
      return said.status === 200;
    };
    const publisher = async (who: Pick<TestNode, 'ask'>) => {
      for (let made = 0; made < each; ) if (await add(who)) made += 1;
    };
    const nodes = [office.node, other];
    await Promise.all(Array.from({ length: 8 }, (_, at) => publisher(nodes[at % 2] ?? other)));
    await expect.poll(() => office.reads('limits/other', 'SOUTH')).toBe(8 * each);
    const { items } = (await office.node.ask('GET', '/api/params/limits/other/history?org=SOUTH&limit=100'))
      .body;
    const values = (items as JsonObject[]).map(({ value }) => value);
    expect(values).toEqual(Array.from({ length: 8 * each }, (_, at) => 8 * each - at));
  });

  it('of somebody who may write no more are not published', async () => {
    const { sets } = office;
    await office.hire('leaver', [['paper', 'write']]);
    const set = await sets.make('leaver', { items: [put('paper.lines', 'NORTH', 1)] });
    await sets.step('leaver', set, 'schedule', { at: after(1) });
    const path = `/api/forms/user/records/${office.ids.get('leaver') ?? ''}`;
    const { body } = await office.ask('admin', 'GET', path);
    const gone = await office.ask(
      'admin',
      'POST',
      `${path}/actions/disable`,
      {},
      {
        'if-match': `"${String(body['revision'])}"`,
      },
    );
    expect(gone.status).toBe(200);
    ahead += 2 * hour;
    await expect.poll(async () => (await sets.read('admin', set)).state, { timeout: 20_000 }).toBe('failed');
  });
});
