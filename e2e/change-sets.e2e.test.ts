import { afterEach, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { languages } from '../workshop/runs.ts';
import { axeInLanguage, axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import {
  askApproval,
  bearer,
  hire,
  inBasket,
  items,
  madeSet,
  panel,
  password,
  program,
  reads,
  ready,
  say,
  shownDay,
  stands,
  step,
  timeout,
  unsay,
} from './console.ts';
import { cutElements } from './cut-elements.ts';
import { isSound } from './is-sound.ts';
import { settled } from './settled.ts';

const [type, key] = timeout.split('/') as [string, string];
const put = (value: number, org = 'EAST') => ({ action: 'set', type, key, org, value });

inBrowser(
  'the page of a change set',
  (site) => {
    beforeAll(async () => {
      await hire(site(), 'liu', '刘洋', ['* read', '* write']);
      await hire(site(), 'chen', '陈晨', ['* read', '* write', '* approve']);
    });
    afterEach(async () => {
      await askApproval(site(), []);
      await unsay(site(), timeout, 'EAST');
    });

    it('is scheduled, asked whether it is to go live earlier, and read as history afterwards', async () => {
      const { id } = await madeSet(site(), [put(610)], { name: '夜间调整', reason: '对方升级' });
      const page = await site().visit({ path: `/changes/${id}` });
      await ready(page, '定时发布').click();
      const dialog = page.locator('gj-form-dialog');
      const go = dialog.getByRole('button', { name: '定时发布', exact: true });
      await go.click();
      await dialog.getByRole('alert').getByText('请填写这一项').waitFor();
      const at = dialog.getByRole('textbox', { name: '发布时间：日期' });
      const time = dialog.getByRole('combobox', { name: '发布时间：时刻' });
      expect(await time.inputValue()).toBe('22:00');
      await dialog.getByText('时区：中国标准时间（UTC+8）').waitFor();
      await at.fill('2020-01-01');
      await at.press('Tab');
      await time.press('Tab');
      await dialog.getByRole('alert').filter({ hasText: '已经过去' }).waitFor();
      await at.fill(shownDay(2));
      await at.press('Tab');
      await time.fill('9:3');
      await time.press('Tab');
      await go.click();
      await dialog.getByRole('alert').filter({ hasText: '日期和时间要写全' }).waitFor();
      await time.fill('21：30');
      await time.press('Tab');
      expect(await time.inputValue()).toBe('21:30');
      const until = (of: string) => dialog.getByLabel(`补发截止时间：${of}`);
      await until('日期').fill(shownDay(1));
      await until('日期').press('Tab');
      await go.click();
      await dialog.getByRole('alert').filter({ hasText: '日期和时间要写全' }).waitFor();
      await until('时刻').fill('08:00');
      await until('时刻').press('Tab');
      expect(await axeNow(page)).toEqual([]);
      await go.click();
      // Said of the moment until when it may be made up for.
      await dialog
        .locator('[data-field=notAfter]')
        .getByRole('alert')
        .filter({ hasText: '早于“发布时间”' })
        .waitFor();
      await until('日期').fill(shownDay(3));
      await until('日期').press('Tab');
      await go.click();
      await stands(page, '已定时');
      await page
        .getByRole('complementary')
        .getByText(`最迟 ${shownDay(3)} 08:00`)
        .waitFor();
      await page
        .getByRole('complementary')
        .getByText(`${shownDay(2)} 21:30`)
        .waitFor();
      expect(await page.getByRole('textbox', { name: '名称' }).count()).toBe(0);
      expect(await reads(site(), timeout, 'EAST')).toBe(1200);

      await ready(page, '发布').click();
      const early = page.locator('gj-form-dialog');
      await early.getByText(`它已定于 ${shownDay(2)} 21:30 发布`).waitFor();
      await early.getByRole('button', { name: '取消' }).click();
      await stands(page, '已定时');
      await ready(page, '发布').click();
      await early.getByRole('button', { name: '现在发布' }).click();
      await stands(page, '已发布');
      expect(await reads(site(), timeout, 'EAST')).toBe(610);

      await page.getByText('对方升级').first().waitFor();
      await items(page)
        .filter({ hasText: /华东公司.*610 秒/s })
        .waitFor();
      expect(await page.locator('gj-change-page').getByRole('textbox').count()).toBe(0);
      expect(await page.getByRole('button', { name: /^移出/ }).count()).toBe(0);
      expect(await axeNow(page)).toEqual([]);
    });

    itLong('names a design, says what that does, and puts both into service', async () => {
      const { node } = site();
      const label = { zh: '对账备注', en: 'Note' };
      const { body } = await node.ask('POST', '/api/design/drafts', { name: '对账' });
      const design = String(body['id']);
      const steps = [
        { do: 'add-field', form: 'unit', content: { name: 'local_note', kind: 'text', label } },
      ] as unknown as JsonObject[];
      expect((await node.ask('POST', `/api/design/drafts/${design}/steps`, { seen: 0, steps })).status).toBe(
        200,
      );
      const { id } = await madeSet(site(), [put(640)], { name: '与设计一起' });
      const page = await site().visit({ path: `/changes/${id}` });
      const card = page.getByRole('region', { name: '一起发布的设计' });
      await card.getByRole('combobox').selectOption({ label: '对账' });
      await card.getByText('对账备注').waitFor();
      await card.getByText('要么都生效，要么都不生效').waitFor();
      await card.scrollIntoViewIfNeeded();
      await isSound(page, 'change-design');
      await ready(page, '发布').click();
      await stands(page, '已发布');
      expect(await reads(site(), timeout, 'EAST')).toBe(640);
      const { fields } = (await node.ask('GET', '/api/forms/unit')).body;
      expect(JSON.stringify(fields)).toContain('local_note');
      await card.getByText('对账').waitFor();
      expect(await card.getByRole('combobox').count()).toBe(0);
    });

    it('is sent back with a reason, which its author reads, mends, and proposes again', async () => {
      await askApproval(site(), [type]);
      const liu = await bearer(site(), 'liu');
      const { id } = await madeSet(site(), [put(5)], { name: '太短' }, liu);
      await step(site(), id, 'propose', undefined, liu);
      const chen = await site().visit({ user: 'chen', password, path: `/changes/${id}` });
      await ready(chen, '退回').click();
      const dialog = chen.locator('gj-form-dialog');
      const back = dialog.getByRole('button', { name: '退回', exact: true });
      await back.click();
      await dialog.getByRole('alert').getByText('请填写这一项').waitFor();
      await dialog.getByRole('textbox', { name: '原因' }).fill('至少要 60 秒');
      expect(await axeNow(chen)).toEqual([]);
      await back.click();
      await stands(chen, '已退回');

      const author = await site().visit({ user: 'liu', password, path: `/changes/${id}` });
      await stands(author, '已退回');
      await author.getByRole('complementary').getByText('至少要 60 秒').waitFor();
      await author.getByRole('textbox', { name: '名称' }).fill('改为 60 秒');
      await author.keyboard.press('Enter');
      await stands(author, '草稿');
      await ready(author, '提交审批').click();
      await stands(author, '待审批');
      expect(await author.getByRole('textbox', { name: '名称' }).count()).toBe(0);
      await ready(author, '撤回').click();
      await stands(author, '草稿');
      await step(site(), id, 'discard');
    });

    it('shows both values where somebody was faster, and starts from what stands now', async () => {
      await say(site(), timeout, 'EAST', { value: 700 });
      const { body } = await site().node.ask('GET', `/api/params/${timeout}?org=EAST`);
      const [own] = body['own'] as unknown as [{ revision: number }];
      const { id } = await madeSet(site(), [{ ...put(710), ifMatch: own.revision }]);
      await say(site(), timeout, 'EAST', { value: 800 });
      const page = await site().visit({ path: `/changes/${id}` });
      const met = page.getByRole('alert').filter({ hasText: '加入后已被他人修改' });
      await met.filter({ hasText: /管理员.*加入时：700 秒.*现在：800 秒/s }).waitFor();
      expect(await page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true);
      expect(await axeNow(page)).toEqual([]);
      await page.getByRole('button', { name: '以现值为准重新起草' }).click();
      await met.waitFor({ state: 'detached' });
      await items(page)
        .filter({ hasText: /800 秒.*710 秒/s })
        .waitFor();
      await ready(page, '发布').click();
      await stands(page, '已发布');
      expect(await reads(site(), timeout, 'EAST')).toBe(710);
    });

    itLong(
      'follows what somebody else does to it meanwhile, tells it, and keeps what is being typed',
      async () => {
        const { id } = await madeSet(site(), [put(620)], { name: '一起改' });
        const page = await site().visit({ path: `/changes/${id}` });
        const name = page.getByRole('textbox', { name: '名称' });
        const reason = page.getByRole('textbox', { name: '原因' });
        await reason.fill('写到一半');
        await reason.press('Enter');
        await name.fill('我起的名');
        const chen = await bearer(site(), 'chen');
        await step(site(), id, 'edit', { name: '陈晨起的名', items: { put: [put(630, 'SHANGHAI')] } }, chen);
        await page
          .getByRole('status')
          .filter({ hasText: /陈晨.*修改了这个变更/ })
          .waitFor();
        await items(page)
          .filter({ hasText: /上海电子有限公司.*630 秒/s })
          .waitFor();
        await page.getByText('他人已改为“陈晨起的名”').waitFor();
        expect(await name.inputValue()).toBe('我起的名');
        await name.press('Tab');
        const written = async () => (await site().node.ask('GET', `/api/changesets/${id}`)).body;
        expect(await written()).toMatchObject({ name: '陈晨起的名', reason: '写到一半' });
        expect(await axeNow(page)).toEqual([]);
        await page.getByRole('button', { name: '用我的' }).click();
        await page.getByRole('heading', { level: 1, name: '我起的名' }).waitFor();
        expect(await written()).toMatchObject({ name: '我起的名', reason: '写到一半' });
        await page.getByRole('button', { name: '知道了' }).click();
        await page.getByRole('status').filter({ hasText: '修改了这个变更' }).waitFor({ state: 'detached' });
        await step(site(), id, 'discard', undefined, chen);
        await page.getByRole('status').filter({ hasText: '放弃' }).waitFor();
        await stands(page, '已放弃');
      },
    );

    itLong('names the programs that read its parameters before it is published', async () => {
      const erp = await program(site(), 'erp/4.2');
      await site().node.ask('GET', `/api/params/${timeout}?org=SHANGHAI`, undefined, erp);
      const { id } = await madeSet(site(), [put(640)]);
      const page = await site().visit({ path: `/changes/${id}` });
      await page
        .getByRole('region', { name: '读取方' })
        .getByRole('listitem')
        .filter({ hasText: /回调超时时间.*erp/s })
        .waitFor();
      expect(await axeNow(page)).toEqual([]);
      await step(site(), id, 'discard');
    });

    itLong(
      'is rolled back as far as it still stands; what others changed since is listed with who, and stays',
      async () => {
        const { id } = await madeSet(site(), [put(690), put(691, 'SUZHOU')], { name: '两地' });
        await step(site(), id, 'publish');
        const liu = await bearer(site(), 'liu');
        const place = `/api/params/${timeout}?org=SUZHOU`;
        const { body } = await site().node.ask('GET', place);
        const [own] = body['own'] as unknown as [{ revision: number }];
        const seen = { ...liu, 'if-match': `"${own.revision}"` };
        expect((await site().node.ask('PUT', place, { value: 692 }, seen)).status).toBe(200);
        const page = await site().visit({ path: `/changes/${id}` });
        await page.getByRole('button', { name: '回滚' }).click();
        await page.getByRole('button', { name: '新建回滚草稿' }).click();
        await page
          .getByRole('region', { name: '需要处理' })
          .getByRole('listitem')
          .filter({ hasText: /回调超时时间 苏州物流有限公司.*此后又被改过 刘洋/s })
          .waitFor();
        await items(page)
          .filter({ hasText: /恢复继承.*华东公司.*690 秒/s })
          .waitFor();
        expect(await items(page).count()).toBe(1);
        expect(await axeNow(page)).toEqual([]);
        await ready(page, '发布').click();
        await stands(page, '已发布');
        expect(await reads(site(), timeout, 'EAST')).toBe(1200);
        expect(await reads(site(), timeout, 'SUZHOU')).toBe(692);
        await page.getByRole('link', { name: '被回滚的变更集' }).click();
        await page.getByRole('heading', { level: 1, name: '两地' }).waitFor();
        await unsay(site(), timeout, 'SUZHOU');
      },
    );

    it('of a value that wants approval is made instead of publishing at once', async () => {
      await askApproval(site(), [type]);
      const page = await site().visit({ user: 'liu', password, path: `/parameters?open=${timeout}` });
      await panel(page).getByLabel('值 (秒)').fill('650');
      await panel(page)
        .getByRole('checkbox', { name: /^立即提交审批/ })
        .check();
      await panel(page).getByRole('button', { name: '提交审批', exact: true }).click();
      await page.getByText('已提交审批，批准后生效').waitFor();
      expect(await reads(site(), timeout, 'EAST')).toBe(1200);
      await page.goto('/changes');
      const row = page.getByRole('row').filter({ hasText: '刘洋' });
      await row.getByText('待审批').waitFor();
      await row.getByRole('link').click();
      await items(page)
        .filter({ hasText: /回调超时时间.*650 秒/s })
        .waitFor();
      await ready(page, '撤回').click();
      await stands(page, '草稿');
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '放弃' }).click();
    });

    it('is told where the parameter is read that it would change, from above as well, until it is published', async () => {
      const item = { ...put(650), validFrom: '2130-01-01' };
      const { id } = await madeSet(site(), [item], { name: '来年放宽' });
      const page = await site().visit({ path: `/parameters?open=${timeout}&org=EAST` });
      const line = panel(page).locator('gj-parameter-changes li', { hasText: '来年放宽' });
      expect((await line.innerText()).split(/\s*\n\s*/)).toEqual([
        '来年放宽',
        '草稿',
        expect.stringMatching(/^2130-01-01 起 650/),
        expect.any(String),
      ]);
      await line.getByRole('link').click();
      await page.waitForURL(({ pathname }) => pathname === `/changes/${id}`);
    });

    it('shows a value that is still to come as one, not struck through like a shadowed one', async () => {
      const value = { value: 640, validFrom: '2099-01-01' };
      await site().node.ask('PUT', `/api/params/${timeout}?org=EAST`, value);
      const page = await site().visit({ path: `/parameters?open=${timeout}&org=EAST` });
      const said = panel(page).locator('gj-parameter-chain .said', { hasText: '尚未生效' });
      await said.getByText('640 秒').waitFor();
      expect(await said.locator('.struck').count()).toBe(0);
    });

    itLong('is undone in the basket step by step, by key and by notice', async () => {
      const page = await site().visit({ path: `/parameters?open=${timeout}` });
      await panel(page).getByLabel('值 (秒)').fill('660');
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
      await inBasket(page, 1).waitFor();
      await page.getByRole('button', { name: '撤销' }).last().click();
      await page.getByRole('link', { name: '变更集：空' }).waitFor();
      await panel(page).getByLabel('值 (秒)').fill('661');
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
      await inBasket(page, 1).waitFor();
      await page.getByRole('link', { name: '打开变更集' }).last().click();
      await page.getByRole('button', { name: '移出 回调超时时间' }).click();
      await page.getByRole('link', { name: '变更集：空' }).waitFor();
      await page.getByRole('button', { name: '撤销' }).last().click();
      await inBasket(page, 1).waitFor();
      await items(page)
        .filter({ hasText: /1,200 秒|继承.*661 秒/s })
        .waitFor();
      await page.getByRole('button', { name: '移出 回调超时时间' }).click();
      await page.getByRole('link', { name: '变更集：空' }).waitFor();
      await page.keyboard.press('Control+z');
      await inBasket(page, 1).waitFor();
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '放弃' }).click();
      await page.getByRole('link', { name: '变更集：空' }).waitFor();
    });

    it('has cards as far apart as one another, columns that end on one line, and badges on the line of words', async () => {
      const paper = { action: 'set', type: 'elePaperInvoice', key: '*', org: 'EAST', value: true };
      const { id } = await madeSet(site(), [paper], { name: '改一处' });
      const page = await site().visit({ path: `/changes/${id}` });
      const changes = page.locator('gj-change-effects').getByRole('listitem').filter({ hasText: '开' });
      await changes.first().waitFor();
      await settled(page);
      const tops = await changes
        .first()
        .locator('.badge')
        .evaluateAll((badges) => badges.map((one) => one.getBoundingClientRect().top));
      expect(tops).toEqual([tops[0], tops[0]]);
      const places = await page.locator('gj-change-page .card').evaluateAll((cards) =>
        cards.map((one) => {
          const { left, top, bottom } = one.getBoundingClientRect();
          return { left, top, bottom };
        }),
      );
      const [first] = places.sort((one, other) => one.left - other.left || one.top - other.top);
      const column = places.filter(({ left }) => left === first?.left);
      const beside = places.filter(({ left }) => left !== first?.left);
      const gaps = column.slice(1).map(({ top }, at) => Math.round(top - (column[at]?.bottom ?? 0)));
      expect(gaps).toEqual(gaps.map(() => gaps[0]));
      expect(beside.map(({ top, bottom }) => [top, bottom])).toEqual([[first?.top, column.at(-1)?.bottom]]);
      await step(site(), id, 'discard');
    });

    it.each(languages)('and their list are wholly there at 1024 in %s', async (language) => {
      const { id } = await madeSet(site(), [put(670), { ...put(680), org: 'SOUTH', locked: true }], {
        name: '南北两地的回调超时时间',
        reason: '对方系统较慢，先放宽',
      });
      const size = { width: 1024, height: 768 };
      const page = await site().visit({ path: `/changes/${id}`, language, size });
      await page.locator('gj-change-effects').getByRole('listitem').first().waitFor();
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      expect(await axeInLanguage(page, language)).toEqual([]);
      await page.goto('/changes');
      await page.getByRole('row').filter({ hasText: '南北两地' }).first().waitFor();
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      expect(await axeInLanguage(page, language)).toEqual([]);
      await step(site(), id, 'discard');
    });
  },
  { demo: true },
);
