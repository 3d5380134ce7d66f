import { add, negate, sub } from '../../../metadata/common/decimal.ts';
import type { Forms } from '../forms/forms.ts';

/** An entry of the ledger, as much as is counted of it. */
export type CountedEntry = Pick<
  Forms['quota-entry'],
  'taxNo' | 'month' | 'kind' | 'net' | 'leqi' | 'request'
>;

/** The account of a month that they are added up for. */
type CountedIn = Pick<Forms['quota-account'], 'taxNo' | 'month' | 'leqi'>;

/** What an account of a month has to say by its entries. */
export interface EntrySums {
  /** Null: no entry says what was given. */
  readonly given: string | null;
  readonly adjusted: string;
  readonly downloaded: string;
  readonly usedLeqi: string;
  readonly usedOthers: string;
}

const noEntries: EntrySums = {
  given: null,
  adjusted: '0',
  downloaded: '0',
  usedLeqi: '0',
  usedOthers: '0',
};

/** Adds up the entries of a ledger, in their order; what is reserved and neither confirmed nor released stays open. */
export class QuotaReplay<E extends CountedEntry = CountedEntry> {
  readonly #sums = new Map<string, EntrySums>();
  readonly #open = new Map<string, E>();

  /** The reservations that are open. */
  get open(): readonly E[] {
    return [...this.#open.values()];
  }

  /** Without a download of its own an account counts what Leqi issued as others do: so a confirm of the next month. */
  of({ taxNo, month, leqi }: CountedIn): EntrySums {
    const sums = this.#of(taxNo ?? '', month ?? '');
    if (leqi === true || sums.usedLeqi === '0') return sums;
    return { ...sums, usedLeqi: '0', usedOthers: add(sums.usedOthers, sums.usedLeqi) };
  }

  #of(taxNo: string, month: string): EntrySums {
    return this.#sums.get(`${taxNo} ${month}`) ?? noEntries;
  }

  add(entry: E): void {
    const { kind, request } = entry;
    const net = entry.net ?? '0';
    const kept = this.#open.get(request ?? '');
    switch (kind) {
      case 'given':
        this.#change(entry, ({ given }) => ({ given: add(given ?? '0', net) }));
        break;
      case 'adjust':
        this.#change(entry, ({ adjusted }) => ({ adjusted: add(adjusted, net) }));
        break;
      case 'download':
        this.#change(entry, ({ downloaded }) => ({ downloaded: add(downloaded, net) }));
        break;
      case 'return':
        this.#change(entry, ({ downloaded }) => ({ downloaded: sub(downloaded, net) }));
        break;
      case 'reserve':
        this.#open.set(request ?? '', entry);
        this.#use(entry, net);
        break;
      case 'confirm':
        // It counts in the month of issue, wherever it was reserved.
        if (kept) this.#use(kept, negate(net));
        this.#open.delete(request ?? '');
        this.#use(entry, net);
        break;
      case 'release':
        this.#open.delete(request ?? '');
        this.#use(entry, negate(net));
        break;
      case 'back':
        this.#use(entry, negate(net));
        break;
    }
  }

  #use(entry: CountedEntry, net: string): void {
    const name = entry.leqi === true ? 'usedLeqi' : 'usedOthers';
    this.#change(entry, (before) => ({ [name]: add(before[name], net) }));
  }

  #change({ taxNo, month }: CountedEntry, changed: (before: EntrySums) => Partial<EntrySums>): void {
    const before = this.#of(taxNo ?? '', month ?? '');
    this.#sums.set(`${taxNo ?? ''} ${month ?? ''}`, { ...before, ...changed(before) });
  }
}
