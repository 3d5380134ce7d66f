import { abs, add, ceil, div, mul } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { addMilliseconds, firstAt, momentIn, monthOf } from '../../../rules/calendar.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { setParameter } from '../../params/set-parameter.ts';
import type { Scene } from '../../work/stories/story.ts';
import { requireForm, type StoredAs } from '../forms/forms.ts';
import { atBureau } from '../issuing/at-bureau.ts';
import { wholeParts } from '../issuing/create-issuing.ts';
import { asPlatform } from '../issuing/documents/document-forms.ts';
import { usualRequests } from '../issuing/documents/request-series.ts';
import { issueByConfirmation } from '../issuing/issue-by-confirmation.ts';
import { issuePending } from '../issuing/issue-pending.ts';
import { reverseInvoice } from '../issuing/red/reverse-invoice.ts';
import { voidInvoice } from '../issuing/voids/void-invoice.ts';
import { buyers, type Good, persons, type Seller, sellers } from './cast.ts';
import { type DeskAt, type DeskParts, deskAt } from './desk-at.ts';
import { buyerOf, type InvoiceType, lineOf, netOf, type Sale } from './sale.ts';
import { refusedAs, storyId } from './story-channel.ts';
import type { Told } from './year.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Somebody who gives advice to the others, and whose licence was taken away again. */
const holding = 'SOUTH';

/** The organisations that this is about, beside those that sell the whole year. */
export const besideSellers = [holding];

/** What an accountant finds in the morning: each has been done by the doors that people and systems go through. */
export function foremost(desk: DeskParts, told: Told): readonly Scene[] {
  const clock = momentsOf(told);
  const scene = (key: string, at: number, play: (at: DeskAt, call: Call) => Promise<unknown>): Scene => ({
    key,
    early: true,
    async play(call) {
      await play(deskAt(desk, call, at), call);
    },
  });
  const cast = castAt(told, clock);
  return [
    ...licences(scene, told),
    ...simulation(scene, told),
    ...quota(scene, told, cast),
    ...cast.paper.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    scene('short-made', cast.tooLate.at, (at) => at.sell([cast.tooLate], 'pending')),
    ...cast.credit.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    scene('short-failed', clock.last, (at) => issued(at, cast.tooLate)),
    ...cast.failing.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    // The code was forgotten, and of the other the limit.
    scene('code-failed', clock.today(0.7), (at) =>
      typed(
        at,
        'SUZHOU',
        'without-code',
        { quantity: 2 },
        { itemName: '仓储装卸费', itemCode: null, taxCode: null },
      ),
    ),
    scene('limit-failed', clock.today(0.72), (at) =>
      typed(at, 'SHENZHEN', 'above-limit', { quantity: 24, buyer: 3 }, {}),
    ),
    ...cast.waiting.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale], 'pending'))),
    ...cast.unapproved.map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale], 'none'))),
    ...reds(scene, cast, clock, desk),
    ...voids(scene, cast, clock),
    ...codes(scene, told),
    scene('delayed', clock.last, (at, call) => delayed(desk, at, call, cast.delayed)),
  ];
}

type Played = (key: string, at: number, play: (at: DeskAt, call: Call) => Promise<unknown>) => Scene;

interface Moments {
  /** The end. */
  readonly last: number;
  /** A moment of today, from the morning (0) to the end (1): whatever hour it is, it was today. */
  today(share: number): number;
  /** A moment of an earlier day, in the hours of an office. */
  before(days: number, share: number): number;
  /** The first moment of this month. */
  readonly month: number;
}

function momentsOf({ until, zone }: Told): Moments {
  const { localDate } = momentIn(zone, until);
  const midnight = firstAt(localDate, '00:00:00', zone);
  const morning = Math.max(midnight + 1_000, until - 4 * hour);
  return {
    last: until - 1_000,
    today: (share) => Math.floor(morning + (until - 2_000 - morning) * share),
    before: (days, share) => Math.floor(midnight - days * day + (9 + share * 8) * hour),
    month: firstAt(`${monthOf(localDate)}-01`, '00:00:00', zone),
  };
}

