import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Field } from '../../../../metadata/field.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt, seller } from '../desk.suite.ts';
import { madeByPlatform } from '../made-by-platform.ts';

const texts: Readonly<Record<string, Json>> = {
  'tax-number': '91500023MA0000001M',
  datetime: '2026-01-02T03:04:05Z',
  boolean: true,
  phone: '13900000000',
  email: 'a@example.com',
};

/** A value that a person may type, and which the record has not. */
function typed({ kind, options }: Field): Json | undefined {
  if (kind.name === 'choice') return options?.at(-1)?.value;
  if (kind.name === 'reference') return undefined;
  return texts[kind.name] ?? (['text', 'multiline', 'number'].includes(kind.name) ? '改' : undefined);
}

describeOnDatabases('what the bureau wrote', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
  });
  afterAll(() => node.close());

  /** Names of the fields that a record takes from people as it stands. */
  async function taken(form: string, id: string): Promise<readonly string[]> {
    const fields = node.tenant.served().model.forms.get(form)?.fields ?? [];
    const said: string[] = [];
    for (const field of fields) {
      const value = typed(field);
      if (value === undefined) continue;
      const before = await desk.read(form, id);
      if (before[field.name] === value) continue;
      const path = `${desk.records(form)}/${id}`;
      const etag = { 'if-match': `"${String(before['revision'])}"` };
      const { status } = await node.ask('PATCH', path, { [field.name]: value }, etag);
      if (status === 200) said.push(field.name);
    }
    return said.sort();
  }
  const lines = [{ itemName: '服务费', rate: '0.06', amount: '-200', tax: '-12', gross: '-212' }];
  const confirmation = { redReason: 'return', sellerTaxNo: seller, invoiceType: '10xdp', lines };
  const ours = ['channel', 'drawer', 'payee', 'remark', 'reviewer'];

  it.each<[string, string, JsonObject, readonly string[]]>([
    [
      'a downloaded confirmation: a remark, and what we say of the red invoice',
      'red-confirmation',
      { ...confirmation, source: 'bureau', status: '03', enteredBy: 'buyer' },
      ours,
    ],
    [
      'one that we entered as the seller: no more than that',
      'red-confirmation',
      { ...confirmation, source: 'manual', status: '02' },
      ours,
    ],
    [
      'one that we entered as the buyer: no more either',
      'red-confirmation',
      { ...confirmation, source: 'manual', status: '03', enteredBy: 'buyer', buyerTaxNo: seller },
      ours,
    ],
    [
      'a red-letter form with its number: our own number of it, and its remark',
      'red-information',
      {
        applicant: 'buyer',
        informationNo: '1234567890123456',
        redReason: 'return',
        invoiceType: '004',
        lines,
      },
      ['number', 'remark'],
    ],
  ])('of %s is taken', async (_says, form, body, expected) => {
    const id = await desk.make(form, body);
    expect(await taken(form, id)).toEqual([...expected].sort());
  });

  it('begins when it is entered, by the bureau and by nobody else', async () => {
    const id = await desk.make('red-confirmation', { ...confirmation, source: 'manual' });
    const said = await taken('red-confirmation', id);
    expect(said).toEqual(expect.arrayContaining([...ours, 'buyerName', 'enteredBy', 'number']));
    expect(said.filter((name) => name === 'status' || name === 'issued')).toEqual([]);
  });

  it('stays also where its source is typed along, and its lines are sent anew', async () => {
    const id = await desk.make('red-confirmation', { ...confirmation, source: 'bureau', status: '03' });
    for (const body of [{ source: 'manual', status: '04' }, { lines: [{ itemName: '改' }] }]) {
      const { revision } = await desk.read('red-confirmation', id);
      const etag = { 'if-match': `"${String(revision)}"` };
      const said = await node.ask('PATCH', `${desk.records('red-confirmation')}/${id}`, body, etag);
      expect(said.status, JSON.stringify(said.body)).toBe(422);
    }
    expect(await desk.read('red-confirmation', id)).toMatchObject({ status: '03', source: 'bureau', lines });
  });

  it('is read-only on every form whose records the platform makes, but for a remark', () => {
    const { model } = node.tenant.served();
    const open = Object.keys(madeByPlatform).flatMap((id) => {
      const fields = model.formsById.get(id)?.fields ?? [];
      return fields
        .filter(({ readonly, kind, name }) => readonly !== true && !kind.derived && name !== 'remark')
        .map(({ name }) => `${id}.${name}`);
    });
    const byPeople = ['taxNo', 'month', 'given', 'adjusted', 'leqi'];
    expect(open).toEqual(byPeople.map((name) => `quota-account.${name}`));
  });
});
