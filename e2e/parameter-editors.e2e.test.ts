import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { isObject, type JsonObject } from '../metadata/common/json.ts';
import { someOf } from '../workshop/it-long.ts';
import { inBrowser } from './browser.ts';
import { panel } from './console.ts';

/** The controls in which one types a value of a kind; several texts at once: `text+`. */
const controls: Readonly<Record<string, (of: Locator) => Locator>> = {
  boolean: (of) => of.getByRole('checkbox'),
  choice: (of) => of.getByRole('combobox'),
  text: (of) => of.getByRole('textbox'),
  'text+': (of) => of.locator('textarea'),
  choices: (of) => of.getByRole('combobox'),
  'field-list': (of) => of.getByRole('combobox'),
  integer: (of) => of.getByRole('textbox'),
  decimal: (of) => of.getByRole('textbox'),
  money: (of) => of.getByRole('textbox'),
  percent: (of) => of.getByRole('textbox'),
  'time-range': (of) => of.getByRole('textbox').or(of.getByRole('combobox')),
  json: (of) => of.getByRole('checkbox', { name: '按来源分别设置' }),
};

inBrowser(
  'every parameter of the packages',
  (site) => {
    it('has an editor that fits its kind, is named, has its unit beside it, and takes the focus by F2', async () => {
      const { body } = await site().node.ask('GET', '/api/params');
      const all = (body['items'] as unknown as readonly (JsonObject & { type: string; kind: string })[]).map(
        ({ type, key, kind, several, label, unit, unset }) => ({
          path: `${type}/${typeof key === 'string' ? key : '*'}`,
          kind: `${kind}${several === true ? '+' : ''}`,
          name: isObject(label) ? String(label['zh']) : '',
          unit: isObject(unit) ? String(unit['zh']) : (unit ?? ''),
          meaning: isObject(unset) && isObject(unset['label']) ? String(unset['label']['zh']) : '',
        }),
      );
      expect(all.length).toBeGreaterThan(50);
      const page = await site().visit({ path: '/parameters' });
      const wrong: string[] = [];
      for (const { path, kind, name, unit, meaning } of someOf(all, 3)) {
        const link = page.locator(`a[data-path="${path}"]`);
        await link.focus();
        await page.keyboard.press('F2');
        await panel(page).getByRole('heading', { name, level: 2, exact: true }).waitFor();
        const control = panel(page).locator('gj-parameter-editor .control');
        await control.waitFor();
        await expect
          .poll(() => page.locator('gj-parameter-editor').evaluate((one) => one.matches(':focus-within')))
          .toBe(true);
        const typed = controls[kind]?.(control);
        const isThere = await typed
          ?.first()
          .waitFor({ timeout: 4_000 })
          .then(
            () => true,
            () => false,
          );
        if (!isThere) wrong.push(`${path}: nothing to type a ${kind} by`);
        const says = (text: string) => panel(page).getByText(text).count();
        if (unit !== '' && (await says(`(${String(unit)})`)) === 0) wrong.push(`${path}: without its unit`);
        if ((await says(meaning)) === 0) wrong.push(`${path}: without what unset means`);
      }
      expect(wrong).toEqual([]);
    });
  },
  { demo: true, packages: ['platform', 'basis', 'invoicing', 'imaging'] },
);
