import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { writeXlsx } from 'hucre/xlsx';
import { Secret, TOTP } from 'otpauth';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createDevice } from '../../access/auth/passkey.suite.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import {
  clientId,
  clientSecret,
  openIdentityProvider,
} from '../../access/sign-in/identity-provider.suite.ts';
import { createLog } from '../../config/log.ts';
import { is, ordersPackage } from '../../effective/match/world.suite.ts';
import { license } from '../../einvoicing/issuing/license.suite.ts';
import { drawnScan, tiffOf } from '../../imaging/scans/scans.suite.ts';
import { type Asking, over, pagesOfStack, stackOf } from '../../imaging/station/station.suite.ts';
import { adminPassword, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createJobs } from '../../work/jobs/create-jobs.ts';
import { newSigningKey } from '../packages/signature.ts';
import { openSmallRegistry } from '../registry/small-registry.suite.ts';
import { flawsOf } from './document-flaws.suite.ts';
import { formsOf } from './forms-of.suite.ts';
import { undocumentedMembers } from './undocumented-members.suite.ts';

/** Calls that carry no data of the house: whether it lives, how it fares, and the documentation itself. */
const undescribed = [
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /openapi.json',
  'GET /docs',
  'GET /docs/:file',
];
/** Paths of parameters that are one to the router. */
const words = ['values', 'compare', 'export', 'if', 'if-moved'];
/** The words that stand in the place of a name, by the route that takes it. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  '/api/params/:word': words,
  '/api/decisions/:name': [':name', 'plan', 'compare', 'otherwise', 'impact'],
  '/api/forms/:form/records/:id/actions/:action': [':action', 'preview', 'complete'],
};
const nobody = '01a1f807-e22b-76be-803c-9001ffac1fe0';
const standard = ['platform', 'basis', 'invoicing', 'imaging'];

interface Media {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: JsonObject }>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly JsonObject[];
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Media>> };
}

interface Answered {
  readonly status: number;
  readonly etag: string;
  /** The first cookie that came along. */
  readonly cookie: string;
  readonly body: JsonObject;
}

