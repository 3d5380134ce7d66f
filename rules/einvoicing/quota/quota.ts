import { add, compare, mul, round, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import type { Text } from '../../decisions/given.ts';

/** What happens to the monthly quota of a tax number; `month` is local. */
export type QuotaEvent = {
  readonly month: string;
  /** Net; of a confirm, a release or a void that of what was reserved. */
  readonly net?: Text;
  /** The request that it is about. */
  readonly id?: Text;
  /** The request whose invoice is voided or reversed. */
  readonly of?: Text;
  /** Default: any other than Leqi. */
  readonly channel?: Text;
  readonly do: 'given' | 'adjust' | 'return' | 'reserve' | 'confirm' | 'release' | 'void' | 'red';
};

/** `none`: nothing comes of it, and nothing is wrong. */
export type QuotaAnswer = 'ok' | 'quota-short' | 'none' | 'unknown';

/** A share of the quota, in percent, that is told of once a month when it is used. */
export type QuotaShare = 80 | 95;
const shares: readonly QuotaShare[] = [80, 95];

export interface QuotaMonth {
  readonly month: string;
  readonly given: string;
  readonly used: string;
  readonly left: string;
  readonly downloaded: string;
  readonly leftLeqi: string;
  readonly leftOthers: string;
}

export interface QuotaRow {
  readonly entry: 'given' | 'adjust' | 'download' | 'return' | 'reserve' | 'confirm' | 'release' | 'back';
  readonly net: string;
  readonly month: string;
}

/** A part of the quota that is taken. */
interface Taken {
  readonly net: string;
  readonly isLeqi: boolean;
  readonly month: string;
  readonly state: 'reserved' | 'confirmed';
}

interface Month {
  given: string;
  downloaded: string;
  usedLeqi: string;
  usedOthers: string;
  readonly shares: Set<QuotaShare>;
}

/** A seller that only simulates has so much, whatever is issued. */
export const simulatedQuota = '999999999.99';

/**
 * The monthly quota of a tax number as entries, changed by one event after another; what a ledger of records does, in
 * memory. What is reserved counts as used.
 */
export class QuotaLedger {
  readonly #months = new Map<string, Month>();
  readonly #taken = new Map<string, Taken>();
  readonly #rows: QuotaRow[] = [];
  /** The part of what is given that Leqi downloads on the first of the month. Default: no one downloads any. */
  readonly #firstShare: Text;

  constructor(firstShare: Text = null) {
    this.#firstShare = firstShare;
  }

  get entries(): readonly QuotaRow[] {
    return this.#rows;
  }

  get months(): readonly QuotaMonth[] {
    return [...this.#months.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, one]) => {
        const used = add(one.usedLeqi, one.usedOthers);
        return {
          month,
          given: one.given,
          used,
          left: sub(one.given, used),
          downloaded: one.downloaded,
          leftLeqi: sub(one.downloaded, one.usedLeqi),
          leftOthers: sub(sub(one.given, one.downloaded), one.usedOthers),
        };
      });
  }

  /** `shares`: those that are passed for the first time in their month. */
  apply(event: QuotaEvent): { readonly answer: QuotaAnswer; readonly shares: readonly QuotaShare[] } {
    const answer = this.#answer(event);
    const reached = answer === 'ok' && event.do !== 'adjust' ? this.#reached(event.month) : [];
    return { answer, shares: reached };
  }

  #answer(event: QuotaEvent): QuotaAnswer {
    const { month, net } = event;
    switch (event.do) {
      case 'given':
        return this.#give(month, net || '0');
      case 'adjust':
        return this.#adjust(month, net || '0');
      case 'return':
        return this.#return(month, net || '0');
      case 'reserve':
        return this.#reserve(event);
      case 'confirm':
        return this.#confirm(event);
      case 'release':
        return this.#release(event);
      case 'void':
        return this.#back(event, this.#taken.get(event.of ?? '')?.net ?? '0');
      case 'red':
        return this.#back(event, net || '0');
    }
  }

  #of(month: string): Month {
    const known = this.#months.get(month);
    if (known) return known;
    const fresh: Month = { given: '0', downloaded: '0', usedLeqi: '0', usedOthers: '0', shares: new Set() };
    this.#months.set(month, fresh);
    return fresh;
  }

  #give(month: string, net: string): QuotaAnswer {
    const own = this.#of(month);
    own.given = add(own.given, net);
    this.#rows.push({ entry: 'given', net, month });
    if (this.#firstShare) this.#download(month, round(mul(net, this.#firstShare), 2));
    return 'ok';
  }

  #adjust(month: string, net: string): QuotaAnswer {
    const own = this.#of(month);
    own.given = add(own.given, net);
    this.#rows.push({ entry: 'adjust', net, month });
    return 'ok';
  }

  #download(month: string, net: string): void {
    if (sign(net) <= 0) return;
    const own = this.#of(month);
    own.downloaded = add(own.downloaded, net);
    this.#rows.push({ entry: 'download', net, month });
  }

  /** Others may use what Leqi returns; it returns no more than it has left. */
  #return(month: string, net: string): QuotaAnswer {
    const own = this.#of(month);
    if (compare(net, sub(own.downloaded, own.usedLeqi)) > 0) return 'quota-short';
    own.downloaded = sub(own.downloaded, net);
    this.#rows.push({ entry: 'return', net, month });
    return 'ok';
  }

  #reserve({ month, net, id, channel }: QuotaEvent): QuotaAnswer {
    const own = this.#of(month);
    const amount = net || '0';
    const isLeqi = channel === 'leqi' && this.#firstShare !== null;
    const others = sub(sub(own.given, own.downloaded), own.usedOthers);
    if (isLeqi) {
      const missing = sub(amount, sub(own.downloaded, own.usedLeqi));
      // It downloads what is missing, until all that was given is used.
      if (compare(missing, others) > 0) return 'quota-short';
      this.#download(month, missing);
    } else if (compare(amount, others) > 0) return 'quota-short';
    this.#use(month, amount, isLeqi);
    this.#taken.set(id ?? '', { net: amount, isLeqi, month, state: 'reserved' });
    this.#rows.push({ entry: 'reserve', net: amount, month });
    return 'ok';
  }

  /** It counts in the month of issue, and never fails: the invoice is there. */
  #confirm({ month, id }: QuotaEvent): QuotaAnswer {
    const taken = this.#taken.get(id ?? '');
    if (taken?.state !== 'reserved') return 'unknown';
    if (taken.month !== month) {
      this.#use(taken.month, sub('0', taken.net), taken.isLeqi);
      this.#use(month, taken.net, taken.isLeqi);
    }
    this.#taken.set(id ?? '', { ...taken, month, state: 'confirmed' });
    this.#rows.push({ entry: 'confirm', net: taken.net, month });
    return 'ok';
  }

  #release({ id }: QuotaEvent): QuotaAnswer {
    const taken = this.#taken.get(id ?? '');
    if (taken?.state !== 'reserved') return 'unknown';
    this.#use(taken.month, sub('0', taken.net), taken.isLeqi);
    this.#taken.delete(id ?? '');
    this.#rows.push({ entry: 'release', net: taken.net, month: taken.month });
    return 'ok';
  }

  /** A void, or a red invoice of a blue one of the same month. */
  #back({ month, of }: QuotaEvent, net: string): QuotaAnswer {
    const taken = this.#taken.get(of ?? '');
    if (taken?.state !== 'confirmed') return 'unknown';
    if (taken.month !== month) return 'none';
    this.#use(month, sub('0', net), taken.isLeqi);
    this.#rows.push({ entry: 'back', net, month });
    return 'ok';
  }

  #use(month: string, net: string, isLeqi: boolean): void {
    const own = this.#of(month);
    if (isLeqi) own.usedLeqi = add(own.usedLeqi, net);
    else own.usedOthers = add(own.usedOthers, net);
  }

  #reached(month: string): readonly QuotaShare[] {
    const own = this.#months.get(month);
    if (!own || sign(own.given) <= 0) return [];
    const used = mul(sum([own.usedLeqi, own.usedOthers]), '100');
    const found = shares.filter(
      (one) => !own.shares.has(one) && compare(used, mul(own.given, String(one))) >= 0,
    );
    for (const one of found) own.shares.add(one);
    return found;
  }
}

/**
 * The first piece that the quota does not reach, by its place; null: it reaches all. What comes after it is not judged.
 *
 * @example
 * firstBeyond('250', ['100', '100', '100', '50']) //=> 2
 */
export function firstBeyond(left: string, pieces: readonly string[]): number | null {
  let used = '0';
  for (const [at, net] of pieces.entries()) {
    used = add(used, net);
    if (compare(used, left) > 0) return at;
  }
  return null;
}
