import { sameData } from '../../../metadata/common/same-data.ts';
import { params } from '../../../metadata/contract/params/calls.ts';
import type { Danger } from '../../../metadata/contract/params/value.ts';
import { everyInstance } from '../../../rules/params/address.ts';
import { answerParameter } from '../../params/answer-parameter.ts';
import { instancesRead } from '../../params/instances.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { companiesOf } from './companies-of.ts';
import { covers } from './named-parameter.ts';

type Found = Omit<Danger, 'company' | 'below'> & { readonly taxNumber: string | null };

/** Of the dangerous parameters those that are something else than unset for the organisation, instance by instance. */
function dangersOn(ask: Ask): readonly Found[] {
  const { call, served, principal } = ask;
  const found: Found[] = [];
  for (const { type, params: defined } of served.model.params.values()) {
    const sight = principal.rights.parameters(type, 'read');
    if (!covers(sight, call.org)) continue;
    for (const param of defined) {
      if (!param.danger) continue;
      const keys =
        param.key === undefined
          ? [everyInstance, ...instancesRead(call, type, param, call.org)]
          : [param.key];
      for (const key of keys) {
        const read = { call, address: { type, key, param }, org: call.org, sight };
        const { value, from, unset } = answerParameter(read, false);
        if (sameData(value, unset.value)) continue;
        const instance = param.key === undefined && key !== everyInstance ? key : null;
        const [number = ''] = (instance ?? '').split(':');
        const isTaxNumber = instance !== null && param.dimension?.startsWith('tax-number') === true;
        const taxNumber = isTaxNumber ? number : null;
        found.push({ type, key, instance, taxNumber, label: { ...param.label }, value, from });
      }
    }
  }
  return found;
}

/**
 * What is on for a tax number is told by the name of its company, and only to whoever sees that: it is in effect for the
 * organisation alone that has the number, and counts for those above it.
 */
async function dangersSeen(ask: Ask): Promise<readonly Danger[]> {
  const { call } = ask;
  const { orgs } = call.served;
  const found = dangersOn(ask);
  const companies = await companiesOf(
    ask,
    found.flatMap(({ taxNumber }) => taxNumber ?? []),
  );
  return found.flatMap(({ taxNumber, ...danger }): readonly Danger[] => {
    if (taxNumber === null) return [{ ...danger, company: null, below: false }];
    const company = companies.get(taxNumber);
    if (company === undefined || !orgs.within(company.id, call.org)) return [];
    return [{ ...danger, company: company.name, below: company.id !== call.org }];
  });
}

export const dangerEndpoints: readonly Endpoint[] = [
  serveCall(params.dangers, async ({ ask }) => ({ body: { items: await dangersSeen(ask) } })),
];
