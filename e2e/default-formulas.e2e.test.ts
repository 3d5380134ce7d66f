import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { languages } from '../workshop/runs.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

/** A lease: what it begins with is made of today and of what is typed. */
const lease: JsonObject = {
  name: 'lease',
  kind: 'document',
  label: label('租约', 'Lease'),
  sharing: 'everybody',
  fields: [
    field('number', 'text', '编号', { required: true }),
    field('start', 'date', '开始', { default: { formula: 'date(2026, 3, 31)' } }),
    field('end', 'date', '结束', { default: { formula: 'addMonths(start, months)' } }),
    field('months', 'integer', '月数', { default: 11 }),
    field('notice', 'formula', '通知天数', { formula: 'months * $param.leasing.days', scale: 0 }),
    field('deposit', 'integer', '押金月数', { default: { formula: '$param.leasing.deposit' } }),
    field('why', 'text', '理由', {
      visible: { fact: 'months', operator: 'greaterThan', value: { fact: '$param.leasing.days' } },
    }),
    field('keeper', 'reference', '经办人', { form: 'user', default: { formula: '$user' } }),
  ],
};
const words = {
  zh: { end: '结束', months: '月数', way: '默认值', formula: '公式', gives: '计算结果：' },
  en: { end: 'end', months: 'months', way: 'Default', formula: 'A formula', gives: 'Result: ' },
} as const;

inBrowser('defaults by formula', (site) => {
  beforeAll(async () => {
    await publishFiles(site(), {
      'package.json': {
        name: 'leasing',
        version: '1.0.0',
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'ls', label: label('租赁', 'Leasing') },
      },
      'params/leasing.json': {
        type: 'leasing',
        label: label('租赁', 'Leasing'),
        params: [
          { key: 'days', value: { kind: 'integer' }, preset: 3 },
          { key: 'deposit', value: { kind: 'integer' }, preset: 2 },
        ].map((one) => ({ ...one, label: label(one.key, one.key), unset: { label: label('无', 'None') } })),
      },
      'forms/lease.json': lease,
    });
  });

  it.each(languages)(
    'follow what is typed on a new record until somebody types over them (%s)',
    async (language) => {
      const said = words[language];
      const page = await site().visit({ path: '/forms/lease/new', language });
      const box = (name: string) => page.getByLabel(name, { exact: true }).first();
      await expect.poll(() => box(said.end).inputValue()).toMatch(/2027/);
      const began = await box(said.end).inputValue();
      await box(said.months).fill('1');
      await box(said.months).press('Tab');
      await expect.poll(() => box(said.end).inputValue()).not.toBe(began);
      await expect.poll(() => box(said.end).inputValue()).toMatch(/2026.*4|4.*2026/);
      await settled(page);
      await picture(page, `default-formula-new-${language}`);
    },
  );

  it('and formulas beside them go by parameters as they are when a record is opened', async () => {
    const page = await site().visit({ path: '/forms/lease/new' });
    const box = (name: string) => page.getByLabel(name, { exact: true }).first();
    await expect.poll(() => box('押金月数').inputValue()).toBe('2');
    await expect.poll(() => box('通知天数').textContent()).toContain('33');
    await box('理由').waitFor();
    await box('月数').fill('3');
    await box('月数').press('Tab');
    await expect.poll(() => box('通知天数').textContent()).toContain('9');
    await box('理由').waitFor({ state: 'detached' });
    await box('编号').fill('L-1');
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    // The form is known to the page already; what is set since is read again.
    for (const [key, value] of [
      ['days', 5],
      ['deposit', 1],
    ] as const) {
      const { status } = await site().node.ask('PUT', `/api/params/leasing/${key}?scope=system`, { value });
      expect(status).toBe(201);
    }
    await page.evaluate(() => {
      history.pushState(null, '', '/forms/lease/new');
      dispatchEvent(new PopStateEvent('popstate'));
    });
    await expect.poll(() => box('押金月数').inputValue()).toBe('1');
    await expect.poll(() => box('通知天数').textContent()).toContain('55');
  });

  it.each(languages)('are written in the designer, as formulas are (%s)', async (language) => {
    const said = words[language];
    const page = await site().visit({ path: '/design/lease?show=fields%2Fmonths', language });
    const way = page.getByRole('combobox', { name: said.way, exact: true });
    await way.selectOption({ label: said.formula });
    const editor = page.locator('gj-formula-editor');
    const area = editor.getByRole('textbox', { name: said.way, exact: true });
    await area.fill('month($today) + 1');
    await editor.getByRole('status').filter({ hasText: said.gives }).waitFor();
    expect(await editor.getByRole('alert').count()).toBe(0);
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      await picture(page, `default-formula-${language}-${width}`);
    }
    expect(await axeNow(page)).toEqual([]);
    await area.fill('$today');
    await editor.getByRole('alert').waitFor();
    await picture(page, `default-formula-wrong-${language}`);
  });
});
