import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, password, people, shopPackage } from './designing.suite.ts';

describeOnDatabases('a design', (under) => {
  let node: TestNode;
  let ann: Designer;
  let ben: Designer;
  let admin: Designer;
  let as: (name: string) => Designer;
  const hide = { do: 'hide', form: 'thing', place: 'fields/rate' } as const;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    admin = designer(node);
    as = await people(node, {
      ann: [{ what: 'all', publishes: true }],
      ben: [{ what: 'all', publishes: true }],
      nobody: [],
      drafter: [{ what: 'form', name: 'thing', publishes: false }],
      boxer: [{ what: 'menu', name: 'shop/boxes', publishes: true }],
      shopper: [{ what: 'package', name: 'shop', publishes: true }],
    });
    ann = as('ann');
    ben = as('ben');
  }, 60_000);
  afterAll(() => node.close());

  it('adds a field to a form of others, says what that would do, and does it; undone by one call', async () => {
    const begun = await ann.ask('POST', '/api/design/drafts');
    expect(begun).toMatchObject({ status: 201, body: { state: 'open', layer: 'local', shared: false } });
    const id = String(begun.body['id']);
    expect((await ann.ask('POST', '/api/design/drafts')).body['id']).toBe(id);
    const names = await ann.ask('POST', '/api/design/names', {
      texts: ['到账方式', '到账方式'],
      form: 'thing',
    });
    expect(names.body).toEqual({ names: ['local_daoZhangFangShi', 'local_daoZhangFangShi2'] });
    const name = 'local_daoZhangFangShi';
    const options = ['bank', 'cash', 'card'].map((value) => ({ value, label: label(value) }));
    const taken = await ann.take(id, 0, [
      { do: 'add-field', form: 'thing', content: field(name, 'choice', { options }), before: 'rate' },
      { do: 'set', form: 'thing', target: 'list/columns', value: ['number', name, 'title'] },
      { do: 'set', form: 'thing', target: 'list/filters', value: [name] },
    ]);
    expect(taken).toMatchObject({ status: 200, body: { entries: 3, log: [{ n: 1 }, { n: 2 }, { n: 3 }] } });
    const plan = await ann.ask('POST', '/api/design/plan', { design: id });
    expect(plan.body, JSON.stringify(plan.body)).toMatchObject({
      hash: expect.any(String),
      packages: [{ name: 'local', action: 'install' }],
      changes: [
        { kind: 'add-column', risk: 'safe' },
        { kind: 'create-index', risk: 'safe' },
      ],
      overtaken: [],
      refused: [],
      api: [{ form: 'thing', part: 'field', name, change: 'added', breaks: false }],
    });
    const done = await ann.ask('POST', '/api/design/publish', { design: id, hash: plan.body['hash'] ?? '' });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    const form = (await node.ask('GET', '/api/forms/thing')).body;
    expect((form['list'] as JsonObject)['columns']).toEqual(['number', name, 'title']);
    expect((form['fields'] as JsonObject[]).map((one) => one['name'])).toContain(name);
    expect((await ann.ask('GET', `/api/design/drafts/${id}`)).body).toMatchObject({
      state: 'published',
      revision: done.body['revision'] ?? 0,
      overtaken: [],
      refused: [],
    });
    expect((await ann.take(id, 3, [{ do: 'hide', form: 'thing', place: 'fields/rate' }])).body['code']).toBe(
      'design-closed',
    );
    const undo = await admin.ask('POST', '/api/publishes/undo/plan', {});
    await admin.ask('POST', '/api/publishes/undo', { hash: undo.body['hash'] ?? '' });
    const after = (await node.ask('GET', '/api/forms/thing')).body;
    expect((after['fields'] as JsonObject[]).map((one) => one['name'])).not.toContain(name);
  });

  describe('rights', () => {
    const ways = (id: string): readonly (readonly [string, string, JsonObject?])[] => [
      ['GET', '/api/design/sources'],
      ['GET', '/api/design/drafts'],
      ['POST', '/api/design/drafts'],
      ['GET', `/api/design/drafts/${id}`],
      ['POST', '/api/design/plan', { design: id }],
    ];

    it('let nobody in who has none', async () => {
      const id = await ann.begin();
      for (const [method, path, body] of ways(id))
        expect((await as('nobody').ask(method, path, body)).body['code'], path).toBe('designers-only');
      for (const [who, designs, publishes] of [
        ['ann', true, true],
        ['drafter', true, false],
        ['nobody', false, false],
      ] as const)
        expect((await as(who).ask('GET', '/api/session')).body).toMatchObject({ designs, publishes });
    });

    it.each([
      ['drafter', 'thing', true],
      ['drafter', 'box', false],
      ['boxer', 'box', true],
      ['boxer', 'thing', false],
      ['shopper', 'box', true],
      ['shopper', 'thing', true],
      ['shopper', 'user', false],
      ['ann', 'user', true],
    ] as const)('let %s design %s: %s', async (who, form, may) => {
      const id = await as(who).begin();
      const step = { do: 'set', form, target: 'help', value: label('Help') } as const;
      const { status, body } = await as(who).take(id, 0, [step]);
      expect([status, body['code'] ?? null]).toEqual(may ? [200, null] : [403, 'design-forbidden']);
      // A step that moves a form out of one's own, or is about nobody's form, needs more than that.
      if (who === 'boxer' && may) {
        const moved = { do: 'set', form, target: 'menu', value: { path: 'shop' } } as const;
        expect((await as(who).take(id, 1, [moved])).body['code']).toBe('design-forbidden');
      }
      const menu = { do: 'add-menu', content: { path: 'mine', label: label('Mine') } } as const;
      const whole = (await as(who).take(id, 1, [menu])).body['code'] ?? null;
      expect(whole).toBe(who === 'ann' ? null : 'design-forbidden');
      await as(who).ask('DELETE', `/api/design/drafts/${id}`);
    });

    it('to publish are others than to design', async () => {
      const drafter = as('drafter');
      const id = await drafter.begin({ shared: true });
      await drafter.take(id, 0, [{ do: 'set', form: 'thing', target: 'help', value: label('Help') }]);
      const { hash } = (await drafter.ask('POST', '/api/design/plan', { design: id })).body;
      const refused = await drafter.ask('POST', '/api/design/publish', { design: id, hash: hash ?? '' });
      expect([refused.status, refused.body['code']]).toEqual([403, 'design-forbidden']);
      await as('shopper').publish(id);
      expect((await node.ask('GET', '/api/forms/thing')).body['help']).toEqual(label('Help'));
    });

    it('show a design to who made it, and to others once it is shared', async () => {
      const id = await ann.begin();
      expect((await ben.ask('GET', `/api/design/drafts/${id}`)).body['code']).toBe('design-unknown');
      expect((await ben.take(id, 0, [hide])).body['code']).toBe('design-unknown');
      await ann.ask('PUT', `/api/design/drafts/${id}`, { shared: true });
      expect((await ben.ask('GET', `/api/design/drafts/${id}`)).status).toBe(200);
      expect((await ben.ask('PUT', `/api/design/drafts/${id}`, { shared: false })).body['code']).toBe(
        'design-forbidden',
      );
      expect((await ben.ask('DELETE', `/api/design/drafts/${id}`)).body['code']).toBe('design-forbidden');
      expect((await ann.ask('DELETE', `/api/design/drafts/${id}`)).status).toBe(200);
      expect((await ann.ask('GET', `/api/design/drafts/${id}`)).body['code']).toBe('design-unknown');
    });
  });

  describe('of two people', () => {
    it('loses no line, whoever writes when', async () => {
      const id = await ann.begin({ shared: true });
      const names = [...Array(12).keys()].map((at) => `local_f${at}`);
      const answers = await Promise.all(
        names.map((name, at) =>
          (at % 2 === 0 ? ann : ben).take(id, 0, [
            { do: 'add-field', form: 'thing', content: field(name, 'text'), group: 'main' },
          ]),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
      const { entries, log } = (await ann.ask('GET', `/api/design/drafts/${id}`)).body;
      expect(entries).toBe(12);
      expect((log as JsonObject[]).map(({ n }) => n)).toEqual([...Array(12).keys()].map((at) => at + 1));
      const found = (log as { does: { step: { content: { name: string } } } }[]).map(
        (one) => one.does.step.content.name,
      );
      expect(found.toSorted()).toEqual(names.toSorted());
      expect((await ann.ask('GET', `/api/design/drafts/${id}?since=10`)).body['log']).toHaveLength(2);
    });

    it('says who set a property meanwhile, and writes over it only where that is wanted', async () => {
      const id = await ann.begin({ shared: true });
      const set = (en: string) =>
        ({ do: 'set', form: 'thing', target: 'fields/rate/label', value: label(en) }) as const;
      await ann.take(id, 0, [set('Ann’s')]);
      const refused = await ben.take(id, 0, [hide, set('Ben’s')]);
      expect(refused).toMatchObject({
        status: 409,
        body: {
          code: 'design-conflict',
          errors: [{ path: '/steps/1', code: 'design-said-otherwise', params: { by: 'ann', n: 1 } }],
        },
      });
      // Nothing of it was taken.
      expect((await ann.ask('GET', `/api/design/drafts/${id}`)).body['entries']).toBe(1);
      expect((await ben.take(id, 0, [hide])).body).toMatchObject({ entries: 2, log: [{ n: 1 }, { n: 2 }] });
      expect((await ben.take(id, 0, [set('Ben’s')], { overwrite: true })).status).toBe(200);
      expect((await ben.take(id, 3, [set('Ben’s again')])).status).toBe(200);
    });

    it('says what the same person set on another page meanwhile, where a page says which entries are its own', async () => {
      const id = await ann.begin();
      const set = (en: string) =>
        ({ do: 'set', form: 'thing', target: 'fields/rate/label', value: label(en) }) as const;
      await ann.take(id, 0, [set('One page')]);
      const refused = await ann.take(id, 0, [set('Another')], { own: [] });
      expect(refused.body).toMatchObject({
        code: 'design-conflict',
        errors: [{ code: 'design-said-otherwise', params: { by: 'ann', n: 1 } }],
      });
      expect((await ann.take(id, 0, [set('One page again')], { own: [1] })).status).toBe(200);
      expect((await ann.take(id, 0, [hide], { own: [] })).status).toBe(200);
      expect((await ann.take(id, 0, [set('Another')], { own: [], overwrite: true })).status).toBe(200);
    });

    it('takes back what each did himself, in his order, and not what others build on', async () => {
      const id = await ann.begin({ shared: true });
      await ann.take(id, 0, [{ do: 'add-field', form: 'thing', content: field('local_x', 'text') }]);
      await ben.take(id, 1, [
        { do: 'set', form: 'thing', target: 'fields/local_x/help', value: label('Help') },
      ]);
      expect((await ann.ask('POST', `/api/design/drafts/${id}/undo`, { seen: 2 })).body).toMatchObject({
        status: 409,
        code: 'design-leans',
        params: { by: 'ben' },
      });
      expect((await ben.ask('POST', `/api/design/drafts/${id}/undo`, { seen: 2 })).body).toMatchObject({
        log: [{ n: 3, does: { do: 'undo', of: 2 } }],
      });
      expect((await ben.ask('POST', `/api/design/drafts/${id}/undo`)).body['code']).toBe('design-nothing');
      expect((await ben.ask('POST', `/api/design/drafts/${id}/redo`, { seen: 3 })).body).toMatchObject({
        log: [{ n: 4, does: { do: 'redo', of: 2 } }],
      });
      await ann.ask('POST', `/api/design/drafts/${id}/points`, { name: 'good' });
      await ann.take(id, 5, [hide]);
      await ann.ask('POST', `/api/design/drafts/${id}/return`, { to: 5 });
      expect((await ann.ask('POST', `/api/design/drafts/${id}/return`, { to: 99 })).body['code']).toBe(
        'design-nothing',
      );
      await ann.publish(id);
      const fields = (await node.ask('GET', '/api/forms/thing')).body['fields'] as JsonObject[];
      expect(fields.find(({ name }) => name === 'local_x')).toMatchObject({ help: label('Help') });
      expect(fields.map(({ name }) => name)).toContain('rate');
    });

    it('knows who is at it, and where, and tells it to whoever has seen its log', async () => {
      const id = await ann.begin({ shared: true });
      await ann.ask('POST', `/api/design/drafts/${id}/present`, { place: 'thing/fields/rate' });
      const { body } = await ben.ask('POST', `/api/design/drafts/${id}/present`, { place: 'box' });
      expect((body['present'] as JsonObject[]).map(({ name, place }) => [name, place]).toSorted()).toEqual([
        ['ann', 'thing/fields/rate'],
        ['ben', 'box'],
      ]);
      // A page that tells where it is while it has told so already, or two of one person.
      const places = ['box', 'box/fields/size', 'thing', 'box', 'thing/fields/rate'];
      const answers = await Promise.all(
        places.map((place) => admin.ask('POST', `/api/design/drafts/${id}/present`, { place })),
      );
      expect(answers.map(({ status }) => status)).toEqual(places.map(() => 200));
      const asked = await node.ask('GET', `/api/design/drafts/${id}`);
      const tag = asked.headers.get('etag') ?? '"0"';
      const again = await node.ask('GET', `/api/design/drafts/${id}`, undefined, { 'if-none-match': tag });
      expect(again).toMatchObject({ status: 200, body: { present: [{}, {}, {}] } });
    });
  });

  describe('that others overtook', () => {
    it('says what was published otherwise meanwhile, by whom, and holds only where that is wanted', async () => {
      const id = await ann.begin();
      const other = await ben.begin();
      const set = (en: string) =>
        ({ do: 'set', form: 'box', target: 'fields/rate/label', value: label(en) }) as const;
      await ann.take(id, 0, [set('Ann’s')]);
      await ben.take(other, 0, [
        set('Ben’s'),
        { do: 'set', form: 'box', target: 'help', value: label('Help') },
      ]);
      await ben.publish(other);
      const { overtaken } = (await ann.ask('GET', `/api/design/drafts/${id}`)).body;
      expect(overtaken).toMatchObject([
        { n: 1, layer: 'local', form: 'box', target: 'fields/rate/label', now: label('Ben’s'), by: 'ben' },
      ]);
      const { body } = await ann.ask('POST', '/api/design/plan', { design: id });
      expect(body['overtaken']).toEqual(overtaken);
      const refused = await ann.ask('POST', '/api/design/publish', { design: id, hash: body['hash'] ?? '' });
      expect(refused.body).toMatchObject({
        status: 409,
        code: 'design-overtaken',
        errors: [{ code: 'design-published-otherwise', params: { by: 'ben' } }],
      });
      await ann.publish(id, { overwrite: true });
      const form = (await node.ask('GET', '/api/forms/box')).body;
      expect((form['fields'] as JsonObject[]).find(({ name }) => name === 'rate')).toMatchObject({
        label: label('Ann’s'),
      });
      // Steps that are not in each other's way stand together.
      expect(form['help']).toEqual(label('Help'));
    });

    it('has what somebody typed into a box, in however many calls, as one step; who said the same meanwhile is asked', async () => {
      const id = await ann.begin({ shared: true });
      const at = `/api/design/drafts/${id}`;
      const typed = (en: string, word = 'stay') =>
        ({ do: 'set', form: 'box', target: 'fields/title/label', value: label(en), typed: word }) as const;
      const planned = async () => (await ann.ask('POST', '/api/design/plan', { design: id })).body['hash'];
      await ann.take(id, 0, [{ do: 'set', form: 'box', target: 'recordLabel', value: label('One') }]);
      await ben.take(id, 1, [{ do: 'set', form: 'box', target: 'listLabel', value: label('All') }]);
      const before = await planned();
      for (const [seen, text] of ['N', 'Na', 'Name'].entries()) await ann.take(id, 2 + seen, [typed(text)]);
      const after = await planned();
      expect((await ann.ask('POST', `${at}/undo`, { seen: 5 })).body['log']).toMatchObject([
        { does: { of: 5 } },
      ]);
      expect(await planned()).toBe(before);
      expect((await ann.ask('POST', `${at}/redo`, { seen: 6 })).body['log']).toMatchObject([
        { does: { of: 5 } },
      ]);
      expect(await planned()).toBe(after);

      await ben.take(id, 7, [typed('Ben’s')]);
      const theirs = await planned();
      expect((await ann.take(id, 7, [typed('Names')])).body['code']).toBe('design-conflict');
      await ann.take(id, 7, [typed('Names')], { overwrite: true });
      expect(await planned()).not.toBe(theirs);
      await ann.ask('POST', `${at}/undo`, { seen: 9 });
      expect(await planned()).toBe(theirs);
      await ann.ask('DELETE', at);
    });

    it('is not published while some of it is about what went, but for what is dropped in words', async () => {
      const id = await ann.begin();
      const added = { do: 'add-field', form: 'box', content: field('local_y', 'text') } as const;
      const own = await ben.begin();
      await ben.take(own, 0, [added]);
      await ann.take(id, 0, [
        added,
        { do: 'set', form: 'box', target: 'recordLabel', value: label('A box') },
      ]);
      await ben.publish(own);
      expect((await ann.ask('GET', `/api/design/drafts/${id}`)).body['refused']).toMatchObject([
        { n: 1, problems: [{ code: 'part-twice', message: expect.any(String) }] },
      ]);
      const { hash } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
      const refused = await ann.ask('POST', '/api/design/publish', { design: id, hash: hash ?? '' });
      expect(refused.body).toMatchObject({
        status: 409,
        code: 'design-steps-gone',
        errors: [{ path: '/steps/1', code: 'part-twice' }],
      });
      await ann.publish(id, { drop: true });
      expect((await node.ask('GET', '/api/forms/box')).body['recordLabel']).toEqual(label('A box'));
    });

    it('is kept where what it is about was taken back, which whoever takes it back is told', async () => {
      const added = await ann.begin();
      await ann.take(added, 0, [{ do: 'add-field', form: 'box', content: field('local_gone', 'text') }]);
      const { revision = null } = await ann.publish(added);
      const id = await ann.begin();
      const target = 'fields/local_gone/label';
      await ann.take(id, 0, [{ do: 'set', form: 'box', target, value: label('Renamed') }]);
      const plan = (await node.ask('POST', '/api/publishes/undo/plan', { publish: revision })).body;
      expect(plan['issues']).toContainEqual(expect.objectContaining({ code: 'undo-designs' }));
      await node.ask('POST', '/api/publishes/undo', { publish: revision, hash: plan['hash'] ?? '' });

      const { body } = await ann.ask('POST', '/api/design/plan', { design: id });
      expect(body).toMatchObject({ overtaken: [], refused: [{ n: 1 }], packages: [] });
      const publish = (how: JsonObject) =>
        ann.ask('POST', '/api/design/publish', { design: id, hash: body['hash'] ?? '', ...how });
      expect((await publish({ overwrite: true })).body['code']).toBe('design-steps-gone');
      expect((await publish({ overwrite: true, drop: true })).body['code']).toBe('design-empty');
      expect((await ann.ask('GET', `/api/design/drafts/${id}`)).body).toMatchObject({
        state: 'open',
        entries: 1,
      });
      const undone = (await node.ask('GET', '/api/publishes')).body['items'] as JsonObject[];
      const again = { publish: undone[0]?.['revision'] ?? null };
      const { hash = null } = (await node.ask('POST', '/api/publishes/undo/plan', again)).body;
      await node.ask('POST', '/api/publishes/undo', { ...again, hash });
      await ann.publish(id);
      const { fields } = (await node.ask('GET', '/api/forms/box')).body;
      expect((fields as JsonObject[]).find(({ name }) => name === 'local_gone')).toMatchObject({
        label: label('Renamed'),
      });
    });
  });

  describe('that needs approval, or waits for its time', () => {
    const settings = async (approvalDesigns: boolean) => {
      const path = '/api/forms/tenant-settings/record?org=root';
      const { revision } = (await node.ask('GET', path)).body;
      const known = { 'if-match': `"${String(revision)}"` };
      const { status, body } = await node.ask('PATCH', path, { approvalDesigns }, known);
      expect(status, JSON.stringify(body)).toBeLessThan(202);
    };

    it('is published once somebody else agreed to just that', async () => {
      await settings(true);
      const id = await ann.begin({ shared: true });
      const path = `/api/design/drafts/${id}`;
      expect((await ann.ask('POST', `${path}/propose`)).body['code']).toBe('design-state');
      await ann.take(id, 0, [{ do: 'set', form: 'box', target: 'help', value: label('Approved') }]);
      const { hash } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
      const publish = () => ann.ask('POST', '/api/design/publish', { design: id, hash: hash ?? '' });
      expect((await publish()).body['code']).toBe('design-unapproved');
      expect((await ann.ask('POST', `${path}/propose`)).body).toMatchObject({ state: 'proposed' });
      expect((await ann.ask('POST', `${path}/approve`)).body['code']).toBe('design-own');
      expect((await ben.ask('POST', `${path}/approve`)).body).toMatchObject({
        state: 'approved',
        approved: { name: 'ben' },
      });
      // Changed since: agreed to something else.
      await ann.take(id, 1, [{ do: 'set', form: 'box', target: 'help', value: label('Otherwise') }]);
      expect((await publish()).body['code']).toBe('design-unapproved');
      await ann.ask('POST', `${path}/propose`);
      expect((await ben.ask('POST', `${path}/reject`, { reason: 'Too short' })).body).toMatchObject({
        state: 'open',
        proposed: null,
        rejected: { by: { name: 'ben' }, reason: 'Too short' },
      });
      await ann.ask('POST', `${path}/propose`);
      expect((await as('drafter').ask('POST', `${path}/approve`)).body['code']).toBe('design-forbidden');
      await ben.ask('POST', `${path}/approve`);
      await ann.publish(id);
      await settings(false);
    });

    it('is taken back by whoever proposed it, and from its time by whoever chose it', async () => {
      const id = await ann.begin({ shared: true });
      const path = `/api/design/drafts/${id}`;
      await ann.take(id, 0, [{ do: 'set', form: 'box', target: 'help', value: label('Late') }]);
      await ann.ask('POST', `${path}/propose`);
      expect((await as('drafter').ask('POST', `${path}/reject`)).body['code']).toBe('design-forbidden');
      // Nobody sent it back.
      expect((await ann.ask('POST', `${path}/reject`)).body).toMatchObject({ state: 'open', rejected: null });
      await ann.ask('POST', `${path}/propose`);
      await ben.ask('POST', `${path}/approve`);
      const at = '2099-01-01T00:00:00.000Z';
      expect((await ben.ask('POST', `${path}/schedule`, { at })).body).toMatchObject({
        state: 'scheduled',
        scheduledAt: at,
        scheduled: { name: 'ben' },
      });
      expect((await as('drafter').ask('POST', `${path}/unschedule`)).body['code']).toBe('design-forbidden');
      // A design that was agreed to stays so.
      expect((await ben.ask('POST', `${path}/unschedule`)).body).toMatchObject({
        state: 'approved',
        scheduledAt: null,
        approved: { name: 'ben' },
      });
      expect((await ben.ask('POST', `${path}/unschedule`)).body['code']).toBe('design-state');
      await ann.ask('DELETE', path);
    });

    it('is published at its time, and where it cannot be, says why', async () => {
      const id = await ann.begin();
      const path = `/api/design/drafts/${id}`;
      await ann.take(id, 0, [{ do: 'set', form: 'box', target: 'help', value: label('On time') }]);
      expect((await ann.ask('POST', `${path}/schedule`, { at: 'soon' })).body['code']).toBe('body-wrong');
      const at = new Date(Date.now() - 1000).toISOString();
      expect((await ann.ask('POST', `${path}/schedule`, { at })).body).toMatchObject({
        state: 'scheduled',
        scheduledAt: at,
      });
      await expect
        .poll(async () => (await ann.ask('GET', path)).body['state'], { timeout: 15_000 })
        .toBe('published');
      expect((await node.ask('GET', '/api/forms/box')).body['help']).toEqual(label('On time'));
      const wrong = await ann.begin();
      await ann.take(wrong, 0, [
        { do: 'add-field', form: 'box', content: field('local_z', 'reference', { form: 'nothing' }) },
      ]);
      await ann.ask('POST', `/api/design/drafts/${wrong}/schedule`, { at });
      const failed = async () => (await ann.ask('GET', `/api/design/drafts/${wrong}`)).body;
      await expect.poll(async () => (await failed())['state'], { timeout: 15_000 }).toBe('open');
      expect(await failed()).toMatchObject({
        failure: { code: 'package-issues', message: expect.any(String) },
      });
    });
  });

  it('says who may see and change a field, which an administrator publishes; the API answers by it', async () => {
    const made = await admin.ask('POST', '/api/forms/thing/records', {
      number: 'R1',
      title: 'Told',
      rate: 3,
      colour: 'red',
    });
    const path = `/api/forms/thing/records/${String(made.body['id'])}`;
    const patch = async (who: Designer, body: JsonObject) => {
      const { headers } = await who.ask('GET', path);
      const { status, body: said } = await who.ask('PATCH', path, body, {
        'if-match': headers.get('etag') ?? '',
      });
      return [status, (said['errors'] as JsonObject[] | undefined)?.map(({ path: at }) => at)];
    };
    const names = async (who: Designer) =>
      ((await who.ask('GET', '/api/forms/thing')).body['fields'] as JsonObject[]).map(({ name }) => name);
    const at = (field: string, role: string) => `fields/${field}/roles/${role}`;
    const say = (field: string, role: string, value: string) =>
      ({ do: 'set', form: 'thing', target: at(field, role), value }) as const;
    const lost = await admin.begin();
    await admin.take(lost, 0, [
      ...[say('colour', 'draftr', 'none'), say('rate', 'a~1b', 'read')],
      ...['number', 'title', 'rate'].map((field) => say(field, 'ghost', 'read')),
    ]);
    const { issues } = (await admin.ask('POST', '/api/design/plan', { design: lost })).body;
    expect(
      (issues as JsonObject[])
        .filter(({ code }) => code === 'role-unknown' || code === 'role-unknown-often')
        .map(({ form, pointer, message }) => [form, pointer, message]),
    ).toEqual([
      ['thing', expect.any(String), expect.stringMatching(/^3 fields refer to the role “ghost”/)],
      ['thing', expect.any(String), expect.stringMatching(/“a\/b”, which does not exist/)],
      ['thing', expect.any(String), expect.stringMatching(/“draftr”.*did you mean “drafter”/)],
    ]);
    await admin.ask('DELETE', `/api/design/drafts/${lost}?anyway=true`);
    const id = await admin.begin();
    await admin.take(id, 0, [
      say('colour', 'drafter', 'none'),
      say('rate', 'drafter', 'read'),
      say('title', '*', 'none'),
      say('title', 'ann', 'edit'),
    ]);
    const shared = await admin.ask('PUT', `/api/design/drafts/${id}`, { shared: true });
    expect(shared.status, JSON.stringify(shared.body)).toBe(200);
    const plan = await ann.ask('POST', '/api/design/plan', { design: id });
    const roles = (plan.body['issues'] as JsonObject[]).filter(({ code }) =>
      String(code).startsWith('role-'),
    );
    expect(roles.map(({ code, message }) => [code, message])).toEqual([
      [
        'role-none',
        '“title” of “thing”: the role “all other roles” will not see it, and the API will not return it to this role',
      ],
      ['role-edit', expect.stringContaining('“ann”')],
      ['role-read', expect.stringContaining('“rate”')],
      ['role-none', expect.stringContaining('“drafter”')],
    ]);
    const hash = plan.body['hash'] ?? '';
    const refused = await ann.ask('POST', '/api/design/publish', { design: id, hash });
    expect([refused.status, refused.body['code']]).toEqual([403, 'design-rights']);
    await admin.publish(id);
    const drafter = as('drafter');
    expect(await names(drafter)).toEqual(expect.not.arrayContaining(['colour', 'title']));
    const read = (await drafter.ask('GET', path)).body;
    expect([read['number'], read['rate'], 'colour' in read, 'title' in read]).toEqual([
      'R1',
      3,
      false,
      false,
    ]);
    expect((await drafter.ask('GET', '/api/forms/thing/records?colour=red')).status).toBe(400);
    expect((await patch(drafter, { rate: 4 }))[0]).toBe(422);
    expect((await patch(drafter, { colour: 'green' }))[0]).toBe(422);
    expect((await patch(drafter, { number: 'R2' }))[0]).toBe(200);
    expect(await names(ann)).toEqual(expect.arrayContaining(['colour', 'title', 'rate']));
    expect((await patch(ann, { rate: 5, title: 'Anew', colour: 'green' }))[0]).toBe(200);
    const back = await admin.begin({ name: 'Back' });
    const reset = (field: string, role: string) =>
      ({ do: 'reset', form: 'thing', target: at(field, role) }) as const;
    await admin.take(back, 0, [
      ...[reset('colour', 'drafter'), reset('rate', 'drafter')],
      ...[reset('title', '*'), reset('title', 'ann')],
    ]);
    const planned = (await admin.ask('POST', '/api/design/plan', { design: back })).body['issues'];
    expect((planned as JsonObject[]).map(({ code }) => code)).toContain('role-says-itself');
    await admin.publish(back);
    expect((await drafter.ask('GET', path)).body).toMatchObject({ title: 'Anew', colour: 'green' });
    expect((await patch(drafter, { rate: 6 }))[0]).toBe(200);
  });

  it('refuses what cannot be done, each step at its place, and nothing else of it is done', async () => {
    const id = await ann.begin();
    const refused = await ann.take(id, 0, [
      hide,
      { do: 'set', form: 'thing', target: 'fields/rate/carry', value: { from: 'a', field: 'b' } },
      { do: 'remove', form: 'thing', place: 'fields/rate' },
    ]);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'design-step',
        errors: [
          { path: '/steps/1', code: 'set-owner' },
          { path: '/steps/2', code: 'design-not-own' },
        ],
      },
    });
    expect((await ann.ask('GET', `/api/design/drafts/${id}`)).body['entries']).toBe(0);
    const unreadable = await ann.ask('POST', `/api/design/drafts/${id}/steps`, {
      seen: 0,
      steps: [{ do: 'dance' }],
    });
    expect(unreadable.body).toMatchObject({
      status: 400,
      errors: [{ path: '/steps/0', code: 'design-step-none' }],
    });
    const misspelt = await ann.ask('POST', `/api/design/drafts/${id}/steps`, {
      seen: 0,
      steps: [
        { do: 'hide', form: 'thing', plaec: 'fields/title' },
        { do: 'add-field', form: 'thing', content: { name: 'x', kind: 'txt', label: { zh: 'x', en: 1 } } },
      ],
    });
    expect(misspelt.body).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([
        expect.objectContaining({ path: '/steps/0/plaec', code: 'unknown-member' }),
        expect.objectContaining({ path: '/steps/0/place', code: 'schema-required' }),
        expect.objectContaining({ path: '/steps/1/content/kind', code: 'schema-enum' }),
        expect.objectContaining({ path: '/steps/1/content/label/en', code: 'text-expected' }),
      ]),
    });
    expect((await ann.take(id, 0, [{ ...hide, layer: 'shop' }])).status).toBe(200);
    expect((await ann.take(id, 1, [{ ...hide, layer: 'platform' }])).body['code']).toBe('design-layer');
    expect((await ann.ask('POST', '/api/design/drafts', { layer: 'nothing' })).body['code']).toBe(
      'design-layer',
    );
  });

  describe('begun with a key and its first steps', () => {
    const all = '/api/design/drafts';
    const first = [hide, { do: 'set', form: 'thing', target: 'help', value: label('Help') }] as never;
    const mine = async (who: Designer) =>
      ((await who.ask('GET', all)).body['items'] as JsonObject[]).filter(
        ({ by }) => (by as JsonObject)['name'] === 'ben',
      ).length;

    it.each<[how: string, again: JsonObject, expected: JsonObject]>([
      ['asked again, is the same one', {}, { status: 200, body: { entries: 2 } }],
      [
        'with other steps, tells which it is',
        { steps: [hide] },
        { status: 409, body: { code: 'design-begun-otherwise' } },
      ],
      [
        'without steps, tells which it is',
        { steps: [] },
        { status: 409, body: { code: 'design-begun-otherwise' } },
      ],
    ])('%s', async (how, again, expected) => {
      const key = `key-${how.replaceAll(/\W/g, '-')}`;
      const begun = await ben.ask('POST', all, { key, steps: first });
      expect(begun).toMatchObject({
        status: 201,
        body: { entries: 2, log: [{ n: 1 }, { n: 2, does: { do: 'take' } }] },
      });
      const known = await mine(ben);
      const repeated = await ben.ask('POST', all, { key, steps: first, ...again });
      expect(repeated).toMatchObject(expected);
      const id = repeated.body['id'] ?? (repeated.body['params'] as JsonObject)['id'];
      expect([id, await mine(ben)]).toEqual([begun.body['id'], known]);
    });

    it('is the same one with all that came since, and after it was discarded; another’s key is his own', async () => {
      const wanted = { key: 'a-key-that-two-people-have', steps: first };
      const { body } = await ben.ask('POST', all, wanted);
      const id = String(body['id']);
      await ben.take(id, 2, [{ do: 'reset', form: 'thing', target: 'help' }]);
      expect((await ben.ask('POST', all, wanted)).body).toMatchObject({ id, entries: 3 });
      await ben.ask('DELETE', `${all}/${id}`);
      expect((await ben.ask('POST', all, wanted)).body).toMatchObject({ id, state: 'discarded' });
      expect((await ann.ask('POST', all, wanted)).body['id']).not.toBe(id);
    });

    it('is one though two nodes are asked at once, many times', async () => {
      const other = await openTestNode(under.url);
      const session = await signInAs(other.node.gate, 'ben', password, {
        address: '::1',
        agent: null,
        requestId: 't',
      });
      const there = designer(other, session.token);
      const known = await mine(ben);
      const ask = (who: Designer) => who.ask('POST', all, { key: 'two-nodes-are-asked', steps: first });
      const answers = await Promise.all([...Array(6).keys()].map((at) => ask(at % 2 === 0 ? ben : there)));
      expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
      expect(await mine(there)).toBe(known + 1);
      await other.close();
    });

    it('is not begun at all where a step cannot be taken', async () => {
      const known = await mine(ben);
      const wrong = { do: 'set', form: 'thing', target: 'owner', value: 'x' };
      const refused = await ben.ask('POST', all, { key: 'one-step-is-refused', steps: [hide, wrong] });
      expect(refused.body).toMatchObject({ code: 'design-step', errors: [{ path: '/steps/1' }] });
      expect(await mine(ben)).toBe(known);
    });
  });

  it('has so many steps and no more, and people so many designs', async () => {
    const id = await ann.begin();
    const write = (at: number) =>
      ({ do: 'write-file', path: 'messages/mine.json', content: { 'mine.at': label(String(at)) } }) as const;
    const steps = [...Array(500).keys()].map(write);
    for (let sent = 0; sent < 5_000; sent += 500) expect((await ann.take(id, sent, steps)).status).toBe(200);
    expect((await ann.take(id, 5_000, [hide])).body['code']).toBe('design-too-long');
    const drafter = as('drafter');
    const codes = new Set<unknown>();
    for (let made = 0; made < 52; made++)
      codes.add((await drafter.ask('POST', '/api/design/drafts', { name: 'x' })).body['code']);
    expect([...codes]).toEqual([undefined, 'designs-too-many']);
  });

  it('writes a package of one’s own, with the version that its changes ask for', async () => {
    const id = await ann.begin({ layer: 'shop' });
    await ann.take(id, 0, [
      { do: 'add-field', form: 'thing', content: field('weight', 'decimal') },
      { do: 'change-kind', form: 'thing', field: 'colour', kind: 'choices' },
      { do: 'rename', form: 'thing', place: 'fields/title', name: 'heading' },
    ]);
    const record = await node.ask('POST', '/api/forms/thing/records', {
      number: 'T1',
      title: 'One',
      colour: 'red',
    });
    expect(record.status).toBe(201);
    const { api } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    const differs = (api as JsonObject[]).map(({ part, name: of, change, breaks }) => [
      part,
      of,
      change,
      breaks,
    ]);
    expect(differs.toSorted()).toEqual([
      ['field', 'colour', 'changed', true],
      ['field', 'heading', 'added', false],
      ['field', 'title', 'removed', true],
      ['field', 'weight', 'added', false],
      ['filter', 'colour', 'narrowed', true],
    ]);
    const done = await ann.publish(id);
    expect(done['packages']).toMatchObject([{ name: 'shop', version: '2.0.0' }]);
    const { body } = await node.ask('GET', `/api/forms/thing/records/${String(record.body['id'])}`);
    expect(body).toMatchObject({ heading: 'One', colour: ['red'] });
  });

  it('merges options in records, and moves fields into rows with what they held', async () => {
    const own = {
      name: 'case',
      kind: 'master',
      sharing: 'everybody',
      label: label('Case'),
      fields: [
        field('number', 'text', { required: true }),
        field('state', 'choice', {
          options: ['new', 'open', 'done'].map((value) => ({ value, label: label(value) })),
        }),
        field('code', 'text'),
        field('lines', 'entries', { fields: [field('amount', 'money')] }),
      ],
    } as const;
    const first = await ann.begin();
    await ann.take(first, 0, [{ do: 'add-form', content: own as never }]);
    await ann.publish(first);
    const record = await node.ask('POST', '/api/forms/case/records', {
      number: 'C1',
      state: 'new',
      code: 'X',
    });
    const id = await ann.begin();
    await ann.take(id, 0, [
      { do: 'merge-options', form: 'case', field: 'state', values: { new: 'open' } },
      {
        do: 'add-field',
        form: 'case',
        content: field('marks', 'entries', { fields: [field('note', 'text')] }),
      },
      { do: 'move-into-rows', form: 'case', fields: ['code'], into: 'marks' },
    ]);
    await ann.publish(id);
    const { body } = await node.ask('GET', `/api/forms/case/records/${String(record.body['id'])}`);
    expect(body).toMatchObject({ state: 'open', marks: [{ code: 'X' }] });
  });

  it('tells a browser all that it needs to compile by itself', async () => {
    const { body } = await ann.ask('GET', '/api/design/sources');
    const found = body['packages'] as JsonObject[];
    expect(found.map(({ name, own }) => [name, own])).toEqual([
      ['local', true],
      ['platform', false],
      ['shop', true],
    ]);
    const sources = found.map(({ files, dropped }) => {
      const { source } = readSourceFiles(new Map(Object.entries(files as JsonObject)));
      return source ? { ...source, dropped: dropped as never } : expect.fail('no package');
    });
    const { model, issues } = compile(sources);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const forms = (await node.ask('GET', '/api/forms')).body['forms'] as readonly JsonObject[];
    for (const { name } of forms) expect(model?.forms.has(String(name)), String(name)).toBe(true);
  });
});
