import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, runToItsEnd } from '../../database/killed.suite.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import type { Channel } from '../channels/channel.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';
import { license } from './license.suite.ts';

const packages = ['platform', 'basis', 'invoicing'];
const here = (path: string) => new URL(path, import.meta.url).href;

/** A node that sends the invoice, and is killed before the channel has it, or before its answer is written. */
const dying = (url: string, moment: string) => `
  import { createDomains } from '${here('../../domains.ts')}';
  import { openTestNode } from '${here('../../server/test-node.suite.ts')}';
  import { openDatabase } from '${here('../../database/drivers/open-database.ts')}';
  import { simulatedChannel } from '${here('../channels/simulated.ts')}';
  const database = await openDatabase('${url}', '/nowhere');
  const channel = simulatedChannel({ database, clock: Date.now });
  const die = () => process.kill(process.pid, 'SIGKILL');
  const issue = async (request) => {
    if ('${moment}' === 'before') die();
    await channel.issue(request);
    die();
    return new Promise(() => {});
  };
  await openTestNode('${url}', {
    packages: ${JSON.stringify(packages)},
    domains: createDomains({ channels: () => async () => ({ ...channel, issue }) }),
  });
  await new Promise((resolve) => setTimeout(resolve, 60_000));
`;

/** Nobody can reach it. */
const away: Channel = {
  name: 'away',
  simulated: true,
  credit: async () => null,
  issue: () => Promise.reject(new Error('away')),
  query: () => Promise.reject(new Error('away')),
};

describeOnDatabases('a server that is killed while it issues', (database) => {
  let node: TestNode;
  let isAway = true;
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages,
      domains: createDomains({
        channels: (connected) => async (asked) => (isAway ? away : connected(asked)),
      }),
    });
    await license(node, seller);
  });
  afterAll(() => node.close());

  const records = (form: string) => `/api/forms/${form}/records`;
  const act = async (form: string, id: string, action: string) => {
    const { body } = await node.ask('GET', `${records(form)}/${id}?view=manage`);
    const tag = { 'if-match': `"${String(body['revision'])}"` };
    const answer = await node.ask('POST', `${records(form)}/${id}/actions/${action}`, {}, tag);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };

  it.each(['before', 'after'])('%s the channel has it: it is issued once', async (moment) => {
    isAway = true;
    const body = { buyerName: moment, invoiceType: '10xdp', sellerTaxNo: seller, lines: [serviceLine] };
    const made = await node.ask('POST', records('invoice-application'), body);
    const id = String(made.body['id']);
    if (moment === 'before') await deskAt(node).simulate();
    for (const action of ['submit', 'approve', 'issue']) await act('invoice-application', id, action);
    expect((await runToItsEnd(dying(database.url, moment))).killed).toBe(true);
    await freeLeases(database.url);
    isAway = false;
    for (let pass = 0; pass < 3; pass++) await node.node.run('issue');
    const found = await node.ask('GET', `${records('pending-invoice')}?view=manage&application=${id}`);
    const [pending] = found.body['items'] as readonly JsonObject[];
    expect(pending).toMatchObject({ issueStatus: 'issued' });
    const invoices = await node.ask(
      'GET',
      `${records('invoice')}?view=manage&pendingInvoice=${String(pending?.['id'])}`,
    );
    expect(invoices.body['items']).toHaveLength(1);
    const sent = await node.tenant.database.all(
      'SELECT number FROM gj_simulated WHERE seller = ? AND state = ?',
      [seller, 'issued'],
    );
    const all = await node.ask('GET', `${records('invoice')}?view=manage`);
    expect(sent).toHaveLength((all.body['items'] as readonly JsonObject[]).length);
  });
});
