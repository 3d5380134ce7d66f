import type { JsonSchema } from '../../../metadata/common/json.ts';
import type { Gate } from '../../auth/gate.ts';
import { scopesRefused } from '../../call/token-scopes.ts';
import { itemsOf } from '../../openapi/refs.ts';
import type { WireRecord } from '../../store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { ownCall } from '../pipeline/authorise.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong, recordUnknown, sessionNeeded } from '../pipeline/refusals.ts';
import {
  chosenTokens,
  type EndTokens,
  endChosen,
  endTokens,
  endTokensSchema,
  openTokens,
  passwordAnswer,
  shownToken,
  tokenForm,
  tokensOf,
} from './open-tokens.ts';

const tag = 'me';
const tokens = '/api/me/tokens';

interface ChangedPassword {
  readonly present: string;
  readonly next: string;
  readonly endTokens?: EndTokens;
}

interface WantedToken {
  readonly name: string;
  readonly scopes?: readonly string[];
  readonly expiresOn?: string | null;
}

/** What everybody may do for himself, whatever his roles say. */
export function meEndpoints(gate: Gate): readonly Endpoint[] {
  return [
    {
      method: 'PUT',
      path: '/api/me/password',
      access: 'signed-in',
      operation: 'changePassword',
      tag,
      summary: {
        zh: '修改自己的密码：结束其他会话，并回答仍有效的令牌；endTokens 可同时结束它们',
        en: "Change one's password: ends the other sessions and says which tokens stand; endTokens ends them as well",
      },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['present', 'next'],
          additionalProperties: false,
          properties: {
            present: { type: 'string', format: 'password' },
            next: { type: 'string', format: 'password' },
            endTokens: endTokensSchema,
          },
        },
        answer: passwordAnswer,
      },
      handle: (ask) => changePassword(ask, gate),
    },
    {
      method: 'GET',
      path: tokens,
      access: 'signed-in',
      operation: 'myTokens',
      tag,
      summary: { zh: '自己的访问令牌', en: "One's tokens" },
      schema: { answer: itemsOf({ $ref: '#/components/schemas/Token' }) },
      handle: async (ask) => ({
        body: { items: (await tokensOf(ask, ask.principal.user.id)).map(shownToken) },
      }),
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
        body: wantedToken({ enum: ['read', 'write', 'administer', 'publish', 'reveal'] }),
        // Of a scope that there is not it is told which the caller has to give.
        judged: wantedToken({ type: 'string' }),
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
        const token = (await tokensOf(ask, ask.principal.user.id)).find((own) => own.id === id);
        if (!token) throw recordUnknown({ id });
        const revision = await endTokens(ask, gate, [token]);
        return { status: 204, revision };
      },
    },
  ];
}

function wantedToken(scope: JsonSchema): JsonSchema {
  return {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', maxLength: 200 },
      scopes: { type: 'array', items: scope },
      expiresOn: { type: ['string', 'null'], format: 'date' },
    },
  };
}

async function changePassword(ask: Ask, gate: Gate): Promise<Answer> {
  const { present, next, endTokens: wanted } = await ask.body<ChangedPassword>();
  const tokens = await openTokens(ask, ask.principal.user.id);
  const chosen = chosenTokens(wanted, tokens);
  const sessions = await gate.changePassword(ask.principal, present, next, ask.address);
  return endChosen(ask, gate, sessions, tokens, chosen);
}

/** A try before this one made the record and was cut off: nobody was told the text it had. */
async function anotherText(ask: Ask, gate: Gate, { id }: WireRecord, hint: string) {
  await gate.revokeToken(id);
  return ask.host.store.patch(ownCall(ask), tokenForm(ask), id, { hint });
}

/** Only a person who signed in makes tokens: a token that leaked must not beget others. */
async function createToken(ask: Ask, gate: Gate) {
  if (ask.principal.credential !== 'session') throw sessionNeeded();
  const { name, scopes, expiresOn } = await ask.body<WantedToken>();
  if (typeof expiresOn === 'string' && expiresOn < ask.call.now.localDate)
    throw bodyWrong({}, [{ path: '/expiresOn', code: 'expiry-past' }]);
  const { user, rights } = ask.principal;
  const refused = scopesRefused(rights, ask.served.model, scopes ?? []);
  if (refused.length > 0) throw bodyWrong({}, refused);
  const prepared = gate.prepareToken();
  const hint = prepared.slice(0, 8);
  const { once } = ask.writeCall;
  const made = await ask.host.store.create({ ...ownCall(ask), ...(once && { once }) }, tokenForm(ask), {
    name,
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
  return { status: 201, body: { ...shownToken(record), token: prepared }, revision };
}
