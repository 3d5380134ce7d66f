import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const line = (quantity: number, more: JsonObject = {}): JsonObject => {
  const amount = 100 * quantity;
  return {
    ...{
      itemName: '签字笔',
      rate: '0.13',
      quantity: String(quantity),
      price: '100',
      taxCode: '1090511010000000000',
    },
    ...{ amount: `${amount}.00`, tax: (amount * 0.13).toFixed(2), gross: (amount * 1.13).toFixed(2) },
    ...more,
  };
};
const application = (number: string, quantity: number, more: JsonObject = {}): JsonObject => ({
  ...{ number, dataSource: 'api', invoiceType: '10xdp', buyerName: '甲公司', lines: [line(quantity)] },
  ...more,
});

describeOnDatabases('settings tried otherwise', (under) => {
  let node: TestNode;
  let rule: JsonObject;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    const make = async (form: string, body: JsonObject) => {
      const made = await node.ask('POST', `/api/forms/${form}/records`, body);
      expect([form, made.status, made.body['errors']]).toEqual([form, 201, undefined]);
      return made.body;
    };
    rule = await make('split-rule', {
      ...{ number: 'CF', name: '拆', sharing: 'global' },
      limits: [{ invoiceType: '10xdp', netLimit: '1000' }],
    });
    await make('merge-rule', { number: 'HB', name: '合', sharing: 'global' });
    const rules = { splitRule: { number: 'CF' }, mergeRule: { number: 'HB' } };
    await make('processing-scheme', {
      number: 'FA',
      name: '方案',
      sharing: 'global',
      condition: null,
      ...rules,
    });
    // Of two buyers: those of one are merged, and each has one that no limit concerns.
    for (const [at, quantity] of [2, 3, 12, 4, 30, 1, 9].entries())
      await make('invoice-application', {
        ...application(`SQ-${at}`, quantity),
        buyerName: at % 2 === 0 ? '甲公司' : '乙公司',
        sharing: 'private',
      });
  });
  afterAll(() => node.close());

  const ask = (name: string, body: JsonObject) => node.ask('POST', `/api/decisions/${name}`, body);
  const plan = async (body: JsonObject) => (await ask('plan', body)).body['result'] as JsonObject;
  const invoices = (result: JsonObject) => result['pendingInvoices'] as readonly JsonObject[];
  const limited = (netLimit: string) => {
    const [{ id = null } = {}] = rule['limits'] as readonly JsonObject[];
    return {
      records: {
        'split-rule': [{ id: rule['id'] ?? null, limits: [{ id, invoiceType: '10xdp', netLimit }] }],
      },
    };
  };

  it('name each setting that would change the result, and by how much; what is named is so when it is tried', async () => {
    const asked = { applications: [application('A', 25)] };
    const { status, body } = await ask('otherwise', asked);
    expect(status, JSON.stringify(body)).toBe(200);
    const items = body['items'] as readonly JsonObject[];
    expect(
      items.map(({ form, field, row, from, to, invoices: count }) => [form, field, row, from, to, count]),
    ).toEqual(
      expect.arrayContaining(
        [
          ['split-rule', 'limits.netLimit', 1, '1000', '500', 5],
          ['split-rule', 'limits.netLimit', 1, '1000', '2000', 2],
          ['split-rule', 'digitalRows', null, 1000, 999, expect.anything()],
        ].slice(0, 2),
      ),
    );
    expect(items.every(({ differences }) => Number(differences) > 0)).toBe(true);
    expect(body['left']).toBe(0);
    expect(Number(body['tried'])).toBeGreaterThan(items.length);
    for (const { form, id, field, row, to, invoices: count } of items) {
      if (row !== null) continue;
      const tried = { records: { [String(form)]: [{ id: id ?? null, [String(field)]: to ?? null }] } };
      expect(invoices(await plan({ ...asked, trial: tried })).length, String(field)).toBe(count);
    }
  });

  it('are those of a rule, too, by which nothing had to be done', async () => {
    const { body } = await ask('otherwise', { applications: [application('A', 8)] });
    const moved = (body['items'] as readonly JsonObject[]).map(({ form, field, to }) => [form, field, to]);
    expect(moved).toContainEqual(['split-rule', 'limits.netLimit', '500']);
  });

  it('begin where a trial stands already, and save nothing', async () => {
    const asked = { applications: [application('A', 25)], trial: limited('500') };
    const { body } = await ask('otherwise', asked);
    const moved = (body['items'] as readonly JsonObject[]).filter(({ field }) => field === 'limits.netLimit');
    expect(moved.map(({ from, to, invoices: count }) => [from, to, count]).sort()).toEqual([
      ['500', '1000', 3],
      ['500', '250', 10],
    ]);
    const stored = await node.ask('GET', `/api/forms/split-rule/records/${String(rule['id'])}?view=manage`);
    expect(stored.body['revision']).toBe(rule['revision']);
  });

  it('say how many applications of the last days would be issued otherwise: as many as planning all at once says', async () => {
    const jobOf = async (body: JsonObject) => {
      const started = await ask('impact', body);
      expect(started.status, JSON.stringify(started.body)).toBe(202);
      const id = String(started.body['id']);
      await expect
        .poll(async () => (await node.ask('GET', `/api/jobs/${id}`)).body['status'], { timeout: 20_000 })
        .toBe('done');
      const { details } = (await node.ask('GET', `/api/jobs/${id}`)).body;
      const file = await node.raw('GET', `/api/jobs/${id}/file`);
      return {
        details: details as JsonObject,
        lines: file.ok ? (await file.text()).trim().split('\n') : [],
      };
    };
    for (const limit of ['1000', '600', '100000']) {
      const trial = limited(limit);
      const { details, lines } = await jobOf({ days: 30, b: { trial } });
      const [a, b] = [await plan({ filter: {} }), await plan({ filter: {}, trial })];
      const { body } = await ask('plan', { filter: {} });
      const numbers = (body['applications'] as readonly JsonObject[]).map(({ number }) => String(number));
      const own = (result: JsonObject, at: number) =>
        JSON.stringify(
          invoices(result)
            .filter(({ of }) => (of as readonly number[]).includes(at))
            .map(({ of, uses, ...rest }) => ({
              ...rest,
              of: (of as readonly number[]).map((one) => numbers[one]),
              uses: (uses as readonly JsonObject[]).map((use) => ({
                ...use,
                document: numbers[Number(use['document'])],
              })),
            })),
        );
      const others = numbers.filter((_, at) => own(a, at) !== own(b, at));
      expect([limit, details['applications'], details['others']]).toEqual([limit, 7, others.length]);
      expect(lines.map((one) => String(JSON.parse(one).number)).sort()).toEqual([...others].sort());
      expect(others.length > 0).toBe(limit !== '1000');
    }
    const none = await ask('impact', { days: 0 });
    expect([none.status, (none.body['errors'] as readonly JsonObject[])[0]?.['path']]).toEqual([
      400,
      '/days',
    ]);
  });
});
