import type { Json } from '../../../metadata/common/json.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { EffectiveChange } from '../../../rules/params/effective-changes.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import { anyObject, itemsOf } from '../../openapi/refs.ts';
import { valueAnswer } from '../../params/answer-parameter.ts';
import { wireEffective } from '../../params/wire-effective.ts';
import { changesIf } from '../../past/if-organisation.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { orgNamed } from './many.ts';
import { covers } from './named-parameter.ts';
import { whoReadsFor } from './who-reads-for.ts';

/** What an answer lists of changes and values; all are counted. */
const mostListed = 200;

const organisation = {
  name: 'organisation',
  summary: { zh: '组织编号', en: 'Number of the organisation' },
  schema: { type: 'string' },
} as const;
const parent = {
  name: 'parent',
  summary: { zh: '移动时：新上级的编号', en: 'Of a move: number of the new parent' },
  schema: { type: 'string' },
} as const;
const actions = ['move', 'disable', 'enable', 'delete'] as const;

export const ifOrganisationEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/params/if',
    routed: '/api/params/:word',
    access: 'signed-in',
    operation: 'parametersIf',
    tag: 'params',
    summary: {
      zh: '移动、停用、启用或删除一个组织之前：它和下级读到的哪些参数会变，有哪些程序为它们读取；删除时还有它自己的值和下级，两者都没有才能删除',
      en: 'Before an organisation is moved, disabled, enabled or deleted: what it and those below it would read differently, and which programs read for them; of a deletion also its own values and those below it, which keep it from being deleted',
    },
    query: [
      organisation,
      {
        name: 'action',
        summary: { zh: '要做什么；默认 move', en: 'What would be done; move by default' },
        schema: { type: 'string', enum: [...actions] },
      },
      parent,
    ],
    schema: { answer: itemsOf(anyObject) },
    handle: async (ask) => ({
      body: await ifChanged(ask, choiceParameter(ask.query, 'action', actions) ?? 'move'),
    }),
  },
  {
    method: 'GET',
    path: '/api/params/if-moved',
    routed: '/api/params/:word',
    access: 'signed-in',
    operation: 'parametersIfMoved',
    tag: 'params',
    summary: {
      zh: '同 if 的 action=move',
      en: 'The same as if with action=move',
    },
    query: [organisation, parent],
    schema: { answer: itemsOf(anyObject) },
    handle: async (ask) => ({ body: await ifChanged(ask, 'move') }),
  },
];

async function ifChanged(ask: Ask, action: (typeof actions)[number]) {
  const org = named(ask, organisation.name);
  const change = action === 'move' ? { action, parent: newParent(ask, org) } : { action };
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

function newParent(ask: Ask, org: string): string {
  const to = named(ask, parent.name);
  if (!ask.served.orgs.within(to, org)) return to;
  const params = { number: ask.query.get(organisation.name), parent: ask.query.get(parent.name) };
  throw parametersWrong({}, [{ path: '/parent', code: 'organisation-below-itself', params }]);
}

function changeAnswer({ served: { model, orgs } }: Ask, { type, key, org, from, to }: EffectiveChange): Json {
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

/** What is set for the organisation itself. */
function ownValues({ call, served, principal }: Ask, org: string) {
  const items: Json[] = [];
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
          items.push({ type, ...valueAnswer({ call, address, sight }, one) });
      }
    }
  }
  return { items, total, hidden };
}

function named(ask: Ask, name: string): string {
  const number = ask.query.get(name);
  if (number === null)
    throw parametersWrong({}, [{ path: `/${name}`, code: 'parameter-needed', params: { name } }]);
  const org = orgNamed(ask, number);
  if (org !== undefined && (ask.principal.rights.uses(org) || ask.principal.org === org)) return org;
  throw parametersWrong({}, [{ path: `/${name}`, code: 'organisation-forbidden', params: { org: number } }]);
}
