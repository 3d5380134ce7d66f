import type { Condition } from '../../../metadata/condition.ts';
import { textIn } from '../../../rules/decisions/given.ts';
import { issuing } from '../../../rules/einvoicing/contract/issuing.ts';
import type { ProposedTitles } from '../../../rules/einvoicing/contract/proposed-titles.ts';
import type { NamingBuyer } from '../../../rules/einvoicing/titles/buyer-of-title.ts';
import { proposeTitles } from '../../../rules/einvoicing/titles/propose-titles.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import { manages } from '../../storage/store/record/access.ts';
import { knownForm } from '../forms/forms.ts';

/** So many titles are offered at once. */
const most = 20;

/** Makes the call that offers the titles of a buyer. */
export function titleEndpoints(): readonly Endpoint[] {
  return [
    serveCall(issuing.titles, async ({ ask, query }) => ({ body: { items: await titlesFor(ask, query) } })),
  ];
}

/** The facts of titles that say whose they are, by the member of the application that each is compared with. */
const facts: readonly (readonly [keyof NamingBuyer, fact: string, 'equal' | 'contains'])[] = [
  ['buyerCode', 'code', 'equal'],
  ['buyerTaxNo', 'taxNo', 'equal'],
  ['customerTaxNo', 'customers.customerTaxNo', 'equal'],
  ['customerName', 'customers.customerName', 'equal'],
  ['buyerName', 'name', 'contains'],
];

const read = ['number', 'name', 'kind', 'taxNo', 'idNo', 'code', 'titles', 'customers'];

/** As the caller uses and reads them: a field that he may not see finds nothing, and fills nothing. */
async function titlesFor({ call, host }: Ask, buyer: NamingBuyer): Promise<ProposedTitles['items']> {
  const form = knownForm(call, 'buyer-title');
  if (!form || !manages(call, form, 'read', call.org)) return [];
  const isSeen = (path: string): boolean => {
    const [name = '', ...below] = path.split('.');
    const field = form.byId.get(name);
    const inner = below.length === 0 ? field : field?.rows?.byId.get(below.join('.'));
    return [field, inner].every((one) => one !== undefined && call.rights.readable(form, one));
  };
  const any = facts.flatMap(([member, fact, operator]): Condition[] => {
    const value = textIn(buyer, member).trim();
    return value !== '' && isSeen(fact) ? [{ fact, operator, value }] : [];
  });
  if (any.length === 0) return [];
  const { items } = await host.store.list(call, form, {
    view: 'use',
    filter: { all: [{ fact: 'enabled', operator: 'equal', value: true }, { any }] },
    fields: read.filter(isSeen),
    limit: most,
  });
  return proposeTitles(buyer, items).slice(0, most);
}
