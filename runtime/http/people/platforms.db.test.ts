import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import {
  agentId,
  appId,
  appSecret,
  openStandIn,
  type StandIn,
} from '../../access/sign-in/platform-stand-in.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const platforms = [
  {
    protocol: 'wecom',
    name: '企业微信',
    cloud: 'https://login.work.weixin.qq.com/wwlogin/sso/login',
    asked: { login_type: 'CorpApp', appid: appId, agentid: agentId },
    wrongSecret: '40001',
    strange: 'not_of_company',
    /** The call by which it gives the application a token. */
    token: 'GET /cgi-bin/gettoken',
  },
  {
    protocol: 'dingtalk',
    name: '钉钉',
    cloud: 'https://login.dingtalk.com/oauth2/auth',
    asked: { response_type: 'code', client_id: appId, scope: 'openid', prompt: 'consent' },
    wrongSecret: 'invalidClientIdOrSecret',
    strange: '60121',
    token: 'POST /v1.0/oauth2/accessToken',
  },
  {
    protocol: 'feishu',
    name: '飞书',
    cloud: 'https://accounts.feishu.cn/open-apis/authen/v1/authorize',
    asked: { response_type: 'code', client_id: appId, code_challenge_method: 'S256' },
    wrongSecret: '20002',
    strange: '20010',
    token: null,
  },
] as const;

