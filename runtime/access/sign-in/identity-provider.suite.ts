import { createSign, generateKeyPairSync, type JsonWebKey, type KeyObject, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { JsonObject } from '../../../metadata/common/json.ts';

/** How answers of the provider are spoilt on their way. Default: they are not. */
export interface Spoilt {
  /** The document that it describes itself by. */
  readonly document?: (document: JsonObject) => JsonObject;
  /** The claims of an ID token, which is then signed again. */
  readonly claims?: (claims: JsonObject) => JsonObject;
  /** Whether ID tokens are signed with a key that the provider does not know. */
  readonly byStranger?: boolean;
  /** Whether it answers each request with an error of its own. */
  readonly broken?: boolean;
}

/** An identity provider on this machine, with whom people sign in by real HTTP. */
export interface IdentityProvider {
  readonly issuer: string;
  /** What is said of people, by account: changed at will. */
  readonly people: Map<string, JsonObject>;
  spoilt: Spoilt;
  /** The calls that it was sent so far: `GET /jwks`. */
  readonly calls: string[];
  /** From now on a client of that name says who it is by one of these keys. */
  knowKeys(client: string, jwks: JsonObject): void;
  /** From now on it signs with another key, and knows the former no more. */
  turnKey(): void;
  /** A token by which it tells that somebody signed out; some of its claims may be others. */
  logoutToken(account: string, others?: JsonObject): string;
  /** Signs in at this address; answers the query with which the browser is sent back. */
  signIn(address: string, account: string): Promise<string>;
  close(): Promise<void>;
}

export const clientId = 'guiju';
export const clientSecret = 'a secret of this system';

interface Key {
  readonly jwk: JsonWebKey;
  readonly key: KeyObject;
}

let keys = 0;

function newKey(): Key {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys += 1;
  return {
    jwk: { ...privateKey.export({ format: 'jwk' }), kid: `key-${keys}`, use: 'sig' },
    key: privateKey,
  };
}

/** `site`: where the system is that signs in there; `host`: how this machine is called by those who ask the provider. */
export async function openIdentityProvider(site: string, host = '127.0.0.1'): Promise<IdentityProvider> {
  const people = new Map<string, JsonObject>();
  const calls: string[] = [];
  const stranger = newKey();
  let key = newKey();
  const byKeys = new Map<string, JsonObject>();
  let inner: ReturnType<Provider['callback']> = () => {};
  const within = createServer((request, response) => inner(request, response));
  const front = createServer();
  const [innerPort, port] = [await listening(within), await listening(front)];
  const issuer = `http://${host}:${port}`;

  function begin(): void {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [`${site}/sign-in/callback`],
          post_logout_redirect_uris: [`${site}/`],
        },
        ...[...byKeys].map(([client, jwks]) => ({
          client_id: client,
          token_endpoint_auth_method: 'private_key_jwt',
          jwks,
          redirect_uris: [`${site}/sign-in/callback`],
        })),
      ],
      jwks: { keys: [key.jwk] },
      cookies: { keys: ['a key for cookies'] },
      claims: {
        openid: ['sub'],
        profile: ['name', 'preferred_username', 'groups', 'realm_access'],
        email: ['email', 'email_verified'],
      },
      pkce: { required: () => true },
      findAccount: async (_context: object, accountId: string) =>
        people.has(accountId)
          ? { accountId, claims: async () => ({ sub: accountId, ...people.get(accountId) }) }
          : undefined,
      async loadExistingGrant({ oidc }: Provider.Context) {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client.clientId,
          accountId: oidc.session.accountId,
        });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    });
    provider.proxy = true;
    inner = provider.callback();
  }
  begin();

  const sealed = (claims: JsonObject) => {
    const { jwk, key: by } = provider.spoilt.byStranger ? stranger : key;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', typ: 'JWT', kid: provider.spoilt.byStranger ? key.jwk['kid'] : jwk['kid'] })}.${part(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(by, 'base64url')}`;
  };

  /** The answer as it travels on. */
  function spoil(path: string, text: string): string {
    const { document, claims, byStranger } = provider.spoilt;
    // Its page has a font of somebody else, whom no test asks.
    if (text.startsWith('<!')) return text.replace(/@import url\([^)]*\);/, '');
    if (document && path.includes('/.well-known/')) return JSON.stringify(document(JSON.parse(text)));
    if (path !== '/token' || !(claims || byStranger)) return text;
    const tokens = JSON.parse(text) as JsonObject;
    const [, payload = ''] = String(tokens['id_token']).split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JsonObject;
    return JSON.stringify({ ...tokens, id_token: sealed(claims?.(said) ?? said) });
  }

  front.on('request', async (request, response) => {
    const path = new URL(request.url ?? '/', issuer).pathname;
    calls.push(`${request.method} ${path}`);
    if (provider.spoilt.broken) {
      response.writeHead(500).end('nothing works here');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      name === 'host' || name === 'connection' || value === undefined ? [] : [[name, String(value)] as const],
    );
    const answer = await fetch(`http://127.0.0.1:${innerPort}${request.url}`, {
      method: request.method ?? 'GET',
      headers: [...headers, ['x-forwarded-host', `${host}:${port}`]].map(([a = '', b = '']) => [a, b]),
      redirect: 'manual',
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const text = spoil(path, await answer.text());
    for (const [name, value] of answer.headers)
      if (!/^(content-length|content-encoding|transfer-encoding|connection|set-cookie)$/.test(name))
        response.setHeader(name, value);
    response.setHeader('set-cookie', answer.headers.getSetCookie());
    response.writeHead(answer.status).end(text);
  });

  const provider: IdentityProvider = {
    issuer,
    people,
    calls,
    spoilt: {},
    knowKeys(client, jwks) {
      byKeys.set(client, jwks);
      begin();
    },
    turnKey() {
      key = newKey();
      begin();
    },
    logoutToken(account, others = {}) {
      const event = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: clientId, iat: now, exp: now + 120, jti: randomUUID(), sub: account };
      return sealed({ ...usual, events: event, ...others });
    },
    async signIn(address, account) {
      const cookies = new Map<string, string>();
      const ask = async (url: string, form?: Record<string, string>) => {
        const answer = await fetch(url, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
          ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
        });
        for (const cookie of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = cookie.split(';', 1)[0]?.split(/=(.*)/s) ?? [];
          cookies.set(name, value);
        }
        const text = await answer.text();
        return { to: answer.headers.get('location'), url, text };
      };
      let at = await ask(address);
      for (let step = 0; step < 12; step++) {
        if (at.to?.startsWith(`${site}/sign-in/callback`)) return new URL(at.to).search.slice(1);
        if (at.to) at = await ask(new URL(at.to, at.url).href);
        else if (at.text.includes('name="login"'))
          at = await ask(at.url, { prompt: 'login', login: account, password: 'any' });
        else throw new Error(`the provider answers ${at.text.slice(0, 2000)}`);
      }
      throw new Error('the provider sends the browser round and round');
    },
    async close() {
      await Promise.all([front, within].map(closed));
    },
  };
  return provider;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
