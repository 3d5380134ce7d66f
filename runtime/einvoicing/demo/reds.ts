import { abs } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Scene } from '../../work/stories/story.ts';
import type { StoredAs } from '../forms/forms.ts';
import { atBureau } from '../issuing/at-bureau.ts';
import { issueByConfirmation } from '../issuing/issue-by-confirmation.ts';
import { noteUse } from '../issuing/red/blue-use.ts';
import { reverseInvoice } from '../issuing/red/reverse-invoice.ts';
import { buyers } from './cast.ts';
import type { Cast } from './cast-of-today.ts';
import { type DeskAt, type DeskParts, deskAt } from './desk-at.ts';
import { hour, type Moments } from './moments.ts';
import { invoiceOf, type Played } from './played.ts';
import type { Sale } from './sale.ts';
import { storyId } from './story-channel.ts';

/** The hours since buyers entered theirs: one is near its end. */
const hoursAgo = [20, 64, 50];

export function reds(
  scene: Played,
  { reversed, paperRed }: Cast,
  clock: Moments,
  desk: DeskParts,
): readonly Scene[] {
  const { plain, entered, asked, ours, urgent, agreed } = reversed;
  const blues = Object.values(reversed);
  return [
    ...[...blues, paperRed].map((sale) => scene(sale.key, sale.at, (at) => at.sell([sale]))),
    ...[plain, paperRed].map((sale, nth) =>
      scene(`${sale.key}-red`, clock.before(3 - nth, 0.5), (at) => reverse(at, sale)),
    ),
    scene(`${entered.key}-entered`, clock.before(1, 0.2), (at) => enter(desk, at, entered)),
    scene(`${asked.key}-entered`, clock.last - 48 * hour, (at) => enter(desk, at, asked)),
    ...[ours, urgent, agreed].map((sale, nth) => {
      const when = clock.last - (hoursAgo[nth] ?? 0) * hour;
      return scene(`${sale.key}-entered`, when, (at) => downloaded(at, sale, when));
    }),
    scene(`${agreed.key}-red`, clock.today(0.6), (at) => agree(at, agreed)),
    scene('bought-entered', clock.last - 30 * hour, (at) => bought(at, clock.last - 30 * hour)),
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
      number: bureauNumber(sale.key),
    }),
  );
}

/** We have bought something and deducted it; its seller takes a part back and waits for us, who are the buyer. */
async function bought(at: DeskAt, enteredAt: number): Promise<void> {
  const org = 'HANGZHOU';
  const { id, name, taxNo } = at.enterprise(org);
  const seller = buyers[11] as (typeof buyers)[number];
  const entered = new Date(enteredAt).toISOString();
  await at.make(org, 'red-confirmation', 'confirmation bought', {
    ...{ redReason: 'allowance', status: '02', source: 'bureau', enteredBy: 'seller', invoiceType: '08xdp' },
    organisation: { id },
    ...{ sellerName: seller.name, sellerTaxNo: seller.taxNo, buyerName: name, buyerTaxNo: taxNo },
    number: bureauNumber('bought'),
    blueInvoiceNo: bureauNumber('bought blue'),
    blueIssuedAt: new Date(enteredAt - 20 * 24 * hour).toISOString(),
    enteredAt: entered,
    answerBy: addMilliseconds(entered, 72 * hour),
    lines: [
      {
        kind: 'normal',
        itemName: '激光打印机',
        taxCode: '1090512000000000000',
        rate: '0.13',
        unit: '台',
        quantity: '-2',
        price: '1650',
        amount: '-3300',
        tax: '-429',
        gross: '-3729',
        blueLine: 1,
      },
    ],
  });
}

/** Twenty digits, as the bureau numbers what it makes. */
function bureauNumber(key: string): string {
  const digits = String(BigInt(`0x${storyId(key).replaceAll('-', '').slice(0, 14)}`));
  return `99${digits.padStart(18, '0').slice(0, 18)}`;
}

/** We have agreed, and have issued the red invoice. */
async function agree(at: DeskAt, sale: Sale): Promise<void> {
  const { org } = sale.seller;
  const made = await downloaded(at, sale, Date.parse(at.call(org).now.instant));
  await approve(at, org, made);
  const status =
    made.status === '03' ? await atBureau(at.parts, at.call(org), made.id, 'confirm') : made.status;
  if (status !== '04' || made.issued) return;
  await issueByConfirmation(at.parts, at.call(org), made.id);
  await at.work();
}
