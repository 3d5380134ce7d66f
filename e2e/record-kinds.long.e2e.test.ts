import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { focused } from './focused.ts';
import { makeSpecimen, publishSpecimens, readSpecimen } from './specimens.ts';

inBrowser(
  'fields of every kind',
  (site) => {
    beforeAll(() => publishSpecimens(site()));

    const box = (page: Page, kind: string) =>
      page.getByRole('textbox', { name: `字段 ${kind}`, exact: true });
    const combo = (page: Page, kind: string) =>
      page.getByRole('combobox', { name: `字段 ${kind}`, exact: true });
    const pick = async (page: Page, kind: string, text: string) => {
      await combo(page, kind).click();
      await combo(page, kind).fill(text);
      await page
        .getByRole('option', { name: new RegExp(text) })
        .first()
        .waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    };

    it('takes a value of each, saves it, and shows it again', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      await box(page, 'text').fill('样本一');
      await box(page, 'multiline').fill('第一行\n第二行');
      await box(page, 'integer').fill('12,345');
      await box(page, 'decimal').fill('2.5');
      await box(page, 'money').fill('1234.5');
      await pick(page, 'currency', '欧元');
      await box(page, 'percent').fill('13');
      await page.getByRole('checkbox', { name: '字段 boolean' }).check();
      await combo(page, 'date').fill('2026/3/4');
      await combo(page, 'time').fill('8:30');
      const moment = page.locator('vaadin-date-time-picker');
      await moment.locator('input').nth(0).fill('20260304');
      await moment.locator('input').nth(1).fill('18:45');
      await box(page, 'time-range').fill('08:00-17:30');
      await box(page, 'duration').fill('1:30');
      await box(page, 'colour').fill('1f6feb');
      await box(page, 'barcode').fill('6901234567892');
      await box(page, 'rich-text').click();
      await page.keyboard.type('# 标题');
      await box(page, 'code').click();
      await page.keyboard.type('SELECT 1');
      await page.getByRole('textbox', { name: '字段 address：街道门牌' }).fill('科技园 1 号');
      await box(page, 'geolocation').fill('22.5, 114.05');
      const signed = page.getByRole('group', { name: '字段 signature', exact: true });
      await signed.getByRole('button', { name: '用姓名代替' }).click();
      await signed.getByRole('textbox', { name: '字段 signature：姓名' }).fill('张三');
      const stars = page.getByRole('slider', { name: '字段 rating' });
      await stars.press('End');
      await stars.press('ArrowLeft');
      await pick(page, 'choice', '绿');
      await pick(page, 'choices', '红');
      await page.keyboard.press('Tab');
      await pick(page, 'reference', '红纸');
      await pick(page, 'any-reference', '绿茶');
      await pick(page, 'references', '绿茶');
      await page.keyboard.press('Tab');
      await box(page, 'secret').fill('hush hush');
      await box(page, 'email').fill('a@example.com');
      await box(page, 'phone').fill('0755-86123456');
      await box(page, 'tax-number').fill('91440300708461136t');
      await box(page, 'url').fill('https://example.com/');
      await box(page, 'file-name').fill('发票');
      await box(page, 'template').fill('你好');
      await page.getByRole('button', { name: '插入变量：字段 template' }).click();
      await page.getByRole('menuitem', { name: '名称' }).click();
      await box(page, 'json').fill('{ "a": [1, 2] }');
      const names = page.getByRole('combobox', { name: '添加字段：字段 field-list' });
      for (const name of ['税率', '名称']) {
        await names.click();
        await page.getByRole('option', { name }).click();
      }
      await page.getByRole('button', { name: '前移名称' }).click();
      await page.getByRole('textbox', { name: '原因' }).fill('因为');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/forms\/specimen\/[0-9a-f-]{36}$/);

      const id = page.url().split('/').at(-1) ?? '';
      const saved = await readSpecimen(site(), id);
      expect(saved).toMatchObject({
        number: expect.stringMatching(/^SP\d{4}$/),
        text: '样本一',
        multiline: '第一行\n第二行',
        integer: 12345,
        decimal: '2.5',
        money: '1234.5',
        currency: 'EUR',
        percent: '0.13',
        boolean: true,
        date: '2026-03-04',
        time: '08:30:00',
        datetime: '2026-03-04T10:45:00.000Z',
        timeRange: '08:00:00~17:30:00',
        duration: 5400,
        rating: 4,
        colour: '#1f6feb',
        barcode: '6901234567892',
        richText: '<h1>标题</h1>',
        code: 'SELECT 1',
        address: { country: 'CN', street: '科技园 1 号' },
        geolocation: '22.5,114.05',
        signature: { typed: '张三', by: '管理员' },
        choice: 'green',
        choices: ['red'],
        reference: { number: 'T1' },
        references: [{ number: 'T2' }],
        anyReference: { form: 'thing', number: 'T2' },
        fieldList: ['name', 'rate'],
        carry: '0.13',
        computed: '3086.25',
        formula: '3086.25',
        email: 'a@example.com',
        phone: '0755-86123456',
        taxNumber: '91440300708461136T',
        url: 'https://example.com/',
        fileName: '发票',
        template: '你好[&name&]',
        json: { a: [1, 2] },
        filled: '0.13',
        why: '因为',
      });
      expect(saved['secret']).toBe('••••••••');

      await page.reload();
      await expect.poll(() => box(page, 'money').inputValue()).toBe('1,234.50');
      expect(await box(page, 'integer').inputValue()).toBe('12,345');
      expect(await combo(page, 'reference').inputValue()).toBe('红纸');
      expect(await combo(page, 'date').inputValue()).toBe('2026-03-04');
      await page.getByRole('group', { name: '字段 computed' }).getByText('3,086.25').waitFor();
      await page.getByRole('group', { name: '字段 formula' }).getByText('3,086.25').waitFor();
      await page.getByRole('group', { name: '字段 carry' }).getByText('13%').waitFor();
      await page.getByRole('heading', { level: 1, name: '样本一' }).waitFor();
      await page.getByText(String(saved['number']), { exact: true }).first().waitFor();
    });

    it('takes a date that is typed and left by Tab, marks what is none, and never keeps the old one silently', async () => {
      const { id } = await makeSpecimen(site(), { text: 'dates', date: '2026-01-31' });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      const date = combo(page, 'date');
      await expect.poll(() => date.inputValue()).toBe('2026-01-31');
      await date.fill('2026年3月4日');
      await page.keyboard.press('Tab');
      await expect.poll(() => date.inputValue()).toBe('2026-03-04');
      expect(await page.locator('vaadin-date-picker[opened]').count()).toBe(0);
      await date.fill('31.02.2026');
      await page.keyboard.press('Tab');
      await page.getByText('不是日期，请写成 2026-03-04').first().waitFor();
      expect(await date.inputValue()).toBe('31.02.2026');
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').getByText('不是日期').waitFor();
      expect((await readSpecimen(site(), id))['date']).toBe('2026-01-31');
      // Typed and saved at once, without leaving the field.
      await date.fill('20260505');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      expect((await readSpecimen(site(), id))['date']).toBe('2026-05-05');
      await date.fill('');
      await page.keyboard.press('Control+s');
      await expect.poll(async () => (await readSpecimen(site(), id))['date']).toBe(null);
    });

    it('keeps what is no number, with a sentence, and groups what is one', async () => {
      const { id } = await makeSpecimen(site(), { text: 'numbers', money: '5' });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      const money = box(page, 'money');
      await money.fill('12.345');
      await page.keyboard.press('Tab');
      await page.getByText('最多').first().waitFor();
      expect(await money.inputValue()).toBe('12.345');
      await money.fill('9876543.2');
      await page.keyboard.press('Tab');
      await expect.poll(() => money.inputValue()).toBe('9,876,543.20');
      await page.getByText('金额太大').first().waitFor();
      await money.focus();
      expect(await money.inputValue()).toBe('9876543.2');
    });

    it('fills, shows, requires and offers as one types', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      await box(page, 'text').fill('live');
      await pick(page, 'reference', '红纸');
      const filled = page.getByRole('textbox', { name: '带出的税率' });
      await expect.poll(() => filled.inputValue()).toBe('13%');
      // Another pick fills again, as long as nobody wrote something else there.
      await pick(page, 'reference', '绿茶');
      await expect.poll(() => filled.inputValue()).toBe('6%');
      await filled.fill('7');
      await pick(page, 'reference', '红枣');
      await page.getByRole('group', { name: '字段 carry' }).getByText('9%').waitFor();
      expect(await filled.inputValue()).toBe('7%');

      expect(await page.getByRole('textbox', { name: '原因' }).count()).toBe(0);
      await page.getByRole('checkbox', { name: '字段 boolean' }).check();
      await page.getByRole('textbox', { name: '原因' }).waitFor();
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').getByText('“原因”必填').waitFor();

      await pick(page, 'choice', '绿');
      const tinted = page.getByRole('combobox', { name: '同色物品' });
      await tinted.click();
      await page.getByRole('option', { name: /绿茶/ }).waitFor();
      expect(await page.getByRole('option').filter({ hasText: '红' }).count()).toBe(0);
      await tinted.fill('红枣');
      await page.keyboard.press('Tab');
      await page.getByText('没有找到“红枣”').first().waitFor();
    });

    it.each(['字段 reference', '字段 references'])(
      'names the columns of a picker above them: %s',
      async (name) => {
        const page = await site().visit({ path: '/forms/specimen/new' });
        const box = page.getByRole('combobox', { name, exact: true });
        await box.click();
        await page.getByRole('option', { name: /T2/ }).waitFor();
        const left = async (text: string) =>
          (
            await page
              .locator('gj-pick-heads, [role=option]:visible')
              .getByText(text, { exact: true })
              .first()
              .boundingBox()
          )?.x;
        const heads = await Promise.all(['编码', '名称', '税率', '颜色'].map(left));
        expect(heads).toEqual(await Promise.all(['T2', '绿茶', '6%', '绿'].map(left)));
        // The headings are there to be read: the list stays open, and the field keeps the keys.
        await page.locator('gj-pick-heads').getByText('税率').click();
        await page.keyboard.type('T2');
        await expect.poll(() => page.getByRole('option', { name: /T1/ }).count()).toBe(0);
        await page.getByRole('option', { name: /T2/ }).waitFor();
      },
    );

    it('takes part of a name that means one record, and asks which one if it means several', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      const box = combo(page, 'reference');
      await box.fill('绿');
      await page.keyboard.press('Enter');
      await expect.poll(() => box.inputValue()).toBe('绿茶');
      await box.fill('T');
      await page.keyboard.press('Tab');
      await page.getByText('“T”有多条相符，请从列表中选一条').first().waitFor();
    });

    it('makes a record in place and picks it', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      await page.getByRole('button', { name: '新建：字段 reference' }).click();
      await page.getByRole('dialog', { name: '新建物品' }).waitFor();
      const dialog = page.locator('gj-record-maker');
      await dialog.getByRole('textbox', { name: '编码' }).fill('T9');
      await dialog.getByRole('textbox', { name: '名称' }).fill('新纸');
      await dialog.getByRole('button', { name: '保存' }).click();
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => combo(page, 'reference').inputValue()).toBe('新纸');
    });

    it('makes one in place by keys alone; what was filled in is not lost by Escape, and problems lead to their fields', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      await combo(page, 'reference').focus();
      await press('Tab');
      await expect.poll(() => focused(page)).toBe('新建：字段 reference');
      await press('Enter');
      const maker = page.locator('gj-record-maker');
      await maker.getByRole('textbox', { name: '名称' }).waitFor();
      for (let tabs = 0; tabs < 5 && (await focused(page)) !== '名称'; tabs++) await press('Tab');
      await page.keyboard.type('键盘做的');
      await press('Escape');
      await maker.getByRole('button', { name: '放弃填写的内容' }).waitFor();
      await press('Control+s');
      await maker.getByRole('alert').getByText('“编码”必填').waitFor();
      await expect.poll(() => focused(page)).toBe('编码');
      await page.keyboard.type('T8');
      await press('Control+s');
      await maker.waitFor({ state: 'detached' });
      await expect.poll(() => combo(page, 'reference').inputValue()).toBe('键盘做的');
      await expect.poll(() => focused(page)).toBe('字段 reference');
      // Nothing filled in: Escape leaves at once.
      await page.getByRole('button', { name: '新建：字段 parent' }).click();
      await page.locator('gj-record-maker gj-record-field').first().waitFor();
      await press('Escape');
      await maker.waitFor({ state: 'detached' });
    });

    it('writes a secret, never shows it, and clears it', async () => {
      const { id } = await makeSpecimen(site(), { text: 'secrets', secret: 'first' });
      const page = await site().visit({ path: `/forms/specimen/${id}` });
      const secret = page.getByRole('group', { name: '字段 secret' });
      await secret.getByText('已设置').waitFor();
      await secret.getByRole('button', { name: '修改' }).click();
      await page.getByLabel('字段 secret').fill('second');
      await page.getByRole('button', { name: '保持原值' }).click();
      await secret.getByText('已设置').waitFor();
      expect(await page.getByText('未保存').count()).toBe(0);
      await secret.getByRole('button', { name: '清除' }).click();
      await page.keyboard.press('Control+s');
      await expect.poll(async () => (await readSpecimen(site(), id))['secret']).toBe(null);
    });
  },
  { packages: ['platform'] },
);
