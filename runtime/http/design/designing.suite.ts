import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { TestAnswer, TestNode } from '../../server/test-node.suite.ts';

export const label = (en: string) => ({ zh: `${en}（中文）`, en });
export const field = (name: string, kind: string, more: JsonObject = {}) => ({
  name,
  kind,
  label: label(name),
  ...more,
});

/** A package of somebody else, with two forms in two folders of the menu. */
export function shopPackage(version = '1.0.0', thing: JsonObject = {}): Installed {
  const form = (name: string, menu: string, more: JsonObject = {}): [string, Json] => [
    `forms/${name}.json`,
    {
      name,
      kind: 'master',
      sharing: 'everybody',
      label: label(name),
      menu: { path: menu },
      fields: [
        field('number', 'text', { length: 40, required: true }),
        field('title', 'text', { length: 40 }),
        field('rate', 'integer'),
        field('colour', 'choice', {
          options: ['red', 'green'].map((value) => ({ value, label: label(value) })),
        }),
      ],
      list: { columns: ['number', 'title'] },
      ...more,
    },
  ];
  const menu = ['shop', 'shop/boxes'].map((path) => ({ path, label: label(path) }));
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'shop',
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'shop', label: label('Shop'), menu },
        },
      ],
      form('thing', 'shop', thing),
      form('box', 'shop/boxes'),
    ]),
  );
}

/** Somebody who designs, over HTTP. */
export interface Designer {
  ask(
    method: string,
    path: string,
    body?: Json,
    more?: Readonly<Record<string, string>>,
  ): Promise<TestAnswer>;
  take(id: string, seen: number, steps: readonly DesignStep[], more?: JsonObject): Promise<TestAnswer>;
  begin(wanted?: JsonObject): Promise<string>;
  /** Plans it, and does what was planned. */
  publish(id: string, how?: JsonObject): Promise<JsonObject>;
}

export function designer(node: TestNode, token?: string): Designer {
  const headers = {
    'accept-language': 'en',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const ask: Designer['ask'] = (method, path, body, more = {}) =>
    node.ask(method, path, body, { ...headers, ...more });
  return {
    ask,
    take: (id, seen, steps, more = {}) =>
      ask('POST', `/api/design/drafts/${id}/steps`, { seen, steps: steps as unknown as Json, ...more }),
    async begin(wanted = { name: 'A design' }) {
      const { status, body } = await ask('POST', '/api/design/drafts', wanted);
      expect(status, JSON.stringify(body)).toBe(201);
      return String(body['id']);
    },
    async publish(id, how = {}) {
      const plan = await ask('POST', '/api/design/plan', { design: id, ...how });
      expect(
        plan.body['hash'],
        JSON.stringify([plan.body['issues'], plan.body['overtaken'], plan.body]),
      ).toEqual(expect.any(String));
      const done = await ask('POST', '/api/design/publish', {
        design: id,
        ...how,
        hash: plan.body['hash'] ?? '',
      });
      expect(done.status, JSON.stringify(done.body)).toBe(200);
      return done.body;
    },
  };
}

export const password = 'correct horse battery';

/** People with a role of their own each, by what they may design. */
export async function people(
  node: TestNode,
  grants: Readonly<Record<string, readonly JsonObject[]>>,
  /** Forms whose records they may do everything with. Default: all. */
  form = '*',
): Promise<(name: string) => Designer> {
  const made = async (form: string, body: JsonObject) => {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return String(answer.body['id']);
  };
  const { items } = (await node.ask('GET', '/api/forms/organisation/records?view=manage&fields=number')).body;
  const organisation = (items as JsonObject[])[0]?.['number'] ?? null;
  const known = new Map<string, Designer>();
  for (const [name, designs] of Object.entries(grants)) {
    await made('role', {
      number: name,
      name,
      designs,
      grants: [{ form, actions: ['all'], scope: 'all' }],
    });
    const id = await made('user', {
      number: name,
      name,
      organisation,
      roles: [{ role: name, organisation }],
    });
    await node.ask('PUT', `/api/users/${id}/password`, { password });
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, name, password, from);
    known.set(name, designer(node, token));
  }
  return (name) => {
    const found = known.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
}
