import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { type ChangeSetBody, codes, type Office, openOffice, put, take } from './office.suite.ts';

describeOnDatabases('a change set', (under) => {
  let office: Office;
  let ahead = 0;
  const hour = 3_600_000;
  const clock = () => Date.now() + ahead;
  const after = (hours: number) => new Date(clock() + hours * hour).toISOString();
  const noPolicy = { approvalTypes: [], approvalForms: [], approvalDanger: false };
  const writer = [
    ['*', 'read'],
    ['*', 'write'],
  ] as const;

  beforeAll(async () => {
    office = await openOffice(under.url, { clock });
    await office.hire('author', writer, [['*', ['all']]]);
    await office.hire('mate', writer, [['*', ['all']]]);
    await office.hire('boss', [['*', 'approve']], [['pen', ['read', 'approve-changes']]]);
  });
  afterAll(() => office.close());
  afterEach(() => (ahead < 4 * hour ? office.settings(noPolicy) : undefined));

  const publish = async (items: JsonObject[], who = 'author') => {
    const set = await office.sets.make(who, { items, reason: 'because' });
    const said = await office.sets.step(who, set, 'publish');
    expect(codes(said)).toBe('published 200');
    return said.body as ChangeSetBody;
  };
  const own = async (key: string, org: string) =>
    ((await office.ask('author', 'GET', `/api/params/${key}?org=${org}`)).body['own'] as JsonObject[])[0];
  const pen = async (id: string) =>
    (await office.ask('author', 'GET', `/api/forms/pen/records/${id}?org=NORTH`)).body;

  it('needs nobody’s approval at first start, whatever is in it', async () => {
    const set = await office.sets.make('author', {
      reason: 'because',
      items: [put('limits.unsafe', 'NORTH', 1), { action: 'create', form: 'pen', body: { number: 'A0' } }],
    });
    expect([set['needsApproval'], set['dangers']]).toEqual([[], 1]);
    expect(codes(await office.sets.step('author', set, 'publish'))).toBe('published 200');
    await publish([take('unset', 'limits.unsafe', 'NORTH')]);
  });

  it('shows what a ⚠ turns off, and wants a reason for it', async () => {
    const set = await office.sets.make('author', { items: [put('limits.unsafe', 'NORTH', 2)] });
    expect(set.items).toMatchObject([
      { danger: true, turnsOff: { zh: expect.any(String), en: expect.any(String) } },
    ]);
    for (const reason of [null, '', '  ']) {
      const now = await office.sets.read('author', set);
      await office.sets.step('author', now, 'edit', { reason });
      const said = await office.sets.step('author', await office.sets.read('author', set), 'publish');
      expect([reason, codes(said)]).toEqual([reason, 'changeset-wrong 422 /reason changeset-reason']);
    }
    await office.sets.step('author', await office.sets.read('author', set), 'discard');
  });

  it('sets, locks, unlocks and unsets parameters; creates, changes, disables, enables and deletes records', async () => {
    const locked = async () => [
      await office.reads('limits/top', 'CITY'),
      (await own('limits/top', 'NORTH'))?.['locked'],
    ];
    await publish([put('limits.top', 'NORTH', 3)]);
    await publish([take('lock', 'limits.top', 'NORTH')]);
    expect(await locked()).toEqual([3, true]);
    const below = await office.sets.make('author', { items: [put('limits.top', 'CITY', 4)] });
    const { problems } = await office.sets.preview('author', below);
    expect(problems).toMatchObject([{ item: below.items[0]?.id, code: 'parameter-locked' }]);
    expect((await office.sets.step('author', below, 'publish')).status).toBe(422);
    await publish([take('unlock', 'limits.top', 'NORTH')]);
    expect(await locked()).toEqual([3, false]);
    await publish([take('unset', 'limits.top', 'NORTH')]);
    expect(await own('limits/top', 'NORTH')).toBe(undefined);

    const of = (action: string, more: JsonObject = {}): JsonObject => ({
      action,
      form: 'pen',
      record: id,
      ...more,
    });
    const made = await publish([{ action: 'create', form: 'pen', body: { number: 'A1', name: 'one' } }]);
    const id = String(made.items[0]?.['record']);
    await publish([of('change', { body: { name: 'two' } }), of('disable')]);
    expect(await pen(id)).toMatchObject({ name: 'two', enabled: false });
    await publish([of('enable')]);
    expect(await pen(id)).toMatchObject({ name: 'two', enabled: true });
    await publish([of('delete')]);
    expect((await pen(id))['code']).toBe('record-unknown');
  });

  it('goes by what its author saw: a record or value that was another then is a conflict, told with both and who it was', async () => {
    const made = await publish([
      { action: 'create', form: 'pen', body: { number: 'A2', name: 'one' } },
      put('paper.size', 'NORTH', 1),
    ]);
    const id = String(made.items[0]?.['record']);
    const seen = Number((await pen(id))['revision']);
    const value = Number((await own('paper/size', 'NORTH'))?.['revision']);
    await publish(
      [{ action: 'change', form: 'pen', record: id, body: { name: 'two' } }, put('paper.size', 'NORTH', 2)],
      'mate',
    );
    const set = await office.sets.make('author', {
      items: [
        { action: 'change', form: 'pen', record: id, body: { name: 'three' }, ifMatch: seen },
        put('paper.size', 'NORTH', 3, { ifMatch: value }),
      ],
    });
    const refused = await office.sets.step('author', set, 'publish');
    expect(codes(refused)).toBe('changeset-conflict 409');
    expect(refused.body['conflicts']).toMatchObject([
      { now: { fields: { name: 'two' } }, mine: { body: { name: 'three' } }, by: { name: 'mate' } },
      { now: { value: 2 }, mine: { value: 3 }, by: { name: 'mate' } },
    ]);
    expect(await pen(id)).toMatchObject({ name: 'two' });
    const rebased = await office.sets.step('author', set, 'rebase');
    expect((rebased.body['moved'] as Json[]).length).toBe(2);
    expect(codes(await office.sets.step('author', rebased.body as ChangeSetBody, 'publish'))).toBe(
      'published 200',
    );
    expect([await pen(id), await office.reads('paper/size', 'NORTH')]).toMatchObject([{ name: 'three' }, 3]);
  });

  it('says beforehand who overrides and is untouched, who is locked out, and how many one may not see', async () => {
    await publish([put('limits.other', 'NORTH', 1), put('limits.other', 'CITY', 2)], 'admin');
    const preview = async (...items: readonly JsonObject[]) => {
      const set = await office.sets.make('admin', { items: [...items], reason: 'because' });
      const said = (await office.sets.preview('author', set))['params'] as JsonObject;
      await office.sets.step('admin', set, 'discard');
      const rows = said['untouched'] as JsonObject[];
      const changed = (said['changed'] as JsonObject[]).map(({ org }) =>
        String((org as JsonObject)['number']),
      );
      return [
        changed.sort(),
        rows.map(({ org, why }) => `${String((org as JsonObject)['number'])} ${String(why)}`).sort(),
        said['hidden'],
      ];
    };
    expect(await preview(put('limits.other', 'NORTH', 9))).toEqual([['NORTH'], ['CITY overrides'], 0]);
    expect(await preview(put('limits.other', 'NORTH', 9, { locked: true }))).toEqual([
      ['CITY', 'NORTH'],
      ['CITY locked'],
      0,
    ]);
    // Of the whole system the author sees his part.
    // Root, SOUTH and the whole itself are beyond it.
    expect(await preview(put('limits.other', null, 5), put('paper.lines', 'CITY', 4))).toEqual([
      ...[['CITY'], ['CITY overrides', 'NORTH overrides'], 3],
    ]);
    await publish([take('unset', 'limits.other', 'CITY'), take('unset', 'limits.other', 'NORTH')], 'admin');
  });

  it('is the only way to write a parameter that is approved', async () => {
    await office.settings({ ...noPolicy, approvalTypes: [{ type: 'paper' }] });
    const before = await office.reads('paper/size', 'NORTH');
    const value = { type: 'paper', key: 'size', org: 'SOUTH', value: 77 };
    const bodies: Readonly<Record<string, [string, Json]>> = {
      'POST /api/params/many': ['', { items: [{ action: 'set', ...value }] }],
      'POST /api/params/copy': ['', { from: 'NORTH', to: ['SOUTH'] }],
      'POST /api/params/import': ['', { parameters: [{ ...value, value: '77' }] }],
      'PUT /api/params/:type/:key': ['?org=NORTH', { value: 77 }],
      'DELETE /api/params/:type/:key': ['?org=NORTH', null],
    };
    // These calls only ask, compare or report.
    const harmless = /\/(reads|compare|:word|reveal)$/;
    const routes = office.node.node.app.routes.filter(
      ({ method, path }) => method !== 'GET' && path.startsWith('/api/params') && !harmless.test(path),
    );
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(bodies).sort());
    const seen = { 'if-match': `"${String((await own('paper/size', 'NORTH'))?.['revision'])}"` };
    for (const [route, [query, body]] of Object.entries(bodies)) {
      const [method = '', path = ''] = route.split(' ');
      const address = path.replace(':type', 'paper').replace(':key', 'size') + query;
      const said = await office.ask(
        'admin',
        method,
        address,
        body ?? undefined,
        route.includes(':key') ? seen : {},
      );
      const text = JSON.stringify(said.body);
      const waits = said.status === 202 && said.body['state'] === 'waiting';
      const refused = said.status === 409 && text.includes('approval-needed');
      expect([route, waits || refused, said.status], text).toEqual([route, true, said.status]);
    }
    expect(await office.reads('paper/size', 'NORTH')).toBe(before);
    expect(await office.reads('paper/size', 'SOUTH')).toBe(0);
  });

  it('is published with the rights that its author and its approver have at that moment', async () => {
    await office.settings({ ...noPolicy, approvalTypes: [{ type: 'paper' }] });
    await office.hire('leaving', [['*', 'write']]);
    const set = await office.sets.make('leaving', { items: [put('paper.lines', 'NORTH', 6)] });
    const proposed = (await office.sets.step('leaving', set, 'propose')).body as ChangeSetBody;
    const approved = (await office.sets.step('boss', proposed, 'approve')).body as ChangeSetBody;
    const path = `/api/forms/user/records/${office.ids.get('leaving') ?? ''}`;
    const { body } = await office.ask('admin', 'GET', path);
    const roles = (body['roles'] as JsonObject[]).map(({ id }) => ({ id: id ?? '', $delete: true }));
    const seen = { 'if-match': `"${String(body['revision'])}"` };
    expect((await office.ask('admin', 'PATCH', path, { roles }, seen)).status).toBe(200);
    expect(codes(await office.sets.step('mate', approved, 'publish'))).toBe('changeset-forbidden 403');
    expect(await office.reads('paper/lines', 'NORTH')).toBe(0);
  });

  it('that fails at its moment is told to its author and to whoever approved it', async () => {
    await office.settings({ ...noPolicy, approvalTypes: [{ type: 'paper' }] });
    const approved = async (value: number) => {
      const set = await office.sets.make('author', { items: [put('paper.lines', 'CITY', value)] });
      const proposed = (await office.sets.step('author', set, 'propose')).body as ChangeSetBody;
      return (await office.sets.step('boss', proposed, 'approve')).body as ChangeSetBody;
    };
    const late = await approved(1);
    const scheduled = (await office.sets.step('author', late, 'schedule', { at: after(1) }))
      .body as ChangeSetBody;
    expect(codes(await office.sets.step('author', await approved(2), 'publish'))).toBe('published 200');
    ahead += 2 * hour;
    await expect
      .poll(async () => (await office.sets.read('admin', scheduled)).state, { timeout: 20_000 })
      .toBe('failed');
    const failures = async (who: string) =>
      ((await office.ask(who, 'GET', '/api/changesets?waitingForMe=true')).body['items'] as JsonObject[])
        .filter(({ failure }) => failure !== null)
        .map(({ id, failure }) => [id, (failure as JsonObject)['code']]);
    for (const who of ['author', 'boss'])
      expect([who, await failures(who)]).toEqual([who, [[scheduled.id, 'changeset-conflict']]]);
    expect(await failures('mate')).toEqual([]);
  });

  it('that is rolled back at once waits where somebody has to agree, and leaves nothing where it cannot be', async () => {
    const first = await publish([put('paper.size', 'CITY', 5)]);
    const second = await publish([put('limits.unsafe', 'CITY', 5)]);
    const counted = async () =>
      ((await office.ask('admin', 'GET', '/api/changesets?state=draft&limit=200')).body['items'] as Json[])
        .length;
    const before = await counted();
    // A ⚠ wants a reason.
    const refused = await office.sets.step('author', second, 'rollback', { publish: true });
    expect([codes(refused), await counted()]).toEqual([
      'changeset-wrong 422 /reason changeset-reason',
      before,
    ]);
    await office.settings({ ...noPolicy, approvalTypes: [{ type: 'paper' }] });
    const waiting = await office.sets.step('author', first, 'rollback', { publish: true, reason: 'no' });
    expect([codes(waiting), await office.reads('paper/size', 'CITY')]).toEqual(['waiting 202', 5]);
    const agreed = await office.sets.step('boss', waiting.body as ChangeSetBody, 'approve');
    expect(codes(await office.sets.step('author', agreed.body as ChangeSetBody, 'publish'))).toBe(
      'published 200',
    );
    expect(await own('paper/size', 'CITY')).toBe(undefined);
  });

  it('whose moment came while no server ran is published at the next start, if it still may be', async () => {
    const [may, mayNot] = [await dueBy('limits.top', 9), await dueBy('limits.other', 2)];
    await office.close();
    ahead += 4 * hour;
    const node = await openTestNode(under.url, { clock });
    const state = async (set: ChangeSetBody) =>
      (await node.ask('GET', `/api/changesets/${set.id}`)).body['state'];
    await expect.poll(() => state(may), { timeout: 20_000 }).toBe('published');
    await expect.poll(() => state(mayNot), { timeout: 20_000 }).toBe('waiting');
    const value = async (key: string) =>
      (await node.ask('GET', `/api/params/${key}?org=SOUTH`)).body['value'];
    await expect.poll(() => value('limits/top')).toBe(8);
    expect(await value('limits/other')).toBe(0);
    office = { ...office, close: () => node.close() };

    async function dueBy(key: string, notAfter: number): Promise<ChangeSetBody> {
      const set = await office.sets.make('admin', { items: [put(key, 'SOUTH', 8)] });
      const said = await office.sets.step('admin', set, 'schedule', {
        at: after(1),
        notAfter: after(notAfter),
      });
      expect(codes(said)).toBe('scheduled 200');
      return set;
    }
  });
});
