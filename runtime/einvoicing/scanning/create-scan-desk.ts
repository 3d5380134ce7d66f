import type { Problem } from '../../../metadata/common/issue.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { specialTypes } from '../../../rules/einvoicing/common/invoice-types.ts';
import type {
  FoundTitles,
  ScanFilled,
  ScanPage,
  ScanReceipt,
} from '../../../rules/einvoicing/contract/scanning.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { judgePage, judgeSlip, typesOf } from '../../../rules/einvoicing/scan/judge-page.ts';
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
import { createScanSeals, type Slip, type TitleChoice } from './scan-seals.ts';

const slipWrong = refusal('scan-slip-wrong', 422);
const notReady = refusal('scan-not-ready', 422);
const notDrawn = refusal('scan-not-drawn', 422);

/** A purchase that an address says, with its seal. */
export interface SealedSlip {
  readonly amount?: string | undefined;
  readonly number?: string | undefined;
  readonly seal?: string | undefined;
}

/** What strangers do who scanned a code. */
export interface ScanDesk {
  /** Null: the code is over, or never was. */
  open(visitor: ScanVisitor, key: string): Promise<OpenCode | null>;
  /** Null: the application is not there any more, or nobody was given such a key. */
  receipt(visitor: ScanVisitor, receipt: string): Promise<ScanReceipt | null>;
  /** The address of a purchase, for a program that may make applications by the code. */
  addressOf(call: Call, scanned: string, slip: Slip): Promise<string>;
}

/** A code that customers may scan now. */
export interface OpenCode {
  page(slip: SealedSlip): Promise<ScanPage>;
  titles(find: string): Promise<FoundTitles>;
  /** `once`: what the customer's browser says of this sending; the same is taken once. */
  apply(filled: ScanFilled, once: string): Promise<Applied>;
}

interface Applied {
  readonly number: string | null;
  readonly receipt: string;
  /** It was not sent before. */
  readonly isNew: boolean;
}

