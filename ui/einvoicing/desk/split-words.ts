import { msg } from '@lit/localize';
import { type NamedWay, usualNames } from './split-data.ts';

/** As the organisation calls it; what it left as it was is said in the reader's language. */
export function wayName(way: NamedWay, names: Readonly<Record<NamedWay, string>>): string {
  const usual = {
    gross: msg('按金额拆分', { id: 'desk-split-gross' }),
    count: msg('自定义张数拆分', { id: 'desk-split-by-count' }),
    line: msg('按明细开票', { id: 'desk-split-line' }),
  };
  return names[way] === usualNames[way] ? usual[way] : names[way];
}

/** Answers the names of the portions of a line that can be moved. */
export function partNames(): Readonly<Record<'all' | 'quantity' | 'amount', string>> {
  return {
    all: msg('全部', { id: 'desk-split-all' }),
    quantity: msg('部分数量', { id: 'desk-split-quantity' }),
    amount: msg('部分金额', { id: 'desk-split-amount' }),
  };
}
