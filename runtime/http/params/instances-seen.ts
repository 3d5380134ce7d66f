import { systemScope } from '../../../rules/params/effective.ts';
import { maySee, type ReadAsk } from '../../params/answer-parameter.ts';
import { instancesRead } from '../../params/instances.ts';
import type { Ask } from '../pipeline/ask.ts';
import { companiesOf } from './companies-of.ts';

/**
 * Instances of which the organisation reads something of their own. A tax number that only somebody else set something
 * for is told to whoever sees the company that has it, where it counts: what is effective there he may read, whoever set
 * it.
 */
export async function instancesSeen(ask: Ask, read: ReadAsk): Promise<readonly string[]> {
  const { call, org, sight, address } = read;
  const { type, param } = address;
  const keys = instancesRead(call, type, param, org);
  if (!param.dimension?.startsWith('tax-number')) return keys;
  const isSet = (key: string) =>
    [...(call.served.parameters?.ofType(type)?.get(key)?.keys() ?? [])].some((scope) =>
      maySee(sight, scope === systemScope ? null : scope),
    );
  const taxNumber = (key: string) => key.split(':')[0] ?? '';
  const others = keys.filter((key) => !isSet(key)).map(taxNumber);
  const companies = await companiesOf(ask, others);
  const isOwn = (key: string) => {
    const company = companies.get(taxNumber(key));
    return company !== undefined && (org === null || call.served.orgs.within(company.id, org));
  };
  return keys.filter((key) => isSet(key) || isOwn(key));
}
