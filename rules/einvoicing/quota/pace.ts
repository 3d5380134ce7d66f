import { compare, mul, sign } from '../../../metadata/common/decimal.ts';
import { addDays, dayOfMonth, lastOfMonth } from '../../calendar.ts';

/**
 * The local day at whose end the quota of a month is used up if it goes on as it did until today; null: it lasts.
 *
 * @example
 * runsOutOn({ given: '100', used: '80' }, '2026-11-20') //=> '2026-11-25'
 */
export function runsOutOn(
  { given, used }: { readonly given: string; readonly used: string },
  today: string,
): string | null {
  if (compare(used, given) >= 0) return today;
  if (sign(used) <= 0) return null;
  const [reached, last] = [mul(given, String(dayOfMonth(today))), dayOfMonth(lastOfMonth(today))];
  for (let day = dayOfMonth(today) + 1; day <= last; day += 1)
    if (compare(mul(used, String(day)), reached) >= 0) return addDays(today, day - dayOfMonth(today));
  return null;
}
