import { add, ceil, div, mul } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { momentIn, monthOf } from '../../../rules/calendar.ts';
import type { Scene } from '../../work/stories/story.ts';
import { requireForm } from '../forms/forms.ts';
import { usualRequests } from '../issuing/documents/request-series.ts';
import { voidInvoice } from '../issuing/voids/void-invoice.ts';
import { buyers, type Good, type Seller, sellers } from './cast.ts';
import type { Cast, Ordered } from './cast-of-today.ts';
import type { DeskAt, DeskParts } from './desk-at.ts';
import { day, type Moments } from './moments.ts';
import { invoiceOf, type Played } from './played.ts';
import { buyerOf, lineOf, netOf } from './sale.ts';
import type { Span } from './year.ts';

/** Of the paper that was issued this month 82 % of the quota is used. */
export function quota(scene: Played, { until, zone }: Span, { paper, voided }: Cast): readonly Scene[] {
  // What is voided is given back, what is to be voided not yet.
  const used = [...paper, ...voided.slice(1)].reduce((net, sale) => add(net, netOf(sale)), '0');
  const given = mul(ceil(div(used, '82', 6) ?? '0'), '100');
  return [
    scene('quota', paper[0] ? paper[0].at - 1_000 : until, async (at) => {
      const { taxNo } = at.enterprise('TIANJIN');
      const month = monthOf(momentIn(zone, until).localDate);
      await at.make('TIANJIN', 'quota-account', 'quota', { taxNo, month, given });
    }),
  ];
}

/** Somebody typed an invoice by hand. */
export async function typed(
  at: DeskAt,
  org: string,
  key: string,
  { quantity, buyer = 0 }: Ordered,
  more: JsonObject,
) {
  const { id, name, taxNo } = at.enterprise(org);
  const seller = sellers.find((one) => one.org === org) as Seller;
  const pending = await at.make(org, 'pending-invoice', key, {
    organisation: { id },
    auditStatus: 'D',
    dataSource: 'manual',
    businessType: { number: seller.businessType },
    invoiceType: '08xdp',
    sellerName: name,
    sellerTaxNo: taxNo,
    ...seller.people,
    ...buyerOf(buyers[buyer] as (typeof buyers)[number]),
    lines: [{ ...lineOf({ good: seller.goods[0] as Good, quantity }), ...more }],
  });
  if (pending.issueStatus === 'pending') await at.issue(org, [pending.id]);
}

/** One is voided, another waits until somebody approves that. */
export function voids(
  scene: Played,
  { voided }: Cast,
  clock: Moments,
  { given }: DeskParts,
): readonly Scene[] {
  return voided.flatMap((sale, nth) => [
    scene(sale.key, sale.at, (at) => at.sell([sale])),
    scene(`${sale.key}-void`, clock.today(0.5 + nth * 0.1), async (at) => {
      const { org } = sale.seller;
      const { id, voidState } = await invoiceOf(at, sale);
      if (voidState) return;
      const own = at.call(org);
      // What waits is asked for once the story is over, by whatever is connected then.
      const waits = { ...at.parts, requests: usualRequests(given.newId) };
      await voidInvoice(nth > 0 ? waits : at.parts, {
        call: own,
        form: requireForm(own, 'invoice'),
        action: 'void',
        id,
        params: {},
      });
      await at.act(org, 'invoice', id, 'void-submit');
      if (nth > 0) return;
      await at.act(org, 'invoice', id, 'void-approve');
      await at.work();
    }),
  ]);
}

/** Codes at the counter, one that nobody scanned yet, and a customer who did. */
export function codes(scene: Played, { until }: Span): readonly Scene[] {
  const org = 'GUANGZHOU';
  // Without one nobody who scans them can ask for an invoice.
  const item = { number: 'SP-CATER' };
  return [
    scene('code-static', until - 90 * day, async (at) => {
      const { id } = at.enterprise(org);
      const made = await at.make(org, 'static-qr', 'static', {
        organisation: { id },
        grossLimit: '2000',
        item,
        remark: '前台收银',
      });
      await at.act(org, 'static-qr', made.id, 'draw');
    }),
    ...['收银系统', '外卖平台'].map((businessSystem, nth) =>
      scene(`code-dynamic-${nth}`, until - (30 - nth * 28) * day, async (at) => {
        const { taxNo } = at.enterprise(org);
        const made = await at.make(org, 'dynamic-qr', `dynamic ${nth}`, {
          taxNo,
          invoiceTypes: ['10xdp'],
          businessSystem,
          item,
          syncStatus: nth === 0 ? 'synced' : 'none',
        });
        await at.act(org, 'dynamic-qr', made.id, 'draw');
      }),
    ),
  ];
}
