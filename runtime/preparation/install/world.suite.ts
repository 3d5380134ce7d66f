import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { TestNode } from '../../server/test-node.suite.ts';

export const label = (text: string) => ({ zh: text, en: text });
type Files = Readonly<Record<string, Json>>;

export const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const option = (value: string, text = value) => ({ value, label: label(text) });

/** The wishes of a test for a version of the shop. */
export interface ShopSays {
  readonly name?: string;
  readonly rate?: string;
  readonly rateMax?: number;
  readonly options?: readonly (readonly [string, string])[];
  readonly columns?: readonly string[];
  readonly more?: readonly JsonObject[];
  readonly cases?: Json;
  readonly data?: Json;
  readonly form?: JsonObject;
  readonly peers?: JsonObject;
}

/** A shop with things that are sold; whatever the test does not say is the same in every version. */
export function shop(version: string, says: ShopSays = {}): JsonObject {
  const { rate = 'Rate', rateMax = 100, columns = ['number', 'title', 'rate'], more = [] } = says;
  const options = says.options ?? [['r', 'Red'] as const, ['g', 'Green'] as const];
  const files: Files = {
    'package.json': {
      name: 'shop',
      version,
      peerDependencies: { platform: '*', ...says.peers },
      guiju: { prefix: 'shop', label: label('Shop') },
    },
    'forms/thing.json': {
      name: 'thing',
      kind: 'master',
      sharing: 'everybody',
      label: label(says.name ?? 'Thing'),
      fields: [
        field('number', 'text', { required: true, length: 40 }),
        field('title', 'text', { length: 40 }),
        { ...field('rate', 'integer', { max: rateMax }), label: label(rate) },
        field('colour', 'choice', { options: options.map(([value, text]) => option(value, text)) }),
        ...more,
      ],
      list: { columns },
      ...says.form,
    },
    ...(says.cases === undefined ? {} : { 'cases/thing.json': says.cases }),
    ...(says.data === undefined ? {} : { 'data/thing.json': says.data }),
  };
  return { files };
}

/** Somebody else's package that says things about the shop's. */
export function layer(name: string, set: JsonObject, more: JsonObject = {}, version = '1.0.0'): JsonObject {
  return {
    files: {
      'package.json': {
        name,
        version,
        ...(name === 'local' ? {} : { peerDependencies: { shop: '*' } }),
        guiju: { prefix: name, label: label(name) },
      },
      'extensions/thing.json': { extends: 'thing', set, ...more },
    },
  };
}

/** Answers the calls of tests on a node, over HTTP, in English. */
export function installsOn(node: TestNode) {
  const english = { 'accept-language': 'en' };
  const plan = async (packages: readonly JsonObject[], how: JsonObject = {}) => {
    const { status, body } = await node.ask('POST', '/api/packages/plan', { packages, ...how }, english);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const post = (body: JsonObject) => node.ask('POST', '/api/packages', body, english);
  return {
    plan,
    post,
    /** As a client does that has nothing to ask: plans, and carries that out. */
    async install(packages: readonly JsonObject[], how: JsonObject = {}) {
      const seen = await plan(packages, how);
      expect(seen['hash'], JSON.stringify([seen['open'], seen['issues'], seen['questions']])).toEqual(
        expect.any(String),
      );
      const done = await post({ packages, ...how, hash: seen['hash'] ?? null });
      expect(done.status, JSON.stringify(done.body)).toBe(200);
      return done.body;
    },
    /** Publishes the customer's own layer. */
    async says(set: JsonObject, more: JsonObject = {}) {
      const body = { packages: [layer('local', set, more)] };
      const { hash, issues } = (await node.ask('POST', '/api/model/plan', body)).body;
      const done = await node.ask('POST', '/api/model/apply', { ...body, hash: hash ?? null });
      expect(done.status, JSON.stringify([done.body, issues])).toBe(200);
    },
    async thing() {
      const { body } = await node.ask('GET', '/api/forms/thing', undefined, english);
      const fields = body['fields'] as JsonObject[];
      const found = (name: string) => fields.find((one) => one['name'] === name) ?? {};
      return {
        label: (body['label'] as JsonObject)['en'],
        rate: (found('rate')['label'] as JsonObject)['en'],
        max: found('rate')['max'],
        options: (found('colour')['options'] as JsonObject[]).map(
          (one) => `${String(one['value'])}=${String((one['label'] as JsonObject)['en'])}`,
        ),
        columns: (body['list'] as JsonObject)['columns'],
        names: fields.map((one) => one['name']),
      };
    },
  };
}
