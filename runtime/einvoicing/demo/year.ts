import { addDays, addMonths, dayOfWeek, firstAt, firstOfMonth, momentIn } from '../../../rules/calendar.ts';
import { buyers, type InvoiceType, persons, type Seller, season, sellers } from './cast.ts';
import { type Draws, drawsOf } from './draws.ts';
import type { Sale, SaleLine } from './sale.ts';

const hour = 3_600_000;
/** Days before the end that belong to the week that is there first. */
export const weekDays = 7;

export interface Span {
  /** Milliseconds since 1970, at which the story ends. */
  readonly until: number;
  readonly zone: string;
}

/** The sales of the year before the last week, as they came. */
export function yearOf({ until, zone }: Span): readonly Sale[] {
  const today = momentIn(zone, until).localDate;
  const last = addDays(today, -weekDays);
  const first = addDays(today, -365);
  const sales: Sale[] = [];
  for (let month = firstOfMonth(first); month <= last; month = addMonths(month, 1)) {
    const busy = season[Number(month.slice(5, 7)) - 1] ?? 1;
    for (const seller of sellers) {
      const draws = drawsOf(`${seller.org} ${month.slice(0, 7)}`);
      const count = Math.round(seller.monthly * busy);
      for (let at = 0; at < count; at += 1) {
        const date = addDays(month, draws.between(0, 27));
        const sale = saleOf(draws, seller, { key: `${month.slice(0, 7)}-${at}`, date, zone });
        // At a business of two applications that are settled at the end of the month.
        const isSettled = seller.org === 'BEIJING' && at < 2;
        const settled = isSettled
          ? { group: `${month.slice(0, 7)}-M`, lines: linesOf(draws, seller, draws.between(12_000, 40_000)) }
          : {};
        // Of its paper this month’s quota is counted.
        if (seller.org === 'TIANJIN' && month === firstOfMonth(today)) continue;
        if (date >= first && date < last) sales.push({ ...sale, ...settled });
      }
    }
  }
  return sales.map(asSettled).sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));

  /** Those that are settled together are for the same buyer, at the moment of the first. */
  function asSettled(sale: Sale): Sale {
    if (sale.group === undefined) return sale;
    const [lead = sale] = sales.filter(({ group }) => group === sale.group);
    return { ...sale, at: lead.at, buyer: lead.buyer, type: '08xdp' };
  }
}

/** Some sales of each working day of the last week. */
export function weekOf({ until, zone }: Span): readonly Sale[] {
  const today = momentIn(zone, until).localDate;
  const sales: Sale[] = [];
  for (let back = weekDays; back >= 0; back -= 1) {
    const date = addDays(today, -back);
    const draws = drawsOf(`week ${back}`);
    for (const seller of sellers) {
      // The quota and the credit of these two are filled by what else they issue.
      if (['TIANJIN', 'BEIJING'].includes(seller.org) || draws.next() > 0.45) continue;
      const sale = saleOf(draws, seller, { key: `W${back}`, date, zone });
      if (sale.at < until) sales.push(sale);
    }
  }
  return sales;
}

interface Place {
  readonly key: string;
  readonly date: string;
  readonly zone: string;
}

function saleOf(draws: Draws, seller: Seller, { key, date, zone }: Place): Sale {
  const [opens, closes] = seller.hours ?? [9, 17];
  const day = seller.hours ? date : workingDay(date);
  const at = firstAt(day, `${String(opens).padStart(2, '0')}:00:00`, zone);
  const type = draws.pick(seller.types);
  const net = draws.between(seller.net[0], seller.net[1]);
  const isPersons = isForPersons(type) && net < mostOfPersons && draws.next() < 0.4;
  return {
    key,
    at: at + Math.floor(draws.next() * (closes - opens) * hour),
    seller,
    type,
    buyer: draws.pick(isPersons ? persons : buyers),
    lines: linesOf(draws, seller, net),
  };
}

/** Net: nobody buys more for himself. */
const mostOfPersons = 8_000;

/** Those that a person may be issued. */
function isForPersons(type: InvoiceType): boolean {
  return type === '10xdp' || type === '026' || type === '007';
}

/** What falls on a weekend was done on the Friday before. */
function workingDay(date: string): string {
  const day = dayOfWeek(date);
  return day > 5 ? addDays(date, 5 - day) : date;
}

/** Goods for about so much. */
function linesOf(draws: Draws, { goods }: Seller, net: number): readonly SaleLine[] {
  const count = draws.between(1, goods.length);
  const chosen = goods.slice(0, count);
  return chosen.map((good) => ({
    good,
    quantity: Math.max(1, Math.round(net / count / good.price)),
  }));
}
