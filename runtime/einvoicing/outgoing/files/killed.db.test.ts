import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { freeLeases, runToItsEnd } from '../../../database/killed.suite.ts';
import { createDomains } from '../../../domains.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import type { Channel } from '../../channels/channel.ts';
import { deskAt, seller, serviceLine } from '../../issuing/desk.suite.ts';
import { license } from '../../issuing/license.suite.ts';

const packages = ['platform', 'basis', 'invoicing'];
const here = (path: string) => new URL(path, import.meta.url).href;

/** A node for which the next attempt is due: it takes the file in hand, and is killed before the invoice has it. */
const dying = (url: string) => `
  import { createDomains } from '${here('../../../domains.ts')}';
  import { openTestNode } from '${here('../../../server/test-node.suite.ts')}';
  const die = async () => process.kill(process.pid, 'SIGKILL');
  await openTestNode('${url}', {
    packages: ${JSON.stringify(packages)},
    clock: () => Date.now() + 70_000,
    domains: createDomains({ channels: () => async () => ({ name: 'dying', simulated: false, files: { fetch: die } }) }),
  });
  await new Promise((resolve) => setTimeout(resolve, 60_000));
`;

describeOnDatabases('a server that is killed while it brings a file', (database) => {
  let node: TestNode;
  let ahead = 0;
  let isThere = false;
  let fetched = 0;
  const channel: Channel = {
    name: 'bureau',
    simulated: false,
    credit: async () => null,
    issue: async ({ id }) => ({
      state: 'issued',
      number: id.replace(/\D/g, '').padEnd(20, '0').slice(0, 20),
      issuedAt: new Date().toISOString(),
      files: { pdf: false, ofd: false, xml: true },
    }),
    query: async () => null,
    files: {
      async fetch() {
        if (!isThere) return null;
        fetched += 1;
        return new TextEncoder().encode('<?xml version="1.0"?><Invoice/>');
      },
    },
  };

  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages,
      clock: () => Date.now() + ahead,
      domains: createDomains({ channels: () => async () => channel }),
    });
    await license(node, seller);
  });
  afterAll(() => node.close());

  it('has it brought by another one, once', async () => {
    const desk = deskAt(node);
    const invoice = await desk.invoiced({ lines: [serviceLine] });
    const path = `${desk.records('invoice-file')}?view=manage&invoice=${invoice}`;
    const task = async () => ((await node.ask('GET', path)).body['items'] as readonly JsonObject[])[0];
    await vi.waitFor(
      async () => expect(await task()).toMatchObject({ attempts: 1, state: 'waiting' }),
      20_000,
    );
    expect((await runToItsEnd(dying(database.url))).killed).toBe(true);
    await freeLeases(database.url);
    expect(await task()).toMatchObject({ attempts: 2, state: 'sending' });
    isThere = true;
    ahead = 400_000;
    await vi.waitFor(async () => expect(await task()).toMatchObject({ attempts: 3, state: 'sent' }), 20_000);
    expect(fetched).toBe(1);
    expect((await desk.read('invoice', invoice))['xml']).toMatchObject({ type: 'xml' });
  });
});
