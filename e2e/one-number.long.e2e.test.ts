import type { Page } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import type { Inbox } from '../metadata/contract/inbox/calls.ts';
import { type InboxKind, inboxKinds } from '../metadata/inbox.ts';
import type { Overview } from '../rules/einvoicing/contract/overview.ts';
import { createDomains } from '../runtime/domains.ts';
import { inBrowser, type Site } from './browser.ts';
import { askApproval, bearer, hire, madeSet, password, step, timeout } from './console.ts';
import { follow } from './follow.ts';
import { settled } from './settled.ts';

const [type, key] = timeout.split('/') as [string, string];
const put = (value: number) => ({ action: 'set', type, key, org: 'EAST', value });

/** Of these nothing can be made here, and where it is. */
const elsewhere: Partial<Record<InboxKind, string>> = {
  upkeep: 'A registry with newer versions: e2e/package-registry.long.e2e.test.ts',
};

/** Somebody whose numbers are compared: as he signs in, and as programs ask in his name. */
interface Person {
  readonly user: string;
  readonly as: Readonly<Record<string, string>>;
}

inBrowser(
  'what needs somebody',
  (site) => {
    const people = new Map<string, Person>();
    const personOf = (who: string): Person => people.get(who) ?? expect.fail(who);
    /** What the model says at this moment. */
    const inbox = async ({ as }: Pick<Person, 'as'> = { as: {} }) =>
      (await site().node.ask('GET', '/api/inbox', undefined, as)).body as unknown as Inbox;
    const visit = ({ user }: Person, path = '/') =>
      site().visit({ path, ...(user === 'admin' ? {} : { user, password }) });

    beforeAll(async () => {
      const { node } = site();
      const { body: who } = await node.ask('GET', '/api/session');
      people.set('who runs it', { user: 'admin', as: {} });
      for (const [user, name] of [
        ['liu', '刘洋'],
        ['chen', '陈晨'],
      ] as const)
        await hire(site(), user, name, ['* read', '* write', '* approve']);
      people.set('who approves values', { user: 'liu', as: await bearer(site(), 'liu') });
      await employ(site(), 'wu', '吴敏');
      people.set('who issues', { user: 'wu', as: await bearer(site(), 'wu') });
      const csv = { 'content-type': 'text/csv' };
      await node.ask('POST', '/api/forms/customer/import', 'nothing,known\n1,2', csv);
      const rows = new TextEncoder().encode('编码,名称\nX1,\n');
      await node.raw('POST', '/api/forms/customer/import?dryRun=true', rows, csv);
      await useUpLicences(site());
      for (const remark of ['一', '二', '三']) {
        const application = { buyerName: '买方', remark };
        await node.ask('POST', '/api/forms/invoice-application/records', application);
        await node.ask(
          'POST',
          '/api/forms/invoice-application/records?org=EAST',
          application,
          personOf('who issues').as,
        );
      }
      const expiresOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
      await node.ask('POST', '/api/me/tokens', { name: 'ERP', scopes: ['read'], expiresOn });
      await askApproval(site(), [type]);
      await madeSet(site(), [put(620)], { name: '未提交的调整' });
      const { as: by } = personOf('who approves values');
      // Nobody approves his own.
      const propose = async (name: string, value: number, author: Person['as']) => {
        const set = await madeSet(site(), [put(value)], { name, reason: '对方升级' }, author);
        await step(site(), set.id, 'propose', undefined, author);
      };
      await propose('夜间调整', 610, by);
      await propose('日间调整', 611, by);
      await propose('周末调整', 612, {});
      await propose('节日调整', 613, {});
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
        timeout: 120_000,
        interval: 1_000,
      });
    }, 300_000);

    /** The number as each door tells it to somebody. */
    async function numbers(person: Person): Promise<Readonly<Record<string, number>>> {
      const { items, counts } = await inbox(person);
      const page = await visit(person);
      const home = page.getByRole('region', { name: '需要处理' });
      await home.locator('gj-inbox-list li').first().waitFor();
      await settled(page);
      const all = page.getByRole('link', { name: /^全部 \d+ 项$/ });
      const atHome = (await home.locator(all).count())
        ? numberIn(await home.locator(all).textContent())
        : await home.locator('gj-inbox-list li').count();
      const bell = page.getByRole('button', { name: /^任务与通知/ });
      const onBell = Number(/(\d+) 项需要处理/.exec((await bell.getAttribute('aria-label')) ?? '')?.[1]);
      await bell.click();
      const list = page.getByRole('dialog', { name: '任务与通知' });
      const inBell = numberIn(await list.getByRole('link', { name: /^全部 \d+ 项$/ }).textContent());
      await list.getByRole('link', { name: /^全部 \d+ 项$/ }).click();
      await page.getByRole('tab', { name: /^需要处理 \d+$/ }).waitFor();
      await settled(page);
      const onTab = numberIn(await page.getByRole('tab', { name: /^需要处理/ }).textContent());
      const listed = await page.locator('gj-inbox-list li').count();
      await page.close();
      return { api: items.length, counts: counts.open, atHome, onBell, inBell, onTab, listed };
    }

    it.each(['who runs it', 'who approves values', 'who issues'])(
      'is one number for %s, by every door',
      async (who) => {
        const doors = await numbers(personOf(who));
        expect(doors['api']).toBeGreaterThan(0);
        expect(new Set(Object.values(doors)), JSON.stringify(doors)).toEqual(new Set([doors['api']]));
      },
    );

    it.each<[what: string, who: string, key: string, agree: (page: Page) => Promise<void>]>([
      ['done', 'who runs it', 'e', async () => {}],
      ['put off', 'who runs it', 's', (page) => page.getByRole('menuitem').first().click()],
      [
        'given away',
        'who approves values',
        'a',
        async (page) => {
          const dialog = page.locator('gj-form-dialog');
          await dialog.getByRole('button', { name: '交给同事' }).click();
        },
      ],
    ])('is one less by every door once an item is %s', async (_, who, key, agree) => {
      const person = personOf(who);
      const before = (await inbox(person)).items;
      const given =
        before.find(({ title }) => /(夜间|日间|周末|节日)调整/.test(title)) ?? expect.fail('none is left');
      const page = await visit(person, '/inbox');
      await page.locator(`gj-inbox-list [data-item="${given.id}"] a`).first().focus();
      await page.keyboard.press(key);
      await agree(page);
      const bell = page.getByRole('button', { name: /^任务与通知/ });
      await expect.poll(() => bell.getAttribute('aria-label')).toContain(`${before.length - 1} 项需要处理`);
      await page.getByRole('tab', { name: `需要处理 ${before.length - 1}` }).waitFor();
      const doors = await numbers(person);
      expect(new Set(Object.values(doors)), JSON.stringify(doors)).toEqual(new Set([before.length - 1]));
    });

    it('is one number as soon as one looks, whatever came since', async () => {
      const person = personOf('who runs it');
      const page = await visit(person, '/jobs');
      const bell = page.getByRole('button', { name: /^任务与通知/ });
      const before = (await inbox(person)).counts.open;
      await expect.poll(() => bell.getAttribute('aria-label')).toContain(`${before} 项需要处理`);
      const csv = { 'content-type': 'text/csv' };
      await site().node.ask('POST', '/api/forms/customer/import', 'neither,known\n1,2', csv);
      await expect.poll(async () => (await inbox(person)).counts.open).toBe(before + 1);
      await follow(page, '/inbox');
      await page.getByRole('tab', { name: `需要处理 ${before + 1}` }).waitFor();
      await expect.poll(() => bell.getAttribute('aria-label')).toContain(`${before + 1} 项需要处理`);
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
        items.filter(({ id }) => id.split('.')[2] === named).reduce((all, { count }) => all + count, 0);
      const tile = (wanted: string) => overview.tiles.find((one) => one.key === wanted)?.count ?? 0;
      expect(sum('failed')).toBe(tile('failed'));
      expect(sum('held')).toBe(tile('held'));
      const ours = overview.confirmations.find(({ waitsFor }) => waitsFor === 'us')?.count ?? 0;
      expect(sum('confirmation')).toBe(ours);
    });
  },
  {
    demo: 'with-story',
    domains: createDomains({ scenes: ({ early }) => early === true }),
    packages: ['platform', 'basis', 'invoicing', 'imaging'],
  },
);

