import { textIn } from '../../../rules/decisions/given.ts';
import { issuing } from '../../../rules/einvoicing/contract/issuing.ts';
import type { ProposedTitles } from '../../../rules/einvoicing/contract/proposed-titles.ts';
import type { BuyerTitle } from '../../../rules/einvoicing/forms/forms.ts';
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

/** What is compared of titles with a member of an application: what says most surely whose they are comes first. */
const facts: readonly (readonly [keyof NamingBuyer, fact: string, 'equal' | 'contains'])[] = [
  ['buyerCode', 'code', 'equal'],
  ['buyerName', 'name', 'equal'],
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
  const fields = read.filter(isSeen);
  const found = new Map<string, BuyerTitle>();
  for (const [member, fact, operator] of facts) {
    const value = textIn(buyer, member).trim();
    if (value === '' || !isSeen(fact) || found.size >= most) continue;
    // By itself, so that many that are called alike leave room for the one that is meant.
    const { items } = await host.store.list(call, form, {
      view: 'use',
      filter: {
        all: [
          { fact: 'enabled', operator: 'equal', value: true },
          { fact, operator, value },
        ],
      },
      fields,
      limit: most,
    });
    for (const title of items) found.set(title.id, title);
  }
  return proposeTitles(buyer, [...found.values()]).slice(0, most);
}
