import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from '../desk.suite.ts';

const { itemName, taxCode } = serviceLine;
const sold = (amount: string, kind: string) => ({
  ...{ itemName, taxCode, rate: '0.13', quantity: '1', amount, kind },
});
const nobody = '01a1f807-e22b-76be-803c-9001ffac1fe0';

describeOnDatabases('what an action of a document is told', (database) => {
  let node: TestNode;
  let invoice = '';
  /** Ids of its lines: whole, discounted, discount. */
  let ids: readonly string[] = [];
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    const desk = deskAt(node);
    await desk.simulate();
    invoice = await desk.invoiced({
      lines: [
        sold('100', 'normal'),
        sold('500', 'discounted'),
        { ...sold('-100', 'discount'), quantity: null },
      ],
    });
    const { lines } = await desk.read('invoice', invoice);
    ids = (lines as readonly JsonObject[]).map(({ id }) => String(id));
  });
  afterAll(() => node.close());

  const red = (body: JsonObject) => deskAt(node).act('invoice', invoice, 'red', body);
  const reds = async () => {
    const path = `/api/forms/pending-invoice/records?view=manage&blueInvoice=${invoice}&fields=amount,redReason`;
    return (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
  };
  const line = (at: number, more: JsonObject = {}) => ({ id: ids[at] ?? '', ...more });
  const refusalsIn = ({ status, body }: { status: number; body: JsonObject }) => [
    status,
    body['code'],
    (body['errors'] as readonly JsonObject[]).map(({ path, code }) => `${String(path)} ${String(code)}`),
  ];

  it.each<[string, (() => JsonObject) | JsonObject, readonly string[]]>([
    ['a member nobody knows', { lnes: [] }, ['/lnes unknown-member']],
    ['the name of one in the singular', () => ({ line: [line(0)] }), ['/line unknown-member']],
    [
      'a member of a line nobody knows',
      () => ({ lines: [line(0, { Amount: '5' })] }),
      ['/lines/0/Amount unknown-member'],
    ],
    [
      'a quantity, which follows from the amount',
      () => ({ lines: [line(0, { quantity: 1 })] }),
      ['/lines/0/quantity unknown-member'],
    ],
    ['lines that are none', { lines: 'abc' }, ['/lines array-expected']],
    ['no lines', { lines: [] }, ['/lines schema-few']],
    ['lines as null', { lines: null }, ['/lines array-expected']],
    ['a line without its id', { lines: [{ amount: '5' }] }, ['/lines/0/id schema-required']],
    ['a line of no invoice', { lines: [{ id: nobody }] }, ['/lines/0/id row-unknown']],
    ['a discount', () => ({ lines: [line(2)] }), ['/lines/0/id red-of-discount']],
    [
      'a line twice',
      () => ({ lines: [line(0, { amount: '33.33' }), line(0, { amount: '90' })] }),
      ['/lines/1/id row-twice'],
    ],
    ['a reason nobody knows', { redReason: 'zzz' }, ['/redReason schema-enum']],
    ['a reason in capitals', { redReason: 'Return' }, ['/redReason schema-enum']],
    ...['abc', '', '0', '-5', '33.335', 33.335, 0, -5, null, '1e2'].map(
      (amount): [string, () => JsonObject, readonly string[]] => [
        `an amount of ${JSON.stringify(amount)}`,
        () => ({ lines: [line(0, { amount })] }),
        ['/lines/0/amount red-amount'],
      ],
    ),
    ['a tax that is none', () => ({ lines: [line(0, { amount: 1, tax: '-1' })] }), ['/lines/0/tax red-tax']],
    [
      'more than there is',
      () => ({ lines: [line(0, { amount: 999999 })] }),
      ['/lines/0/amount red-too-much'],
    ],
    [
      'more tax than there is',
      () => ({ lines: [line(0, { amount: 1, tax: 99 })] }),
      ['/lines/0/tax red-too-much'],
    ],
  ])('of a reversal is refused at its place: %s', async (_, body, errors) => {
    const asked = typeof body === 'function' ? body() : body;
    const answer = await red({ redReason: 'return', ...asked });
    expect(refusalsIn(answer)).toEqual([422, 'action-params', errors]);
    expect(await reds()).toEqual([]);
  });

  it('names what is known, and what is near', async () => {
    const { body } = await red({ lnes: [] });
    expect(body['errors']).toMatchObject([
      { params: { allowed: ['reason', 'redReason', 'lines', 'by'], near: ['lines'] } },
    ]);
    const wrong = await red({ redReason: 'zzz' });
    expect(wrong.body['errors']).toMatchObject([
      { params: { allowed: ['wrong', 'return', 'stopped', 'allowance'] } },
    ]);
  });

  it('is refused in a batch as well, by whichever way', async () => {
    const { revision } = await deskAt(node).read('invoice', invoice);
    const item = { op: 'act', id: invoice, ifMatch: revision ?? 0, action: 'red', body: { lnes: [] } };
    const path = '/api/forms/invoice/batch';
    const each = await node.ask('POST', path, { items: [item], atomic: false });
    expect(each.body['items']).toMatchObject([{ status: 422, problem: { errors: [{ path: '/lnes' }] } }]);
    const whole = await node.ask('POST', path, { items: [item] });
    expect([whole.status, whole.body]).toMatchObject([422, { errors: [{ path: '/items/0/body/lnes' }] }]);
    const ahead = await node.ask(
      'POST',
      `/api/forms/invoice/records/${invoice}/actions/red/preview`,
      { lnes: [] },
      {
        'if-match': `"${String(revision)}"`,
      },
    );
    expect(refusalsIn(ahead)).toEqual([422, 'action-params', ['/lnes unknown-member']]);
    expect(await reds()).toEqual([]);
  });

  it('names the actions there are where one is not', async () => {
    const { status, body } = await deskAt(node).act('invoice', invoice, 'reverse');
    expect([status, body['code']]).toEqual([404, 'action-unknown']);
    expect((body['params'] as JsonObject)['allowed']).toEqual(
      expect.arrayContaining(['red', 'void', 'enable', 'copy', 'transfer']),
    );
    const near = await deskAt(node).act('invoice', invoice, 'vodi');
    expect((near.body['params'] as JsonObject)['near']).toEqual(['void']);
  });

  it.each([
    [33.33, '-33.33'],
    ['12.3', '-12.3'],
    [0.1, '-0.1'],
  ])('is the same as a number and as a text: %j', async (amount, made) => {
    const { status, body } = await red({ redReason: 'return', lines: [line(0, { amount })] });
    expect(status, JSON.stringify(body)).toBe(200);
    const found = await reds();
    expect(found).toMatchObject([{ amount: made, redReason: 'return' }]);
    expect((await deskAt(node).remove('pending-invoice', String(found[0]?.['id']))).status).toBe(204);
  });

  it('says of a line, and of an invoice, that nothing is left', async () => {
    expect((await red({ redReason: 'return', lines: [line(0)] })).status).toBe(200);
    expect(refusalsIn(await red({ redReason: 'return', lines: [line(0)] }))).toEqual([
      422,
      'action-params',
      ['/lines/0/id red-line-used'],
    ]);
    expect((await red({ redReason: 'return' })).status).toBe(200);
    expect(refusalsIn(await red({ redReason: 'return' }))).toEqual([409, 'nothing-to-reverse', []]);
    for (const { id } of await reds())
      expect((await deskAt(node).remove('pending-invoice', String(id))).status).toBe(204);
  });

  it('of a split is what a plan of it takes, in a preview as well', async () => {
    const desk = deskAt(node);
    const id = await desk.approved({ lines: [serviceLine] });
    const at = `/api/forms/invoice-application/records/${id}/actions`;
    const split = { by: 'count', count: 3 };
    const { body } = await node.ask('POST', `${at}/preview`, { split });
    const plan = await node.ask('POST', '/api/decisions/plan', { ids: [id], split });
    const pending = (body['result'] as JsonObject)['pendingInvoices'];
    expect(pending).toHaveLength(3);
    expect(pending).toEqual((plan.body['result'] as JsonObject)['pendingInvoices']);
    for (const [wrong, path] of [
      [{ splitt: { by: 'line' } }, '/splitt'],
      [{ split: { by: 'count', count: 0 } }, '/split/count'],
      [{ split: { by: 'zzz' } }, '/split/by'],
      [{ split: { by: 'line', count: 2 } }, '/split/count'],
    ] as const) {
      const answers = [
        await node.ask('POST', `${at}/preview`, wrong),
        await desk.act('invoice-application', id, 'plan', wrong),
      ];
      for (const answer of answers) {
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.body['errors']).toMatchObject([{ path }]);
      }
    }
    const complete = await node.ask('POST', `${at}/complete`, { splitt: {} });
    expect(complete.body['errors']).toMatchObject([{ path: '/splitt', code: 'unknown-member' }]);
    expect((await desk.act('invoice-application', id, 'plan', { split })).status).toBe(200);
    expect(await desk.pendingOf(id)).toHaveLength(3);
  });

  it('says in which state a record is that an action is not offered for, and what can be done instead', async () => {
    const desk = deskAt(node);
    const body = { buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines: [serviceLine] };
    const id = await desk.make('invoice-application', body);
    expect((await desk.act('invoice-application', id, 'submit')).status).toBe(200);
    const again = await desk.act('invoice-application', id, 'submit');
    expect([again.status, again.body]).toMatchObject([
      409,
      {
        code: 'action-refused',
        detail: expect.stringMatching(/为“已提交”；等待审核；现在可以：审核、/),
        offered: expect.arrayContaining(['approve', 'withdraw-submission', 'send-back']),
      },
    ]);
    const { revision } = await desk.read('invoice-application', id);
    const path = `/api/forms/invoice-application/records/${id}/actions/issue`;
    const english = await node.ask(
      'POST',
      path,
      {},
      { 'if-match': `"${String(revision)}"`, 'accept-language': 'en' },
    );
    expect(english.body['detail']).toMatch(
      /is “Submitted”; it waits for “Approve”; what can be done now: Approve, /,
    );
  });

  it('is said in the document of the API, by form', async () => {
    const { body } = await node.ask('GET', '/openapi.json?forms=invoice');
    const { paths, components } = body as unknown as {
      paths: Record<string, { post: { parameters: JsonObject[]; requestBody: JsonObject } }>;
      components: { parameters: Record<string, JsonObject>; schemas: Record<string, JsonObject> };
    };
    const { parameters, requestBody } =
      paths['/api/forms/invoice/records/{id}/actions/{action}']?.post ?? expect.fail();
    expect(parameters).toContainEqual({ $ref: '#/components/parameters/invoice.action' });
    const action = components.parameters['invoice.action'] ?? expect.fail();
    expect(action['description']).toContain('`red` 红冲 · Reverse');
    expect((action['schema'] as JsonObject)['enum']).toEqual(
      expect.arrayContaining(['red', 'void', 'enable']),
    );
    expect(JSON.stringify(requestBody)).toContain('"#/components/schemas/invoice.act.red"');
    expect(Object.keys(components.schemas['invoice.act.red']?.['properties'] ?? {})).toEqual([
      'reason',
      'redReason',
      'lines',
      'by',
    ]);
  });
});
