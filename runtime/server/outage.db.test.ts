import { afterAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { Wire } from '../../workshop/services/wire.ts';
import { notePackage, openTestNode, type TestNode } from './test-node.suite.ts';

const records = '/api/forms/note/records';

describeOnDatabases('a node whose database is away', (under) => {
  let node: TestNode | undefined;
  let wire: Wire | undefined;
  afterAll(async () => {
    await node?.close();
    await wire?.cut();
  });

  it.runIf(under.name === 'mariadb')(
    'answers 503 and when to try again, and serves as before when it is back',
    async () => {
      wire = new Wire(new URL(under.url));
      await wire.join();
      node = await openTestNode(wire.url);
      const own = node;
      await own.publish([notePackage([])]);
      const made = await own.ask('POST', records, { number: 'A' });
      expect(made.status).toBe(201);
      expect((await own.ask('GET', '/readyz')).status).toBe(200);

      const writing = Array.from({ length: 20 }, (_, at) => own.ask('POST', records, { number: `W${at}` }));
      await wire.cut();
      const written = await Promise.all(writing);
      for (const { status } of written) expect([201, 503]).toContain(status);
      for (const [method, path, body] of [
        ['GET', records, undefined],
        ['GET', `${records}/${String(made.body['id'])}`, undefined],
        ['POST', records, { number: 'B' }],
        ['POST', '/api/session', { user: 'admin', password: 'whatever it is' }],
        ['GET', '/readyz', undefined],
      ] as const) {
        const away = await own.ask(method, path, body);
        expect([away.status, path]).toEqual([503, path]);
        if (path === '/readyz') continue;
        expect(Number(away.headers.get('retry-after')), path).toBeGreaterThan(0);
        expect(away.body['code'], path).toBe('unavailable');
      }
      expect((await own.ask('GET', '/healthz')).status).toBe(200);

      await wire.join();
      await expect.poll(async () => (await own.ask('GET', '/readyz')).status, { timeout: 10_000 }).toBe(200);
      expect((await own.ask('POST', records, { number: 'C' })).status).toBe(201);
      const { body } = await own.ask('GET', `${records}?limit=100`);
      const numbers = (body['items'] as { number: string }[]).map(({ number }) => number);
      // A record that was acknowledged is there.
      for (const [at, { status }] of written.entries())
        if (status === 201) expect(numbers).toContain(`W${at}`);
      expect(numbers).toEqual(expect.arrayContaining(['A', 'C']));
      expect(new Set(numbers).size).toBe(numbers.length);
    },
  );
});
