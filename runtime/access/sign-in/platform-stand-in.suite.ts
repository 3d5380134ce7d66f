import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Protocol } from './provider.ts';

/** Somebody on a platform. */
export interface Colleague {
  readonly userid: string;
  readonly name: string;
  readonly email: string;
  /** Whether he belongs to the company that the application is of. Default: yes. */
  readonly isStrange?: boolean;
  /** Whether the company has him in its book of contacts, as one of another company. Default: no. */
  readonly isContact?: boolean;
}

/** A platform on this machine, as its maker publishes how it is asked; nobody tried it against the real one. */
export interface StandIn {
  readonly url: string;
  readonly people: Map<string, Colleague>;
  /** The calls that it was sent so far: `GET /cgi-bin/gettoken`. */
  readonly calls: string[];
  /** How it answers. Default: as usual. */
  mood: 'usual' | 'broken' | 'hides people';
  /** From now on no token of the application holds that it gave. */
  endTokens(): void;
  /** Signs in at this address; answers the query with which the browser is sent back. */
  signIn(address: string, account: string): string;
  close(): Promise<void>;
}

export const appId = 'ding-app';
export const appSecret = 'a secret of the application';
export const agentId = '1000002';

/** A code that a browser brought away. */
interface Given {
  readonly account: string;
  readonly redirect: string;
  readonly challenge: string;
}

interface Came {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly headers: IncomingMessage['headers'];
}

type Said = readonly [status: number, body: JsonObject];