function numberIn(text: string | null): number {
  return Number(/\d+/.exec(text ?? '')?.[0]);
}

/** Makes a person who writes applications in the east and issues what comes of them. */
async function employ({ node }: Site, number: string, name: string): Promise<void> {
  const grant = {
    form: '*',
    actions: ['read', 'create', 'edit', 'delete'],
    moreActions: '*',
    scope: 'subtree',
  };
  await node.ask('POST', '/api/forms/role/records', { number, name, grants: [grant] });
  const user = { number, name, organisation: 'EAST', roles: [{ role: number, organisation: 'EAST' }] };
  const { body } = await node.ask('POST', '/api/forms/user/records', user);
  await node.node.gate.setPassword({ id: String(body['id']), number }, password);
}

/** All licences of a cloud authorisation are given to tax numbers. */
async function useUpLicences({ node }: Site): Promise<void> {
  const cloud = {
    number: 'CLOUD',
    name: '云',
    clientId: 'c',
    tenant: 't',
    issuingTotal: 1,
    receivingTotal: 0,
  };
  await node.ask('POST', '/api/forms/cloud-authorisation/records', cloud);
  const licence = { organisation: 'root', authorisation: 'CLOUD', service: 'issuing', number: 'L1' };
  const { body } = await node.ask('POST', '/api/forms/licence/records', {
    ...licence,
    taxNo: '91440300708461136T',
  });
  const path = `/api/forms/licence/records/${String(body['id'])}/actions/authorise`;
  const given = await node.ask('POST', path, {}, { 'if-match': `"${String(body['revision'])}"` });
  expect(given.status, JSON.stringify(given.body)).toBe(200);
}
