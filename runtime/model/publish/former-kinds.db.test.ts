import { setTimeout as pause } from 'node:timers/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { membersIn } from '../openapi/schema-parts.ts';
import { readInstalled } from '../packages/package-store.ts';
import { buildModel } from './build-model.ts';
import { filesOf, leaf, papersPackage } from './every-kind.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const options = [
  { value: 'yes', label: { zh: '是', en: 'Yes' } },
  { value: 'no', label: { zh: '否', en: 'No' } },
];
const offering = (kind: string) => ({ kind, options });

/** What a field was, what it is, and a value that the new kind does not take. */
const changes: readonly (readonly [string, JsonObject, JsonObject, Json])[] = [
  ['urgent', { kind: 'boolean' }, offering('choice'), true],
  ['shade', { kind: 'text', length: 20 }, offering('choice'), 'a bit, red'],
  ['amount', { kind: 'integer' }, offering('choice'), 12],
  ['day', { kind: 'date' }, offering('choice'), '2026-01-05'],
  ['tags', { kind: 'text', length: 20 }, offering('choices'), 'loose'],
  ['tint', { kind: 'text', length: 20 }, { kind: 'colour' }, 'crimson'],
  ['money', { kind: 'text', length: 20 }, { kind: 'currency' }, 'zz'],
  ['mail', { kind: 'text', length: 20 }, { kind: 'email' }, 'by hand'],
  ['gone', offering('choice'), { kind: 'choice', options: options.slice(0, 1) }, 'no'],
];
const fields = (side: 1 | 2): JsonObject[] => {
  const own = changes.map(
    (change): JsonObject => ({ name: change[0], label: label(change[0]), ...change[side] }),
  );
  return [...own, { name: 'lines', kind: 'entries', label: label('lines'), fields: own }];
};
const path = '/api/forms/paper/records';

describeOnDatabases('a value of a kind that its field is no more', (database) => {
  let node: TestNode;
  const publish = async (next: ReturnType<typeof papersPackage>) => {
    const plan = await node.ask('POST', '/api/model/plan', filesOf(next));
    const body = { ...filesOf(next), hash: plan.body['hash'] ?? null };
    const applied = await node.ask('POST', '/api/model/apply', body);
    expect(applied.status, JSON.stringify(plan.body['issues']).slice(0, 2000)).toBe(200);
  };
  const record = async () => (await node.ask('GET', `${path}?number=A`)).body['items'] as [JsonObject];
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await publish(papersPackage(fields(1)));
    const given = Object.fromEntries(changes.map(([name, , , value]) => [name, value]));
    const made = await node.ask('POST', path, { number: 'A', ...given, lines: [given] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await publish(papersPackage(fields(2)));
    // What was remembered stays so with a version that says nothing of it.
    await publish(papersPackage(fields(2)));
  });
  afterAll(() => node.close());

  const kept = (name: string, value: Json): Json => (name === 'tags' ? [value] : String(value));

  it.each(changes.map(([name, , , value]) => [name, value] as const))(
    'is found by filters: %s',
    async (name, value) => {
      const operator = name === 'tags' ? 'contains' : 'equal';
      const said = String(value);
      const ways = [name, `lines.${name}`].flatMap((fact) => [
        `${fact}${operator === 'equal' ? '' : '[contains]'}=${encodeURIComponent(said)}`,
        `filter=${encodeURIComponent(JSON.stringify(leaf(fact, operator, said)))}`,
      ]);
      for (const query of ways) {
        const { status, body } = await node.ask('GET', `${path}?${query}&fields=number,${name}`);
        expect([query, status, body['items'] ?? body], query).toMatchObject([
          query,
          200,
          [{ number: 'A', [name]: kept(name, value) }],
        ]);
      }
    },
  );

  it.each(['format=xlsx', 'format=csv', 'format=csv&entries=lines'])(
    'stays where it stands when an export is imported again: %s',
    async (format) => {
      const file = await node.raw('GET', `/api/forms/paper/export?${format}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const entries = format.includes('entries') ? '?entries=lines' : '';
      const sent = await node.raw('POST', `/api/forms/paper/import${entries}`, bytes);
      let job = (await sent.json()) as JsonObject;
      for (; job['status'] === 'waiting' || job['status'] === 'running'; await pause(20))
        job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
      expect([job['status'], job['details']], JSON.stringify(job)).toMatchObject([
        'done',
        { counts: { unchanged: 1, failed: 0 } },
      ]);
    },
  );

  it('is given to no other record, by a body nor by a file', async () => {
    const { status, body } = await node.ask('POST', path, { number: 'B', urgent: 'true', tint: 'crimson' });
    expect([status, body['errors']]).toMatchObject([
      422,
      [{ path: '/urgent', code: 'not-an-option' }, { path: '/tint' }],
    ]);
    const csv = new TextEncoder().encode('number,urgent,tags,money\nC,true,loose,zz\n');
    const sent = await node.raw('POST', '/api/forms/paper/import', csv);
    let job = (await sent.json()) as JsonObject;
    for (; job['status'] === 'waiting' || job['status'] === 'running'; await pause(20))
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    expect(job['details'], JSON.stringify(job)).toMatchObject({ counts: { created: 0, failed: 1 } });
  });

  it('fits what the document says of answers, and what it says of bodies offers it to nobody', async () => {
    const { body: document } = await node.ask('GET', '/openapi.json');
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(document, 'openapi');
    const [{ id }] = await record();
    const { body } = await node.ask('GET', `${path}/${String(id)}`);
    const fits = (name: string, value: Json) => {
      const judge = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
      judge(value);
      return (judge.errors ?? []).map(({ instancePath }) => instancePath);
    };
    expect(fits('paper', body)).toEqual([]);
    const given = Object.fromEntries(changes.map(([name, , , value]) => [name, kept(name, value)]));
    const refused = fits('paper.change', given);
    for (const [name] of changes)
      expect(refused.filter((place) => place.startsWith(`/${name}`))).not.toEqual([]);
    const members = membersIn({ $ref: '#/components/schemas/paper' }, document as unknown as JsonObject);
    expect(JSON.stringify(members['urgent'])).toContain('cannot be given any more');
    expect(JSON.stringify(members['number'])).not.toContain('any more');
  });

  it('is remembered with its package: whoever compiles it makes the same model', async () => {
    const again = await buildModel(await readInstalled(node.tenant.database), standardEdition('9.0.0'));
    expect(again.model?.hash).toBe(node.tenant.served().model.hash);
    const { body } = await node.ask('GET', '/api/forms/paper');
    const said = (body['fields'] as JsonObject[]).map(({ name, formerKinds = null }) => [name, formerKinds]);
    expect(said).toContainEqual(['urgent', ['boolean']]);
    expect(said).toContainEqual(['gone', null]);
  });
});
