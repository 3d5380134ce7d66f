import type { FormTelling } from '../../../../metadata/record-of.ts';
import type { Call } from '../../../call/call.ts';
import type { IssuingParts } from './issuing-parts.ts';

/** Whether there is a record of the form that says just this. */
export async function isThere(
  { store }: Pick<IssuingParts, 'store'>,
  call: Call,
  form: FormTelling<unknown>,
  says: Readonly<Record<string, string | boolean>>,
): Promise<boolean> {
  const all = Object.entries(says).map(([fact, value]) => ({ fact, operator: 'equal', value }) as const);
  const asked = { view: 'manage', filter: { all }, fields: ['number'], limit: 1 } as const;
  return (await store.list(call, form, asked)).items.length > 0;
}
