import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { itLong } from '../workshop/it-long.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { pressInHead } from './press-in-head.ts';
import { settled } from './settled.ts';

inBrowser(
  'sharing',
  (site) => {
    let serial = 0;
    const make = async (sharing: string, body: Record<string, string> = {}) => {
      const number = `SH-${++serial}`;
      const said = { number, name: `抬头 ${number}`, sharing, ...body };
      const made = await site().node.ask('POST', '/api/forms/buyer-title/records?org=root', said);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return { id: String(made.body['id']), number, name: said.name };
    };
    const give = async (record: string, by: string, ...orgs: string[]) => {
      const path = `/api/forms/buyer-title/assignments?org=${by}`;
      const { body } = await site().node.ask('POST', path, { records: [record], orgs });
      expect(body['counts']).toEqual({ assigned: orgs.length });
    };
    /** Numbers of the organisations that can use it. */
    const usedBy = async (record: string) => {
      const seen: string[] = [];
      for (const org of [...everybody]) {
        const { status } = await site().node.ask(
          'GET',
          `/api/forms/buyer-title/records/${record}?org=${org}`,
        );
        if (status === 200) seen.push(org);
      }
      return seen;
    };
    let everybody: readonly string[] = [];
    beforeAll(async () => {
      const { body } = await site().node.ask(
        'GET',
        '/api/forms/organisation/records?limit=100&fields=number',
      );
      everybody = (body['items'] as { number: string }[]).map(({ number }) => number).sort();
    });
    const openPanel = async (page: Page) => {
      await pressInHead(page, '管控');
      await page.locator('gj-sharing-panel').getByText('使用它的组织').first().waitFor();
    };
    /** What is picked goes when the list is asked for anew: this is waited for. */
    const find = async (page: Page, text: string) => {
      const answered = page.waitForResponse((answer) => new URL(answer.url()).searchParams.get('q') === text);
      await page.getByLabel('查找数据').fill(text);
      await answered;
    };
    const users = (page: Page) =>
      page.locator('gj-sharing-panel').getByRole('grid', { name: '使用它的组织' });

    it('shows who has what on one screen: cells are assigned by drawing over them, taken back, withdrawn by keys', async () => {
      const [one, two] = [await make('free', { name: '格子甲' }), await make('free', { name: '格子乙' })];
      const page = await site().visit({ path: '/sharing/buyer-title?way=matrix' });
      await find(page, '格子');
      const matrix = page.getByRole('grid', { name: '数据和组织' });
      const cell = (record: string, org: string) =>
        matrix.getByRole('gridcell', { name: new RegExp(`^${record}, ${org}: `) });
      const said = async (record: string, org: string) =>
        (await cell(record, org).getAttribute('aria-label'))?.split(': ')[1];
      await page.getByText('共 2 × 12').waitFor();
      await expect.poll(() => said(one.name, '集团')).toBe('创建组织');
      expect(await said(two.name, '上海电子有限公司')).toBe('没有');
      const [from, to] = [
        await cell(one.name, '杭州软件有限公司').boundingBox(),
        await cell(two.name, '上海电子有限公司').boundingBox(),
      ];
      await page.mouse.move((from?.x ?? 0) + 9, (from?.y ?? 0) + 9);
      await page.mouse.down();
      await page.mouse.move((to?.x ?? 0) + 9, (to?.y ?? 0) + 9, { steps: 5 });
      await page.mouse.up();
      await page.getByText('2 条数据 × 2 个组织').waitFor();
      await page.getByRole('button', { name: '分配 (4)', exact: true }).click();
      await page.getByText('已分配 4 项').waitFor();
      await expect.poll(() => said(two.name, '上海电子有限公司')).toBe('分配');
      await page.getByText('撤销', { exact: true }).click();
      await expect.poll(() => said(two.name, '上海电子有限公司')).toBe('没有');
      expect(await usedBy(one.id)).toEqual(['root']);
      // The same by keys.
      await cell(one.name, '杭州软件有限公司').click();
      await matrix.press('Shift+ArrowRight');
      await matrix.press('Enter');
      await expect.poll(() => said(one.name, '上海电子有限公司')).toBe('分配');
      await matrix.press('ArrowLeft');
      await matrix.press('Delete');
      await page.getByRole('button', { name: '取消分配 (1)', exact: true }).click();
      await expect.poll(() => said(one.name, '杭州软件有限公司')).toBe('没有');
      // Those that an organisation has, or lacks: that of the column one stands in.
      const which = page.getByLabel('显示哪些数据');
      await matrix.getByRole('columnheader', { name: '上海电子有限公司' }).click();
      await which.selectOption('“上海电子有限公司”在用的');
      await page.getByText('共 1 × 12').waitFor();
      expect(await cell(two.name, '集团').count()).toBe(0);
      await which.selectOption('“上海电子有限公司”没有的');
      await cell(two.name, '集团').waitFor();
      expect(await cell(one.name, '集团').count()).toBe(0);
      await which.selectOption('全部数据');
      await page.getByText('共 2 × 12').waitFor();
      await page.getByLabel('查找组织').fill('上海');
      await expect.poll(() => matrix.getByRole('columnheader').count()).toBe(4);
      expect(await axeNow(page)).toEqual([]);
      expect(await cutElements(page)).toEqual([]);
    });

    it('says by name who loses what in the matrix, those below too, what is used there, and what stays', async () => {
      const { ask } = site().node;
      const [level, free] = [
        await make('hierarchical', { name: '失去甲' }),
        await make('free', { name: '失去乙' }),
      ];
      await give(level.id, 'root', 'EAST');
      await give(level.id, 'EAST', 'SHANGHAI');
      await give(free.id, 'root', 'EAST', 'NORTH');
      const buyer = { buyerTitle: { id: free.id } };
      const used = await ask('POST', '/api/forms/invoice-application/records?org=EAST', buyer);
      expect(used.status, JSON.stringify(used.body)).toBe(201);
      const path = `/api/forms/buyer-title/records/${free.id}`;
      const { headers } = await ask('GET', `${path}?org=NORTH`);
      const match = { 'if-match': headers.get('etag') ?? '' };
      expect((await ask('POST', `${path}/actions/personalise?org=NORTH`, {}, match)).status).toBe(200);

      const page = await site().visit({ path: '/sharing/buyer-title?way=matrix' });
      await find(page, '失去');
      const matrix = page.getByRole('grid', { name: '数据和组织' });
      const cell = (record: string, org: string) =>
        matrix.getByRole('gridcell', { name: new RegExp(`^${record}, ${org}: `) });
      await page.getByText('共 2 × 12').waitFor();
      await cell(free.name, '集团').click();
      await cell(level.name, '北方公司').click({ modifiers: ['Shift'] });
      await page.getByRole('button', { name: '取消分配… (4)', exact: true }).click();
      await page.getByRole('dialog', { name: '取消对 2 个组织的分配' }).waitFor();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByRole('heading', { name: '2 个组织将不能再使用下列数据' }).waitFor();
      await dialog
        .getByText(`北方公司的“${free.name}”：组织“北方公司（NORTH）”已有该数据的个性化副本`)
        .waitFor();
      await dialog.getByRole('row', { name: /^华东公司 EAST 失去甲、失去乙 开票申请单 1$/ }).waitFor();
      await dialog.getByRole('row', { name: /^上海电子有限公司 SHANGHAI 失去甲/ }).waitFor();
      expect(await dialog.getByRole('row', { name: /北方公司/ }).count()).toBe(0);
      expect(await axeNow(page)).toEqual([]);
      await dialog.getByRole('button', { name: '取消', exact: true }).click();
      expect(await usedBy(level.id)).toEqual(['EAST', 'SHANGHAI', 'root']);

      // Of one cell alone, what goes along is told as well.
      await cell(level.name, '华东公司').click();
      await page.getByRole('button', { name: '取消分配… (1)', exact: true }).click();
      await page.getByRole('dialog', { name: '取消对 2 个组织的分配' }).waitFor();
      await dialog.getByRole('heading', { name: `2 个组织将不能再使用“${level.name}”` }).waitFor();
      await dialog
        .getByRole('row', { name: /^上海电子有限公司 SHANGHAI 经由华东公司得到，一并取消/ })
        .waitFor();
      await dialog.getByRole('button', { name: '连同下级取消 (2)' }).click();
      await page.getByText('已取消 2 项分配').waitFor();
      expect(await usedBy(level.id)).toEqual(['root']);
    });

    it('says beforehand which cells of the matrix cannot be assigned, and asks once for a screen of it', async () => {
      const [free, level, everybodys] = [
        await make('free', { name: '预告甲' }),
        await make('hierarchical', { name: '预告乙' }),
        await make('global', { name: '预告丙' }),
      ];
      const asked: string[] = [];
      const page = await site().visit({ path: '/sharing/buyer-title?way=matrix' });
      page.on('request', (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname.includes('/assignments') && searchParams.has('q')) asked.push(request.url());
      });
      await find(page, '预告');
      const matrix = page.getByRole('grid', { name: '数据和组织' });
      const cell = (record: string, org: string) =>
        matrix.getByRole('gridcell', { name: new RegExp(`^${record}, ${org}: `) });
      await page.getByText('共 3 × 12').waitFor();
      const rows = [free, level, everybodys];
      for (const { name } of rows) await cell(name, '苏州物流有限公司').waitFor();
      await cell(level.name, '苏州物流有限公司').click();
      await page.getByText('1 条数据 × 1 个组织 · 1 格要先分配给上级组织').waitFor();
      expect(await page.getByRole('button', { name: '分配', exact: true }).isDisabled()).toBe(true);
      await cell(everybodys.name, '苏州物流有限公司').click();
      await page
        .getByText(`1 条数据 × 1 个组织 · “${everybodys.name}”（全局共享）不用分配：所有组织都可以使用。`)
        .waitFor();
      expect(asked).toHaveLength(1);
      // What is assigned goes; the record that nobody is assigned is not tried.
      await cell(everybodys.name, '北方公司').click();
      await cell(free.name, '北方公司').click({ modifiers: ['Shift'] });
      await page.getByRole('button', { name: '分配 (2)', exact: true }).click();
      await page.getByText('已分配 2 项').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
      // The dialog of a list says so as well.
      const list = await site().visit({ path: '/forms/buyer-title?view=manage&q=预告' });
      await list.getByRole('checkbox', { name: `选择 ${everybodys.number}`, exact: true }).click();
      await list.getByRole('toolbar', { name: '批量操作' }).getByRole('button', { name: '分配' }).click();
      await list.getByText(`“${everybodys.name}”（全局共享）不用分配：所有组织都可以使用。`).waitFor();
    });

    it('shows in the matrix how deep in the tree an organisation is', async () => {
      const page = await site().visit({ path: '/sharing/buyer-title?way=matrix' });
      const matrix = page.getByRole('grid', { name: '数据和组织' });
      const top = async (name: string) =>
        matrix.getByRole('columnheader', { name, exact: true }).evaluate((head) => {
          const range = document.createRange();
          range.selectNodeContents(head);
          return Math.round(range.getBoundingClientRect().top);
        });
      await matrix.getByRole('columnheader', { name: '上海电子有限公司' }).waitFor();
      const [root, region, company] = [
        await top('集团'),
        await top('华东公司'),
        await top('上海电子有限公司'),
      ];
      expect([region - root >= 8, company - region >= 8]).toEqual([true, true]);
      expect(await top('北方公司')).toBe(region);
      await matrix.getByTitle('SHANGHAI 上海电子有限公司，上级：华东公司').waitFor();
    });

    it('assigns a title to two organisations, which then use it, and nobody else; withdraws one again', async () => {
      const title = await make('free');
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await page.getByRole('button', { name: '分配…', exact: true }).click();
      const dialog = page.locator('gj-assign-dialog');
      await dialog.getByRole('treeitem', { name: /苏州物流/ }).click();
      await dialog.getByRole('treeitem', { name: /^北方公司/ }).click();
      await dialog.getByText('已选 2 个').waitFor();
      await dialog.getByRole('button', { name: '分配 (2)' }).click();
      await page.getByText('已分配 2 项').waitFor();
      await users(page)
        .getByRole('row', { name: /苏州物流.*分配.*集团/ })
        .waitFor();
      expect(await usedBy(title.id)).toEqual(['NORTH', 'SUZHOU', 'root']);

      await users(page)
        .getByRole('row', { name: /苏州物流/ })
        .click();
      await page.getByRole('button', { name: '取消分配… (1)' }).click();
      const asked = page.locator('gj-form-dialog');
      await asked.getByText('1 个组织将不能再使用').waitFor();
      await asked.getByRole('button', { name: '取消分配 (1)' }).click();
      await page.getByText('已取消 1 项分配').waitFor();
      expect(await usedBy(title.id)).toEqual(['NORTH', 'root']);

      // All below one that has it already, and all that were found by typing, are checked at once.
      await page.getByRole('button', { name: '分配…', exact: true }).click();
      await dialog
        .getByRole('treeitem', { name: /^北方公司/ })
        .getByTitle(/^下级 2 个/)
        .click();
      await dialog.getByText('已选 2 个').waitFor();
      await dialog
        .getByRole('treeitem', { name: /^北方公司/ })
        .getByTitle(/^下级 2 个/)
        .click();
      await dialog.getByText('已选 0 个').waitFor();
      await dialog.getByPlaceholder('名称或编码').fill('有限公司');
      const found = dialog.getByRole('button', { name: /^勾选找到的 \d+ 个/ });
      const count = /\d+/.exec((await found.textContent()) ?? '')?.[0];
      await found.click();
      await dialog.getByText(`已选 ${count} 个`).waitFor();
      expect(await axeNow(page)).toEqual([]);
      await found.click();
      await dialog.getByText('已选 0 个').waitFor();
      await dialog.getByRole('button', { name: '取消' }).click();

      // In the browser as well: there it is in the list of the one, and not of the other.
      const list = await site().visit({ path: '/sharing/buyer-title' });
      await list.getByRole('treeitem', { name: /^北方公司/ }).click();
      await list
        .getByRole('grid')
        .getByRole('row', { name: new RegExp(title.number) })
        .waitFor();
      await list.getByRole('treeitem', { name: /苏州物流/ }).click();
      await list.getByRole('heading', { name: /“苏州物流有限公司”可以使用/ }).waitFor();
      await settled(list);
      expect(await list.getByRole('row', { name: new RegExp(title.number) }).count()).toBe(0);
    });

    it('asks before a withdrawal takes those below along', async () => {
      const title = await make('hierarchical');
      await give(title.id, 'root', 'EAST');
      await give(title.id, 'EAST', 'SHANGHAI', 'SUZHOU');
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await users(page)
        .getByRole('row', { name: /^华东公司/ })
        .click();
      await page.getByRole('button', { name: '取消分配… (1)' }).click();
      await page.getByText('共 2 个组织也一并取消').waitFor();
      await page.getByText('3 个组织将不能再使用').waitFor();
      await page.getByRole('button', { name: '连同下级取消 (3)' }).click();
      await page.getByText('已取消 3 项分配').waitFor();
      expect(await usedBy(title.id)).toEqual(['root']);
    });

    it('marks in the dialog of a list who has what already: all of it ticked for good, some of it counted', async () => {
      const [one, other] = [await make('free'), await make('free')];
      await give(one.id, 'root', 'SOUTH', 'NORTH');
      await give(other.id, 'root', 'SOUTH');
      const page = await site().visit({ path: '/forms/buyer-title?view=manage&q=SH-' });
      const item = (name: RegExp) => page.getByRole('treeitem', { name });
      const begin = async () => {
        for (const { number } of [one, other])
          await page.getByRole('checkbox', { name: `选择 ${number}`, exact: true }).click();
        await page.getByRole('toolbar', { name: '批量操作' }).getByRole('button', { name: '分配' }).click();
        await page.getByRole('dialog', { name: '分配 2 条数据' }).waitFor();
      };
      await begin();
      const south = item(/^华南公司 SOUTH 2\/2 已有/);
      expect([await south.getAttribute('aria-checked'), await south.getAttribute('aria-disabled')]).toEqual([
        'true',
        'true',
      ]);
      const north = item(/^北方公司 NORTH 1\/2 已有/);
      expect(await north.getAttribute('aria-checked')).toBe('false');
      await south.click({ force: true });
      expect(await page.getByRole('button', { name: '分配', exact: true }).isDisabled()).toBe(true);
      await north.click();
      await page.getByRole('button', { name: '分配 (1)' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await usedBy(other.id)).toEqual(['NORTH', 'SOUTH', 'root']);
      await begin();
      await item(/^北方公司 NORTH 2\/2 已有/).waitFor();
    });

    itLong('passes on level by level in one go, those between included', async () => {
      const title = await make('hierarchical');
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await page.getByRole('button', { name: '分配…', exact: true }).click();
      await page.getByRole('treeitem', { name: /杭州软件/ }).click();
      await page.getByText('已选 2 个').waitFor();
      await page.getByRole('button', { name: '分配 (2)' }).click();
      await page.getByText('已分配 2 项').waitFor();
      expect(await usedBy(title.id)).toEqual(['EAST', 'HANGZHOU', 'root']);
    });

    itLong('tells pair by pair what was refused, and why', async () => {
      const title = await make('free');
      const { body } = await site().node.ask('POST', '/api/forms/buyer-title/records?org=SUZHOU', {
        number: title.number,
        name: '同号',
        sharing: 'private',
      });
      expect(body['id']).toBeTruthy();
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await page.getByRole('button', { name: '分配…', exact: true }).click();
      await page.getByRole('treeitem', { name: /苏州物流/ }).click();
      await page.getByRole('treeitem', { name: /杭州软件/ }).click();
      await page.getByRole('button', { name: '分配 (2)' }).click();
      const report = page.locator('gj-pairs-report');
      await report.getByRole('row', { name: /苏州物流.*未成功.*另一条数据/ }).waitFor();
      await report.getByRole('button', { name: '已分配 1' }).click();
      await report.getByRole('row', { name: /杭州软件/ }).waitFor();
      expect(await report.getByRole('row', { name: /苏州物流/ }).count()).toBe(0);
    });

    it('offers whoever holds it what a holder may do, and nothing that is its creator’s', async () => {
      const { node } = site();
      const roles = [{ role: { number: 'configurator' }, organisation: { number: 'EAST' } }];
      const fan = { number: 'fan', name: '范', organisation: 'EAST', roles };
      const made = await node.ask('POST', '/api/forms/user/records', fan);
      const password = { password: 'three small stones' };
      await node.ask('PUT', `/api/users/${made.body['id']}/password`, password);
      const title = await make('hierarchical');
      await give(title.id, 'root', 'EAST', 'NORTH');
      await give(title.id, 'EAST', 'SUZHOU');

      const page = await site().visit({ user: 'fan', ...password, path: `/forms/buyer-title/${title.id}` });
      await page.getByRole('combobox', { name: '当前组织' }).click();
      await expect.poll(() => page.getByRole('option').count()).toBe(4);
      await page.keyboard.press('Escape');
      await openPanel(page);
      for (const name of ['更改管控策略…', '移交…'])
        expect(await page.getByRole('button', { name }).count()).toBe(0);
      expect(
        await users(page)
          .getByRole('row', { name: /北方公司/ })
          .count(),
      ).toBe(0);
      for (const org of [/^华东公司/, /苏州物流/]) await users(page).getByRole('row', { name: org }).click();
      await page.getByRole('button', { name: '取消分配… (1)' }).waitFor();

      await page.getByRole('button', { name: '分配…', exact: true }).click();
      const item = (org: RegExp) => page.getByRole('treeitem', { name: org });
      for (const barred of [/^集团/, /^北方公司/, /天津制造/])
        expect(await item(barred).getAttribute('aria-disabled')).toBe('true');
      await item(/天津制造/).click({ force: true });
      await item(/杭州软件/).click();
      await page.getByRole('button', { name: '分配 (1)' }).click();
      await page.getByText('已分配 1 项').waitFor();
      expect(await usedBy(title.id)).toEqual(['EAST', 'HANGZHOU', 'NORTH', 'SUZHOU', 'root']);
    });

    itLong('does not say that somebody will lose it whose own copy keeps it', async () => {
      const title = await make('free');
      await give(title.id, 'root', 'NORTH', 'SOUTH');
      const path = `/api/forms/buyer-title/records/${title.id}`;
      const { headers } = await site().node.ask('GET', `${path}?org=NORTH`);
      const match = { 'if-match': headers.get('etag') ?? '' };
      const copy = await site().node.ask('POST', `${path}/actions/personalise?org=NORTH`, {}, match);
      expect(copy.status).toBe(200);
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await users(page)
        .getByRole('row', { name: /^北方公司/ })
        .click();
      await page.getByRole('button', { name: '取消分配… (1)' }).click();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByText(/组织“北方公司（NORTH）”已有该数据的个性化副本/).waitFor();
      expect(await dialog.getByText('将不能再使用').count()).toBe(0);
      expect(await dialog.getByRole('button', { name: '取消分配 (0)' }).isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      await users(page)
        .getByRole('row', { name: /^华南公司/ })
        .click();
      await page.getByRole('button', { name: '取消分配… (2)' }).click();
      await dialog.getByText('1 个组织将不能再使用').waitFor();
      await dialog.getByRole('button', { name: '取消分配 (1)' }).click();
      await page.getByText('已取消 1 项分配').waitFor();
      expect(await usedBy(title.id)).toEqual(['NORTH', 'root']);
    });

    itLong('says of what was refused as a whole that nothing came of it', async () => {
      const title = await make('free');
      const twin = { number: title.number, name: '同号', sharing: 'private' };
      await site().node.ask('POST', '/api/forms/buyer-title/records?org=SUZHOU', twin);
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await page.getByRole('button', { name: '分配…', exact: true }).click();
      await page.getByRole('treeitem', { name: /苏州物流/ }).click();
      await page.getByRole('button', { name: '分配 (1)' }).click();
      await page.getByRole('dialog', { name: '没有变化：1 项未成功' }).waitFor();
    });

    it('says who will see it and who will lose it before sharing is changed', async () => {
      const title = await make('free');
      await give(title.id, 'root', 'NORTH');
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await page.getByRole('button', { name: '更改管控策略…' }).click();
      await page.getByRole('radio', { name: /私有/ }).check();
      await page.getByText('1 个组织将不能再使用').waitFor();
      await page.getByRole('radio', { name: /全局共享/ }).check();
      await page.getByText(`${everybody.length - 2} 个组织将可以使用`).waitFor();
      await page.getByRole('button', { name: '取消 1 项分配并更改' }).click();
      await page.getByText('管控策略已改为“全局共享”').waitFor();
      expect(await usedBy(title.id)).toEqual(everybody);
    });

    itLong(
      'says what stands against another way of sharing before anything is done, and does nothing',
      async () => {
        const title = await make('free');
        await give(title.id, 'root', 'NORTH');
        const twin = { number: title.number, name: '同号', sharing: 'private' };
        await site().node.ask('POST', '/api/forms/buyer-title/records?org=SUZHOU', twin);
        const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
        await openPanel(page);
        await page.getByRole('button', { name: '更改管控策略…' }).click();
        await page.getByRole('radio', { name: /全局共享/ }).check();
        await page.getByRole('alert').getByText(title.number).waitFor();
        const change = page.getByRole('button', { name: '更改', exact: true });
        expect(await change.isDisabled()).toBe(true);
        await page.getByRole('radio', { name: /管控范围/ }).check();
        await expect.poll(() => page.getByRole('alert').count()).toBe(1);
        await page.getByRole('radio', { name: /私有/ }).check();
        await page.getByText('1 个组织将不能再使用').waitFor();
        expect(await page.getByRole('alert').count()).toBe(0);
        expect(await usedBy(title.id)).toEqual(['NORTH', 'root']);
      },
    );

    itLong('transfers what goes level by level, and withdraws it along', async () => {
      const title = await make('hierarchical');
      await give(title.id, 'root', 'EAST');
      await give(title.id, 'EAST', 'SHANGHAI');
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await page.getByRole('button', { name: '移交…' }).click();
      await page.getByText('仍有 2 个组织持有它').waitFor();
      await page.getByRole('treeitem', { name: /^北方公司/ }).click();
      await page.getByText('3 个组织将不能再使用').waitFor();
      await page.getByRole('button', { name: '取消 2 项分配并移交' }).click();
      await page.getByText('创建组织已改为“北方公司”').waitFor();
      expect(await usedBy(title.id)).toEqual(['NORTH']);
    });

    itLong('marks the form in the menu where its records are shared and its rules are tried', async () => {
      const page = await site().visit({ path: '/sharing/invoice-item' });
      const menu = page.locator('gj-side-menu');
      await menu.locator('a[aria-current=page][href="/forms/invoice-item"]').waitFor();
      await page.goto('/match/invoice-item');
      await menu.locator('a[aria-current=page][href="/forms/invoice-item"]').waitFor();
      expect(await menu.locator('[aria-current]').count()).toBe(1);
    });

    it('transfers, and makes and gives up an own copy', async () => {
      const title = await make('free');
      await give(title.id, 'root', 'NORTH', 'EAST');
      const page = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await openPanel(page);
      await page.getByRole('button', { name: '移交…' }).click();
      await page.getByRole('treeitem', { name: /^北方公司/ }).click();
      await page.getByText('1 个组织将不能再使用').waitFor();
      await page.getByRole('button', { name: '移交', exact: true }).click();
      await page.getByText('创建组织已改为“北方公司”').waitFor();
      expect(await usedBy(title.id)).toEqual(['EAST', 'NORTH']);

      const east = await site().visit({ path: `/forms/buyer-title/${title.id}` });
      await east.getByRole('combobox', { name: '当前组织' }).click();
      await east.getByRole('option', { name: /^华东公司/ }).click();
      await openPanel(east);
      await east.getByRole('button', { name: '个性化…' }).click();
      await east.getByRole('button', { name: '个性化', exact: true }).click();
      await east.getByText('本组织现在有自己的副本').waitFor();
      await east.getByRole('button', { name: '取消个性化…' }).click();
      await east.getByRole('button', { name: '取消个性化', exact: true }).click();
      await east.getByText('已取消个性化').waitFor();
      await east.getByRole('button', { name: '个性化…' }).waitFor();
    });

    it('assigns what is unassigned by keyboard alone, and takes it back', async () => {
      const title = await make('free');
      const page = await site().visit({ path: '/sharing/buyer-title' });
      await page.getByRole('tab', { name: '按组织' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByText('选择一个组织').waitFor();
      await page.getByRole('treeitem').first().waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.type('天津');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /还可以分配给“天津制造有限公司”/ }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.type(title.number);
      const row = page.getByRole('row', { name: new RegExp(title.number) });
      await row.waitFor();
      await expect.poll(() => page.getByRole('row').count()).toBe(2);
      await page.keyboard.press('Tab');
      await page.keyboard.press(' ');
      await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByText('已分配 1 项').waitFor();
      expect(await usedBy(title.id)).toEqual(['TIANJIN', 'root']);
      await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(() => usedBy(title.id)).toEqual(['root']);
    });

    itLong('shows several records at once with who uses how many', async () => {
      const [one, two] = [await make('free'), await make('free')];
      await give(one.id, 'root', 'NORTH', 'EAST');
      await give(two.id, 'root', 'NORTH');
      const page = await site().visit({ path: '/sharing/buyer-title?way=record' });
      await page.getByRole('row', { name: new RegExp(`${one.number}\\b`) }).click();
      await page.getByRole('row', { name: new RegExp(`${two.number}\\b`) }).click();
      const grid = page.locator('gj-sharing-union').getByRole('grid');
      await grid.getByRole('row', { name: /北方公司.*2 \/ 2/ }).waitFor();
      await grid.getByRole('row', { name: /华东公司.*1 \/ 2/ }).click();
      await page.getByRole('button', { name: '取消分配… (1)' }).click();
      await page.getByRole('button', { name: '取消分配 (1)' }).click();
      await page.getByText('已取消 1 项分配').waitFor();
      expect(await usedBy(one.id)).toEqual(['NORTH', 'root']);
    });

    itLong('axe finds nothing serious in any way or dialog, and nothing is cut at 1024', async () => {
      const title = await make('free');
      await give(title.id, 'root', 'NORTH');
      const size = { width: 1024, height: 768 };
      const page = await site().visit({ path: '/sharing/buyer-title', size });
      const look = async (where: string, overlaid = false) => {
        expect(await axeNow(page), where).toEqual([]);
        const cut = await cutElements(page);
        // An element under a dialog is meant to be there.
        const own = overlaid ? cut.filter((one) => !one.includes(' under <')) : cut;
        expect(own, where).toEqual([]);
      };
      await look('by organisation');
      await page.getByRole('tab', { name: '未分配' }).click();
      await page.getByRole('treeitem', { name: /天津制造/ }).click();
      await page.getByRole('row', { name: new RegExp(title.number) }).waitFor();
      await look('unassigned');
      await page.getByRole('tab', { name: '按数据' }).click();
      await page.getByRole('row', { name: new RegExp(`${title.number}\\b`) }).click();
      await users(page).waitFor();
      await look('by record');
      await users(page)
        .getByRole('row', { name: /北方公司/ })
        .click();
      for (const [opens, inside] of [
        ['分配…', /^分配“/],
        ['取消分配… (1)', '取消对 1 个组织的分配'],
        ['更改管控策略…', '更改管控策略'],
        ['移交…', '移交给其他组织'],
      ] as const) {
        await page.getByRole('button', { name: opens, exact: true }).click();
        await page.getByRole('dialog', { name: inside }).waitFor();
        await look(opens, true);
        await page.keyboard.press('Escape');
        await expect.poll(() => page.getByRole('dialog', { name: inside }).count()).toBe(0);
      }
    });
  },
  { demo: true },
);
