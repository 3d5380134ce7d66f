import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { systemCall } from '../../call/system-call.ts';
import { createDomains } from '../../domains.ts';
import { adminPassword, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

/** By name the kinds of what others answer; 0: nobody listens there. */
const kinds = {
  accepted: [200, 202, 204],
  moved: [301, 302, 308],
  refused: [400, 404, 409, 418, 451, 500, 503, 507],
  'not reached': [0],
} as const;
const statuses = Object.values(kinds).flat();
const word = 'canary';

describeOnDatabases('what others answered', (under) => {
  let node: TestNode;
  let server: Server;
  let clerk: Readonly<Record<string, string>>;
  let admin: Readonly<Record<string, string>>;
  /** The status that the gateway of text messages and customs answer next. */
  let next = 200;
  /** By status the callback it came of. */
  const callbacks = new Map<number, string>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [, status] = /^\/callback\/(\d+)$/.exec(request.url ?? '') ?? [];
      request.resume().on('end', () => response.writeHead(Number(status ?? next)).end(word));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({ customsPatience: 300 }),
      domainSettings: { GUIJU_SMS: `${url}/sms`, GUIJU_CUSTOMS: `${url}/customs` },
    });
    await allowHost(node, url);
    await allowHost(node, 'http://127.0.0.1:1');
    const everything = { actions: ['all'], moreActions: '*', scope: 'all' };
    const role = { number: 'all', name: 'all', grants: [{ form: '*', ...everything }] };
    await done('POST', '/api/forms/role/records', role);
    clerk = await person('clerk', ['all']);
    admin = await person('chief', ['all', 'administrator']);
    const { store } = node.tenant;
    const call = systemCall(node.tenant.served(), node.tenant.now(node.tenant.served().orgs.root));
    const form = call.served.model.formsById.get('callback');
    if (!form) throw new Error('no callbacks');
    for (const status of statuses) {
      const at = status === 0 ? 'http://127.0.0.1:1/' : `${url}/callback/${status}`;
      const sourceSystem = `S${status}`;
      await done('POST', '/api/forms/callback-target/records', { name: sourceSystem, url: at, sourceSystem });
      const made = await store.create(call, form, { event: 'issued', content: '{}', sourceSystem });
      callbacks.set(status, made.record.id);
    }
    const open = {
      any: [
        { fact: 'startedAt', operator: 'isEmpty' },
        { fact: 'state', operator: 'equal', value: 'sending' },
      ],
    } as const;
    const isOver = async () =>
      (await store.list(call, form, { view: 'manage', filter: open, limit: 1 })).items.length === 0;
    await vi.waitUntil(isOver, { timeout: 20_000 });
  });
  afterAll(async () => {
    await node.close();
    server.close();
  });

  async function done(
    method: string,
    path: string,
    body: JsonObject,
    as: Readonly<Record<string, string>> = {},
  ) {
    const answer = await node.ask(method, path, body, as);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }
  async function person(number: string, roles: readonly string[]) {
    const held = roles.map((role) => ({ role, organisation: 'root' }));
    const body = { number, name: number, organisation: 'root', roles: held };
    const { id } = await done('POST', '/api/forms/user/records', body);
    await done('PUT', `/api/users/${id}/password`, { password: adminPassword });
    const signedIn = await done('POST', '/api/session', { user: number, password: adminPassword });
    return { authorization: `Bearer ${signedIn['token']}`, 'accept-language': 'en' };
  }
  /** Every door by which a record is read. */
  const doors = (form: string, id: string): readonly string[] => {
    const at = `/api/forms/${form}`;
    return [
      `${at}/records/${id}?view=manage`,
      `${at}/records/${id}/history`,
      `${at}/records/${id}/references`,
      `${at}/records?view=manage&id=${id}`,
      `${at}/export?format=csv&view=manage&id=${id}`,
      `/api/search?q=${word}`,
    ];
  };
  /** Reads the texts of an address, without numbers that are there by chance. */
  async function textOf(path: string, as: Readonly<Record<string, string>>): Promise<string> {
    const answer = await node.raw('GET', path, undefined, as);
    const text = await answer.text();
    expect([path, answer.status, text.slice(0, 200)]).toEqual([path, 200, expect.any(String)]);
    return text
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '#')
      .replace(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?|HD\d+|"revision":\d+|S\d+|callback\/\d+/g, '#');
  }
  const says = (text: string, status: number) =>
    new RegExp(`${status === 0 ? 'ECONN' : `\\b${status}\\b`}|${word}`).test(text);

  it.each(Object.entries(kinds))(
    '%s: everybody is told so in words, and administrators the rest',
    async (kind, all) => {
      const words = {
        accepted: null,
        moved: 'redirected',
        refused: 'refused it',
        'not reached': 'Could not reach',
      }[kind];
      for (const status of all) {
        const id = callbacks.get(status) ?? '';
        for (const path of doors('callback', id))
          expect([path, says(await textOf(path, clerk), status)]).toEqual([path, false]);
        const { body } = await node.ask(
          'GET',
          `/api/forms/callback/records/${id}?view=manage`,
          undefined,
          clerk,
        );
        expect([status, body['state'], body['failure']]).toEqual([
          status,
          { accepted: 'sent', moved: 'failed' }[kind] ?? 'waiting',
          words === null ? null : expect.stringContaining(String(words)),
        ]);
        if (status === 0) continue;
        const own = await node.ask('GET', `/api/forms/callback/records/${id}?view=manage`, undefined, admin);
        expect(own.body['answered']).toBe(status);
        if (kind === 'accepted') continue;
        const trail = await textOf(`/api/audit?form=callback&action=outgoing-failed&limit=100`, admin);
        expect([status, says(trail, status)]).toEqual([status, true]);
      }
    },
  );

  it('is asked for by no filter, order, choice of fields or description', async () => {
    const refused = ['answered=418', 'answered[gte]=400', 'sort=answered', 'fields=number,answered'];
    for (const query of refused) {
      const path = `/api/forms/callback/records?view=manage&${query}`;
      const [his, theirs] = [
        await node.ask('GET', path, undefined, clerk),
        await node.ask('GET', path, undefined, admin),
      ];
      expect([query, his.status >= 400 || !JSON.stringify(his.body).includes('answered')]).toEqual([
        query,
        true,
      ]);
      expect([query, theirs.status]).toEqual([query, 200]);
    }
    const found = await node.ask(
      'GET',
      '/api/forms/callback/records?view=manage&failure[contains]=418',
      undefined,
      clerk,
    );
    expect(found.body['items'] ?? []).toEqual([]);
    for (const path of ['/api/forms/callback', '/api/forms/callback/schema', '/openapi.json?forms=callback'])
      expect([path, /"answered"/.test(await textOf(path, clerk))]).toEqual([path, false]);
  });

  it.each([
    ['text messages', 401],
    ['text messages', 418],
    ['text messages', 503],
    ['customs', 401],
    ['customs', 403],
    ['customs', 418],
    ['customs', 503],
  ])('to %s with %i is told by its kind alone', async (what, status) => {
    next = status;
    const form = what === 'customs' ? 'customs-init' : 'invoice-sms';
    const id = await (what === 'customs' ? verified(status) : texted());
    for (const path of doors(form, id))
      expect([path, says(await textOf(path, clerk), status)]).toEqual([path, false]);
    const trail = await textOf(`/api/audit?form=${form}&action=outgoing-failed&limit=100`, admin);
    expect(says(trail, status)).toBe(true);
  });

  async function texted(): Promise<string> {
    const { store } = node.tenant;
    const call = systemCall(node.tenant.served(), node.tenant.now(node.tenant.served().orgs.root));
    const form = call.served.model.formsById.get('invoice-sms');
    if (!form) throw new Error('no text messages');
    const { record } = await store.create(call, form, { recipient: '13800000000', invoices: [] });
    const read = () => store.read(call, form, record.id, 'manage');
    await expect.poll(async () => (await read())['failure'], { timeout: 20_000 }).not.toBeNull();
    return record.id;
  }

  /** One of an organisation and environment, verified again and again. */
  async function verified(status: number): Promise<string> {
    const at = '/api/forms/customs-init/records';
    const keys = { appId: 'app', secret: 'secret', environment: 'production' };
    const { body } = await node.ask('GET', `${at}?view=manage&number=BGD`);
    const [known] = body['items'] as JsonObject[];
    const made = known ?? (await done('POST', at, { number: 'BGD', organisation: 'root', ...keys }));
    const path = `${at}/${String(made['id'])}/actions/verify`;
    const answer = await node.ask('POST', path, {}, { ...clerk, 'if-match': `"${made['revision']}"` });
    expect([answer.status, says(JSON.stringify(answer.body['$warnings']), status)]).toEqual([200, false]);
    return String(made['id']);
  }
});
