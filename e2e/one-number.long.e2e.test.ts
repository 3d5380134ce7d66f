import { beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import type { Inbox } from '../metadata/contract/inbox/calls.ts';
import { type InboxKind, inboxKinds } from '../metadata/inbox.ts';
import type { Overview } from '../rules/einvoicing/contract/overview.ts';
import { inBrowser } from './browser.ts';
import { askApproval, bearer, hire, madeSet, step, timeout } from './console.ts';
import { settled } from './settled.ts';

const [type, key] = timeout.split('/') as [string, string];
const put = (value: number) => ({ action: 'set', type, key, org: 'EAST', value });

/** Of these nothing can be made here, and where it is. */
const elsewhere: Partial<Record<InboxKind, string>> = {
  upkeep: 'A registry with newer versions: e2e/package-registry.long.e2e.test.ts',
};

inBrowser(
  'what needs somebody',
  (site) => {
    /** What the model says at this moment. */
    const inbox = async () => (await site().node.ask('GET', '/api/inbox')).body as unknown as Inbox;

    beforeAll(async () => {
      const { node } = site();
      const { body: who } = await node.ask('GET', '/api/session');
      await hire(site(), 'liu', '刘洋', ['* read', '* write', '* approve']);
      const csv = { 'content-type': 'text/csv' };
      await node.ask('POST', '/api/forms/customer/import', 'nothing,known\n1,2', csv);
      const rows = new TextEncoder().encode('编码,名称\nX1,\n');
      await node.raw('POST', '/api/forms/customer/import?dryRun=true', rows, csv);
      const cloud = { number: 'CLOUD', name: '云', clientId: 'c', tenant: 't', issuingTotal: 1 };
      await node.ask('POST', '/api/forms/cloud-authorisation/records', cloud);
      for (const remark of ['一', '二', '三'])
        await node.ask('POST', '/api/forms/invoice-application/records', { buyerName: '买方', remark });
      const expiresOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
      await node.ask('POST', '/api/me/tokens', { name: 'ERP', scopes: ['read'], expiresOn });
      await askApproval(site(), [type]);
      await madeSet(site(), [put(620)], { name: '未提交的调整' });
      const by = await bearer(site(), 'liu');
      const set = await madeSet(site(), [put(610)], { name: '夜间调整', reason: '对方升级' }, by);
      await step(site(), set.id, 'propose', undefined, by);
      const me = (who['user'] as JsonObject)['id'];
      const named = await node.ask('POST', '/api/design/tell', { form: 'customer', people: [String(me)] });
      expect(named.status, JSON.stringify(named.body)).toBe(200);
      const wanted = inboxKinds.filter((kind) => !(kind in elsewhere));
      const missing = async () => {
        const kinds = new Set((await inbox()).items.map(({ kind }) => kind));
        return wanted.filter((kind) => !kinds.has(kind));
      };
      await vi.waitFor(async () => expect(await missing()).toEqual([]), { timeout: 60_000 });
      // While something goes on each number is another one at the next look.
      const running = async () => (await node.ask('GET', '/api/jobs?status=waiting,running')).body['items'];
      await vi.waitFor(async () => expect(await running()).toEqual([]), {
        timeout: 60_000,
        interval: 1_000,
      });
    }, 200_000);

    it('is one number on the bell, the first page and in the inbox', async () => {
      const { items, counts } = await inbox();
      expect(counts.open).toBe(items.length);
      const page = await site().visit();
      const bell = page.getByRole('button', { name: /^任务与通知/ });
      await expect.poll(() => bell.getAttribute('aria-label')).toContain(`${items.length} 项需要处理`);
      const card = page.getByRole('region', { name: '需要处理' });
      await card.getByRole('link', { name: `全部 ${items.length} 项` }).waitFor();
      await bell.click();
      const list = page.getByRole('dialog', { name: '任务与通知' });
      await list.getByRole('link', { name: `全部 ${items.length} 项` }).click();
      await page.getByRole('tab', { name: `需要处理 ${items.length}` }).waitFor();
      await settled(page);
      const shown = await page.locator('gj-inbox-list').evaluate((host) => {
        const heads = [...(host.shadowRoot?.querySelectorAll('h2') ?? [])];
        return heads.map((head) => Number(head.querySelector('span')?.textContent));
      });
      const byKind = inboxKinds.map((kind) => items.filter((item) => item.kind === kind).length);
      expect(shown).toEqual(byKind.filter((count) => count > 0));
    });

    it('is of jobs each one that the page of jobs calls failed, and no other', async () => {
      const { items } = await inbox();
      const wanted: ReadonlySet<InboxKind> = new Set(['failure', 'question']);
      const named = items.flatMap(({ id, kind }) =>
        id.startsWith('job.') && wanted.has(kind) ? [id.slice('job.'.length)] : [],
      );
      const page = await site().visit({ path: '/jobs?only=failed' });
      const jobs = page.locator('gj-jobs-page gj-job');
      await jobs.first().waitFor();
      await settled(page);
      const shown = await jobs.evaluateAll((all) =>
        all.map((one) => (one as unknown as { job: { id: string } }).job.id),
      );
      expect(shown.toSorted()).toEqual(named.toSorted());
    });

    it('is of invoices what the first page counts, the inbox tells and each list has', async () => {
      const { node } = site();
      const overview = (await node.ask('GET', '/api/issuing/overview')).body as unknown as Overview;
      const counted = [...overview.tiles, ...overview.confirmations];
      expect(counted.some(({ count }) => count > 0)).toBe(true);
      const listed = async ({ form, filter }: (typeof counted)[number]) => {
        const query = new URLSearchParams({ view: 'manage', count: 'true', limit: '1' });
        query.set('filter', JSON.stringify(filter));
        return Number((await node.ask('GET', `/api/forms/${form}/records?${query}`)).body['total']);
      };
      for (const one of counted) expect([one, await listed(one)]).toEqual([one, one.count]);

      const page = await site().visit();
      const card = page.getByRole('region', { name: /^开票/ });
      await card.locator('.tiles a').first().waitFor();
      await settled(page);
      const shown = await card.locator('.tiles a b').allTextContents();
      const numbers = (texts: readonly string[]) => texts.map((text) => Number(text.replaceAll(',', '')));
      expect(numbers(shown).toSorted()).toEqual(counted.map(({ count }) => count).toSorted());

      const { items } = await inbox();
      const sum = (named: string) =>
        items.filter(({ id }) => id.startsWith(named)).reduce((all, { count }) => all + count, 0);
      const tile = (wanted: string) => overview.tiles.find((one) => one.key === wanted)?.count ?? 0;
      expect(sum('issuing.failed')).toBe(tile('failed'));
      expect(sum('issuing.held')).toBe(tile('held'));
      const ours = overview.confirmations.find(({ waitsFor }) => waitsFor === 'us')?.count ?? 0;
      expect(sum('issuing.confirmation')).toBe(ours);
    });
  },
  { demo: true, packages: ['platform', 'basis', 'invoicing', 'imaging'] },
);
