import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, runToItsEnd } from '../../database/killed.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { drawnScan, pdfOf } from '../scans/scans.suite.ts';
import { pagesOfStack, readStack, stackOf } from './station.suite.ts';

const packages = ['platform', 'basis', 'invoicing', 'imaging'];
const here = (path: string) => new URL(path, import.meta.url).href;

/** A node that reads a stack, and is killed once some of its pages are there. */
const dying = (url: string, home: string, stack: string) => `
  import { openTestNode } from '${here('../../server/test-node.suite.ts')}';
  const { ask } = await openTestNode('${url}', { packages: ${JSON.stringify(packages)}, home: '${home}' });
  await ask('POST', '/api/imaging/stacks/${stack}/read', {});
  for (;;) {
    const { body } = await ask('GET', '/api/forms/scan-page/records?view=manage&stack=${stack}');
    if (body.items.length >= 2) process.kill(process.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
`;

describeOnDatabases('a server that is killed while it reads a stack', (database) => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-shared-'));
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages, home });
  });
  afterAll(async () => {
    await node.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('has brought some of its pages, and the next brings the others: each is there once, in its place', async () => {
    const papers = ['one', 'two', 'three', 'four', 'five'].map((says) => drawnScan({ says }));
    const stack = await stackOf(node, await pdfOf(await Promise.all(papers)));
    expect((await runToItsEnd(dying(database.url, home, stack))).killed).toBe(true);
    await freeLeases(database.url);
    const some = (await pagesOfStack(node, stack)).map(({ page }) => page);
    expect([some.length >= 2, some.length < 5]).toEqual([true, true]);
    expect(await readStack(node, stack)).toMatchObject({ status: 'done', total: 5 });
    expect((await pagesOfStack(node, stack)).map(({ page }) => page)).toEqual([1, 2, 3, 4, 5]);
  });
});
