import { add, negate, sub } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import {
  countOf,
  leftFor,
  type QuotaCount,
  reserved,
  returned,
  sharesUsed,
  withUsed,
} from '../../../../rules/einvoicing/quota/account.ts';
import { QuotaReplay } from '../../../../rules/einvoicing/quota/replay.ts';
import type { Call } from '../../../call/call.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import { type KnownForm, knownForm, type StoredAs } from '../../forms/forms.ts';

/** A net amount of a tax number that an invoice is issued with, under the number of its request. */
export interface QuotaAsked {
  readonly taxNo: string;
  /** Local, of now. */
  readonly month: string;
  readonly net: string;
  readonly byLeqi: boolean;
  readonly request: string;
}

/** An amount that Leqi gives back by hand, and why. */
export type QuotaReturned = Pick<QuotaAsked, 'taxNo' | 'month' | 'net'> & { readonly reason: string };

interface QuotaForms {
  readonly account: KnownForm<'quota-account'>;
  readonly entry: KnownForm<'quota-entry'>;
}

type Entry = StoredAs<'quota-entry'>;

/** The quota of tax numbers, a month each, inside a transaction that nobody else's overlaps: there it is exact. */
export interface QuotaBook {
  /** Null: it is kept, now or before, or nobody counts; else what is left. */
  reserve(asked: QuotaAsked): Promise<string | null>;
  /** It is issued, whatever is left; in the month of issue. */
  confirm(request: string, about: { readonly month: string; readonly invoice: string }): Promise<void>;
  release(request: string): Promise<void>;
  /** Gives back what a request took in this month: all of it, or so much; a negative amount is used again. */
  back(request: string, about: { readonly month: string; readonly net?: string }): Promise<void>;
  /** Gives back what Leqi downloaded in a month. Null: it is done; else how much could be given back. */
  return(asked: QuotaReturned): Promise<string | null>;
}

/** Opens the book; null: the package that has it is not installed. */
export function quotaBook(transaction: TransactionScope, call: Call): QuotaBook | null {
  const account = knownForm(call, 'quota-account');
  const entry = knownForm(call, 'quota-entry');
  return account && entry ? bookOf(transaction, call, { account, entry }) : null;
}

/** The account of a tax number for a month, be it disabled; undefined: there is none. */
export async function accountIn(
  transaction: TransactionScope,
  form: KnownForm<'quota-account'>,
  taxNo: string,
  month: string,
): Promise<StoredAs<'quota-account'> | undefined> {
  const all = await transaction.where(form, 'taxNo', taxNo);
  return all.find((one) => one.month === month);
}

/** What an account that is being opened says of what its month has issued already: reserved in the last, confirmed since. */
export async function countedEarlier(
  transaction: TransactionScope,
  entry: KnownForm<'quota-entry'>,
  account: StoredAs<'quota-account'>,
  call: Pick<Call, 'now'>,
): Promise<JsonObject> {
  const { taxNo, month } = account;
  const replay = new QuotaReplay<Entry>();
  const entries = await transaction.where(entry, 'month', month ?? '');
  for (const one of entries.filter((one) => one.taxNo === taxNo).sort(byId)) replay.add(one);
  const { usedLeqi, usedOthers } = replay.of(account);
  const count = { ...countOf(account), usedLeqi, usedOthers };
  if (usedLeqi === '0' && usedOthers === '0') return {};
  return { usedLeqi, usedOthers, ...computedOf(count), ...reachedBy(account, count, call) };
}

function byId(a: Entry, b: Entry): number {
  return a.id < b.id ? -1 : 1;
}

