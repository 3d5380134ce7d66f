import { reachOfHost } from '../../../rules/hosts/reach-of-address.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { hostForm, type ListedHosts } from './listed-hosts.ts';
import { targetsUndecided } from './targets-in-use.ts';
import type { Targets } from './typed-targets.ts';

interface ProposingParts {
  readonly database: Database;
  readonly store: Pick<Store, 'create'>;
  readonly hosts: ListedHosts;
  readonly targets: Targets;
  readonly systemCall: () => Call;
  readonly clock: () => number;
}

const done = 'hosts-proposed';

/**
 * Once for a database: hosts that were in use before there was a list are proposed to the administrators. Until one
 * decides, what of them is public goes on, and what is private waits.
 */
export function proposingHosts(parts: ProposingParts): () => Promise<void> {
  let isOver = false;
  return async () => {
    if (!isOver) isOver = await propose(parts);
  };
}

/** False: the installed packages have no list yet. */
async function propose({
  database,
  store,
  hosts,
  targets,
  systemCall,
  clock,
}: ProposingParts): Promise<boolean> {
  if (await database.first('SELECT at FROM gj_done WHERE name = ?', [done])) return true;
  const call = systemCall();
  const form = call.served.model.formsById.get(hostForm);
  if (!form || call.served.orgs.root === '') return false;
  const { quote } = database.dialect;
  const proposals = new Map<string, { readonly ports: Set<number>; readonly forms: Set<string> }>();
  const looked = { served: call.served, reader: database, quote, targets };
  for (const target of await targetsUndecided(looked, hosts)) {
    const known = proposals.get(target.host) ?? { ports: new Set(), forms: new Set() };
    known.ports.add(target.port);
    known.forms.add(target.form);
    proposals.set(target.host, known);
  }
  for (const [host, { ports, forms }] of proposals)
    await store
      .create(call, form, {
        host,
        ports: [...ports].sort((a, b) => a - b).join(', '),
        private: reachOfHost(host) === 'inside',
        state: 'proposed',
        remark: [...forms].join(', '),
      })
      // Another node was faster.
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
  await database.run(database.dialect.upsert('gj_done', ['name', 'at'], ['name'], ['at']), [done, clock()]);
  return true;
}
