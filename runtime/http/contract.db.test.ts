import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { CallGroups } from '../../metadata/contract/common/call.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { platformContract } from '../../rules/contract.ts';
import { einvoicingContract } from '../../rules/einvoicing/contract/contract.ts';
import { imagingContract } from '../../rules/imaging/contract.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { ordersPackage } from '../effective/match/world.suite.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';

const calls = Object.entries<CallGroups[string]>({
  ...platformContract,
  ...einvoicingContract,
  ...imagingContract,
}).flatMap(([group, all]) =>
  Object.entries(all).map(([name, call]) => ({
    name: `${group}.${name}`,
    call,
  })),
);

describeOnDatabases('every call of the contract', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const paper = { name: 'paper', kind: 'file', label: { zh: '文件', en: 'Paper' } };
    await node.publish([ordersPackage([paper])]);
  });
  afterAll(() => node.close());

  it('is answered in one place', () => {
    const places = globSync('runtime/{http,einvoicing/http,imaging/http}/**/*.ts').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bserveCall\(\s*([\w.]+)/g)].map(([, name]) => name),
    );
    expect(places.toSorted()).toEqual(calls.map(({ name }) => name).toSorted());
  });

  it('stands in the document as it is said', async () => {
    const { body } = await node.ask('GET', '/openapi.json');
    const paths = body['paths'] as Record<string, Record<string, JsonObject>>;
    const { forms } = (await node.ask('GET', '/api/forms')).body;
    const setting = (forms as FormOutline[]).find(({ kind }) => kind === 'setting')?.name;
    // A call for those alone who run servers stands beside the API, and not in its document.
    for (const { name, call } of calls.filter(({ call: { path } }) => path.startsWith('/api/'))) {
      // Of a form whose records are rules, which is all that a form can be asked, and of a setting.
      const form = call.of === 'settings' ? setting : call.of === 'files' ? 'order' : 'rule';
      const method = call.method.toLowerCase();
      const [own, shared] = [String(form), '{form}'].map(
        (word) => paths[call.path.replace(':form', word).replaceAll(/:(\w+)/g, '{$1}')]?.[method],
      );
      const operations = call.path.includes(':form')
        ? [`${form}.${call.operation}`, `forms.${call.operation}`]
        : [call.operation];
      expect(operations, name).toContain((own ?? shared)?.['operationId']);
    }
  });

  it.each([
    ['a word that is no switch', 'mine=perhaps', '/mine', 'parameter-switch'],
    ['a number beyond what there is', 'limit=501', '/limit', 'parameter-number'],
    ['a number that is none', 'limit=ten', '/limit', 'parameter-number'],
    ['a word that nobody knows', 'state=draft&sate=1', '/sate', 'unknown-parameter'],
  ])('refuses %s in its query, and says where', async (_says, query, path, code) => {
    const { status, body } = await node.ask('GET', `/api/changesets?${query}`);
    const [problem] = body['errors'] as JsonObject[];
    expect([status, problem?.['path'], problem?.['code']]).toEqual([400, path, code]);
  });

  it('takes what its query says', async () => {
    const ask = async (query: string) => (await node.ask('GET', `/api/changesets?${query}`)).body;
    const made = await node.ask('POST', '/api/changesets', { name: 'one' });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    for (const [query, found] of [
      ['', 1],
      ['mine=true&limit=1', 1],
      ['state=draft, waiting', 1],
      ['state=published', 0],
      [`ids=${String(made.body['id'])}`, 1],
    ] as const)
      expect([query, ((await ask(query))['items'] as unknown[]).length]).toEqual([query, found]);
  });
});
