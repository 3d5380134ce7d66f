import type { Gate } from '../auth/gate.ts';
import { passwordRefused } from '../auth/refusals.ts';
import type { WireRecord } from '../store/store.ts';
import type { Ask } from './ask.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyWrong } from './refusals.ts';

const path = '/api/users/:id/password';

/** What administrators do for other users. */
export function userEndpoints(gate: Gate): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path,
      access: 'administers',
      operation: 'hasPassword',
      tag: 'users',
      summary: { zh: '用户是否已有密码', en: 'Whether a user has a password' },
      schema: {
        answer: { type: 'object', required: ['set'], properties: { set: { type: 'boolean' } } },
      },
      handle: async (ask) => ({ body: { set: await gate.hasPassword((await userOf(ask)).id) } }),
    },
    {
      method: 'PUT',
      path,
      access: 'administers',
      operation: 'setPassword',
      tag: 'users',
      summary: { zh: '为用户设置密码并结束其会话', en: "Set a user's password and end the user's sessions" },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['password'],
          additionalProperties: false,
          properties: { password: { type: 'string', format: 'password' } },
        },
        status: 204,
      },
      handle: async (ask) => {
        const { password, ...others } = await ask.object();
        if (typeof password !== 'string' || Object.keys(others).length > 0)
          throw bodyWrong({}, [{ path: '/password', code: 'text-expected' }]);
        const user = await userOf(ask);
        const number = String(user['number']);
        const problems = await gate.passwordProblems(number, password, '/password');
        if (problems.length > 0) throw passwordRefused({}, problems);
        await gate.setPassword({ id: user.id, number }, password);
        await ask.host.audit.record({ action: 'password-set', actor: ask.principal.user, target: number });
        return { status: 204 };
      },
    },
  ];
}

async function userOf({ served, host, call, recordId }: Ask): Promise<WireRecord> {
  const form = served.model.formsById.get('user');
  if (!form) throw new Error('the package platform is missing');
  return host.store.read(call, form, recordId, 'manage');
}