export interface ScanVisitor extends Visitor {
  /** The address by which he reached this server: it may have had another when the code was drawn. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A code with whoever scanned it. */
interface Opened {
  readonly visitor: ScanVisitor;
  readonly key: string;
  readonly code: FoundCode;
  readonly call: Call;
}

export function createScanDesk(
  parts: Pick<IssuingParts, 'store' | 'mapTitle' | 'now' | 'url'>,
  vault: Pick<Vault, 'derive' | 'seal' | 'open'>,
): ScanDesk {
  const { store, url } = parts;
  const seals = createScanSeals(vault);

  /** The purchase as the address says it; what somebody changed of it is refused. */
  function slipOf(key: string, { amount, number, seal }: SealedSlip): Slip | null {
    if (amount === undefined && number === undefined && seal === undefined) return null;
    const slip = { gross: amount ?? '', businessNumber: number ?? '' };
    if (!seals.isSealed(key, slip, seal ?? '')) throw slipWrong();
    return slip;
  }

  return {
    async open(visitor, key) {
      const stranger = strangersCall(visitor);
      if (!/^[\w-]{32}$/.test(key) || !documentForms(stranger)) return null;
      const addresses = [...new Set([url, visitor.origin])].map((one) => scanAddress(one, key));
      const code = await findOpenCode(parts, stranger, addresses);
      if (!code) return null;
      const call = customersCall({ ...visitor, now: parts.now(code.organisation) }, code);
      return {
        page: (sealed) => pageOf(call, code, slipOf(key, sealed)),
        async titles(find) {
          const { items, more } = await findTitles(parts, call, find);
          const sealed = (choice: TitleChoice) => seals.choiceOf(key, choice, visitor.at);
          return { more, items: items.map((one) => ({ ...one, choice: sealed(one.choice) })) };
        },
        apply: (filled, once) => apply({ visitor, key, code, call }, filled, once),
      };
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
      const problems = problemsOf({ amount: judgeSlip(slip).gross, number: judgeSlip(slip).businessNumber });
      if (problems.length > 0) throw refusedFor(problems, call);
      return `${code}?${new URLSearchParams({ amount, number, seal: seals.sealOf(key, slip) })}`;
    },
  };

  async function pageOf(call: Call, code: FoundCode, slip: Slip | null): Promise<ScanPage> {
    const application = requireForms(call).application;
    const labels = new Map(
      application.byName.get('invoiceType')?.options?.map(({ value, label }) => [value, label]),
    );
    const seller = call.served.orgs.get(code.organisation);
    const setting = await store.setting(call, requireForm(call, 'other-settings'));
    return {
      seller: (await sellerName(call, code)) ?? seller?.number ?? '',
      state: stateOf(await itemOf(call, code), code, slip),
      types: typesOf(code.invoiceTypes).map((value) => ({
        value,
        label: { zh: labels.get(value)?.zh ?? value, en: labels.get(value)?.en ?? value },
        special: specialTypes.includes(value),
      })),
      limit: code.grossLimit ?? null,
      slip,
      contact: setting.delivery === 'mail-or-mobile' ? 'mail-or-mobile' : 'none',
    };
  }

  async function apply(open: Opened, filled: ScanFilled, once: string): Promise<Applied> {
    const { visitor, key, code, call } = open;
    // Whoever says the same of another sending is no nearer to the receipt of this one.
    const id = derivedId(JSON.stringify(['scan', code.id, key, once, filled]));
    const applied = (number: string | null, isNew: boolean): Applied => ({
      ...{ number, isNew },
      receipt: seals.receiptOf(id),
    });
    const before = await storedNumber(call, id);
    if (before !== undefined) return applied(before, false);
    const slip = slipOf(key, said(filled));
    const item = await itemOf(call, code);
    if (!item || stateOf(item, code, slip) !== 'ready') throw notReady();
    const given = { ...(await buyerOf(open, filled)), ...slip };
    const problems = problemsOf(judgePage(given));
    if (problems.length > 0) throw refusedFor(problems, visitor);
    const { gross = '', ...members } = given;
    const body = { ...members, taxIncluded: true, lines: [lineOfItem(item, gross)] };
    const scanned = { code, scanned: code.number ?? '', given: body };
    const made = await applicationByCode(parts, call, scanned, (own, to, whole) =>
      store.atOnce(own, async (transaction) => {
        const { number = null } = await transaction.createAs(to, id, whole);
        return { number, isNew: true };
      }),
    ).catch(async (error: unknown) => {
      // The same was sent twice at once, and the other sending was faster.
      const number = await storedNumber(call, id);
      if (number !== undefined) return { number, isNew: false };
      throw error instanceof Refusal ? onPage(error, visitor) : error;
    });
    return applied(made.number, made.isNew);
  }

  /** What customers are invoiced for; null: the shop named nothing, or nothing that it may use any more. */
  async function itemOf(call: Call, code: FoundCode): Promise<Wire<'invoice-item'> | null> {
    if (!code.item) return null;
    const { items } = await store.list(call, requireForm(call, 'invoice-item'), {
      view: 'use',
      filter: {
        all: [
          { fact: 'id', operator: 'equal', value: code.item.id },
          { fact: 'enabled', operator: 'equal', value: true },
        ],
      },
      limit: 1,
    });
    return items[0] ?? null;
  }

  async function storedNumber(call: Call, id: string): Promise<string | null | undefined> {
    const filter = { fact: 'id', operator: 'equal', value: id } as const;
    const asked = { view: 'manage', filter, fields: ['number'], limit: 1 } as const;
    const [found] = (await store.list(call, requireForms(call).application, asked)).items;
    return found && (found.number ?? null);
  }

  async function buyerOf({ visitor, key, call }: Opened, filled: ScanFilled) {
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

function stateOf(item: object | null, code: FoundCode, slip: Slip | null): ScanPage['state'] {
  if (!item) return 'item-missing';
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

function problemsOf(found: Readonly<Record<string, PageProblem | undefined>>): readonly Problem[] {
  return Object.entries(found).flatMap(([member, problem]) => (problem ? [problemOf(member, problem)] : []));
}

function problemOf(member: string, code: PageProblem): Problem {
  return { path: `/${member}`, code, message: pageWords[code] };
}

function refusedFor(problems: readonly Problem[], { language }: Pick<Visitor, 'language'>): Refusal {
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
    const message = forCustomers(problem.code) ?? problem.message;
    if (message) return { ...shown, message };
    return about ? { ...shown, params: about } : shown;
  });
  return new Refusal({ code, status }, params, placed, {});
}

/** What is said to the shop of a code names its number and its values: customers are told what they can do. */
function forCustomers(code: string): Label | undefined {
  return new Map<string, Label>(Object.entries(pageWords)).get(code);
}
