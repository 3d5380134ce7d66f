import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const records = '/api/forms/note/records';
const label = (name: string) => ({ zh: name, en: name });

describeOnDatabases('blanks around a number', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([notePackage([{ name: 'tag', kind: 'text', label: label('tag') }], {}, '1.1.0')]);
  });
  afterAll(() => node.close());

  const etag = ({ revision }: JsonObject) => ({ 'if-match': `"${String(revision)}"` });
  const numbers = async () => {
    const { body } = await node.ask('GET', `${records}?limit=500`);
    return (body['items'] as JsonObject[]).map(({ number }) => number);
  };
  const imported = async (bytes: Uint8Array<ArrayBuffer>) => {
    const started = await node.raw('POST', '/api/forms/note/import', bytes);
    let job = (await started.json()) as JsonObject;
    for (let tries = 0; tries < 400 && job['status'] !== 'done' && job['status'] !== 'failed'; tries++) {
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return job;
  };

  it('go when it is written, through whichever door', async () => {
    const made = await node.ask('POST', records, { number: '  A1　' });
    expect([made.status, made.body['number']]).toEqual([201, 'A1']);
    const put = await node.ask(
      'PUT',
      `${records}/${String(made.body['id'])}`,
      { number: 'A2 ' },
      etag(made.body),
    );
    expect([put.status, put.body['number']]).toEqual([200, 'A2']);
    const patched = await node.ask(
      'PATCH',
      `${records}/${String(made.body['id'])}`,
      { number: '\tA3' },
      etag(put.body),
    );
    expect([patched.status, patched.body['number']]).toEqual([200, 'A3']);
    const items = [{ op: 'create', body: { number: ' B1 ' } }];
    expect((await node.ask('POST', '/api/forms/note/batch', { items })).status).toBe(200);
    expect(await imported(new TextEncoder().encode('number,tag\r\n" C1 ",x\r\n'))).toMatchObject({
      created: 1,
      failed: 0,
    });
    expect((await numbers()).sort()).toEqual(['A3', 'B1', 'C1']);
  });

  it('tell no two numbers apart, and are none by themselves', async () => {
    const twice = await node.ask('POST', records, { number: 'A3 ' });
    expect([twice.status, twice.body['code']]).toEqual([409, 'number-taken']);
    expect((await node.ask('POST', records, { number: '   ' })).status).toBe(422);
  });

  it('are kept where they stood before: such a record is changed, exported and imported as the one it is', async () => {
    const { body } = await node.ask('POST', records, { number: 'OLD' });
    const id = String(body['id']);
    const { served, database: own } = node.tenant;
    const form = served().model.forms.get('note') ?? expect.fail();
    const { name, columns } = { name: served().table(form).name, columns: 'number' };
    await own.run(`UPDATE ${name} SET ${columns} = ? WHERE id = ?`, ['OLD ', id]);
    const changed = await node.ask('PATCH', `${records}/${id}`, { tag: 'y', number: 'OLD ' }, etag(body));
    expect([changed.status, changed.body['number'], changed.body['tag']]).toEqual([200, 'OLD ', 'y']);
    for (const format of ['csv', 'xlsx']) {
      const file = await node.raw('GET', `/api/forms/note/export?format=${format}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const job = await imported(bytes);
      expect([format, job['created'], job['failed']]).toEqual([format, 0, 0]);
    }
    expect((await numbers()).filter((number) => String(number).startsWith('OLD'))).toEqual(['OLD ']);
  });
});
