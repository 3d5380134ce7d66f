import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { toLocal } from '../../../rules/calendar.ts';
import type { ChannelKind } from '../../../rules/einvoicing/limit-length/limit-length.ts';
import type { CodeRecord, Leaving, LeavingConfig } from '../../../rules/einvoicing/may-be-issued/question.ts';
import { someLeaving } from '../../../rules/einvoicing/may-be-issued/scenes.suite.ts';
import { slowly } from '../../../rules/einvoicing/may-be-issued/slow.suite.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';
import { license } from './license.suite.ts';

/** The seller of the generated invoices. */
const drawn = '91500023MA0000001M';
const today = toLocal(new Date().toISOString(), 'Asia/Shanghai').date;
const wellKnown = '1090511010000000000';
/** Codes of the generated lines, and what is to be known of those that are not shipped. */
const categories: Readonly<Record<string, JsonObject>> = {
  [wellKnown]: {},
  '1090000000000000000': { summary: true },
  '3040502020200000000': { lastDay: '2010-01-01' },
  '5000000000000000001': {},
};
const estates: Readonly<Record<string, JsonObject>> = {
  sale: { type: 'sale', address: '某路' },
  rental: { type: 'rental', address: '某路', certificateNo: '1', areaUnit: 'mu' },
  construction: { type: 'construction', address: '某路', landVatProjectNo: '2', projectName: '楼' },
};

/** What is configured, as the table is to know it: said once more, and not read from where the decision reads it. */
const facts: LeavingConfig = {
  today,
  licences: [seller, drawn].map((taxNo) => ({ taxNo, status: 'authorised' as const })),
  codeOf: () => null,
  codesComplete: false,
  realEstate: null,
  corrections: [],
  rateRules: [],
  parameter: () => null,
};

/** The ways by which an invoice comes to the channel. */
const doors = ['page', 'receivable', 'interface', 'import', 'by-itself', 'by-hand', 'batch'] as const;
type Door = (typeof doors)[number];

const someDocument = fc.record({ question: someLeaving, door: fc.constantFrom(...doors) });

