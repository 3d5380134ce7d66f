import { foldText } from '../../../metadata/common/fold-text.ts';
import type { Principal } from '../../auth/gate.ts';
import type { Served } from '../../call/call.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

/** So many come with the session itself; whoever has more asks for them in pages. */
export const carried = 200;
const usual = 50;
const most = 500;

export interface OwnOrganisation {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly parent: string | null;
}

/** Organisations the caller may act for, parents before children. */
export function* ownOrganisations({ rights }: Principal, { orgs }: Served): Generator<OwnOrganisation> {
  for (const id of orgs.subtree(orgs.root)) {
    const org = orgs.get(id);
    if (org?.enabled && rights.uses(id)) yield { id, number: org.number, name: org.name, parent: org.parent };
  }
}

const text = { type: 'string' } as const;
export const organisationSchema = {
  type: 'object',
  required: ['id', 'number', 'name', 'parent'],
  properties: { id: text, number: text, name: text, parent: { type: ['string', 'null'] } },
} as const;

/** Page by page, and found by what they are called: a session of ten thousand organisations is as small as one of ten. */
export const ownOrganisationsEndpoint: Endpoint = {
  method: 'GET',
  path: '/api/session/organisations',
  access: 'signed-in',
  operation: 'ownOrganisations',
  tag: 'session',
  summary: {
    zh: '当前用户可用的组织，上级在下级之前',
    en: 'Organisations the caller may act for, parents before children',
  },
  query: [
    parameters.q,
    {
      name: 'number',
      summary: { zh: '只要这个编号的组织', en: 'The organisation of this number alone' },
      schema: { type: 'string' },
    },
    parameters.limit,
    parameters.cursor,
  ],
  schema: {
    answer: {
      type: 'object',
      required: ['items', 'next'],
      properties: {
        items: { type: 'array', items: organisationSchema },
        next: { type: ['string', 'null'], description: 'Cursor of the next page' },
      },
    },
  },
  handle: ({ query, principal, served }) => {
    const limit = wholeParameter(query, 'limit', 1, most) ?? usual;
    const number = query.get('number');
    const words = foldText(query.get('q')?.trim() ?? '');
    const cursor = query.get('cursor');
    const items: OwnOrganisation[] = [];
    let begun = cursor === null;
    for (const org of ownOrganisations(principal, served)) {
      if (!begun) {
        begun = org.id === cursor;
        continue;
      }
      const isAsked =
        number === null ? foldText(`${org.number}\n${org.name}`).includes(words) : org.number === number;
      if (!isAsked) continue;
      if (items.length === limit) return { body: { items, next: items.at(-1)?.id ?? null } };
      items.push(org);
    }
    if (!begun) throw parametersWrong({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
    return { body: { items, next: null } };
  },
};
