import { foldText } from '../../../metadata/common/fold-text.ts';
import { type OwnOrganisation, signing } from '../../../metadata/contract/people/session.ts';
import type { Principal } from '../../access/auth/gate.ts';
import type { Served } from '../../call/call.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const usual = 50;

/** Organisations the caller may act for, parents before children. */
export function* ownOrganisations({ rights }: Principal, { orgs }: Served): Generator<OwnOrganisation> {
  for (const id of orgs.subtree(orgs.root)) {
    const org = orgs.get(id);
    if (org?.enabled && rights.uses(id)) yield { id, number: org.number, name: org.name, parent: org.parent };
  }
}

/**
 * Page by page, and found by what they are called: a session of ten thousand organisations is as small as one of ten.
 */
export const ownOrganisationsEndpoint: Endpoint = serveCall(
  signing.organisations,
  async ({ ask: { principal, served }, query: { q = '', number, limit = usual, cursor } }) => {
    const words = foldText(q.trim());
    const items: OwnOrganisation[] = [];
    let begun = cursor === undefined;
    for (const org of ownOrganisations(principal, served)) {
      if (!begun) {
        begun = org.id === cursor;
        continue;
      }
      const isAsked =
        number === undefined ? foldText(`${org.number}\n${org.name}`).includes(words) : org.number === number;
      if (!isAsked) continue;
      if (items.length === limit) return { body: { items, next: items.at(-1)?.id ?? null } };
      items.push(org);
    }
    if (!begun) throw parametersWrong({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
    return { body: { items, next: null } };
  },
);
