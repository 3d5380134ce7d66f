import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { languages } from '../workshop/runs.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

/** A task whose days are counted on the page as on the server. */
const task: JsonObject = {
  name: 'task',
  kind: 'document',
  label: label('任务', 'Task'),
  sharing: 'everybody',
  fields: [
    field('number', 'text', '编号', { required: true }),
    field('start', 'date', '开始', { default: { formula: 'date(2026, 10, 1)' } }),
    field('due', 'date', '到期', { default: { formula: 'addWorkdays(start, 5)' } }),
    field('days', 'formula', '工作日', { formula: 'workdays(start, due)', scale: 0 }),
  ],
};
const words = {
  zh: { used: '按本组织的工作日历“CN”计算', exceptions: '例外日期', formula: '公式' },
  en: {
    used: 'Working days are those of your organisation’s calendar “CN”',
    exceptions: 'Exceptions',
    formula: 'Formula',
  },
} as const;
const sizes = [
  [1440, 900],
  [1024, 768],
] as const;

inBrowser('the work calendar', (site) => {
  beforeAll(async () => {
    await publishFiles(site(), {
      'package.json': {
        name: 'tasks',
        version: '1.0.0',
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'tk', label: label('任务', 'Tasks') },
      },
      'forms/task.json': task,
    });
  });

  it.each(languages)('is counted by while somebody types (%s)', async (language) => {
    const page = await site().visit({ path: '/forms/task/new', language });
    // The 1st to the 7th are free, and Saturday the 10th is worked.
    const due = page.getByLabel(language === 'zh' ? '到期' : 'due', { exact: true }).first();
    await expect.poll(() => due.inputValue()).toMatch(/13/);
    await settled(page);
    await picture(page, `task-new-${language}`);
  });

  it.each(languages)('is a record like any other (%s)', async (language) => {
    const { body } = await site().node.ask('GET', '/api/forms/work-calendar/records?number=CN');
    const [{ id } = { id: '' }] = body['items'] as readonly { readonly id: string }[];
    const page = await site().visit({ path: `/forms/work-calendar/${id}`, language });
    await page.getByText(words[language].exceptions, { exact: true }).first().waitFor();
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      await picture(page, `work-calendar-${language}-${width}`);
    }
    expect(await axeNow(page)).toEqual([]);
  });

  it.each(languages)('is named where a formula counts by it (%s)', async (language) => {
    const said = words[language];
    const page = await site().visit({ path: '/design/task?show=fields%2Fdays', language });
    const editor = page.locator('gj-formula-editor');
    await editor.getByRole('textbox', { name: said.formula, exact: true }).waitFor();
    await editor.getByText(said.used).waitFor();
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      await picture(page, `work-days-formula-${language}-${width}`);
    }
    expect(await axeNow(page)).toEqual([]);
  });
});
