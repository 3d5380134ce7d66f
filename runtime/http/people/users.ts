import { type Gate, passwordRefused } from '../../auth/gate.ts';
import { platformForm } from '../../call/system-call.ts';
import type { WireRecord } from '../../store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import {
  chosenTokens,
  type EndTokens,
  endChosen,
  endTokensSchema,
  openTokens,
  passwordAnswer,
  shownToken,
} from './open-tokens.ts';

const path = '/api/users/:id/password';

interface NewPassword {
  readonly password: string;
  readonly endTokens?: EndTokens;
}

/** What administrators do for other users. */
export function userEndpoints(gate: Gate): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path,
      access: 'administers',
      operation: 'hasPassword',
      tag: 'users',
      summary: {
        zh: '用户是否已有密码，以及哪些令牌仍有效',
        en: 'Whether a user has a password, and which tokens stand',
      },
      schema: {
        answer: {
          type: 'object',
          required: ['set', 'tokens'],
          properties: { set: { type: 'boolean' }, tokens: passwordAnswer.properties.tokens },
        },
      },
      handle: async (ask) => {
        const { id } = await userOf(ask);
        const tokens = (await openTokens(ask, id)).map(shownToken);
        return { body: { set: await gate.hasPassword(id), tokens } };
      },
    },
    {
      method: 'PUT',
      path,
      access: 'administers',
      operation: 'setPassword',
      tag: 'users',
      summary: {
        zh: '为用户设置密码：结束其会话，并回答仍有效的令牌；endTokens 可同时结束它们',
        en: "Set a user's password: ends the user's sessions and says which tokens stand; endTokens ends them as well",
      },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['password'],
          additionalProperties: false,
          properties: { password: { type: 'string', format: 'password' }, endTokens: endTokensSchema },
        },
        answer: passwordAnswer,
      },
      handle: async (ask) => {
        const user = await userOf(ask);
        const { password, endTokens } = await ask.body<NewPassword>();
        const tokens = await openTokens(ask, user.id);
        const chosen = chosenTokens(endTokens, tokens);
        const number = String(user['number']);
        const problems = await gate.passwordProblems(number, password, '/password');
        if (problems.length > 0) throw passwordRefused({}, problems);
        const sessions = await gate.setPassword({ id: user.id, number }, password);
        await ask.host.audit.record({ action: 'password-set', actor: ask.principal.user, target: number });
        return endChosen(ask, gate, sessions, tokens, chosen);
      },
    },
  ];
}

async function userOf({ served, host, call, recordId }: Ask): Promise<WireRecord> {
  return host.store.read(call, platformForm(served.model, 'user'), recordId, 'manage');
}
