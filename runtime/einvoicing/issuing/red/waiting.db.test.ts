import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import {
  nextStep,
  ourSide,
  waitsForOthers,
  waitsForUs,
} from '../../../../rules/einvoicing/red-confirmation/next-step.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller } from '../desk.suite.ts';

const other = '91500023MA0000001M';
const hour = 3_600_000;
const statuses = ['00', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10'];

describeOnDatabases('red confirmations that wait', (under) => {
  let node: TestNode;
  let ahead = 0;
  const clock = () => Date.parse('2026-11-25T04:00:00Z') + ahead;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    const path = `/api/forms/organisation/records/${node.tenant.served().orgs.root}`;
    const headers = { 'if-match': (await node.ask('GET', path)).headers.get('etag') ?? '' };
    const { status, body } = await node.ask('PATCH', path, { taxNumber: seller }, headers);
    expect(status, JSON.stringify(body)).toBe(200);
    const entered = [-1, -71, -73].map((hours) => new Date(clock() + hours * hour).toISOString());
    const parties = [
      { sellerTaxNo: seller, buyerTaxNo: other },
      { sellerTaxNo: other, buyerTaxNo: seller },
      { sellerTaxNo: seller },
    ];
    const bodies = statuses.flatMap((status) =>
      [false, true].flatMap((issued) =>
        entered.flatMap((enteredAt) =>
          parties.map((party) => ({ status, issued, enteredAt, redReason: 'return', lines: [], ...party })),
        ),
      ),
    );
    const items = bodies.map((one) => ({ op: 'create', body: one }));
    const made = await node.ask('POST', '/api/forms/red-confirmation/batch', { items });
    expect(made.status, JSON.stringify(made.body).slice(0, 500)).toBe(200);
    await deskAt(node).simulate();
    await deskAt(node).set('sim_not_approval_required/sim_red_confirm_bill', 'D');
  });
  afterAll(() => node.close());

  const listed = async (filter?: unknown, headers = {}) => {
    const query = new URLSearchParams({
      ...{ view: 'manage', limit: '500', sort: 'number' },
      ...(filter ? { filter: JSON.stringify(filter) } : {}),
    });
    const { status, body } = await node.ask(
      'GET',
      `/api/forms/red-confirmation/records?${query}`,
      undefined,
      headers,
    );
    expect(status, JSON.stringify(body).slice(0, 500)).toBe(200);
    return body['items'] as unknown as readonly Wire<'red-confirmation'>[];
  };
  /** Whoever reads them one by one. */
  const expected = async (who: 'us' | 'others') => {
    const all = await Promise.all(
      (await listed()).map(async ({ id }) => {
        const { body } = await node.ask('GET', `/api/forms/red-confirmation/records/${id}?view=manage`);
        return body as unknown as Wire<'red-confirmation'>;
      }),
    );
    return all
      .filter((one) => {
        const next = nextStep(one, new Date(clock()).toISOString());
        if (!next || next.lapsed || next.by === null) return false;
        return (next.by === ourSide(one)) === (who === 'us');
      })
      .map(({ number }) => number);
  };
  const numbers = (all: readonly Wire<'red-confirmation'>[]) => all.map(({ number }) => number);
  const tile = async (waitsFor: 'us' | 'others', headers = {}) => {
    const { body } = await node.ask('GET', '/api/issuing/overview', undefined, headers);
    return (body['confirmations'] as readonly JsonObject[]).find((one) => one['waitsFor'] === waitsFor);
  };

  it.each([
    ['now', 0],
    ['two hours later, when some have lapsed', 2 * hour],
    ['three days later, when all have', 72 * hour],
  ])('for us and for others are listed as whoever reads them one by one says, %s', async (_says, later) => {
    ahead = later;
    const [us, others] = [await expected('us'), await expected('others')];
    expect(us.length > 0 && others.length > 0).toBe(true);
    expect(numbers(await listed(waitsForUs))).toEqual(us);
    expect(numbers(await listed(waitsForOthers))).toEqual(others);
    for (const [who, own] of [
      ['us', us],
      ['others', others],
    ] as const) {
      const { count, filter } = (await tile(who)) ?? {};
      expect([count, numbers(await listed(filter))]).toEqual([own.length, own]);
    }
    ahead = 0;
  });

  it('ask in the inbox for what is to be done, first of all for answers, which alone have a moment until when', async () => {
    const { body } = await node.ask('GET', '/api/inbox', undefined, { 'accept-language': 'en' });
    const asks = { answer: 'Respond to', issue: 'Issue the red invoice', enter: 'is to be entered' };
    const seen: string[] = [];
    for (const { id, about, title, until } of body['items'] as readonly JsonObject[]) {
      if (!about || !/\.confirmation(-step)?\./.test(String(id))) continue;
      const { record } = about as JsonObject;
      const path = `/api/forms/red-confirmation/records/${String(record)}?view=manage`;
      const asked = (await node.ask('GET', path)).body as unknown as Wire<'red-confirmation'>;
      const next = nextStep(asked, new Date(clock()).toISOString()) ?? expect.fail();
      expect(Object.keys(asks)).toContain(next.todo);
      expect([title, until]).toEqual([
        expect.stringContaining(asks[next.todo as keyof typeof asks]),
        next.until,
      ]);
      seen.push(next.todo);
    }
    expect([seen[0], new Set(seen)]).toEqual(['answer', new Set(['answer', 'issue'])]);
  });

  it('from before they said until when are in time for 72 hours since they were entered, in lists, too', async () => {
    const { database, served } = node.tenant;
    const form = served().model.formsById.get('red-confirmation');
    const column = database.dialect.quote('answerBy');
    const table = form ? served().table(form).name : '';
    const dated = () =>
      database.all<{ id: string; at: string }>(
        `SELECT id, ${column} AS at FROM ${table} WHERE ${column} IS NOT NULL ORDER BY id`,
      );
    const [before, us, others] = [await dated(), await expected('us'), await expected('others')];
    await database.run(`UPDATE ${table} SET ${column} = NULL`);
    const upgraded = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'], clock });
    await upgraded.node.run('issue');
    await upgraded.close();
    await node.tenant.follow();
    expect([before.length > 0, await dated()]).toEqual([true, before]);
    expect([numbers(await listed(waitsForUs)), numbers(await listed(waitsForOthers))]).toEqual([us, others]);
  });

  it('are counted once a minute while nothing is written, though time goes on', async () => {
    const { database, served } = node.tenant;
    const form = served().model.formsById.get('red-confirmation');
    const table = form ? served().table(form).name : '';
    const status = database.dialect.quote('status');
    /** Past the store, which would count anew. */
    const become = (from: string, to: string) =>
      database.run(`UPDATE ${table} SET ${status} = ? WHERE ${status} = ?`, [to, from]);
    const inTime: Condition = { fact: 'answerBy', operator: 'greaterThan', value: { fact: '$now' } };
    const counts = async (seconds: number) => {
      ahead = seconds * 1_000;
      const call = node.tenant.systemCall();
      return form && node.tenant.store.tally(call, form, { by: ['status'], filter: inTime });
    };
    const before = await counts(0);
    await become('02', 'x2');
    expect([await counts(1), await counts(59)]).toEqual([before, before]);
    expect(await counts(60)).not.toEqual(before);
    await become('x2', '02');
    ahead = 0;
  });

  it('are told to a clerk who sees no organisation, too', async () => {
    const desk = deskAt(node);
    const grants = [{ form: 'red-confirmation', actions: ['read'], scope: 'all' }];
    await desk.make('role', { number: 'clerk', name: 'clerk', grants });
    const roles = [{ role: 'clerk', organisation: 'root' }];
    const id = await desk.make('user', { number: 'clerk', name: 'clerk', organisation: 'root', roles });
    const password = 'correct horse battery';
    await node.ask('PUT', `/api/users/${id}/password`, { password });
    const signed = await node.ask('POST', '/api/session', { user: 'clerk', password });
    const clerk = { authorization: `Bearer ${String(signed.body['token'])}` };
    const us = await expected('us');
    const bought = (await listed(waitsForUs)).filter(({ buyerTaxNo }) => buyerTaxNo === seller);
    expect(new Set(bought.map(({ status }) => status))).toEqual(new Set(['02']));
    expect(numbers(await listed(waitsForUs, clerk))).toEqual(us);
    expect((await tile('us', clerk))?.['count']).toBe(us.length);
  });

  const byUs = { sellerTaxNo: seller, buyerTaxNo: other };
  const byThem = { sellerTaxNo: other, buyerTaxNo: seller };
  it.each<[string, JsonObject, JsonObject, string, string]>([
    ['agree to', { status: '03', enteredBy: 'buyer' }, byUs, 'agree', '04'],
    ['refuse', { status: '03', enteredBy: 'buyer' }, byUs, 'refuse', '06'],
    ['agree to', { status: '02', enteredBy: 'seller' }, byThem, 'agree', '04'],
    ['refuse', { status: '02', enteredBy: 'seller' }, byThem, 'refuse', '05'],
    ['cannot answer ourselves', { status: '02', enteredBy: 'seller' }, byUs, 'agree', '409'],
    ['cannot refuse ourselves', { status: '02', enteredBy: 'seller' }, byUs, 'refuse', '409'],
    ['cannot answer ourselves', { status: '03', enteredBy: 'buyer' }, byThem, 'agree', '409'],
    ['cannot refuse ourselves', { status: '03', enteredBy: 'buyer' }, byThem, 'refuse', '409'],
    ['withdraw', { status: '02', enteredBy: 'seller' }, byUs, 'withdraw', '08'],
    ['withdraw', { status: '03', enteredBy: 'buyer' }, byThem, 'withdraw', '08'],
    ['cannot withdraw what they entered:', { status: '02', enteredBy: 'seller' }, byThem, 'withdraw', '409'],
    ['cannot withdraw what they entered:', { status: '03', enteredBy: 'buyer' }, byUs, 'withdraw', '409'],
  ])('are such as we %s: %j of %j', async (_says, entered, parties, action, becomes) => {
    const desk = deskAt(node);
    const enteredAt = new Date(clock()).toISOString();
    const body = { ...entered, ...parties, enteredAt, redReason: 'return', lines: [] };
    const id = await desk.make('red-confirmation', body);
    const read = (await desk.read('red-confirmation', id)) as unknown as Wire<'red-confirmation'>;
    const next = nextStep(read, enteredAt);
    const said = await desk.act('red-confirmation', id, action);
    const { status } = await desk.read('red-confirmation', id);
    expect(said.status === 200 ? status : String(said.status), JSON.stringify(said.body)).toBe(becomes);
    if (action === 'withdraw') return;
    expect(next?.by === ourSide({ ...parties, ownTaxNo: seller })).toBe(becomes !== '409');
  });
});
