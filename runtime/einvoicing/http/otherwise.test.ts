import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { itLong } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type Designer, designer, field, people } from '../../http/design/designing.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const line = (quantity: number, more: JsonObject = {}): JsonObject => {
  const amount = 100 * quantity;
  return {
    itemName: '签字笔',
    rate: '0.13',
    quantity: String(quantity),
    price: '100',
    taxCode: '1090511010000000000',
    amount: `${amount}.00`,
    tax: (amount * 0.13).toFixed(2),
    gross: (amount * 1.13).toFixed(2),
    ...more,
  };
};
const application = (number: string, quantity: number, more: JsonObject = {}): JsonObject => ({
  number,
  dataSource: 'api',
  invoiceType: '10xdp',
  buyerName: '甲公司',
  lines: [line(quantity)],
  ...more,
});

/** On one database: what is tried is worked out of what was read, and how that is read other suites say on both. */
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
      number: 'CF',
      name: '拆',
      sharing: 'global',
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
  /**
   * Numbers of stored applications that come to something else in one result than in the other, looked at one by one.
   */
  const otherIn = async (a: JsonObject, b: JsonObject): Promise<readonly string[]> => {
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
    return numbers.filter((_, at) => own(a, at) !== own(b, at));
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
    expect(body['left']).toEqual(expect.any(Number));
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
    for (const limit of ['1000', '600', '100000']) {
      const trial = limited(limit);
      const { details, lines } = await jobOf({ days: 30, b: { trial } });
      const [a, b] = [await plan({ filter: {} }), await plan({ filter: {}, trial })];
      const others = await otherIn(a, b);
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

  describe('by a design that nobody published', () => {
    let admin: Designer;
    let design: string;
    let set: JsonObject;
    const long = '长'.repeat(120);
    const urgent = (is: boolean) => application('U', 25, { local_urgent: is });
    beforeAll(async () => {
      admin = designer(node);
      const first = await admin.begin({ name: 'first' });
      const flag = field('local_urgent', 'boolean');
      await taken(first, [{ do: 'add-field', form: 'invoice-application', content: flag }]);
      await admin.publish(first);
      const made = await node.ask('POST', '/api/forms/invoice-application/records', {
        ...application('SQ-LONG', 1, { sharing: 'private', local_urgent: true, buyerName: '丙公司' }),
        lines: [line(1, { itemName: long })],
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      await node.ask('POST', '/api/forms/split-rule/records', {
        number: 'CF-U',
        name: '急',
        sharing: 'global',
        limits: [{ invoiceType: '10xdp', netLimit: '500' }],
      });
      // A field is called otherwise, a rule says more, and names that are too long are cut.
      design = await admin.begin({ name: 'second' });
      await taken(design, [
        { do: 'rename', form: 'invoice-application', place: 'fields/local_urgent', name: 'local_rush' },
        { do: 'add-field', form: 'split-rule', content: field('local_grade', 'text', { length: 40 }) },
        { do: 'set', form: 'other-settings', target: 'fields/nameTooLong/default', value: 'cut' },
      ]);
      const sent = await node.ask('POST', '/api/changesets', {
        name: 'with it',
        design,
        items: [
          {
            action: 'change',
            form: 'split-rule',
            record: rule['id'] ?? null,
            body: { ...(limited('400').records['split-rule'][0] ?? {}), id: undefined, local_grade: 'A' },
          },
          {
            action: 'create',
            form: 'processing-scheme',
            body: {
              number: 'FA-U',
              name: '急件',
              sharing: 'global',
              priority: 1,
              condition: { fact: 'local_rush', operator: 'equal', value: true },
              splitRule: { number: 'CF-U' },
              mergeRule: { number: 'HB' },
            },
          },
        ],
      } as unknown as JsonObject);
      expect(sent.status, JSON.stringify(sent.body)).toBe(201);
      set = sent.body;
    });

    async function taken(id: string, steps: readonly object[]): Promise<void> {
      const { status, body } = await admin.take(id, 0, steps as never);
      expect([status, body['errors']]).toEqual([200, undefined]);
    }
    const byDesign = () => ({ design });
    const withSet = () => ({ changeSet: set['id'] ?? null });

    it.each<[string, () => JsonObject | null, boolean, number]>([
      ['what is in service', () => null, true, 3],
      ['a design, whose change set is not there', byDesign, true, 3],
      ['a change set with the design that it names', withSet, true, 5],
      ['the same, of another rule that both make', withSet, false, 7],
      ['both, named each', () => ({ ...byDesign(), ...withSet() }), true, 5],
      [
        'a record on top of the design, as it is called today',
        () => ({ ...byDesign(), ...limited('250') }),
        false,
        10,
      ],
    ])(
      '%s decides: an urgent application or another comes to so many invoices',
      async (_, trial, is, count) => {
        const body = { applications: [urgent(is)], trial: trial() };
        const { status, body: answer } = await ask('plan', body);
        expect(status, JSON.stringify(answer)).toBe(200);
        expect(invoices(answer['result'] as JsonObject).length).toBe(count);
      },
    );

    it('differ from what stands where one compares them, and say which setting would change more', async () => {
      const asked = { applications: [application('N', 1, { lines: [line(1, { itemName: long })] })] };
      const { body: compared } = await ask('compare', { ...asked, b: { trial: byDesign() } });
      expect(compared).toMatchObject({ same: false });
      const { body } = await ask('otherwise', { applications: [urgent(false)], trial: withSet() });
      const moved = (body['items'] as readonly JsonObject[]).filter(
        ({ field: one }) => one === 'limits.netLimit',
      );
      expect(moved.map(({ from, to, invoices: count }) => [from, to, count]).sort()).toEqual([
        ['400', '200', 13],
        ['400', '800', 4],
      ]);
    });

    it('are for whoever may read the design, and for nobody once it is discarded or has mistakes', async () => {
      const as = await people(node, { clerk: [], drafter: [{ what: 'all', publishes: false }] });
      const problem = async (by: Pick<Designer, 'ask'>, id: string) => {
        const body = { applications: [urgent(true)], trial: { design: id } };
        const { status, body: answer } = await by.ask('POST', '/api/decisions/plan', body);
        return [status, (answer['errors'] as readonly JsonObject[] | undefined)?.[0]?.['code']];
      };
      const unknown = [422, 'decision-design-unknown'];
      expect(await problem(as('drafter'), design)).toEqual(unknown);
      await admin.ask('PUT', `/api/design/drafts/${design}`, { shared: true });
      expect(await problem(as('drafter'), design)).toEqual([200, undefined]);
      expect(await problem(as('clerk'), design)).toEqual(unknown);
      const other = await admin.begin({ name: 'other' });
      const both = { applications: [urgent(true)], trial: { design: other, ...withSet() } };
      expect((await ask('plan', both)).body['errors']).toMatchObject([{ code: 'decision-trial-designs' }]);
      await taken(other, [{ do: 'write-file', path: 'forms/broken.json', content: { name: 'broken' } }]);
      expect(await problem(admin, other)).toEqual([422, 'decision-design-broken']);
      await admin.ask('DELETE', `/api/design/drafts/${other}`);
      expect(await problem(admin, other)).toEqual(unknown);
    });

    itLong('concern as many applications as come to something else once it is published', async () => {
      const before = await plan({ filter: {} });
      const counted = [await jobOf({ b: { trial: byDesign() } }), await jobOf({ b: { trial: withSet() } })];
      const tried = [
        await plan({ filter: {}, trial: byDesign() }),
        await plan({ filter: {}, trial: withSet() }),
      ];
      const done = await node.ask(
        'POST',
        `/api/changesets/${String(set['id'])}/publish`,
        {},
        {
          'if-match': `"${String(set['revision'])}"`,
        },
      );
      expect([done.status, done.body['state']], JSON.stringify(done.body)).toEqual([200, 'published']);
      const [byIt = {}, withIt = {}] = tried;
      const after = await plan({ filter: {} });
      expect(await otherIn(after, withIt)).toEqual([]);
      for (const [at, others] of [await otherIn(before, byIt), await otherIn(before, after)].entries()) {
        const { details, lines } = counted[at] ?? { details: {}, lines: [] };
        expect([details['applications'], details['others']]).toEqual([8, others.length]);
        expect(lines.map((one) => String(JSON.parse(one).number)).sort()).toEqual([...others].sort());
      }
      expect(await otherIn(before, byIt)).toEqual(['SQ-LONG']);
    });
  });
});
