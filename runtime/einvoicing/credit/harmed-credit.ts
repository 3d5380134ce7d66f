import { add, compare } from '../../../metadata/common/decimal.ts';
import { monthOf } from '../../../rules/calendar.ts';
import type { FindHarms } from '../../care/doctor/harm.ts';
import { readablePages } from '../../care/doctor/readable-pages.ts';
import { recordLayout } from '../../storage/store/record/layout.ts';
import { knownForm } from '../forms/forms.ts';

const columns = ['org', 'business_type', 'role', 'period'] as const;
type Total = Readonly<Record<(typeof columns)[number] | 'used', string>>;

/** Totals of credit that are not what the entries add up to; put right, they are. */
export const harmedCredit: FindHarms = async (database, served) => {
  const form = knownForm({ served }, 'credit-entry');
  if (!form) return [];
  const entries = recordLayout(form, served.table(form), database.dialect);
  const sums = new Map<string, string>();
  for await (const { records } of readablePages(database, entries))
    for (const { org, businessType, roles, amount, day, state } of records) {
      if (state !== 'reserved' && state !== 'confirmed') continue;
      const own = String(roles ?? '')
        .split(',')
        .filter((role) => role !== '');
      for (const role of ['', ...own])
        for (const period of [String(day), monthOf(String(day))]) {
          const key = JSON.stringify([org, businessType, role, period]);
          sums.set(key, add(sums.get(key) ?? '0', String(amount ?? '0')));
        }
    }
  const rows = await database.all<Total>(`SELECT ${columns.join(', ')}, used FROM gj_credit`);
  const known = new Map(rows.map((row) => [JSON.stringify(columns.map((name) => row[name])), row.used]));
  const wrong = [...new Set([...sums.keys(), ...known.keys()])].filter((key) => {
    const used = known.get(key);
    return used === undefined ? sums.get(key) !== undefined : !isSame(used, sums.get(key) ?? '0');
  });
  return wrong.map((key) => ({
    code: 'doctor-credit-wrong',
    place: `gj_credit ${(JSON.parse(key) as readonly string[]).slice(1).join(' ').trim()}: ${known.get(key) ?? '—'} ≠ ${sums.get(key) ?? '0'}`,
    repair: async (tx) => {
      const place = JSON.parse(key) as readonly string[];
      await tx.run(
        `DELETE FROM gj_credit WHERE ${columns.map((name) => `${name} = ?`).join(' AND ')}`,
        place,
      );
      const used = sums.get(key);
      if (used !== undefined)
        await tx.run(`INSERT INTO gj_credit (${columns.join(', ')}, used) VALUES (?, ?, ?, ?, ?)`, [
          ...place,
          used,
        ]);
    },
  }));
};

function isSame(a: string, b: string): boolean {
  try {
    return compare(a, b) === 0;
  } catch {
    return false;
  }
}