interface Cast {
  /** The paper of this month, by which its quota is counted. */
  readonly paper: readonly Sale[];
  readonly credit: readonly Sale[];
  readonly tooLate: Sale;
  readonly failing: readonly Sale[];
  readonly waiting: readonly Sale[];
  readonly unapproved: readonly Sale[];
  readonly delayed: Sale;
  /** Blue invoices that are reversed. */
  readonly reversed: Readonly<Record<'plain' | 'entered' | 'overdue' | 'ours' | 'urgent' | 'agreed', Sale>>;
  readonly paperRed: Sale;
  readonly voided: readonly Sale[];
}

function castAt(_told: Told, clock: Moments): Cast {
  const by = (org: string): Seller => {
    const found = sellers.find((one) => one.org === org);
    if (!found) throw new Error(`nobody sells in ${org}`);
    return found;
  };
  const sale = (
    key: string,
    at: number,
    org: string,
    type: InvoiceType,
    { good = 0, quantity, buyer = 0, ...more }: Ordered,
  ): Sale => {
    const seller = by(org);
    const what = seller.goods[good] as Good;
    return {
      key,
      at,
      seller: { ...seller, ...(more.source ? { source: more.source } : {}) },
      type,
      buyer: buyers[buyer % buyers.length] as (typeof buyers)[number],
      lines: [{ good: what, quantity }],
      ...(more.remark ? { remark: more.remark } : {}),
    };
  };
  const person = (one: Sale, at: number): Sale => ({
    ...one,
    buyer: persons[at] as (typeof persons)[number],
  });
  return {
    paper: [
      sale('P1', clock.today(0.05), 'TIANJIN', '004', { quantity: 12, buyer: 5 }),
      sale('P2', clock.today(0.1), 'TIANJIN', '028', { quantity: 8, buyer: 12 }),
      person(sale('P3', clock.today(0.15), 'TIANJIN', '026', { good: 1, quantity: 3 }), 0),
      sale('P4', clock.today(0.2), 'TIANJIN', '025', { good: 1, quantity: 12, buyer: 7 }),
      sale('P5', clock.today(0.25), 'TIANJIN', '007', { good: 1, quantity: 25, buyer: 6 }),
      sale('P6', clock.today(0.3), 'TIANJIN', '004', { quantity: 15, buyer: 10 }),
    ],
    credit: [0, 1, 2, 3, 4].map((at) =>
      sale(`C${at}`, clock.today(0.2 + at * 0.1), 'BEIJING', at === 4 ? '004xdp' : '08xdp', {
        quantity: 19,
        buyer: at + 4,
      }),
    ),
    tooLate: sale('C9', clock.today(0.1), 'BEIJING', '08xdp', { quantity: 12, buyer: 11 }),
    failing: [
      sale('F2', clock.today(0.5), 'HANGZHOU', '08xdp', {
        quantity: 1,
        buyer: 8,
        source: 'manual',
        remark: `二期项目验收${refusedAs}`,
      }),
      sale('F3', clock.before(1, 0.4), 'SUZHOU', '08xdp', {
        quantity: 6,
        buyer: 9,
        source: 'manual',
        remark: `十一月运费${refusedAs}`,
      }),
    ],
    waiting: [
      sale('W1', clock.today(0.75), 'HANGZHOU', '08xdp', { quantity: 1, buyer: 2, source: 'manual' }),
      sale('W2', clock.today(0.8), 'SUZHOU', '08xdp', { quantity: 4, buyer: 1, source: 'manual' }),
      sale('W3', clock.before(1, 0.6), 'SHANGHAI', '007xdp', { quantity: 5, buyer: 13, source: 'manual' }),
      sale('W4', clock.before(2, 0.3), 'ZHUHAI', '08xdp', { quantity: 1, buyer: 2 }),
    ],
    unapproved: [
      sale('A1', clock.today(0.85), 'SHENZHEN', '08xdp', { quantity: 3, buyer: 0 }),
      sale('A2', clock.today(0.9), 'BEIJING', '10xdp', { good: 1, quantity: 6, buyer: 14 }),
      sale('A3', clock.before(1, 0.8), 'ZHUHAI', '08xdp', { quantity: 1, buyer: 9 }),
    ],
    delayed: sale('D1', clock.last, 'SHANGHAI', '10xdp', { quantity: 2, buyer: 15, source: 'manual' }),
    reversed: {
      plain: sale('R1', clock.before(5, 0.2), 'HANGZHOU', '10xdp', {
        quantity: 1,
        buyer: 4,
        source: 'manual',
      }),
      entered: sale('R2', clock.before(6, 0.3), 'SHANGHAI', '08xdp', {
        quantity: 7,
        buyer: 5,
        source: 'manual',
      }),
      overdue: sale('R3', clock.before(7, 0.5), 'SUZHOU', '08xdp', {
        quantity: 5,
        buyer: 6,
        source: 'manual',
      }),
      ours: sale('R4', clock.before(6, 0.6), 'SUZHOU', '08xdp', { quantity: 7, buyer: 7, source: 'manual' }),
      urgent: sale('R5', clock.before(6, 0.7), 'SHANGHAI', '08xdp', {
        good: 1,
        quantity: 4,
        buyer: 8,
        source: 'manual',
      }),
      agreed: sale('R6', clock.before(7, 0.1), 'SHENZHEN', '08xdp', { quantity: 2, buyer: 12 }),
    },
    paperRed: sale('R7', clock.before(4, 0.4), 'SHANGHAI', '007xdp', {
      good: 2,
      quantity: 30,
      buyer: 11,
      source: 'manual',
    }),
    voided: [
      sale('V1', clock.today(0.35), 'TIANJIN', '007', { good: 1, quantity: 10, buyer: 3 }),
      sale('V2', clock.today(0.4), 'TIANJIN', '007', { good: 1, quantity: 8, buyer: 9 }),
    ],
  };
}

