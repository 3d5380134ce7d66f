import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { focused } from './focused.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const guest: JsonObject = {
  name: 'guest',
  kind: 'master',
  label: label('访客', 'Guest'),
  menu: { path: 'guests' },
  sharing: { allowed: ['private', 'global'], default: 'global' },
  quick: ['name', 'abroad'],
  fields: [
    field('number', 'number', '编号', { pattern: 'G{seq:4}' }),
    field('name', 'text', '姓名'),
    field('firm', 'text', '单位', { required: true }),
    field('abroad', 'boolean', '境外'),
    field('passport', 'text', '护照号', { required: { fact: 'abroad', operator: 'equal', value: true } }),
    field('note', 'multiline', '备注'),
    field('mail', 'email', '邮箱'),
  ],
  rules: [
    {
      name: 'reachable',
      check: { fact: 'mail', operator: 'isNotEmpty' },
      when: { fact: 'firm', operator: 'equal', value: '外部' },
      fields: ['mail'],
      message: label('外部访客要有邮箱', 'Guests from outside need an e-mail'),
    },
  ],
};
const stay: JsonObject = {
  name: 'stay',
  kind: 'document',
  label: label('接待', 'Stay'),
  menu: { path: 'guests' },
  sharing: 'everybody',
  fields: [
    field('number', 'number', '单号', { pattern: 'S{seq:4}' }),
    field('guest', 'reference', '访客', { form: 'guest' }),
  ],
};

const maker = (page: Page) => page.locator('gj-record-maker');
const asked = (page: Page) =>
  maker(page)
    .locator('gj-record-field')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement & { field: { id: string } }).field.id));

inBrowser(
  'a record that is made in passing',
  (site) => {
    beforeAll(async () => {
      const manifest = {
        name: 'guests',
        version: '1.0.0',
        guiju: {
          prefix: 'gu',
          label: label('接待', 'Guests'),
          menu: [{ path: 'guests', label: label('接待', 'Guests') }],
        },
      };
      const files = { 'package.json': manifest, 'forms/guest.json': guest, 'forms/stay.json': stay };
      await publishFiles(site(), files);
    });

    it('beside a picker by keys alone: what the form says and what it cannot do without is asked, and it is picked', async () => {
      const page = await site().visit({ path: '/forms/stay/new' });
      await page.getByRole('button', { name: '新建：访客' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => asked(page)).toEqual(['name', 'abroad', 'firm']);
      await expect.poll(() => focused(page)).toBe('姓名');
      await page.keyboard.type('王五');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await expect.poll(() => asked(page)).toEqual(['name', 'abroad', 'firm', 'passport']);
      // What is filled in is not lost by one key.
      await page.keyboard.press('Escape');
      await maker(page).getByRole('button', { name: '放弃填写的内容' }).waitFor();
      await page.keyboard.press('Control+s');
      await expect.poll(() => focused(page)).toBe('单位');
      await page.keyboard.type('外部');
      await page.keyboard.press('Tab');
      await page.keyboard.type('E123');
      await page.keyboard.press('Control+s');
      // What is wrong elsewhere is asked for, too, so that it can be mended here.
      await expect.poll(() => asked(page)).toContain('mail');
      await maker(page).getByLabel('邮箱').fill('wang@example.com');
      await page.keyboard.press('Control+s');
      await maker(page).waitFor({ state: 'detached' });
      await expect.poll(() => page.getByRole('combobox', { name: '访客' }).inputValue()).toBe('王五');
      const { body } = await site().node.ask('GET', '/api/forms/guest/records?q=王五');
      expect((body['items'] as readonly JsonObject[]).map(({ firm, passport }) => [firm, passport])).toEqual([
        ['外部', 'E123'],
      ]);
    });

    it('all of its fields can be filled in, with what was typed; nothing filled in is left at once', async () => {
      const page = await site().visit({ path: '/forms/stay/new' });
      await page.getByRole('button', { name: '新建：访客' }).click();
      await maker(page).getByLabel('姓名').fill('赵六');
      await maker(page).getByRole('button', { name: '填写全部字段' }).click();
      await maker(page).getByLabel('备注').waitFor();
      expect(await maker(page).getByLabel('姓名').inputValue()).toBe('赵六');
      await maker(page).getByLabel('姓名').fill('');
      await page.keyboard.press('Escape');
      await maker(page).waitFor({ state: 'detached' });
    });

    it.each(['zh', 'en'] as const)(
      'from the palette over whichever page one is on (%s)',
      async (language) => {
        const [make, name, firm, save] =
          language === 'zh' ? ['新建访客', '姓名', '单位', '保存'] : ['New guest', 'name', 'firm', 'Save'];
        const page = await site().visit({ path: '/forms/stay', language });
        await page.locator('gj-list-page').waitFor();
        await settled(page);
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox').last().fill('guest');
        await page.getByRole('option', { name: make }).click();
        await maker(page).getByLabel(name, { exact: true }).fill(`钱七 ${language}`);
        await maker(page).getByLabel(firm).fill('内部');
        for (const [width, height] of [
          [1440, 900],
          [1024, 768],
        ] as const) {
          await page.setViewportSize({ width, height });
          await settled(page);
          expect((await cutElements(page)).filter((one) => !one.includes('under <dialog'))).toEqual([]);
          await picture(page, `quick-${language}-${width}`);
        }
        expect(await axeNow(page)).toEqual([]);
        await maker(page).getByRole('button', { name: save, exact: true }).click();
        await page.getByText(`钱七 ${language}`).first().waitFor();
        await maker(page).waitFor({ state: 'detached' });
        expect(new URL(page.url()).pathname).toBe('/forms/stay');
        const guests = async () => {
          const { body } = await site().node.ask('GET', '/api/forms/guest/records');
          return (body['items'] as readonly JsonObject[]).filter((one) => one['name'] === `钱七 ${language}`);
        };
        expect((await guests()).length).toBe(1);
        const undo = language === 'zh' ? '撤销' : 'Undo';
        await page.locator('gj-notices').getByRole('button', { name: undo, exact: true }).click();
        await expect.poll(guests).toEqual([]);
      },
    );

    it('whose form says nothing of it is made on a page of its own', async () => {
      const page = await site().visit({ path: '/forms/guest' });
      await page.locator('gj-list-page').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').last().fill('stay');
      await page.getByRole('option', { name: '新建接待' }).click();
      await page.waitForURL(/forms\/stay\/new/);
      await page.locator('gj-record-page').waitFor();
    });
  },
  {},
);