function bookOf(transaction: TransactionScope, call: Call, forms: QuotaForms): QuotaBook {
  /** Counts in a month that has an account; it says since when so much is used. */
  async function count(
    taxNo: string,
    month: string,
    changed: (before: QuotaCount) => QuotaCount | null,
  ): Promise<boolean> {
    const own = await accountIn(transaction, forms.account, taxNo, month);
    const after = own && changed(countOf(own));
    if (!own || !after) return false;
    const { downloaded, usedLeqi, usedOthers } = after;
    await transaction.change(
      forms.account,
      own,
      { downloaded, usedLeqi, usedOthers, ...computedOf(after), ...reachedBy(own, after, call) },
      'counted',
    );
    return true;
  }

  async function note(values: JsonObject): Promise<void> {
    await transaction.create(forms.entry, { happenedAt: call.now.instant, ...values });
  }

  /** What a request took, by its entries; null: nothing. */
  async function takenBy(
    request: string,
  ): Promise<{ readonly entry: Entry; readonly isConfirmed: boolean } | null> {
    const entries = request === '' ? [] : await transaction.where(forms.entry, 'request', request);
    const of = (kind: string) => entries.filter((one) => one.kind === kind);
    const [confirmed] = of('confirm');
    if (confirmed) return { entry: confirmed, isConfirmed: true };
    // One that was released while it waited is reserved anew, maybe in another month.
    const kept = of('reserve').sort(byId);
    const last = kept.length > of('release').length ? kept.at(-1) : undefined;
    return last ? { entry: last, isConfirmed: false } : null;
  }

  return {
    async reserve({ taxNo, month, net, byLeqi, request }) {
      if (await takenBy(request)) return null;
      const own = await accountIn(transaction, forms.account, taxNo, month);
      if (!own?.enabled) return null;
      const before = countOf(own);
      const taken = reserved(before, net, byLeqi);
      if (!taken) return leftFor(before, byLeqi);
      await count(taxNo, month, () => taken.count);
      const about = { taxNo, month, leqi: byLeqi && before.isLeqi };
      if (taken.downloads !== '0') await note({ ...about, kind: 'download', net: taken.downloads });
      await note({ ...about, kind: 'reserve', net, request });
      return null;
    },
    async confirm(request, { month, invoice }) {
      const taken = await takenBy(request);
      if (!taken || taken.isConfirmed) return;
      const { taxNo = '', month: from = '', net = '0', leqi } = taken.entry;
      if (from !== month) {
        await count(taxNo ?? '', from ?? '', (before) => withUsed(before, negate(net ?? '0'), leqi === true));
        await count(taxNo ?? '', month, (before) => withUsed(before, net ?? '0', leqi === true));
      }
      const about = { taxNo: taxNo ?? null, leqi: leqi ?? false, net: net ?? '0' };
      await note({ ...about, month, kind: 'confirm', request, invoice: { id: invoice } });
    },
    async release(request) {
      const taken = await takenBy(request);
      if (!taken || taken.isConfirmed) return;
      const { taxNo, month, net, leqi } = taken.entry;
      await count(taxNo ?? '', month ?? '', (before) => withUsed(before, negate(net ?? '0'), leqi === true));
      await note({ ...aboutOf(taken.entry), kind: 'release', request });
    },
    async back(request, { month, net }) {
      const taken = await takenBy(request);
      if (!taken?.isConfirmed || taken.entry.month !== month) return;
      const { taxNo, leqi } = taken.entry;
      const given = net ?? taken.entry.net ?? '0';
      await count(taxNo ?? '', month, (before) => withUsed(before, negate(given), leqi === true));
      await note({ ...aboutOf(taken.entry), net: given, kind: 'back', request });
    },
    async return({ taxNo, month, net, reason }) {
      const own = await accountIn(transaction, forms.account, taxNo, month);
      const { count: after, most } = own ? returned(countOf(own), net) : { count: null, most: '0' };
      if (!after) return most;
      await count(taxNo, month, () => after);
      await note({ taxNo, month, leqi: true, kind: 'return', net, returnReason: reason });
      return null;
    },
  };
}

function aboutOf({ taxNo, month, net, leqi, invoice }: Entry): JsonObject {
  return {
    taxNo: taxNo ?? null,
    month: month ?? null,
    net: net ?? '0',
    leqi: leqi ?? false,
    invoice: invoice ? { id: invoice } : null,
  };
}

/** Computed fields, which a save would compute. */
export function computedOf(count: QuotaCount): JsonObject {
  const used = add(count.usedLeqi, count.usedOthers);
  return { total: count.given, used, left: sub(count.given, used) };
}

/** The moments that it notes once: since when 80 % and 95 % are used. */
export function reachedBy(
  { reached80, reached95 }: StoredAs<'quota-account'>,
  count: QuotaCount,
  { now }: Pick<Call, 'now'>,
): JsonObject {
  const shares = sharesUsed(count);
  return {
    ...(shares.includes(80) && !reached80 ? { reached80: now.instant } : {}),
    ...(shares.includes(95) && !reached95 ? { reached95: now.instant } : {}),
  };
}
