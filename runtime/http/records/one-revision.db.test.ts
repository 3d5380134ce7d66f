import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const records = '/api/forms/note/records';

describeOnDatabases('a record that is changed while it is read', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    // Every read goes elsewhere and takes its time, so that writes come in between.
    node = await openTestNode(under.url, { longReads: { patience: 0, lanes: 3 } });
    const label = { zh: '行', en: 'Lines' };
    const what = { name: 'what', kind: 'text', length: 20, label };
    await node.publish([
      notePackage([
        { name: 'name', kind: 'text', length: 20, label },
        { name: 'lines', kind: 'entries', label, fields: [what] },
      ]),
    ]);
  });
  afterAll(() => node.close());

  it.each([
    ['by itself', (id: string) => `${records}/${id}`],
    ['in a list', () => `${records}?fields=name,lines`],
  ])('is answered as it was at one revision: %s', async (_, path) => {
    const body = (at: number) => ({
      number: 'n1',
      name: `v${at}`,
      lines: Array.from({ length: 1 + (at % 3) }, () => ({ what: `v${at}` })),
    });
    const made = await node.ask('POST', records, body(0));
    const id = String(made.body['id']);
    let going = true;
    const writing = (async () => {
      let revision = Number(made.body['revision']);
      for (let at = 1; going; at += 1) {
        await sleep(10);
        const put = await node.ask('PUT', `${records}/${id}`, body(at), { 'if-match': `"${revision}"` });
        expect(put.status).toBe(200);
        revision = Number(put.body['revision']);
      }
      await node.ask('DELETE', `${records}/${id}`, undefined, { 'if-match': `"${revision}"` });
    })();
    const torn: JsonObject[] = [];
    for (const until = performance.now() + 600; performance.now() < until; ) {
      const answer = await node.ask('GET', path(id));
      const [record = answer.body] = (answer.body['items'] as JsonObject[] | undefined) ?? [];
      const name = String(record['name']);
      const lines = (record['lines'] as readonly JsonObject[]).map((line) => line['what']);
      if (lines.length !== 1 + (Number(name.slice(1)) % 3) || lines.some((what) => what !== name))
        torn.push({ name, lines: lines as string[] });
    }
    going = false;
    await writing;
    expect(torn).toEqual([]);
  });
});