interface Ordered {
  /** Which of its goods. Default: the first. */
  readonly good?: number;
  readonly quantity: number;
  readonly buyer?: number;
  readonly source?: Seller['source'];
  readonly remark?: string;
}

/** Those who are new this year, and one whose licence was taken away while something of it still waited. */
function licences(scene: Played, { until }: Told): readonly Scene[] {
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
function simulation(scene: Played, { until }: Told): readonly Scene[] {
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

/** Of the paper that was issued this month 82 % of the quota is used. */
function quota(scene: Played, { until, zone }: Told, { paper, voided }: Cast): readonly Scene[] {
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

/** Pending invoices of a sale that wait for somebody. */
async function pendingOf(at: DeskAt, sale: Sale, status: string): Promise<readonly string[]> {
  const own = at.call(sale.seller.org);
  const { items } = await at.parts.store.list(own, requireForm(own, 'pending-invoice'), {
    view: 'manage',
    filter: {
      all: [
        { fact: 'application', operator: 'equal', value: storyId(`sale ${sale.seller.org} ${sale.key}`) },
        { fact: 'issueStatus', operator: 'equal', value: status },
      ],
    },
    limit: 100,
  });
  return items.map(({ id }) => id);
}

async function issued(at: DeskAt, sale: Sale): Promise<void> {
  const pending = await pendingOf(at, sale, 'pending');
  if (pending.length > 0) await at.issue(sale.seller.org, pending);
}

/** Somebody typed an invoice by hand. */
async function typed(
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

async function invoiceOf(at: DeskAt, sale: Sale): Promise<StoredAs<'invoice'>> {
  await at.sell([sale]);
  const own = at.call(sale.seller.org);
  const form = requireForm(own, 'invoice');
  const { items } = await at.parts.store.list(own, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'application', operator: 'equal', value: storyId(`sale ${sale.seller.org} ${sale.key}`) },
        { fact: 'sign', operator: 'equal', value: 'blue' },
      ],
    },
    limit: 1,
  });
  const [found] = items;
  if (!found) throw new Error(`nothing was issued of ${sale.key}`);
  return at.stored(sale.seller.org, 'invoice', found.id);
}

