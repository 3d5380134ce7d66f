import { expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const words = {
  zh: {
    find: '查找字段类型',
    add: '添加字段：公式',
    formula: '公式',
    into: '加到表单',
    gives: '计算结果：',
    closed: '缺少',
    kept: '设置和参数取保存时的值',
    label: '单价（不含税）',
    meant: '改用 {单价（不含税）}（price）',
    missing: '还要填：',
  },
  en: {
    find: 'Find a type',
    add: 'Add a field: Formula',
    formula: 'Formula',
    into: 'Add to the form',
    gives: 'Result: ',
    closed: 'missing',
    kept: 'Settings and parameters are read',
    label: 'Net price',
    meant: 'Use {Net price} (price)',
    missing: 'Still missing',
  },
} as const;

inBrowser('the editor of formulas', (site) => {
  it.each(languages)(
    'offers names, marks mistakes, tries what is typed, and the form has it (%s)',
    async (language) => {
      const said = words[language];
      const page = await site().visit({ path: '/design/invoice-item', language });
      const find = page.getByRole('searchbox', { name: said.find });
      await find.fill('zzzz');
      await page.locator('gj-design-palette').getByRole('status').waitFor();
      await find.fill('');
      await page.getByRole('button', { name: said.add, exact: true }).click();
      await page.keyboard.type(language === 'zh' ? '说明' : 'Explanation');
      const editor = page.locator('gj-formula-editor');
      const area = editor.getByRole('textbox', { name: said.formula, exact: true });
      await area.click();
      // More than there is room for: they scroll, and the one that is picked is seen.
      await page.keyboard.type('s');
      const list = editor.getByRole('listbox');
      await list.waitFor();
      expect(await list.evaluate((one) => one.scrollHeight > one.clientHeight)).toBe(true);
      expect(await axeNow(page)).toEqual([]);
      const isSeen = () =>
        list.evaluate((one) => {
          const [frame, line] = [one, one.querySelector('[aria-selected=true]')].map((part) =>
            part?.getBoundingClientRect(),
          );
          return (
            frame !== undefined && line !== undefined && line.bottom <= frame.bottom && line.top >= frame.top
          );
        });
      await page.keyboard.press('ArrowUp');
      await expect.poll(isSeen).toBe(true);
      await list.focus();
      await page.keyboard.press('ArrowDown');
      await expect.poll(isSeen).toBe(true);
      const first = await list.getByRole('option', { selected: true }).locator('code').innerText();
      await page.keyboard.press('Enter');
      await expect.poll(() => area.inputValue()).toBe(first);
      // By what it is called elsewhere, in either language, and before all parameters.
      await area.fill('');
      await page.keyboard.type('合计');
      await expect.poll(() => list.getByRole('option').first().innerText()).toMatch(/^sum\(/);
      await area.fill('');
      await page.keyboard.type('upp');
      await editor.getByRole('option', { name: /^upper\(/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.type('nam');
      const offered = editor.getByRole('option');
      await offered.first().waitFor();
      await picture(page, `formula-offers-${language}`);
      await page.keyboard.press('Escape');
      await page.keyboard.type('e');
      await editor.getByRole('alert').filter({ hasText: said.closed }).waitFor();
      expect(await editor.locator('mark').count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.keyboard.type(') & "!"');
      await editor.getByRole('status').filter({ hasText: said.gives }).waitFor();
      expect(await editor.getByRole('alert').count()).toBe(0);
      await page.keyboard.type(' & $param.system.mail');
      await editor.getByRole('option', { name: /^\$param\.system\.mailAttachmentLimit/ }).waitFor();
      await picture(page, `formula-parameter-offers-${language}`);
      await page.keyboard.press('Enter');
      await editor.getByRole('status').filter({ hasText: said.gives }).waitFor();
      await editor.getByText(said.kept).waitFor();
      await settled(page);
      for (const [width, height] of [
        [1440, 900],
        [1024, 768],
      ] as const) {
        await page.setViewportSize({ width, height });
        await settled(page);
        expect(await cutElements(page)).toEqual([]);
        await picture(page, `formula-${language}-${width}`);
      }
      expect(await axeNow(page)).toEqual([]);
      await page.getByRole('button', { name: said.into, exact: true }).click();
      await page
        .getByText(language === 'zh' ? /步改动已保存/ : /changes?, kept|saved/)
        .first()
        .waitFor();
      const stored = async () => {
        const { body } = await site().node.ask('GET', '/api/design/drafts');
        const [first] = body['items'] as readonly { readonly id: string }[];
        return JSON.stringify((await site().node.ask('GET', `/api/design/drafts/${first?.id}`)).body['log']);
      };
      await expect.poll(stored).toContain('upper(name) & \\"!\\" & $param.system.mailAttachmentLimit');
    },
  );

  it.each(languages)(
    'takes fields as people call them, with blanks as well, and shows them so again (%s)',
    async (language) => {
      const said = words[language];
      const page = await site().visit({ path: '/design/invoice-item', language });
      await page.getByRole('button', { name: said.add, exact: true }).click();
      await page.keyboard.type(language === 'zh' ? '说明' : 'Explanation');
      const editor = page.locator('gj-formula-editor');
      const area = editor.getByRole('textbox', { name: said.formula, exact: true });
      const works = editor.getByRole('status').filter({ hasText: said.gives });
      await area.fill(language === 'zh' ? 'upper(名称)' : 'upper(Name)');
      await works.waitFor();
      expect(await editor.getByRole('alert').count()).toBe(0);
      // A label with a blank in it, written bare, in quotes, and begun and completed.
      const { label } = said;
      for (const [before, after] of [
        ['abs(', ')'],
        ['1 + "', '"'],
      ]) {
        await area.fill(`${before}${label}${after}`);
        const meant = editor.getByRole('button', { name: said.meant });
        await meant.waitFor();
        await picture(page, `formula-meant-${language}`);
        await meant.click();
        const mended = `${before}{${label}}${after}`.replaceAll('"', '');
        await expect.poll(() => area.inputValue()).toBe(mended);
        await works.waitFor();
      }
      // What was mistyped of it is taken as a whole, not as words that stand beside each other.
      if (language === 'en') {
        await area.fill('abs(Net pirce)');
        await editor.getByRole('alert').filter({ hasText: '“Net pirce”' }).waitFor();
        await editor.getByRole('button', { name: said.meant }).click();
        await expect.poll(() => area.inputValue()).toBe('abs({Net price})');
      }
      await area.fill('');
      await page.keyboard.type(`abs(${label.slice(0, -1)}`);
      await editor
        .getByRole('option')
        .filter({ hasText: `{${label}}` })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.type(')');
      await expect.poll(() => area.inputValue()).toBe(`abs({${label}})`);
      await area.fill('upper({Nobody knows})');
      await editor.getByRole('alert').filter({ hasText: 'Nobody knows' }).waitFor();
      await area.press('Control+Enter');
      expect(await page.getByText(said.missing, { exact: false }).count()).toBe(0);
    },
  );
});

inBrowser('a formula of a field that is hidden', (site) => {
  it.each(languages)('is no mistake, and says that its value counts (%s)', async (language) => {
    const name = `hides-${language}`;
    const content = {
      name,
      kind: 'master',
      label: label('暗算', 'Unseen sums'),
      sharing: 'everybody',
      fields: [
        field('number', 'number', '编号', { pattern: 'H{seq:4}' }),
        field('rate', 'decimal', '折扣', { hidden: true }),
        field('total', 'formula', '合计', { formula: 'rate * 2' }),
      ],
    };
    const steps = [{ do: 'add-form', content }];
    const begun = await site().node.ask('POST', '/api/design/drafts', {
      key: `formula-reads-hidden-${language}`,
      steps,
    });
    expect(begun.status, JSON.stringify(begun.body)).toBe(201);
    const page = await site().visit({ path: `/design/${name}`, language });
    await page
      .locator('gj-design-canvas [data-place]', { hasText: language === 'zh' ? '合计' : 'total' })
      .click();
    const editor = page.locator('gj-place-panel gj-formula-editor');
    const wanted = language === 'zh' ? /“折扣”已隐藏.*仍参与计算/ : /Hidden on the form.*rate/;
    await editor.getByRole('note').filter({ hasText: wanted }).waitFor();
    expect(await editor.getByRole('alert').count()).toBe(0);
    expect(await axeNow(page)).toEqual([]);
    await picture(page, `formula-hidden-${language}`);
    const area = editor.getByRole('textbox', { name: language === 'zh' ? '公式' : 'Formula', exact: true });
    await area.fill('');
    await page.keyboard.type('rat');
    await editor
      .getByRole('option', { name: language === 'zh' ? /rate（已隐藏）/ : /rate \(hidden\)/ })
      .waitFor();
  });
});
