import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { adminPassword, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

/** An answer to a provisioner. */
export interface ScimAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

type Asking = (
  method: string,
  path: string,
  body?: Json,
  headers?: Readonly<Record<string, string>>,
) => Promise<ScimAnswer>;

/** A server with two organisations and a few roles, and a provisioner who keeps its users. */
export interface ScimWorld {
  readonly node: TestNode;
  /** Asks with a token for provisioning alone. */
  readonly ask: Asking;
  /** The same, and expects that it is done. */
  readonly done: (...asked: Parameters<Asking>) => Promise<JsonObject>;
  /** Asks as whoever this token speaks for. */
  askAs(token: string): Asking;
  /** Makes a record as the administrator does by hand; answers its id. */
  made(form: string, body: JsonObject): Promise<string>;
  /** A record as the administrator sees it. */
  record(form: string, id: string): Promise<JsonObject>;
  /** A token of the administrator's own. */
  token(...scopes: readonly string[]): Promise<string>;
  /** Sets a password and signs in with it. */
  session(id: string, number: string): Promise<string>;
}

export const scimBase = '/scim/v2';

export async function openScimWorld(url: string): Promise<ScimWorld> {
  const node = await openTestNode(url, { url: 'https://guiju.example' });

  const askAs =
    (token: string): Asking =>
    async (method, path, body, headers = {}) => {
      const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
      const answer = await node.raw(method, `${scimBase}${path}`, bytes, {
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
    };

  async function made(form: string, body: JsonObject): Promise<string> {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect([answer.status, answer.body['errors'] ?? []]).toEqual([201, []]);
    return String(answer.body['id']);
  }

  async function token(...scopes: readonly string[]): Promise<string> {
    const { status, body } = await node.ask('POST', '/api/me/tokens', {
      name: 'provisioner',
      scopes: [...scopes],
    });
    expect([status, body['errors'] ?? []]).toEqual([201, []]);
    return String(body['token']);
  }

  for (const number of ['NORTH', 'SOUTH'])
    await made('organisation', { number, name: number, parent: 'root' });
  for (const number of ['clerk', 'auditor']) await made('role', { number, name: number });
  const ask = askAs(await token('provision'));
  return {
    node,
    ask,
    askAs,
    made,
    token,
    async done(...asked) {
      const answer = await ask(...asked);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      return answer.body;
    },
    async record(form, id) {
      const { status, body } = await node.ask('GET', `/api/forms/${form}/records/${id}?view=manage`);
      expect(status).toBe(200);
      return body;
    },
    async session(id, number) {
      const set = await node.ask('PUT', `/api/users/${id}/password`, {
        password: adminPassword,
        temporary: false,
      });
      expect(set.status).toBe(200);
      const { body } = await node.ask('POST', '/api/session', { user: number, password: adminPassword });
      return String(body['token']);
    },
  };
}
