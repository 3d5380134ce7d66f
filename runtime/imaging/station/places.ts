import type { KnownForm } from '../../einvoicing/forms/forms.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import type { ScanPage } from './station-parts.ts';

/** The pages that are assigned to a bill and not yet in it, in their order. */
export async function pagesOf(
  transaction: TransactionScope,
  form: KnownForm<'scan-page'>,
  bill: string,
): Promise<readonly ScanPage[]> {
  const all: readonly ScanPage[] = await transaction.where(form, 'bill', bill);
  return all.filter(({ state }) => state === 'assigned').toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The place behind all pages of a bill. */
export async function placeBehind(
  transaction: TransactionScope,
  form: KnownForm<'scan-page'>,
  bill: string,
  apart: ReadonlySet<string> = new Set(),
): Promise<number> {
  const others = (await pagesOf(transaction, form, bill)).filter(({ id }) => !apart.has(id));
  return others.reduce((last, page) => Math.max(last, placeOf(page)), 0) + 1;
}

function placeOf({ place }: ScanPage): number {
  return Number(place ?? 0);
}
