import type { Problem } from '../../metadata/issue.ts';
import type { Form } from '../../metadata/model.ts';
import type { Gate } from '../auth/gate.ts';
import { platformRights } from '../auth/system-call.ts';
import type { Call } from '../call.ts';
import { itemsOf } from '../openapi/refs.ts';
import type { WireRecord } from '../store/store.ts';
import type { Ask } from './ask.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyWrong, recordUnknown, sessionNeeded } from './refusals.ts';

const tag = 'me';
const tokens = '/api/me/tokens';

/** What everybody may do for himself, whatever his roles say. */
export function meEndpoints(gate: Gate): readonly Endpoint[] {
  return [
    {
      method: 'PUT',
      path: '/api/me/password',
      access: 'signed-in',
      operation: 'changePassword',
      tag,
      summary: { zh: '修改自己的密码', en: "Change one's password" },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['present', 'next'],
          additionalProperties: false,
          properties: {
            present: { type: 'string', format: 'password' },
            next: { type: 'string', format: 'password' },
          },
        },
        status: 204,
      },
      handle: async (ask) => {
        const { present, next } = await texts(ask, ['present', 'next']);
        await gate.changePassword(ask.principal, present, next, ask.address);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: tokens,
      access: 'signed-in',
      operation: 'myTokens',
      tag,
      summary: { zh: '自己的访问令牌', en: "One's tokens" },
      schema: { answer: itemsOf({ $ref: '#/components/schemas/Token' }) },
      handle: async (ask) => ({ body: { items: (await ownTokens(ask)).map(shown) } }),
    },
    {
      method: 'POST',
      path: tokens,
      access: 'signed-in',
      operation: 'createToken',
      tag,
      summary: {
        zh: '新建访问令牌；内容只回答这一次',
        en: 'Make a token; its text is told this once',
      },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: {
            name: { type: 'string', maxLength: 200 },
            scopes: { type: 'array', items: { enum: ['read', 'write', 'administer'] } },
            expiresOn: { type: ['string', 'null'], format: 'date' },
          },
        },
        answer: { $ref: '#/components/schemas/NewToken' },
        status: 201,
      },
      secretAnswer: true,
      handle: (ask) => createToken(ask, gate),
    },
    {
      method: 'DELETE',
      path: `${tokens}/:id`,
      access: 'signed-in',
      operation: 'revokeToken',
      tag,
      summary: { zh: '吊销访问令牌', en: 'Revoke a token' },
      schema: { status: 204 },
      handle: async (ask) => {
        const id = ask.recordId;
        const token = (await ownTokens(ask)).find((own) => own.id === id);
        if (!token) throw recordUnknown({ id });
        await gate.revokeToken(id);
        const { revision } = await ask.host.store.remove(ownCall(ask), tokenForm(ask), id, token.revision);
        const detail = { name: token['name'] ?? null };
        await ask.host.audit.record({
          action: 'token-revoked',
          actor: ask.principal.user,
          target: id,
          detail,
        });
        return { status: 204, revision };
      },
    },
  ];
}

/** The body's members of these names, which have to be texts and all. */
async function texts<N extends string>(ask: Ask, names: readonly N[]): Promise<Record<N, string>> {
  const body = await ask.object();
  const problems: Problem[] = Object.keys(body)
    .filter((name) => !names.some((known) => known === name))
    .map((name) => ({ path: `/${name}`, code: 'unknown-member' }));
  for (const name of names)
    if (typeof body[name] !== 'string') problems.push({ path: `/${name}`, code: 'text-expected' });
  if (problems.length > 0) throw bodyWrong({}, problems);
  return Object.fromEntries(names.map((name) => [name, body[name]])) as Record<N, string>;
}

/** Done by the user himself, but by the platform's right: one's own needs no role. */
export function ownCall(ask: Ask): Call {
  const { served, user, org, now, language, requestId } = ask.call;
  return { served, user, org, now, language, requestId, rights: platformRights };
}

function tokenForm({ served }: Ask): Form {
  const form = served.model.formsById.get('token');
  if (!form) throw new Error('the package platform is missing');
  return form;
}

async function ownTokens(ask: Ask): Promise<readonly WireRecord[]> {
  const filter = { fact: 'user', operator: 'equal', value: ask.principal.user.id } as const;
  const { items } = await ask.host.store.list(ownCall(ask), tokenForm(ask), {
    view: 'manage',
    filter,
    limit: 500,
  });
  return items;
}

function shown({ id, name, scopes, expiresOn, hint, enabled, createdAt, lastUsedAt }: WireRecord) {
  return { id, name, scopes, expiresOn, hint, enabled, createdAt, lastUsedAt };
}

/** A try before this one made the record and was cut off: nobody was told the text it had. */
async function anotherText(ask: Ask, gate: Gate, { id }: WireRecord, hint: string) {
  await gate.revokeToken(id);
  return ask.host.store.patch(ownCall(ask), tokenForm(ask), id, { hint });
}

/** Only a person who signed in makes tokens: a token that leaked must not beget others. */
async function createToken(ask: Ask, gate: Gate) {
  if (ask.principal.credential !== 'session') throw sessionNeeded();
  const { name, scopes, expiresOn, ...others } = await ask.object();
  const problems: Problem[] = Object.keys(others).map((member) => ({
    path: `/${member}`,
    code: 'unknown-member',
  }));
  if (typeof expiresOn === 'string' && expiresOn < ask.call.now.localDate)
    problems.push({ path: '/expiresOn', code: 'expiry-past' });
  if (problems.length > 0) throw bodyWrong({}, problems);
  const { user } = ask.principal;
  const prepared = gate.prepareToken();
  const hint = prepared.slice(0, 8);
  const { once } = ask.writeCall;
  const made = await ask.host.store.create({ ...ownCall(ask), ...(once && { once }) }, tokenForm(ask), {
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    user: { id: user.id },
    hint,
  });
  const { record, revision } =
    made.record['hint'] === hint ? made : await anotherText(ask, gate, made.record, hint);
  await gate.issueToken(prepared, record.id, user.id);
  await ask.host.audit.record({
    action: 'token-created',
    actor: user,
    target: record.id,
    org: ask.call.org,
    detail: { name: record['name'] ?? null },
  });
  return { status: 201, body: { ...shown(record), token: prepared }, revision };
}
