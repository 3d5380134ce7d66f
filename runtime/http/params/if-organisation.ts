import type { QueryOf } from '../../../metadata/contract/common/call.ts';
import type { IfOrganisation } from '../../../metadata/contract/params/many.ts';
import { paramValues } from '../../../metadata/contract/params/many-calls.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { EffectiveChange } from '../../../rules/params/effective-changes.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import { calledIn } from '../../../rules/sharing/called-in-full.ts';
import { changesIf } from '../../effective/past/if-organisation.ts';
import { settingAnswer } from '../../params/answer-parameter.ts';
import { wireEffective } from '../../params/wire-effective.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { orgNamed } from './many.ts';
import { covers } from './named-parameter.ts';
import { whoReadsFor } from './who-reads-for.ts';

/** Number of changes and values that an answer lists; all are counted. */
const mostListed = 200;

type Query = QueryOf<typeof paramValues.if>;
type Action = NonNullable<Query['action']>;

export const ifOrganisationEndpoints: readonly Endpoint[] = [
  serveCall(paramValues.if, async ({ ask, query }) => ({
    body: await ifChanged(ask, query.action ?? 'move', query),
  })),
  serveCall(paramValues.ifMoved, async ({ ask, query }) => ({ body: await ifChanged(ask, 'move', query) })),
];

async function ifChanged(ask: Ask, action: Action, query: Query): Promise<IfOrganisation> {
  const org = named(ask, 'organisation', query);
  const change = action === 'move' ? { action, parent: newParent(ask, org, query) } : { action };
  const { past, clock } = ask.host;
  const { rights } = ask.principal;
  const about = { call: ask.call, org, change, revision: ask.host.revision() };
  const { changes, total, hidden } = await changesIf(
    { reader: ask.reader, past },
    {
      ...about,
      clock: () => clock(),
      most: mostListed,
      seen: (one) => covers(rights.parameters(one.type, 'read'), one.org),
    },
  );
  const { orgs } = ask.served;
  return {
    action,
    items: changes.map((one) => changeAnswer(ask, one)),
    total,
    hidden,
    readers: whoReadsFor(ask, action === 'delete' ? new Set([org]) : orgs.subtree(org)),
    ...(action === 'delete' && { below: orgs.children(org).length, own: ownValues(ask, org) }),
  };
}

function newParent(ask: Ask, org: string, query: Query): string {
  const to = named(ask, 'parent', query);
  if (!ask.served.orgs.within(to, org)) return to;
  const params = {
    number: query.organisation ?? null,
    parent: query.parent ?? null,
    called: calledIn(ask.served.orgs, org),
    parentCalled: calledIn(ask.served.orgs, to),
  };
  throw parametersWrong({}, [{ path: '/parent', code: 'organisation-below-itself', params }]);
}

function changeAnswer({ served: { model, orgs } }: Ask, { type, key, org, from, to }: EffectiveChange) {
  const address = addressOf(model, type, key);
  const one = org === null ? undefined : orgs.get(org);
  return {
    type,
    key,
    org: one ? { id: one.id, number: one.number, name: one.name } : null,
    from: wireEffective(from, address, model),
    to: wireEffective(to, address, model),
  };
}

/** Lists the values that are set for the organisation itself. */
function ownValues({ call, served, principal }: Ask, org: string) {
  const items: NonNullable<IfOrganisation['own']>['items'][number][] = [];
  let total = 0;
  let hidden = 0;
  for (const type of served.model.params.keys()) {
    const sight = principal.rights.parameters(type, 'read');
    for (const [key, byScope] of served.parameters?.ofType(type) ?? []) {
      const set: readonly SetValue[] = byScope.get(org) ?? [];
      const address = addressOf(served.model, type, key);
      if (!address || !covers(sight, org)) hidden += set.length;
      else {
        total += set.length;
        for (const one of set.slice(0, mostListed - items.length))
          items.push({ type, ...settingAnswer({ call, address }, one) });
      }
    }
  }
  return { items, total, hidden };
}

function named(ask: Ask, name: 'organisation' | 'parent', { [name]: number }: Query): string {
  if (number === undefined)
    throw parametersWrong({}, [{ path: `/${name}`, code: 'parameter-needed', params: { name } }]);
  const org = orgNamed(ask, number);
  if (org !== undefined && (ask.principal.rights.uses(org) || ask.principal.org === org)) return org;
  throw parametersWrong({}, [{ path: `/${name}`, code: 'organisation-forbidden', params: { org: number } }]);
}
