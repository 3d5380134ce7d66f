import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { domains } from '../domains.ts';
import { alonePassword, startAlone } from '../server/start-alone.suite.ts';
import type { RunningServer } from '../server/start-server.ts';

const ask = async ({ node }: RunningServer, path: string, body: JsonObject) => {
  const answer = await node.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as JsonObject };
};

it('a password that the first start made up is changed by whoever signs in with it', async () => {
  const server = await startAlone({ domains, makesUp: true });
  try {
    const password = server.password ?? expect.fail('none was made up');
    const enter = (present: string) => ask(server, '/api/session', { user: 'admin', password: present });
    const { status, body } = await enter(password);
    expect([status, body['step'], body['token']]).toEqual([200, 'new-password', undefined]);
    const next = 'four quiet old rivers';
    const changed = await ask(server, '/api/session/steps', { ticket: body['ticket'] ?? '', password: next });
    expect([changed.status, changed.body['token']]).toEqual([200, expect.any(String)]);
    expect((await enter(password)).status).toBe(401);
    expect((await enter(next)).body['token']).toEqual(expect.any(String));
  } finally {
    await server.close();
  }
});

it('one that somebody chose for it opens at once, and is not told again', async () => {
  const server = await startAlone({ domains });
  try {
    expect(server.password).toBeNull();
    const { body } = await ask(server, '/api/session', { user: 'admin', password: alonePassword });
    expect(body['token']).toEqual(expect.any(String));
  } finally {
    await server.close();
  }
});
