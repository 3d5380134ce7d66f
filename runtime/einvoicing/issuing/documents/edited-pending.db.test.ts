import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, compare, sum } from '../../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { installedFrom } from '../../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

const parameter = 'sim_config/sim_wait_edit_enable';
const other = { ...serviceLine, itemName: '咨询费', quantity: '1', amount: '100', tax: '6', gross: '106' };

const label = (text: string) => ({ zh: text, en: text });
/** What a customer has the platform make of a document that is edited. */
const made = installedFrom(
  new Map<string, Json>([
    [
      'package.json',
      {
        name: 'made',
        version: '1.0.0',
        peerDependencies: { platform: '*', basis: '*', invoicing: '*' },
        guiju: { prefix: 'md', label: label('Made') },
      },
    ],
    [
      'extensions/pending-invoice.json',
      {
        extends: 'pending-invoice',
        fields: [{ name: 'md_told', kind: 'formula', label: label('Told'), formula: 'remark & "!"' }],
        rows: {
          lines: [{ name: 'md_twice', kind: 'formula', label: label('Twice'), formula: 'quantity * 2' }],
        },
      },
    ],
  ]),
);

describeOnDatabases('a pending invoice that was made of an application', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    await node.publish([made]);
    desk = deskAt(node);
    await desk.simulate();
  });
  afterAll(() => node.close());

  const planned = async (lines: readonly JsonObject[] = [serviceLine, other]) => {
    const application = await desk.approved({ lines });
    const { status, body } = await desk.act('invoice-application', application, 'plan');
    expect(status, JSON.stringify(body)).toBe(200);
    const [pending] = await desk.pendingOf(application);
    return { application, id: String(pending?.['id']) };
  };
  const linesOf = (record: JsonObject) => record['lines'] as readonly JsonObject[];
  const change = async (id: string, body: (lines: readonly JsonObject[]) => JsonObject) => {
    const read = await desk.read('pending-invoice', id);
    const path = `${desk.records('pending-invoice')}/${id}`;
    const tag = { 'if-match': `"${String(read['revision'])}"` };
    return node.ask('PATCH', path, body(linesOf(read)), tag);
  };
  const withLine = (at: number, more: JsonObject) => (lines: readonly JsonObject[]) => ({
    lines: lines.map((line, place) => (place === at ? { ...line, ...more } : line)),
  });

  it.each<[string, (lines: readonly JsonObject[]) => JsonObject, number]>([
    ['its remark', () => ({ remark: '改' }), 200],
    ['where it is delivered', () => ({ buyerEmail: 'a@example.com', buyerMobile: '13800000000' }), 200],
    ['its special elements', () => ({ additionalMode: 'kept' }), 200],
    ['the buyer', () => ({ buyerName: '另一个' }), 422],
    ['an amount', withLine(0, { amount: '100', tax: '6', gross: '106' }), 422],
    ['a name', withLine(0, { itemName: '别的' }), 422],
    ['the number of its lines', (lines) => ({ lines: [...lines, other] }), 422],
  ])('lets people change %s or not', async (_, body, status) => {
    await desk.set(parameter, null);
    const { id } = await planned();
    const answer = await change(id, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    if (status === 422) expect(JSON.stringify(answer.body)).toContain('pending-read-only');
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a price', { price: '90' }, { amount: '180', tax: '10.8', gross: '190.8' }],
    ['a quantity', { quantity: '3' }, { amount: '300', tax: '18', gross: '318' }],
    ['a tax', { tax: '12.05' }, { amount: '200', tax: '12.05', gross: '212.05' }],
  ])('sim_wait_edit_enable: %s is edited, and its application gets the difference', async (_, more, line) => {
    await desk.set(parameter, ['91500023MA0000001M', seller]);
    const { application, id } = await planned();
    const answer = await change(id, withLine(0, more));
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const read = await desk.read('pending-invoice', id);
    expect(read).toMatchObject({ lines: [line, { gross: '106' }] });
    expect(read['gross']).toBe(add(String(line['gross']), '106'));
    const amountDifference = add(String(line['amount']), '-200');
    const taxDifference = add(String(line['tax']), '-12');
    const grossDifference = add(amountDifference, taxDifference);
    expect(await desk.read('invoice-application', application)).toMatchObject({
      lines: [
        { issuedAmount: '200', issuedGross: '212', amountDifference, taxDifference, grossDifference },
        { issuedAmount: '100' },
      ],
    });
    expect((await desk.remove('pending-invoice', id)).status).toBe(204);
    expect(linesOf(await desk.read('invoice-application', application))[0]).toMatchObject({
      issuedAmount: '0',
      amountDifference: '0',
      taxDifference: '0',
    });
  });

  it('is not edited into what could not leave, nor a red one at all', async () => {
    await desk.set(parameter, [seller]);
    const { id } = await planned();
    const wrong = await change(id, withLine(0, { tax: '99' }));
    expect(wrong.status).toBe(422);
    expect(JSON.stringify(wrong.body)).toContain('line-tax');
    const blue = await desk.invoiced({ buyerName: '红', lines: [serviceLine] });
    expect((await desk.act('invoice', blue, 'red')).status).toBe(200);
    const path = `${desk.records('pending-invoice')}?view=manage&blueInvoice=${blue}`;
    const [red] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
    const answer = await change(String(red?.['id']), withLine(0, { price: '90' }));
    expect([answer.status, JSON.stringify(answer.body).includes('pending-read-only')]).toEqual([422, true]);
  });

  it('whatever is edited, what was used and the differences are what is on the invoice', async () => {
    await desk.set(parameter, [seller]);
    const { application, id } = await planned();
    const figure = fc.integer({ min: 1, max: 500_00 }).map((value) => String(value / 100));
    const edit = fc.record({
      at: fc.constantFrom(0, 1),
      member: fc.constantFrom('price', 'quantity'),
      value: figure,
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, member, value }) => {
        await change(id, withLine(at, { [member]: value }));
        const pending = await desk.read('pending-invoice', id);
        const rows = linesOf(await desk.read('invoice-application', application));
        for (const [issued, difference, total] of [
          ['issuedAmount', 'amountDifference', 'amount'],
          ['issuedTax', 'taxDifference', 'tax'],
          ['issuedGross', 'grossDifference', 'gross'],
        ] as const) {
          const all = sum(
            rows.flatMap((row) => [String(row[issued] ?? '0'), String(row[difference] ?? '0')]),
          );
          expect(compare(all, String(pending[total]))).toBe(0);
        }
      }),
      { numRuns: 8 },
    );
  });
});