describeOnDatabases('nothing that the table forbids is ever sent to a channel', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const received: JsonObject[] = [];
  const codes = new Map<string, CodeRecord>();
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({
        // Whatever is asked for, somebody would issue it.
        channels: (connected) => async (question) => {
          const channel = await connected({
            ...question,
            channel: null,
            invoiceType: '10xdp',
            simulated: true,
          });
          return (
            channel && {
              ...channel,
              issue(request) {
                received.push(request.document as JsonObject);
                return channel.issue(request);
              },
            }
          );
        },
      }),
    });
    desk = deskAt(node);
    await desk.simulate();
    await license(node, drawn);
    const own = { 'guiju-reason': 'test' };
    for (const [key, raw] of [
      ['sim_not_approval_required/sim_original_bill', 'D'],
      [`sim_bill_save_check_tax/${drawn}`, '1'],
      [`sim_bill_save_check_amount/${drawn}`, '1'],
      ['sim_discount_row_check/sim_discount_row_check', '1'],
      ['sim_botp_config/sim_ar_push_recal', '1'],
    ] as const) {
      const { status, body } = await node.ask('PUT', `/api/params/${key}`, { raw }, own);
      expect(status, JSON.stringify(body)).toBeLessThan(300);
    }
    for (const [number, more] of Object.entries(categories)) {
      const path = `${desk.records('tax-category')}?number=${number}`;
      const known = async () => ((await node.ask('GET', path)).body['items'] as readonly JsonObject[])[0];
      if (!(await known())) await desk.make('tax-category', { number, name: number, ...more });
      const { summary = null, lastDay = null, rates } = (await known()) ?? {};
      codes.set(number, { summary, lastDay, allowed: rates ?? [] } as unknown as CodeRecord);
    }
    for (const [number, more] of Object.entries(estates))
      await desk.make('real-estate', { number, name: number, ...more });
    const scheme = { name: '自动', frequency: 'daily', window: '08:00:00~18:00:00', everyMinutes: 60 };
    schemeId = await desk.make('auto-issue-scheme', {
      ...scheme,
      ...{ sign: ['positive', 'negative'], merge: 'none', push: 'issue', priority: 5 },
      condition: { fact: 'sourceSystem', operator: 'equal', value: 'SELF' },
    });
  });
  afterAll(() => node.close());
  let schemeId = '';
  const codeOf = (taxCode: string) => codes.get(taxCode) ?? null;

  /** As somebody would type or send it; the rest of a question is not the document's. */
  const bodyOf = ({ sign, realEstate: _, blueInvoice: __, lines, ...header }: Leaving): JsonObject => {
    const given = Object.entries({ ...header }).filter(([, value]) => value !== null && value !== '');
    const { amount: ___, tax: ____, gross: _____, withList: ______, ...body } = Object.fromEntries(given);
    return {
      ...(body as JsonObject),
      ...(sign === 'red' ? { billType: 'red', redReason: 'return' } : {}),
      ...(header.specialKind && estates[header.specialKind] ? { realEstate: header.specialKind } : {}),
      lines: (lines ?? []).map((one) =>
        Object.fromEntries(Object.entries(one).filter(([, value]) => value)),
      ) as JsonObject[],
    };
  };
  const saved = async (form: string, body: JsonObject): Promise<string | null> => {
    const { status, body: made } = await node.ask('POST', desk.records(form), body);
    expect(status, JSON.stringify(made)).toBeLessThan(500);
    return status === 201 ? String(made['id']) : null;
  };
  /** As far as it comes: whoever refuses it may. */
  const acted = async (form: string, id: string, ...actions: readonly string[]) => {
    for (const action of actions) {
      const { status, body } = await desk.act(form, id, action);
      expect(status, JSON.stringify(body)).toBeLessThan(500);
      if (status >= 300) return;
    }
  };
  const goes: Readonly<Record<Door, (body: JsonObject) => Promise<void>>> = {
    page: async (body) => applied({ ...body, dataSource: 'manual' }, 'submit', 'approve', 'issue'),
    receivable: async (body) => applied({ ...body, dataSource: 'receivable' }, 'submit', 'approve', 'issue'),
    import: async (body) => applied({ ...body, dataSource: 'import' }, 'issue'),
    async interface(body) {
      const id = await saved('invoice-application', { ...body, dataSource: 'api' });
      const asked = { applications: [{ id }], push: 'issue', by: 'interface' };
      if (id) await node.ask('POST', '/api/issuing/applications', asked);
    },
    async 'by-itself'(body) {
      const id = await saved('invoice-application', { ...body, dataSource: 'api', sourceSystem: 'SELF' });
      if (!id) return;
      await acted('auto-issue-scheme', schemeId, 'run-now');
      await node.node.run('runs');
    },
    async 'by-hand'(body) {
      const id = await saved('pending-invoice', body);
      if (id) await acted('pending-invoice', id, 'submit', 'approve', 'issue');
    },
    async batch(body) {
      const ids: string[] = [];
      for (const more of [{}, { buyerName: '另一家' }]) {
        const id = await saved('pending-invoice', { ...body, ...more });
        if (!id) continue;
        await acted('pending-invoice', id, 'submit', 'approve');
        ids.push(id);
      }
      const pendingInvoices = ids.map((id) => ({ id }));
      if (ids.length > 0) await node.ask('POST', '/api/issuing/pending-invoices', { pendingInvoices });
    },
  };
  const applied = async (body: JsonObject, ...actions: readonly string[]) => {
    const id = await saved('invoice-application', body);
    if (id) await acted('invoice-application', id, ...actions);
  };

  /** What the table says against what the channel was sent. */
  const against = async (sent: JsonObject): Promise<readonly string[]> => {
    const { blueInvoice, realEstate, channel } = sent;
    const pointed = (one: unknown) => String((one as { readonly id?: unknown } | null)?.id ?? '');
    const blue = blueInvoice ? await desk.read('invoice', pointed(blueInvoice)) : null;
    const estate = realEstate ? await desk.read('real-estate', pointed(realEstate)) : null;
    const question = {
      invoice: sent as Leaving,
      at: 'push' as const,
      channelKind: (channel ?? null) as ChannelKind | null,
      blue: blue && { invoiceStatus: String(blue['invoiceStatus']) },
    };
    const said = slowly(question, { ...facts, codeOf, realEstate: estate as LeavingConfig['realEstate'] });
    return said.filter((one) => one.endsWith(' error')).map((one) => `${String(sent['number'])} ${one}`);
  };
  const judge = async (from: number) => {
    const wrong: string[] = [];
    for (const sent of received.slice(from)) wrong.push(...(await against(sent)));
    expect(wrong).toEqual([]);
  };
  const sane: JsonObject = {
    ...{ buyerName: '甲公司', buyerTaxNo: '91440300708461136T', invoiceType: '10xdp', sellerTaxNo: drawn },
    lines: [{ ...serviceLine, taxCode: wellKnown, kind: 'normal' }],
  };

  it.each(doors)('%s: what is right goes out, and goes back', async (door) => {
    const from = received.length;
    await goes[door]({ ...sane, buyerName: `甲 ${door}` });
    await node.node.run('issue');
    expect(received.length).toBeGreaterThan(from);
    await judge(from);
    const path = `${desk.records('invoice')}?view=manage&buyerName=${encodeURIComponent(`甲 ${door}`)}`;
    const { body } = await node.ask('GET', path);
    const [blue] = body['items'] as readonly JsonObject[];
    const reversed = await desk.act('invoice', String(blue?.['id']), 'red', { redReason: 'return' });
    expect(reversed.status, JSON.stringify(reversed.body)).toBeLessThan(300);
    const pending = await node.ask(
      'GET',
      `${desk.records('pending-invoice')}?view=manage&issueStatus=pending&billType=red`,
    );
    for (const { id } of pending.body['items'] as readonly JsonObject[])
      await acted('pending-invoice', String(id), 'submit', 'approve', 'issue');
    const before = received.length;
    await node.node.run('issue');
    expect(received.slice(before).map(({ gross }) => String(gross).startsWith('-'))).toContain(true);
    await judge(before);
  });

  it.each(doors)('%s: what the application’s own checks let through is held back', async (door) => {
    const buyerName = `乙 ${door}`;
    await goes[door]({
      ...sane,
      ...{
        buyerName,
        lines: [{ ...serviceLine, taxCode: wellKnown, kind: 'normal', tax: '13', gross: '213' }],
      },
    });
    await node.node.run('issue');
    const path = `${desk.records('pending-invoice')}?view=manage&fields=failureCode&buyerName=`;
    const { body } = await node.ask('GET', path + encodeURIComponent(buyerName));
    expect(body['items']).toMatchObject([{ failureCode: 'line-tax' }]);
    expect(received.filter((sent) => sent['buyerName'] === buyerName)).toEqual([]);
  });

  it('whatever comes, by whichever door', { timeout: 3_600_000 }, async () => {
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(someDocument, async ({ question, door }) => {
        const from = received.length;
        turn += 1;
        await goes[door]({ ...bodyOf(question.invoice), businessNumber: `N${turn}` });
        await node.node.run('issue');
        await judge(from);
      }),
      { numRuns: runs(25, 3_000) },
    );
  });
});
