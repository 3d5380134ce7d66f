import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { itLong } from '../workshop/it-long.ts';
import { languages } from '../workshop/runs.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { panel, shownDay } from './console.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';

/** Words of what has the focus, and which element of the page it is within. */
function focus(page: Page): Promise<{ readonly name: string; readonly within: string }> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const name = at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
    let within = '';
    for (
      let up: Node | null | undefined = at;
      up && within === '';
      up = (up.getRootNode() as ShadowRoot).host
    )
      if (up instanceof HTMLElement && up.localName.startsWith('gj-parameter')) within = up.localName;
    return { name, within };
  });
}
const focusedName = async (page: Page) => (await focus(page)).name;
const focusedIn = async (page: Page) => (await focus(page)).within;

const timeout = 'sim_config/sim_callback_request_timeout';

inBrowser(
  'parameters',
  (site) => {
    const table = (page: Page) =>
      page.locator('gj-parameters-page').getByRole('region', { name: '参数', exact: true });
    const line = (page: Page, key: string) => table(page).getByRole('row').filter({ hasText: key });

    it('are listed by type with what holds and where it comes from, found by words and filters', async () => {
      const path = `/api/params/${timeout}?scope=system`;
      expect((await site().node.ask('PUT', path, { value: 900 })).status).toBe(201);
      const page = await site().visit({ path: '/parameters' });
      const said = (key: string) => line(page, key).innerText();
      await expect.poll(() => said('sim_callback_request_timeout')).toMatch(/900 秒\s+全系统\s+管理员\s/);
      await expect.poll(() => said('submit_limit_count')).toMatch(/100 张\s+未设置/);
      const types = page.getByRole('navigation', { name: '参数类型' });
      await types.getByRole('button', { name: /^全部/ }).focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/parameters?type=*');
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '继承而来' }).click();
      await page.getByRole('status').filter({ hasText: '1 个参数' }).waitFor();
      await page.getByRole('button', { name: '继承而来' }).click();
      await page.getByRole('button', { name: '慎用', exact: true }).click();
      await page.getByRole('searchbox', { name: '查找参数' }).fill('匹配');
      await line(page, 'enforce_goods_match').getByText('开', { exact: true }).waitFor();
      await page.reload();
      await line(page, 'enforce_goods_match').getByText('开', { exact: true }).waitFor();
      expect(await axeNow(page)).toEqual([]);
    });

    it('are counted as parameters, however many tax numbers one of them is set for', async () => {
      const mock = 'all_ele_mock_invoice';
      const places = ['COUNTED-1', 'COUNTED-2'].map((key) => `/api/params/${mock}/${key}?scope=system`);
      const why = { 'guiju-reason': 'trial' };
      const made = [];
      for (const place of places) {
        const { headers, status } = await site().node.ask('PUT', place, { value: true }, why);
        expect(status).toBe(201);
        made.push({ place, etag: headers.get('etag') ?? '' });
      }
      for (const language of languages) {
        const page = await site().visit({ path: '/parameters', language });
        const rows = page.locator('gj-parameter-list').getByRole('row');
        await rows.filter({ hasText: 'COUNTED-2' }).waitFor();
        const { all, types } = {
          zh: { all: /^全部\s*(\d+)$/, types: '参数类型' },
          en: { all: /^All\s*(\d+)$/, types: 'Types of parameters' },
        }[language];
        const { items } = (await site().node.ask('GET', '/api/params')).body;
        const count = (items as unknown[]).length;
        const whole = { zh: `${count} 个参数`, en: `${count} parameters` }[language];
        await page.getByRole('status').filter({ hasText: whole }).waitFor();
        const choice = page.getByRole('navigation', { name: types }).getByRole('button', { name: all });
        expect(all.exec(await choice.innerText())?.[1]).toBe(String(count));
        await page.getByRole('searchbox').last().fill('COUNTED');
        const one = { zh: '1 个参数', en: '1 parameter' }[language];
        await expect.poll(() => page.getByRole('status').first().innerText()).toBe(one);
        expect(await rows.count()).toBe(3);
      }
      for (const { place, etag } of made)
        await site().node.ask('DELETE', place, undefined, { ...why, 'if-match': etag });
    });

    it('of a tax number are told by the name of whoever has it, also of another company and in a change set', async () => {
      const number = '91310104MA1K3AB218';
      const places = [number, 'UNKNOWN-1'].map((key) => `/api/params/elePaperInvoice/${key}?scope=system`);
      const made = [];
      for (const place of places) {
        const { headers } = await site().node.ask('PUT', place, { value: true });
        made.push({ place, etag: headers.get('etag') ?? '' });
      }
      const open = encodeURIComponent(`elePaperInvoice/${number}`);
      const page = await site().visit({ path: `/parameters?org=SOUTH&type=elePaperInvoice&open=${open}` });
      const company = /上海电子有限公司[\s\S]*91310104MA1K3AB218/;
      await table(page).getByRole('row').filter({ hasText: company }).waitFor();
      await table(page).getByRole('link', { name: 'UNKNOWN-1' }).waitFor();
      await page.locator('gj-parameter header').getByText('上海电子有限公司').waitFor();
      await page.locator('gj-parameter-chain').getByText(`上海电子有限公司（${number}）`).first().waitFor();
      const item = { action: 'set', type: 'elePaperInvoice', key: number, org: null, value: false };
      const { body } = await site().node.ask('POST', '/api/changesets', { items: [item] });
      await page.goto(`/changes/${String(body['id'])}`);
      await page.locator('gj-change-items').getByText(`全系统 · 上海电子有限公司（${number}）`).waitFor();
      await page.locator('gj-change-effects').getByText(`上海电子有限公司（${number}）`).waitFor();
      const seen = { 'if-match': `"${String(body['revision'])}"` };
      await site().node.ask('DELETE', `/api/changesets/${String(body['id'])}`, undefined, seen);
      for (const { place, etag } of made)
        await site().node.ask('DELETE', place, undefined, { 'if-match': etag });
    });

    it('say in their history what will hold on a day to come', async () => {
      const key = 'ArBillPushLimit/ArBillPushLimit';
      const validFrom = shownDay(40);
      const body = { value: 500, validFrom };
      expect((await site().node.ask('PUT', `/api/params/${key}?scope=system`, body)).status).toBe(201);
      const page = await site().visit({ path: `/parameters?open=${encodeURIComponent(key)}` });
      await panel(page).getByRole('tab', { name: '历史' }).click();
      const day = panel(page).getByRole('textbox', { name: '某日的值' });
      const held = panel(page).getByRole('status');
      for (const [ahead, value] of [
        [39, '1,000'],
        [40, '500'],
      ] as const) {
        await day.fill(shownDay(ahead));
        await day.press('Tab');
        await held.filter({ hasText: value }).waitFor();
      }
    });

    it('are found by the console in which others set them', async () => {
      const page = await site().visit({ path: '/parameters' });
      await page.getByRole('searchbox', { name: '查找参数' }).fill('税控系统云 > 发行管理');
      await page.getByRole('status').filter({ hasText: '1 个参数' }).waitFor();
      await page.getByRole('link', { name: '版式文件模板' }).waitFor();
    });

    const choose = async (page: Page, org: string) => {
      await page.locator('gj-org-switch').getByRole('combobox').click();
      await page.getByRole('option', { name: org }).click();
      await page.locator('gj-parameters-page').getByText(org, { exact: true }).first().waitFor();
    };
    /** Past the basket. */
    const now = (panel: Locator) => panel.getByRole('checkbox', { name: /^立即发布/ }).check();
    const beside = (page: Page) => page.locator('gj-parameter');
    const links = (page: Page) => beside(page).locator('gj-parameter-chain').getByRole('listitem');

    it('do not go into a change set for days that end before they begin, and say so there', async () => {
      const page = await site().visit({ path: `/parameters?open=${encodeURIComponent(timeout)}` });
      const panel = beside(page);
      const put = panel.getByRole('button', { name: '放入变更集' });
      await panel.getByLabel('值 (秒)').fill('610');
      for (const [name, day] of [
        ['生效日期', shownDay(30)],
        ['失效日期', shownDay(20)],
      ] as const) {
        await panel.getByRole('textbox', { name }).fill(day);
        await panel.getByRole('textbox', { name }).press('Tab');
      }
      await put.click();
      const end = panel.locator('.text-field').filter({ hasText: '失效日期' });
      await end.getByRole('alert').filter({ hasText: '早于' }).waitFor();
      const { items } = (await site().node.ask('GET', '/api/changesets?mine=true&state=draft')).body;
      expect(items).toEqual([]);
      expect(await axeNow(page)).toEqual([]);
    });

    it('are set for a region, inherited below with their chain, locked, and refused below', async () => {
      const page = await site().visit({ path: '/parameters' });
      await choose(page, '华东公司');
      await page.getByRole('link', { name: '回调超时时间' }).focus();
      await page.keyboard.press('Enter');
      // The address also names the organisation, as it is not one's own.
      await page.waitForURL((url) => url.searchParams.get('open') === timeout);
      const panel = beside(page);
      await now(panel);
      await panel.getByLabel('值 (秒)').fill('-5');
      await panel.getByRole('button', { name: '立即发布', exact: true }).click();
      await panel.getByRole('alert').or(panel.locator('vaadin-text-field[invalid]')).first().waitFor();
      await panel.getByLabel('值 (秒)').fill('600');
      await panel.getByRole('textbox', { name: '原因' }).fill('对方系统较慢');
      await panel.getByRole('button', { name: '立即发布', exact: true }).click();
      await links(page)
        .filter({ hasText: /华东公司.*600 秒.*生效/s })
        .getByText('原因：对方系统较慢')
        .waitFor();
      // The list follows what is beside it.
      await expect
        .poll(() => line(page, 'sim_callback_request_timeout').innerText())
        .toMatch(/600 秒\s+本组织/);

      await choose(page, '上海电子有限公司');
      await links(page).first().waitFor();
      expect((await links(page).allInnerTexts()).map((text) => text.split(/\s*\n\s*/).slice(0, 3))).toEqual([
        ['没有设置时', '1,200 秒', '被覆盖'],
        ['全系统', '900 秒', '被覆盖'],
        ['集团', '继承'],
        ['华东公司', '600 秒', '生效'],
        ['上海电子有限公司', '继承'],
      ]);
      await now(panel);
      await panel.getByLabel('值 (秒)').fill('700');
      const place = `/api/params/${timeout}?org=EAST`;
      const { body } = await site().node.ask('GET', place);
      const [own] = body['own'] as { revision: number }[];
      const seen = { 'if-match': `"${own?.revision}"` };
      expect((await site().node.ask('PUT', place, { value: 600, locked: true }, seen)).status).toBe(200);
      await panel.getByRole('button', { name: '立即发布', exact: true }).click();
      await panel.getByRole('alert').filter({ hasText: '华东公司' }).waitFor();
      site().problems.splice(0);
      expect(await axeNow(page)).toEqual([]);
      await panel.getByRole('tab', { name: '全系统' }).click();
      await page.getByRole('button', { name: '留在这里' }).click();
      expect(await panel.getByLabel('值 (秒)').inputValue()).toBe('700');
      await panel.getByRole('button', { name: '关闭' }).click();
      await page.getByRole('button', { name: '放弃修改' }).click();
      await panel.waitFor({ state: 'detached' });
      await page.goto(`/parameters?open=${timeout}`);
      await panel.getByText('“华东公司”锁定了这个值，这里不能另行设置。').waitFor();

      await choose(page, '华东公司');
      await now(panel);
      await panel.getByRole('button', { name: '恢复继承' }).click();
      await links(page)
        .filter({ hasText: /华东公司\s*继承/ })
        .waitFor();
    });

    it('are gone about by keys alone: types, lines, one after the other, and where the value is typed', async () => {
      const page = await site().visit({ path: '/parameters?type=sim_config' });
      await line(page, 'sim_callback_request_timeout').waitFor();
      await page.keyboard.press('/');
      expect(await focusedName(page)).toBe('查找参数');
      await page.keyboard.press('ArrowDown');
      expect(await focusedName(page)).toBe('开票回调方式');
      await page.keyboard.press('ArrowLeft');
      expect(await focusedName(page)).toMatch(/^开票设置/);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('End');
      const last = await focusedName(page);
      await page.keyboard.press('F2');
      await beside(page).getByRole('heading', { name: last, level: 2 }).waitFor();
      await expect.poll(() => focusedIn(page)).toBe('gj-parameter-editor');
      await page.keyboard.press('Alt+ArrowUp');
      await beside(page).getByRole('heading', { name: last, level: 2 }).waitFor({ state: 'detached' });
      await beside(page).getByRole('tab', { name: '值与来源' }).focus();
      await page.keyboard.press('ArrowRight');
      await beside(page)
        .locator('gj-parameter-below')
        .getByText(/下级组织/)
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await beside(page).waitFor({ state: 'detached' });
      expect(await focusedName(page)).not.toBe('');
    });

    itLong(
      'of a dimension have a row for each tax number, chosen from those of one’s organisations or typed with a warning',
      async () => {
        const page = await site().visit({ path: '/parameters?open=elePaperInvoice/*' });
        const panel = beside(page);
        const typed = panel.getByRole('combobox', { name: '为某个税号另行设置' });
        await typed.fill('91310104 MA');
        await panel.getByRole('alert').filter({ hasText: '只能用字母' }).waitFor();
        await typed.fill('91310104MA1K3AB219');
        await panel.getByRole('status').filter({ hasText: '您的组织中没有' }).waitFor();
        await typed.fill('91310104MA1K3AB218');
        await panel.getByRole('paragraph').filter({ hasText: '上海电子有限公司' }).waitFor();
        await panel.getByRole('button', { name: '打开' }).click();
        await page.waitForURL('**/parameters?open=elePaperInvoice%2F91310104MA1K3AB218');
        await now(panel);
        await panel.getByRole('checkbox', { name: '数电纸质发票' }).check();
        await panel.getByRole('button', { name: '立即发布', exact: true }).click();
        await line(page, '91310104MA1K3AB218').getByText('开', { exact: true }).waitFor();
        await panel.getByRole('button', { name: '恢复继承' }).click();
        await line(page, '91310104MA1K3AB218').waitFor({ state: 'detached' });
      },
    );

    it('that are dangerous and on are told on every page of the organisation, with the way there', async () => {
      const danger = '/api/params/sim_discount_row_check/sim_discount_row_check?org=EAST';
      const why = { 'guiju-reason': 'trial' };
      const { headers } = await site().node.ask('PUT', danger, { value: true }, why);
      const page = await site().visit({ path: '/parameters' });
      const banner = page.getByRole('note', { name: '慎用参数' });
      await choose(page, '上海电子有限公司');
      await banner.getByText('上海电子有限公司已开启慎用参数').waitFor();
      await banner.getByText('不校验折扣行金额（继承自华东公司）').waitFor();
      await page.goto('/forms/invoice-item');
      expect(await axeNow(page)).toEqual([]);
      await banner.getByRole('link', { name: '不校验折扣行金额' }).click();
      await beside(page).getByRole('heading', { name: '不校验折扣行金额', level: 2 }).waitFor();
      expect(await line(page, 'sim_discount_row_check').count()).toBe(1);
      await choose(page, '华南公司');
      await banner.waitFor({ state: 'detached' });
      await site().node.ask('DELETE', danger, undefined, { ...why, 'if-match': headers.get('etag') ?? '' });
    });

    itLong('show where below an organisation something else is set, as a tree that leads there', async () => {
      const at = '/api/params/sim_config/sim_callback_request_timeout?org=SHANGHAI';
      const { headers } = await site().node.ask('PUT', at, { value: 77 });
      const page = await site().visit({ path: `/parameters?open=${timeout}` });
      await page.getByRole('button', { name: '下级另行设置' }).click();
      await line(page, 'sim_callback_request_timeout').waitFor();
      await beside(page)
        .getByRole('tab', { name: /下级差异/ })
        .click();
      const tree = beside(page).locator('gj-parameter-below');
      await tree
        .getByRole('listitem')
        .filter({ hasText: /华东公司.*上海电子有限公司.*77 秒/s })
        .waitFor();
      await tree.getByRole('button', { name: '上海电子有限公司' }).click();
      await links(page)
        .filter({ hasText: /上海电子有限公司.*77 秒.*生效/s })
        .waitFor();
      await site().node.ask('DELETE', at, undefined, { 'if-match': headers.get('etag') ?? '' });
    });

    itLong('go into a file and come back from one, judged before anything is written', async () => {
      const at = '/api/params/ArBillPushLimit/ArBillPushLimit?org=NORTH';
      await site().node.ask('PUT', at, { value: 1500 });
      const page = await site().visit({ path: '/parameters' });
      await page.getByRole('button', { name: '更多操作' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: '导出为 json' }).click();
      const chunks: Buffer[] = [];
      for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      expect(text).toContain('1500');
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '导入…' }).click();
      const dialog = page.locator('gj-values-import');
      const give = (content: string) =>
        dialog
          .getByLabel('文件')
          .setInputFiles({ name: 'v.json', mimeType: 'application/json', buffer: Buffer.from(content) });
      await give(text.replace('1500', 'many'));
      await dialog.getByText(/1 个问题/).waitFor();
      const line =
        JSON.parse(text).parameters.findIndex(({ value }: { value: string }) => value === '1500') + 1;
      await dialog
        .getByRole('listitem')
        .filter({ hasText: `第 ${line} 行：` })
        .waitFor();
      const go = dialog.getByRole('button', { name: '导入', exact: true });
      expect(await go.isDisabled()).toBe(true);
      await give(text.replace('1500', '1600'));
      await dialog.getByText(/1 处变化，\d+ 处不变，0 个问题/).waitFor();
      expect(await axeNow(page)).toEqual([]);
      await go.click();
      await dialog.waitFor({ state: 'detached' });
      expect((await site().node.ask('GET', at)).body['value']).toBe(1600);
    });

    // The list alone is looked at with every page.
    it('are wholly there at 1024, beside one that is open', async () => {
      for (const language of languages) {
        const path = '/parameters?open=all_ele_mock_invoice/*';
        const page = await site().visit({ path, language, size: { width: 1024, height: 768 } });
        await beside(page).getByRole('textbox').last().waitFor();
        const limit = { zh: /100 张/, en: /100 applications/ }[language];
        await page
          .getByRole('row', { name: /submit_limit_count/ })
          .filter({ hasText: limit })
          .waitFor();
        await settled(page);
        expect(await cutElements(page)).toEqual([]);
      }
    });
  },
  { demo: true },
);
