import { createHmac } from 'node:crypto';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { signInAs } from '../access/auth/signed-in.suite.ts';
import type { TestNode } from './test-node.suite.ts';

const password = 'correct horse battery';
const secret = 'df23df3f59884980844ff3dada30fa97';

export const records = (form: string, id = '') => `/api/forms/${form}/records${id && `/${id}`}`;

/** Headers by which somebody is let in who asks at an address: path and query. */
export type Caller = (target: string) => Readonly<Record<string, string>>;

/** By what each is called, in both worlds alike. */
export type Callers = Readonly<Record<string, Caller>>;

/** Applications of Apollo, by their ids, which name them in the query or the path of what they ask. */
export const apps = ['open-app', 'signed-app'] as const;

export const everything = { actions: ['all'], moreActions: '*', scope: 'own' };
export const parameters = (access: readonly string[]) =>
  access.map((one) => ({ type: '*', access: one, scope: 'own' }));

/** The callers: all of the south, and what each may there. */
const roles: Readonly<Record<string, JsonObject | null>> = {
  nobody: null,
  reader: {
    grants: [{ form: '*', actions: ['read', 'match', 'history', 'export'], scope: 'own' }],
    paramGrants: parameters(['read']),
  },
  clerk: { grants: [{ form: '*', ...everything }], paramGrants: parameters(['read', 'write', 'reveal']) },
  designer: {
    grants: [{ form: '*', ...everything }],
    designs: [{ what: 'all', publishes: true }],
    paramGrants: parameters(['read']),
  },
  /** Designs, and has no right on records. */
  architect: { designs: [{ what: 'all', publishes: true }] },
  approver: {
    grants: [{ form: '*', actions: ['read', 'approve-changes'], scope: 'own' }],
    paramGrants: parameters(['read', 'approve']),
  },
};

/** Of the callers those who are told no parameter. */
export const withoutParameters: ReadonlySet<string> = new Set(['stranger', 'nobody', 'architect']);

export type Done = (
  method: string,
  path: string,
  body?: Json,
  headers?: Readonly<Record<string, string>>,
) => Promise<JsonObject>;

/** Asks as the administrator; what is refused is a mistake of whoever fills a world. */
export function doing(node: TestNode): Done {
  return async (method, path, body, headers = {}) => {
    const { status, body: answer } = await node.ask(method, path, body, headers);
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
}

/** The administrator keeps what everybody has, and may therefore do everything everywhere. */
export async function operator(done: Done, root: string): Promise<void> {
  const role = 'operator';
  const scope = { actions: ['all'], moreActions: '*', scope: 'all' };
  await done('POST', records('role'), {
    number: role,
    name: role,
    grants: [{ form: '*', ...scope }],
    paramGrants: ['read', 'write', 'system'].map((access) => ({ type: '*', access, scope: 'all' })),
  });
  const { items } = await done('GET', `${records('user')}?view=manage&number=admin`);
  const [admin] = items as JsonObject[];
  const organisation = root;
  const held = ['administrator', 'parameters', role].map((one) => ({ role: one, organisation }));
  await done(
    'PATCH',
    records('user', String(admin?.['id'])),
    { roles: held },
    { 'if-match': `"${admin?.['revision']}"` },
  );
}

/** Everybody who asks: people, tokens, and applications that read as one of them. */
export async function southern(node: TestNode, done: Done): Promise<Callers> {
  const callers: Record<string, Caller> = { stranger: () => ({}) };
  for (const [number, role] of Object.entries(roles)) {
    if (role) await done('POST', records('role'), { number: `south-${number}`, name: number, ...role });
    await person(done, number, role ? `south-${number}` : null, 'SOUTH');
    callers[number] = await signedIn(node, number);
  }
  for (const owner of ['clerk', 'designer']) {
    const body = { name: 'program', scopes: ['read', 'write'] };
    const made = await done('POST', '/api/me/tokens', body, callers[owner]?.(''));
    callers[`token of ${owner}`] = bearer(String(made['token']));
  }
  const [open, signed] = apps;
  const app = (number: string) => ({ number, name: number, user: 'reader' });
  const networks = '0.0.0.0/0, ::/0';
  await done('POST', records('apollo-app'), { ...app(open), access: 'open', networks });
  await done('POST', records('apollo-app'), { ...app(signed), access: 'signed', secret });
  callers[open] = () => ({ 'x-forwarded-for': '10.0.0.1' });
  callers[signed] = (target) => {
    const timestamp = String(Date.now());
    const signature = createHmac('sha1', secret).update(`${timestamp}\n${target}`).digest('base64');
    return { authorization: `Apollo ${signed}:${signature}`, timestamp };
  };
  return callers;
}

export async function person(
  done: Done,
  number: string,
  role: string | null,
  organisation: string,
): Promise<string> {
  const held = role === null ? [] : [{ role, organisation }];
  const { id } = await done('POST', records('user'), { number, name: number, organisation, roles: held });
  await done('PUT', `/api/users/${id}/password`, { password });
  return String(id);
}

export async function signedIn({ node }: TestNode, number: string): Promise<Caller> {
  const from = { address: '::1', agent: null, requestId: 't' };
  return bearer((await signInAs(node.gate, number, password, from)).token);
}

function bearer(token: string): Caller {
  return () => ({ authorization: `Bearer ${token}` });
}
