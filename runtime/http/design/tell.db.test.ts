import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformRights } from '../../call/system-call.ts';
import { createTelling } from '../../preparation/design/tell-people.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { people, shopPackage } from './designing.suite.ts';

describeOnDatabases('colleagues hear of a publish', (under) => {
  let node: TestNode;
  let as: Awaited<ReturnType<typeof people>>;
  const named = (body: JsonObject) => (body['items'] as readonly JsonObject[]).map(({ number }) => number);
  const inboxOf = async (who: string) =>
    ((await as(who).ask('GET', '/api/inbox')).body['items'] as readonly JsonObject[]).filter(({ id }) =>
      String(id).startsWith('job.'),
    );
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage('1.0.0', { title: 'title' })]);
    const clerks = await people(node, { clerk: [] }, 'organisation');
    const readers = await people(node, { seer: [] }, 'thing');
    as = (name) => (name === 'clerk' ? clerks(name) : readers(name));
  }, 60_000);
  afterAll(() => node.close());

  it('those alone who may see the form are named, and reached, each with a way to it', async () => {
    const { status, body } = await node.ask('GET', '/api/design/tell?form=thing');
    expect(status, JSON.stringify(body)).toBe(200);
    expect(named(body)).toContain('seer');
    expect(named(body)).not.toContain('clerk');
    const [reader] = (body['items'] as readonly JsonObject[]).filter(({ number }) => number === 'seer');
    const sent = await node.ask('POST', '/api/design/tell', {
      form: 'thing',
      people: [String(reader?.['id'])],
      note: '看看新的一栏',
    });
    expect(sent).toMatchObject({ status: 200, body: { people: 1 } });
    const { items } = (await as('seer').ask('GET', '/api/jobs')).body;
    expect(items).toMatchObject([
      {
        kind: 'notice',
        form: 'thing',
        status: 'done',
        message: '看看新的一栏',
        details: { news: { by: expect.any(String) } },
      },
    ]);
    const others = (await as('clerk').ask('GET', '/api/jobs')).body['items'];
    expect(others).toEqual([]);
    expect(await inboxOf('seer')).toMatchObject([
      {
        kind: 'news',
        title: expect.stringContaining('thing'),
        reason: '看看新的一栏',
        path: '/forms/thing',
        state: 'open',
      },
    ]);
    expect(await inboxOf('clerk')).toEqual([]);
  });

  it('all of them hear of it or nobody does, where one of them is gone by then', async () => {
    const { body } = await node.ask('GET', '/api/design/tell?form=thing');
    const [reader] = (body['items'] as readonly JsonObject[]).filter(({ number }) => number === 'seer');
    const heard = async () => (await as('seer').ask('GET', '/api/jobs')).body['items'] as JsonObject[];
    const before = await heard();
    const { tell } = createTelling({ ...node.tenant, rightsOf: async () => platformRights });
    const gone = '00000000-0000-4000-8000-000000000000';
    const people = [String(reader?.['id']), gone];
    await expect(tell(node.tenant.systemCall(), { form: 'thing', people })).rejects.toMatchObject({
      code: 'batch-failed',
    });
    expect(await heard()).toEqual(before);
    expect(await tell(node.tenant.systemCall(), { form: 'thing', people: people.slice(0, 1) })).toBe(1);
    expect(await heard()).toHaveLength(before.length + 1);
  });

  it('all who may see it do, however many they are, by a job that says how many', async () => {
    const sent = await node.ask('POST', '/api/design/tell', { form: 'thing', note: '都来看' });
    expect(sent).toMatchObject({ status: 202, body: { kind: 'other', form: 'thing' } });
    const job = async () => (await node.ask('GET', `/api/jobs/${String(sent.body['id'])}`)).body;
    await expect.poll(async () => (await job())['status']).toBe('done');
    const { body } = await node.ask('GET', '/api/design/tell?form=thing');
    expect((await job())['created']).toBe((body['items'] as readonly JsonObject[]).length);
    const [newest] = (await as('seer').ask('GET', '/api/jobs')).body['items'] as JsonObject[];
    expect(newest).toMatchObject({ kind: 'notice', form: 'thing', message: '都来看' });
    // As `tell-job` and `tell-done` say it.
    expect(await job()).toMatchObject({
      name: expect.stringContaining('通知同事'),
      message: expect.stringMatching(/已通知 \d+ 人/),
    });
    const inbox = (await as('seer').ask('GET', '/api/inbox')).body['items'] as JsonObject[];
    const news = inbox.find(({ id }) => id === `job.${String(newest?.['id'])}`);
    expect(news).toMatchObject({ kind: 'news', reason: '都来看', path: '/forms/thing' });
    expect((await as('clerk').ask('GET', '/api/jobs')).body['items']).toEqual([]);

    const users = (await node.ask('GET', '/api/forms/user/records?view=manage&number=seer')).body;
    const { organisation = null } = (users['items'] as readonly JsonObject[])[0] ?? {};
    const many = Array.from({ length: 230 }, (_, at) => ({
      op: 'create',
      body: { number: `crowd-${at}`, name: `众人 ${at}`, organisation },
    }));
    const made = await node.ask('POST', '/api/forms/user/batch', { items: many, atomic: true });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const telling = createTelling({ ...node.tenant, rightsOf: async () => platformRights });
    const call = node.tenant.systemCall();
    const { items, more } = await telling.who(call, 'thing');
    expect([items.length, more]).toEqual([200, true]);
    const reports: number[] = [];
    const { counts } = await telling
      .tellAll(call, { form: 'thing' })
      .run({ id: '', report: async ({ done }) => void reports.push(done) });
    const all = await node.ask('GET', '/api/forms/user/records?view=manage&enabled=true&limit=1&count=true');
    expect(counts?.created).toBe(all.body['total']);
    expect(reports.length).toBeGreaterThan(2);
    const notices = await node.ask(
      'GET',
      '/api/forms/job/records?view=manage&kind=notice&limit=1&count=true',
    );
    expect(Number(notices.body['total'])).toBeGreaterThanOrEqual(230);
  });

  it('whoever is gone by the time everybody is told keeps nobody else from hearing it', async () => {
    const idOf = async (who: string) => {
      const { body } = await node.ask('GET', `/api/forms/user/records?view=manage&number=${who}`);
      return (body['items'] as readonly JsonObject[])[0]?.['id'];
    };
    const pages = [[await idOf('seer'), '00000000-0000-4000-8000-000000000000'], [await idOf('clerk')]];
    const store = {
      ...node.tenant.store,
      async list() {
        const next = pages.length > 1 ? 'more' : null;
        return { items: pages.shift()?.map((id) => ({ id })), next } as never;
      },
    };
    const heard = async (who: string) =>
      ((await as(who).ask('GET', '/api/jobs')).body['items'] as readonly JsonObject[]).filter(
        ({ message }) => message === '不会漏掉谁',
      ).length;
    const telling = createTelling({ ...node.tenant, store, rightsOf: async () => platformRights });
    const { counts } = await telling
      .tellAll(node.tenant.systemCall(), { form: 'thing', note: '不会漏掉谁' })
      .run({ id: '', report: async () => {} });
    expect(counts).toEqual({ created: 2, failed: 1 });
    expect([await heard('seer'), await heard('clerk')]).toEqual([1, 1]);
  });

  it('of very many whom it is kept from, no more than a thousand are looked at before one may pick', async () => {
    const call = node.tenant.systemCall();
    let looked = 0;
    const crowd = {
      ...node.tenant.store,
      async list() {
        if (looked > 5_000) throw new Error('everybody is looked at');
        return {
          items: Array.from({ length: 100 }, (_, at) => ({ id: `${looked}-${at}` })),
          next: 'more',
        } as never;
      },
    };
    const rightsOf = async () => {
      looked += 1;
      return null;
    };
    const { who } = createTelling({ ...node.tenant, store: crowd, rightsOf });
    expect([await who(call, 'thing'), looked]).toEqual([{ items: [], more: true }, 1_000]);
  });

  it('nobody is where one of them may not see it, where the form is none, or by who may not design', async () => {
    const heard = async () => (await as('clerk').ask('GET', '/api/jobs')).body['items'];
    const before = await heard();
    const { body: users } = await node.ask('GET', '/api/forms/user/records?limit=50&view=manage');
    const clerk = (users['items'] as readonly JsonObject[]).find(({ number }) => number === 'clerk');
    const tell = (form: string, list: readonly string[]) =>
      node.ask('POST', '/api/design/tell', { form, people: [...list] });
    expect(await tell('thing', [String(clerk?.['id'])])).toMatchObject({
      status: 422,
      body: { code: 'colleague-may-not-see', params: { at: 1 } },
    });
    expect((await tell('nothing', [String(clerk?.['id'])])).body['code']).toBe('form-unknown');
    expect((await node.ask('GET', '/api/design/tell?form=nothing')).body['code']).toBe('form-unknown');
    expect((await as('seer').ask('GET', '/api/design/tell?form=thing')).body['code']).toBe('designers-only');
    expect(await heard()).toEqual(before);
  });

  it('whoever lost the right to see the form meanwhile is not sent to it', async () => {
    const news = async () => (await inboxOf('seer')).filter(({ kind }) => kind === 'news').length;
    expect(await news()).toBeGreaterThan(0);
    const { body } = await node.ask('GET', '/api/forms/role/records?view=manage&number=seer');
    const [role] = body['items'] as readonly JsonObject[];
    const path = `/api/forms/role/records/${String(role?.['id'])}`;
    const [grant] = (await node.ask('GET', path)).body['grants'] as readonly JsonObject[];
    const grants = [{ id: grant?.['id'] ?? null, form: 'organisation' }];
    const ifMatch = { 'if-match': `"${String(role?.['revision'])}"` };
    const { status } = await node.ask('PATCH', path, { grants }, ifMatch);
    expect(status).toBe(200);
    expect(await news()).toBe(0);
  });
});
