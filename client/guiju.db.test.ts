import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Listening, listen } from '../runtime/http/pipeline/listen.ts';
import { notePackage, openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { describeOnDatabases } from '../workshop/services/databases.ts';
import { type Between, openBetween } from './between.suite.ts';
import { type Guiju, type GuijuOptions, isProblem, NoAnswer, openGuiju, type Problem } from './src/index.ts';

const label = { zh: '字段', en: 'Field' };
const notes = notePackage([
  { name: 'price', kind: 'money', label },
  { name: 'order', kind: 'integer', label },
  { name: 'content', kind: 'file', label, types: ['other'], largest: 50 },
]);

/** As a program writes it that nobody generated types for. */
describeOnDatabases('a program that calls', (under) => {
  let node: TestNode;
  let other: TestNode;
  let listening: Listening;
  let beside: Listening;
  let between: Between;
  let token = '';
  let guiju: Guiju;
  const open = (more: Partial<GuijuOptions> = {}) =>
    openGuiju({ url: between.url, token, client: 'erp/4.2', language: 'en', ...more });

  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    await node.publish([notes]);
    other = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    [listening, beside] = (await Promise.all(
      [node, other].map((one) => listen(one.node.app, { port: 0, host: '127.0.0.1' })),
    )) as [Listening, Listening];
    between = await openBetween(listening.port);
    const made = await node.ask('POST', '/api/me/tokens', { name: 'erp', scopes: ['read', 'write'] });
    token = String(made.body['token']);
    guiju = open();
  });
  afterAll(async () => {
    between.close();
    await Promise.all([listening.drain(), beside.drain()]);
    await other.close();
    await node.close();
  });

  const records = () => guiju.records('note');
  const caught = async (doing: Promise<unknown>): Promise<Problem> => {
    const error = await doing.then(
      () => null,
      (one: unknown) => one,
    );
    if (!isProblem(error)) throw error ?? new Error('nothing was refused');
    return error;
  };

  it('creates a record, reads, changes and replaces it, does something to it, and deletes it', async () => {
    const made = await records().create({ number: 'LIFE', price: '1234567890123.25' });
    expect(made['price']).toBe('1234567890123.25');
    expect(await records().read(made.id)).toEqual(made);
    const changed = await records().change(made, { order: 3 });
    expect([changed['order'], changed['price']]).toEqual([3, '1234567890123.25']);
    const replaced = await records().replace(changed, { number: 'LIFE', order: 4 });
    expect([replaced['order'], replaced['price']]).toEqual([4, null]);
    const disabled = await records().act(replaced, 'disable', {}, { reason: '不再使用' });
    expect(disabled['enabled']).toBe(false);
    const { items } = await records().history(made.id);
    expect(items[0]).toMatchObject({ reason: '不再使用' });
    await records().delete(disabled);
    const gone = await caught(records().read(made.id));
    expect([gone.status, gone.code]).toEqual([404, 'record-unknown']);
  });

  it('goes through all pages of a list, narrowed and ordered', async () => {
    const all = Array.from({ length: 7 }, (_, order) => ({
      op: 'create' as const,
      body: { number: `P${order}`, order },
    }));
    const outcomes = await records().batch(all);
    expect(outcomes.map(({ status }) => status)).toEqual(all.map(() => 201));
    const found: unknown[] = [];
    const asked = { where: { order: { gte: 2 }, number: { startsWith: 'P' } }, sort: ['-order'] as const };
    for await (const one of records().list({ ...asked, limit: 2 })) found.push(one['number']);
    expect(found).toEqual(['P6', 'P5', 'P4', 'P3', 'P2']);
    const page = await records().page({ ...asked, limit: 2, count: true });
    expect([page.items.length, page.total, typeof page.next]).toEqual([2, 5, 'string']);
    const conditions = { any: [{ fact: 'number', operator: 'equal', value: 'P1' }] };
    const one = await records().page({ filter: conditions, fields: ['order'] });
    expect(one.items).toMatchObject([{ order: 1 }]);
  });

  it('is told that somebody else was faster, with the record as it is now', async () => {
    const seen = await records().create({ number: 'BOTH', order: 1 });
    await records().change(seen, { order: 2 });
    const late = await caught(records().change(seen, { order: 3 }));
    expect(isProblem(late, 'conflict')).toBe(true);
    expect(isProblem(late, 'record-unknown')).toBe(false);
    expect([late.status, late.current?.['order']]).toEqual([412, 2]);
    expect(late.detail).toMatch(/^[A-Z].* /);
    expect(late.requestId).toMatch(/^[\w-]+$/);
  });

  it('is told each mistake with its place', async () => {
    const wrong = await caught(records().create({ price: 'much', order: 1.5 }));
    expect(wrong.status).toBe(422);
    expect(wrong.errors.map(({ path }) => path).toSorted()).toEqual(['/number', '/order', '/price']);
    expect(wrong.errors.every(({ code, message }) => code !== '' && message !== '')).toBe(true);
  });

  it.each([1, 2])('writes once, though %s answers are lost', async (times) => {
    const number = `ONCE${times}`;
    between.loseAnswers(times);
    const made = await records().create({ number, order: 0 });
    const { items } = await records().page({ where: { number } });
    expect(items.map(({ id }) => id)).toEqual([made.id]);
    between.loseAnswers(times);
    const changed = await records().change(made, { order: 1 });
    const { items: versions } = await records().history(made.id);
    expect([changed['order'], versions.length]).toEqual([1, 2]);
  });

  it('writes once with a key that it keeps itself', async () => {
    const options = { key: 'order-4711' };
    const [one, two] = [
      await records().create({ number: 'KEPT' }, options),
      await records().create({ number: 'KEPT' }, options),
    ];
    expect(two.id).toBe(one.id);
    const another = await caught(records().create({ number: 'ELSE' }, options));
    expect(isProblem(another, 'idempotency-key-reused')).toBe(true);
  });

  const busy = (seconds: number) =>
    `HTTP/1.1 503 Busy\r\nretry-after: ${seconds}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;

  it('comes again when the server said so', async () => {
    const begun = performance.now();
    between.answer(busy(1), 1);
    const made = await records().create({ number: 'BUSY' });
    expect((await records().read(made.id))['number']).toBe('BUSY');
    expect(performance.now() - begun).toBeGreaterThan(1_000);
    between.answer(busy(3_600), 1);
    const refused = await caught(records().page());
    expect([refused.code, refused.status]).toEqual(['http-503', 503]);
  });

  it('gives up after as many attempts as it was told, and when the program does', async () => {
    between.answer(busy(0), 10);
    await expect(open({ attempts: 2 }).records('note').page()).rejects.toMatchObject({ code: 'http-503' });
    between.answer('', 0);
    const nobody = open({ url: 'http://127.0.0.1:9', attempts: 2 });
    const error = await nobody
      .records('note')
      .page()
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(error).toMatchObject({ attempts: 2 });
    between.holdBack(2);
    const silent = open({ attempts: 2, patience: 200 }).records('note').page();
    await expect(silent).rejects.toThrow('no answer within 200 ms');
    between.holdBack(1);
    expect((await open({ patience: 200 }).records('note').page({ limit: 1 })).items).toHaveLength(1);
    const enough = new AbortController();
    const waiting = open({ url: 'http://127.0.0.1:9', attempts: 100 });
    const asked = waiting.records('note').page({ signal: enough.signal });
    enough.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(() => open({ url: 'http://me:secret@127.0.0.1' })).toThrow(TypeError);
  });

  it('reads what it wrote, whichever node answers', async () => {
    let asked = 0;
    const balanced: typeof fetch = (input, init) => {
      asked += 1;
      const { port } = asked % 2 ? listening : beside;
      return fetch(String(input).replace(between.url, `http://127.0.0.1:${port}`), init);
    };
    const program = open({ fetch: balanced }).records('note');
    const wide = await program.create({ number: 'NODES', order: 0 });
    expect((await program.read(wide.id))['order']).toBe(0);
    const next = await program.change(wide, { order: 1 });
    expect((await program.read(wide.id)).revision).toBe(next.revision);
  });

  it.each([
    ['held in memory', (bytes: Uint8Array<ArrayBuffer>) => bytes],
    ['as a Blob', (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes])],
    [
      'as a stream',
      (bytes: Uint8Array<ArrayBuffer>) => ({ stream: new Blob([bytes]).stream(), size: bytes.length }),
    ],
  ])('brings a file %s and reads it back, though the connection breaks', async (says, made) => {
    const bytes = new Uint8Array(randomBytes(9_000_001));
    between.breakAfter(5_500_000);
    const { id } = await guiju.files.upload({
      form: 'note',
      field: 'content',
      name: `合同 ${says}.bin`,
      content: made(bytes),
    });
    const record = await records().create({ number: `FILE ${says}`, content: { id } });
    expect(record['content']).toMatchObject({ id, name: `合同 ${says}.bin`, size: bytes.length });
    const file = await guiju.files.download({ form: 'note', record: record.id, file: id });
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('is told in words which file a field does not take', async () => {
    const content = new Uint8Array();
    const asked = { form: 'note', field: 'content', name: 'empty.bin', content };
    const refused = await caught(guiju.files.upload(asked));
    expect([isProblem(refused, 'upload-refused'), refused.errors.length]).toEqual([true, 1]);
    expect(refused.message).toMatch(/^upload-refused: .*; “/);
  });

  it('asks which rule holds, and what a decision comes to', async () => {
    const rules = guiju.records('drawer-rule');
    const rule = await rules.create({
      number: 'KPR9',
      name: 'ERP',
      drawerSource: 'text',
      drawerText: '张三',
      payeeSource: 'current-user',
      reviewerSource: 'current-user',
      sharing: 'global',
    });
    const facts = { dataSource: 'api' };
    const { winner } = await guiju.match('drawer-rule', { facts, ask: { document: 'invoice-application' } });
    expect(winner?.id).toBe(rule.id);
    const decided = await guiju.decide('choose-drawer', {
      application: { dataSource: 'api' },
      document: 'invoice-application',
    });
    expect(JSON.stringify(decided.result)).toContain('张三');
    expect(decided.used.records).toMatchObject([{ form: 'drawer-rule', number: 'KPR9' }]);
  });

  it('reads and changes a setting, and makes any other call by its name', async () => {
    const settings = guiju.setting('other-settings');
    const before = await settings.read();
    const after = await settings.change(before, { saveItems: before['saveItems'] !== true });
    expect(after['saveItems']).toBe(before['saveItems'] !== true);
    expect(await settings.read()).toEqual(after);
    const { items } = await guiju.call('parameters', { query: { type: 'sim_config' } });
    expect(items.length).toBe(3);
    const at = { type: 'sim_config', key: 'sim_callback_request_timeout' };
    await guiju.call('setParameter', { path: at, body: { value: 700 } });
    expect(await guiju.call('parameter', { path: at })).toMatchObject({ value: 700 });
    const unknown = await caught(guiju.call('parameter', { path: { ...at, key: 'nothing' } }));
    expect(unknown.status).toBe(404);
  });
});
