import { msg } from '@lit/localize';
import { abs, compare, div } from '../../../metadata/common/decimal.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { lengthOf } from '../../../rules/decisions/measure.ts';
import { tolerancesUsed } from '../../../rules/einvoicing/check-tolerances/check-tolerances.ts';
import { remarkLimit } from '../../../rules/einvoicing/limit-length/limit-length.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';

/** The share of one of its limits that an invoice fills; above 1 it is over it. */
export interface Strain {
  readonly name: string;
  readonly share: number;
  readonly text: string;
}

/** The size of an invoice and the limit of its split. Default: nobody says so. */
export interface Filled {
  readonly limit?: Json;
  readonly size?: Json;
  readonly most?: Json;
  readonly rows?: Json;
}

/** As the split filled it, and by the very rules that judge tolerances and lengths. */
export function strainsOf(invoice: PendingInvoice, filled: Filled = {}): readonly Strain[] {
  const { limit, size, most, rows } = filled;
  return [
    ...(typeof limit === 'string' && typeof size === 'string'
      ? [strain(msg('限额', { id: 'lab-limit' }), shareOf(size, limit), `${size} / ${limit}`)]
      : []),
    ...(typeof most === 'number' && typeof rows === 'number'
      ? [strain(msg('行数', { id: 'lab-rows' }), rows / most, `${rows} / ${most}`)]
      : []),
    tolerance(invoice),
    remark(invoice),
  ];
}

function tolerance(invoice: PendingInvoice): Strain {
  const { amount, tax, taxMethod, lines } = invoice;
  const share = tolerancesUsed({
    amount: amount ?? null,
    tax: tax ?? null,
    taxMethod: taxMethod ?? null,
    lines,
  });
  return strain(msg('容差', { id: 'lab-tolerance' }), share, `${Math.round(share * 100)}%`);
}

function remark(invoice: PendingInvoice): Strain {
  const own = invoice.remark ?? '';
  const channel = invoice.channel === 'rpa' || invoice.channel === 'tax-control' ? invoice.channel : 'leqi';
  const isRed = invoice.amount?.startsWith('-') ?? false;
  const { most, unit } = remarkLimit({ channel, sign: isRed ? 'red' : 'blue' });
  const length = lengthOf(own, unit);
  const share = most === 0 ? (length > 0 ? 2 : 0) : length / most;
  return strain(msg('备注长度', { id: 'lab-remark-length' }), share, `${length} / ${most}`);
}

function strain(name: string, share: number, text: string): Strain {
  return { name, share, text: `${name} ${text}` };
}

function shareOf(size: string, limit: string): number {
  return compare(limit, '0') === 0 ? 0 : Number(div(abs(size), limit, 4) ?? '0');
}