describeOnDatabases('signing in by a platform that offices work on', (database) => {
  let node: TestNode;
  let networks = 0;
  beforeAll(async () => {
    node = await openTestNode(database.url, { http: { proxy: true } });
    for (const number of ['NORTH', 'SOUTH'])
      await made('organisation', { number, name: number, parent: { number: 'root' } });
    await made('role', { number: 'clerk', name: 'clerk' });
  });
  afterAll(() => node.close());

  async function made(form: string, body: JsonObject): Promise<string> {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect([answer.status, answer.body['errors'] ?? []]).toEqual([201, []]);
    return String(answer.body['id']);
  }

  async function ask(method: string, path: string, body: JsonObject, cookie = '') {
    networks += 1;
    const headers = {
      'accept-language': 'en',
      'content-type': 'application/json',
      'x-forwarded-for': `10.0.${Math.floor(networks / 250)}.${networks % 250}`,
      ...(cookie ? { cookie } : {}),
    };
    const answer = await node.node.app.request(path, { method, headers, body: JSON.stringify(body) });
    const json = (await answer.json()) as JsonObject;
    const cookies = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0] ?? '');
    return { status: answer.status, json, cookies };
  }

  async function begun(number: string) {
    const { status, json, cookies } = await ask('POST', `/api/session/providers/${number}`, {});
    expect([status, json['detail']]).toEqual([200, undefined]);
    return { address: String(json['address']), cookie: cookies.join('; ') };
  }
  const finish = (answer: string, cookie: string) => ask('PUT', '/api/session/providers', { answer }, cookie);

  async function userOf(number: string): Promise<JsonObject> {
    const { body } = await node.ask('GET', `/api/forms/user/records?number=${number}&view=manage`);
    const [found] = body['items'] as readonly JsonObject[];
    return (await node.ask('GET', `/api/forms/user/records/${found?.['id']}?view=manage`)).body;
  }

  describe.each(platforms)('$name', ({ protocol, name, cloud, asked, wrongSecret, strange, token }) => {
    let platform: StandIn;
    const provider = (number: string, more: JsonObject = {}) =>
      made('sign-in-provider', {
        number,
        name,
        protocol,
        service: platform.url,
        private: true,
        clientId: appId,
        clientSecret: appSecret,
        ...(protocol === 'wecom' ? { agent: agentId } : {}),
        ...more,
      });
    const number = (who: string) => `${protocol}-${who}`;
    async function signIn(account: string, by: string = protocol) {
      const { address, cookie } = await begun(by);
      return finish(platform.signIn(address, account), cookie);
    }

    beforeAll(async () => {
      platform = await openStandIn(protocol);
      await made('user', { number: number('ann'), name: 'Ann', organisation: { number: 'NORTH' } });
      await provider(protocol);
      await provider(`${protocol}-makes`, {
        unknown: 'made',
        rules: [
          {
            claim: 'email',
            operator: 'ends-with',
            value: '@corp.example',
            organisation: { number: 'SOUTH' },
            roles: [{ number: 'clerk' }],
          },
        ],
      });
    });
    afterAll(() => platform.close());
    beforeEach(() => {
      platform.mood = 'usual';
      platform.people.clear();
      platform.people.set('a', { userid: number('ann'), name: '安娜', email: 'ann@corp.example' });
      platform.people.set('b', { userid: number('bob'), name: '鲍勃', email: 'bob@corp.example' });
      platform.people.set('s', { userid: number('s'), name: 'S', email: 's@corp.example', isStrange: true });
    });

    it('is asked in its own way, with a state of letters and digits', async () => {
      const { address } = await begun(protocol);
      const { origin, searchParams } = new URL(address);
      expect(origin).toBe(platform.url);
      const { state, ...said } = Object.fromEntries(searchParams);
      expect(said).toMatchObject({ ...asked, redirect_uri: 'http://localhost/sign-in/callback' });
      expect(state).toMatch(/^[\da-zA-Z]{32,128}$/);
    });

    it('is asked in its cloud where nothing else is said', async () => {
      await provider(`${protocol}-cloud`, { service: null, private: false });
      const { address } = await begun(`${protocol}-cloud`);
      expect(address.startsWith(`${cloud}?`)).toBe(true);
    });

    it('lets in a colleague by his id there, and brings name and address up to date', async () => {
      const { status, json } = await signIn('a');
      expect([status, json['user']]).toEqual([200, expect.objectContaining({ number: number('ann') })]);
      expect(await userOf(number('ann'))).toMatchObject({ name: '安娜', email: 'ann@corp.example' });
    });

    it('knows him again by whom he is there, though his id within the company became another', async () => {
      await signIn('b', `${protocol}-makes`);
      const before = await userOf(number('bob'));
      // With WeCom the id is all there is.
      if (protocol !== 'wecom')
        platform.people.set('b', { userid: number('robert'), name: '罗伯特', email: 'bob@corp.example' });
      const { status, json } = await signIn('b', `${protocol}-makes`);
      expect([status, (json['user'] as JsonObject)['id']]).toEqual([200, before['id']]);
    });

    it('makes a user by its rules', async () => {
      expect((await signIn('b', `${protocol}-makes`)).status).toBe(200);
      expect(await userOf(number('bob'))).toMatchObject({
        organisation: expect.objectContaining({ number: 'SOUTH' }),
        roles: [expect.objectContaining({ role: expect.objectContaining({ number: 'clerk' }) })],
      });
    });

    it('lets in nobody who is not of the company', async () => {
      for (const by of [protocol, `${protocol}-makes`]) {
        const { status, json } = await signIn('s', by);
        expect([status, json['code'], (json['params'] as JsonObject)['reason']]).toEqual([
          403,
          'sign-in-denied',
          strange,
        ]);
      }
    });

    it('takes no code twice, nor one that was made up', async () => {
      const first = await begun(protocol);
      const code = new URLSearchParams(platform.signIn(first.address, 'a'));
      const again = await begun(protocol);
      const state = new URL(again.address).searchParams.get('state') ?? '';
      expect((await finish(String(code), first.cookie)).status).toBe(200);
      code.set('state', state);
      const spent = await finish(String(code), again.cookie);
      expect([spent.status, spent.json['code']]).toEqual([403, 'sign-in-expired']);
    });

    it('is told where somebody gave up', async () => {
      for (const said of ['error=access_denied&', '']) {
        const { address, cookie } = await begun(protocol);
        const state = new URL(address).searchParams.get('state') ?? '';
        const { status, json } = await finish(`${said}state=${state}`, cookie);
        expect([status, json['code']]).toEqual([403, 'sign-in-denied']);
      }
    });

    it('is told apart where it is down, and where it does not know the application', async () => {
      const { address, cookie } = await begun(protocol);
      const query = platform.signIn(address, 'a');
      platform.mood = 'broken';
      const down = await finish(query, cookie);
      expect([down.status, down.json['code']]).toEqual([502, 'sign-in-provider-down']);
      platform.mood = 'usual';
      await provider(`${protocol}-wrong`, { clientSecret: 'another' });
      const wrong = await signIn('a', `${protocol}-wrong`);
      expect([wrong.status, wrong.json['code'], (wrong.json['params'] as JsonObject)['reason']]).toEqual([
        502,
        'sign-in-provider-other',
        wrongSecret,
      ]);
    });

    it('is called at no other host than is said', async () => {
      await provider(`${protocol}-inside`, {
        private: false,
        service: platform.url.replace('http:', 'https:'),
      });
      const { status, json } = await signIn('a', `${protocol}-inside`);
      expect([status, json['code']]).toEqual([502, 'sign-in-host-not-listed']);
    });

    if (token)
      it('is asked for the token of the application once, and once more where that ended early', async () => {
        await signIn('a');
        platform.calls.length = 0;
        await signIn('a');
        expect(platform.calls.filter((call) => call === token)).toEqual([]);
        platform.endTokens();
        expect((await signIn('a')).status).toBe(200);
        expect(platform.calls.filter((call) => call === token)).toEqual([token]);
      });

    if (protocol === 'dingtalk')
      it('lets in nobody who only stands in the book of contacts', async () => {
        platform.people.set('c', { userid: number('ann'), name: 'C', email: '', isContact: true });
        const { status, json } = await signIn('c');
        expect([status, json['code']]).toEqual([403, 'sign-in-denied']);
      });
    if (protocol === 'wecom')
      it('lets in a colleague of whom it tells no more than his id', async () => {
        platform.mood = 'hides people';
        expect((await signIn('a')).status).toBe(200);
      });
    if (protocol === 'feishu')
      it('says which claim is missing where the application may not read ids', async () => {
        platform.mood = 'hides people';
        platform.people.set('new', { userid: 'x', name: 'X', email: '' });
        const { status, json } = await signIn('new');
        expect([status, json['code'], (json['params'] as JsonObject)['claim']]).toEqual([
          403,
          'sign-in-number-missing',
          'preferred_username',
        ]);
      });

    it('wants what it cannot do without', async () => {
      const { status, body } = await node.ask('POST', '/api/forms/sign-in-provider/records', {
        number: `${protocol}-bare`,
        name,
        protocol,
        clientId: appId,
      });
      const paths = (body['errors'] as readonly JsonObject[]).map(({ path, pointer }) => path ?? pointer);
      expect([status, paths.map(String).sort()]).toEqual([
        422,
        protocol === 'wecom' ? ['/agent', '/clientSecret'] : ['/clientSecret'],
      ]);
    });
  });
});
