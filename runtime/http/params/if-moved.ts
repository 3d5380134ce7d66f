import type { Json } from '../../../metadata/json.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Effective } from '../../../rules/params/effective-changes.ts';
import { anyObject, itemsOf } from '../../openapi/refs.ts';
import { wireOf } from '../../params/wire-value.ts';
import { changesIfMoved } from '../../past/if-moved.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { orgNamed } from './many.ts';
import { covers } from './named-parameter.ts';

/** Changes an answer lists; all are counted. */
const mostListed = 200;

export const ifMovedEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/params/if-moved',
    routed: '/api/params/:word',
    access: 'signed-in',
    operation: 'parametersIfMoved',
    tag: 'params',
    summary: {
      zh: '把组织移到另一上级之下，它和下级读到的哪些参数会变；停用组织不改变任何值，设有值的组织不能删除',
      en: 'What an organisation and those below it would read differently below another parent; disabling one changes nothing, and one of which values are set cannot be deleted',
    },
    query: [
      {
        name: 'organisation',
        summary: { zh: '要移动的组织编号', en: 'Number of the one that moves' },
        schema: { type: 'string' },
      },
      {
        name: 'parent',
        summary: { zh: '新上级的编号', en: 'Number of the new parent' },
        schema: { type: 'string' },
      },
    ],
    schema: { answer: itemsOf(anyObject) },
    handle: async (ask) => ({ body: await ifMoved(ask) }),
  },
];

async function ifMoved(ask: Ask) {
  const [org, parent] = [named(ask, 'organisation'), named(ask, 'parent')];
  if (ask.served.orgs.within(parent, org))
    throw parametersWrong({}, [
      {
        path: '/parent',
        code: 'organisation-below-itself',
        params: { number: ask.query.get('organisation'), parent: ask.query.get('parent') },
      },
    ]);
  const { past, clock } = ask.host;
  const { rights } = ask.principal;
  const { changes, total, hidden } = await changesIfMoved(
    { reader: ask.reader, past },
    {
      ...{
        call: ask.call,
        org,
        parent,
        revision: ask.host.revision(),
        clock: () => clock(),
        most: mostListed,
      },
      seen: (change) => covers(rights.parameters(change.type, 'read'), change.org),
    },
  );
  const { model, orgs } = ask.served;
  const items = changes.map(({ type, key, org: reader, from, to }) => {
    const address = addressOf(model, type, key);
    const one = reader === null ? undefined : orgs.get(reader);
    const side = (effective: Effective | null): Json =>
      effective && address
        ? {
            value: effective.value === undefined ? null : wireOf(effective.value, address, model),
            ...{ raw: effective.raw, isSet: effective.isSet },
          }
        : null;
    return {
      type,
      key,
      org: one ? { id: one.id, number: one.number, name: one.name } : null,
      from: side(from),
      to: side(to),
    };
  });
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
