import fc from 'fast-check';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { newest } from './two-worlds-call.suite.ts';

/** The aim of a question: a record that may be another's, by id, and a word that may be its number. */
interface Aim {
  readonly form: string;
  readonly id: string;
  readonly word: string;
  readonly org: string;
}

type Aimed = (aim: Aim) => readonly Json[];

const named = ({ id, word }: Aim): readonly Json[] => [id, word, { id }, { number: word }];
const change = ({ form, id, word, org }: Aim): readonly Json[] => [
  { action: 'change', form, record: id, body: { name: 'x' } },
  { action: 'disable', form, record: id, org },
  { action: 'create', form, body: { number: word, name: 'x' }, org },
  { action: 'set', type: 'sim_config', key: 'sim_callback_request_timeout', org, value: 9 },
  { action: 'create', form: `${form}s`, body: {} },
];
const facts = (aim: Aim): JsonObject => ({ number: aim.word, buyerName: aim.word, org: aim.org });
const application = ({ word }: Aim): JsonObject => ({
  number: 'A',
  dataSource: 'api',
  invoiceType: '10xdp',
  buyerName: word,
  itemName: word,
  lines: [{ itemName: word, rate: '0.13', quantity: '1', price: '100', amount: '100', tax: '13' }],
});

/** Trials beside the stored state: they tell as little as a read whether the record is there. */
const trials = ({ form, id, word }: Aim): readonly JsonObject[] => [
  ...[id, word].map((one) => ({ remove: { [form]: [one] } })),
  { records: { [form]: [{ id, name: 'x' }] } },
  { records: { [form]: [{ number: word, name: 'x', category: id, parent: { number: word } }] } },
  { only: [form], records: { [form]: [{ number: word, name: word, condition: null }] } },
  { changeSet: id },
  { design: id },
  { parameters: [{ type: 'sim_config', key: word, raw: word }] },
];

