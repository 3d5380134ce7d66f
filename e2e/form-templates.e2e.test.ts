import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { someOf } from '../workshop/it-long.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { settled } from './settled.ts';

const words = {
  zh: {
    fresh: '新表单',
    from: '从模板开始',
    begin: '开始设计',
    publish: '发布',
    template: '合同',
    named: '租赁合同',
  },
  en: {
    fresh: 'New form',
    from: 'From a template',
    begin: 'Start designing',
    publish: 'Publish',
    template: 'Task',
    named: 'Task',
  },
} as const;

inBrowser(
  'a form begun from a template',
  (site) => {
    it.each(someOf(['zh', 'en'] as const, 2))(
      'is chosen by what it is for, published, and filled in (%s)',
      async (language) => {
        const said = words[language];
        const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
        const page = await site().visit({ path: '/design', language });
        await press(page, said.fresh);
        await page.getByRole('radio', { name: said.from }).check();
        await press(page, said.begin);
        await page.locator('[data-field="template"] [role="alert"]').waitFor();
        expect(await page.getByRole('radio', { name: said.template, exact: false }).count()).toBeGreaterThan(
          0,
        );
        await page.locator('[data-field="template"] label', { hasText: said.template }).first().click();
        // What the template says is no longer missing.
        expect(await page.getByRole('alert').count()).toBe(0);
        await isSound(page, `form-templates-${language}`);
        const called = page.getByLabel(language === 'zh' ? '中文名称' : 'English name');
        expect(await called.inputValue()).toBe(said.template);
        if (language === 'zh') await called.fill(said.named);
        await press(page, said.begin);
        await page.getByRole('heading', { level: 1, name: said.named }).waitFor();
        await isSound(page, `form-templates-design-${language}`);
        await press(page, `${said.publish}…`);
        await press(page, said.publish);
        await page.waitForURL(/\/forms\//);
        await page.getByRole('heading', { level: 1, name: said.named }).waitFor();
        await page.goto(`${page.url().split('?')[0]}/new`);
        await settled(page);
        await isSound(page, `form-templates-record-${language}`);
      },
    );
  },
  { packages: ['platform', 'templates'] },
);