export async function openStandIn(protocol: Exclude<Protocol, 'oidc' | 'saml'>): Promise<StandIn> {
  const people = new Map<string, Colleague>();
  const codes = new Map<string, Given>();
  const tokens = new Set<string>();
  /** Accounts by the token that somebody got for himself. */
  const own = new Map<string, string>();
  const calls: string[] = [];
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '');
  const newToken = () => {
    const token = randomUUID();
    tokens.add(token);
    return token;
  };
  /** The one who brought the code, once. */
  const spend = (code: string): Given | undefined => {
    const given = codes.get(code);
    codes.delete(code);
    return given;
  };
  const who = (account: string | undefined): Colleague | undefined => people.get(account ?? '');

  const wecom = ({ path, query }: Came): Said => {
    if (path === '/cgi-bin/gettoken')
      return query.get('corpid') === appId && query.get('corpsecret') === appSecret
        ? [200, { errcode: 0, errmsg: 'ok', access_token: newToken(), expires_in: 7200 }]
        : [200, { errcode: 40001, errmsg: 'invalid credential' }];
    if (!tokens.has(query.get('access_token') ?? ''))
      return [200, { errcode: 42001, errmsg: 'access_token expired' }];
    if (path === '/cgi-bin/auth/getuserinfo') {
      const given = spend(query.get('code') ?? '');
      if (!given) return [200, { errcode: 40029, errmsg: 'invalid code' }];
      const person = who(given.account);
      return person?.isStrange
        ? [200, { errcode: 0, errmsg: 'ok', openid: 'o-1', external_userid: 'wm-1' }]
        : [200, { errcode: 0, errmsg: 'ok', userid: person?.userid ?? '' }];
    }
    if (path !== '/cgi-bin/user/get') return [404, {}];
    if (mood === 'hides people') return [200, { errcode: 60011, errmsg: 'no privilege to access' }];
    const person = [...people.values()].find(({ userid }) => userid === query.get('userid'));
    return [
      200,
      {
        errcode: 0,
        userid: person?.userid ?? '',
        name: person?.name ?? '',
        biz_mail: person?.email ?? '',
        main_department: 7,
      },
    ];
  };

  const dingtalk = ({ path, query, body, headers }: Came): Said => {
    if (path === '/v1.0/oauth2/userAccessToken') {
      if (body['clientId'] !== appId || body['clientSecret'] !== appSecret)
        return [401, { code: 'invalidClientIdOrSecret', message: '无效的clientId或者clientSecret' }];
      const given = body['grantType'] === 'authorization_code' ? spend(text(body['code'])) : undefined;
      if (!given) return [400, { code: 'invalidParameter.authCode.notFound', message: '不存在的临时授权码' }];
      const token = randomUUID();
      own.set(token, given.account);
      return [200, { accessToken: token, refreshToken: 'r', expireIn: 7200, corpId: 'ding-corp' }];
    }
    if (path === '/v1.0/contact/users/me') {
      const account = own.get(text(headers['x-acs-dingtalk-access-token']));
      const person = who(account);
      return person
        ? [200, { nick: `nick of ${person.name}`, unionId: `union-${account}`, openId: 'o', stateCode: '86' }]
        : [401, { code: 'InvalidAuthentication', message: '不合法的access_token' }];
    }
    if (path === '/v1.0/oauth2/accessToken')
      return body['appKey'] === appId && body['appSecret'] === appSecret
        ? [200, { accessToken: newToken(), expireIn: 7200 }]
        : [400, { code: 'invalidAppKeyOrAppSecret', message: '' }];
    if (!tokens.has(query.get('access_token') ?? ''))
      return [200, { errcode: 40014, errmsg: '不合法的access_token' }];
    if (path === '/topapi/user/getbyunionid') {
      const person = who(text(body['unionid']).replace(/^union-/, ''));
      return !person || person.isStrange
        ? [200, { errcode: 60121, errmsg: '找不到该用户' }]
        : [200, { errcode: 0, result: { contact_type: person.isContact ? 1 : 0, userid: person.userid } }];
    }
    if (path !== '/topapi/v2/user/get') return [404, {}];
    const person = [...people.values()].find(({ userid }) => userid === body['userid']);
    return [
      200,
      {
        errcode: 0,
        result: {
          userid: person?.userid ?? '',
          name: person?.name ?? '',
          org_email: person?.email ?? '',
          dept_id_list: [7],
        },
      },
    ];
  };

  const feishu = ({ path, body, headers }: Came): Said => {
    if (path === '/oauth/v3/token') {
      if (body['client_id'] !== appId || body['client_secret'] !== appSecret)
        return [
          400,
          { code: 20002, error: 'invalid_client', error_description: 'the client secret is invalid' },
        ];
      const given = spend(text(body['code']));
      const challenge = createHash('sha256').update(text(body['code_verifier'])).digest('base64url');
      if (!given || given.redirect !== body['redirect_uri'] || given.challenge !== challenge)
        return [400, { code: 20003, error: 'invalid_grant', error_description: 'the code is invalid' }];
      if (who(given.account)?.isStrange)
        return [
          400,
          { code: 20010, error: 'access_denied', error_description: 'no permission to use the app' },
        ];
      const token = randomUUID();
      own.set(token, given.account);
      return [200, { code: 0, access_token: token, expires_in: 7200, token_type: 'Bearer' }];
    }
    if (path !== '/open-apis/authen/v1/user_info') return [404, {}];
    const account = own.get(text(headers.authorization).replace('Bearer ', ''));
    const person = who(account);
    if (!person) return [401, { code: 99991668, msg: 'Invalid access token' }];
    const ids = { open_id: `open-${account}`, union_id: `union-${account}` };
    const more = mood === 'hides people' ? {} : { user_id: person.userid };
    return [
      200,
      {
        code: 0,
        msg: 'success',
        data: { name: person.name, enterprise_email: person.email, ...ids, ...more },
      },
    ];
  };

  const answers = { wecom, dingtalk, feishu };
  let mood: StandIn['mood'] = 'usual';
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://here.invalid');
    calls.push(`${request.method} ${url.pathname}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const sent: Json = parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString());
    const body = isObject(sent) ? sent : {};
    const { pathname: path, searchParams: query } = url;
    const [status, said] =
      mood === 'broken' ? [503, {}] : answers[protocol]({ path, query, body, headers: request.headers });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    people,
    calls,
    get mood() {
      return mood;
    },
    set mood(next) {
      mood = next;
    },
    endTokens: () => tokens.clear(),
    signIn(address, account) {
      const { searchParams } = new URL(address);
      const code = randomUUID();
      codes.set(code, {
        account,
        redirect: searchParams.get('redirect_uri') ?? '',
        challenge: searchParams.get('code_challenge') ?? '',
      });
      const state = searchParams.get('state') ?? '';
      return String(
        new URLSearchParams(protocol === 'dingtalk' ? { authCode: code, state } : { code, state }),
      );
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
