import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { allPages } from '../../../workshop/pages.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

/** No record says any of these, and each is looked for in every long text. */
const nowhere: JsonObject = {
  any: Array.from({ length: 60 }, (_, i) => ({ fact: 'text', operator: 'contains', value: `下落不明 ${i}` })),
};
const asked = (condition: JsonObject) => encodeURIComponent(JSON.stringify(condition));
const filter = asked(nowhere);
const records = '/api/forms/note/records';
/** An index of texts would answer in no time. */
const unindexed = { search: { worthwhile: 1_000_000 } };

describeOnDatabases('reads that last', (under) => {
  let node: TestNode;
  /** The same with all the time there is. */
  let calm: TestNode;
  let id: string;
  beforeAll(async () => {
    node = await openTestNode(under.url, {
      longReads: { lanes: 2, patience: 15, deadline: 120, waiting: 2 },
      ...unindexed,
    });
    const label = { zh: '文本', en: 'Text' };
    const lines = {
      name: 'lines',
      kind: 'entries',
      label,
      fields: [{ name: 'what', kind: 'text', length: 20, label }],
    };
    await node.publish([
      notePackage([{ name: 'text', kind: 'multiline', length: 20_000, label }, lines], {
        sharing: { allowed: ['private', 'global'], default: 'private' },
      }),
    ]);
    calm = await openTestNode(under.url, {
      longReads: { lanes: 1, patience: 15, deadline: 60_000 },
      ...unindexed,
    });
    // Who searches for `n0` finds every text, and asks of each what takes long.
    const text = `n0 ${'规矩'.repeat(5_000)}`;
    for (let from = 0; from < 500; from += 100) {
      const items = Array.from({ length: 100 }, (_, at) => ({
        op: 'create',
        body: { number: `n${from + at}`, text },
      }));
      const { status } = await calm.ask('POST', '/api/forms/note/batch', { items });
      expect(status).toBe(200);
    }
    const first = await calm.ask('GET', `${records}?number=n0`);
    id = String((first.body['items'] as JsonObject[])[0]?.['id']);
  });
  afterAll(async () => {
    await calm.close();
    await node.close();
  });
  const quiet = async () => {
    await expect
      .poll(() => node.tenant.database.longReads(), { timeout: 20_000 })
      .toMatchObject({ running: 0, queued: 0 });
  };

  // First: lists that lasted have indexes laid for them, and then it is done in time.
  it('answer the number that a search found before its texts took too long, to who takes a part', async () => {
    const some = { any: [{ fact: 'number', operator: 'equal', value: 'n0' }, nowhere] };
    const search = `${records}?q=n0&fields=number&filter=${asked(some)}`;
    expect((await node.ask('GET', search)).body['code']).toBe('read-too-long');
    await quiet();
    const { status, body } = await node.ask('GET', `${search}&partial=true`);
    expect([status, body]).toMatchObject([
      200,
      { items: [{ number: 'n0' }], complete: false, next: expect.any(String) },
    ]);
    await quiet();
    // There is no part before what it goes on with.
    const on = await node.ask(
      'GET',
      `${search}&partial=true&cursor=${encodeURIComponent(String(body['next']))}`,
    );
    expect([on.status, on.body['code']]).toEqual([422, 'read-too-long']);
    await quiet();
    const whole = await calm.ask('GET', `${search}&partial=true`);
    expect([whole.body['complete'], whole.body['next']]).toEqual([undefined, null]);
  });

  it.each([
    ['a list', `${records}?filter=${filter}`],
    ['a count', `${records}?limit=1&count=true&filter=${asked({ not: nowhere })}`],
    ['an export', `/api/forms/note/export?format=csv&filter=${filter}`],
    ['what an organisation may use', `/api/forms/note/assignments?filter=${filter}`],
  ])('%s ends in time, says what to do, and stands in nobody’s way', async (_, path) => {
    const order: string[] = [];
    const long = node.ask('GET', path, undefined, { 'accept-language': 'en' }).then((found) => {
      order.push('long');
      return found;
    });
    for (let i = 0; i < 3; i += 1) {
      expect((await node.ask('GET', `${records}/${id}`)).status).toBe(200);
      order.push('short');
    }
    const shown = await long;
    expect([shown.status, shown.body['code']]).toEqual([422, 'read-too-long']);
    expect(shown.body['detail']).toMatch(/longer than 1 second .* Filter by the number/);
    expect(order.indexOf('long')).toBeGreaterThan(0);
    await quiet();
  });

  it('say a revision that is no newer than what they read', async () => {
    const all = `${records}?limit=500&fields=number&filter=${asked({ not: nowhere })}`;
    const long = calm.ask('GET', all);
    await expect.poll(() => calm.tenant.database.longReads().running, { interval: 2 }).toBe(1);
    const { headers } = await calm.ask('POST', records, { number: 'late' });
    const written = Number(headers.get('guiju-revision'));
    const found = await long;
    const items = found.body['items'] as JsonObject[];
    expect(items.length).toBeGreaterThanOrEqual(500);
    expect(Number(found.headers.get('guiju-revision'))).toBeLessThan(written);
    expect(written).toBeGreaterThan(0);
  });

  it('a page ends early where its records have many rows, and the pages are all of them', async () => {
    const lines = Array.from({ length: 1_500 }, (_, at) => ({ what: `w${at}` }));
    for (let at = 0; at < 6; at += 1) await calm.ask('POST', records, { number: `long-${at}`, lines });
    const path = `${records}?filter=${asked({ fact: 'number', operator: 'startsWith', value: 'long-' })}&fields=number,lines&limit=500`;
    const found = await allPages(async (cursor: string | undefined) => {
      const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await calm.ask('GET', path + more);
      const items = body['items'] as JsonObject[];
      expect(items.length).toBeLessThan(4);
      return { items, next: body['next'] as string | null };
    });
    for (const item of found)
      expect((item['lines'] as readonly JsonObject[]).map((line) => line['what'])).toEqual(
        lines.map(({ what }) => what),
      );
    expect(found.map((item) => item['number'])).toEqual([
      'long-0',
      'long-1',
      'long-2',
      'long-3',
      'long-4',
      'long-5',
    ]);
  });

  it('versions of a long record come some at a time, whole, without gap or double', async () => {
    const made = await calm.ask('POST', records, { number: 'often', text: '字'.repeat(20_000) });
    const one = `${records}/${made.body['id']}`;
    let { revision } = made.body as { revision: number };
    const revisions = [revision];
    for (let at = 0; at < 60; at += 1) {
      const changed = await calm.ask(
        'PATCH',
        one,
        { text: `${at}${'字'.repeat(19_990)}` },
        { 'if-match': `"${revision}"` },
      );
      revision = Number(changed.body['revision']);
      revisions.unshift(revision);
    }
    const sizes: number[] = [];
    const found = await allPages(async (before: number | undefined) => {
      const { body } = await calm.ask(
        'GET',
        `${one}/history${before === undefined ? '' : `?before=${before}`}`,
      );
      const items = body['items'] as JsonObject[];
      sizes.push(items.length);
      return { items, next: body['next'] as number | null };
    });
    expect(sizes.length).toBeGreaterThan(1);
    expect(found.map((version) => version['revision'])).toEqual(revisions);
    for (const version of found.slice(0, -1))
      expect((version['changes'] as JsonObject[]).map((change) => change['path'])).toEqual(['/text']);
    const some = await calm.ask('GET', `${one}/history?limit=2&before=${revisions[10]}`);
    expect((some.body['items'] as JsonObject[]).map((version) => version['revision'])).toEqual(
      revisions.slice(11, 13),
    );
  });

  it('end when the caller leaves', async () => {
    const leaving = new AbortController();
    const { token } = await signInAs(node.node.gate, 'admin', 'correct horse battery', {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    const long = node.node.app.request(
      new Request(`http://localhost${records}?filter=${filter}`, {
        signal: leaving.signal,
        headers: { authorization: `Bearer ${token}` },
      }),
    );
    await expect.poll(() => node.tenant.database.longReads().running, { interval: 2 }).toBe(1);
    leaving.abort();
    const found = await long;
    expect([found.status, ((await found.json()) as JsonObject)['code']]).toEqual([499, 'caller-left']);
    await quiet();
  });

  it('of one person wait for each other, a few of them', async () => {
    const asked = Array.from({ length: 6 }, () => node.ask('GET', `${records}?filter=${filter}`));
    const answers = await Promise.all(asked);
    const codes = answers.map(({ body }) => body['code']);
    expect(new Set(codes)).toEqual(new Set(['read-too-long', 'reads-too-many']));
    const refused = answers.find(({ body }) => body['code'] === 'reads-too-many');
    expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([429, '5']);
    await quiet();
  });

  it.runIf(under.name === 'mariadb')(
    'are answered also after the server ended connections that nobody used',
    async () => {
      const some = (nowhere['any'] as readonly JsonObject[]).slice(0, 3);
      const all = `${records}?limit=1&count=true&filter=${asked({ not: { any: some } })}`;
      const { database } = calm.tenant;
      const before = database.longReads().answered;
      for (let turn = 0; turn < 3; turn += 1) {
        const found = await calm.ask('GET', all);
        expect([found.status, found.body['code'], Number(found.body['total']) >= 500]).toEqual([
          ...[200, undefined, true],
        ]);
        const others = await database.transaction((tx) =>
          tx.all<{ id: number }>(
            'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
          ),
        );
        await database.transaction(async (tx) => {
          for (const { id } of others) await tx.run(`KILL ${id}`).catch(() => {});
        });
        // The connections that all else is asked on are made again when the node hears of it.
        await expect.poll(async () => (await calm.ask('GET', `${records}/${id}`)).status).toBe(200);
      }
      expect(database.longReads().answered).toBeGreaterThanOrEqual(before + 3);
    },
  );

  it('are counted', async () => {
    const metrics = async () => (await node.raw('GET', '/metrics')).text();
    // The node asks for itself, too.
    await expect.poll(metrics, { timeout: 10_000 }).toMatch(/^guiju_long_reads_running 0$/m);
    const text = await metrics();
    expect(text).toMatch(/^guiju_long_reads_queued 0$/m);
    for (const end of ['deadline', 'left', 'refused'])
      expect(text).toMatch(new RegExp(`^guiju_long_reads_total{end="${end}"} [1-9]`, 'm'));
  });
});
