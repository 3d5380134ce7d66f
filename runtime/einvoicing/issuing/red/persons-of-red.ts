import { sum } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { roles } from '../../../../rules/einvoicing/choose-drawer/choose-drawer.ts';
import type { Call } from '../../../call/call.ts';
import { bodyOf } from '../documents/body-of.ts';
import { requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { namedPersons } from '../documents/persons-filled.ts';

interface PersonsOfRed {
  readonly invoice: JsonObject;
  readonly confirmation: JsonObject;
}

/**
 * Who draws what takes a blue invoice back, by the rules as they are now; where they name nobody it is whom the blue one
 * names.
 *
 * @param red The document as it would be: the header of the blue one with lines of its own.
 */
export async function personsOfRed(
  { persons }: Pick<IssuingParts, 'persons'>,
  platform: Call,
  red: Readonly<Record<string, unknown>> & { readonly lines: readonly JsonObject[] },
): Promise<PersonsOfRed> {
  const total = (member: 'amount' | 'tax' | 'gross') =>
    sum(red.lines.map((line) => String(line[member] ?? '0')));
  const sums = { amount: total('amount'), tax: total('tax'), gross: total('gross') };
  const application = bodyOf(requireForms(platform).application, { ...red, billType: 'red' });
  const ask = async (document: 'pending-invoice' | 'red-confirmation') =>
    namedPersons(await persons(platform, { ...application, ...sums }, document), roles);
  return { invoice: await ask('pending-invoice'), confirmation: await ask('red-confirmation') };
}
