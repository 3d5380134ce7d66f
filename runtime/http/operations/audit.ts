import type { Field } from '../../../metadata/field.ts';
import type { Problem } from '../../../metadata/issue.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import type { Language } from '../../../metadata/label.ts';
import type { Form } from '../../../metadata/model.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import { type AuditPage, type AuditQuery, readTrail } from '../../auth/read-trail.ts';
import { platformUser, platformUserIn } from '../../call/system-call.ts';
import { page } from '../../openapi/refs.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint, Parameter } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { formUnknown, parametersWrong } from '../pipeline/refusals.ts';

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
  summary: { zh: '用户的内码；多个用逗号分隔', en: 'Ids of users, separated by commas' },
  schema: { type: 'string' },
};
const action: Parameter = {
  name: 'action',
  summary: {
    zh: '做了什么：sign-in、create、update …；多个用逗号分隔',
    en: 'What was done: sign-in, create, update …, separated by commas',
  },
  schema: { type: 'string' },
};
const form: Parameter = {
  name: 'form',
  summary: { zh: '对哪些表单的数据；多个用逗号分隔', en: 'To records of which forms, separated by commas' },
  schema: { type: 'string' },
};
const hide: Parameter = {
  name: 'hide',
  summary: { zh: '不列出登录，也不列出失败的登录', en: 'Leaves out sign-ins, failed ones too' },
  schema: { type: 'string', enum: ['sign-ins'] },
};

const text = { type: ['string', 'null'] } as const;
const named = {
  type: ['object', 'null'],
  required: ['id', 'number', 'name'],
  properties: { id: { type: 'string' }, number: text, name: text },
} as const;

export const auditEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/audit',
    access: 'administers',
    operation: 'audit',
    schema: {
      answer: page({
        type: 'object',
        required: ['at', 'actor', 'action', 'target', 'org'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          actor: named,
          action: { type: 'string' },
          target: text,
          form: { type: 'string' },
          record: named,
          revision: { type: 'integer' },
          reason: text,
          org: named,
          detail: { description: 'What else is known' },
        },
      }),
    },
    tag: 'audit',
    summary: { zh: '谁做了什么，最近的在前', en: 'Who did what, newest first' },
    query: [from, to, user, action, form, hide, parameters.limit, parameters.cursor],
    handle: async (ask) => ({ body: await auditPage(ask, await readTrail(ask.reader, query(ask))) }),
  },
];

function query(ask: Ask): AuditQuery {
  const problems: Problem[] = [];
  const time = (name: string): number | undefined => {
    const given = ask.query.get(name);
    if (given === null) return undefined;
    const instant = parseInstant(given);
    if (instant !== null) return Date.parse(instant);
    problems.push({ path: `/${name}`, code: 'parameter-time', params: { name } });
    return undefined;
  };
  const [after, before] = [time('from'), time('to')];
  const [users, actions, forms] = [listed(ask, 'user'), listed(ask, 'action'), listed(ask, 'form')];
  const cursor = ask.query.get('cursor');
  if (problems.length > 0) throw parametersWrong({}, problems);
  return {
    limit: wholeParameter(ask.query, 'limit', 1, 500) ?? 50,
    ...(after !== undefined && { from: after }),
    ...(before !== undefined && { to: before }),
    ...(users && { users }),
    ...(actions && { actions }),
    ...(forms && { forms: forms.map((name) => formNamed(ask, name)) }),
    ...(choiceParameter(ask.query, 'hide', ['sign-ins']) && { withoutSignIns: true }),
    ...(cursor && { cursor }),
  };
}

function listed(ask: Ask, name: string): readonly string[] | undefined {
  return ask.query.get(name)?.split(',').filter(Boolean);
}

function formNamed({ served }: Ask, name: string): Form {
  const found = served.model.forms.get(name);
  if (!found) throw formUnknown({ form: name });
  return found;
}

/** People, forms and organisations by today's names, records by those they had then. */
async function auditPage(ask: Ask, { items, next }: AuditPage) {
  const { served } = ask;
  const people = await peopleOf(ask, items);
  return {
    items: items.map(({ form: formId, org: orgId, at, actor, snapshot, ...item }) => {
      const org = orgId === null ? undefined : served.orgs.get(orgId);
      const form = formId === undefined ? undefined : served.model.formsById.get(formId);
      return {
        at: new Date(at).toISOString(),
        ...item,
        actor: actor && (people.get(actor.id) ?? unknownActor(actor, ask.language)),
        ...(formId === undefined ? {} : { form: form?.name ?? formId }),
        ...(form && item.target !== null ? { record: recordOf(form, item.target, snapshot) } : {}),
        org: orgId === null ? null : { id: orgId, number: org?.number ?? null, name: org?.name ?? null },
      };
    }),
    next,
  };
}

/** The platform itself, or somebody whose record is gone. */
function unknownActor({ id, name }: { id: string; name: string | null }, language: Language) {
  if (id !== platformUser.id) return { id, number: null, name };
  return platformUserIn[language];
}

function recordOf(form: Form, id: string, snapshot: JsonObject | null | undefined) {
  const said = (field: Field | undefined) => {
    const value = field && !field.kind.secret ? snapshot?.[field.id] : null;
    return typeof value === 'string' ? value : null;
  };
  return { id, number: said(form.number), name: said(form.title) };
}

async function peopleOf(ask: Ask, items: AuditPage['items']) {
  const form = ask.served.model.formsById.get('user');
  const ids = [...new Set(items.flatMap(({ actor }) => actor?.id ?? []))];
  if (!form || ids.length === 0) return new Map<string, never>();
  const { items: found } = await ask.host.store.list(ask.call, form, {
    view: 'manage',
    filter: { fact: 'id', operator: 'in', value: ids },
    limit: ids.length,
  });
  return new Map(
    found.map(({ id, number, name }) => [id, { id, number: number ?? null, name: name ?? null }] as const),
  );
}
