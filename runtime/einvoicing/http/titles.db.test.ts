import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt } from '../issuing/desk.suite.ts';

const password = 'correct horse battery';
const [tax, other] = ['91440300708461136T', '91500023MA0000001M'];

describeOnDatabases('the titles of a buyer', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.make('organisation', { number: 'SZ', name: '深圳', parent: { number: 'root' } });
    const rows = [
      { address: '上海路', phone: '021-1', priority: 1, condition: hu },
      { address: '北京路', phone: '010-1', priority: 9, isDefault: true, bank: '银行', account: '62' },
      { address: '广州路', priority: 2 },
    ];
    const titles: readonly JsonObject[] = [
      { number: 'T-1', name: '大客户', taxNo: tax, code: 'C1', sharing: 'global', titles: rows },
      { number: 'T-2', name: '大客户分公司', customers: [{ customerName: '集团', customerTaxNo: other }] },
      { number: 'T-3', name: '王小明', kind: 'person', idNo: '110', titles: [{ mobile: '13800000000' }] },
    ];
    for (const title of titles) await desk.make('buyer-title', title);
    const gone = await desk.make('buyer-title', { number: 'T-9', name: '大客户停用', sharing: 'global' });
    await desk.act('buyer-title', gone, 'disable');
    const all = { actions: ['read'], scope: 'all' };
    for (const [number, grants] of [
      ['sees', [{ form: 'buyer-title', ...all }]],
      ['some', [{ form: 'buyer-title', ...all, readable: ['number', 'name', 'titles.address'] }]],
      ['none', [{ form: 'customer', ...all }]],
    ] as const) {
      await desk.make('role', { number, name: number, grants });
      const roles = [{ role: number, organisation: 'root' }];
      const id = await desk.make('user', { number, name: number, organisation: 'root', roles });
      await node.ask('PUT', `/api/users/${id}/password`, { password });
      const signed = await node.ask('POST', '/api/session', { user: number, password });
      tokens.set(number, String(signed.body['token']));
    }
  });
  afterAll(() => node.close());

  const hu = { fact: 'remark', operator: 'equal', value: '沪' };
  const offered = async (asked: Readonly<Record<string, string>>, who?: string, org = 'root') => {
    const query = new URLSearchParams({ ...asked, org });
    const headers = who === undefined ? {} : { authorization: `Bearer ${tokens.get(who)}` };
    const answer = await node.ask('GET', `/api/issuing/titles?${query}`, undefined, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body['items'] as readonly (JsonObject & {
      readonly title: JsonObject;
      readonly fills: JsonObject;
    })[];
  };
  const named = async (...asked: Parameters<typeof offered>) =>
    (await offered(...asked)).map(({ title, row }) => `${title['number']}/${row}`);

  const ofFirst = ['T-1/2', 'T-1/1', 'T-1/3'];
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'by its whole name, the default row first, then by priority',
      { buyerName: '大客户' },
      [...ofFirst, 'T-2/null'],
    ],
    ['by a part of its name', { buyerName: '小明' }, ['T-3/1']],
    ['by its code before all else', { buyerCode: 'C1', buyerName: '王小明' }, [...ofFirst, 'T-3/1']],
    ['by its tax number', { buyerTaxNo: tax }, ofFirst],
    ['by its customer', { customerName: '集团' }, ['T-2/null']],
    ['by the tax number of its customer', { customerTaxNo: other }, ['T-2/null']],
    ['not where the tax number is another’s', { buyerName: '王小', buyerTaxNo: other }, ['T-3/1']],
    ['not for nothing', {}, []],
    ['not for a stranger', { buyerName: '别人' }, []],
  ])('are offered %s', async (_says, asked, expected) => {
    expect(await named(asked)).toEqual(expected);
  });

  it('say all that they would fill, whatever of it they have', async () => {
    const [[first], [person]] = [await offered({ buyerCode: 'C1' }), await offered({ buyerName: '王小明' })];
    expect(first).toMatchObject({
      isDefault: true,
      fills: {
        ...{ buyerName: '大客户', buyerTaxNo: tax, buyerKind: 'company', buyerIdNo: null },
        ...{ buyerAddress: '北京路', buyerPhone: '010-1', buyerBank: '银行', buyerAccount: '62' },
        ...{ buyerMobile: null, buyerEmail: null },
      },
    });
    expect(person?.fills).toMatchObject({
      buyerKind: 'person',
      buyerIdNo: '110',
      buyerMobile: '13800000000',
    });
  });

  it('are the buyer’s own before all others, however many are called alike', async () => {
    for (let at = 1; at <= 21; at += 1)
      await desk.make('buyer-title', { number: `A-${at}`, name: `连锁${at}号店`, sharing: 'global' });
    const own = { number: 'Z-1', name: '连锁', code: 'Z1', sharing: 'global' };
    await desk.make('buyer-title', own);
    for (const asked of [{ buyerName: '连锁' }, { buyerName: '连锁', buyerCode: 'Z1' }]) {
      const all = await named(asked);
      expect(all).toHaveLength(20);
      expect(all[0]).toBe('Z-1/null');
    }
  });

  it('are those that the organisation may use and the reader may see, and of them no field more', async () => {
    expect(await named({ buyerName: '大客户' }, undefined, 'SZ')).toEqual(ofFirst);
    expect(await named({ buyerName: '大客户' }, 'sees')).toEqual([...ofFirst, 'T-2/null']);
    expect(await named({ buyerName: '大客户' }, 'none')).toEqual([]);
    expect(await named({ buyerCode: 'C1', customerName: '集团', buyerTaxNo: tax }, 'some')).toEqual([]);
    for (const { fills } of await offered({ buyerName: '大客户' }, 'some'))
      expect([fills['buyerTaxNo'], fills['buyerPhone'], fills['buyerAccount']]).toEqual([null, null, null]);
  });
});
