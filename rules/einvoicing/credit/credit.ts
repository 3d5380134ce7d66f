import { add, compare, sum } from '../../../metadata/common/decimal.ts';
import { monthOf } from '../../calendar.ts';
import { isGiven, type Text } from '../../decisions/given.ts';

/** The amounts that a business type may issue, and persons of a role within that. Empty: no limit. */
export interface CreditLimits {
  readonly dayCredit?: Text;
  readonly monthCredit?: Text;
  readonly roles?: readonly {
    readonly role: string;
    readonly dayCredit?: Text;
    readonly monthCredit?: Text;
  }[];
}

/** A part of the credit that is taken; what was released is no longer among the entries. */
export interface CreditEntry {
  readonly id: string;
  readonly businessType: string;
  readonly roles: readonly string[];
  readonly amount: string;
  /** The local day it was taken from, whenever it is confirmed. */
  readonly day: string;
  readonly state: 'reserved' | 'confirmed';
}

export interface CreditQuestion {
  readonly id: string;
  readonly businessType: string;
  /** Of the person who issues. Default: none. */
  readonly roles?: readonly string[];
  /** Net. */
  readonly amount: string;
  readonly day: string;
}

export type CreditCode = 'role-day-credit' | 'role-month-credit' | 'day-credit' | 'month-credit';

export interface CreditAnswer {
  /** Null: it may be taken. */
  readonly refused: CreditCode | null;
  readonly limit?: string;
  /** The amount that is taken already. */
  readonly used?: string;
  readonly role?: string;
}

/** Decides whether so much may still be taken: reserved, confirmed and new together stay within every limit. */
function mayReserve(
  question: CreditQuestion,
  limits: CreditLimits,
  entries: readonly CreditEntry[],
): CreditAnswer {
  const { businessType, roles = [], amount, day } = question;
  const own = entries.filter((entry) => entry.businessType === businessType && entry.id !== question.id);
  const inMonth = own.filter((entry) => monthOf(entry.day) === monthOf(day));
  const inDay = own.filter((entry) => entry.day === day);
  const listed = (limits.roles ?? []).filter(({ role }) => roles.includes(role));
  const of = (role: string) => (entry: CreditEntry) => entry.roles.includes(role);
  const checks: readonly Check[] = [
    ...listed.map(
      ({ role, dayCredit }): Check => ['role-day-credit', dayCredit, inDay.filter(of(role)), role],
    ),
    ...listed.map(
      ({ role, monthCredit }): Check => ['role-month-credit', monthCredit, inMonth.filter(of(role)), role],
    ),
    ['day-credit', limits.dayCredit, inDay],
    ['month-credit', limits.monthCredit, inMonth],
  ];
  for (const [code, limit, taken, role] of checks) {
    if (!isGiven(limit)) continue;
    const used = takenBy(taken);
    if (compare(add(used, amount), limit) > 0)
      return { refused: code, limit, used, ...(role ? { role } : {}) };
  }
  return { refused: null };
}

type Check = readonly [code: CreditCode, limit: Text, taken: readonly CreditEntry[], role?: string];

function takenBy(entries: readonly CreditEntry[]): string {
  return sum(entries.map(({ amount }) => amount));
}

/** The credit as entries, changed by one event after another; what a ledger of records does, in memory. */
export class CreditLedger {
  readonly #entries = new Map<string, CreditEntry>();

  get entries(): readonly CreditEntry[] {
    return [...this.#entries.values()];
  }

  reserve(question: CreditQuestion, limits: CreditLimits): CreditAnswer {
    const answer = mayReserve(question, limits, this.entries);
    const { id, businessType, roles = [], amount, day } = question;
    if (answer.refused === null)
      this.#entries.set(id, { id, businessType, roles, amount, day, state: 'reserved' });
    return answer;
  }

  /** False: nothing is reserved under that id. */
  confirm(id: string): boolean {
    const entry = this.#entries.get(id);
    if (entry) this.#entries.set(id, { ...entry, state: 'confirmed' });
    return entry !== undefined;
  }

  /** Only what is not confirmed comes back, to the day it was taken from. */
  release(id: string): boolean {
    return this.#entries.get(id)?.state === 'reserved' && this.#entries.delete(id);
  }

  used(businessType: string, within: { readonly day?: string; readonly month?: string }): string {
    const { day, month } = within;
    return takenBy(
      this.entries.filter(
        (entry) =>
          entry.businessType === businessType &&
          (day === undefined || entry.day === day) &&
          (month === undefined || monthOf(entry.day) === month),
      ),
    );
  }
}