/** Bodies that are right in shape and name what may be another's, where chance alone seldom makes one. */
const bodies: Readonly<Record<string, Aimed>> = {
  'POST /api/forms/:form/records': (aim) => [
    { number: aim.word, name: 'x' },
    { number: 'mine', name: aim.word, category: aim.id, parent: aim.id },
    { number: 'mine', name: 'x', splitRule: { number: aim.word }, condition: null },
    { id: aim.id, number: 'x' },
  ],
  'PATCH /api/forms/:form/records/:id': ({ word, id }) => [
    { number: word },
    { name: 'x', category: id, parent: { number: word } },
  ],
  'POST /api/forms/:form/batch': ({ id, word }) => [
    { atomic: false, items: [{ op: 'patch', id, ifMatch: 1, body: { name: 'x' } }] },
    { atomic: false, items: [{ op: 'delete', id, ifMatch: 1 }] },
    { atomic: false, items: [{ op: 'create', body: { number: word, name: 'x' } }] },
    { items: [{ op: 'disable', id, ifMatch: 1 }] },
  ],
  'POST /api/forms/:form/records/:id/actions/:action': ({ word, org }) => [
    ...[{}, { org }, { number: word }, { sharing: 'global' }, { sharing: 'private' }],
  ],
  'POST /api/forms/:form/assignments': (aim) =>
    named(aim).map((one) => ({ records: [one], orgs: [aim.org, 'SOUTH'] })),
  'DELETE /api/forms/:form/assignments': (aim) =>
    named(aim).map((one) => ({ records: [one], orgs: [aim.org] })),
  'POST /api/forms/:form/match': (aim) => [
    { facts: [facts(aim)], trace: 'full' },
    ...named(aim).map((within) => ({ facts: [{}], within })),
    { facts: [{ org: aim.org, category: { number: aim.word } }], all: true },
  ],
  'POST /api/forms/:form/match/explain': (aim) => [
    { id: aim.id, facts: facts(aim) },
    { number: aim.word, facts: {} },
  ],
  'POST /api/forms/:form/match/coverage': (aim) => [
    { facts: [facts(aim)] },
    { facts: { filter: { fact: 'number', operator: 'equal', value: aim.word } } },
  ],
  'POST /api/forms/:form/match/analysis': (aim) => [
    { records: [aim.id] },
    {},
    { candidate: { record: { number: aim.word, name: 'x', condition: null } } },
    { candidate: { id: aim.id, record: { number: 'x', name: 'x', condition: null } } },
  ],
  'POST /api/forms/:form/match/gaps': () => [{}],
  'POST /api/forms/:form/match/case': (aim) => [
    { name: 'x', facts: facts(aim) },
    ...named(aim).map((within) => ({ name: 'x', facts: {}, within })),
  ],
  'POST /api/changesets': (aim) => change(aim).map((one) => ({ name: 'x', items: [one] })),
  'PATCH /api/changesets/:id': (aim) => change(aim).map((one) => ({ items: { put: [one] } })),
  'POST /api/decisions/:name': (aim) => [
    { input: { applications: [application(aim)] } },
    { input: { ...application(aim), buyer: aim.word } },
    { ids: [aim.id] },
    { filter: { fact: 'number', operator: 'startsWith', value: aim.word } },
    ...trials(aim).map((trial) => ({ input: { applications: [application(aim)] }, trial })),
    { input: { applications: [application(aim)] }, asOf: newest },
  ],
  'POST /api/decisions/plan': (aim) =>
    trials(aim).map((trial) => ({ applications: [application(aim)], trial })),
  'POST /api/cases': (aim) => [
    {
      name: 'x',
      decision: 'plan',
      org: aim.org,
      facts: { applications: [application(aim)] },
      expect: { stopped: [1] },
    },
  ],
  'POST /api/cases/test': () => [{}, { decision: 'plan' }],
  'POST /api/cases/remove': () => [{ package: 'local', file: 'cases/plan.json', name: 'CANARY-1' }],
  'POST /api/issuing/applications': (aim) => [
    { applications: [{ id: aim.id }] },
    { applications: [application(aim)] },
  ],
  'POST /api/issuing/applications/preview': (aim) => [
    { applications: [{ id: aim.id }] },
    { applications: [{ number: aim.word }] },
  ],
  'POST /api/issuing/pending-invoices': ({ id, word }) => [
    { pendingInvoices: [{ id }] },
    { pendingInvoices: [{ number: word }] },
  ],
  'POST /api/issuing/pending-invoices/stop': ({ id, word }) => [
    { pendingInvoices: [id] },
    { pendingInvoices: [word] },
  ],
  'POST /api/issuing/scans': ({ word }) => [{ lines: [{ itemName: word, amount: '1' }], code: word }],
  'POST /api/imaging/pages/assign': ({ id, word }) => [
    { pages: [id], bill: word },
    { pages: [id], bill: null },
  ],
  'POST /api/imaging/pages/:id/turn': () => [{ degrees: 90 }],
  'POST /api/imaging/codes': ({ id, word }) => [{ application: id, billType: 'x', billNumber: word }],
  'POST /api/me/views': ({ form, id, word }) => [
    {
      form,
      name: word,
      config: { filter: { fact: 'category', operator: 'equal', value: id } },
      shared: true,
    },
  ],
  'POST /api/params/many': ({ org }) => [
    { items: [{ action: 'set', type: 'sim_config', key: 'sim_callback_request_timeout', org, value: 9 }] },
  ],
  'POST /api/params/copy': ({ org }) => [{ from: org, to: ['SOUTH'] }],
  'POST /ofrep/v1/evaluate/flags': ({ org, word }) => [
    { context: { targetingKey: word, org } },
    { context: { org, taxNumber: word } },
  ],
  'POST /ofrep/v1/evaluate/flags/:key{.+}': ({ org, word }) => [{ context: { targetingKey: word, org } }],
  'POST /scim/v2/Users': ({ org, word }) => [{ userName: word, displayName: org }],
  'PUT /scim/v2/Users/:id': ({ word }) => [{ userName: word }],
  'PATCH /scim/v2/Users/:id': ({ word }) => [
    { Operations: [{ op: 'replace', path: 'externalId', value: word }] },
  ],
  'POST /scim/v2/Groups': ({ id, word }) => [{ displayName: word, members: [{ value: id }] }],
  'PUT /scim/v2/Groups/:id': ({ id, word }) => [{ displayName: word, members: [{ value: id }] }],
  'PATCH /scim/v2/Groups/:id': ({ id }) => [
    { Operations: [{ op: 'add', path: 'members', value: [{ value: id }] }] },
  ],
  'POST /api/session': ({ word }) => [{ user: word, password: 'wrong password' }],
  'POST /api/design/plan': ({ id }) => [{ design: id }],
  'POST /api/design/publish': ({ id }) => [{ design: id, hash: 'x' }],
};

/** Null: there is none for the route. */
export function aimedBody(
  route: string,
  form: string,
  ids: fc.Arbitrary<string>,
  words: fc.Arbitrary<string>,
): fc.Arbitrary<Json> | null {
  const make = bodies[route];
  if (!make) return null;
  return fc
    .tuple(ids, words, fc.constantFrom('NORTH', 'SOUTH', 'NORTH-1', 'NOWHERE'))
    .chain(([id, word, org]) => fc.constantFrom(...make({ form, id, word, org })));
}
