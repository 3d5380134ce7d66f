import type { Problem } from '../../../metadata/common/issue.ts';
import { specialTypes } from '../../../rules/einvoicing/common/invoice-types.ts';
import type {
  FoundTitles,
  ScanFilled,
  ScanPage,
  ScanReceipt,
} from '../../../rules/einvoicing/contract/scanning.ts';
import { judgePage, typesOf } from '../../../rules/einvoicing/scan/judge-page.ts';
import { lineOfItem } from '../../../rules/einvoicing/scan/line-of-item.ts';
import { type PageProblem, pageWords } from '../../../rules/einvoicing/scan/page-words.ts';
import type { Call } from '../../call/call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import { derivedId } from '../../storage/store/record/derived-id.ts';
import { requireForm } from '../forms/forms.ts';
import { documentForms, requireForms } from '../issuing/documents/document-forms.ts';
import type { IssuingParts } from '../issuing/documents/issuing-parts.ts';
import { scanRefused } from '../issuing/documents/refusals.ts';
import { scanAddress, scanKeyOf } from '../issuing/qr/scan-address.ts';
import { applicationByCode, requireScanCode } from '../issuing/scan/application-from-scan.ts';
import { customersCall, strangersCall, type Visitor } from '../issuing/scan/customer.ts';
import { type FoundCode, findOpenCode } from '../issuing/scan/find-scan-code.ts';
import { buyerChosen, findTitles } from './find-titles.ts';
import { readReceipt } from './scan-receipt.ts';
import { createScanSeals, type Slip } from './scan-seals.ts';

const slipWrong = refusal('scan-slip-wrong', 422);
const notReady = refusal('scan-not-ready', 422);
const notDrawn = refusal('scan-not-drawn', 422);

/** A purchase that an address says, with its seal. */
export interface SealedSlip {
  readonly amount?: string | undefined;
  readonly number?: string | undefined;
  readonly seal?: string | undefined;
}

/** What strangers do who scanned a code; null: the code, or the receipt, is over or never was. */
export interface ScanDesk {
  page(visitor: ScanVisitor, key: string, slip: SealedSlip): Promise<ScanPage | null>;
  titles(visitor: ScanVisitor, key: string, find: string): Promise<FoundTitles | null>;
  /** `once`: what the customer's browser says of this sending; the same is taken once. */
  apply(
    visitor: ScanVisitor,
    key: string,
    filled: ScanFilled,
    once: string,
  ): Promise<{ readonly number: string | null; readonly receipt: string } | null>;
  receipt(visitor: ScanVisitor, receipt: string): Promise<ScanReceipt | null>;
  /** The address of a purchase, for a program that may make applications by the code. */
  addressOf(call: Call, scanned: string, slip: Slip): Promise<string>;
}

export interface ScanVisitor extends Visitor {
  /** The address by which he reached this server: it may have had another when the code was drawn. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export function createScanDesk(
  parts: Pick<IssuingParts, 'store' | 'mapTitle' | 'now' | 'url'>,
  vault: Pick<Vault, 'derive' | 'seal' | 'open'>,
): ScanDesk {
  const { store, url } = parts;
  const seals = createScanSeals(vault);

  async function opened(visitor: ScanVisitor, key: string) {
    const stranger = strangersCall(visitor);
    if (!/^[\w-]{32}$/.test(key) || !documentForms(stranger)) return null;
    const addresses = [...new Set([url, visitor.origin])].map((one) => scanAddress(one, key));
    const code = await findOpenCode(parts, stranger, addresses);
    return code && { code, call: customersCall({ ...visitor, now: parts.now(code.organisation) }, code) };
  }

  /** The purchase as the address says it; what somebody changed of it is refused. */
  function slipOf(key: string, { amount, number, seal }: SealedSlip): Slip | null {
    if (amount === undefined && number === undefined && seal === undefined) return null;
    const slip = { gross: amount ?? '', businessNumber: number ?? '' };
    if (!seals.isSealed(key, slip, seal ?? '')) throw slipWrong();
    return slip;
  }

