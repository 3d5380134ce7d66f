import { expect } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import type { Site } from './browser.ts';
import { specimenPackage } from './specimen-package.ts';

/** Publishes the package with every kind, as an implementer does, and three things to refer to. */
export async function publishSpecimens({ node }: Site): Promise<void> {
  const body = { packages: [{ files: specimenPackage() }] };
  const plan = await node.ask('POST', '/api/model/plan', body);
  expect(plan.body['issues']).toEqual([]);
  const applied = await node.ask('POST', '/api/model/apply', { ...body, hash: plan.body['hash'] ?? null });
  expect(applied.status).toBe(200);
  for (const [number, name, rate, colour] of [
    ['T1', '红纸', '0.13', 'red'],
    ['T2', '绿茶', '0.06', 'green'],
    ['T3', '红枣', '0.09', 'red'],
  ]) {
    const made = await node.ask('POST', '/api/forms/thing/records', {
      number: number ?? '',
      name: name ?? '',
      rate: rate ?? '',
      colour: colour ?? '',
    });
    expect(made.status).toBe(201);
  }
}

/** A specimen as the API makes it. */
export async function makeSpecimen(
  { node }: Site,
  values: JsonObject,
): Promise<JsonObject & { readonly id: string }> {
  const { status, body } = await node.ask('POST', '/api/forms/specimen/records', values);
  expect(status, JSON.stringify(body)).toBe(201);
  return body as JsonObject & { readonly id: string };
}

export async function readSpecimen({ node }: Site, id: string): Promise<JsonObject> {
  return (await node.ask('GET', `/api/forms/specimen/records/${id}?view=manage`)).body;
}
