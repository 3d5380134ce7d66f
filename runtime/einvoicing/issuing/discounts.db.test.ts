import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';

const { itemName, taxCode } = serviceLine;
const sold = (amount: string, kind: string): JsonObject => ({
  ...{ itemName, taxCode, rate: '0.13', amount, kind },
});

describeOnDatabases('a discount that is entered by hand', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    await deskAt(node).simulate();
  });
  afterAll(() => node.close());

  const previewOf = async (id: string) => {
    const asked = { applications: [{ id }], push: 'issue' };
    return (await node.ask('POST', '/api/issuing/applications/preview', asked)).body;
  };

  it('is issued with the line above it, also where nobody computed a tax', async () => {
    const lines = [sold('10000', 'normal'), sold('500', 'discounted'), sold('-100', 'discount')];
    const id = await deskAt(node).approved({ lines });
    const { result, issues } = await previewOf(id);
    expect(issues).toEqual([]);
    expect(result).toMatchObject({ pendingInvoices: [{ amount: '10400', gross: '11752' }] });
  });

  it('says at its line what it wants above it', async () => {
    const lines = [sold('500', 'normal'), sold('-100', 'discount')];
    const { status, body } = await node.ask('POST', '/api/forms/invoice-application/records', {
      ...{ buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines },
    });
    expect(status).toBe(422);
    expect(body['errors']).toMatchObject([
      { path: '/lines/1/kind', message: expect.stringContaining('上一行的行性质改为“被折扣行”') },
    ]);
  });

  it.each([
    ['the negative line', ['10000', '500', '-1000'], { at: { line: 2 }, params: { amount: '-1000' } }],
    ['the positive line of a negative document', ['-500', '20', '-90'], { at: { line: 1 } }],
  ])('is asked for at %s, where no line says that it is one', async (_which, amounts, found) => {
    const id = await deskAt(node).approved({ lines: amounts.map((amount) => sold(amount, 'normal')) });
    const { issues } = await previewOf(id);
    const text = expect.stringContaining('若是折扣，请将本行的行性质改为“折扣行”');
    expect(issues).toMatchObject([{ code: 'mixed-signs', text, ...found }]);
  });
});
