import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { formTasks } from './newcomer-forms.ts';
import { publishTwice, undoOfYesterday, useTasks } from './newcomer-uses.ts';
import { Walk, type WalkRecord } from './newcomer-walk.ts';
import { manualPicture } from './picture.ts';

/** How many steps and seconds each took is told, not asked: a slow machine makes no product worse. */
function tell({ task, steps, seconds }: WalkRecord): void {
  process.stdout.write(`newcomer ${task}: ${steps} steps, ${seconds} s\n`);
}

inBrowser(
  'a newcomer, from the first page and without the manual',
  (site) => {
    it.each(Object.entries({ ...formTasks, ...useTasks }))('gets to the end: %s', async (task, walked) => {
      const walk = await Walk.begin(site(), task, (page, name) => manualPicture(page, `newcomer-${name}`));
      await walked(walk);
      tell(walk.record);
      // What was said of the last step lies over the page for a while.
      const notices = walk.page.locator('gj-notices').getByRole('button', { name: '关闭' });
      while ((await notices.count()) > 0)
        await notices
          .first()
          .click({ timeout: 1_000 })
          .catch(() => {});
      await isSound(walk.page, `newcomer-${task}-end`);
    });

    it('takes fields to another form over the clipboard', async () => {
      const walk = await Walk.begin(site(), 'clipboard');
      const { page } = walk;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await walk.design('领用');
      await walk.tile('单价').click();
      await walk.tile('数量').click({ modifiers: ['Control'] });
      await page.keyboard.press('Control+c');
      await page.getByText('已复制 2 个字段', { exact: false }).waitFor();
      await page.goto('/design/organisation');
      await page.locator('gj-design-canvas .tile').first().waitFor();
      await page.keyboard.press('Control+v');
      for (const called of ['单价', '数量']) await walk.tile(called).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"guijuFields"');
    });
  },
  { packages: ['platform'], story: true },
);

const day = 24 * 3600 * 1000;
let later = 0;

inBrowser(
  'a newcomer who thinks better of it the day after',
  (site) => {
    it('takes back what was published yesterday; records made since stay', async () => {
      const name = await publishTwice(site());
      later = day;
      const path = `/api/forms/${name}/records`;
      expect((await site().node.ask('POST', path, { name: '今天的' })).status).toBe(201);
      const walk = await Walk.begin(site(), 'undo', (page, task) => manualPicture(page, `newcomer-${task}`));
      await undoOfYesterday(walk);
      tell(walk.record);
      await isSound(walk.page, 'newcomer-undo-end');
      const { fields } = (await site().node.ask('GET', `/api/forms/${name}`)).body as {
        readonly fields: readonly (JsonObject & { readonly label: { readonly zh: string } })[];
      };
      const labels = fields.map(({ label }) => label.zh);
      expect(labels).toContain('数量');
      expect(labels).not.toContain('用途');
      const { items } = (await site().node.ask('GET', path)).body;
      expect((items as readonly JsonObject[]).map((one) => one['name'])).toEqual(['今天的']);
    });
  },
  { packages: ['platform'], story: true, clock: () => Date.now() + later },
);
