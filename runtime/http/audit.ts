import type { Problem } from '../../metadata/issue.ts';
import { type AuditPage, type AuditQuery, readTrail } from '../auth/read-trail.ts';
import { page } from '../openapi/refs.ts';
import type { Ask } from './ask.ts';
import { wholeParameter } from './check-query.ts';
import type { Endpoint, Parameter } from './endpoint.ts';
import * as parameters from './parameters.ts';
import { parametersWrong } from './refusals.ts';

const from: Parameter = {
  name: 'from',
  summary: { zh: '不早于（RFC 3339）', en: 'Not before (RFC 3339)' },
  schema: { type: 'string', format: 'date-time' },
};
const to: Parameter = {
  name: 'to',
  summary: { zh: '早于（RFC 3339）', en: 'Before (RFC 3339)' },
  schema: { type: 'string', format: 'date-time' },
};
const user: Parameter = {
  name: 'user',
  summary: { zh: '用户的内码', en: 'Id of the user' },
  schema: { type: 'string', format: 'uuid' },
};
const action: Parameter = {
  name: 'action',
  summary: { zh: '做了什么：sign-in、create、update …', en: 'What was done: sign-in, create, update …' },
  schema: { type: 'string' },
};

export const auditEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/audit',
    access: 'administers',
    operation: 'audit',
    schema: { answer: page({ type: 'object' }) },
    tag: 'audit',
    summary: { zh: '谁做了什么，最近的在前', en: 'Who did what, newest first' },
    query: [from, to, user, action, parameters.limit, parameters.cursor],
    handle: async (ask) => ({ body: named(ask, await readTrail(ask.host.database, query(ask))) }),
  },
];

function query(ask: Ask): AuditQuery {
  const problems: Problem[] = [];
  const time = (name: string): number | undefined => {
    const text = ask.query.get(name);
    if (text === null) return undefined;
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(at)) problems.push({ path: `/${name}`, code: 'parameter-time', params: { name } });
    return at;
  };
  const [after, before] = [time('from'), time('to')];
  const [who, what, cursor] = [ask.query.get('user'), ask.query.get('action'), ask.query.get('cursor')];
  if (problems.length > 0) throw parametersWrong({}, problems);
  return {
    limit: wholeParameter(ask.query, 'limit', 1, 500) ?? 50,
    ...(after !== undefined && { from: after }),
    ...(before !== undefined && { to: before }),
    ...(who && { user: who }),
    ...(what && { action: what }),
    ...(cursor && { cursor }),
  };
}

/** Forms and organisations by today's names. */
function named({ served }: Ask, { items, next }: AuditPage) {
  return {
    items: items.map(({ form, org, at, ...item }) => {
      const known = org === null ? undefined : served.orgs.get(org);
      return {
        at: new Date(at).toISOString(),
        ...item,
        ...(form === undefined ? {} : { form: served.model.formsById.get(form)?.name ?? form }),
        org: org === null ? null : { id: org, number: known?.number ?? null, name: known?.name ?? null },
      };
    }),
    next,
  };
}
