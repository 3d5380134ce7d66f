import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import {
  makeKeyPair,
  openSamlProvider,
  type SamlProvider,
  type SentForm,
  type SpoiltAnswer,
  signXml,
} from '../../access/sign-in/saml-provider.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const site = 'http://localhost';
const answers = `${site}/api/session/saml`;
const entityId = `${site}/api/session/saml/metadata`;
const minutes = 60_000;
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

describeOnDatabases('signing in by SAML', (database) => {
  let provider: SamlProvider;
  let node: TestNode;
  /** Another server on the same database. */
  let other: TestNode;
  let later = 0;
  let networks = 0;
  const clock = () => Date.now() + later;
  const stranger = makeKeyPair('somebody else');

  beforeAll(async () => {
    provider = await openSamlProvider();
    const options = { clock, http: { proxy: true } };
    node = await openTestNode(database.url, options);
    other = await openTestNode(database.url, options);
    for (const number of ['NORTH', 'SOUTH'])
      await made('organisation', { number, name: number, parent: { number: 'root' } });
    await made('role', { number: 'clerk', name: 'clerk' });
    await made('user', { number: 'ann', name: 'Ann', organisation: { number: 'NORTH' } });
    await made('sign-in-provider', { ...settings('saml'), metadata: provider.metadata() });
    await made('sign-in-provider', {
      ...settings('saml-made'),
      metadata: provider.metadata(),
      unknown: 'made',
      numberClaim: 'uid',
      rules: [
        {
          claim: 'http://schemas.xmlsoap.org/claims/Group',
          operator: 'equals',
          value: 'finance',
          organisation: { number: 'SOUTH' },
          roles: [{ number: 'clerk' }],
        },
      ],
    });
  }, 60_000);
  afterAll(async () => {
    await node.close();
    await other.close();
    await provider.close();
  });
  beforeEach(() => {
    later = 0;
    provider.spoilt = {};
    provider.people.clear();
    provider.people.set('ann', { attributes: { displayName: '安娜', mail: 'ann@corp.example' } });
  });

  const settings = (number: string) => ({
    number,
    name: '公司 SAML',
    nameEn: 'Company SAML',
    protocol: 'saml',
    private: true,
  });

  async function made(form: string, body: JsonObject): Promise<string> {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect([answer.status, answer.body['errors'] ?? []]).toEqual([201, []]);
    return String(answer.body['id']);
  }

  interface Sent {
    readonly on?: TestNode;
    readonly cookie?: string;
    readonly language?: string;
    readonly from?: string;
  }

  async function ask(method: string, path: string, body: string | null, type: string, sent: Sent = {}) {
    networks += 1;
    const answer = await (sent.on ?? node).node.app.request(path, {
      method,
      headers: {
        accept: 'text/html',
        'accept-language': sent.language ?? 'en',
        'content-type': type,
        'x-forwarded-for': sent.from ?? `10.1.${Math.floor(networks / 250)}.${networks % 250}`,
        ...(sent.cookie ? { cookie: sent.cookie } : {}),
      },
      ...(body === null ? {} : { body }),
    });
    const text = await answer.text();
    const cookies = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0] ?? '');
    return { status: answer.status, text, cookies, headers: answer.headers };
  }

  async function askJson(method: string, path: string, body: JsonObject, sent: Sent = {}) {
    const { text, ...answer } = await ask(method, path, JSON.stringify(body), 'application/json', sent);
    return { ...answer, json: JSON.parse(text) as JsonObject };
  }

  async function begun(number = 'saml', to = '/') {
    const { status, json, cookies } = await askJson('POST', `/api/session/providers/${number}`, { to });
    expect([status, json['detail']]).toEqual([200, undefined]);
    return { address: String(json['address']), cookie: cookies.join('; ') };
  }

  /** Sends the form as a browser does that was on another site: nothing that it keeps of this one comes along. */
  const post = (fields: Readonly<Record<string, string>>, sent: Sent = {}) =>
    ask(
      'POST',
      '/api/session/saml',
      String(new URLSearchParams(fields)),
      'application/x-www-form-urlencoded',
      sent,
    );

  /** The query of the page that the form is answered with. */
  async function cameBack({ fields }: Pick<SentForm, 'fields'>, sent: Sent = {}): Promise<string> {
    const { status, text } = await post(fields, sent);
    expect(status).toBe(200);
    const [, query = ''] = /content="0;url=\/sign-in\/callback\?([^"]*)"/.exec(text) ?? [];
    return query.replaceAll('&amp;', '&');
  }

  const finish = (answer: string, cookie: string, sent: Sent = {}) =>
    askJson('PUT', '/api/session/providers', { answer }, { ...sent, cookie });

  /** The minute is over that answers wait for their page. */
  const allExpire = () =>
    node.tenant.database.run("update gj_idempotency set expires_at = 1 where principal = 'sign-in answer'");

  /** Signs in as somebody, from the button to the end. */
  async function signIn(account = 'ann', number = 'saml') {
    const { address, cookie } = await begun(number);
    return finish(await cameBack(await provider.signIn(address, account)), cookie);
  }

  async function userOf(number: string): Promise<JsonObject> {
    const { body } = await node.ask('GET', `/api/forms/user/records?number=${number}&view=manage`);
    const [found] = body['items'] as readonly JsonObject[];
    return (await node.ask('GET', `/api/forms/user/records/${found?.['id']}?view=manage`)).body;
  }

  it('sends a request by redirect that asks for an answer to its own address', async () => {
    const { address } = await begun();
    expect(address.startsWith(`${provider.signInAddress}?SAMLRequest=`)).toBe(true);
    expect(new URL(address).searchParams.get('RelayState')).toMatch(/^[0-9a-f]{64}$/);
    const { action } = await provider.signIn(address, 'ann');
    expect(action).toBe(answers);
    const request = provider.requests.at(-1) ?? '';
    expect(request).toContain(`Destination="${provider.signInAddress}"`);
    expect(request).toContain(`>${entityId}</saml:Issuer>`);
    expect(request).not.toContain('RequestedAuthnContext');
  });

  it('describes itself for providers, under the name that it calls itself by', async () => {
    const { status, text, headers } = await ask('GET', '/api/session/saml/metadata', null, 'text/plain');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/samlmetadata+xml']);
    expect(text).toContain(`entityID="${entityId}"`);
    expect(text).toContain('WantAssertionsSigned="true"');
    expect(text).toContain(`Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${answers}"`);
    const { json } = await askJson('POST', '/api/session/providers/saml', {});
    expect(json['address']).toBeDefined();
    const offered = await node.ask('GET', '/api/session/providers');
    expect(offered.body['saml']).toEqual({ entityId, answers });
  });

  it('lets in somebody known, on the server that happens to be asked, where he wanted to go', async () => {
    const { address, cookie } = await begun('saml', '/forms/item?view=a#b');
    const query = await cameBack(await provider.signIn(address, 'ann'), { on: other });
    const { status, json, cookies, headers } = await finish(query, cookie);
    expect([status, json]).toEqual([
      200,
      { user: expect.objectContaining({ number: 'ann' }), to: '/forms/item?view=a#b' },
    ]);
    expect(headers.getSetCookie()[0]).toMatch(
      /^guiju_session=gs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/,
    );
    const own = { headers: { cookie: cookies[0] ?? '' } };
    const session = await node.node.app.request('/api/session', own);
    expect(await session.json()).toMatchObject({ user: { number: 'ann' }, credential: 'session' });
    expect(await userOf('ann')).toMatchObject({ name: '安娜', email: 'ann@corp.example' });
    const trail = await node.ask('GET', '/api/audit?action=sign-in');
    expect((trail.body['items'] as JsonObject[])[0]).toMatchObject({
      actor: { number: 'ann' },
      detail: { provider: 'saml' },
    });
  });

  it('makes a user by its rules, and knows him again by his NameID though his number became another', async () => {
    const groups = { 'http://schemas.xmlsoap.org/claims/Group': ['staff', 'finance'] };
    provider.people.set('n-7', { attributes: { uid: 'bob', displayName: '鲍勃', ...groups } });
    expect((await signIn('n-7', 'saml-made')).status).toBe(200);
    const before = await userOf('bob');
    expect(before).toMatchObject({
      name: '鲍勃',
      organisation: expect.objectContaining({ number: 'SOUTH' }),
      roles: [expect.objectContaining({ role: expect.objectContaining({ number: 'clerk' }) })],
    });
    provider.people.set('n-7', { attributes: { uid: 'robert', ...groups } });
    const { status, json } = await signIn('n-7', 'saml-made');
    expect([status, (json['user'] as JsonObject)['id']]).toEqual([200, before['id']]);
    provider.people.set('n-8', { attributes: { uid: 'carl' } });
    expect((await signIn('n-8', 'saml-made')).json['code']).toBe('sign-in-no-rule');
  });

  /** Puts an assertion of somebody else's making where readers may look for it. */
  const wrapped = (answer: string, place: (evil: string, signed: string) => string) => {
    const [signed = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(answer) ?? [];
    const evil = signed
      .replace(/ID="[^"]*"/, 'ID="_evil"')
      .replace(/<ds:Signature.*<\/ds:Signature>/s, '')
      .replace('>ann<', '>admin<');
    return answer.replace(signed, () => place(evil, signed));
  };

  it.each<readonly [string, SpoiltAnswer, string, string | undefined]>([
    ['that nobody signed', { signs: 'nothing' }, 'sign-in-untrusted', 'Signature'],
    [
      'whose assertion is not signed, though the rest is',
      { signs: 'response' },
      'sign-in-untrusted',
      'Signature',
    ],
    ['signed by another key', { byStranger: true }, 'sign-in-untrusted', 'Signature'],
    [
      'changed after it was signed',
      { sent: (answer) => answer.replace('>ann<', '>admin<') },
      'sign-in-untrusted',
      'Signature',
    ],
    [
      'with the signature of another element',
      { sent: (answer) => answer.replace(/(<saml:Assertion[^>]*) ID="[^"]*"/, '$1 ID="_other"') },
      'sign-in-untrusted',
      'Signature',
    ],
    [
      'that brings its own certificate along',
      { said: (assertion) => assertion, sent: (answer) => resigned(answer) },
      'sign-in-untrusted',
      'Signature',
    ],
    [
      'with another assertion wrapped around the signed one',
      {
        sent: (answer) =>
          wrapped(answer, (evil, signed) => evil.replace('</saml:Issuer>', `</saml:Issuer><x>${signed}</x>`)),
      },
      'sign-in-untrusted',
      'Assertion',
    ],
    [
      'with the signed assertion moved into extensions',
      {
        sent: (answer) =>
          wrapped(answer, (evil, signed) => `<samlp:Extensions>${signed}</samlp:Extensions>${evil}`),
      },
      'sign-in-untrusted',
      'Assertion',
    ],
    [
      'with two assertions',
      { sent: (answer) => wrapped(answer, (evil, signed) => `${evil}${signed}`) },
      'sign-in-untrusted',
      'Assertion',
    ],
    [
      'with no assertion',
      { sent: (answer) => answer.replace(/<saml:Assertion.*<\/saml:Assertion>/s, '') },
      'sign-in-untrusted',
      'Assertion',
    ],
    [
      'with a comment in the name',
      { sent: (answer) => answer.replace('>ann<', '>a<!-- -->nn<') },
      'sign-in-untrusted',
      'comment',
    ],
    [
      'with a note for programs in the name',
      { sent: (answer) => answer.replace('>ann<', '>a<?x?>nn<') },
      'sign-in-untrusted',
      'comment',
    ],
    [
      'that declares what its letters stand for',
      { sent: (answer) => `<!DOCTYPE r [<!ENTITY a "ann">]>${answer}` },
      'sign-in-untrusted',
      'DOCTYPE',
    ],
    ['that is no XML', { sent: () => 'ann' }, 'sign-in-untrusted', 'XML'],
    [
      'with more elements than anybody sends',
      { sent: (answer) => answer.replace('</samlp:Response>', `${'<a/>'.repeat(1500)}</samlp:Response>`) },
      'sign-in-untrusted',
      'size',
    ],
    [
      'with more attributes than anybody sends',
      {
        sent: (answer) =>
          answer.replace(
            '</samlp:Response>',
            `<a ${Array.from({ length: 3000 }, (_, at) => `a${at}="1"`).join(' ')}/></samlp:Response>`,
          ),
      },
      'sign-in-untrusted',
      'size',
    ],
    [
      'of elements within elements within elements',
      {
        sent: (answer) =>
          answer.replace('</samlp:Response>', `${'<a>'.repeat(700)}${'</a>'.repeat(700)}</samlp:Response>`),
      },
      'sign-in-untrusted',
      'size',
    ],
    ['that is something else', { sent: () => '<a/>' }, 'sign-in-untrusted', 'Response'],
    ['signed with SHA-1', { sha1: true }, 'sign-in-signature-weak', 'rsa_sha1'],
    ['for another system', { audience: 'https://other.example' }, 'sign-in-untrusted', 'Audience'],
    [
      'for nobody in particular',
      { said: (one) => one.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/s, '') },
      'sign-in-untrusted',
      'Audience',
    ],
    [
      'for this system and, by another condition, for another',
      {
        said: (one) =>
          one.replace(
            '</saml:Conditions>',
            '<saml:AudienceRestriction><saml:Audience>x</saml:Audience></saml:AudienceRestriction></saml:Conditions>',
          ),
      },
      'sign-in-untrusted',
      'Audience',
    ],
    [
      'with a condition that is not understood here',
      { said: (one) => one.replace('</saml:Conditions>', '<x:OnlyByNight xmlns:x="x"/></saml:Conditions>') },
      'sign-in-untrusted',
      'Conditions',
    ],
    ['to another address', { recipient: 'https://other.example/acs' }, 'sign-in-untrusted', 'Recipient'],
    [
      'sent to another address',
      { destination: 'https://other.example/acs' },
      'sign-in-untrusted',
      'Destination',
    ],
    ['of another provider', { issuer: 'https://other.example' }, 'sign-in-untrusted', 'Issuer'],
    ['an hour old', { off: -60 * minutes }, 'sign-in-untrusted', 'NotOnOrAfter'],
    ['that begins in an hour', { off: 60 * minutes }, 'sign-in-untrusted', 'NotBefore'],
    [
      'that has no end',
      { said: (one) => one.replace(/NotOnOrAfter="[^"]*" Recipient/, 'Recipient') },
      'sign-in-untrusted',
      'NotOnOrAfter',
    ],
    [
      'with an end that is no moment',
      { said: (one) => one.replace(/NotOnOrAfter="[^"]*" Recipient/, 'NotOnOrAfter="soon" Recipient') },
      'sign-in-untrusted',
      'NotOnOrAfter',
    ],
    [
      'of a session that ended',
      {
        said: (one) =>
          one.replace('SessionIndex=', 'SessionNotOnOrAfter="2020-01-01T00:00:00Z" SessionIndex='),
      },
      'sign-in-untrusted',
      'SessionNotOnOrAfter',
    ],
    [
      'of somebody who did not sign in',
      { said: (one) => one.replace(/<saml:AuthnStatement[^>]*>/, '') },
      'sign-in-untrusted',
      'AuthnStatement',
    ],
    [
      'of nobody',
      { said: (one) => one.replace(/<saml:NameID.*<\/saml:NameID>/, '') },
      'sign-in-untrusted',
      'NameID',
    ],
    [
      'that only who has a key may bring',
      { said: (one) => one.replace('cm:bearer', 'cm:holder-of-key') },
      'sign-in-untrusted',
      'SubjectConfirmation',
    ],
    ['that nobody asked for', { inResponseTo: null }, 'sign-in-unasked', undefined],
    ['to another request', { inResponseTo: '_other' }, 'sign-in-untrusted', 'InResponseTo'],
    ['whose assertion is to another request', { confirmed: '_other' }, 'sign-in-untrusted', 'InResponseTo'],
    ['that the provider refused', { status: 'AuthnFailed' }, 'sign-in-denied', 'AuthnFailed'],
    [
      'that is encrypted',
      { sent: (one) => one.replace(/<saml:Assertion.*<\/saml:Assertion>/s, '<saml:EncryptedAssertion/>') },
      'sign-in-encrypted',
      undefined,
    ],
  ])('lets in nobody by an answer %s', async (_what, spoilt, code, reason) => {
    provider.spoilt = spoilt;
    const { status, json, cookies } = await signIn();
    const params = json['params'] as JsonObject | undefined;
    expect([status, json['code'], params?.['reason'], cookies]).toEqual([403, code, reason, []]);
    expect(String(json['detail'])).toMatch(/ask an administrator|its administrator|sign in again/);
    const trail = await node.ask('GET', '/api/audit?action=sign-in-failed');
    expect((trail.body['items'] as JsonObject[])[0]).toMatchObject({
      detail: { code, provider: 'saml', ...(reason === undefined ? {} : { reason }) },
    });
  });

  /** Signs the assertion anew by somebody else's key, with his certificate in it. */
  function resigned(answer: string): string {
    const [signed = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(answer) ?? [];
    const bare = signed.replace(/<ds:Signature.*<\/ds:Signature>/s, '').replace('>ann<', '>admin<');
    return answer.replace(signed, () => signXml(bare, 'Assertion', stranger));
  }

  it.each<readonly [string, SpoiltAnswer]>([
    ['signed twice', { signs: 'both' }],
    ['by a clock that is half a minute behind', { off: -5 * minutes - 30_000 }],
    ['by a clock that is half a minute ahead', { off: 30_000 }],
    [
      'that names several it is for',
      { said: (one) => one.replace('</saml:Audience>', '</saml:Audience><saml:Audience>x</saml:Audience>') },
    ],
    ['that says nothing of where it is sent', { destination: '' }],
  ])('lets in somebody by an answer %s', async (_what, spoilt) => {
    provider.spoilt = spoilt;
    const { status, json } = await signIn();
    expect([status, json['code']]).toEqual([200, undefined]);
  });

  it('reads a name whole, however it is written', async () => {
    provider.spoilt = { said: (one) => one.replace('>ann<', '>an<![CDATA[n]]>&#46;x<') };
    expect((await signIn()).json['params']).toMatchObject({ user: 'ann.x' });
  });

  it('asks for a name that stays', async () => {
    provider.people.set('ann', { attributes: {}, format: transient });
    expect((await signIn()).json['code']).toBe('sign-in-name-passing');
  });

  it('takes an answer once, on whatever server, and in no other sign-in', async () => {
    const first = await begun();
    const form = await provider.signIn(first.address, 'ann');
    expect((await finish(await cameBack(form), first.cookie)).status).toBe(200);
    for (const on of [node, other]) {
      const again = await finish(await cameBack(form, { on }), first.cookie, { on });
      expect([again.status, again.json['code']]).toEqual([403, 'sign-in-used']);
    }
    const second = await begun();
    const state = new URL(second.address).searchParams.get('RelayState') ?? '';
    const moved = await cameBack({ fields: { ...form.fields, RelayState: state } });
    const replayed = await finish(moved, second.cookie);
    expect([replayed.json['code'], replayed.json['params']]).toMatchObject([
      'sign-in-untrusted',
      { reason: 'InResponseTo' },
    ]);
  });

  it('refuses the answer to a sign-in that another browser began, and one that took too long', async () => {
    const { address, cookie } = await begun();
    const query = await cameBack(await provider.signIn(address, 'ann'));
    const stolen = await begun();
    for (const kept of ['', stolen.cookie])
      expect((await finish(query, kept)).json['code']).toBe('sign-in-expired');
    await allExpire();
    expect((await finish(query, cookie)).json['code']).toBe('sign-in-expired');
    const late = await begun();
    const lateQuery = await cameBack(await provider.signIn(late.address, 'ann'));
    later = 11 * minutes;
    expect((await finish(lateQuery, late.cookie)).json['code']).toBe('sign-in-expired');
  });

  it('refuses what nobody here asked for, and what is too large, in the language of the page', async () => {
    const { address } = await begun();
    const { fields } = await provider.signIn(address, 'ann');
    const long = Buffer.alloc(300 * 1024, 'x').toString('base64');
    for (const [sent, code, words] of [
      [{ SAMLResponse: fields['SAMLResponse'] ?? '' }, 'sign-in-unasked', '不是从这里开始的'],
      [{ ...fields, RelayState: '/start' }, 'sign-in-unasked', '不是从这里开始的'],
      [{ RelayState: fields['RelayState'] ?? '' }, 'sign-in-unasked', '不是从这里开始的'],
      [{ ...fields, SAMLResponse: long }, 'sign-in-answer-too-large', '字节'],
      [{ ...fields, SAMLResponse: long + long }, 'sign-in-answer-too-large', '字节'],
    ] as const) {
      const query = await cameBack({ fields: sent });
      const { json } = await finish(query, '', { language: 'zh' });
      expect([json['code'], json['detail']]).toEqual([code, expect.stringContaining(words)]);
    }
  });

  it('takes a long answer, and keeps it sealed until it is asked for', async () => {
    const groups = Array.from({ length: 1000 }, (_, at) => `group-${at}-${'x'.repeat(120)}`);
    provider.people.set('ann', { attributes: { mail: 'ann@corp.example', groups } });
    const { address, cookie } = await begun();
    const query = await cameBack(await provider.signIn(address, 'ann'));
    const waiting = () =>
      node.tenant.database.all<{ readonly response: string }>(
        "select response from gj_idempotency where principal = 'sign-in answer'",
      );
    const kept = await waiting();
    expect(kept.length).toBeGreaterThan(0);
    for (const { response } of kept) expect(response).toMatch(/^v1\.[0-9a-f]{8}\./);
    expect((await finish(query, cookie)).status).toBe(200);
    expect((await waiting()).length).toBe(kept.length - 1);
  });

  it('keeps no more than some answers of one network at once', async () => {
    const from = '192.0.2.9';
    const sent = (at: number) =>
      post({ SAMLResponse: 'YQ==', RelayState: at.toString(16).padStart(64, '0') }, { from });
    for (let at = 0; at < 50; at += 1) expect((await sent(at)).status).toBe(200);
    const refused = await sent(50);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    await allExpire();
    expect((await sent(51)).status).toBe(200);
  });

  it('knows a key that was turned, as soon as it is told, beside the former one', async () => {
    const turning = await openSamlProvider();
    try {
      const own = { ...settings('turning'), metadata: turning.metadata() };
      const id = await made('sign-in-provider', own);
      const by = async () => {
        const { address, cookie } = await begun('turning');
        return (await finish(await cameBack(await turning.signIn(address, 'ann')), cookie)).json['code'];
      };
      const former = turning.certificate;
      const next = turning.turnKey();
      expect(await by()).toBe('sign-in-untrusted');
      const { headers } = await node.ask('GET', `/api/forms/sign-in-provider/records/${id}?view=manage`);
      const changed = await node.ask(
        'PATCH',
        `/api/forms/sign-in-provider/records/${id}`,
        { certificates: former + next },
        { 'if-match': headers.get('etag') ?? '' },
      );
      expect([changed.status, changed.body['errors']]).toEqual([200, undefined]);
      expect(await by()).toBeUndefined();
      const listed = await node.ask('GET', '/api/session/providers/turning/certificates');
      const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
      expect(listed.body['items']).toEqual(
        [1, 2].map(() => ({ subject: 'CN=provider', from: day, to: day, ended: false })),
      );
    } finally {
      await turning.close();
    }
  });

  describe('a provider’s settings', () => {
    const save = (body: JsonObject) =>
      node.ask('POST', '/api/forms/sign-in-provider/records', body, { 'accept-language': 'en' });

    it('are read out of its metadata, which is not kept', async () => {
      const { status, body } = await save({ ...settings('read-in'), metadata: provider.metadata() });
      expect([status, body]).toMatchObject([
        201,
        {
          metadata: null,
          entityId: provider.entityId,
          signInAddress: provider.signInAddress,
          certificates: provider.certificate,
        },
      ]);
    });

    it('may be filled in one by one', async () => {
      const fields = { entityId: 'urn:idp', signInAddress: 'https://idp.example/sso?tenant=1' };
      const bare = provider.certificate.replaceAll(/-----[A-Z ]+-----|\n/g, '');
      const { status } = await save({ ...settings('by-hand'), ...fields, certificates: bare });
      expect(status).toBe(201);
      const { address } = await begun('by-hand');
      expect(address.startsWith('https://idp.example/sso?tenant=1&SAMLRequest=')).toBe(true);
    });

    const fields = {
      entityId: 'urn:idp',
      signInAddress: 'https://idp.example/sso',
      certificates: stranger.certificate,
    };
    const weak = makeKeyPair('weak', '-newkey', 'rsa:1024').certificate;
    const curved = makeKeyPair(
      'curved',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
    ).certificate;
    const spoilt = (change: (xml: string) => string) => () => ({ metadata: change(provider.metadata()) });
    it.each<readonly [string, () => JsonObject, string, string]>([
      ['nothing', () => ({}), '/certificates', 'required'],
      [
        'metadata that is no XML',
        () => ({ metadata: 'https://idp.example/metadata' }),
        '/metadata',
        'saml-metadata-unreadable',
      ],
      [
        'metadata that declares entities',
        spoilt((xml) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>')),
        '/metadata',
        'saml-metadata-unreadable',
      ],
      [
        'the metadata of something else',
        () => ({ metadata: '<a/>' }),
        '/metadata',
        'saml-metadata-unreadable',
      ],
      [
        'the metadata of a service',
        spoilt((xml) => xml.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')),
        '/metadata',
        'saml-metadata-lacks',
      ],
      [
        'metadata without an address',
        spoilt((xml) => xml.replaceAll('HTTP-Redirect', 'SOAP')),
        '/metadata',
        'saml-metadata-lacks',
      ],
      [
        'metadata without a certificate',
        spoilt((xml) => xml.replace(/<md:KeyDescriptor.*<\/md:KeyDescriptor>/s, '')),
        '/metadata',
        'saml-metadata-lacks',
      ],
      [
        'metadata without a name',
        spoilt((xml) => xml.replace(/entityID="[^"]*"/, '')),
        '/metadata',
        'saml-metadata-lacks',
      ],
      [
        'the metadata of several',
        spoilt((xml) => {
          const one = xml.replace(/<\?xml.*?\?>/, '');
          return `<EntitiesDescriptor>${one}${one}</EntitiesDescriptor>`;
        }),
        '/metadata',
        'saml-metadata-several',
      ],
      [
        'metadata with a certificate that is none',
        spoilt((xml) => xml.replace(/(<ds:X509Certificate>)[^<]*/, '$1AAAA')),
        '/metadata',
        'saml-certificate-unreadable',
      ],
      [
        'a certificate that is none',
        () => ({ ...fields, certificates: 'abc!' }),
        '/certificates',
        'saml-certificate-unreadable',
      ],
      ['a short key', () => ({ ...fields, certificates: weak }), '/certificates', 'saml-certificate-weak'],
      [
        'a key of another kind',
        () => ({ ...fields, certificates: curved }),
        '/certificates',
        'saml-certificate-weak',
      ],
      [
        'an address by http that is not inside',
        () => ({ ...fields, private: false, signInAddress: 'http://idp.example/sso' }),
        '/signInAddress',
        'check-failed',
      ],
    ])('are refused with %s', async (_what, more, path, code) => {
      const { status, body } = await save({ ...settings('wrong'), ...more() });
      expect(status).toBe(422);
      expect(body['errors']).toContainEqual(expect.objectContaining({ path, code }));
    });

    it('say when the time of a certificate is over, and are saved all the same', async () => {
      const ended = makeKeyPair('ended', '-days', '1').certificate;
      later = 3 * 24 * 60 * minutes;
      const { status, body } = await save({ ...settings('ended'), ...fields, certificates: ended });
      expect(status).toBe(201);
      expect(body['$warnings']).toEqual([
        expect.objectContaining({ path: '/certificates', code: 'saml-certificate-ended' }),
      ]);
      const listed = await node.ask('GET', '/api/session/providers/ended/certificates');
      expect(listed.body['items']).toEqual([expect.objectContaining({ subject: 'CN=ended', ended: true })]);
    });
  });

  it('says what would become of somebody, by an answer that is pasted, and writes nothing', async () => {
    const attempt = (claims: string, number = 'saml-made') =>
      node.ask('POST', `/api/session/providers/${number}/attempt`, { claims }, { 'accept-language': 'en' });
    const group = 'http://schemas.xmlsoap.org/claims/Group';
    provider.people.set('n-9', { attributes: { uid: 'tried', cn: 'Tried', [group]: ['staff', 'finance'] } });
    const { address } = await begun('saml-made');
    const { fields } = await provider.signIn(address, 'n-9');
    const sent = fields['SAMLResponse'] ?? '';
    const xml = Buffer.from(sent, 'base64').toString('utf8');
    const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
    const json = JSON.stringify({ uid: 'tried', name: 'Tried', [group]: ['staff', 'finance'] });
    for (const pasted of [sent, xml, assertion, String(new URLSearchParams(fields)), json])
      expect((await attempt(pasted)).body).toMatchObject({
        outcome: 'made',
        number: 'tried',
        name: 'Tried',
        rules: [{ fits: true, found: ['staff', 'finance'] }],
        organisation: { number: 'SOUTH' },
      });
    for (const [change, why] of [
      [(one: string) => one.replaceAll(provider.entityId, 'urn:other'), '(Issuer)'],
      [(one: string) => one.replaceAll(entityId, 'urn:other'), '(Audience)'],
    ] as const)
      expect((await attempt(change(xml))).body).toMatchObject({
        outcome: 'refused',
        why: expect.stringContaining(why),
      });
    for (const pasted of ['neither', '<a/>', `<!DOCTYPE a>${xml}`, '[1]'])
      expect((await attempt(pasted)).body['code']).toBe('sign-in-claims-unreadable');
    expect((await attempt('{}', 'nobody')).body['code']).toBe('sign-in-provider-unknown');
    expect((await node.ask('GET', '/api/session/providers/nobody/certificates')).body['code']).toBe(
      'sign-in-provider-unknown',
    );
  });
});
