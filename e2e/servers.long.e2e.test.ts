import { expect, it } from 'vitest';
import { sleeperOn } from '../runtime/database/asleep.suite.ts';
import { openDatabase } from '../runtime/database/drivers/open-database.ts';
import { designer, field } from '../runtime/http/design/designing.suite.ts';
import { notePackage, openTestNode } from '../runtime/server/test-node.suite.ts';
import { asTimePasses } from '../runtime/work/background/run-in-background.ts';
import { languages } from '../workshop/runs.ts';
import { inBrowser, type Site } from './browser.ts';
import { isSound } from './is-sound.ts';

/** All but what a node says of itself every two seconds. */
const untilSignOfLife = 2_000;

/** Another server of the same database, which can be kept from following. */
async function openOther({ database }: Site) {
  let paused: PromiseWithResolvers<void> | null = null;
  let isSilent = false;
  const node = await openTestNode(database, {
    name: 'web-2:8787',
    wait: async (milliseconds, stopping) => {
      await asTimePasses(milliseconds, stopping);
      if (isSilent || milliseconds !== untilSignOfLife) await paused?.promise;
    },
  });
  return {
    async pause() {
      paused = Promise.withResolvers();
      // Work that was under way is done.
      await asTimePasses(700, new AbortController().signal);
    },
    /** Nobody hears of it any more. */
    async silence() {
      isSilent = true;
      await asTimePasses(untilSignOfLife + 200, new AbortController().signal);
      await node.tenant.database.run("UPDATE gj_node SET last_seen = 1 WHERE name = 'web-2:8787'");
    },
    resume() {
      paused?.resolve();
      paused = null;
      isSilent = false;
    },
    close: () => node.close(),
  };
}

inBrowser(
  'a publish that another server does not follow',
  (site) => {
    const stories = [
      [
        'zh',
        { width: 1440, height: 900 },
        [
          /发布…/,
          '发布',
          '尚未更新的服务器：web-2:8787',
          '没有应答的服务器：web-2:8787',
          '全部服务器都已更新',
        ],
      ],
      [
        'en',
        { width: 1024, height: 768 },
        [
          ...[/Publish…/, 'Publish', 'Servers not up to date yet: web-2:8787'],
          ...['Servers not responding: web-2:8787', 'All servers are up to date'],
        ],
      ],
    ] as const;
    it.each(stories.filter(([language]) => languages.includes(language)))(
      'says by its name which one it is, until all of them serve it, in %s',
      async (language, size, texts) => {
        const { node } = site();
        const [open, publish, behind, silent, done] = texts;
        await node.publish([notePackage([])]);
        const by = designer(node);
        const design = await by.begin({ name: language });
        const step = {
          do: 'add-field',
          form: 'note',
          content: field(`local_${language}`, 'integer'),
        } as const;
        expect((await by.take(design, 0, [step])).status).toBe(200);
        const other = await openOther(site());
        try {
          const page = await site().visit({ path: `/design/note?draft=${design}`, language, size });
          await page.getByRole('button', { name: open }).click();
          const go = page.getByRole('button', { name: publish, exact: true });
          await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
          await other.pause();
          await go.click();
          const notices = page.locator('gj-notices');
          await notices.getByText(behind).waitFor();
          if (language === 'en') await isSound(page, 'servers-behind');
          await other.silence();
          await notices.getByText(silent).waitFor();
          expect(await notices.getByText(behind).count()).toBe(0);
          other.resume();
          await notices.getByText(done).waitFor();
          // The notice goes by itself.
          await notices.getByText(done).waitFor({ state: 'detached' });
        } finally {
          other.resume();
          await other.close();
        }
      },
    );

    it('is told by the name of the server that finished it, where its own stood still', async () => {
      const { node, database } = site();
      await node.publish([notePackage([])]);
      const by = designer(node);
      const design = await by.begin({ name: 'finished' });
      const step = { do: 'add-field', form: 'note', content: field('local_finished', 'integer') } as const;
      expect((await by.take(design, 0, [step])).status).toBe(200);
      const page = await site().visit({ path: `/design/note?draft=${design}` });
      await page.getByRole('button', { name: '发布…' }).click();
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
      const sleeper = sleeperOn(node.tenant.database);
      sleeper.sleepsBefore(/ADD COLUMN/);
      await go.click();
      await sleeper.asleep;
      const beside = await openDatabase(database, '/nowhere');
      // Its leases have run out.
      await beside.run('UPDATE gj_lease SET expires_at = 0');
      await beside.close();
      const other = await openOther(site());
      sleeper.wake();
      try {
        await page.locator('gj-notices').getByText('本服务器中途停顿，由 web-2:8787 完成了发布。').waitFor();
        await page.goto('/packages?tab=history');
        await page.getByText('中断后由 web-2:8787 完成').waitFor();
      } finally {
        await other.close();
      }
    });

    it('are told with their state where one looks after the server', async () => {
      const other = await openOther(site());
      try {
        const page = await site().visit({ path: '/health' });
        const card = page.locator('gj-health-page .card', { hasText: '服务器' });
        await card.getByText('web-2:8787').waitFor();
        await expect.poll(() => card.getByText('已更新').count()).toBe(2);
      } finally {
        await other.close();
      }
    });
  },
  { packages: ['platform'], nodesPatience: 200 },
);
