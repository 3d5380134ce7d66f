import type { Gate } from '../auth/gate.ts';
import { passwordRefused } from '../auth/refusals.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyWrong } from './refusals.ts';

/** What administrators do for other users. */
export function userEndpoints(gate: Gate): readonly Endpoint[] {
  return [
    {
      method: 'PUT',
      path: '/api/users/:id/password',
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
        const form = ask.served.model.formsById.get('user');
        if (!form) throw new Error('the package platform is missing');
        const user = await ask.host.store.read(ask.call, form, ask.recordId, 'manage');
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
