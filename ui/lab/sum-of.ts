import { sum } from '../../metadata/decimal.ts';
import type { PendingInvoice } from './lab-data.ts';

/** To the cent. */
export function sumOf(invoices: readonly PendingInvoice[], member: 'gross' | 'tax'): string {
  return sum(
    invoices.flatMap((one) => {
      const value = one[member];
      return typeof value === 'string' && value !== '' ? [value] : [];
    }),
  );
}