/** On one database: what is answered from either is the same, and every suite of a call judges that by itself. */
describeOnDatabases('the OpenAPI document of the standard packages', (under) => {
  let node: TestNode;
  let document: Document;
  let schemas: Ajv2020;
  const called = new Set<string>();
  const archives = mkdtempSync(join(tmpdir(), 'guiju-archives-'));

  beforeAll(async () => {
    const kept = { last: 1, days: 0, weeks: 0, months: 0 };
    const backups = { place: { folder: archives }, times: { hours: 168 }, kept, trialDays: 0 };
    // Nobody listens there, and nothing is sent.
    const smtp = { host: '127.0.0.1', port: 1, ssl: false, user: null, password: null, name: null };
    node = await openTestNode(under.url, {
      ...{ packages: standard, backups },
      smtp: { ...smtp, address: 'system@example.com' },
    });
    const label = { zh: '文件', en: 'Paper' };
    await node.publish([ordersPackage([{ name: 'paper', kind: 'file', label }])]);
    document = (await node.ask('GET', '/openapi.json')).body as unknown as Document;
    schemas = new Ajv2020({ strict: false, allErrors: true });
    formats.default(schemas);
    schemas.addSchema(document as unknown as object, 'openapi');
  }, 120_000);
  afterAll(async () => {
    await node.close();
    rmSync(archives, { recursive: true, force: true });
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );
  /** `change` of `item.change`: forms have the same kinds of operations. */
  const kindOf = ({ operationId }: Operation) => operationId.split('.').at(-1) ?? '';

  it('is in English where that is asked for, but for values of Chinese data', async () => {
    const { body } = await node.ask('GET', '/openapi.json', undefined, { 'accept-language': 'en' });
    const values = new Set(['enum', 'const', 'default', 'examples', 'pattern']);
    // Printed on invoices as they are.
    const printed = /免税|不征税|免征收/g;
    const chinese: string[] = [];
    const look = (value: Json, path: string): void => {
      if (typeof value === 'string' && /\p{Script=Han}/u.test(value.replace(printed, '')))
        chinese.push(`${path}: ${value}`);
      if (typeof value !== 'object' || value === null) return;
      for (const [name, inner] of Object.entries(value))
        if (!values.has(name) || path.endsWith('/properties')) look(inner as Json, `${path}/${name}`);
    };
    look(body, '');
    expect(chinese).toEqual([]);
    expect(Object.keys(body['paths'] as JsonObject)).toEqual(Object.keys(document.paths));
    expect(flawsOf(body)).toEqual([]);
    const said = JSON.stringify(document);
    for (const text of [
      '任务进度与结果 · Progress and results of jobs',
      '"title":"编码","description":"Number',
    ])
      expect(said).toContain(text);
  });

  it('has no object that generated clients would take for empty', () => {
    const barren: string[] = [];
    const look = (value: Json, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      const found = (Array.isArray(value) ? {} : value) as JsonObject;
      if ([found['type']].flat().includes('object') && !found['properties'] && !found['additionalProperties'])
        barren.push(path);
      for (const [name, inner] of Object.entries(value)) look(inner as Json, `${path}/${name}`);
    };
    look(document as unknown as Json, '');
    expect(barren).toEqual([]);
  });

  it('has nothing that a linter of such documents would mend', () => {
    expect(flawsOf(document as unknown as JsonObject)).toEqual([]);
  });

  it('lists every route of the server, and nothing else', () => {
    const forms = [...node.tenant.served().model.forms.keys()];
    const routes = node.node.app.routes.flatMap(({ method, path }) =>
      (wordsOf[path] ?? ['']).map(
        (word) => `${method} ${Object.hasOwn(wordsOf, path) ? path.replace(/:\w+$/, word) : path}`,
      ),
    );
    const general = (path: string) =>
      path.replace(/^\/api\/forms\/([^/{]+)/, (whole, form) =>
        forms.includes(form) ? '/api/forms/:form' : whole,
      );
    const listed = operations().map(
      // The router takes a package's file and its page to one place.
      ({ method, path }) => `${method} ${general(path).replace(/\{(\w+)\}(?:\.tgz)?/g, ':$1')}`,
    );
    expect([...new Set(listed)].sort()).toEqual(
      routes
        .filter((route) => !undescribed.includes(route))
        // A key is the rest of the path, whatever is in it.
        .map((route) => route.replace('{.+}', ''))
        .sort(),
    );
    // Values of parameters and change sets are no records to anybody.
    for (const form of forms.filter((name) => name !== 'parameter-value' && name !== 'change-set'))
      expect(formsOf(document, 'forms.form')).toContain(form);
  });

  it('tells of a form’s calls at an address of its own, or among all that have them, never both', () => {
    const shared = operations().filter(({ path }) => path.startsWith('/api/forms/{form}/'));
    expect(shared.length).toBeGreaterThan(3);
    const own = new Set(operations().map(({ method, path }) => `${method} ${path}`));
    const twice = shared.flatMap(({ method, path, operation }) =>
      formsOf(document, String(operation.operationId))
        .map((form) => `${method} ${path.replace('{form}', form)}`)
        .filter((one) => own.has(one)),
    );
    expect(twice).toEqual([]);
    // Rules that ask nothing of their own are asked alike; those that do say what.
    expect(formsOf(document, 'forms.match')).toContain('invoice-item');
    expect(own).toContain('POST /api/forms/drawer-rule/match');
  });

  it('says once what answers about records say of every form', () => {
    const { schemas = {} } = document.components as unknown as Record<string, JsonObject>;
    const said = operations().filter(({ operation }) =>
      /\.(list|deleted|history)$/.test(operation.operationId),
    );
    expect(said.length).toBeGreaterThan(100);
    const again = said.filter(({ operation }) =>
      /"(next|revision|actor)":/.test(JSON.stringify(responseFor(operation, 200))),
    );
    expect(again.map(({ operation }) => operation.operationId)).toEqual([]);
    expect(Object.keys((schemas['ListFacts'] as JsonObject)['properties'] as JsonObject)).toContain('next');
  });

  /** A path without its names. */
  const stated = (path: string) => path.replace(/\{\w+\}/g, '');

  /** Calls, and holds what is sent and answered against the document. */
  async function call(
    method: string,
    path: string,
    sent?: Json | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const [address = ''] = path.split('?');
    // `{name}.tgz` says more of an address than `{name}` does.
    const found = operations()
      .filter(
        (one) =>
          one.method === method &&
          new RegExp(`^${one.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(address),
      )
      .toSorted((a, b) => stated(b.path).length - stated(a.path).length)[0];
    if (!found) return expect.fail(`${method} ${path} is not in the document`);
    const { operation } = found;
    const says = `${method} ${path}`;
    const bytes = sent instanceof Uint8Array ? sent : undefined;
    const json = sent instanceof Uint8Array ? undefined : sent;
    const ask = (more: Readonly<Record<string, string>> = {}) =>
      node.node.app.request(path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(sent === undefined || bytes ? {} : { 'content-type': 'application/json' }),
          ...headers,
          ...more,
        },
        ...(sent === undefined ? {} : { body: bytes ?? JSON.stringify(sent) }),
      });
    const response = await ask();
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const streamed = type === 'text/event-stream';
    const text = streamed ? '' : await response.text();
    if (streamed) await response.body?.cancel();
    const described = responseFor(operation, response.status)?.content;
    if (response.status < 400) {
      expect(Object.keys(operation.responses), `${says}: ${text.slice(0, 300)}`).toContain(
        String(response.status),
      );
      called.add(kindOf(operation));
      if (json !== undefined) holds(operation.requestBody, 'application/json', json, `${says} sent`);
    }
    const etag = response.headers.get('etag') ?? '';
    const isTagged = '304' in operation.responses;
    if (response.status === 200 && (method === 'GET' || isTagged)) {
      const again = etag === '' ? null : await ask({ 'if-none-match': etag });
      expect([says, isTagged]).toEqual([says, again?.status === 304]);
    }
    if (text !== '' && described)
      expect(typesOf(described), says).toContain('*/*' in described ? '*/*' : type);
    if (/json/.test(type)) {
      holds({ content: described ?? {} }, type, JSON.parse(text), says);
      const schema = described?.[type]?.schema ?? {};
      expect(undocumentedMembers(JSON.parse(text), schema, document as unknown as JsonObject), says).toEqual(
        [],
      );
    }
    return {
      status: response.status,
      etag,
      cookie: response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '',
      body: /json/.test(type) ? JSON.parse(text) : {},
    };
  }

  /** As it stands under the components, where it is pointed at. */
  function responseFor({ responses }: Operation, status: number): Media | undefined {
    const shown = responses[status] ?? responses[`${String(status).at(0)}XX`] ?? responses['default'];
    return document.components.responses[shown?.$ref?.split('/').at(-1) ?? ''] ?? shown;
  }

  /** Compiled once for all calls of an operation. */
  const judges = new Map<object, ReturnType<Ajv2020['compile']>>();

  function holds(media: Media | undefined, type: string, value: Json, says: string): void {
    const schema = media?.content?.[type]?.schema;
    if (!schema) return;
    const check =
      judges.get(schema) ??
      schemas.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')));
    judges.set(schema, check);
    check(value);
    expect(check.errors ?? [], `${says}: ${JSON.stringify(value).slice(0, 600)}`).toEqual([]);
  }

  const typesOf = (content: object) => Object.keys(content).map((each) => each.split(';')[0]);

  let token = '';

  describe('says what is really answered', () => {
    const rules = '/api/forms/rule';
    const records = `${rules}/records`;
    const tag = (answered: Answered) => ({ 'if-match': answered.etag });
    const at = (answered: Answered) => `${records}/${String(answered.body['id'])}`;

    const signIn = async () => {
      const { body } = await node.ask('POST', '/api/session', { user: 'admin', password: adminPassword });
      token = String(body['token']);
    };
    beforeAll(signIn);

    it('of oneself', async () => {
      const login = { user: 'admin', password: adminPassword };
      await call('POST', '/api/session', login);
      await call('GET', '/api/session');
      await call('GET', '/api/session/organisations');
      await call('GET', '/api/now');
      await call('GET', '/api/work-calendar');
      const { body: open } = await call('GET', '/api/me/sessions');
      const another = (open['items'] as JsonObject[]).find(({ current }) => current === false);
      await call('DELETE', `/api/me/sessions/${another?.['id']}`);
      await call('DELETE', '/api/me/sessions');
      const made = await call('POST', '/api/me/tokens', { name: 'mine', scopes: ['read'] });
      await call('GET', '/api/me/tokens');
      await call('DELETE', `/api/me/tokens/${made.body['id']}`);
      const view = await call('POST', '/api/me/views', { form: 'rule', name: 'mine', config: {} });
      await call('GET', '/api/me/views');
      await call('PATCH', `/api/me/views/${view.body['id']}`, { name: 'ours' }, tag(view));
      await call('DELETE', `/api/me/views/${view.body['id']}`);
      await call('PUT', '/api/me/preferences/theme', { dark: true });
      await call('GET', '/api/me/preferences');
      await call('DELETE', '/api/me/preferences/theme');
      await call('PUT', '/api/me/password', { present: adminPassword, next: `${adminPassword} 2` });
      await call('PUT', '/api/me/password', { present: `${adminPassword} 2`, next: adminPassword });
      const other = { ...login, password: 'wrong' };
      expect((await call('POST', '/api/session', other)).status).toBe(401);
      const { body } = await node.ask('POST', '/api/session', login);
      const leaving = { authorization: `Bearer ${String(body['token'])}` };
      await call('DELETE', '/api/session', undefined, leaving);
    });

    it('of what one shows beside a password', async () => {
      const present = { present: adminPassword };
      const { body: app } = await call('POST', '/api/me/new-authenticator', present);
      const shown = (away: number) =>
        new TOTP({ secret: Secret.fromBase32(String(app['secret'])) }).generate({
          timestamp: Date.now() + away * 30_000,
        });
      const phone = { ticket: String(app['ticket']), name: 'Phone' };
      expect((await call('POST', '/api/me/authenticators', { ...phone, code: '000000x' })).status).toBe(422);
      await call('POST', '/api/me/authenticators', { ...phone, code: shown(0) });
      const { body: asked } = await call('POST', '/api/session', { user: 'admin', password: adminPassword });
      const entered = await call('POST', '/api/session/steps', {
        ticket: String(asked['ticket']),
        code: shown(1),
      });
      expect(entered.status).toBe(200);
      await call('POST', '/api/me/recovery-codes', present);
      const device = createDevice('http://localhost');
      const { body: begun } = await call('POST', '/api/me/new-passkey', present);
      const made = {
        ticket: String(begun['ticket']),
        name: 'Laptop',
        passkey: device.make(begun['passkey']),
      };
      expect((await call('POST', '/api/me/authenticators', made)).status).toBe(201);
      await call('POST', '/api/session', { user: 'admin', password: adminPassword });
      const { body: alone } = await call('POST', '/api/session/passkey');
      const signed = { ticket: String(alone['ticket']), passkey: device.sign(alone['passkey']) };
      expect((await call('POST', '/api/session/steps', signed)).status).toBe(200);
      const { body: kept } = await call('GET', '/api/me/authenticators');
      const { body: confirmed } = await call('POST', '/api/session/confirmation');
      const again = { ticket: String(confirmed['ticket']), passkey: device.sign(confirmed['passkey']) };
      expect((await call('PUT', '/api/session/confirmation', again)).status).toBe(204);
      for (const { id } of kept['items'] as JsonObject[])
        await call('POST', `/api/me/authenticators/${id}/removal`, present);
    });

    it('of people who sign in by a provider', async () => {
      const provider = await openIdentityProvider('http://localhost');
      try {
        const settings = { number: 'corp', name: 'Corp', issuer: provider.issuer, private: true };
        await call('POST', '/api/forms/sign-in-provider/records', { ...settings, clientId, clientSecret });
        await call('GET', '/api/session/providers');
        provider.people.set('admin', { preferred_username: 'admin' });
        await call('POST', '/api/session/providers/corp/attempt', { claims: '{}' });
        const begin = await call('POST', '/api/session/providers/corp', { to: '/' });
        const answer = await provider.signIn(String(begin.body['address']), 'admin');
        const { cookie } = begin;
        const signedIn = await call('PUT', '/api/session/providers', { answer }, { cookie });
        const { id } = signedIn.body['user'] as JsonObject;
        const [, session = ''] = signedIn.cookie.split('=');
        const form = new URLSearchParams({ logout_token: provider.logoutToken('nobody') });
        const type = { 'content-type': 'application/x-www-form-urlencoded' };
        const sent = new Uint8Array(Buffer.from(String(form)));
        expect((await call('POST', '/api/session/ended', sent, type)).status).toBe(200);
        const unasked = new Uint8Array(Buffer.from('SAMLResponse=YQ&RelayState='));
        expect((await call('POST', '/api/session/saml', unasked, type)).status).toBe(200);
        await call('GET', '/api/session/saml/metadata');
        await call('GET', '/api/session/providers/corp/certificates');
        await call('POST', '/api/session/providers/corp/keys');
        await call('GET', '/api/session/providers/corp/keys');
        const leaving = { authorization: `Bearer ${session}` };
        expect((await call('DELETE', '/api/session', undefined, leaving)).status).toBe(200);
        await call('GET', `/api/users/${id}/sessions`);
        await call('DELETE', `/api/users/${id}/sessions`);
        await signIn();
        await call('GET', `/api/users/${id}/accounts`);
        await call('DELETE', `/api/users/${id}/accounts`);
        await call('GET', `/api/users/${id}/authenticators`);
        await call('DELETE', `/api/users/${id}/authenticators`);
      } finally {
        await provider.close();
      }
    });

    it('of forms and records', async () => {
      for (const path of [
        '',
        '/rule',
        '/rule?explain=true',
        '/tenant-settings',
        '/user',
        '/rule/schema',
        '/rule/records?count=true',
      ])
        await call('GET', `/api/forms${path}`);
      const body = {
        number: 'R1',
        priority: 1,
        sharing: 'free',
        condition: is('channel', 'web') as unknown as Json,
      };
      const made = await call('POST', records, body);
      await call('GET', at(made));
      const changed = await call('PATCH', at(made), { name: 'one' }, tag(made));
      const put = await call('PUT', at(made), { number: 'R1', condition: body.condition }, tag(changed));
      const off = await call('POST', `${at(made)}/actions/disable`, {}, tag(put));
      const on = await call('POST', `${at(made)}/actions/enable`, {}, tag(off));
      await call('POST', `${at(made)}/actions/change-sharing/preview`, { sharing: 'global' }, tag(on));
      expect(
        (await call('POST', `${at(made)}/actions/copy`, { number: 'R1-2' }, tag(on))).status,
      ).toBeLessThan(300);
      await call('GET', `${at(made)}/history`);
      await call('GET', `${at(made)}/reason`);
      await call('GET', `${at(made)}/approvers`);
      await call('GET', `${at(made)}/references`);
      const restore = `${at(made)}/history/${String(made.body['revision'])}/restore`;
      const restored = await call('POST', restore, undefined, tag(on));
      await call('DELETE', at(made), undefined, tag(restored));
      expect((await call('POST', restore, undefined, { 'if-match': '"0"' })).status).toBe(201);
      await call('POST', `${rules}/batch`, { items: [{ op: 'create', body: { number: 'R2' } }] });
      await call('POST', `${rules}/batch`, {
        atomic: false,
        items: [{ op: 'create', body: { number: 'R2' } }],
      });
      expect((await call('POST', records, { number: 'R1' })).status).toBe(409);
      expect((await call('POST', records, { nonsense: 1 })).status).toBe(422);
      await call('GET', '/api/search?q=R1');
      await call('GET', `${rules}/deleted`);
      const moment = { at: new Date().toISOString(), dryRun: true };
      expect((await call('POST', `${rules}/set-back`, moment)).status).toBe(202);
      const setting = '/api/forms/tenant-settings/record';
      const now = await call('GET', setting);
      const then = await call('PATCH', setting, {}, tag(now));
      const { name, timezone, language, sessionHours, passwordLength, signInAttempts } = then.body;
      const whole = { name, timezone, language, sessionHours, passwordLength, signInAttempts } as JsonObject;
      expect((await call('PUT', setting, whole, tag(then))).status).toBe(200);
    });

    it('of who uses what', async () => {
      await call('POST', '/api/forms/organisation/records', {
        number: 'N',
        name: '北',
        parent: { number: 'root' },
      });
      const { body } = await call('GET', `${records}?number=R1`);
      const [rule] = body['items'] as JsonObject[];
      const pairs = { records: [String(rule?.['id'])], orgs: ['N'] };
      await call('POST', `${rules}/assignments`, pairs);
      for (const query of [`?record=${rule?.['id']}`, '', '?unassigned=N'])
        await call('GET', `${rules}/assignments${query}`);
      for (const query of ['', '?usedBy=N', '?unusedBy=N', '?limit=1'])
        await call('GET', `${rules}/assignments/grid${query}`);
      await call('DELETE', `${rules}/assignments`, pairs);
    });

    it('of matches', async () => {
      const facts = { channel: 'web' };
      for (const trace of [false, true, 'full']) await call('POST', `${rules}/match`, { facts, trace });
      await call('POST', `${rules}/match`, { facts: [facts, facts] });
      await call('POST', `${rules}/match/explain`, { number: 'R1', facts });
      await call('POST', `${rules}/match/coverage`, { facts: [facts] });
      await call('POST', `${rules}/match/analysis`, {});
      await call('POST', `${rules}/match/gaps`, {});
      await call('GET', `${rules}/match/organisations`);
      await call('POST', `${rules}/match/documents`, new TextEncoder().encode('number\nD1\n'));
      await call('POST', `${rules}/match/case`, { name: 'a case', facts });
    });

    it('of files in records', async () => {
      const orders = '/api/forms/order';
      const words = ['filename YS50eHQ=', 'field cGFwZXI='].join(',');
      const tus = { 'tus-resumable': '1.0.0', 'upload-length': '4', 'upload-metadata': words };
      const begin = async (size = 4) => {
        const headers = { authorization: `Bearer ${token}`, ...tus, 'upload-length': String(size) };
        const begun = await node.node.app.request(`${orders}/uploads`, { method: 'POST', headers });
        await call('POST', `${orders}/uploads`, undefined, tus);
        return String(begun.headers.get('location'));
      };
      const path = await begin();
      const pieces = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
      expect((await call('PATCH', path, new TextEncoder().encode('text'), pieces)).status).toBe(204);
      await call('GET', path);
      await call('GET', `${path}/content`);
      const id = path.split('/').at(-1) ?? '';
      const made = await call('POST', `${orders}/records`, { number: 'F1', paper: { id } });
      const file = `${orders}/records/${String(made.body['id'])}/files/${id}`;
      await call('GET', `${orders}/records/${String(made.body['id'])}/face`);
      expect((await call('GET', file)).status).toBe(200);
      const link = await call('POST', `${file}/links`, { hours: 1 });
      expect((await call('GET', new URL(String(link.body['url'])).pathname)).status).toBe(200);
      expect((await call('GET', `${file}/links`)).status).toBe(200);
      expect((await call('DELETE', `${file}/links/${String(link.body['id'])}`)).status).toBe(204);
      const another = await call('POST', `${file}/links`, { hours: 1 });
      const links = `${orders}/records/${String(made.body['id'])}/links`;
      expect((await call('GET', links)).status).toBe(200);
      expect((await call('DELETE', `${links}/${String(another.body['id'])}`)).status).toBe(204);
      const book = await writeXlsx({ sheets: [{ name: 'S', rows: [['a', 1]] }] });
      const sheets = await begin(book.length);
      expect((await call('PATCH', sheets, new Uint8Array(book), pieces)).status).toBe(204);
      expect((await call('GET', `${sheets}/sheets`)).status).toBe(200);
      const other = sheets.split('/').at(-1) ?? '';
      const kept = await call('POST', `${orders}/records`, { number: 'F2', paper: { id: other } });
      const shown = `${orders}/records/${String(kept.body['id'])}/files/${other}/sheets`;
      expect((await call('GET', shown)).status).toBe(200);
      const white = sharp({ create: { width: 20, height: 10, channels: 3, background: '#fff' } }).png();
      const scan = await tiffOf([await white.toBuffer(), await white.toBuffer()]);
      const pages = await begin(scan.length);
      expect(await call('PATCH', pages, new Uint8Array(scan), pieces)).toMatchObject({ status: 204 });
      const third = pages.split('/').at(-1) ?? '';
      const seen = ['/pages', '/pages/2'];
      for (const path of seen) expect((await call('GET', `${pages}${path}`)).status).toBe(200);
      const scanned = await call('POST', `${orders}/records`, { number: 'F3', paper: { id: third } });
      const at = `${orders}/records/${String(scanned.body['id'])}/files/${third}`;
      for (const path of seen) expect((await call('GET', `${at}${path}`)).status).toBe(200);
      for (const all of ['files', 'files.zip'])
        expect((await call('GET', `${orders}/${all}`)).status).toBe(200);
      expect((await call('DELETE', await begin(), undefined, tus)).status).toBe(204);
    });

    it('of files and jobs', async () => {
      await call('GET', `${rules}/import-template`);
      await call('GET', `${rules}/export`);
      expect((await call('GET', `${rules}/export?mode=job`)).status).toBe(202);
      const csv = new TextEncoder().encode('number,name\nR9,nine\n');
      const { body } = await call('POST', `${rules}/import`, csv);
      const job = `/api/jobs/${String(body['id'])}`;
      await expect
        .poll(async () => (await call('GET', job)).body['status'], { timeout: 20_000 })
        .toBe('done');
      await call('GET', '/api/jobs');
      await call('GET', `${job}/events`);
      await call('POST', `${job}/cancel`);
      expect((await call('POST', `${job}/undo`)).status).toBe(202);
      const left = createJobs({ ...node.tenant, log: createLog('silent') });
      const details = { publish: 1, fill: ['rule/*'] };
      const name = { zh: '盘点', en: 'Stocktake' };
      const work = { kind: 'other', name, details, run: async () => ({}) } as const;
      const { id } = await left.start(node.tenant.systemCall(), work);
      await left.over(id);
      expect((await call('POST', `/api/jobs/${id}/again`)).status).toBe(202);
      const bad = new TextEncoder().encode('number,priority\nR8,many\n');
      const failed = await call('POST', `${rules}/import`, bad);
      await expect
        .poll(async () => (await call('GET', `/api/jobs/${String(failed.body['id'])}/file`)).status, {
          timeout: 20_000,
        })
        .toBe(200);
    });

    it('of change sets', async () => {
      const at = { type: 'sim_config', key: 'sim_callback_request_timeout', org: 'root' };
      const sets = '/api/changesets';
      const item = { action: 'set', ...at, value: 7 };
      const made = await call('POST', sets, { name: 'all', reason: 'because', items: [item] });
      const id = String(made.body['id']);
      let { etag } = made;
      const step = async (name: string, body?: Json) => {
        const method = name === '' ? (body === undefined ? 'DELETE' : 'PATCH') : 'POST';
        const done = await call(method, `${sets}/${id}${name}`, body, { 'if-match': etag });
        etag = done.etag;
        return done;
      };
      const [first] = made.body['items'] as JsonObject[];
      await step('', { items: { put: [{ ...item, id: String(first?.['id']), value: 8 }] } });
      await call('POST', `${sets}/${id}/preview`);
      await call('GET', `${sets}/${id}`);
      await call('GET', `${sets}?waitingForMe=true&state=draft`);
      const { items } = (await call('GET', '/api/inbox')).body;
      const [waits] = items as JsonObject[];
      const one = `/api/inbox/${String(waits?.['id'])}`;
      await call('PATCH', one, { version: String(waits?.['version']), done: true });
      await call('GET', `${one}/people?q=a`);
      await call('GET', '/api/inbox?state=done');
      await step('/propose');
      await step('/withdraw');
      await step('/schedule', { at: '2999-01-01T00:00:00Z' });
      await step('/withdraw');
      await step('/rebase');
      await step('/publish');
      await step('/rollback', { publish: true });
      etag = (await call('POST', sets)).etag;
      const rest = await call('POST', sets, { items: [item] });
      await call('DELETE', `${sets}/${String(rest.body['id'])}`, undefined, { 'if-match': rest.etag });
      await agreed(item);
    });

    /** Somebody else agrees, or does not. */
    async function agreed(item: JsonObject): Promise<void> {
      const settings = '/api/forms/tenant-settings/record';
      const policy = async (change: (rows: readonly JsonObject[]) => Json) => {
        const { etag, body } = await call('GET', settings);
        const approvalTypes = change((body['approvalTypes'] ?? []) as JsonObject[]);
        await call('PATCH', settings, { approvalTypes }, { 'if-match': etag });
      };
      await policy(() => [{ type: 'sim_config' }]);
      const roles = [{ role: 'administrator', organisation: 'root' }];
      const second = await call('POST', '/api/forms/user/records', {
        number: 'second',
        name: 'S',
        roles,
        organisation: 'root',
      });
      await node.node.gate.setPassword({ id: String(second.body['id']), number: 'second' }, adminPassword);
      const from = { address: '::1', agent: null, requestId: 't' };
      const { token: other } = await signInAs(node.node.gate, 'second', adminPassword, from);
      const as = { authorization: `Bearer ${other}` };
      for (const how of ['approve', 'reject'] as const) {
        const made = await call('POST', '/api/changesets', { items: [item] });
        const path = `/api/changesets/${String(made.body['id'])}`;
        const { etag } = await call('POST', `${path}/propose`, undefined, { 'if-match': made.etag });
        const body = how === 'reject' ? { reason: 'no' } : undefined;
        await call('POST', `${path}/${how}`, body, { ...as, 'if-match': etag });
      }
      await policy((rows) => rows.map(({ id }) => ({ id: id ?? '', $delete: true })));
    }

    it('of programs that speak protocols of others', async () => {
      const flags = '/ofrep/v1/evaluate/flags';
      const at = { context: { targetingKey: 'root' } };
      const all = await call('POST', flags, at);
      const [flag] = all.body['flags'] as JsonObject[];
      await call('POST', `${flags}/${String(flag?.['key'])}`, at);
      expect((await call('POST', `${flags}/limits.nothing`, at)).status).toBe(404);
      expect((await call('POST', flags, { context: { org: 'NOWHERE' } })).status).toBe(400);
      expect((await call('POST', flags, at, { authorization: '' })).status).toBe(401);
      const [stream] = all.body['eventStreams'] as { endpoint: { requestUri: string } }[];
      await call('GET', stream?.endpoint.requestUri ?? '', undefined, { authorization: '' });
      await call('GET', '/configs/erp/default/sim_config');
      await call('GET', '/configfiles/json/erp/default/sim_config');
      const wanted = JSON.stringify([{ namespaceName: 'sim_config', notificationId: -1 }]);
      await call('GET', `/notifications/v2?appId=erp&notifications=${encodeURIComponent(wanted)}`);
      expect((await call('GET', '/notifications/v2?appId=erp')).status).toBe(400);
      await call('GET', '/services/config?appId=erp');
    });

    it('of provisioners', async () => {
      const scim = '/scim/v2';
      const made = await call('POST', `${scim}/Users`, { userName: 'provisioned', displayName: 'P' });
      const user = `${scim}/Users/${String(made.body['id'])}`;
      await call('GET', `${scim}/Users?filter=userName%20sw%20%22pro%22`);
      await call('GET', user);
      await call('PUT', user, { userName: 'provisioned', active: true });
      await call('PATCH', user, { Operations: [{ op: 'replace', path: 'displayName', value: 'Q' }] });
      const members = [{ value: made.body['id'] ?? null }];
      const group = await call('POST', `${scim}/Groups`, { displayName: 'Provisioned', members });
      const role = `${scim}/Groups/${String(group.body['id'])}`;
      await call('GET', `${scim}/Groups`);
      await call('GET', role);
      await call('PUT', role, { displayName: 'Provisioned', members: [] });
      const Operations = [{ op: 'add', path: 'members', value: members }];
      expect((await call('PATCH', role, { Operations })).status).toBe(204);
      await call('PATCH', `${role}?attributes=members`, { Operations });
      await call('DELETE', role);
      await call('DELETE', user);
      await call('GET', `${scim}/ServiceProviderConfig`);
      await call('GET', `${scim}/ResourceTypes`);
      await call('GET', `${scim}/ResourceTypes/User`);
      await call('GET', `${scim}/Schemas`);
      await call('GET', `${scim}/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group`);
      expect((await call('GET', user)).status).toBe(404);
      expect((await call('POST', `${scim}/Users`, { userName: 7, active: 'x' })).status).toBe(400);
      expect((await call('GET', user, undefined, { authorization: '' })).status).toBe(401);
    });

    it('of many values of parameters', async () => {
      const place = { type: 'sim_config', key: 'sim_callback_request_timeout' };
      const item = { action: 'set', ...place, org: 'root', value: 6 };
      await call('POST', '/api/params/many', { items: [item] });
      await call('GET', `/api/params/${place.type}/${place.key}/grid`);
      await call('POST', '/api/params/copy?dryRun=true', { from: 'root', to: ['N'] });
      await call('GET', '/api/params/if-moved?organisation=N&parent=root');
      for (const action of ['disable', 'delete'])
        await call('GET', `/api/params/if?organisation=N&action=${action}`);
      await call('POST', '/api/params/reads', { revision: 1, reads: [place] });
      await call('GET', `/api/params/${place.type}/${place.key}/readers`);
      await call('GET', '/api/params/compare?a=root&b=N');
      for (const format of ['xlsx', 'csv', 'json']) await call('GET', `/api/params/export?format=${format}`);
      const file = new TextEncoder().encode(
        JSON.stringify({ parameters: [{ ...place, org: 'root', value: '7' }] }),
      );
      await call('POST', '/api/params/import?dryRun=true', file);
      const form = new FormData();
      form.append('a', new Blob([file]), 'a.json');
      const sent = new Request('http://x', { method: 'POST', body: form });
      const type = sent.headers.get('content-type') ?? '';
      await call('POST', '/api/params/compare', new Uint8Array(await sent.arrayBuffer()), {
        'content-type': type,
      });
      await call('POST', '/api/params/many', {
        items: [{ action: 'unset', ...place, org: 'root', ifMatch: await written() }],
      });
      async function written(): Promise<number> {
        const { body } = await call('GET', `/api/params/${place.type}/${place.key}`);
        const [own] = body['own'] as { revision: number }[];
        return own?.revision ?? 0;
      }
    });

    it('of documents on their way to invoices', async () => {
      const sellerTaxNo = '91440300708461136T';
      const simulated = `/api/params/all_ele_mock_invoice/${sellerTaxNo}`;
      await license({ ask: call }, sellerTaxNo);
      await call('PUT', simulated, { value: true }, { 'guiju-reason': 'test' });
      const taxCode = '3040000000000000000';
      const lines = [{ itemName: 'x', taxCode, rate: '0.06', amount: '100', tax: '6', gross: '106' }];
      const body = { sellerTaxNo, buyerName: 'b', invoiceType: '10xdp', dataSource: 'api', lines };
      const made = await call('POST', '/api/forms/invoice-application/records', body);
      const printed = '/api/forms/invoice-application';
      await call('GET', `${printed}/reports`);
      await call('GET', `${printed}/reports/applications-by-state`);
      await call('GET', `${printed}/reports/applications-by-state/sheet`);
      const counted = { groups: [{ field: 'org' }], values: [{ of: 'count' }] };
      await call('POST', `${printed}/reports`, counted);
      await call('POST', `${printed}/reports/sheet`, counted);
      await call('GET', `${printed}/prints`);
      await call('GET', `${printed}/records/${String(made.body['id'])}/prints/application?view=manage`);
      expect((await call('GET', `${printed}/prints/application`)).status).toBe(202);
      await call('POST', `${printed}/prints/application?view=manage`, { records: [String(made.body['id'])] });
      await call('POST', '/api/design/print', {
        title: '',
        language: 'en',
        paper: { width: 50, height: 30, margin: 2 },
        size: 7,
        head: null,
        foot: null,
        pageNumbers: null,
        nodes: [{ type: 'line' }],
      });
      const applications = [{ id: String(made.body['id']) }];
      for (const asking of ['preview', 'complete'])
        await call(
          'POST',
          `/api/forms/invoice-application/records/${String(made.body['id'])}/actions/${asking}`,
        );
      await call('POST', '/api/issuing/applications/preview', { applications });
      const planned = await call('POST', '/api/issuing/applications', { applications });
      const [pending] = planned.body['pendingInvoices'] as JsonObject[];
      const id = String(pending?.['id']);
      await call('POST', '/api/issuing/pending-invoices/stop', { pendingInvoices: [id] });
      await call('POST', '/api/issuing/pending-invoices', { pendingInvoices: [{ id }] });
      const pendingInvoice = `/api/forms/pending-invoice/records/${id}`;
      // The node issues what is queued by itself, too: whoever is at it is not disturbed.
      await expect
        .poll(async () => {
          await node.node.run('issue');
          return (await call('GET', pendingInvoice)).body['issueStatus'];
        })
        .toBe('issued');
      const { body: issued } = await call('GET', pendingInvoice);
      await call('GET', `/api/issuing/invoices/${String((issued['invoice'] as JsonObject)['id'])}/face`);
      const shared = `/api/issuing/faces/${String(issued['requestId'])}?format=xml`;
      await expect.poll(async () => (await node.raw('GET', shared)).status, { timeout: 20_000 }).toBe(200);
      await call('GET', shared);
      await call('POST', '/api/issuing/archives', { month: '2026-11' });
      const task = { number: 'T', name: 'T', dataKind: 'red-confirmation', task: 'confirm' };
      const scheduled = await call('POST', '/api/forms/automation-task/records', { ...task, time: '03:00' });
      const asked = `/api/forms/automation-task/records/${String(scheduled.body['id'])}`;
      await call('POST', `${asked}/actions/run-now`, {}, { 'if-match': scheduled.etag });
      await call('GET', '/api/schedule');
      await call('GET', '/api/issuing/overview');
      await call('GET', '/api/issuing/last-days');
      await call('PUT', '/api/params/system/syncTaxAccounts', { value: true });
      await call('POST', '/api/issuing/tax-accounts/synchronise');
      await call('GET', '/api/issuing/tax-codes?name=computer');
      await call('GET', '/api/issuing/titles?buyerName=b');
      const code = await call('POST', '/api/forms/static-qr/records', {
        organisation: 'root',
        grossLimit: '1000',
      });
      const drawn = `/api/forms/static-qr/records/${String(code.body['id'])}`;
      await call('POST', `${drawn}/actions/draw`, {}, { 'if-match': code.etag });
      await call('GET', `/api/issuing/codes/static-qr/${String(code.body['id'])}`);
      await call('POST', '/api/issuing/scans', { code: String(code.body['number']), buyerName: 'b', lines });
      const taxCategory = { number: '3070401000000000000' };
      const item = await call('POST', '/api/forms/invoice-item/records', {
        name: 'i',
        rate: '0.06',
        taxCategory,
      });
      const served = await call('GET', drawn);
      await call('PATCH', drawn, { item: { id: String(item.body['id']) } }, { 'if-match': served.etag });
      const key = String(served.body['code']).split('/scan/')[1] ?? '';
      await call('GET', `/api/scan/${key}`);
      await call('POST', `/api/scan/titles/${key}`, { find: 'li@example.com' });
      const purchase = { invoiceType: '10xdp', gross: '106', businessNumber: 'R-1' };
      const buyer = { buyerKind: 'person', buyerName: 'b' };
      const applied = await call('POST', `/api/scan/${key}`, { ...purchase, ...buyer });
      await call('GET', `/api/scan/receipts/${String(applied.body['receipt'])}`);
      const slip = { amount: '106', number: 'R-2' };
      await call('POST', '/api/issuing/scan-addresses', { code: String(code.body['number']), ...slip });
      const bill = { application: '费用核算', billType: '费用报销单', billNumber: 'BX-1' };
      const coded = await call('POST', '/api/imaging/codes', bill);
      await call('GET', `/api/imaging/bills/${String(coded.body['id'])}/cover`);
      await call('GET', `/api/imaging/bills/${String(coded.body['id'])}/review`);
      await call('GET', '/api/imaging/waiting');
      await call('GET', '/api/imaging/limits');
    });

    it('of papers that are scanned', async () => {
      const named = { application: '费用核算', billType: '扫描', billNumber: 'SM-1' };
      const upload = { name: '扫描', process: '扫描', billType: '扫描', kind: 'upload', step: 1 };
      await call('POST', '/api/forms/workflow-node/records', upload);
      const bill = await call('POST', '/api/forms/image-bill/records', named);
      const path = `/api/forms/image-bill/records/${String(bill.body['id'])}`;
      await call('POST', `${path}/actions/submit`, {}, { 'if-match': bill.etag });
      const own = { authorization: `Bearer ${token}` };
      const asking: Asking = {
        ask: (method, path, body, headers) => node.ask(method, path, body, { ...own, ...headers }),
        raw: (method, path, bytes, headers) => node.raw(method, path, bytes, { ...own, ...headers }),
      };
      const stack = await stackOf(asking, await drawnScan(), 'scan.png');
      await over(asking, (await call('POST', `/api/imaging/stacks/${stack}/read`)).body);
      const [page] = await pagesOfStack(asking, stack);
      await call('POST', `/api/imaging/pages/${page?.id}/turn`, { degrees: 90 });
      await call('POST', '/api/imaging/pages/assign', { pages: [page?.id ?? ''], bill: 'SM-1' });
      const brought = await call('POST', `/api/imaging/bills/${String(bill.body['id'])}/bring`);
      expect(brought.status).toBe(200);
    });

    it('of designs', async () => {
      const all = '/api/design/drafts';
      await call('GET', '/api/design/sources');
      await call('POST', '/api/design/names', { texts: ['名称'], form: 'user' });
      await call('POST', '/api/design/from-workbook', new TextEncoder().encode('编号,名称\nA,甲\n'));
      const own = {
        name: 'shipped',
        kind: 'master',
        sharing: 'everybody',
        label: { zh: '自己的', en: 'Own' },
      };
      const begun = (await call('POST', all, { name: 'To be shipped' })).body['id'] ?? '';
      const text = { name: 'title', kind: 'text', label: { zh: '标题', en: 'Title' } };
      const added = { do: 'add-form', content: { ...own, fields: [text] } };
      await call('POST', `${all}/${String(begun)}/steps`, { seen: 0, steps: [added] });
      const ready = (await call('POST', '/api/design/plan', { design: begun })).body;
      await call('POST', '/api/design/publish', { design: begun, hash: ready['hash'] ?? '' });
      const offer = (await call('GET', '/api/design/tell?form=shipped')).body;
      const people = (offer['items'] as readonly JsonObject[]).map((one) => one['id'] ?? '');
      expect((await call('POST', '/api/design/tell', { form: 'shipped', people })).status).toBe(200);
      await call('GET', '/api/design/ship');
      const named = { name: 'acme-shipped', version: '1.0.0', prefix: 'acmes', label: own.label };
      const ship = { ...named, places: ['shipped'] };
      const seen = (await call('POST', '/api/design/ship/plan', ship)).body;
      await call('POST', '/api/design/ship', { ...ship, hash: seen['hash'] ?? '' });
      const { id } = (await call('POST', all, { name: 'A design' })).body;
      const one = `${all}/${String(id)}`;
      const label = { zh: '备注', en: 'Note' };
      const step = { do: 'set', form: 'user', target: 'fields/name/label', value: label };
      await call('POST', `${one}/steps`, { seen: 0, steps: [step] });
      await call('POST', `${one}/undo`, { seen: 1 });
      await call('POST', `${one}/redo`, { seen: 2 });
      await call('POST', `${one}/points`, { name: 'good' });
      await call('POST', `${one}/return`, { to: 4 });
      await call('POST', `${one}/present`, { place: 'user' });
      await call('PUT', one, { name: 'Another', shared: true });
      await call('GET', all);
      await call('GET', one);
      await call('POST', `${one}/propose`);
      const from = { address: '::1', agent: null, requestId: 't' };
      const { token: other } = await signInAs(node.node.gate, 'second', adminPassword, from);
      await call('POST', `${one}/approve`, undefined, { authorization: `Bearer ${other}` });
      await call('POST', `${one}/reject`, { reason: 'Say more' });
      // Nothing is left of it, so that no case need be tried.
      await call('POST', `${one}/return`, { to: 0 });
      const { hash } = (await call('POST', '/api/design/plan', { design: id ?? '' })).body;
      await call('POST', '/api/design/publish', { design: id ?? '', hash: hash ?? '' });
      const later = (await call('POST', all, {})).body['id'];
      const hidden = { do: 'set', form: 'user', target: 'fields/name/label', value: { zh: '名', en: 'N' } };
      await call('POST', `${all}/${String(later)}/steps`, { seen: 0, steps: [hidden] });
      await call('POST', `${all}/${String(later)}/schedule`, { at: '2099-01-01T00:00:00Z' });
      await call('POST', `${all}/${String(later)}/unschedule`);
      await call('DELETE', `${all}/${String(later)}`);
      // Each of its publishes compiles the standard packages.
    }, 90_000);

    it('of cases', async () => {
      const facts = { document: { invoiceType: '10xdp', lines: [{ amount: '1.00', rate: '0.13' }] } };
      const { body } = await call('POST', '/api/cases', { name: 'One', decision: 'split', facts });
      const place = { package: body['package'] ?? '', file: body['file'] ?? '', name: 'One' };
      await call('GET', '/api/cases?package=local');
      await call('POST', '/api/cases/test', { package: 'local' });
      await call('POST', '/api/cases/remove', place);
    }, 90_000);

    it('of publishes that are taken back', async () => {
      const undo = await call('POST', '/api/publishes/undo/plan', {});
      await call('POST', '/api/publishes/undo', { hash: undo.body['hash'] ?? null });
      const { body: done } = await call('GET', '/api/publishes');
      await call(
        'GET',
        `/api/publishes/revisions/${String((done['items'] as JsonObject[])[0]?.['revision'])}`,
      );
      const publish = (done['items'] as JsonObject[])[0]?.['revision'] ?? null;
      const again = await call('POST', '/api/publishes/undo/plan', { publish });
      await call('POST', '/api/publishes/undo', { hash: again.body['hash'] ?? null, publish });
      await call('GET', '/api/publishes/progress');
      await call('GET', '/api/nodes');
      await call('GET', '/api/nodes/day');
      await call('GET', '/api/nodes/load');
      await node.node.run('backups');
      await call('GET', '/api/backups');
      await call('GET', '/api/backups/archives');
      await call('POST', '/api/backups');
      const { publicKey } = newSigningKey();
      const trusted = await call('POST', '/api/trusted-keys', { publicKey });
      await call('GET', '/api/trusted-keys');
      await call('GET', '/api/dropped-records');
      await call('DELETE', `/api/trusted-keys/${String(trusted.body['id'])}`);
    });

    it('of packages that leave, and come back', async () => {
      const leaving = await call('POST', '/api/publishes/uninstall/plan', { package: 'orders' });
      await call('PUT', '/api/packages/orders/designed', { here: false });
      const left = await call('DELETE', `/api/packages/orders?hash=${String(leaving.body['hash'])}`);
      await call('GET', '/api/archives');
      const archive = `/api/archives/${String(left.body['archive'])}`;
      await call('GET', archive);
      await call('DELETE', archive);
      const back = await call('POST', '/api/publishes/undo/plan', {});
      await call('POST', '/api/publishes/undo', { hash: back.body['hash'] ?? null });
    });

    it('of packages that come', async () => {
      const packages = [{ files: Object.fromEntries(ordersPackage([], '1.0.5').files) }];
      const planned = await call('POST', '/api/packages/plan', { packages });
      await call('POST', '/api/packages', { packages, hash: planned.body['hash'] ?? null });
      await call('GET', '/api/packages/orders.tgz');
      await call('POST', '/api/promotion', {});
    });

    it('of a registry', async () => {
      const registry = await openSmallRegistry();
      await registry.publish(Object.fromEntries(ordersPackage([], '1.0.9').files));
      const setting = '/api/forms/tenant-settings/record';
      const before = await call('GET', setting);
      const { hostname: host, port: ports } = new URL(registry.url);
      await call('POST', '/api/forms/allowed-host/records', { host, ports, private: true });
      await call('PATCH', setting, { registry: registry.url }, { 'if-match': before.etag });
      await call('GET', '/api/registry');
      await call('GET', '/api/registry/packages?q=ord');
      await call('GET', '/api/registry/versions?name=orders');
      await registry.close();
    });

    it('of the house', async () => {
      const admin = await call('GET', '/api/forms/user/records?number=admin');
      const [user] = admin.body['items'] as JsonObject[];
      expect((await call('POST', `/api/users/${user?.['id']}/seen-as`)).status).toBe(200);
      expect((await call('DELETE', '/api/session/seen-as')).status).toBe(204);
      const forgets = { number: 'forgets', name: 'F', organisation: 'root', email: 'f@example.com' };
      const { body: made } = await call('POST', '/api/forms/user/records', forgets);
      const { gate } = node.node;
      await gate.setPassword({ id: String(made['id']), number: 'forgets' }, 'a password nobody guesses');
      expect((await call('POST', '/api/session/forgotten', { user: 'nobody' })).status).toBe(204);
      const from = { address: '::1', agent: null, requestId: 'forgets' };
      const { ticket = '' } = (await gate.forgotten('forgets', from)) ?? {};
      expect((await call('PUT', '/api/session/forgotten', { ticket })).status).toBe(200);
      await call('GET', '/api/audit');
      await call('GET', '/api/audit/export?format=csv&q=admin');
      const parameter = '/api/params/sim_config/sim_callback_request_timeout';
      await call('GET', '/api/params?type=sim_config');
      await call('GET', '/api/params/values');
      const { etag } = await call('PUT', parameter, { value: 5 });
      for (const asked of ['?explain=true', '/history', '/overrides', '/instances'])
        await call('GET', parameter + asked);
      await call('GET', '/api/dangers');
      await call('GET', '/api/decisions');
      const document = { invoiceType: '10xdp', lines: [{ amount: '1.00', rate: '0.13' }] };
      await call('POST', '/api/decisions/split', { input: { document }, trace: 'full' });
      await call('POST', '/api/decisions/plan', {
        applications: [{ ...document, number: 'A' }],
        trace: 'full',
      });
      await call('POST', '/api/decisions/plan', {
        applications: [{ ...document, number: 'A' }],
        mode: 'job',
      });
      const tighter = { parameters: [{ type: 'elePaperInvoice', key: 'T1', raw: '1' }] };
      const paper = { invoiceType: '007', sellerTaxNo: 'T1', number: 'A' };
      await call('POST', '/api/decisions/compare', { applications: [paper], b: { trial: tighter } });
      await call('POST', '/api/decisions/otherwise', { applications: [{ ...document, number: 'A' }] });
      await call('POST', '/api/decisions/impact', { days: 1, b: { trial: tighter } });
      await call('DELETE', parameter, undefined, { 'if-match': etag });
      await call('GET', '/api/packages');
      await call('GET', '/api/packages/invoicing');
      // As if the server were newer than what is installed.
      const { database } = node.tenant;
      const installedAs = async (version: string) => {
        for (const [table, name] of [
          ['gj_package', 'name'],
          ['gj_package_source', 'package'],
        ])
          await database.run(`UPDATE ${table} SET version = ? WHERE ${name} = 'basis'`, [version]);
      };
      await installedAs('0.9.0');
      await call('GET', '/api/packages/basis/waiting');
      await installedAs('1.0.0');
      await call('GET', '/api/watch');
      const packages = [{ files: Object.fromEntries(ordersPackage([], '1.1.0').files) }];
      const { body } = await call('POST', '/api/model/plan', { packages });
      await call('POST', '/api/model/apply', { packages, hash: body['hash'] ?? null });
      await call('POST', '/api/packages/orders/test');
      await call('POST', '/api/demo');
      await call('GET', `/api/users/${String(user?.['id'])}/password`);
      // A user whose password another one sets is signed out.
      await call('PUT', `/api/users/${String(user?.['id'])}/password`, { password: adminPassword });
    });

    it('and refuses what it says cannot be sent, each at its place', async () => {
      const { body: session } = await node.ask('POST', '/api/session', {
        user: 'admin',
        password: adminPassword,
      });
      const as = { authorization: `Bearer ${session['token']}` };
      const admin = await node.ask('GET', '/api/forms/user/records?number=admin', undefined, as);
      const [user] = admin.body['items'] as JsonObject[];
      const view = await node.ask(
        'POST',
        '/api/me/views',
        { form: 'rule', name: 'for mistakes', config: {} },
        as,
      );
      const expiresOn = new Date(Date.now() + 864e5).toISOString().slice(0, 10);
      await node.ask('POST', '/api/me/tokens', { name: 'ends', scopes: ['read'], expiresOn }, as);
      const inbox = (await node.ask('GET', '/api/inbox', undefined, as)).body['items'] as JsonObject[];
      const waits = inbox.find(({ id }) => String(id).startsWith('token.'));
      expect(waits).toBeDefined();
      const pointed = (schema: JsonObject | undefined): JsonObject => {
        const name = String(schema?.['$ref'] ?? '').replace('#/components/schemas/', '');
        return name === '' ? (schema ?? {}) : (named[name] ?? {});
      };
      const named = (document as unknown as { components: { schemas: Record<string, JsonObject> } })
        .components.schemas;
      // And what says mistakes as another protocol does, which its own suite tries.
      const ofForms = /^\/(ofrep|scim)\/|^\/api\/forms\/(?!rule\/|tenant-settings\/)/;
      let tried = 0;
      for (const { path, method, operation } of operations().filter((one) => !ofForms.test(one.path))) {
        const schema = pointed(operation.requestBody?.content?.['application/json']?.schema);
        // A record is judged by whoever saves it, in words of its own; so are the parameters of actions.
        const saved = /^rule\.(write|change)|tenant-settings/.test(
          String(operation.requestBody?.content?.['application/json']?.schema?.['$ref'] ?? '')
            .split('/')
            .at(-1) ?? '',
        );
        if (schema['type'] !== 'object') continue;
        const send = async (body: Json): Promise<readonly string[]> => {
          const response = await node.node.app.request(
            path
              .replace('{action}', 'enable')
              .replace('views/{id}', `views/${String(view.body['id'])}`)
              .replace('inbox/{id}', `inbox/${String(waits?.['id'])}`)
              .replace('users/{id}', `users/${String(user?.['id'])}`)
              .replace(/\{\w+\}/g, nobody),
            {
              method,
              headers: {
                ...as,
                'content-type': 'application/json',
                'if-match': '"1"',
              },
              body: JSON.stringify(body),
            },
          );
          expect(response.status, `${method} ${path} took ${JSON.stringify(body)}`).toBe(400);
          const { code, errors } = (await response.json()) as { code: string; errors: { path: string }[] };
          expect(code, `${method} ${path}`).toBe('body-wrong');
          return errors.map((error) => error.path);
        };
        tried += 1;
        expect(await send([])).toEqual(['']);
        if (saved) continue;
        const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>;
        const required = (schema['required'] ?? []) as readonly string[];
        if (schema['additionalProperties'] === false) expect(await send({ stray: 1 })).toContain('/stray');
        if (required.length > 0)
          expect(await send({})).toEqual(expect.arrayContaining(required.map((name) => `/${name}`)));
        for (const [name, property] of Object.entries(properties)) {
          const typed = ['type', 'anyOf', 'enum'].some((keyword) => keyword in property);
          // Nothing takes a number with a fraction.
          if (typed) expect((await send({ [name]: 0.5 })).join(), `${method} ${path}`).toContain(`/${name}`);
        }
      }
      expect(tried).toBeGreaterThan(20);
    });

    it('of every kind of operation there is', () => {
      const kinds = new Set(operations().map(({ operation }) => kindOf(operation)));
      expect([...kinds].filter((kind) => !called.has(kind))).toEqual([]);
    });
  });
});
