import type { Json } from '../../../metadata/common/json.ts';
import { isGiven } from '../../../rules/decisions/given.ts';
import { issuing } from '../../../rules/einvoicing/contract/issuing.ts';
import type { ProposedCodes } from '../../../rules/einvoicing/contract/proposed-codes.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { maySee } from '../../effective/decisions/may-see.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import { knownForm } from '../forms/forms.ts';

/** So many invoices are looked at for what was issued under which code. */
const lately = 100;

/** Makes the call that proposes tax codes for the name of an item. */
export function taxCodeEndpoints({ decide }: Pick<Decisions, 'decide'>): readonly Endpoint[] {
  return [
    serveCall(issuing.taxCodes, async ({ ask, query: { name = '' } }) => {
      const input = { name, issued: await issuedLately(ask) };
      const { result } = await decide(ask.call, 'propose-tax-codes', input);
      const { proposals } = result as unknown as { readonly proposals: ProposedCodes['items'] };
      return { body: { items: proposals } };
    }),
  ];
}

/** The lines that were issued last, as far as the caller may read them. */
async function issuedLately({ call, host }: Ask): Promise<Json[]> {
  const form = knownForm(call, 'invoice');
  if (!form || !maySee(call, form)) return [];
  const { items } = await host.store.list(call, form, {
    view: 'manage',
    sort: ['-issuedAt'],
    fields: ['lines'],
    limit: lately,
  });
  const lines = items.flatMap((one) => one.lines ?? []);
  const known = new Map<string, Json>();
  for (const { itemName, taxCode } of lines)
    if (isGiven(itemName) && isGiven(taxCode))
      known.set(`${itemName}\n${taxCode}`, { name: itemName, taxCode });
  return [...known.values()];
}