  return {
    async page(visitor, key, sealed) {
      const found = await opened(visitor, key);
      if (!found) return null;
      const { code, call } = found;
      const slip = slipOf(key, sealed);
      const application = requireForms(call).application;
      const labels = new Map(
        application.byName.get('invoiceType')?.options?.map(({ value, label }) => [value, label]),
      );
      const seller = call.served.orgs.get(code.organisation);
      const setting = await store.setting(call, requireForm(call, 'other-settings'));
      return {
        seller: (await sellerName(call, code)) ?? seller?.number ?? '',
        state: stateOf(code, slip),
        types: typesOf(code.invoiceTypes).map((value) => ({
          value,
          label: { zh: labels.get(value)?.zh ?? value, en: labels.get(value)?.en ?? value },
          special: specialTypes.includes(value),
        })),
        limit: code.grossLimit ?? null,
        slip,
        contact: setting.delivery === 'mail-or-mobile' ? 'mail-or-mobile' : 'none',
      };
    },

    async titles(visitor, key, find) {
      const found = await opened(visitor, key);
      if (!found) return null;
      const { items, more } = await findTitles(parts, found.call, find);
      return {
        more,
        items: items.map((one) => ({ ...one, choice: seals.choiceOf(key, one.choice, visitor.at) })),
      };
    },

    async apply(visitor, key, filled, once) {
      const found = await opened(visitor, key);
      if (!found) return null;
      const { code, call } = found;
      const id = derivedId(['scan', code.id, key, once].join(' '));
      const before = await storedNumber(call, id);
      if (before !== undefined) return { number: before, receipt: seals.receiptOf(id) };
      const slip = slipOf(key, said(filled));
      if (stateOf(code, slip) !== 'ready') throw notReady();
      const given = { ...(await buyerOf(visitor, key, filled, call)), ...slip };
      const problems = Object.entries(judgePage(given)).map(([member, problem]) =>
        problemOf(member, problem),
      );
      if (problems.length > 0) throw refusedFor(problems, visitor);
      const { gross = '', ...members } = given;
      const item = await store.read(call, requireForm(call, 'invoice-item'), code.item?.id ?? '', 'use');
      const body = { ...members, taxIncluded: true, lines: [lineOfItem(item, gross)] };
      const scanned = { code, scanned: code.number ?? '', given: body };
      const made = await applicationByCode(parts, call, scanned, (own, to, whole) =>
        store.atOnce(own, async (transaction) => {
          const { number = null } = await transaction.createAs(to, id, whole);
          return { number };
        }),
      ).catch(async (error: unknown) => {
        // The same was sent twice at once, and the other sending was faster.
        const number = await storedNumber(call, id);
        if (number !== undefined) return { number };
        throw error instanceof Refusal ? onPage(error, visitor) : error;
      });
      return { number: made.number, receipt: seals.receiptOf(id) };
    },

    async receipt(visitor, receipt) {
      const stranger = strangersCall(visitor);
      const id = seals.applicationOf(receipt);
      return id === null || !documentForms(stranger) ? null : readReceipt(parts, stranger, id);
    },

    async addressOf(call, scanned, slip) {
      const { code } = await requireScanCode(parts, call, scanned);
      const key = scanKeyOf(code);
      if (key === null || !code) throw notDrawn();
      const { gross: amount, businessNumber: number } = slip;
      return `${code}?${new URLSearchParams({ amount, number, seal: seals.sealOf(key, slip) })}`;
    },
  };

  async function storedNumber(call: Call, id: string): Promise<string | null | undefined> {
    const filter = { fact: 'id', operator: 'equal', value: id } as const;
    const asked = { view: 'manage', filter, fields: ['number'], limit: 1 } as const;
    const [found] = (await store.list(call, requireForms(call).application, asked)).items;
    return found && (found.number ?? null);
  }

  async function buyerOf(visitor: ScanVisitor, key: string, filled: ScanFilled, call: Call) {
    const { choice, seal: _, ...typed } = filled;
    if (choice === undefined) return trimmed(typed);
    const chosen = seals.chosen(key, choice, visitor.at);
    const buyer = chosen && (await buyerChosen(parts, call, chosen));
    if (!buyer) throw refusedFor([problemOf('choice', 'scan-title-over')], visitor);
    const { buyerName: _name, buyerTaxNo: _taxNo, buyerKind: _kind, ...own } = trimmed(typed);
    return { ...buyer, ...own };
  }

  async function sellerName(call: Call, code: FoundCode): Promise<string | null> {
    const form = requireForm(call, 'organisation');
    const { items } = await store.list(call, form, {
      view: 'manage',
      filter: { fact: 'id', operator: 'equal', value: code.organisation },
      fields: ['name'],
      limit: 1,
    });
    return items[0]?.name ?? null;
  }
}

function stateOf(code: FoundCode, slip: Slip | null): ScanPage['state'] {
  if (!code.item) return 'item-missing';
  return code.needsSlip && !slip ? 'slip-needed' : 'ready';
}

function said({ gross, businessNumber, seal }: ScanFilled): SealedSlip {
  return seal === undefined ? {} : { amount: gross, number: businessNumber, seal };
}

function trimmed(
  typed: Omit<ScanFilled, 'choice' | 'seal'>,
): Readonly<Partial<Record<keyof ScanFilled, string>>> {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([member, value]) => {
      const text = value?.trim() ?? '';
      return text === '' ? [] : [[member, text] as const];
    }),
  );
}

function problemOf(member: string, code: PageProblem): Problem {
  return { path: `/${member}`, code, message: pageWords[code] };
}

function refusedFor(problems: readonly Problem[], { language }: Visitor): Refusal {
  return scanRefused({ why: problems[0]?.message?.[language] ?? '' }, problems);
}

/**
 * Customers see no lines, and no decision that their application goes through: what is said stands at their fields, and
 * names no other application.
 */
function onPage({ code, status, params, problems }: Refusal, visitor: Visitor): Refusal {
  if (code === 'unique-taken')
    return refusedFor([problemOf('businessNumber', 'scan-receipt-taken')], visitor);
  const placed = problems.map(({ path: at, params: about, ...problem }): Problem => {
    const path = at.replace(/^\/input\/application/, '');
    const shown = { ...problem, path: path.startsWith('/lines') ? '/gross' : path };
    return problem.message || !about ? shown : { ...shown, params: about };
  });
  return new Refusal({ code, status }, params, placed, {});
}
