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
