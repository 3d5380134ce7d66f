import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre/xlsx';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { pressInHead } from './press-in-head.ts';
import { settled } from './settled.ts';

inBrowser(
  'the match tester',
  (site) => {
    const taxNo = '91310000555555555X';

    const asks = (value: string) => ({ all: [{ fact: 'buyerTaxNo', operator: 'equal', value }] });
    let taxCategory: JsonObject = {};
    const make = async (item: JsonObject) => {
      const { status } = await site().node.ask('POST', '/api/forms/invoice-item/records', {
        ...item,
        taxCategory,
      });
      expect(status).toBe(201);
    };

    beforeAll(async () => {
      const { body } = await site().node.ask('GET', '/api/forms/tax-category/records?limit=50&sort=number');
      const plain = (body['items'] as { number: string; summary?: boolean }[]).find(
        ({ summary }) => !summary,
      );
      taxCategory = { number: plain?.number ?? '' };
      await make({ number: 'E2E-WIDE', name: '宽', priority: 1, condition: asks(taxNo) });
      const remark = { fact: 'remark', operator: 'isNotEmpty' };
      await make({
        number: 'E2E-NARROW',
        name: '窄',
        priority: 2,
        condition: { all: [...asks(taxNo).all, remark] },
      });
      await make({
        number: 'E2E-NEVER',
        name: '永不',
        condition: { all: [...asks('1').all, ...asks('2').all] },
      });
    });

    itLong(
      'says by a key who said what of the fact one is in, and nothing of what no package says',
      async () => {
        const page = await site().visit({ path: '/match/invoice-item' });
        const drawer = page.getByRole('dialog', { name: '来源' });
        await page.getByPlaceholder('YYYY-MM-DD').first().focus();
        await page.keyboard.press('Shift+F1');
        await settled(page);
        expect(await drawer.count()).toBe(0);
        await page.getByRole('textbox', { name: '商品名称' }).first().focus();
        await page.keyboard.press('Shift+F1');
        await drawer.waitFor();
        const about = page.locator('gj-explain-drawer').getByRole('combobox', { name: '关于' });
        await expect.poll(() => about.inputValue()).toBe('fields/lines.itemName');
      },
    );

    itLong('asks for many facts at once, counts over them, and looks at one of them', async () => {
      const page = await site().visit({ path: '/match/invoice-item?tab=batch' });
      await page.getByText('JSON', { exact: true }).click();
      const text = page.getByRole('textbox', { name: '多条数据（JSON 数组）' });
      await text.fill('[{');
      await page.getByText('不是有效的 JSON').waitFor();
      await text.fill(
        JSON.stringify([
          { buyerTaxNo: taxNo, remark: '有' },
          { buyerTaxNo: '91310000444444444X' },
          { nobody: 1 },
        ]),
      );
      await page.getByRole('button', { name: '匹配 3 条' }).click();
      await page.getByText('3 条数据：1 条匹配，1 条没有规则匹配，1 条数据有错').waitFor();
      await page.getByRole('link', { name: 'E2E-WIDE 宽' }).waitFor();

      await text.fill(
        JSON.stringify([{ buyerTaxNo: taxNo, remark: '有' }, { buyerTaxNo: '91310000444444444X' }]),
      );
      await page.getByRole('tab', { name: '覆盖情况' }).click();
      await page.getByRole('combobox', { name: '数据来源' }).selectOption('batch');
      await page.getByRole('button', { name: '统计' }).click();
      const narrow = page.getByRole('row').filter({ hasText: 'E2E-NARROW' });
      await expect.poll(() => narrow.textContent()).toMatch(/E2E-WIDE 宽\s*×1/);
      await page.getByRole('heading', { name: '没有规则匹配的数据' }).waitFor();

      await page.getByRole('tab', { name: '批量' }).click();
      await page.getByRole('button', { name: '匹配 2 条' }).click();
      await page.getByRole('button', { name: '查看第 1 条的详情' }).click();
      await expect.poll(() => page.getByRole('textbox', { name: '购方税号' }).inputValue()).toBe(taxNo);
    });

    itLong(
      'asks for documents picked in their list, then for those of a workbook, and tells what differs from last time',
      async () => {
        const page = await site().visit({ path: '/forms/invoice-application' });
        await page.getByRole('combobox', { name: '当前组织' }).click();
        await page.getByRole('option', { name: /^苏州物流/ }).click();
        for (const number of ['SQ-SZ-001', 'SQ-SZ-002'])
          await page.getByRole('checkbox', { name: new RegExp(`^选择 ${number}`) }).check();
        const bar = page.getByRole('toolbar', { name: '批量操作' });
        // Actions that have no room in the bar stand in its menu.
        await bar.getByRole('button', { name: '更多操作' }).click();
        await page.getByRole('menuitem', { name: '匹配测试' }).click();
        await page.waitForURL(/match\/[\w-]+\?tab=batch/);
        const results = page.locator('gj-match-results');
        const documents = () => results.getByRole('rowheader').allTextContents();
        await expect
          .poll(async () => (await documents()).map((text) => text.split(' ')[0]).sort())
          .toEqual(['SQ-SZ-001', 'SQ-SZ-002']);

        // The same documents, held against other rules about them.
        await page.getByRole('button', { name: '切换规则' }).click();
        await page.getByRole('menuitem', { name: '开票项管理' }).click();
        await page.getByRole('heading', { name: '开票项管理：匹配测试' }).waitFor();
        await page.getByRole('button', { name: '匹配 2 条' }).waitFor();
        await page.getByRole('button', { name: '清空' }).click();
        await page.getByRole('combobox', { name: '组织', exact: true }).click();
        await page.getByRole('option', { name: '集团 root' }).click();

        const rows = [
          ['单据编号', '购方名称', '购方税号', '发票种类'],
          ['X-1', '宽的公司', taxNo, '数电普票'],
          ['X-2', '没有规则的公司', '91310000444444444X', null],
          ['X-3', '写错的公司', null, '没有这种票'],
        ];
        const file = await writeXlsx({ sheets: [{ name: '单据', rows }] });
        await page.locator('gj-match-batch input[type=file]').setInputFiles({
          name: '单据.xlsx',
          mimeType: 'application/octet-stream',
          buffer: Buffer.from(file),
        });
        await results.getByText('2 条数据：1 条匹配，1 条没有规则匹配，0 条数据有错').waitFor();
        await page.getByText(/第 4 行 发票种类/).waitFor();
        await results.getByRole('row', { name: /X-1 宽的公司 E2E-WIDE 宽/ }).waitFor();
        const only = results.getByRole('combobox', { name: '只看' });
        await only.selectOption({ label: '没有规则匹配 (1)' });
        await expect.poll(documents).toEqual([expect.stringMatching(/^X-2/)]);

        const turn = async (action: string) => {
          const asked = '/api/forms/invoice-item/records?view=manage&number=E2E-WIDE';
          const { body } = await site().node.ask('GET', asked);
          const [wide] = body['items'] as { id: string; revision: number }[];
          const path = `/api/forms/invoice-item/records/${wide?.id}/actions/${action}`;
          const { status } = await site().node.ask('POST', path, {}, { 'if-match': `"${wide?.revision}"` });
          expect(status).toBe(200);
        };
        await turn('disable');
        await page.getByRole('button', { name: '匹配 2 条' }).click();
        await only.selectOption({ label: '与上次不同 (1)' });
        await results.getByText('上次：E2E-WIDE 宽').waitFor();
        await turn('enable');
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          results.getByRole('button', { name: '导出结果' }).click(),
        ]);
        expect(
          readFileSync(await download.path(), 'utf8')
            .split('\r\n')
            .slice(0, 2),
        ).toEqual([
          '\uFEFF"序号","单据编号","业务单据编号","购方名称","匹配的规则","上次"',
          '"1","X-1","","宽的公司","没有规则匹配","E2E-WIDE 宽"',
        ]);
        expect(await cutElements(page)).toEqual([]);
      },
    );

    // The aim of a rule is asked beside the facts, or is one of them.
    const aims = [
      [
        'drawer-rule',
        'KPR-RED',
        '组织',
        '上海电子有限公司',
        '单据',
        '开票申请单',
        '适用于单据“红字确认单”，本次所问为“开票申请单”',
      ],
      [
        'remark-rule',
        'BZ-LINE',
        '备注类型',
        '行备注',
        '备注类型',
        '发票备注',
        '适用于备注类型“行备注”，本次所问为“发票备注”',
      ],
      [
        'auto-issue-scheme',
        'ZDKP-NIGHT',
        '可开票单据性质',
        '正数',
        '可开票单据性质',
        '负数',
        '适用于可开票单据性质“正数”，本次所问为“负数”',
      ],
      [
        'processing-scheme',
        'FA-API',
        '数据来源',
        '接口导入',
        '数据来源',
        '批量导入',
        '适用于数据来源“接口导入”，单据为“批量导入”',
      ],
      [
        'blue-match-rule',
        'PLP-ALW',
        '红冲原因',
        '销售折让',
        '红冲原因',
        '开票有误',
        '适用于红冲原因“销售折让”，单据为“开票有误”',
      ],
    ] as const;
    itLong.each(aims)(
      'asks %s whom it is for, and says why %s is not',
      async (form, number, own, fits, other, not, why) => {
        const { body } = await site().node.ask(
          'GET',
          `/api/forms/${form}/records?view=manage&number=${number}`,
        );
        const [rule] = body['items'] as { id: string }[];
        const page = await site().visit({
          path: `/match/${form}?rule=${rule?.id}`,
          size: { width: 1280, height: 800 },
        });
        const tried = page.getByRole('region', { name: '正在试用的规则' });
        const choose = async (name: string, option: string) => {
          await page.getByRole('main').getByRole('combobox', { name, exact: true }).click();
          // Behind the name of an organisation stands its number.
          await page.getByRole('option', { name: new RegExp(`^${option}( [A-Z]+)?$`) }).click();
          await page.getByRole('button', { name: '匹配', exact: true }).click();
        };
        await tried.waitFor();
        await choose(own, fits);
        await choose(other, not);
        await tried.getByText('不满足', { exact: true }).first().waitFor();
        await tried.getByText(why).waitFor();
        expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(1280);
        expect(await cutElements(page)).toEqual([]);
      },
    );

    itLong('says at which fields facts are wrong, of one and of many', async () => {
      const page = await site().visit({ path: '/match/invoice-item' });
      await page.getByRole('combobox', { name: '添加字段' }).click();
      await page.keyboard.type('单据编号');
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: '单据编号' }).waitFor();
      // Nothing is saved here that would get a number.
      expect(await page.getByPlaceholder('保存时自动编号').count()).toBe(0);
      const facts = '{ "buyerName": 5, "lines": [{}, { "amount": "x" }] }';
      await page.getByRole('button', { name: 'JSON' }).click();
      await page.getByRole('textbox', { name: '数据（JSON）' }).fill(facts);
      await page.getByRole('button', { name: '匹配', exact: true }).click();
      const said = /购方名称：\S+ 开票项明细 第 2 行 金额（不含税）：\S+/;
      await page.getByText(said).waitFor();
      await page.getByRole('tab', { name: '批量' }).click();
      await page.getByRole('tabpanel', { name: '批量' }).getByText('JSON', { exact: true }).click();
      await page.getByRole('textbox', { name: '多条数据（JSON 数组）' }).fill(`[{}, ${facts}]`);
      await page.getByRole('button', { name: '匹配 2 条' }).click();
      await page.getByRole('row').filter({ hasText: said }).waitFor();
    });

    itLong('says which rules never match and which are shadowed', async () => {
      const page = await site().visit({ path: '/match/invoice-item?tab=analysis' });
      const row = (name: string) => page.getByRole('row').filter({ hasText: name }).first();
      await expect.poll(() => row('E2E-NEVER').textContent()).toContain('永不匹配');
      const shadowed = page.getByRole('row').filter({ hasText: '被遮盖' }).filter({ hasText: 'E2E-NARROW' });
      await expect.poll(() => shadowed.textContent()).toMatch(/E2E-NARROW[\s\S]*E2E-WIDE/);
    });

    itLong(
      'tells in the rule check alone that a rule is slow; on its page only what can never win is warned of',
      async () => {
        const { node } = site();
        const { body } = await node.ask(
          'GET',
          '/api/forms/invoice-item/records?number=E2E-WIDE&fields=taxCategory',
        );
        const [wide] = body['items'] as { taxCategory: { number: string } }[];
        const leaf = { fact: 'buyerName', operator: 'contains', value: '慢' };
        const made = await node.ask('POST', '/api/forms/invoice-item/records', {
          number: 'E2E-SLOW',
          name: '慢的',
          taxCategory: { number: wide?.taxCategory.number ?? '' },
          priority: 77,
          condition: { all: [leaf] },
        });
        expect(made.status).toBe(201);
        const warned = made.body['$warnings'] as { code: string }[];
        expect(warned.map(({ code }) => code)).toContain('rule-not-indexable');
        const hint = /每次匹配都要判断它|逐条判断/;

        const page = await site().visit({ path: `/forms/invoice-item/${made.body['id']}` });
        await page.getByRole('textbox', { name: '名称', exact: true }).fill('仍然慢');
        await page.keyboard.press('Control+s');
        await page.getByText('已保存').waitFor();
        await settled(page);
        expect(await page.getByText(hint).count(), 'on the page of the rule').toBe(0);
        await page.getByRole('button', { name: /^编辑条件/ }).click();
        await page.locator('gj-condition-window').getByText('没有被其他规则遮盖，也没有同级重叠。').waitFor();
        expect(await page.getByText(hint).count(), 'beside the condition').toBe(0);
        await page.goto('/');
        await page.locator('gj-worklist').waitFor();
        await settled(page);
        expect(await page.getByText(hint).count(), 'at home').toBe(0);

        await page.goto('/match/invoice-item?tab=analysis');
        const row = page.getByRole('row').filter({ hasText: 'E2E-SLOW' }).filter({ hasText: '逐条判断' });
        await row.getByText(hint).first().waitFor();

        // A flaw is told at the place where one mends it.
        const never = await node.ask('GET', '/api/forms/invoice-item/records?number=E2E-NEVER');
        const [odd] = never.body['items'] as { id: string }[];
        await page.goto(`/forms/invoice-item/${odd?.id}`);
        await page.getByRole('textbox', { name: '名称', exact: true }).fill('永不匹配的');
        await page.keyboard.press('Control+s');
        const said = page
          .locator('gj-record-field .in-warn, gj-record-problems li')
          .filter({ hasText: /不可能|永不|永远/ });
        await expect.poll(() => said.count(), { message: 'once, at its field' }).toBe(1);
        expect(await page.locator('gj-record-problems').getByRole('status').count()).toBe(0);
      },
    );

    it('tries one rule: from its record, with facts that its condition suggests, and why it wins or not', async () => {
      const { body } = await site().node.ask('GET', '/api/forms/invoice-item/records?number=E2E-NARROW');
      const [narrow] = body['items'] as { id: string }[];
      const page = await site().visit({ path: `/forms/invoice-item/${narrow?.id}` });
      await pressInHead(page, '匹配测试');
      await page.waitForURL(/match\/invoice-item\?rule=/);
      const tried = page.getByRole('region', { name: '正在试用的规则' });
      await tried.getByRole('link', { name: 'E2E-NARROW 窄' }).waitFor();
      await tried.getByText('满足但不生效').waitFor();
      await tried.getByText(/备注 不为空/).waitFor();
      expect(await page.getByRole('textbox', { name: '购方税号' }).inputValue()).toBe(taxNo);
      await page.getByRole('heading', { name: 'E2E-WIDE 宽' }).waitFor();

      await page.getByRole('textbox', { name: '备注' }).fill('');
      await page.getByRole('textbox', { name: '购方税号' }).press('Control+Enter');
      await tried.getByText('不满足', { exact: true }).first().waitFor();
      await tried.getByRole('button', { name: '停止试用这条规则' }).click();
      await expect.poll(() => tried.count()).toBe(0);
      expect(page.url()).not.toContain('rule=');
    });

    const sameLine = {
      some: 'lines',
      where: {
        all: [
          { fact: 'lines.itemName', operator: 'equal', value: 'E2E-丙' },
          { fact: 'lines.amount', operator: 'greaterThanOrEqual', value: '100' },
        ],
      },
    };
    itLong('tries one row of a record, and another', async () => {
      const { body: title } = await site().node.ask('POST', '/api/forms/buyer-title/records', {
        number: 'E2E-TITLE',
        name: '抬头',
        sharing: 'private',
        titles: ['甲', '乙'].map((address) => ({
          address,
          priority: 1,
          condition: {
            all: [
              { fact: 'buyerName', operator: 'startsWith', value: `E2E-${address}` },
              ...(address === '乙' ? [sameLine] : []),
            ],
          },
        })),
      });
      const page = await site().visit({ path: `/match/buyer-title?rule=${title['id']}` });
      const tried = page.getByRole('region', { name: '正在试用的规则' });
      await tried.getByText('生效', { exact: true }).waitFor();
      expect(await page.getByRole('textbox', { name: '购方名称' }).inputValue()).toBe('E2E-甲');
      await tried.getByRole('combobox', { name: '行' }).selectOption('2');
      await expect.poll(() => page.getByRole('textbox', { name: '购方名称' }).inputValue()).toBe('E2E-乙');
      await tried.getByText(/购方名称 开头是 “E2E-乙”/).waitFor();
      expect(page.url()).toContain('row=2');
      // A condition on one and the same line gets facts on one line, and does not hold on two.
      await tried.getByText('生效', { exact: true }).waitFor();
      await tried
        .getByText(/开票项明细有同一行满足（商品名称 等于 “E2E-丙” 且 金额（不含税） 大于等于 100）/)
        .waitFor();
      await page.getByRole('button', { name: 'JSON' }).click();
      const lines = [{ itemName: 'E2E-丙', amount: '1' }, { amount: '100' }];
      await page
        .getByRole('textbox', { name: '数据（JSON）' })
        .fill(JSON.stringify({ buyerName: 'E2E-乙', lines }));
      await page.getByRole('button', { name: '匹配', exact: true }).click();
      await tried.getByText('不满足', { exact: true }).first().waitFor();
    });

    itLong(
      'says once what is odd about row after row of a record that is saved, and which when one asks',
      async () => {
        const never = { all: ['甲', '乙'].map((value) => ({ fact: 'buyerName', operator: 'equal', value })) };
        const { body: title } = await site().node.ask('POST', '/api/forms/buyer-title/records', {
          number: 'E2E-FOLDED',
          name: '三行',
          sharing: 'private',
          titles: ['一', '二', '三'].map((address) => ({ address, priority: 1, condition: never })),
        });
        const page = await site().visit({ path: `/forms/buyer-title/${title['id']}` });
        await page.getByRole('textbox', { name: '购方名称' }).fill('三行抬头');
        await page.keyboard.press('Control+s');
        const said = page.locator('gj-record-problems');
        const folded = said.getByText(/^3 行：/);
        await folded.waitFor();
        expect(await said.getByRole('button').filter({ visible: true }).count()).toBe(0);
        await folded.click();
        await expect.poll(() => said.getByRole('button').filter({ visible: true }).count()).toBe(3);
      },
    );

    it('ranks the losers with their reasons, those that were discarded at once as soon as they are wanted', async () => {
      const page = await site().visit({ path: '/match/invoice-item' });
      const tax = page.getByRole('textbox', { name: '购方税号' });
      await tax.fill(taxNo);
      await tax.press('Control+Enter');
      const rows = page.locator('gj-match-losers tbody tr');
      await rows.filter({ hasText: 'E2E-WIDE' }).waitFor();
      expect(await rows.filter({ hasText: 'SP-RENT' }).count()).toBe(0);
      await page.getByRole('button', { name: /条在前几步就被筛掉/ }).press('Enter');
      await rows.filter({ hasText: 'SP-RENT' }).waitFor();
      expect(await page.getByRole('checkbox', { name: '列出全部规则' }).isChecked()).toBe(true);
      expect(await page.getByRole('button', { name: /条在前几步就被筛掉/ }).count()).toBe(0);
      const places = await rows.locator('.place').allTextContents();
      const ranked = places.filter((place) => place !== '—');
      expect(ranked.length).toBeGreaterThan(2);
      expect(places.slice(0, ranked.length)).toEqual(ranked.map((_, at) => String(at + 1)));
      for (const reason of await rows.locator('td:nth-child(3)').allTextContents())
        expect(reason.trim()).not.toBe('');
    });

    itLong('goes on behind the losers that found room in the first answer', async () => {
      const page = await site().visit({ path: '/match/invoice-item' });
      // As if the first answer had room for one rule.
      await page.route('**/match?*', async (route) => {
        const answer = await route.fetch();
        const body = (await answer.json()) as { trace: { rules: { id: string }[] } };
        const { rules } = body.trace;
        const [first] = rules;
        if ((route.request().postDataJSON() as { after?: string }).after !== undefined || !first)
          return route.fulfill({ response: answer });
        const trace = { ...body.trace, rules: [first], more: rules.length - 1, next: first.id };
        return route.fulfill({ response: answer, json: { ...body, trace } });
      });
      await page.getByRole('button', { name: 'JSON' }).click();
      await page
        .getByRole('textbox', { name: '数据（JSON）' })
        .fill(JSON.stringify({ buyerTaxNo: taxNo, remark: '有' }));
      await page.getByRole('checkbox', { name: '列出全部规则' }).check();
      await page.getByRole('button', { name: '匹配', exact: true }).click();
      await page.getByText(/已列出 1 条，共 \d+ 条/).waitFor();
      await page.getByRole('button', { name: '列出后面的规则' }).click();
      await page.getByText(/已列出 (\d+) 条，共 \d+ 条/).waitFor();
      const losers = page.locator('gj-match-losers');
      await losers.getByRole('row').filter({ hasText: 'E2E-NARROW' }).waitFor();
      expect(await losers.getByRole('row').filter({ hasText: 'E2E-WIDE' }).count()).toBe(1);
      expect(await page.getByRole('button', { name: '列出后面的规则' }).count()).toBe(0);
    });

    it('hands a match out as a case of a package', async () => {
      const page = await site().visit({ path: '/match/invoice-item' });
      const tax = page.getByRole('textbox', { name: '购方税号' });
      await tax.fill(taxNo);
      await tax.press('Control+Enter');
      await page.getByRole('heading', { name: 'E2E-WIDE 宽' }).waitFor();
      // Bars are as long as there are rules.
      const steps = page.getByRole('table', { name: '每一步剩下的规则数' }).locator('tr');
      expect(await steps.count()).toBeGreaterThan(2);
      const measured = await steps.evaluateAll((rows) =>
        rows.map((row) => ({
          left: Number(row.querySelector('.left')?.textContent),
          length: Number(row.querySelector('.bar')?.getAttribute('width')),
        })),
      );
      const [most = { left: 0, length: 0 }] = measured;
      for (const { left, length } of measured)
        expect(length).toBeCloseTo((most.length * left) / most.left, 3);
      await page.getByRole('button', { name: '存为用例' }).click();
      await page.getByRole('textbox', { name: '用例名称' }).fill('宽的用例');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '下载' }).click(),
      ]);
      const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
      expect(file).toMatchObject({
        form: 'invoice-item',
        cases: [{ name: '宽的用例', facts: { buyerTaxNo: taxNo }, expect: 'E2E-WIDE' }],
      });
    });

    it('lays the rules out as a decision table, greys what never wins, and edits a condition in it', async () => {
      await make({ number: 'E2E-ODD', name: '改', condition: { all: [...asks('1').all, ...asks('2').all] } });
      const page = await site().visit({ path: '/match/invoice-item?tab=table' });
      const table = page.locator('gj-match-table');
      const row = (name: string) =>
        table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });
      const cell = async (name: string, column: string) => {
        const heads = await table.locator('thead tr').last().locator('th').allTextContents();
        const at = heads.findIndex((head) => head.trim() === column);
        return (await row(name).locator('th, td').nth(at).textContent())?.trim();
      };
      const [shared, others] = ['购方税号', '其他条件'];
      await table.getByRole('columnheader', { name: shared }).waitFor();
      expect([await cell('E2E-WIDE', shared), await cell('E2E-WIDE', others)]).toEqual([
        `等于 “${taxNo}”`,
        '–',
      ]);
      expect([await cell('E2E-NARROW', shared), await cell('E2E-NARROW', others)]).toEqual([
        `等于 “${taxNo}”`,
        '备注 不为空',
      ]);
      expect(await cell('E2E-ODD', shared)).toBe('等于 “1” 且 等于 “2”');
      await row('E2E-ODD').getByText('永不匹配').first().waitFor();
      expect(await row('E2E-WIDE').getAttribute('class')).toBe('');

      await row('E2E-ODD')
        .getByRole('button', { name: /^编辑条件/ })
        .click();
      const dialog = page.locator('gj-condition-window');
      await dialog.getByRole('textbox', { name: '比较值' }).last().fill('1');
      await dialog.getByRole('button', { name: '确定' }).click();
      await expect.poll(() => cell('E2E-ODD', shared)).toBe('等于 “1” 且 等于 “1”');
      await expect.poll(() => row('E2E-ODD').getAttribute('class')).toBe('');
      const path = '/api/forms/invoice-item/records?view=manage&q=E2E-ODD&fields=condition';
      const { body } = await site().node.ask('GET', path);
      expect(JSON.stringify(body)).not.toContain('"value":"2"');

      // Another person is quicker: nothing typed is lost, both sides are shown, and one of them holds.
      const id = (body['items'] as readonly JsonObject[])[0]?.['id'];
      const quicker = async (value: string) => {
        const at = `/api/forms/invoice-item/records/${String(id)}`;
        const { revision } = (await site().node.ask('GET', `${at}?view=manage`)).body;
        const condition = { fact: 'buyerTaxNo', operator: 'equal', value };
        const changed = await site().node.ask('PATCH', at, { condition }, { 'if-match': `"${revision}"` });
        expect(changed.status).toBe(200);
      };
      const type = async (value: string, theirs: string) => {
        await row('E2E-ODD')
          .getByRole('button', { name: /^编辑条件/ })
          .click();
        await dialog.getByRole('textbox', { name: '比较值' }).last().fill(value);
        await quicker(theirs);
        await dialog.getByRole('button', { name: '确定' }).click();
        await conflict.getByText(theirs).first().waitFor();
        await conflict.getByText(value).first().waitFor();
      };
      const conflict = page.locator('gj-record-conflict');
      await type('MINE-1', 'THEIRS-1');
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await dialog.getByRole('textbox', { name: '比较值' }).last().inputValue()).toBe('MINE-1');
      await dialog.getByRole('button', { name: '确定' }).click();
      await expect.poll(() => cell('E2E-ODD', shared)).toBe('等于 “1” 且 等于 “MINE-1”');
      await type('MINE-2', 'THEIRS-2');
      await conflict.getByRole('radio', { name: /^这里/ }).check();
      await conflict.getByRole('button', { name: '合并并保存' }).click();
      await expect.poll(() => cell('E2E-ODD', shared)).toBe('等于 “1” 且 等于 “MINE-2”');
      await type('MINE-3', 'THEIRS-3');
      await conflict.getByRole('radio').last().check();
      await conflict.getByRole('button', { name: '合并并保存' }).click();
      await expect.poll(() => cell('E2E-ODD', shared)).toBe('等于 “THEIRS-3”');
    });

    itLong('has nothing serious for axe and nothing cut, with results in each of its tabs', async () => {
      for (const theme of ['light', 'dark'] as const) {
        const language = theme === 'light' ? 'zh' : 'en';
        const size = { width: 1024, height: 768 };
        const page = await site().visit({ path: '/match/invoice-item', theme, language, size });
        await page.getByRole('button', { name: /^(匹配|Match)$/ }).click();
        await page.locator('gj-match-losers button').first().click();
        await page.locator('gj-match-verdict').waitFor();
        expect([...(await axeFindings(page)), ...(await cutElements(page))], theme).toEqual([]);
        for (const tab of [1, 2, 3, 4]) {
          await page.getByRole('tab').nth(tab).click();
          await settled(page);
          expect([...(await axeFindings(page)), ...(await cutElements(page))], `${theme} ${tab}`).toEqual([]);
        }
      }
    });
  },
  { demo: true },
);
