import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';

inBrowser(
  'the lab',
  (site) => {
    const records = (form: string) => `/api/forms/${form}/records`;
    let rule: JsonObject;

    beforeAll(async () => {
      const make = async (form: string, body: JsonObject) => {
        const made = await site().node.ask('POST', records(form), { sharing: 'global', ...body });
        expect([form, made.status, made.body['errors']]).toEqual([form, 201, undefined]);
        return made.body;
      };
      rule = await make('split-rule', {
        number: 'CF-LAB',
        name: '一万一张',
        limits: [{ invoiceType: '10xdp', netLimit: '10000' }],
      });
      await make('processing-scheme', {
        number: 'FA-LAB',
        name: '试算方案',
        splitRule: { number: 'CF-LAB' },
        condition: null,
      });
      await make('invoice-application', {
        number: 'SQ-LAB',
        buyerName: '买方',
        invoiceType: '10xdp',
        dataSource: 'api',
        sharing: 'private',
        lines: [{ itemName: '键盘', rate: '0.13', amount: '30000.00', tax: '3900.00', gross: '33900.00' }],
      });
    });

    const begin = async () => {
      const page = await site().visit({ path: '/lab' });
      await page.getByRole('button', { name: '使用示例单据' }).click();
      await page.getByRole('menuitem', { name: '多种税率' }).click();
      await page.getByText(/^1 张申请单 → 3 张发票$/).waitFor();
      await settled(page);
      return page;
    };

    it('draws what an application becomes, to the cent, and follows a line and an invoice', async () => {
      const page = await begin();
      const flow = page.getByRole('region', { name: '流向图' });
      await page.getByText('22,193.69').first().waitFor();
      expect(await flow.getByRole('button', { name: /^发票 \d/ }).count()).toBe(3);
      const followed = () => flow.locator('.ribbon.on').count();
      expect(await followed()).toBe(0);
      await flow.getByRole('button', { name: /^\d+ 软件服务/ }).click();
      expect(await followed()).toBeGreaterThan(0);
      const invoice = flow.getByRole('button', { name: /^发票 1/ });
      await invoice.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: '发票 1 的明细' }).waitFor();
      await flow.focus();
      await page.keyboard.press('Escape');
      expect(await followed()).toBe(0);
    });

    it('tries another rule beside the result, compares it with what stands, and saves nothing', async () => {
      const page = await begin();
      await page.getByRole('tab', { name: '每一步' }).click();
      const steps = page.locator('gj-lab-steps li').filter({ hasText: '票面人员' });
      expect(await steps.locator('br').count(), 'what the sentence says is not said again').toBe(0);
      await page.getByRole('button', { name: '修改 CF-LAB，查看结果' }).first().click();
      await page.getByText('只用于试算，不会保存。').waitFor();
      await settled(page);
      await page.getByRole('gridcell', { name: '10,000.00' }).first().click();
      await page.keyboard.type('30000');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '试算', exact: true }).click();
      await page.getByText(/^1 张申请单 → 1 张发票$/).waitFor();
      await page.getByRole('button', { name: '最近 90 天的申请单中，有多少张的开票结果会变？' }).click();
      await page.getByText(/^最近 90 天的 [1-9]\d* 张申请单中，[1-9]\d* 张的开票结果会变$/).waitFor();
      await page.getByText('SQ-LAB').waitFor();
      await page.getByRole('button', { name: '逐项改动用到的设置，查看哪些会改变结果' }).click();
      await page.getByRole('row', { name: /CF-LAB.*不含税限额.*30,000.00 → 15,000.00/ }).waitFor();
      await page.getByRole('tab', { name: '与当前配置对比' }).click();
      await page.getByText(/发票 3 → 1 张/).waitFor();
      await page.getByRole('button', { name: '不再试用 拆分规则 CF-LAB' }).click();
      await page.getByText('两套配置开出的发票完全一样。').waitFor();
      const { body } = await site().node.ask(
        'GET',
        `${records('split-rule')}/${String(rule['id'])}?view=manage`,
      );
      expect(body['revision']).toBe(rule['revision']);
    });

    itLong('counts from a record and from a change set whose applications they concern', async () => {
      const path = `${records('split-rule')}/${String(rule['id'])}`;
      const { body } = await site().node.ask('GET', `${path}?view=manage`);
      const [{ id = null } = {}] = body['limits'] as readonly JsonObject[];
      const set = await site().node.ask('POST', '/api/changesets', {
        name: '放宽',
        items: [
          {
            action: 'change',
            form: 'split-rule',
            record: rule['id'] ?? null,
            body: { limits: [{ id, netLimit: '30000' }] },
          },
        ],
      });
      const page = await site().visit({ path: `/changes/${String(set.body['id'])}` });
      const ask = page.getByRole('button', { name: '最近 90 天的申请单中，有多少张的开票结果会变？' });
      await ask.click();
      await page.getByText(/^最近 90 天的 [1-9]\d* 张申请单中，[1-9]\d* 张的开票结果会变$/).waitFor();
      await page.getByRole('link', { name: '规则试算' }).last().click();
      await ask.waitFor();
      const record = await site().visit({ path: `/forms/split-rule/${String(rule['id'])}?view=manage` });
      await settled(record);
      await record.getByRole('gridcell', { name: '10,000.00' }).first().click();
      await record.keyboard.type('30000');
      await record.keyboard.press('Enter');
      const more = record.getByRole('button', { name: '影响哪些申请单' });
      if (!(await more.isVisible())) await record.getByRole('button', { name: '更多' }).first().click();
      await record.getByText('影响哪些申请单').last().click();
      await record.getByRole('button', { name: '最近 90 天的申请单中，有多少张的开票结果会变？' }).click();
      await record.getByText(/^最近 90 天的 [1-9]\d* 张申请单中，[1-9]\d* 张的开票结果会变$/).waitFor();
    });

    itLong(
      'keeps what is right as a case, which says what is otherwise once somebody changes a rule',
      async () => {
        const page = await begin();
        await page.getByRole('button', { name: '存为用例…' }).click();
        await page.getByLabel('用例名称').fill('多种税率开三张');
        await settled(page);
        expect(await axeFindings(page)).toEqual([]);
        await page.getByRole('button', { name: '保存', exact: true }).click();
        await page.getByText('用例已保存，以后每次发布前都会核对。').waitFor({ timeout: 60_000 });
        const change = async (netLimit: string) => {
          const path = `${records('split-rule')}/${String(rule['id'])}`;
          const { body } = await site().node.ask('GET', `${path}?view=manage`);
          const [{ id = null } = {}] = body['limits'] as readonly JsonObject[];
          const ifMatch = { 'if-match': `"${String(body['revision'])}"` };
          const done = await site().node.ask('PATCH', path, { limits: [{ id, netLimit }] }, ifMatch);
          expect(done.status).toBe(200);
        };
        await change('30000');
        await page.getByRole('button', { name: '试算用例' }).click();
        await page.getByText('1 个用例中 1 个未通过').waitFor();
        await page.getByRole('row', { name: /发票 2 （整张） —/ }).waitFor();
        await settled(page);
        expect(await axeFindings(page)).toEqual([]);
        await change('10000');
        await page.getByRole('button', { name: '打开用例 多种税率开三张' }).click();
        await page.getByText(/^1 张申请单 → 3 张发票$/).waitFor();
      },
    );

    it('begins on the home page in numbers, each of which leads to what it counts', async () => {
      const page = await site().visit({ path: '/' });
      const waiting = page.getByRole('link', { name: /待处理申请单$/ });
      const [count] = ((await waiting.textContent()) ?? '').trim().split(/\s/);
      expect(Number(count)).toBeGreaterThan(0);
      await waiting.click();
      await page.getByText(new RegExp(`共 ${count} 条`)).waitFor();
      await page.getByText('SQ-LAB').first().waitFor();
    });

    itLong('takes documents that were picked in their list', async () => {
      const page = await site().visit({ path: '/forms/invoice-application?view=manage' });
      await page.getByRole('checkbox', { name: /^选择/ }).nth(1).check();
      await page.getByRole('checkbox', { name: /^选择/ }).nth(2).check();
      await page.getByRole('button', { name: '更多' }).last().click();
      await page.getByRole('menuitem', { name: '规则试算' }).click();
      await page.getByText(/^2 张申请单 →/).waitFor();
    });

    itLong(
      'tries a design that nobody published, and says from the designer whose applications it concerns',
      async () => {
        const { ask } = site().node;
        const { body: design } = await ask('POST', '/api/design/drafts', { name: '名称截断' });
        const id = String(design['id']);
        const cut = { do: 'set', form: 'other-settings', target: 'fields/nameTooLong/default', value: 'cut' };
        const taken = await ask('POST', `/api/design/drafts/${id}/steps`, { seen: 0, steps: [cut] });
        expect(taken.status, JSON.stringify(taken.body)).toBe(200);
        const long = {
          number: 'SQ-CUT',
          buyerName: '另一家',
          invoiceType: '10xdp',
          dataSource: 'api',
          lines: [
            { itemName: '长'.repeat(120), rate: '0.13', amount: '100.00', tax: '13.00', gross: '113.00' },
          ],
        };
        const made = await ask('POST', records('invoice-application'), { ...long, sharing: 'private' });
        expect(made.status, JSON.stringify(made.body)).toBe(201);
        const page = await site().visit({ path: `/lab?design=${id}` });
        await page.locator('gj-lab-documents input[type=file]').setInputFiles({
          name: 'a.json',
          mimeType: 'application/json',
          buffer: Buffer.from(JSON.stringify([long])),
        });
        await page.getByText(/^1 张申请单 → 1 张发票$/).waitFor();
        const chosen = page.getByRole('combobox', { name: '假设这个设计已发布' });
        expect(await chosen.inputValue()).toBe('名称截断');
        const question = { name: '最近 90 天的申请单中，有多少张的开票结果会变？' };
        await page.getByRole('button', question).click();
        await page.getByText(/^最近 90 天的 \d+ 张申请单中，1 张的开票结果会变$/).waitFor();
        await page.getByRole('tab', { name: '与当前配置对比' }).click();
        await page.getByText(/发票 0 → 1 张/).waitFor();
        await settled(page);
        expect(await axeFindings(page)).toEqual([]);
        await page.goto(`${site().url}/design/publish`);
        await page.getByRole('button', question).click();
        await page.getByText(/^最近 90 天的 \d+ 张申请单中，1 张的开票结果会变$/).waitFor();
        await page.getByText('SQ-CUT').waitFor();
        await page.getByRole('link', { name: '在规则试算里试这个设计' }).click();
        await page.getByRole('heading', { name: '规则试算' }).waitFor();
        expect((await ask('DELETE', `/api/design/drafts/${id}`)).status).toBe(200);
      },
    );
  },
  { demo: true },
);
