import { addressOf } from '../../../rules/params/address.ts';
import { setParameter } from '../../params/set-parameter.ts';
import type { Scene } from '../../work/stories/story.ts';
import { buyers, type Good, type Seller, sellers } from './cast.ts';
import type { DeskAt } from './desk-at.ts';
import { day, minute } from './moments.ts';
import { issued, type Played } from './played.ts';
import type { Sale } from './sale.ts';
import type { Span } from './year.ts';

/** Somebody who gives advice to the others, and whose licence was taken away again. */
const holding = 'SOUTH';

/** The organisations that this is about, beside those that sell the whole year. */
export const besideSellers = [holding];

/** Those who are new this year, and one whose licence was taken away while something of it still waited. */
export function licences(scene: Played, { until }: Span): readonly Scene[] {
  const authorised = (org: string, at: DeskAt) => licence(org, at, 'authorise');
  return [
    scene('licence-south', until - 40 * day, (at) => authorised(holding, at)),
    scene('south-made', until - 20 * day, (at) => at.sell([southern(until - 20 * day)], 'pending')),
    scene('licence-south-back', until - 12 * day, (at) => licence(holding, at, 'withdraw-licence')),
    scene('south-failed', until - 30 * minute, (at) => issued(at, southern(until - 20 * day))),
    scene('licence-shanghai', until - 380 * day, (at) => authorised('SHANGHAI', at)),
    scene('licence-shenzhen', until - 380 * day, (at) => authorised('SHENZHEN', at)),
  ];

  async function licence(org: string, at: DeskAt, action: 'authorise' | 'withdraw-licence') {
    const { id, taxNo } = at.enterprise(org);
    const key = `licence ${org}`;
    const found = await at.make(org, 'licence', key, {
      service: 'issuing',
      organisation: { id },
      taxNo,
      authorisation: { number: 'SQPZ-DEMO' },
    });
    const wanted = action === 'authorise' ? 'none' : 'authorised';
    if (found.status === wanted) await at.act(org, 'licence', found.id, action);
  }
}

function southern(at: number): Sale {
  const seller = sellers.find(({ org }) => org === 'SHENZHEN') as Seller;
  return {
    key: 'S1',
    at,
    seller: { ...seller, org: holding },
    type: '08xdp',
    buyer: buyers[10] as (typeof buyers)[number],
    lines: [{ good: seller.goods[0] as Good, quantity: 5 }],
  };
}

/** Whoever tries the demo issues digital invoices at once, which no bureau hears of. */
export function simulation(scene: Played, { until }: Span): readonly Scene[] {
  return sellers
    .filter(({ org }) => org !== 'TIANJIN')
    .map(({ org }) =>
      scene(`simulated-${org}`, until - 400 * day, async (at, call) => {
        const { taxNo } = at.enterprise(org);
        const address = addressOf(call.served.model, 'all_ele_mock_invoice', taxNo);
        if (!address || call.served.parameters?.ofType('all_ele_mock_invoice')?.has(taxNo)) return;
        await setParameter(
          {
            store: at.parts.store,
            seal: (plain) => plain,
            call: { ...call, reason: '演示：不连税局，模拟开具' },
            address,
            org: null,
            ifMatch: () => 0,
            hasSeen: false,
          },
          { value: true },
        );
      }),
    );
}
