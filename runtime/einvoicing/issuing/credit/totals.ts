import { add, compare, negate } from '../../../../metadata/common/decimal.ts';
import { monthOf } from '../../../../rules/calendar.ts';
import type { CreditCode, CreditLimits } from '../../../../rules/einvoicing/credit/credit.ts';
import type { Connection } from '../../../database/connection.ts';

/** The owner of credit: an organisation, for a kind of business. Ids. */
export interface CreditPlace {
  readonly org: string;
  readonly businessType: string;
}

/** An amount taken from a day and its month, by a person with these roles. */
export interface Taking extends CreditPlace {
  readonly roles: readonly string[];
  readonly amount: string;
  readonly day: string;
}

export interface Refused {
  readonly code: CreditCode;
  readonly limit: string;
  /** Taken already. */
  readonly used: string;
  readonly role?: string;
}

interface Total {
  readonly code: CreditCode;
  readonly role: string;
  readonly period: string;
  readonly limit: string | null;
}

/** Everything that a taking counts towards, in the order in which it is refused. */
function totalsOf({ roles, day }: Taking, limits: CreditLimits): readonly Total[] {
  const month = monthOf(day);
  const limitOf = (role: string) => limits.roles?.find((one) => one.role === role);
  return [
    ...roles.map((role) => total('role-day-credit', role, day, limitOf(role)?.dayCredit)),
    ...roles.map((role) => total('role-month-credit', role, month, limitOf(role)?.monthCredit)),
    total('day-credit', '', day, limits.dayCredit),
    total('month-credit', '', month, limits.monthCredit),
  ];
}

function total(code: CreditCode, role: string, period: string, limit: string | null | undefined): Total {
  return { code, role, period, limit: limit ? limit : null };
}

/** Reads the amount that is taken of a total. */
export async function usedOf(
  tx: Connection,
  { org, businessType }: CreditPlace,
  role: string,
  period: string,
): Promise<string> {
  const row = await tx.first<{ used: string }>(
    'SELECT used FROM gj_credit WHERE org = ? AND business_type = ? AND role = ? AND period = ?',
    [org, businessType, role, period],
  );
  return row?.used ?? '0';
}

/**
 * Takes an amount from every total it counts towards, or from none. To be asked inside a transaction that nobody
 * else's overlaps; there it is exact, however many ask at once.
 */
export async function take(tx: Connection, taking: Taking, limits: CreditLimits): Promise<Refused | null> {
  const totals = totalsOf(taking, limits);
  const used = await Promise.all(totals.map(({ role, period }) => usedOf(tx, taking, role, period)));
  for (const [at, { code, limit, role }] of totals.entries()) {
    const taken = used[at] ?? '0';
    if (limit !== null && compare(add(taken, taking.amount), limit) > 0)
      return { code, limit, used: taken, ...(role ? { role } : {}) };
  }
  for (const [at, { role, period }] of totals.entries())
    await write(tx, taking, { role, period }, add(used[at] ?? '0', taking.amount));
  return null;
}

/** Gives it back to the day it was taken from. */
export async function giveBack(tx: Connection, taking: Taking): Promise<void> {
  for (const { role, period } of totalsOf(taking, {})) {
    const used = await usedOf(tx, taking, role, period);
    await write(tx, taking, { role, period }, add(used, negate(taking.amount)));
  }
}

async function write(
  tx: Connection,
  { org, businessType }: CreditPlace,
  { role, period }: Pick<Total, 'role' | 'period'>,
  used: string,
): Promise<void> {
  const place = [org, businessType, role, period];
  const { changes } = await tx.run(
    'UPDATE gj_credit SET used = ? WHERE org = ? AND business_type = ? AND role = ? AND period = ?',
    [used, ...place],
  );
  // MariaDB counts a row that stays as it is as no change.
  if (changes === 0 && (await rowMissing(tx, place)))
    await tx.run('INSERT INTO gj_credit (org, business_type, role, period, used) VALUES (?, ?, ?, ?, ?)', [
      ...place,
      used,
    ]);
}

async function rowMissing(tx: Connection, place: readonly string[]): Promise<boolean> {
  const row = await tx.first(
    'SELECT period FROM gj_credit WHERE org = ? AND business_type = ? AND role = ? AND period = ?',
    [...place],
  );
  return row === undefined;
}
