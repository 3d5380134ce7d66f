import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { billForm } from '../bills/bill-form.ts';
import type { StationParts } from './station-parts.ts';

const names = ['code', 'number', 'billNumber'] as const;

/**
 * What somebody typed, in the letters in which a bill that waits for images is called so: people type codes in small
 * letters. Where none is, as it was typed.
 */
export async function spelledBill(
  { store }: Pick<StationParts, 'store'>,
  call: Call,
  typed: string,
): Promise<string> {
  const said = typed.trim();
  if (said.toLowerCase() === said.toUpperCase()) return said;
  const alike = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await store.list(call, billForm(call), {
      view: 'manage',
      filter: {
        all: [
          { fact: 'stage', operator: 'equal', value: 'upload' },
          { fact: 'org', operator: 'equal', value: call.org },
        ],
      },
      fields: names,
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const bill of page.items as readonly Wire<'image-bill'>[])
      for (const name of names) {
        const text = bill[name] ?? '';
        if (text.toLowerCase() === said.toLowerCase()) alike.add(text);
      }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const [only = said] = alike;
  return alike.has(said) || alike.size > 1 ? said : only;
}
