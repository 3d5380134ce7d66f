import type { Ask } from '../pipeline/ask.ts';
import { covers } from './named-parameter.ts';

/** Names an answer lists. */
const mostNames = 20;

/** Counts the programs that read for any of these organisations, with names and when last; as far as one may see. */
export function whoReadsFor({ host, served, principal }: Ask, orgs: ReadonlySet<string>) {
  const programs = new Set<string>();
  const names = new Set<string>();
  let last = 0;
  const sees = (type: string, org: string) => covers(principal.rights.parameters(type, 'read'), org);
  const types = [...served.model.params.keys()];
  // Reads of all types at once are noted under none.
  for (const type of ['', ...types])
    for (const { kind, id, client, org, at } of host.readers.ofType(type)) {
      if (!orgs.has(org)) continue;
      if (type === '' ? !types.some((one) => sees(one, org)) : !sees(type, org)) continue;
      programs.add([kind, id, client].join('\n'));
      if (client !== '') names.add(client);
      last = Math.max(last, at);
    }
  return {
    count: programs.size,
    names: [...names].sort().slice(0, mostNames),
    lastRead: last === 0 ? null : new Date(last).toISOString(),
  };
}
