import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { cli } from '../../../cli/captured-terminal.suite.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { requireForm } from '../../forms/forms.ts';
import { deskAt } from '../desk.suite.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { type QuotaBook, quotaBook } from './ledger.ts';

interface Said {
  readonly findings: readonly { readonly code: string; readonly message: string; readonly status: string }[];
  readonly repaired?: readonly { readonly code: string; readonly place: string }[];
}

const options = { packages: ['platform', 'basis', 'invoicing'] };
const month = '2026-11';

describeOnDatabases('guiju doctor and the ledger of the monthly quota', (under) => {
  let home = '';
  beforeAll(async () => {
    home =
      under.name === 'sqlite'
        ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:')))
        : await mkdtemp(join(tmpdir(), 'guiju-quota-'));
  });
  afterAll(async () => {
    if (under.name !== 'sqlite') await rm(home, { recursive: true, force: true });
  });

  /** Does something on a node that is gone again afterwards: nobody repairs below a server. */
  async function served(work: (node: TestNode) => Promise<void>): Promise<void> {
    const node = await openTestNode(under.url, options);
    await work(node);
    await node.close();
  }
  async function doctor(...words: string[]) {
    const environment = {
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      LANG: 'en_GB.UTF-8',
      ...(under.name === 'sqlite' ? {} : { DATABASE_URL: under.url }),
    };
    const { json } = await cli(['doctor', '--json', ...words], { environment });
    const { findings, repaired = [] } = json as unknown as Said;
    const ofQuota = ({ code }: { readonly code: string }) => code.startsWith('doctor-quota');
    const failed = findings.filter(({ status }) => status === 'fail').map(({ message }) => message);
    return { failed, repaired: repaired.filter(ofQuota) };
  }
  const inBook = (node: TestNode, work: (book: QuotaBook) => Promise<unknown>) => {
    const call = asPlatform(node.tenant.systemCall());
    return node.tenant.store.atOnce<JsonObject>(call, async (transaction) => {
      const book = quotaBook(transaction, call);
      if (book) await work(book);
      return {};
    });
  };
  const [whole, wrong] = ['91500023000000001A', '91500023000000002B'] as const;

  it('finds nothing wrong of what was given, adjusted, downloaded, returned, reserved, confirmed and given back', async () => {
    await served(async (node) => {
      const desk = deskAt(node);
      const invoice = await desk.make('invoice', { number: '1', invoiceType: '10xdp' });
      for (const taxNo of [whole, wrong]) {
        const given = { taxNo, month, given: '1000', adjusted: '50', leqi: true };
        await desk.make('quota-account', given);
        // Of what Leqi issued and December is used by, none was downloaded.
        await desk.make('quota-account', { taxNo, month: '2026-12', given: '1000' });
        const taking = async (request: string, net: string, byLeqi: boolean) => {
          const asked = { taxNo, month, net, byLeqi, request: `${taxNo} ${request}` };
          await inBook(node, (book) => book.reserve(asked));
        };
        for (const [at, net] of ['100', '200', '700'].entries()) await taking(`leqi ${at}`, net, true);
        await taking('others', '20.5', false);
        await inBook(node, async (book) => {
          await book.confirm(`${taxNo} leqi 0`, { month, invoice });
          await book.confirm(`${taxNo} leqi 1`, { month: '2026-12', invoice });
          await book.release(`${taxNo} leqi 2`);
          await book.confirm(`${taxNo} others`, { month, invoice });
          await book.back(`${taxNo} others`, { month, net: '0.5' });
          await book.return({ taxNo, month, net: '300', reason: '月末' });
        });
      }
    });
    expect(await doctor()).toEqual({ failed: [], repaired: [] });
  });

  it('puts right an account that says something else, and releases what is reserved for a pending invoice that is gone', async () => {
    let before: Readonly<Record<string, Json>> = {};
    await served(async (node) => {
      const call = asPlatform(node.tenant.systemCall());
      const form = requireForm(call, 'quota-account');
      await node.tenant.store.atOnce<JsonObject>(call, async (transaction) => {
        const one = (await transaction.where(form, 'taxNo', wrong)).find((each) => each.month === month);
        if (!one) return {};
        before = { usedOthers: one.usedOthers ?? null, left: one.left ?? null };
        await transaction.change(form, one, { usedOthers: '999', left: '-1' }, 'counted');
        return {};
      });
      const asked = { taxNo: whole, month, net: '30', byLeqi: false, request: 'of nobody' };
      await inBook(node, (book) => book.reserve(asked));
    });
    const { failed, repaired } = await doctor('--repair');
    expect(repaired).toMatchObject([
      { code: 'doctor-quota-wrong', place: `quota-account ${wrong} ${month}: usedOthers 999 ≠ 20` },
      { code: 'doctor-quota-left', place: expect.stringContaining(`${whole} ${month} 30`) },
    ]);
    expect(failed).toEqual([]);
    await served(async (node) => {
      const desk = deskAt(node);
      const mended = async (taxNo: string) => {
        const { body } = await node.ask(
          'GET',
          `${desk.records('quota-account')}?view=manage&taxNo=${taxNo}&month=${month}`,
        );
        const [account] = body['items'] as readonly JsonObject[];
        return desk.read('quota-account', String(account?.['id']));
      };
      const [one, other] = [await mended(wrong), await mended(whole)];
      expect(one).toMatchObject(before);
      expect(other).toMatchObject({ usedOthers: before['usedOthers'], left: before['left'] });
      const history = `${desk.records('quota-account')}/${String(one['id'])}/history?limit=1`;
      const { items } = (await node.ask('GET', history)).body as { items: readonly JsonObject[] };
      expect(items[0]).toMatchObject({ reason: '命令：guiju doctor --repair' });
      const entries = `${desk.records('quota-entry')}?view=manage&kind=release&taxNo=${whole}&sort=-number`;
      const released = (await node.ask('GET', entries)).body['items'] as readonly JsonObject[];
      expect(released.map(({ net }) => net).sort()).toEqual(['30', '700']);
    });
  });
});
