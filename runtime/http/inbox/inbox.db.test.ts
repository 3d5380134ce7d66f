import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Inbox, InboxItem } from '../../../metadata/contract/inbox/calls.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformRights } from '../../call/system-call.ts';
import { createDomains } from '../../domains.ts';
import { deskAt, seller } from '../../einvoicing/issuing/desk.suite.ts';
import { createInbox } from '../../work/inbox/create-inbox.ts';
import { readMarks, sweepMarks, writeMark } from '../../work/inbox/marks.ts';
import { type Office, openOffice, put } from '../changes/office.suite.ts';

const line = {
  itemName: '笔',
  taxCode: '1060201010000000000',
  rate: '0.13',
  amount: '100.00',
  tax: '13.00',
  gross: '113.00',
};
const soon = 10 * 60 * 1000;

describeOnDatabases('the inbox', (under) => {
  let office: Office;
  let now = Date.parse('2026-05-12T02:00:00.000Z');
  beforeAll(async () => {
    office = await openOffice(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => now,
      domains: createDomains({
        fate: ({ document }) =>
          String(document['buyerName']).startsWith('拒收') ? { fails: { code: 'no-such-item' } } : undefined,
      }),
    });
    const form = 'invoice-application';
    await office.hire('writer', [['limits', 'write']], [[form, ['read', 'create', 'edit'], 'submit']]);
    for (const who of ['approver', 'second', 'third'])
      await office.hire(who, [['limits', 'approve']], [[form, ['read'], 'approve']]);
    const second = `/api/forms/user/records/${office.ids.get('second')}`;
    const { revision } = (await office.ask('admin', 'GET', second)).body;
    const email = 'private@example.com';
    await office.ask('admin', 'PATCH', second, { email }, { 'if-match': `"${revision}"` });
    await office.hire('guest', []);
    await office.hire('veiled', [], [[form, ['read'], 'approve']], 'NORTH', ['number']);
    await office.hire('half', [], [[form, ['read'], 'approve']], 'NORTH', ['number', 'auditStatus']);
    await office.settings({ approvalTypes: [{ type: 'limits' }] });
    await deskAt(office.node).simulate();
    await office
      .settings({
        approvals: true,
      })
      .catch(() => {});
  }, 120_000);
  afterAll(() => office.close());

  const read = async (who: string, query = '', language = 'en') =>
    (await office.ask(who, 'GET', `/api/inbox?${query}`, undefined, { 'accept-language': language }))
      .body as unknown as Inbox;
  const titles = ({ items }: Inbox) => items.map(({ kind, title }) => `${kind}: ${title}`);
  const find = async (who: string, title: RegExp, query = ''): Promise<InboxItem> => {
    const { items } = await read(who, query);
    const found = items.find((item) => title.test(item.title));
    if (!found)
      throw new Error(`${who} has no ${String(title)}: ${JSON.stringify(items.map((one) => one.title))}`);
    return found;
  };
  const mark = (who: string, { id, version }: Pick<InboxItem, 'id' | 'version'>, said: JsonObject) =>
    office.ask(who, 'PATCH', `/api/inbox/${encodeURIComponent(id)}`, { version, ...said });

  it('is empty for somebody whom nothing waits for', async () => {
    expect(await read('guest')).toEqual({
      items: [],
      counts: { open: 0, assigned: 0, snoozed: 0, done: 0 },
      unasked: [],
    });
  });

  it('has a change set for who may approve it, and for its author as long as it is a draft', async () => {
    const set = await office.sets.make('writer', {
      name: 'Limits of May',
      items: [put('limits.top', 'NORTH', 5)],
    });
    expect(titles(await read('writer'))).toContain('unfinished: Changes not submitted: Limits of May');
    await office.sets.step('writer', set, 'propose');
    expect(titles(await read('writer'))).toEqual([]);
    expect(await find('approver', /Limits of May/)).toMatchObject({
      kind: 'approval',
      reason: 'From writer, 1 change',
      path: `/changes/${set.id}`,
      remedy: { label: 'Review', path: `/changes/${set.id}` },
      state: 'open',
    });
    expect(titles(await read('guest'))).toEqual([]);
  });

  it('has a document for its author until it is submitted, then for who approves it', async () => {
    const made = await office.ask('writer', 'POST', '/api/forms/invoice-application/records?org=NORTH', {
      number: 'SQ-1',
      buyerName: '甲',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      lines: [line],
    });
    expect([made.status, made.body['errors']]).toEqual([201, undefined]);
    const { id, revision } = made.body;
    expect(await find('writer', /SQ-1/)).toMatchObject({
      kind: 'unfinished',
      path: `/forms/invoice-application/${id}`,
    });
    const approvers = `/api/forms/invoice-application/records/${id}/approvers?org=NORTH`;
    expect((await office.ask('writer', 'GET', approvers)).body).toEqual({ waits: null });
    const path = `/api/forms/invoice-application/records/${id}/actions/submit`;
    const submitted = await office.ask('writer', 'POST', path, {}, { 'if-match': `"${revision}"` });
    expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
    expect(titles(await read('writer'))).toEqual([]);
    const waiting = await find('approver', /SQ-1/);
    expect(waiting).toMatchObject({
      kind: 'approval',
      sentBy: { name: 'writer' },
      about: { form: 'invoice-application', record: id },
      decisions: [{ action: 'approve', label: 'Approve', done: 'approved', asksReason: false }],
    });
    // What the form lists, by its own labels; and what it comes to; not what all that wait have in common.
    expect(waiting.facts).toEqual(
      expect.arrayContaining([
        { label: 'Buyer name', text: '甲', amount: false },
        { label: 'Gross amount', text: '113.00', amount: true },
      ]),
    );
    expect(waiting.facts.map(({ label }) => label)).not.toContain('Approval status');
    const waits = async (who: string) => {
      return (await office.ask(who, 'GET', approvers)).body['waits'] as JsonObject | null;
    };
    const { people, ...rest } = (await waits('writer')) ?? {};
    expect(rest).toEqual({ action: 'Approve', more: false });
    expect((people as { name: string }[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['approver', 'second', 'third']),
    );
    expect((people as JsonObject[]).map(({ name }) => name)).not.toContain('writer');
    const { facts } = await find('half', /SQ-1/);
    expect(facts, 'of fields that he may not read').toEqual([]);
  });

  it('has a document again for its author that was sent back, with the reason and from whom it comes', async () => {
    const item = await find('approver', /SQ-1/);
    const { record = '' } = item.about ?? {};
    const act = async (who: string, action: string, body: JsonObject) => {
      const path = `/api/forms/invoice-application/records/${record}`;
      const { revision } = (await office.ask('admin', 'GET', `${path}?view=manage`)).body;
      return office.ask(who, 'POST', `${path}/actions/${action}`, body, { 'if-match': `"${revision}"` });
    };
    expect((await act('admin', 'send-back', {})).status).toBe(422);
    const back = await act('admin', 'send-back', { reason: 'Wrong buyer' });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    const again = await find('writer', /SQ-1/);
    expect(again).toMatchObject({ kind: 'question', title: 'Invoice application SQ-1 was sent back' });
    expect(again.reason).toMatch(/: Wrong buyer$/);
    expect((await read('approver')).items.map(({ title }) => title).join()).not.toContain('SQ-1');
    expect((await act('writer', 'submit', {})).status).toBe(200);
    expect((await read('writer')).items).toEqual([]);
    expect((await find('approver', /SQ-1/)).sentBy?.name).toBe('writer');
  });

  describe('a decision is taken back by whoever made it', () => {
    const acted = async (who: string, { about }: InboxItem, action: string, body: JsonObject) => {
      const path = `/api/forms/${about?.form}/records/${about?.record}`;
      const { revision } = (await office.ask('admin', 'GET', `${path}?view=manage`)).body;
      return office.ask(who, 'POST', `${path}/actions/${action}`, body, { 'if-match': `"${revision}"` });
    };
    const back = { takeBack: true };
    const kept = (answer: { status: number; body: JsonObject }) => [answer.status, answer.body['code']];

    it.each([
      ['approve', {}],
      ['send-back', { reason: 'Wrong day' }],
    ])('%s, and it waits as before, sent by whom it was', async (action, said) => {
      const item = await find('approver', /SQ-1/);
      expect(item.decisions[0]).toMatchObject({ action: 'approve', undoable: true });
      const who = action === 'approve' ? 'approver' : 'admin';
      expect((await acted(who, item, action, said)).status).toBe(200);
      expect((await read('approver')).items.map(({ title }) => title).join()).not.toContain('SQ-1');
      const other = who === 'admin' ? 'approver' : 'second';
      expect((await acted(other, item, action, back)).status, 'another').toBeGreaterThanOrEqual(403);
      const taken = await acted(who, item, action, back);
      expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      expect(await find('approver', /SQ-1/)).toMatchObject({ kind: 'approval', sentBy: { name: 'writer' } });
      expect((await read('writer')).items).toEqual([]);
      expect(kept(await acted(who, item, action, back)), 'twice').toEqual([409, 'action-kept']);
    });

    it('not once time has passed, nor once something else was done', async () => {
      const item = await find('approver', /SQ-1/);
      expect((await acted('approver', item, 'approve', {})).status).toBe(200);
      now += soon + 1000;
      expect(kept(await acted('approver', item, 'approve', back))).toEqual([409, 'action-kept']);
      expect((await acted('admin', item, 'un-approve', {})).status).toBe(200);
      expect(kept(await acted('approver', item, 'approve', back))).toEqual([409, 'action-kept']);
      expect((await acted('writer', item, 'submit', {})).status).toBe(200);
    });
  });

  it('has whatever else waits for approval: red-letter information forms, and invoices that are to be voided', async () => {
    const desk = deskAt(office.node);
    const blue = await desk.invoiced({ invoiceType: '007xdp', lines: [line] });
    const { number } = await desk.read('invoice', blue);
    expect((await desk.act('invoice', blue, 'void')).status).toBe(200);
    const asked = await find('admin', /Submit voiding/);
    expect(asked).toMatchObject({
      kind: 'unfinished',
      title: `Submit voiding: invoice ${number}`,
      decisions: [{ action: 'void-submit', label: 'Submit voiding' }],
    });
    expect((await desk.act('invoice', blue, 'void-submit')).status).toBe(200);
    expect(await find('admin', /Approve voiding/)).toMatchObject({
      kind: 'approval',
      title: `Approve voiding invoice ${number}`,
      decisions: [
        { action: 'void-approve', asksReason: false, undoable: false },
        { action: 'void-send-back', asksReason: true, undoable: true },
      ],
    });
    const about = { applicant: 'seller', redReason: 'return', invoiceType: '004', lines: [line] };
    const id = await desk.make('red-information', { number: 'HZXX-1', ...about });
    expect((await desk.act('red-information', id, 'submit')).status).toBe(200);
    expect(await find('admin', /HZXX-1/)).toMatchObject({
      kind: 'approval',
      title: 'Approve red-letter information form HZXX-1',
      decisions: [{ action: 'approve' }, { action: 'send-back' }],
    });
    expect(titles(await read('approver')).join()).not.toMatch(/HZXX-1|voiding/);
  });

  it('has what runs out for whoever may get more of it, and for nobody who only sees it', async () => {
    const forms = ['cloud-authorisation', 'quota-account', 'business-control'];
    await office.hire(
      'looker',
      [],
      forms.map((form) => [form, ['read']]),
    );
    expect(titles(await read('admin')).join()).toContain('issuing licences');
    expect(titles(await read('looker'))).toEqual([]);
  });

  it('has a token that ends soon for whoever made it, with the moment of its end', async () => {
    const expiresOn = '2026-05-20';
    await office.ask('guest', 'POST', '/api/me/tokens', { name: 'BI', scopes: ['read'], expiresOn });
    await office.ask('guest', 'POST', '/api/me/tokens', {
      name: 'far',
      scopes: ['read'],
      expiresOn: '2027-05-20',
    });
    expect(await read('guest')).toMatchObject({
      items: [
        {
          kind: 'deadline',
          title: 'The access token “BI” is about to expire',
          until: '2026-05-20T16:00:00.000Z',
        },
      ],
      counts: { open: 1 },
    });
    // Nobody calls by it, so that nobody misses it.
    expect(titles(await read('admin')).join()).not.toContain('“BI”');
  });

  it('has a token by which a program calls as another user, for whoever keeps all tokens', async () => {
    const made = await office.ask('guest', 'POST', '/api/me/tokens', {
      ...{ name: 'ERP', scopes: ['read'], expiresOn: '2026-05-30' },
    });
    const authorization = `Bearer ${String(made.body['token'])}`;
    expect((await office.node.raw('GET', '/api/session', undefined, { authorization })).status).toBe(200);
    const title = 'The access token “ERP” of guest is about to expire';
    await vi.waitFor(async () => expect(titles(await read('admin'))).toContain(`deadline: ${title}`), 10_000);
    const item = await find('admin', /“ERP” of/);
    expect(item).toMatchObject({ remedy: { label: 'Extend it' }, until: '2026-05-30T16:00:00.000Z' });
    const token = `/api/forms/token/records/${item.path.split('/').at(-1)}`;
    const { revision } = (await office.ask('admin', 'GET', token)).body;
    const match = { 'if-match': `"${revision}"` };
    await office.ask('admin', 'PATCH', token, { expiresOn: '2027-05-30' }, match);
    expect(titles(await read('admin')).join()).not.toContain('“ERP”');
    expect(titles(await read('approver')).join()).not.toContain('“ERP”');
  });

  describe('invoices that were not issued', () => {
    const failing = async (buyerName: string) => {
      const desk = deskAt(office.node);
      const id = await desk.approved({ buyerName, lines: [line] });
      await desk.act('invoice-application', id, 'issue');
      await office.node.node.run('issue');
    };

    it('are one item a reason, for whoever may issue', async () => {
      await failing('拒收一');
      const item = await find('admin', /Issuing failed/);
      expect(item).toMatchObject({ kind: 'failure', count: 1, reason: '1 pending invoice' });
      const list = new URL(item.path, 'http://localhost');
      const { body } = await office.ask('admin', 'GET', `/api${list.pathname}/records${list.search}`);
      expect((body['items'] as readonly JsonObject[]).length).toBe(item.count);
      expect(titles(await read('approver')).join()).not.toContain('Issuing failed');
    });

    it('are not done with when others take the place of those that were mended', async () => {
      const item = await find('admin', /Issuing failed/);
      await mark('admin', item, { done: true });
      const path = '/api/forms/pending-invoice/records?view=manage&issueStatus=failed';
      const [before] = (await office.ask('admin', 'GET', path)).body['items'] as readonly JsonObject[];
      expect((await deskAt(office.node).remove('pending-invoice', String(before?.['id']))).status).toBe(204);
      await failing('拒收三');
      expect(await find('admin', /Issuing failed/)).toMatchObject({ id: item.id, count: 1, state: 'open' });
    });

    it('are done until there is another one', async () => {
      const item = await find('admin', /Issuing failed/);
      expect(await mark('admin', item, { done: true })).toMatchObject({
        status: 200,
        body: { state: 'done' },
      });
      expect(titles(await read('admin')).join()).not.toContain('Issuing failed');
      expect(titles(await read('admin', 'state=done')).join()).toContain('Issuing failed');
      await failing('拒收二');
      const again = await find('admin', /Issuing failed/);
      expect([again.id, again.count, again.state]).toEqual([item.id, 2, 'open']);
      // Whoever saw one of them alone is not done with both.
      expect(await mark('admin', item, { done: true })).toMatchObject({
        status: 409,
        body: { code: 'inbox-item-moved' },
      });
    });
  });

  it('keeps what is put off out of sight until then, for oneself alone', async () => {
    const item = await find('approver', /SQ-1/);
    const until = new Date(now + soon).toISOString();
    expect((await mark('approver', item, { snoozedUntil: until })).body).toMatchObject({
      state: 'snoozed',
      snoozedUntil: until,
    });
    expect((await read('approver')).counts).toMatchObject({ open: 1, snoozed: 1 });
    expect(await find('second', /SQ-1/)).toMatchObject({ state: 'open' });
    now += 2 * soon;
    expect(await find('approver', /SQ-1/)).toMatchObject({ state: 'open', snoozedUntil: null });
  });

  it('gives an item to a colleague who may deal with it', async () => {
    const item = await find('approver', /SQ-1/);
    const path = `/api/inbox/${encodeURIComponent(item.id)}/people`;
    const people = (await office.ask('approver', 'GET', path)).body['items'] as readonly JsonObject[];
    const numbers = people.map(({ number }) => number);
    expect(numbers).toContain('second');
    expect(numbers).not.toContain('guest');
    const found = async (q: string) =>
      ((await office.ask('approver', 'GET', `${path}?q=${q}`)).body['items'] as readonly JsonObject[]).length;
    // Addresses are not for everybody who gives something away, a letter at a time.
    expect([await found('secon'), await found('private'), await found('x')]).toEqual([1, 0, 0]);
    const given = await mark('approver', item, { assignee: office.ids.get('second') ?? '' });
    expect(given.body).toMatchObject({ state: 'assigned', assignee: { name: 'second' } });
    expect(await find('second', /SQ-1/)).toMatchObject({ state: 'open', assignedBy: { name: 'approver' } });
    expect(titles(await read('approver')).join()).not.toContain('SQ-1');
    expect(titles(await read('approver', 'state=assigned')).join()).toContain('SQ-1');
    expect((await mark('second', item, { assignee: null })).body).toMatchObject({
      state: 'open',
      assignee: null,
    });
  });

  it('has what was given to somebody who is no longer there for all who can deal with it', async () => {
    const item = await find('approver', /SQ-1/);
    const gone = office.ids.get('third') ?? '';
    expect((await mark('approver', item, { assignee: gone })).body).toMatchObject({ state: 'assigned' });
    expect((await read('second', 'state=assigned')).counts).toMatchObject({ assigned: 1 });
    const { revision } = (await office.ask('admin', 'GET', `/api/forms/user/records/${gone}`)).body;
    const disable = `/api/forms/user/records/${gone}/actions/disable`;
    const { status } = await office.ask('admin', 'POST', disable, {}, { 'if-match': `"${revision}"` });
    expect(status).toBe(200);
    for (const who of ['approver', 'second'])
      expect(await find(who, /SQ-1/)).toMatchObject({ state: 'open', assignee: null });
  });

  it('is whole for somebody who may not read what a part of it goes by', async () => {
    expect(await read('veiled')).toMatchObject({ items: [], unasked: [] });
  });

  it.each<[what: string, who: string, said: (item: InboxItem) => [JsonObject, string?], answer: string]>([
    [
      'an item to somebody who may not see it',
      'approver',
      () => [{ assignee: 'guest' }],
      '422 inbox-colleague-may-not-see',
    ],
    ['an item that is not there', 'approver', () => [{ done: true }, 'issuing.x'], '404 inbox-item-unknown'],
    [
      'an item by an odd name',
      'approver',
      () => [{ done: true }, 'approval./%25"\n ../é'],
      '404 inbox-item-unknown',
    ],
    ['an item of others', 'guest', () => [{ done: true }], '404 inbox-item-unknown'],
    [
      'an item into the far future',
      'approver',
      () => [{ snoozedUntil: '2029-01-01T00:00:00Z' }],
      '422 inbox-snoozed-too-long',
    ],
    ['a word it does not know', 'approver', () => [{ forever: true }], '400 body-wrong'],
  ])('refuses %s', async (_, who, said, answer) => {
    const item = await find('approver', /SQ-1/);
    const [body, id = item.id] = said(item);
    const assignee = body['assignee'] === 'guest' ? { assignee: office.ids.get('guest') ?? '' } : {};
    const { status, body: refused } = await mark(
      who,
      { id, version: item.version },
      { ...body, ...assignee },
    );
    expect(`${status} ${String(refused['code'])}`).toBe(answer);
  });

  it.each(['zh', 'en'])('says all of it in whole sentences, in %s', async (language) => {
    const all = await Promise.all(
      ['admin', 'approver', 'writer', 'guest'].map((who) => read(who, '', language)),
    );
    const items = all.flatMap((one) => one.items);
    expect(items.length).toBeGreaterThan(3);
    for (const { title, reason, path, remedy } of items) {
      const texts = [title, reason ?? '', remedy?.label ?? ''];
      for (const text of texts) expect(text).not.toMatch(/[{}]|\binbox-|[0-9a-f]{8}-/);
      for (const address of [path, remedy?.path ?? '/']) expect(address).toMatch(/^\//);
      expect(/[一-鿿]/.test(remedy?.label ?? '') || remedy === null).toBe(language === 'zh');
    }
  });

  it('keeps out of sight what is put off for long, and forgets what was done half a year ago', async () => {
    const { database } = office.node.tenant;
    const old = now - 181 * 24 * 3600 * 1000;
    const person = office.ids.get('guest') ?? '';
    await writeMark(database, person, { item: 'x.later', done: null, until: now + soon }, old);
    await writeMark(database, person, { item: 'x.over', done: null, until: now - soon }, old);
    await writeMark(database, person, { item: 'x.done', done: '1', until: null }, old);
    await writeMark(database, person, { item: 'x.new', done: '1', until: null }, now);
    await sweepMarks(database);
    const left = await readMarks(database, person, ['x.later', 'x.over', 'x.done', 'x.new']);
    expect([...left.keys()].sort()).toEqual(['x.later', 'x.new']);
  });

  it.each<[what: string, various: boolean, seen: string]>([
    ['the same for all is gone for all of them', false, 'assigned'],
    ['another thing for each of them is gone for whoever gave it', true, 'open'],
  ])('of what is %s once somebody takes care of it', async (_, various, seen) => {
    const { tenant } = office.node;
    const waits = {
      key: String(various),
      kind: 'failure',
      title: { code: 'inbox-words', params: { text: 'hello' } },
      path: '/',
      ...(various && { various }),
    } as const;
    const inbox = createInbox({
      ...tenant,
      log: console as never,
      rightsOf: async () => platformRights,
      sources: [{ name: 'one', label: { code: 'inbox-of-tokens' }, ask: async () => [waits] }],
    });
    const as = (who: string) => ({
      ...tenant.systemCall(),
      user: { id: office.ids.get(who) ?? '', number: who, name: who },
    });
    const stateFor = async (who: string) => {
      const { counts } = await inbox.read(as(who), 'open');
      return Object.entries(counts).find(([, count]) => count > 0)?.[0];
    };
    const [item] = (await inbox.read(as('approver'), 'open')).items;
    const given = { version: item?.version ?? '', assignee: office.ids.get('second') ?? '' };
    await inbox.mark(as('approver'), item?.id ?? '', async () => given);
    expect([await stateFor('approver'), await stateFor('second'), await stateFor('writer')]).toEqual([
      'assigned',
      'open',
      seen,
    ]);
  });

  it('tells by name what could not be asked, and the rest all the same', async () => {
    const { tenant } = office.node;
    const waits = {
      key: 'one',
      kind: 'news',
      title: { code: 'inbox-words', params: { text: 'hello' } },
      path: '/',
    } as const;
    const inbox = createInbox({
      ...tenant,
      log: { ...console, warn: () => {} } as never,
      rightsOf: async () => platformRights,
      sources: [
        { name: 'bad', label: { code: 'inbox-of-jobs' }, ask: () => Promise.reject(new Error('away')) },
        { name: 'good', label: { code: 'inbox-of-tokens' }, ask: async () => [waits] },
      ],
    });
    expect(await inbox.read(tenant.systemCall(), 'open')).toMatchObject({
      items: [{ id: 'good.one', title: 'hello' }],
      unasked: ['后台任务'],
    });
  });
});
