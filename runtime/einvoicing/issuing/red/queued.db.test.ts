import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { createDomains } from '../../../domains.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { ChannelAway } from '../../channels/channel.ts';
import { deskAt, seller } from '../desk.suite.ts';
import { license } from '../license.suite.ts';

const away = '91500023MA0000001M';

describeOnDatabases('confirmations in a queue', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({
        look: { page: 3, passed: 30 },
        channels: (connected) => async (asked) => {
          const channel = await connected({ ...asked, simulated: true });
          const confirmations = channel?.confirmations;
          if (!channel || !confirmations) return channel;
          const enter: typeof confirmations.enter = async (one) => {
            if (one.sellerTaxNo === away) throw new ChannelAway({ code: 'channel-away' });
            return confirmations.enter(one);
          };
          return { ...channel, confirmations: { ...confirmations, enter } };
        },
      }),
    });
    for (const taxNo of [seller, away]) await license(node, taxNo);
  });
  afterAll(() => node.close());

  it('of a seller whose bureau is away stand in nobody’s way, however many there are', async () => {
    const desk = deskAt(node);
    await desk.set('sim_not_approval_required/sim_red_confirm_bill', 'D');
    const body = (sellerTaxNo: string) => ({
      ...{ status: '00', source: 'manual', redReason: 'return', invoiceType: '10xdp', enteredAt: null },
      ...{ sellerTaxNo, lines: [{ itemName: '服务费', rate: '0.06', amount: '-1', tax: '0', gross: '-1' }] },
    });
    const items = Array.from({ length: 20 }, () => ({ op: 'create', body: body(away) }));
    const made = await node.ask('POST', '/api/forms/red-confirmation/batch', { items });
    expect(made.status, JSON.stringify(made.body).slice(0, 300)).toBe(200);
    const id = await desk.make('red-confirmation', body(seller));
    for (const _ of [1, 2, 3]) await node.node.run('issue');
    expect(await desk.read('red-confirmation', id)).toMatchObject({ status: '01' });
  });
});
