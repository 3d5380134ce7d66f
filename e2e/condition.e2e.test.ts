import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeFindings, axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { focused } from './focused.ts';

inBrowser(
  'conditions',
  (site) => {
    const sentence = (page: Page) => page.getByRole('status', { name: '条件读作' });
    const operators = (page: Page) => page.getByRole('combobox', { name: '比较方式' });

    /** A new item with all it must have but its condition, and the editor opened over it by keyboard. */
    async function newItem(page: Page, name: string): Promise<void> {
      await page.getByRole('textbox', { name: '名称', exact: true }).fill(name);
      const category = page.getByRole('combobox', { name: '税收分类名称' });
      await category.click();
      await page.getByRole('option').nth(1).click();
      await page.getByRole('button', { name: /^设置条件/ }).press('Enter');
      await page
        .locator('gj-condition-window')
        .getByRole('button', { name: '添加条件', exact: true })
        .waitFor();
    }

    /** A condition as JSON, in the editor that is open. */
    async function write(page: Page, condition: object): Promise<void> {
      const dialog = page.locator('gj-condition-window');
      const text = page.getByRole('textbox', { name: '条件（JSON）' });
      if ((await text.count()) === 0) await dialog.getByRole('button', { name: 'JSON' }).first().click();
      await text.fill(JSON.stringify(condition));
    }

    it('keeps its buttons where they are, whatever is in it', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(page, '按钮不动');
      const leaves = page.locator('gj-condition-window').getByRole('button', { name: '取消', exact: true });
      const before = await leaves.boundingBox();
      const places = [];
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('字段');
      places.push(await leaves.boundingBox());
      // It is changed, and left: whoever leaves it is asked.
      await write(page, {
        all: Array.from({ length: 9 }, () => ({ fact: 'remark', operator: 'isNotEmpty' })),
      });
      places.push(await leaves.boundingBox());
      await leaves.click();
      await page.getByRole('button', { name: '放弃修改' }).waitFor();
      places.push(await leaves.boundingBox());
      expect(places).toEqual(places.map(() => before));
    });

    it('is built by keyboard alone, saved with its item, and matches', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(page, '键盘建的开票项');
      const { keyboard } = page;
      // One begins where there is something to do.
      await page.keyboard.press('Enter');

      // A field is found by typing; the focus goes on to the operator.
      await expect.poll(() => focused(page)).toBe('字段');
      await keyboard.type('购方税号');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('比较方式');
      await keyboard.press('Tab');
      await keyboard.press('Tab');
      await keyboard.type('91310000666666666X');
      await expect.poll(() => sentence(page).textContent()).toContain('购方税号 等于 “91310000666666666X”');

      // Another one below it, put into a group of its own, and denied there.
      await keyboard.press('Control+Enter');
      await expect.poll(() => focused(page)).toBe('字段');
      await keyboard.type('备注');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('比较方式');
      for (const key of ['ArrowDown', 'End', 'Enter']) await keyboard.press(key);
      await expect.poll(() => operators(page).last().inputValue()).toBe('isNotEmpty');
      await keyboard.press('Alt+Shift+ArrowRight');
      await expect.poll(() => page.getByRole('button', { name: /^条件组：/ }).count()).toBe(1);
      await expect.poll(() => focused(page)).toBe('条件 1：移动、取反、删除');
      await keyboard.press('Shift+Tab');
      expect(await focused(page)).toBe('怎样算满足');
      for (const key of ['ArrowDown', 'End', 'Enter']) await keyboard.press(key);
      await expect
        .poll(() => sentence(page).textContent())
        .toMatch(/购方税号 等于 “91310000666666666X” 且 非（.*备注 不为空）/);
      await keyboard.press('Control+s');
      await expect.poll(() => page.locator('gj-condition-window').count()).toBe(0);
      await keyboard.press('Control+s');
      await page.waitForURL(/invoice-item\/[0-9a-f-]{36}/);

      const { body } = await site().node.ask('POST', '/api/forms/invoice-item/match', {
        facts: { buyerTaxNo: '91310000666666666X' },
      });
      expect(body['winner']).toMatchObject({ name: '键盘建的开票项' });

      // The same in the match tester.
      await page.goto('/match/invoice-item');
      const tax = page.getByRole('textbox', { name: '购方税号' });
      await tax.fill('91310000666666666X');
      await tax.press('Control+Enter');
      await page.getByRole('heading', { name: /键盘建的开票项/ }).waitFor();
      await tax.fill('91310000777777777X');
      await page.getByText('数据或组织已改变').waitFor();
      await page.getByRole('button', { name: '匹配', exact: true }).click();
      await page.getByRole('heading', { name: '没有规则匹配' }).waitFor();
      await page
        .getByRole('button', { name: /^逐项解释/ })
        .first()
        .click();
      await page.locator('gj-match-verdict').waitFor();
    });

    it('is tried against facts: the part that decides is marked, with what was found', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(page, '试算');
      await page.getByRole('button', { name: 'JSON' }).click();
      await page.getByRole('textbox', { name: '条件（JSON）' }).fill(
        JSON.stringify({
          all: [
            { fact: 'buyerName', operator: 'startsWith', value: '华东' },
            { any: [{ fact: 'lines.amount', over: 'sum', operator: 'greaterThan', value: '100' }] },
          ],
        }),
      );
      await expect.poll(() => sentence(page).textContent()).toContain('合计 大于 100');
      await page.locator('gj-condition-window').getByRole('button', { name: 'JSON' }).click();
      await page.getByRole('button', { name: '试算' }).click();
      await page.locator('gj-facts-input').getByRole('button', { name: 'JSON' }).click();
      const facts = page.getByRole('textbox', { name: '数据（JSON）' });
      await facts.fill('{ "buyerName": "华东公司", "lines": [{ "amount": 60 }, { "amount": "30.5" }] }');
      await expect
        .poll(() => page.locator('gj-condition-trial .verdict').textContent())
        .toContain('条件不满足');
      expect(await page.locator('gj-condition-trial .verdict').textContent()).toContain('实际为 90.5');
      const leaves = page.locator('gj-condition-leaf');
      expect(await leaves.nth(0).getByRole('img').getAttribute('aria-label')).toBe('满足');
      expect(await leaves.nth(1).locator('.decided').count()).toBe(1);
      await facts.fill('{ "buyerName": "华东公司", "lines": [{ "amount": "60" }, { "amount": "60" }] }');
      await expect
        .poll(() => page.locator('gj-condition-trial .verdict').textContent())
        .toContain('条件满足');
      await facts.fill('{ "nobody": 1 }');
      await page.getByText('没有这些字段：nobody').waitFor();
    });

    itLong('asks one and the same line, by keyboard, and says which row was looked at', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(page, '同一行');
      const dialog = page.locator('gj-condition-window');
      const { keyboard } = page;
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('字段');
      await keyboard.type('购方税号');
      await keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('比较方式');
      for (const key of ['ArrowDown', 'End', 'Enter']) await keyboard.press(key);
      await dialog.getByRole('button', { name: '添加针对同一行的条件' }).press('Enter');
      await expect.poll(() => focused(page)).toBe('字段');
      await keyboard.type('金额（不含税）');
      await page.locator('gj-fact-picker [role=option]').first().waitFor();
      const offered = await page.locator('gj-fact-picker [role=option] .path').allTextContents();
      expect(offered).toContain('lines.amount');
      await page.locator('gj-fact-picker [role=option]', { hasText: 'lines.amount' }).first().click();
      // One line says one thing: nothing is taken together.
      await expect.poll(() => operators(page).count()).toBe(2);
      expect(await page.getByRole('combobox', { name: '各行' }).count()).toBe(0);
      await operators(page).last().selectOption('greaterThan');
      await dialog.getByRole('textbox', { name: '比较值' }).last().fill('100');
      await expect
        .poll(() => sentence(page).textContent())
        .toMatch(/购方税号 不为空 且 .*有同一行满足（.*金额（不含税） 大于 100）/);
      expect(await axeFindings(page)).toEqual([]);
      await dialog.getByRole('combobox', { name: '是否看同一行' }).selectOption('');
      await expect.poll(() => sentence(page).textContent()).toMatch(/任一行的金额（不含税） 大于 100/);
      await dialog.getByRole('combobox', { name: '是否看同一行' }).selectOption('lines');
      await page.getByRole('button', { name: '试算' }).click();
      await page.locator('gj-facts-input').getByRole('button', { name: 'JSON' }).click();
      await page
        .getByRole('textbox', { name: '数据（JSON）' })
        .fill('{ "buyerTaxNo": "91310000666666666X", "lines": [{ "amount": 60 }, { "amount": "200" }] }');
      await page.locator('gj-condition-group').getByText('第 2 行').waitFor();
    });

    it('says what is unfinished, and what can never hold', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(page, '矛盾');
      const dialog = page.locator('gj-condition-window');
      await dialog.getByRole('button', { name: '添加条件', exact: true }).click();
      await dialog.getByRole('button', { name: '确定' }).click();
      await expect.poll(() => dialog.getByRole('alert').first().textContent()).toContain('还没有选择字段');
      await dialog.getByRole('button', { name: 'JSON' }).click();
      const text = page.getByRole('textbox', { name: '条件（JSON）' });
      await text.fill('{"all":[{"fact":"nobody","operator":"equal","value":"1"}]}');
      await page.getByText('没有名为“nobody”的字段').first().waitFor();
      await text.fill(
        '{"all":[{"fact":"buyerTaxNo","operator":"equal","value":"1"},{"fact":"buyerTaxNo","operator":"equal","value":"2"}]}',
      );
      await page.getByText('永远不会匹配').waitFor();
    });

    it('says what the other rules mean for it while it is edited, before anything is saved', async () => {
      const condition = { all: [{ fact: 'buyerTaxNo', operator: 'equal', value: '91310000888888888X' }] };
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(page, '先有的');
      await write(page, condition);
      await page.getByText('没有被其他规则遮盖，也没有同级重叠').waitFor();
      await page.locator('gj-condition-window').getByRole('button', { name: '确定' }).click();
      await page.keyboard.press('Control+s');
      await page.waitForURL(/invoice-item\/[0-9a-f-]{36}/);

      const next = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(next, '后来的');
      await write(next, condition);
      const found = next.locator('gj-condition-findings');
      await found.getByText('同级重叠').waitFor();
      await found.getByRole('link', { name: /先有的/ }).waitFor();
      await write(next, { all: [{ fact: 'buyerTaxNo', operator: 'equal', value: '91310000999999999X' }] });
      await next.getByText('没有被其他规则遮盖，也没有同级重叠').waitFor();
      expect(await found.getByRole('link').count()).toBe(0);
      const { body } = await site().node.ask('POST', '/api/forms/invoice-item/match', {
        facts: { buyerTaxNo: '91310000999999999X' },
      });
      expect(body['winner']).toBeNull();
    });

    /** Makes a title of two buyers, each of which is called by the title and a name. */
    async function newTitle(number: string): Promise<string> {
      const { body } = await site().node.ask('POST', '/api/forms/buyer-title/records', {
        number,
        name: '行规则',
        sharing: 'private',
        titles: ['甲', '乙'].map((address) => ({
          address,
          priority: 1,
          condition: { all: [{ fact: 'buyerName', operator: 'equal', value: `${number}-${address}` }] },
        })),
      });
      expect(body['id'], JSON.stringify(body)).toBeTruthy();
      return String(body['id']);
    }

    itLong('says so of a rule that is a row of a record', async () => {
      const id = await newTitle('E2E-ROWS');
      const page = await site().visit({ path: `/forms/buyer-title/${id}` });
      await page.getByRole('tab', { name: '购方抬头信息' }).click();
      await page.locator('gj-sheet').first().waitFor();
      await page.locator('gj-sheet').getByText('乙', { exact: true }).click();
      await page.keyboard.press('End');
      await page.keyboard.press('F2');
      await page.getByRole('button', { name: /^编辑条件/ }).click();
      await page.getByText('没有被其他规则遮盖，也没有同级重叠').waitFor();
      await write(page, { all: [{ fact: 'buyerName', operator: 'equal', value: 'E2E-ROWS-甲' }] });
      await page
        .locator('gj-condition-findings')
        .getByText(/E2E-ROWS #1/)
        .first()
        .waitFor();
    });

    itLong('says so of a row that is not begun yet', async () => {
      const id = await newTitle('E2E-BEGUN');
      const page = await site().visit({ path: `/forms/buyer-title/${id}` });
      await page.getByRole('tab', { name: '购方抬头信息' }).click();
      await page.locator('gj-sheet').getByText('乙', { exact: true }).click();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('F2');
      await page.getByRole('button', { name: /^设置条件/ }).click();
      await write(page, { all: [{ fact: 'buyerName', operator: 'equal', value: 'E2E-BEGUN-甲' }] });
      await page
        .locator('gj-condition-findings')
        .getByText(/E2E-BEGUN #1/)
        .first()
        .waitFor();
    });

    itLong('is tried by the server’s day, whatever the browser’s clock says', async () => {
      const { body: now } = await site().node.ask('GET', '/api/now');
      const page = await site().visit({ path: '/' });
      await page.clock.install({ time: new Date('2001-01-01T12:00:00Z') });
      await page.goto('/forms/invoice-item/new');
      await newItem(page, '今天');
      await write(page, { all: [{ fact: '$today', operator: 'equal', value: String(now['localDate']) }] });
      await page.getByRole('button', { name: '试算' }).click();
      await page.locator('gj-facts-input').getByRole('button', { name: 'JSON' }).click();
      await page.getByRole('textbox', { name: '数据（JSON）' }).fill('{ "buyerName": "x" }');
      await page.getByText(`今天（按服务器和本组织时区）：${now['localDate']}`).waitFor();
      expect(await page.locator('gj-condition-trial .verdict').textContent()).toContain('条件满足');
    });

    it('moves among groups by keys, and back by undo', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await newItem(page, '移动');
      await page.getByRole('button', { name: 'JSON' }).click();
      const leaf = (value: string) => ({ fact: 'buyerName', operator: 'equal', value });
      await page
        .getByRole('textbox', { name: '条件（JSON）' })
        .fill(JSON.stringify({ all: [leaf('甲'), leaf('乙'), { any: [leaf('丙'), leaf('丁')] }] }));
      await page.locator('gj-condition-window').getByRole('button', { name: 'JSON' }).click();
      const reads = () =>
        sentence(page)
          .textContent()
          .then((text) => text?.match(/[甲乙丙丁]|且|或/g)?.join(''));
      expect(await reads()).toBe('甲且乙且丙或丁');
      const handle = page.getByRole('button', { name: '条件 1：移动、取反、删除' }).first();
      await handle.focus();
      await page.keyboard.press('Alt+ArrowDown');
      await expect.poll(reads).toBe('乙且甲且丙或丁');
      await page.keyboard.press('Alt+ArrowRight');
      await expect.poll(reads).toBe('乙且甲或丙或丁');
      await page.keyboard.press('Alt+ArrowLeft');
      await expect.poll(reads).toBe('乙且丙或丁且甲');
      await page.keyboard.press('Delete');
      await expect.poll(reads).toBe('乙且丙或丁');
      await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(reads).toBe('乙且丙或丁且甲');
    });

    it('is a sentence and nothing like a control to whoever may only read its item', async () => {
      const { node } = site();
      const make = (form: string, body: JsonObject) => node.ask('POST', `/api/forms/${form}/records`, body);
      const grants = [{ form: '*', actions: ['read'], scope: 'all' }];
      expect((await make('role', { number: 'looker', name: '只读', grants })).status).toBe(201);
      const roles = [{ role: 'looker', organisation: 'root' }];
      const user = { number: 'looker', name: '只读', organisation: 'root', roles };
      const password = 'correct horse battery';
      const { body } = await make('user', user);
      await node.ask('PUT', `/api/users/${String(body['id'])}/password`, { password });
      const { body: items } = await node.ask('GET', '/api/forms/invoice-item/records?view=manage&limit=200');
      const item =
        (items['items'] as JsonObject[]).find(({ condition }) => condition) ?? expect.fail('no condition');
      const path = `/forms/invoice-item/${String(item['id'])}`;
      const page = await site().visit({ path, user: 'looker', password });
      const control = page.locator('gj-record-page gj-condition-control');
      await control.waitFor();
      await expect.poll(() => control.locator('gj-condition-sentence span').textContent()).toMatch(/\S/);
      const look = await control.getByRole('group').evaluate((group) => {
        const { borderTopWidth, backgroundColor } = getComputedStyle(group);
        return [borderTopWidth, backgroundColor];
      });
      expect(look).toEqual(['0px', 'rgba(0, 0, 0, 0)']);
      expect(await control.getByRole('button').count()).toBe(0);
    });

    itLong('is not lost by Escape', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      const dialog = page.locator('gj-condition-window');
      const discard = dialog.getByRole('button', { name: '放弃修改' });
      await newItem(page, '放弃');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^设置条件/ }).click();
      await write(page, { all: [{ fact: 'buyerTaxNo', operator: 'equal', value: '1' }] });
      await expect.poll(() => sentence(page).textContent()).toContain('购方税号 等于 “1”');
      await page.keyboard.press('Escape');
      await discard.waitFor();
      await write(page, { all: [{ fact: 'buyerTaxNo', operator: 'equal', value: '2' }] });
      await discard.waitFor({ state: 'detached' });
      await dialog.getByRole('button', { name: '取消' }).click();
      await discard.click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('没有条件', { exact: true }).waitFor();
    });

    itLong('opens over a record after it was opened over a list', async () => {
      const page = await site().visit({ path: '/forms/invoice-item' });
      await page.getByRole('button', { name: '条件筛选' }).click();
      await page.locator('gj-condition-editor').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('gj-condition-editor').count()).toBe(0);
      await page.evaluate(() => history.pushState({ position: 1 }, '', '/forms/invoice-item/new'));
      await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate', { state: { position: 1 } })));
      await newItem(page, '两处');
    });

    itLong(
      'axe finds nothing serious in the editor, its list of fields and its trial, in both themes',
      async () => {
        const page = await site().visit({ path: '/forms/invoice-item/new' });
        await newItem(page, '两个主题');
        expect(await axeNow(page), 'empty').toEqual([]);
        await page.getByRole('button', { name: '添加条件', exact: true }).click();
        await expect.poll(() => focused(page)).toBe('字段');
        await page.keyboard.type('税');
        await page.locator('gj-fact-picker [role=option]').first().waitFor();
        expect(await axeNow(page), 'picking').toEqual([]);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: '试算' }).click();
        await page.locator('gj-facts-input').waitFor();
        expect(await axeNow(page), 'trying').toEqual([]);
      },
    );
  },
  { demo: true },
);
