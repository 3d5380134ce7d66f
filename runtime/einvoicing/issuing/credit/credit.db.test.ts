import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, compare, sum } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { CreditLedger, type CreditLimits } from '../../../../rules/einvoicing/credit/credit.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { Call } from '../../../call/call.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { confirm, expireCredit, release, reserve, termsFor } from './ledger.ts';
import { usedOf } from './totals.ts';

/** A crash inside the transaction, after everything in it was done. */
class Crash extends Error {}

describeOnDatabases('credit', (database) => {
  let nodes: readonly TestNode[];
  let skipped = 0;
  const clock = () => Date.UTC(2026, 0, 31, 15, 59, 0) + skipped;
  const types = new Map<string, string>();
  beforeAll(async () => {
    const packages = ['platform', 'basis', 'invoicing'];
    const first = await openTestNode(database.url, { packages, clock });
    nodes = [first, await openTestNode(database.url, { packages, clock })];
    for (const [name, dayCredit, monthCredit] of [
      ['many', '1000', '100000'],
      ['turn', '100', '150'],
      ['model', '100', '160'],
      ['none', null, null],
    ] as const) {
      const made = await first.ask('POST', '/api/forms/business-type/records', { number: name, name });
      types.set(name, String(made.body['id']));
      const body = { number: `C-${name}`, name, businessType: name, dayCredit, monthCredit };
      const control = await first.ask('POST', '/api/forms/business-control/records', body);
      expect(control.status, JSON.stringify(control.body)).toBe(201);
    }
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });

  const callOf = (node: TestNode): Call => asPlatform(node.tenant.systemCall());
  const entries = async (call: Call, node: TestNode, businessType: string) => {
    const form = call.served.model.formsById.get('credit-entry');
    if (!form) throw new Error('no ledger');
    const filter = { fact: 'businessType', operator: 'equal', value: businessType } as const;
    const found: JsonObject[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await node.tenant.store.list(call, form, {
        view: 'manage',
        filter,
        limit: 500,
        ...(cursor ? { cursor } : {}),
      });
      found.push(...page.items);
      cursor = page.next;
    } while (cursor);
    return found;
  };
  const keep = async (
    { node, type, request, amount }: { node: TestNode; type: string; request: string; amount: string },
    crashes = false,
  ) => {
    const call = callOf(node);
    const businessType = types.get(type) ?? '';
    const place = { org: call.org, businessType };
    const { store, now } = node.tenant;
    const terms = await termsFor(store, call, place, now(call.org));
    if (!terms) throw new Error('no control');
    return store.atOnce<JsonObject>(call, async (transaction) => {
      const asked = { ...place, request, amount, document: request };
      const { entry, refused } = await reserve(transaction, call, asked, terms);
      if (crashes) throw new Crash();
      return { entry: entry?.id ?? null, refused: refused?.code ?? null };
    });
  };
  const usedIn = async (type: string, period: string) => {
    const [node] = nodes;
    if (!node) throw new Error('no node');
    const place = { org: callOf(node).org, businessType: types.get(type) ?? '' };
    return usedOf(node.tenant.database, place, '', period);
  };

  it('is not overspent by 64 who ask at once on two nodes', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, at) => {
        const node = nodes[at % 2];
        if (!node) throw new Error('no node');
        return keep({ node, type: 'many', request: `many ${at}`, amount: '30' });
      }),
    );
    expect(answers.filter(({ entry }) => entry !== null)).toHaveLength(33);
    expect(answers.filter(({ refused }) => refused === 'day-credit')).toHaveLength(31);
    expect(await usedIn('many', '2026-01-31')).toBe('990');
  });

  it('asked again by the same request, it is kept once', async () => {
    const [node] = nodes;
    if (!node) throw new Error('no node');
    const asked = { node, type: 'none', request: 'same', amount: '10' };
    const [a, b] = [await keep(asked), await keep(asked)];
    expect(a).toEqual(b);
    expect(await usedIn('none', '2026-01')).toBe('10');
  });

  it('turns at local midnight, and what comes back goes to the day it was taken from', async () => {
    const [node] = nodes;
    if (!node) throw new Error('no node');
    const take = (request: string, amount: string) => keep({ node, type: 'turn', request, amount });
    const before = await take('turn 1', '100');
    expect((await take('turn 2', '1'))['refused']).toBe('day-credit');
    // 16:00 UTC is midnight in Shanghai, and the first of February.
    skipped = 60_000;
    expect((await take('turn 3', '100'))['refused']).toBeNull();
    expect((await take('turn 4', '51'))['refused']).toBe('day-credit');
    const call = callOf(node);
    await node.tenant.store.atOnce(call, async (transaction) => ({
      done: await release(transaction, call, String(before['entry'])),
    }));
    expect([await usedIn('turn', '2026-01-31'), await usedIn('turn', '2026-02-01')]).toEqual(['0', '100']);
    skipped = 0;
  });

  it('is written by nobody but issuing', async () => {
    const [node] = nodes;
    if (!node) throw new Error('no node');
    const made = await node.ask('POST', '/api/forms/credit-entry/records', {});
    expect([made.status, made.body['code']]).toEqual([403, 'ledger-own']);
  });

  it('does what a ledger in memory does, whatever crashes in between, and its totals are the sum of its entries', async () => {
    let run = 0;
    const step = fc.oneof(
      fc.record({
        do: fc.constant('reserve' as const),
        id: fc.nat(5),
        cents: fc.integer({ min: 1, max: 9000 }),
      }),
      fc.record({ do: fc.constantFrom('confirm' as const, 'release' as const), id: fc.nat(5) }),
      fc.record({
        do: fc.constant('crash' as const),
        id: fc.nat(5),
        cents: fc.integer({ min: 1, max: 9000 }),
      }),
      fc.record({ do: fc.constant('midnight' as const) }),
      fc.record({ do: fc.constant('expire' as const) }),
    );
    const limits: CreditLimits = { dayCredit: '100', monthCredit: '160' };
    const day = () => (skipped >= 60_000 ? '2026-02-01' : '2026-01-31');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.array(fc.nat(1), { minLength: 12, maxLength: 12 }),
        async (steps, where) => {
          run += 1;
          skipped = 0;
          const model = new CreditLedger();
          const held = new Map<string, { entry: string; at: number }>();
          for (const [at, one] of steps.entries()) {
            const node = nodes[where[at] ?? 0];
            if (!node) throw new Error('no node');
            const call = callOf(node);
            const inOne = (work: (transaction: TransactionScope) => Promise<boolean>) =>
              node.tenant.store.atOnce<JsonObject>(call, async (transaction) => ({
                done: await work(transaction),
              }));
            if (one.do === 'midnight') skipped = 60_000;
            else if (one.do === 'expire') {
              const now = skipped;
              skipped += 25 * 3_600_000;
              await expireCredit(node.tenant.store, callOf(node));
              skipped = now;
              for (const [id] of held) model.release(id);
            } else if (!('cents' in one)) {
              const id = `${run} ${one.id}`;
              const entry = held.get(id)?.entry;
              if (!entry) continue;
              await inOne((transaction) =>
                one.do === 'confirm' ? confirm(transaction, call, entry) : release(transaction, call, entry),
              );
              if (one.do === 'confirm') model.confirm(id);
              else model.release(id);
            } else {
              const id = `${run} ${one.id}`;
              const amount = add((one.cents / 100).toFixed(2), '0');
              const asked = { node, type: 'model', request: id, amount };
              if (one.do === 'crash') await expect(keep(asked, true)).rejects.toThrow(Crash);
              else {
                const isHeld = model.entries.some((entry) => entry.id === id);
                const answer = await keep(asked);
                const expected = isHeld
                  ? { refused: null }
                  : model.reserve({ id, businessType: 'model', amount, day: day() }, limits);
                expect(answer['refused']).toBe(expected.refused);
                if (answer['entry']) held.set(id, { entry: String(answer['entry']), at });
              }
            }
            const [first] = nodes;
            const rows = first ? await entries(callOf(first), first, types.get('model') ?? '') : [];
            const open = rows.filter(({ state }) => state === 'reserved' || state === 'confirmed');
            for (const period of ['2026-01-31', '2026-02-01']) {
              const counted = sum(
                open.filter((row) => row['day'] === period).map(({ amount }) => String(amount)),
              );
              expect(compare(counted, await usedIn('model', period))).toBe(0);
              expect(compare(counted, model.used('model', { day: period }))).toBe(0);
            }
          }
          // The next run begins with nothing taken.
          for (const node of nodes.slice(0, 1)) await clear(node);
        },
      ),
      { numRuns: process.env['GUIJU_LONG'] ? 40 : 6 },
    );
    skipped = 0;
  });

  async function clear(node: TestNode): Promise<void> {
    const form = callOf(node).served.model.formsById.get('credit-entry');
    if (!form) throw new Error('no ledger');
    await node.tenant.database.run('DELETE FROM gj_credit WHERE business_type = ?', [
      types.get('model') ?? '',
    ]);
    for (const { id } of await entries(callOf(node), node, types.get('model') ?? ''))
      await node.tenant.store.remove(callOf(node), form, String(id));
  }
});