function reds(
  scene: Played,
  { reversed, paperRed }: Cast,
  clock: Moments,
  desk: DeskParts,
): readonly Scene[] {
  const { plain, entered, overdue, ours, urgent, agreed } = reversed;
  const blues = Object.values(reversed);
  return [
    ...[...blues, paperRed].map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    ...[plain, paperRed].map((sale, nth) =>
      scene(`${sale.key}-red`, clock.before(3 - nth, 0.5), (at) => reverse(at, sale)),
    ),
    scene(`${entered.key}-entered`, clock.before(1, 0.2), (at) => enter(desk, at, entered)),
    scene(`${overdue.key}-entered`, clock.before(3, 0.9), (at) => enter(desk, at, overdue)),
    ...[ours, urgent, agreed].map((sale, nth) => {
      const when = clock.last - [20, 64, 50][nth]! * hour;
      return scene(`${sale.key}-entered`, when, (at) => downloaded(at, sale, when));
    }),
    scene(`${agreed.key}-red`, clock.today(0.6), (at) => agree(desk, at, agreed)),
  ];
}

/** Nobody has to agree to it: the buyer has done nothing with it yet. */
async function reverse(at: DeskAt, sale: Sale): Promise<void> {
  const { org } = sale.seller;
  const blue = await invoiceOf(at, sale);
  if (blue.invoiceStatus !== 'normal') return;
  const { pending } = await reverseInvoice(at.parts, at.call(org), blue.id, {
    params: { redReason: 'return' },
  });
  if (pending === null) return;
  for (const action of ['submit', 'approve']) await at.act(org, 'pending-invoice', pending, action);
  await at.issue(org, [pending]);
}

function confirmationBody(blue: StoredAs<'invoice'>, more: JsonObject): JsonObject {
  const { invoiceType, sellerName, sellerTaxNo, buyerName, buyerTaxNo, buyerKind, number, issuedAt, lines } =
    blue;
  return {
    redReason: 'return',
    invoiceType: invoiceType ?? null,
    sellerName: sellerName ?? null,
    sellerTaxNo: sellerTaxNo ?? null,
    buyerName: buyerName ?? null,
    buyerTaxNo: buyerTaxNo ?? null,
    buyerKind: buyerKind ?? null,
    blueInvoice: { id: blue.id },
    blueInvoiceNo: number ?? null,
    blueIssuedAt: issuedAt ?? null,
    lines: (lines ?? []).map(
      ({ itemName, taxCode, rate, unit, quantity, price, amount, tax, gross }, at) => ({
        kind: 'normal',
        itemName: itemName ?? null,
        taxCode: taxCode ?? null,
        rate: rate ?? null,
        unit: unit ?? null,
        ...(quantity ? { quantity: `-${abs(quantity)}`, price: price ?? null } : {}),
        amount: `-${abs(amount ?? '0')}`,
        tax: `-${abs(tax ?? '0')}`,
        gross: `-${abs(gross ?? '0')}`,
        blueLine: at + 1,
      }),
    ),
    ...more,
  };
}

/** The buyer has deducted it, so that he has to agree: we have entered, and wait for him. */
async function enter(desk: DeskParts, at: DeskAt, sale: Sale): Promise<void> {
  const { org } = sale.seller;
  const blue = await invoiceOf(at, sale);
  const bureau = { ...desk.bureau, deducted: new Set([blue.number ?? '']) };
  const own = deskAt({ ...desk, bureau }, at.call(org), Date.parse(at.call(org).now.instant));
  const body = confirmationBody(blue, { organisation: { id: at.enterprise(org).id }, source: 'manual' });
  const { noteUse } = await import('../issuing/red/blue-use.ts');
  await noteUse(own.parts, own.call(org), blue);
  const made = await own.make(org, 'red-confirmation', `confirmation ${sale.key}`, body);
  if (made.status !== '00') return;
  await approve(own, org, made);
  await atBureau(own.parts, own.call(org), made.id, 'enter');
}

