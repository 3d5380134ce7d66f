import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from './test-node.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const action = (capability: string) => ({ name: 'close', label: label('Close'), capability });
const state = { name: 'state', kind: 'text', length: 10, label: label('State') };
const ofInvoices = /invoic|issuing|发票|开票/i;
const records = '/api/forms/note/records';

/** Every name and text in an answer. */
function wordsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(wordsIn)];
}

describeOnDatabases('a server that nobody gave a domain', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, { domains: [] });
    const sets = { ...action('set-fields'), params: { fields: { state: 'closed' } } };
    await node.publish([notePackage([state], { actions: [sets] })]);
  });
  afterAll(() => node.close());

  it('keeps records, and does what their forms declare', async () => {
    const made = await node.ask('POST', records, { number: 'N1' });
    expect(made.status).toBe(201);
    const seen = { 'if-match': `"${String(made.body['revision'])}"` };
    const closed = await node.ask('POST', `${records}/${String(made.body['id'])}/actions/close`, {}, seen);
    expect([closed.status, closed.body['state']]).toEqual([200, 'closed']);
  });

  it.each([
    ['what it cannot do', 'issue-pending', []],
    ['what is misspelt, with what is near', 'set-feilds', ['set-fields']],
  ])('refuses packages that speak of %s', async (_, capability, near) => {
    const next = notePackage([state], { actions: [action(capability)] }, '2.0.0');
    const [path, code] = ['notes/forms/note.json#/actions/0/capability', 'unknown-capability'];
    await expect(node.publish([next])).rejects.toMatchObject({
      problems: [{ path, code, params: { capability, near } }],
    });
  });

  it('says nothing of invoices, in its documentation, forms and menu', async () => {
    for (const path of ['/openapi.json', '/api/forms']) {
      const { status, body } = await node.ask('GET', path);
      expect(status).toBe(200);
      expect(wordsIn(body).filter((word) => ofInvoices.test(word))).toEqual([]);
    }
  });

  it('has nothing to issue', async () => {
    const answers = await Promise.all(
      ['/api/issuing/overview', '/api/schedule'].map((path) => node.ask('GET', path)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    await expect(node.node.run('issue')).rejects.toThrow('no task issue');
    const decisions = await node.ask('GET', '/api/decisions');
    expect([decisions.status, decisions.body['items']]).toEqual([200, []]);
  });
});
