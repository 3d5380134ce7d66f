import { expect } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import type { Site } from './open-site.ts';

/** The label of something in a package that a test brings. */
export const label = (zh: string, en: string) => ({ zh, en });

/** A field that is called in English as calls name it. */
export const field = (name: string, kind: string, zh: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(zh, name),
  ...more,
});

/** An order of parts, numbered by itself, with these fields. */
export const partOrder = (...fields: readonly JsonObject[]): JsonObject => ({
  name: 'part-order',
  kind: 'document',
  label: label('配件订单', 'Part order'),
  sharing: 'everybody',
  fields: [field('number', 'number', '编号', { pattern: 'P{seq:4}' }), ...fields],
});

/** Puts a package into service, by its files, as whoever brings one does. */
export async function publishFiles({ node }: Site, files: Readonly<Record<string, Json>>): Promise<void> {
  const body = { packages: [{ files }] };
  const plan = await node.ask('POST', '/api/model/plan', body);
  expect(plan.body['issues']).toEqual([]);
  const hash = plan.body['hash'] ?? null;
  expect((await node.ask('POST', '/api/model/apply', { ...body, hash })).status).toBe(200);
}