async function approve(at: DeskAt, org: string, { id, auditStatus }: StoredAs<'red-confirmation'>) {
  if (auditStatus === 'A') await at.act(org, 'red-confirmation', id, 'submit');
  if (auditStatus === 'A' || auditStatus === 'B') await at.act(org, 'red-confirmation', id, 'approve');
}

/** The buyer has entered it, and waits for us: so it was downloaded. */
async function downloaded(at: DeskAt, sale: Sale, enteredAt: number): Promise<StoredAs<'red-confirmation'>> {
  const { org } = sale.seller;
  const blue = await invoiceOf(at, sale);
  const entered = new Date(enteredAt).toISOString();
  return at.make(
    org,
    'red-confirmation',
    `confirmation ${sale.key}`,
    confirmationBody(blue, {
      organisation: { id: at.enterprise(org).id },
      status: '03',
      source: 'bureau',
      enteredBy: 'buyer',
      enteredAt: entered,
      answerBy: addMilliseconds(entered, 72 * hour),
      number: `99${String(BigInt(`0x${storyId(sale.key).replaceAll('-', '').slice(0, 14)}`))
        .padStart(18, '0')
        .slice(0, 18)}`,
    }),
  );
}

/** We have agreed, and have issued the red invoice. */
async function agree(desk: DeskParts, at: DeskAt, sale: Sale): Promise<void> {
  const { org } = sale.seller;
  const made = await downloaded(at, sale, Date.parse(at.call(org).now.instant));
  await approve(at, org, made);
  const status =
    made.status === '03' ? await atBureau(at.parts, at.call(org), made.id, 'confirm') : made.status;
  if (status !== '04' || made.issued) return;
  void desk;
  await issueByConfirmation(at.parts, at.call(org), made.id);
  await at.work();
}

/** One is voided, another waits until somebody approves that. */
function voids(scene: Played, { voided }: Cast, clock: Moments): readonly Scene[] {
  return voided.flatMap((sale, nth) => [
    scene(sale.key, sale.at, (at) => at.sell([sale])),
    scene(`${sale.key}-void`, clock.today(0.5 + nth * 0.1), async (at) => {
      const { org } = sale.seller;
      const { id, voidState } = await invoiceOf(at, sale);
      if (voidState) return;
      const own = at.call(org);
      await voidInvoice(at.parts, {
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
function codes(scene: Played, { until }: Told): readonly Scene[] {
  const org = 'GUANGZHOU';
  return [
    scene('code-static', until - 90 * day, async (at) => {
      const { id } = at.enterprise(org);
      const made = await at.make(org, 'static-qr', 'static', {
        organisation: { id },
        grossLimit: '2000',
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
          syncStatus: nth === 0 ? 'synced' : 'none',
        });
        await at.act(org, 'dynamic-qr', made.id, 'draw');
      }),
    ),
  ];
}

/** It is in today's queue, and waits until tomorrow: its kind of business says so. */
async function delayed(desk: DeskParts, at: DeskAt, call: Call, sale: Sale): Promise<void> {
  const { org } = sale.seller;
  const type = await at.make(org, 'business-type', 'business-type delayed', {
    number: 'YW-NEXT-DAY',
    name: '次日开票',
    invoiceLimit: '100000',
    delayMinutes: 1_440,
    hours: 'all-day',
    taxScope: 'all',
  });
  const seller = { ...sale.seller, businessType: type.number ?? '' };
  await at.sell([{ ...sale, seller }], 'pending');
  const pending = await pendingOf(at, sale, 'pending');
  const parts = wholeParts({ ...desk.given, requests: usualRequests(desk.given.newId) }, () => {});
  const own = { ...asPlatform(call, at.enterprise(org).id), now: desk.given.now(at.enterprise(org).id) };
  if (pending.length > 0)
    await issuePending(
      parts,
      own,
      pending.map((id) => ({ id })),
    );
}
