import type { StoredAs } from '../../forms/forms.ts';

/** A test environment counts for itself, and may answer a number that the bureau has given already. */
const ofTests = 'T';

/** The number under which an invoice is kept: tests have a series of their own. */
export function numberKept(number: string, testing: boolean): string {
  return testing ? `${ofTests}${number}` : number;
}

/** The number by which its channel knows an invoice. */
export function numberAtChannel({
  number,
  testing,
}: Pick<StoredAs<'invoice'>, 'number' | 'testing'>): string {
  return testing === true && number?.startsWith(ofTests) ? number.slice(ofTests.length) : (number ?? '');
}

interface OfBlue {
  readonly blueInvoice?: { readonly number?: string | null } | null;
  readonly blueInvoiceNo?: string | null;
}

/** A document about a blue invoice, which it names as its channel does. */
export function asItsChannelKnows<Document extends OfBlue>(document: Document, testing: boolean): Document {
  const { blueInvoice, blueInvoiceNo } = document;
  const known = (number: string | null | undefined) => numberAtChannel({ number: number ?? null, testing });
  return {
    ...document,
    ...(blueInvoice ? { blueInvoice: { ...blueInvoice, number: known(blueInvoice.number) } } : {}),
    ...(blueInvoiceNo ? { blueInvoiceNo: known(blueInvoiceNo) } : {}),
  };
}
