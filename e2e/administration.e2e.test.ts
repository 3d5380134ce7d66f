import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { adminPassword } from '../runtime/server/test-node.suite.ts';
import { itLong } from '../workshop/it-long.ts';
import { languages } from '../workshop/runs.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { isSound } from './is-sound.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

inBrowser(
  'administration',
  (site) => {
    it('makes a token whose text is shown once and works, and revokes it', async () => {
      const page = await site().visit({ path: '/account' });
      await page.getByLabel('用在哪里').fill('ERP');
      await page.getByRole('button', { name: '新建令牌' }).click();
      const token = await page.getByLabel('新令牌', { exact: true }).inputValue();
      const ask = () =>
        fetch(`${site().url}/api/session`, { headers: { authorization: `Bearer ${token}` } }).then(
          ({ status }) => status,
        );
      expect(await ask()).toBe(200);
      await page.getByRole('button', { name: '已保存' }).click();
      expect(await page.getByLabel('新令牌', { exact: true }).count()).toBe(0);

      await page.getByRole('button', { name: '吊销 ERP' }).click();
      await page.getByRole('button', { name: '确定吊销' }).click();
      await page.getByText('令牌“ERP”已吊销').waitFor();
      expect(await ask()).toBe(401);
    });

    it.each(['zh', 'en'] as const)(
      'makes a token that provisions users, and shows what it kept (%s)',
      async (language) => {
        const words = {
          zh: {
            where: '用在哪里',
            scopes: ['读取', '写入'],
            scim: 'SCIM 同步',
            make: '新建令牌',
            text: '新令牌',
            known: '外部标识',
            revoke: '吊销 Entra ID',
            sure: '确定吊销',
            revoked: '令牌“Entra ID”已吊销',
          },
          en: {
            where: 'Where it is used',
            scopes: ['Read', 'Write'],
            scim: 'SCIM',
            make: 'New token',
            text: 'New token',
            known: 'External ID',
            revoke: 'Revoke Entra ID',
            sure: 'Yes, revoke',
            revoked: 'Token “Entra ID” is revoked',
          },
        }[language];
        const page = await site().visit({ path: '/account', language });
        await page.getByLabel(words.where).fill('Entra ID');
        for (const scope of words.scopes) await page.getByLabel(scope, { exact: true }).uncheck();
        await page.getByLabel(words.scim).check();
        await picture(page, `scim-token-${language}`);
        await page.setViewportSize({ width: 1024, height: 768 });
        await page.getByLabel(words.scim).scrollIntoViewIfNeeded();
        await picture(page, `scim-token-small-${language}`);
        await page.getByRole('button', { name: words.make }).click();
        const token = await page.getByRole('textbox', { name: words.text, exact: true }).inputValue();
        const answer = await fetch(`${site().url}/scim/v2/Users`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
          body: JSON.stringify({
            userName: `scim-${language}`,
            displayName: 'Ann',
            externalId: `entra-${language}`,
          }),
        });
        const { id } = (await answer.json()) as { readonly id: string };
        expect(answer.status).toBe(201);
        for (const [width, height] of [
          [1440, 900],
          [1024, 768],
        ] as const) {
          const size = { width, height };
          const shown = await site().visit({ path: `/forms/user/${id}`, language, size });
          const known = shown.getByRole('textbox', { name: words.known });
          expect(await known.inputValue()).toBe(`entra-${language}`);
          await picture(shown, `scim-user-${width}-${language}`);
        }
        await page.getByRole('button', { name: words.revoke }).click();
        await page.getByRole('button', { name: words.sure }).click();
        await page.getByText(words.revoked).waitFor();
      },
    );

    it('says in the list of all tokens where one is made, and how one gets fewer rights', async () => {
      const page = await site().visit({ path: '/forms/token' });
      await page.getByText('先建一个只有所需角色的用户').waitFor();
      await picture(page, 'tokens-none');
      await page.locator('gj-page-head').getByRole('link', { name: '在“账户与令牌”中新建' }).click();
      await page.getByRole('button', { name: '新建令牌' }).waitFor();
    });

    it.each(['zh', 'en'] as const)(
      'keeps the columns of a role’s matrix where they are when a right is given (%s)',
      async (language) => {
        const role = { number: `still-${language}`, name: '不动', grants: [] };
        const { body } = await site().node.ask('POST', '/api/forms/role/records', role);
        for (const width of [1440, 1024]) {
          const size = { width, height: 900 };
          const page = await site().visit({ path: `/roles/${body['id']}`, language, size });
          const [read, create] = language === 'zh' ? ['查看', '新建'] : ['Read', 'Create'];
          const boxes = (name = '') =>
            page.locator('gj-role-matrix').getByRole('checkbox', { name: new RegExp(`[：:] ?${name}$`) });
          const places = () =>
            page
              .locator('gj-role-matrix thead th')
              .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
          await boxes(read).nth(2).waitFor();
          await settled(page);
          const before = await places();
          await boxes(read).nth(2).check();
          expect(await places()).toEqual(before);
          const hint = page.getByText(
            language === 'zh' ? '新建的记录自己也看不到' : 'whoever creates one cannot see it',
          );
          expect(await hint.count()).toBe(0);
          await boxes(create).nth(3).check();
          await hint.waitFor();
          expect(await places()).toEqual(before);
          await picture(page, `matrix-${language}-${width}`);
        }
      },
    );

    itLong('asks, with a new password, which tokens end as well', async () => {
      const { node } = site();
      const password = 'three small stones';
      const user = { number: 'tian', name: '田', organisation: 'EAST' };
      const { body } = await node.ask('POST', '/api/forms/user/records', user);
      await node.ask('PUT', `/api/users/${body['id']}/password`, { password });
      const page = await site().visit({ path: '/account', user: 'tian', password });
      for (const name of ['ERP', 'BI']) {
        await page.getByLabel('用在哪里').fill(name);
        await page.getByRole('button', { name: '新建令牌' }).click();
        await page.getByRole('button', { name: '已保存' }).click();
      }
      await page.getByLabel('当前密码').fill(password);
      await page.getByLabel('新密码', { exact: true }).fill('four small stones');
      await page.getByLabel('再输入一次').fill('four small stones');
      await page.getByRole('group', { name: '令牌不随密码改变' }).getByLabel('ERP').check();
      await page.getByRole('button', { name: '修改密码' }).click();
      await page.getByText('密码已修改，同时吊销了 1 个令牌').waitFor();
      await page.getByRole('button', { name: '吊销 ERP' }).waitFor({ state: 'detached' });
      expect(await page.getByRole('button', { name: '吊销 BI' }).count()).toBe(1);

      const reset = await site().visit({ path: `/users/${body['id']}/password` });
      await reset.getByRole('group', { name: '这个用户的令牌' }).getByLabel('BI').check();
      expect(await axeFindings(reset)).toEqual([]);
      await reset.getByLabel('新密码', { exact: true }).fill('five small stones');
      await reset.getByLabel('再输入一次').fill('five small stones');
      await reset.getByRole('button', { name: '重设密码' }).click();
      await reset.getByText('同时吊销了 1 个令牌').waitFor();
      const { body: answer } = await node.ask('GET', `/api/users/${body['id']}/password`);
      expect(answer).toMatchObject({ set: true, tokens: [] });
    });

    itLong('breaks no word of a token whose name is long', async () => {
      const page = await site().visit({
        path: '/account',
        language: 'en',
        size: { width: 1024, height: 768 },
      });
      await page
        .getByLabel('Where it is used')
        .fill('The resource planning of all the companies in the east');
      await page.getByRole('checkbox', { name: 'Administer' }).check();
      await page.getByRole('button', { name: 'New token' }).click();
      const scopes = page.getByRole('cell', { name: 'Read, Write, Administer' });
      await scopes.waitFor();
      const lines = (text: Element) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      };
      expect(await scopes.evaluate(lines)).toBe(1);
      expect(await page.getByRole('cell', { name: /^gj_/ }).first().evaluate(lines)).toBe(1);
      await page
        .getByRole('button', { name: /^Revoke/ })
        .last()
        .click();
      await page.getByRole('button', { name: 'Yes, revoke' }).click();
    });

    it('tells where one is signed in, and ends it there', async () => {
      const { node } = site();
      const person = { number: 'zhou', name: '周舟', organisation: 'SHANGHAI' };
      const { body } = await node.ask('POST', '/api/forms/user/records', person);
      const password = 'seven quiet rivers';
      await node.ask('PUT', `/api/users/${body['id']}/password`, { password });
      const page = await site().visit({ path: '/account', user: 'zhou', password });
      const signIn = (agent: string) =>
        fetch(new URL('/api/session', page.url()), {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'user-agent': agent },
          body: JSON.stringify({ user: 'zhou', password }),
        });
      for (const agent of ['Phone/1', 'Tablet/2']) await signIn(agent);
      await page.reload();
      const devices = page.locator('gj-sessions');
      await devices.getByText('这台设备').waitFor();
      await devices.getByRole('button', { name: '退出“Phone”' }).first().click();
      await page.locator('gj-notices').getByText('“Phone”已退出登录').waitFor();
      await devices.getByRole('button', { name: '退出“Phone”' }).waitFor({ state: 'detached' });
      await page.locator('gj-notices').getByRole('button', { name: '关闭' }).click();
      await isSound(page, 'account');
      await devices.getByRole('button', { name: '退出其他设备…' }).click();
      await page.getByRole('button', { name: '退出登录', exact: true }).click();
      await devices.getByRole('button', { name: '退出“Tablet”' }).waitFor({ state: 'detached' });
      await devices.getByText('这台设备').waitFor();
    });

    itLong('refuses a day that is none instead of making a token without an end', async () => {
      const page = await site().visit({ path: '/account' });
      const day = page.getByLabel('有效期至（清空则长期）', { exact: true });
      await day.fill('2027-13-45');
      await page.keyboard.press('Tab');
      expect(await day.getAttribute('aria-invalid')).toBe('true');
      await page.getByLabel('用在哪里').fill('nowhere');
      await page.getByRole('button', { name: '新建令牌' }).click();
      await page.getByRole('alert').getByText('日期').waitFor();
      await day.fill('20991231');
      await page.keyboard.press('Tab');
      expect(await day.inputValue()).toBe('2099-12-31');
    });

    it('opens and closes what was found in the tree, and finds it whatever was closed before', async () => {
      const page = await site().visit({ path: '/organisations' });
      const row = (name: RegExp) => page.getByRole('treeitem', { name });
      const east = row(/华东公司/);
      await east.locator('.arrow').click();
      await expect.poll(() => row(/苏州物流/).count()).toBe(0);
      await page.getByLabel('查找组织').fill('苏州');
      await row(/苏州物流/).waitFor();
      expect(await east.getAttribute('aria-expanded')).toBe('true');
      await east.locator('.arrow').click();
      await expect.poll(() => row(/苏州物流/).count()).toBe(0);
      expect(await east.getAttribute('aria-expanded')).toBe('false');
      // Found itself, with nothing below that was found: there is nothing to open.
      await page.getByLabel('查找组织').fill('华东');
      await expect.poll(() => east.getAttribute('aria-expanded')).toBe(null);
      await page.getByLabel('查找组织').fill('');
      await expect.poll(() => east.getAttribute('aria-expanded')).toBe('false');
      await east.locator('.arrow').click();
      await row(/苏州物流/).waitFor();
    });

    itLong('moves an organisation by keyboard, and takes it back', async () => {
      const page = await site().visit({ path: '/organisations' });
      const tree = page.getByRole('tree', { name: '组织树' });
      const under = async (number: string) => {
        const { body } = await site().node.ask(
          'GET',
          `/api/forms/organisation/records?number=${number}&view=manage`,
        );
        const [{ parent }] = body['items'] as [{ parent: { number: string } }];
        return parent.number;
      };
      await page.getByRole('treeitem', { name: /苏州物流/ }).click();
      await tree.focus();
      await page.keyboard.press('Control+x');
      await page.getByText('正在移动“苏州物流有限公司”').waitFor();
      await page.keyboard.press('Home');
      await page.keyboard.press('End');
      for (let up = 0; up < 3; up += 1) await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Control+v');
      await page.getByText('“苏州物流有限公司”已移到“华南公司”之下').waitFor();
      expect(await under('SUZHOU')).toBe('SOUTH');
      await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(() => under('SUZHOU')).toBe('EAST');
    });

    itLong('moves an organisation by a click on its new parent, and says why one cannot be it', async () => {
      const page = await site().visit({ path: '/organisations' });
      const item = (name: RegExp) => page.getByRole('treeitem', { name });
      await item(/珠海置业/)
        .getByRole('button')
        .last()
        .click();
      await page.getByRole('menuitem', { name: '移动…' }).click();
      await item(/广州餐饮/).click();
      await page.getByText('“广州餐饮有限公司”是末级组织，不能有下级。').waitFor();
      await item(/^华南公司/).click();
      await page.getByText('已经在“华南公司”之下。').waitFor();
      await item(/^北方公司/).click();
      await page.getByText('“珠海置业有限公司”已移到“北方公司”之下').waitFor();
      await page.getByRole('button', { name: '撤销' }).click();
    });

    itLong('moves an organisation by dragging, never below itself', async () => {
      const page = await site().visit({ path: '/organisations' });
      const item = (name: RegExp) => page.getByRole('treeitem', { name });
      await item(/^北方公司/).dragTo(item(/北京贸易/));
      await item(/天津制造/).dragTo(item(/^华南公司/));
      await page.getByText('“天津制造有限公司”已移到“华南公司”之下').waitFor();
      expect(await page.getByText('“北方公司”已移到').count()).toBe(0);
      await page.getByRole('button', { name: '撤销' }).click();
    });

    it('shows before an organisation is moved what it would read differently', async () => {
      const { node } = site();
      const limit = '/api/params/sim_originalbill_config/submit_limit_count';
      expect((await node.ask('PUT', `${limit}?org=NORTH`, { value: 25 })).status).toBe(201);
      const find = '/api/forms/organisation/records?number=HANGZHOU&view=manage&fields=number,parent';
      const hangzhou = async () => {
        const { body } = await node.ask('GET', find);
        const [one] = body['items'] as [{ id: string; parent: { number: string } }];
        return one;
      };
      const page = await site().visit({ path: '/organisations' });
      const item = (name: RegExp) => page.getByRole('treeitem', { name });
      const dialog = page.locator('gj-if-organisation-dialog');
      const titled = (title: string) => page.getByRole('dialog', { name: title, exact: true }).waitFor();
      const shown = dialog.getByRole('listitem').filter({ hasText: /杭州软件有限公司.*100 张.*25 张/s });
      await item(/杭州软件/).dragTo(item(/^北方公司/));
      await titled('“杭州软件有限公司”移到“北方公司”之下');
      await dialog.getByText('移动后，有 1 处读到的参数会改变：').waitFor();
      await shown.waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await dialog.getByRole('button', { name: '取消' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect((await hangzhou()).parent.number).toBe('EAST');

      await item(/杭州软件/).dragTo(item(/^北方公司/));
      await dialog.getByRole('button', { name: '移动', exact: true }).click();
      await page.getByText('“杭州软件有限公司”已移到“北方公司”之下').waitFor();
      expect((await hangzhou()).parent.number).toBe('NORTH');

      await item(/杭州软件/).dragTo(item(/^华东公司/));
      await titled('“杭州软件有限公司”移到“华东公司”之下');
      await dialog.getByRole('button', { name: '移动', exact: true }).click();
      await page.getByText('“杭州软件有限公司”已移到“华东公司”之下').waitFor();
      expect((await hangzhou()).parent.number).toBe('EAST');
      const { body } = await node.ask('GET', `${limit}?org=NORTH`);
      expect(body['value']).toBe(25);
    });

    it('makes a new organisation below the root, or below the one whose menu was opened', async () => {
      const page = await site().visit({ path: '/organisations' });
      await page.getByRole('button', { name: '新建', exact: true }).click();
      const parent = page.getByRole('combobox', { name: '上级组织' });
      await expect.poll(() => parent.inputValue()).toContain('集团');
      await page.goto('/organisations');
      const east = page.getByRole('treeitem', { name: /^华东公司/ });
      await east.getByRole('button').last().click();
      await page.getByRole('menuitem', { name: '新建下级' }).click();
      await expect.poll(() => parent.inputValue()).toContain('华东公司');
      await page.getByRole('textbox', { name: '编码' }).fill('NINGBO');
      await page.getByRole('textbox', { name: '名称' }).fill('宁波商贸有限公司');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.waitForURL(/organisation\/[0-9a-f-]{36}/);
      await page.goto('/organisations');
      await page.getByRole('treeitem', { name: /宁波商贸/ }).waitFor();
    });

    itLong(
      'begins a new organisation below the chosen one, beside it if nothing may stand below, and asks for its place',
      async () => {
        const page = await site().visit({ path: '/forms/organisation/new' });
        const parent = page.getByRole('combobox', { name: '上级组织' });
        await expect.poll(() => parent.inputValue()).toContain('集团');
        const asked = () => parent.evaluate((input) => (input as HTMLInputElement).required);
        expect(await asked()).toBe(true);
        // Nobody has filled in anything: there is nothing to lose.
        await page.getByRole('link', { name: '首页' }).click();
        await page.waitForURL(/\/$/);
        await page.goto('/forms/organisation/new');
        for (const [chosen, place] of [
          ['北方公司', '北方公司'],
          ['上海电子有限公司', '华东公司'],
        ]) {
          const box = page.getByRole('combobox', { name: '当前组织' });
          await box.fill(chosen ?? '');
          await page.getByRole('option', { name: chosen ?? '' }).click();
          await expect.poll(() => parent.inputValue()).toContain(place);
        }
        await parent.fill('');
        await page.getByRole('textbox', { name: '编码' }).fill('NOWHERE');
        await page.getByRole('textbox', { name: '名称' }).fill('无处');
        await page.getByRole('button', { name: '保存', exact: true }).click();
        await page.getByRole('alert').getByText('上级组织').waitFor();
        // The root has no place to be asked for.
        const { body } = await site().node.ask(
          'GET',
          '/api/forms/organisation/records?number=root&view=manage',
        );
        const [root] = body['items'] as [{ id: string }];
        await page.goto(`/forms/organisation/${root.id}`);
        await parent.waitFor();
        expect(await asked()).toBe(false);
      },
    );

    itLong(
      'tells organisations apart where one is picked: a tax number whole, yes and no below what they answer',
      async () => {
        const page = await site().visit();
        // The field begins with a place of its own, which is typed over; that it comes late changes no typed letter.
        await page.route('**/api/forms/organisation/records/*', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 1_500));
          await route.continue();
        });
        const late = page.waitForResponse(/organisation\/records\/[0-9a-f-]{36}/);
        await page.goto('/forms/organisation/new');
        const parent = page.getByRole('combobox', { name: '上级组织' });
        await parent.fill('有限公司');
        await late;
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(await parent.inputValue()).toBe('有限公司');
        const leaf = page.getByRole('option', { name: /广州餐饮有限公司/ });
        await leaf.getByText('是', { exact: true }).waitFor();
        await page.getByText('末级组织', { exact: true }).first().waitFor();
        const parts = page.getByRole('option').locator('span');
        const taxNumbers = parts.filter({ hasText: /^[0-9A-Z]{15,20}$/ });
        expect(await taxNumbers.count()).toBeGreaterThan(3);
        const cut = await taxNumbers.evaluateAll((all) =>
          all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
        );
        expect(cut).toEqual([]);
      },
    );

    itLong(
      'draws the control tree, coloured by who uses a record and where other rules hold, with the reasons',
      async () => {
        const { body: item } = await site().node.ask('POST', '/api/forms/invoice-item/records?org=root', {
          number: 'ON-MAP',
          name: '图上的开票项',
          sharing: 'free',
          category: 'KPXFL-DZ',
          condition: { fact: 'buyerName', operator: 'equal', value: '图' },
          taxCategory: '1090511010000000000',
        });
        const pairs = { records: [String(item['id'])], orgs: ['EAST', 'NORTH'] };
        await site().node.ask('POST', '/api/forms/invoice-item/assignments?org=root', pairs);
        const page = await site().visit({ path: '/organisations' });
        await page.getByRole('link', { name: '组织图' }).first().click();
        const tree = page.getByRole('tree', { name: '组织图' });
        const org = (name: RegExp) => tree.getByRole('treeitem', { name });
        await page.getByRole('combobox', { name: '颜色表示' }).selectOption({ label: '数据的使用组织' });
        await page.getByRole('combobox', { name: '表单' }).selectOption({ label: '开票项管理' });
        await page.getByRole('combobox', { name: '开票项', exact: true }).fill('ON-MAP');
        await page.getByRole('option', { name: /ON-MAP/ }).click();
        const legend = page.getByRole('list', { name: '图例' });
        await legend.getByText(/分配得到\s*2/).waitFor();
        await org(/^集团 创建$/).waitFor();
        await org(/^华东公司 分配得到$/).click();
        const why = page.getByRole('region', { name: '这里的内容' });
        await why.getByText('由集团分配').waitFor();
        // By keys: into it, to the one behind, which does not have it.
        await tree.focus();
        await page.keyboard.press('ArrowRight');
        await why.getByText(/不能使用“ON-MAP 图上的开票项”/).waitFor();

        await page.getByRole('combobox', { name: '颜色表示' }).selectOption({ label: '规则差异' });
        await org(/^杭州软件有限公司 \d+ 条规则 .*−\d+/).click();
        await why.getByText('仅上级使用的').waitFor();
        await why.getByRole('link', { name: /ON-MAP/ }).waitFor();
        await page.reload();
        await org(/^华东公司 \d+ 条规则/).waitFor();
        const width = async () => (await org(/^华东公司/).boundingBox())?.width ?? 0;
        const before = await width();
        await page.getByRole('button', { name: '放大' }).click();
        await expect.poll(width).toBeGreaterThan(before);
        expect([...(await axeFindings(page)), ...(await cutElements(page))]).toEqual([]);
      },
    );

    itLong('shows a tree of 1,500 organisations with some dozen rows, and finds one of them', async () => {
      for (let batch = 0; batch < 3; batch += 1) {
        const items = Array.from({ length: 500 }, (_, index) => {
          const number = `B${String(batch * 500 + index).padStart(4, '0')}`;
          return { op: 'create', body: { number, name: `门店 ${number}`, parent: 'EAST' } };
        });
        const { status, body } = await site().node.ask('POST', '/api/forms/organisation/batch', { items });
        expect(status, JSON.stringify(body).slice(0, 300)).toBe(200);
      }
      const page = await site().visit({ path: '/organisations' });
      await page.getByRole('treeitem').first().waitFor();
      expect(await page.getByRole('treeitem').count()).toBeLessThan(80);
      await page.getByRole('tree').focus();
      await page.keyboard.press('End');
      await page.getByRole('treeitem', { name: /珠海置业/ }).waitFor();
      await page.getByLabel('查找组织').fill('B1234');
      await page.getByRole('treeitem', { name: /门店 B1234/ }).waitFor();
      expect(await page.getByRole('treeitem').count()).toBe(3);

      // On the map all of them are there, and one that is walked to is large enough to be read.
      await page.goto('/organisation-map');
      await expect.poll(() => page.getByRole('treeitem').count()).toBeGreaterThan(1_500);
      await page.getByRole('tree', { name: '组织图' }).focus();
      for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
      const walked = page.locator('.org.picked');
      await expect.poll(async () => (await walked.boundingBox())?.height ?? 0).toBeGreaterThan(20);

      // The switch finds it as well, and is quick to open.
      const box = page.getByRole('combobox', { name: '当前组织' });
      await box.click();
      await box.fill('B1234');
      await page.getByRole('option', { name: /门店 B1234/ }).waitFor();

      // Pages that look once look among all of them.
      await page.goto('/compare?a=B1234&b=B0007');
      const sides = page.getByRole('combobox', { name: /^[左右]边 组织$/ });
      await expect
        .poll(() => sides.evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value)))
        .toEqual(['门店 B1234', '门店 B0007']);
      await page.goto('/account');
      const definition = page
        .locator('dt', { hasText: '可用组织' })
        .locator('xpath=following-sibling::dd[1]');
      expect(Number(await definition.innerText())).toBeGreaterThan(1_500);
    });

    itLong('picks forms by their names in a role, and refuses one there is not', async () => {
      const page = await site().visit({ path: '/forms/role/new' });
      await page.getByRole('textbox', { name: '编码', exact: true }).fill('named');
      await page.getByRole('textbox', { name: '名称', exact: true }).fill('按名称');
      const grid = page.getByRole('grid', { name: '表单权限' });
      await grid.getByRole('gridcell').first().click();
      await page.keyboard.type('开票项管');
      await page.getByRole('option', { name: '开票项管理' }).waitFor();
      await page.keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: '开票项管理' }).waitFor();
      await grid.getByRole('gridcell').nth(1).click();
      await page.keyboard.type('查看');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/role\/[0-9a-f-]{36}/);
      const id = new URL(page.url()).pathname.split('/').at(-1);
      const { body } = await site().node.ask('GET', `/api/forms/role/records/${id}?view=manage`);
      expect(body['grants']).toMatchObject([{ form: 'invoice-item', actions: ['read'] }]);

      await page.goto('/forms/role/new');
      await grid.getByRole('gridcell').first().click();
      await page.keyboard.type('没有的表单');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await page.getByRole('alert').getByText('没有表单“没有的表单”').waitFor();
    });

    itLong('shows a role’s rows as people read them, and keeps what only the matrix shows', async () => {
      const { node } = site();
      const grant = {
        form: 'invoice-item',
        actions: ['read'],
        scope: 'own',
        readable: ['name'],
        moreActions: '*',
      };
      const role = { number: 'limited', name: '只看名称', grants: [grant] };
      const made = await node.ask('POST', '/api/forms/role/records', role);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const page = await site().visit({ path: '/forms/role/new' });
      await page.getByText('保存后，可以在权限矩阵里').waitFor();
      await page.goto(`/forms/role/${made.body['id']}`);
      await page.getByText('有 1 行设了这样的权限').waitFor();
      const grid = page.getByRole('grid', { name: '表单权限' });
      const heads = async () =>
        (await grid.getByRole('columnheader').allInnerTexts()).map((text) => text.split('\n')[0]);
      await expect.poll(heads).toEqual(['行号', '表单', '操作', '组织范围']);
      await grid.getByRole('gridcell', { name: '查看' }).first().click();
      await page.keyboard.type('修改');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const read = await node.ask('GET', `/api/forms/role/records/${made.body['id']}?view=manage`);
      expect(read.body['grants']).toMatchObject([{ ...grant, actions: ['edit'] }]);
      await page.locator('gj-role-rights').getByRole('link', { name: '权限矩阵' }).click();
      await page.waitForURL(`**/roles/${made.body['id']}`);
    });

    it('gives a role rights in the matrix, with some fields only, and the user has just those', async () => {
      const { node } = site();
      const made = await node.ask('POST', '/api/forms/role/records', { number: 'clerk', name: '录入员' });
      expect(made.status).toBe(201);
      const page = await site().visit({ path: `/forms/role/${made.body['id']}` });
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '权限矩阵' }).click();
      await page.waitForURL(`**/roles/${made.body['id']}`);
      await page.getByLabel('查找表单').fill('开票项管理');
      await page.getByLabel('开票项管理：查看', { exact: true }).check();
      await page.getByLabel('开票项管理：修改', { exact: true }).check();
      // What comes with them is ticked as well, and the page says so.
      const along = /“查看”会一并给出打印、汇总报表；“自有操作”会一并给出再次发送/;
      await page.getByText(along).waitFor();
      for (const [right, given] of [
        ['打印', true],
        ['汇总报表', true],
        ['再次发送', false],
      ] as const)
        expect(await page.getByLabel(`开票项管理：${right}`, { exact: true }).isChecked()).toBe(given);
      await picture(page, 'role-along-zh');
      await page.getByLabel('开票项管理：组织范围').selectOption('all');
      await page.getByRole('button', { name: /^开票项管理：.*字段$/ }).click();
      await page.getByLabel('单价（不含税）：可改', { exact: true }).uncheck();
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('权限已保存').waitFor();

      const user = { number: 'wang', name: '王敏', organisation: 'EAST' };
      const roles = [{ role: 'clerk', organisation: 'EAST' }];
      const { body } = await node.ask('POST', '/api/forms/user/records', { ...user, roles });
      const reset = await site().visit({ path: `/users/${body['id']}/password` });
      await reset.getByLabel('新密码', { exact: true }).fill('three small stones');
      await reset.getByLabel('再输入一次').fill('three small stones');
      await reset.getByLabel('下次登录时由用户自己换掉').uncheck();
      await reset.getByRole('button', { name: '设置密码' }).click();
      await reset.getByText('密码已设置').waitFor();

      const wang = await site().visit({ user: 'wang', password: 'three small stones' });
      await wang.getByRole('heading', { name: '您好，王敏' }).waitFor();
      const forms = await wang.evaluate(() =>
        fetch('/api/session')
          .then((answer) => answer.json())
          .then(({ rights }) => rights as Record<string, string[]>),
      );
      expect(Object.keys(forms)).toEqual(['invoice-item']);
      expect(forms['invoice-item']?.toSorted()).toEqual(['edit', 'print', 'read', 'report']);
      const { fields } = await wang.evaluate(() =>
        fetch('/api/forms/invoice-item').then((answer) => answer.json()),
      );
      const writable = (name: string) =>
        (fields as { name: string; writable: boolean }[]).find((field) => field.name === name)?.writable;
      expect(writable('price')).toBe(false);
      expect(writable('name')).toBe(true);
      // Nothing of the platform is offered, and its pages say so.
      expect(await wang.getByRole('button', { name: '我管理的', exact: true }).count()).toBe(0);
      expect(await wang.getByRole('button', { name: '系统管理' }).count()).toBe(0);
      // Another try would not help whoever has no right; a way out does.
      for (const path of ['/audit', '/organisations', `/roles/${made.body['id']}`]) {
        await wang.goto(path);
        await wang.getByRole('alert').waitFor();
        await wang.getByRole('link', { name: '返回首页' }).waitFor();
        expect(await wang.getByRole('button', { name: '重试' }).count(), path).toBe(0);
      }
      await wang.goto('/forms/invoice-item/new');
      await wang.getByText('您没有新建开票项的权限，请联系管理员。').waitFor();
      await wang.getByRole('link', { name: '回到列表' }).waitFor();
    });

    it('warns of forms that granted ones refer to, and whoever may not see those is told so', async () => {
      const { node } = site();
      const role = {
        number: 'half',
        name: '半个录入员',
        grants: [{ form: 'invoice-item', actions: ['read', 'create'], scope: 'all' }],
      };
      const made = await node.ask('POST', '/api/forms/role/records', role);
      expect([made.body, made.status]).toEqual([made.body, 201]);
      const user = {
        number: 'qian',
        name: '钱宁',
        organisation: 'EAST',
        roles: [{ role: 'half', organisation: 'EAST' }],
      };
      const { body } = await node.ask('POST', '/api/forms/user/records', user);
      const password = 'three small stones';
      await node.ask('PUT', `/api/users/${body['id']}/password`, { password });
      const qian = await site().visit({ user: 'qian', password, path: '/forms/invoice-item/new' });
      await qian.getByRole('combobox', { name: '项目分类', exact: true }).click();
      await qian.getByRole('option', { name: /^您没有查看这些记录的权限。.*管理员/ }).waitFor();
      await picture(qian, 'pick-unseen');

      const page = await site().visit({ path: `/roles/${made.body['id']}` });
      const warned = page.getByRole('status').filter({ hasText: '但它不能查看' });
      await warned.getByText('税收分类编码').waitFor();
      await picture(page, 'role-unread');
      await warned.getByRole('button', { name: '授予查看权限' }).click();
      await warned.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('权限已保存').waitFor();
      await qian.reload();
      await qian.getByRole('combobox', { name: '税收分类名称', exact: true }).click();
      await qian.locator('gj-pick-heads').filter({ hasText: '编码' }).first().waitFor();
    });

    it.each([
      ['zh', '授予查看权限', '保存', '但它不能查看'],
      ['en', 'Grant reading them', 'Save', 'but it may not read them'],
    ] as const)(
      'hints where a role is typed at what it refers to, and grants reading there (%s)',
      async (language, grant, save, hint) => {
        const { node } = site();
        const number = `typed-${language}`;
        const grants = [{ form: 'invoice-item', actions: ['read', 'create'], scope: 'all' }];
        const made = await node.ask('POST', '/api/forms/role/records', { number, name: '录入', grants });
        const path = `/forms/role/${made.body['id']}`;
        const page = await site().visit({ path, language });
        const hinted = page.getByRole('status').filter({ hasText: hint });
        await hinted.waitFor();
        await isSound(page, `role-typed-${language}`);
        await hinted.getByRole('button', { name: grant }).click();
        await hinted.waitFor({ state: 'detached' });
        await picture(page, `role-typed-granted-${language}`);
        await page.getByRole('button', { name: save, exact: true }).click();
        const stored = async () =>
          (await node.ask('GET', `/api/forms/role/records/${made.body['id']}?view=manage`)).body['grants'];
        await expect
          .poll(stored)
          .toContainEqual(expect.objectContaining({ form: 'tax-category', actions: ['read'], scope: 'all' }));
      },
    );

    it('limits a role to records that are a user’s own, which are picked on his page, and withholds printing', async () => {
      const { node } = site();
      const [made, kept, other] = await Promise.all(
        (
          [
            ['role', { number: 'own-records', name: '片区录入员' }],
            ['unit', { number: 'BOX-OWN', name: '自用箱', sharing: 'global' }],
            ['unit', { number: 'BOX-ALIEN', name: '他用箱', sharing: 'global' }],
          ] as const
        ).map(async ([form, body]) => {
          const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
          expect([answer.body, answer.status]).toEqual([answer.body, 201]);
          return answer.body;
        }),
      );
      const page = await site().visit({ path: `/roles/${made?.['id']}` });
      await page.getByLabel('查找表单').fill('计量单位');
      await page.getByLabel('计量单位：查看', { exact: true }).check();
      await page.getByLabel('计量单位：打印', { exact: true }).uncheck();
      expect(await page.getByLabel('计量单位：分享链接', { exact: true }).isDisabled()).toBe(true);
      await page.getByLabel('计量单位：组织范围').selectOption('all');
      await page.getByRole('button', { name: /^计量单位：全部记录/ }).click();
      await page.getByLabel('记录自己在用户的限定中').check();
      await page.getByRole('button', { name: /^计量单位：本人记录/ }).waitFor();
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('权限已保存').waitFor();
      const role = await node.ask('GET', `/api/forms/role/records/${made?.['id']}?view=manage`);
      expect(role.body['grants']).toMatchObject([
        { limitedBy: ['id'], withheld: ['print'], actions: ['read'] },
      ]);

      const user = { number: 'sun', name: '孙宁', organisation: 'EAST' };
      const roles = [{ role: 'own-records', organisation: 'EAST' }];
      const { body } = await node.ask('POST', '/api/forms/user/records', { ...user, roles });
      const password = 'three small stones';
      await node.ask('PUT', `/api/users/${body['id']}/password`, { password });
      const person = await site().visit({ path: `/forms/user/${body['id']}` });
      await person.getByLabel('添加限定的表单').selectOption({ label: '计量单位' });
      await person.locator('gj-user-limits gj-record-picks').getByText('自用箱').click();
      await person.locator('gj-user-limits').getByRole('button', { name: '选择计量单位' }).click();
      await person.getByRole('button', { name: '保存', exact: true }).click();
      await person.getByText('已保存').waitFor();
      expect((await node.ask('GET', `/api/forms/user/records/${body['id']}?view=manage`)).body).toMatchObject(
        {
          limits: [{ form: 'unit', recordId: kept?.['id'] }],
        },
      );

      const sun = await site().visit({ user: 'sun', password, path: '/forms/unit' });
      await sun.getByText('自用箱').first().waitFor();
      expect(await sun.getByText('他用箱').count()).toBe(0);
      const address = `/api/forms/unit/records/${other?.['id']}`;
      expect(await sun.evaluate((path) => fetch(path).then(({ status }) => status), address)).toBe(404);
    });

    itLong('says so when no organisation and no form fits what is looked for', async () => {
      const page = await site().visit({ path: '/organisations' });
      await page.getByRole('treeitem', { name: /华东公司/ }).waitFor();
      await page.getByLabel('查找组织').fill('没有这样的');
      await page.getByText('没有名称、编码或税号与此相符的组织').waitFor();
      await page.getByLabel('查找组织').fill('华东');
      await page.getByRole('treeitem', { name: /华东公司/ }).waitFor();
      const { body } = await site().node.ask('GET', '/api/forms/role/records?view=manage&limit=1');
      const [role] = body['items'] as [{ id: string }];
      await page.goto(`/roles/${role.id}`);
      await page.getByLabel('查找表单').fill('没有这样的');
      await page.getByText('没有符合的表单').waitFor();
    });

    itLong('says of a role with all business forms that the rows of the matrix add to them', async () => {
      const { body } = await site().node.ask(
        'GET',
        '/api/forms/role/records?view=manage&number=configurator',
      );
      const [role] = body['items'] as [{ id: string }];
      const size = { width: 1024, height: 768 };
      const page = await site().visit({ path: `/roles/${role.id}`, language: 'en', size });
      await page.getByText('the rows below only add to them').waitFor();
      const heads = page.locator('gj-role-matrix th.action');
      const widths = () => heads.evaluateAll((all) => all.map((one) => Math.round(one.clientWidth)));
      const before = await widths();
      // The rights of the first row show in the rows below it, which come as in the menu.
      const general = page.getByRole('checkbox', { name: /: Read \(given by “All business forms”/ }).first();
      expect([await general.isChecked(), await general.isDisabled()]).toEqual([true, true]);
      const areas = await page.locator('gj-role-matrix tr.area').allInnerTexts();
      const inMenu = ['Invoice cloud', 'Common basic data', 'Administration'];
      expect(areas.map((area) => area.trim()).filter((area) => inMenu.includes(area))).toEqual(inMenu);
      await page.getByLabel('Find a form').fill('none of them');
      await page.getByText('No form matches').waitFor();
      expect(Math.min(...(await widths()))).toBeGreaterThanOrEqual(Math.min(...before));
    });

    itLong.each([
      [1440, 'en'],
      [1200, 'en'],
      [1024, 'en'],
      [1440, 'zh'],
    ] as const)(
      'has heads of the matrix that are read with the head up, at %d in %s',
      async (width, language) => {
        const { body } = await site().node.ask('GET', '/api/forms/role/records?view=manage&number=reader');
        const [role] = body['items'] as [{ id: string }];
        const size = { width, height: 768 };
        const page = await site().visit({ path: `/roles/${role.id}`, language, size });
        const matrix = page.locator('gj-role-matrix');
        await matrix.getByRole('combobox').first().waitFor();
        const heads = await matrix.locator('th.action span:not([aria-hidden])').evaluateAll((all) =>
          all.map((span) => {
            const range = document.createRange();
            range.selectNodeContents(span);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            const { writingMode, transform, rotate } = getComputedStyle(span);
            const upright = writingMode === 'horizontal-tb' && transform === 'none' && rotate === 'none';
            const above = span.closest('th')?.getBoundingClientRect() ?? new DOMRect();
            const off = Math.abs((left + right) / 2 - (above.left + above.right) / 2);
            return { text: span.textContent ?? '', left, right, top, bottom, upright, off };
          }),
        );
        expect(heads.length).toBeGreaterThan(15);
        expect(heads.filter(({ upright, off }) => !upright || off > 2)).toEqual([]);
        type Head = (typeof heads)[number];
        const over = (one: Head, other: Head) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom;
        const pairs = heads.flatMap((one, at) =>
          heads.slice(at + 1).flatMap((other) => (over(one, other) ? [`${one.text} / ${other.text}`] : [])),
        );
        expect(pairs).toEqual([]);
      },
    );

    itLong('lists the forms of the matrix as the menu does, area by area', async () => {
      const { body } = await site().node.ask('GET', '/api/forms/role/records?view=manage&number=reader');
      const [role] = body['items'] as [{ id: string }];
      const page = await site().visit({ path: `/roles/${role.id}` });
      await page.locator('gj-role-matrix').getByRole('combobox').first().waitFor();
      const clean = (texts: readonly string[]) => [...new Set(texts.map((text) => text.trim()))];
      const rows = clean(await page.locator('gj-role-matrix tr.form td:first-child').allInnerTexts());
      let shown = 0;
      for (const space of ['业务', '规则与数据', '管理']) {
        await page.locator('gj-side-menu').getByRole('button', { name: space, exact: true }).click();
        const closed = page.locator('gj-side-menu nav button[aria-expanded=false]');
        while ((await closed.count()) > 0) await closed.first().click();
        const menu = clean(await page.locator('gj-side-menu li:has(.star) a').allInnerTexts());
        const both = menu.filter((name) => rows.includes(name));
        shown += both.length;
        expect(rows.filter((name) => both.includes(name))).toEqual(both);
      }
      expect(shown).toBeGreaterThan(20);
    });

    itLong('asks in the page what becomes of rights that are not saved', async () => {
      const { node } = site();
      const made = await node.ask('POST', '/api/forms/role/records', { number: 'leaver', name: '离开的人' });
      const page = await site().visit({ path: `/roles/${made.body['id']}` });
      const read = page.getByLabel('开票项管理：查看', { exact: true });
      await read.check();
      await page.getByRole('link', { name: '首页' }).click();
      const ask = page.getByRole('dialog', { name: '有未保存的修改' });
      await ask.waitFor();
      await page.getByRole('button', { name: '留在这里' }).click();
      await ask.waitFor({ state: 'detached' });
      expect(await read.isChecked()).toBe(true);
      await page.getByRole('link', { name: '首页' }).click();
      await ask.waitFor();
      await page.locator('gj-dialog').getByRole('button', { name: '保存' }).click();
      await page.getByRole('heading', { level: 1, name: /^您好/ }).waitFor();
      await page.goto(`/roles/${made.body['id']}`);
      await expect.poll(() => read.isChecked()).toBe(true);
    });

    itLong(
      'goes from control to control by Tab, each with its help as its description, and shown by F1',
      async () => {
        const page = await site().visit({ path: '/forms/role/new' });
        const name = page.getByRole('textbox', { name: '英文名称' });
        await page.getByRole('textbox', { name: '名称', exact: true }).focus();
        await page.keyboard.press('Tab');
        await expect.poll(() => name.evaluate((node) => node.matches(':focus'))).toBe(true);
        await page.keyboard.press('Tab');
        const administers = page.getByRole('checkbox', { name: '平台管理员' });
        await expect.poll(() => administers.evaluate((node) => node.matches(':focus'))).toBe(true);
        const described = page.locator('[aria-description="可以发布元数据、安装包、查看全部审计记录。"]');
        expect(await described.evaluateAll((nodes) => nodes.map((node) => node.matches(':focus')))).toEqual([
          true,
        ]);

        const help = page.locator('gj-record-field').getByText('可以发布元数据、安装包、查看全部审计记录。');
        expect(await help.count()).toBe(0);
        await page.keyboard.press('F1');
        await help.waitFor();
        expect(await axeFindings(page)).toEqual([]);
        await page.keyboard.press('Shift+Tab');
        await help.waitFor({ state: 'detached' });
        await page.getByRole('note', { name: /^平台管理员/ }).click();
        await help.waitFor();
      },
    );

    const matrices = [
      ['zh', 1440],
      ['zh', 1024],
      ['en', 1440],
      ['en', 1024],
    ] as const;
    itLong.each(matrices.filter(([language]) => languages.includes(language)))(
      'shows the whole matrix side by side in %s at %d, beside the fields of a form as well',
      async (language, width) => {
        const { body } = await site().node.ask('GET', '/api/forms/role/records?view=manage&number=reader');
        const [role] = body['items'] as [{ id: string }];
        const size = { width, height: width === 1440 ? 900 : 768 };
        const page = await site().visit({ path: `/roles/${role.id}`, language, size });
        const matrix = page.locator('gj-role-matrix');
        await matrix.getByRole('combobox').first().waitFor();
        const hidden = () => matrix.evaluate((node) => node.scrollWidth - node.clientWidth);
        expect(await hidden()).toBe(0);
        await matrix
          .getByRole('button', { name: language === 'zh' ? /^组织：.*字段$/ : /^Organisations: .* fields$/ })
          .click();
        await page.locator('gj-grant-fields').getByRole('checkbox').first().waitFor();
        expect(await hidden()).toBe(0);
        // The row may stand further down: what is below the heads then is no fault.
        await matrix.evaluate((node) => node.scrollTo({ top: 0 }));
        expect(await cutElements(page)).toEqual([]);
      },
    );

    it('calls roles by their English names in English: in lists, on their pages and on those of users', async () => {
      const { node } = site();
      const roles = [{ role: 'configurator', organisation: 'EAST' }];
      const user = { number: 'english', name: '英语', organisation: 'EAST', roles };
      const { body } = await node.ask('POST', '/api/forms/user/records', user);
      const page = await site().visit({ path: '/forms/role?view=manage', language: 'en' });
      await page
        .getByRole('link', { name: 'Configurator', exact: true })
        .or(page.getByText('Configurator'))
        .first()
        .waitFor();
      expect(await page.getByText('配置员').count()).toBe(0);
      await page.goto(`/forms/user/${body['id']}`);
      const grid = page.getByRole('grid', { name: 'Roles' });
      await grid.getByText('Configurator').waitFor();
      expect(await page.getByText('配置员').count()).toBe(0);
      await page.goto('/forms/user?view=manage');
      await page.getByText('英语').waitFor();
      expect(await page.getByText('配置员').count()).toBe(0);
      const [role] = (await node.ask('GET', '/api/forms/role/records?view=manage&number=reader')).body[
        'items'
      ] as [{ id: string }];
      await page.goto(`/forms/role/${role.id}`);
      await page.getByRole('heading', { name: 'Reader', exact: true }).waitFor();
    });

    it('warns by name of a user without a role, before he is saved and after', async () => {
      const page = await site().visit({ path: '/forms/user/new' });
      const note = page.locator('gj-no-role').getByRole('status');
      await note.getByText('这个用户还没有角色，登录后不能查看或操作任何数据。').waitFor();
      await page.getByRole('textbox', { name: '登录名', exact: true }).fill('roleless');
      await page.getByRole('textbox', { name: '姓名', exact: true }).fill('吴角');
      await page.getByRole('combobox', { name: '所属组织' }).fill('EAST');
      await page.getByRole('option', { name: /华东公司/ }).click();
      await note.getByText('吴角还没有角色').waitFor();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText(/已保存 .*吴角还没有角色，登录后不能查看或操作任何数据。/).waitFor();
      await note.getByText('吴角还没有角色').waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1);
      const { body } = await site().node.ask('GET', `/api/forms/user/records/${id}?view=manage`);
      const roles = [{ role: 'reader', organisation: 'EAST' }];
      await site().node.ask(
        'PATCH',
        `/api/forms/user/records/${id}`,
        { roles },
        { 'if-match': `"${body['revision']}"` },
      );
      await page.goto(`/forms/user/${id}`);
      await page.getByRole('heading', { name: '吴角' }).waitFor();
      await settled(page);
      expect(await note.count()).toBe(0);
      const english = await site().visit({ path: '/forms/user/new', language: 'en' });
      await english
        .getByText('This user has no role yet, and can see and do nothing after signing in.')
        .waitFor();
    });

    itLong('tells of a new user without a password, until one is set', async () => {
      const page = await site().visit({ path: '/forms/user/new' });
      await page.getByRole('textbox', { name: '登录名', exact: true }).fill('newcomer');
      await page.getByRole('textbox', { name: '姓名', exact: true }).fill('新来的');
      const home = page.getByRole('combobox', { name: '所属组织' });
      await home.fill('EAST');
      await page.getByRole('option', { name: /华东公司/ }).click();
      expect(await page.getByText('还没有密码').count(), 'a user who is not saved').toBe(0);
      await page.getByRole('button', { name: '保存', exact: true }).click();
      const notice = page.getByRole('status').filter({ hasText: '这个用户还没有密码，不能登录。' });
      await notice.getByRole('link', { name: '设置密码' }).click();
      await page.getByRole('heading', { name: '设置密码：newcomer 新来的' }).waitFor();
      await page.getByLabel('新密码', { exact: true }).fill('four quiet little steps');
      await page.getByLabel('再输入一次').fill('four quiet little steps');
      await page.getByRole('button', { name: '设置密码' }).click();
      await page.getByRole('heading', { name: '新来的' }).waitFor();
      await settled(page);
      expect(await notice.count()).toBe(0);
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '重设密码' }).click();
      await page.getByRole('heading', { name: '重设密码：newcomer 新来的' }).waitFor();
    });

    it.each([
      ['zh', '开票项管理'],
      ['en', 'Invoice item'],
    ] as const)('calls the forms of jobs in their list as people do (%s)', async (language, called) => {
      await site().node.ask('GET', '/api/forms/invoice-item/export?mode=job');
      const page = await site().visit({ path: '/forms/job', language });
      const cells = page.locator('gj-record-grid').getByText(called, { exact: true });
      await cells.first().waitFor();
      expect(await page.getByText('invoice-item', { exact: true }).count()).toBe(0);
      await picture(page, `jobs-${language}`);
    });

    itLong(
      'shows a job with its progress, rings the bell when it is done, and hands over the file',
      async () => {
        const page = await site().visit({ path: '/jobs' });
        const { status } = await site().node.ask('GET', '/api/forms/invoice-item/export?mode=job');
        expect(status).toBe(202);
        await page.getByRole('button', { name: '刷新' }).click();
        await page.getByText('完成').first().waitFor();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: '下载结果' }).first().click(),
        ]);
        expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
        await page.getByRole('button', { name: /任务与通知：/ }).click();
        await page.getByRole('dialog', { name: '任务与通知' }).getByText('完成').first().waitFor();
      },
    );

    itLong('shows how far a long import is, by itself, and lets one cancel it', async () => {
      const page = await site().visit({ path: '/jobs' });
      const rows = Array.from({ length: 8000 }, (_, index) => `C${index},仓库 ${index},SOUTH`);
      await page.evaluate(
        async (csv) => {
          const { csrf } = await fetch('/api/session').then((answer) => answer.json());
          const headers = { 'x-csrf-token': csrf, 'content-type': 'text/csv' };
          const answer = await fetch('/api/forms/organisation/import', {
            method: 'POST',
            headers,
            body: csv,
          });
          if (answer.status !== 202) throw new Error(await answer.text());
        },
        ['number,name,parent', ...rows].join('\n'),
      );
      await page.getByRole('button', { name: '刷新' }).click();
      const bar = page.getByRole('region', { name: '后台任务' }).getByRole('progressbar');
      await bar.waitFor();
      const far = () => bar.evaluate((progress) => (progress as HTMLProgressElement).value);
      await expect.poll(far, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
      await page.getByRole('region', { name: '后台任务' }).getByRole('button', { name: '取消' }).click();
      await page.locator('gj-form-dialog').getByRole('button', { name: '停止任务' }).click();
      await page.getByText('已取消').first().waitFor();
      expect(await bar.count()).toBe(0);
    });

    itLong('tells of a job that failed, however many others came after it, and leads to it', async () => {
      const { node } = site();
      const csv = { 'content-type': 'text/csv' };
      await node.ask('POST', '/api/forms/customer/import', 'nothing,known\n1,2', csv);
      for (let at = 0; at < 25; at += 1) await node.ask('GET', '/api/forms/unit/export?mode=job');
      const unfinished = async () => {
        const { body } = await node.ask('GET', '/api/jobs?status=waiting,running');
        return (body['items'] as unknown[]).length;
      };
      await expect.poll(unfinished, { timeout: 30_000 }).toBe(0);
      const page = await site().visit();
      const notice = page.getByRole('region', { name: '需要处理' });
      await notice.getByText('导入客户失败').waitFor();
      await notice.getByRole('link', { name: '查看原因' }).click();
      const list = page.getByRole('region', { name: '后台任务' });
      await list.locator('gj-job').first().getByText('导入客户').waitFor();
      await page.getByRole('button', { name: '失败', exact: true }).click();
      expect(await list.getByText('导出计量单位').count()).toBe(0);
      await page.getByRole('button', { name: '运行中', exact: true }).click();
      await page.getByText('没有运行中的任务。').waitFor();
    });

    itLong('tells on the home page which rules can never win', async () => {
      const leaf = (value: string) => ({ fact: 'number', operator: 'equal', value });
      const { status, body } = await site().node.ask('POST', '/api/forms/invoice-item/records', {
        number: 'NEVER',
        name: '永不匹配',
        category: 'KPXFL-DZ',
        taxCategory: '1090511010000000000',
        rate: '0.13',
        condition: { all: [leaf('A'), leaf('B')] },
      });
      expect(status, JSON.stringify(body)).toBe(201);
      const page = await site().visit();
      await page.getByRole('link', { name: 'NEVER 永不匹配' }).click();
      await page.waitForURL(`**/forms/invoice-item/${body['id']}`);

      // Of many it says so many, and which to whoever unfolds them.
      for (const number of ['NEVER-2', 'NEVER-3'])
        await site().node.ask('POST', '/api/forms/invoice-item/records', {
          number,
          name: '也不匹配',
          category: 'KPXFL-DZ',
          taxCategory: '1090511010000000000',
          rate: '0.13',
          condition: { all: [leaf('A'), leaf('B')] },
        });
      const later = await site().visit();
      const notice = later.getByRole('region', { name: '不会生效的规则' });
      const folded = notice.getByText(/\d+ 条规则永远不会生效/);
      await folded.waitFor();
      expect(await notice.getByRole('link', { name: 'NEVER-2 也不匹配' }).isVisible()).toBe(false);
      await folded.click();
      await notice.getByRole('link', { name: 'NEVER-2 也不匹配' }).waitFor();
    });

    itLong(
      'tells at home what is about to end, and how many documents no rule fits, and leads there',
      async () => {
        const { node } = site();
        const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
        for (const [name, days] of [
          ['即将到期的令牌', 5],
          ['还早的令牌', 300],
        ] as const)
          await node.ask('POST', '/api/me/tokens', { name, scopes: ['read'], expiresOn: day(days) });
        const page = await site().visit({ path: '/?org=SUZHOU' });
        const work = page.getByRole('region', { name: '我保存的视图' });
        const attention = page.getByRole('region', { name: '需要处理' });
        await attention.getByRole('link', { name: '访问令牌“即将到期的令牌”即将到期' }).waitFor();
        expect(await attention.getByText('还早的令牌').count()).toBe(0);
        await work.getByRole('heading', { name: '没有匹配到规则的单据' }).waitFor();
        const line = work
          .getByRole('listitem')
          .filter({ hasText: /最近 \d+ 张中 [1-9]\d* 张/ })
          .first();
        const rules = await line.getByRole('link').innerText();
        await line.getByRole('link').click();
        await page.getByRole('heading', { level: 1, name: `${rules}：匹配测试` }).waitFor();
        await page.getByRole('tab', { name: '覆盖情况', selected: true }).waitFor();
      },
    );

    it('checks off each step of five minutes when it was taken, and none before', async () => {
      const { node } = site();
      for (const name of ['guide', 'recent-records', 'recent-forms'])
        await node.ask('DELETE', `/api/me/preferences/${name}`);
      const page = await site().visit({});
      const path = page.getByRole('region', { name: /^五分钟上手/ });
      const count = (done: number) => path.getByText(`${done} / 5`).waitFor();
      const home = () => page.getByRole('link', { name: '首页', exact: true }).click();
      const done = async () =>
        (await path.getByRole('listitem').allInnerTexts()).flatMap((text, at) =>
          /完成/.test(text) ? [at] : [],
        );
      const follow = (name: string) => path.getByRole('link', { name }).click();
      await count(0);
      // The rules that somebody only tries, or that decide about other documents, are not looked at.
      const rules = await path.getByRole('link', { name: '看规则' }).getAttribute('href');
      await page.goto(`/match/${rules?.split('/').at(-1)}`);
      await page.getByRole('tab', { name: '单条', exact: true }).or(page.getByRole('tab').first()).waitFor();
      await page.getByRole('button', { name: '匹配', exact: true }).first().click();
      await page.getByRole('table', { name: '每一步剩下的规则数' }).waitFor();
      await home();
      await count(0);
      await follow('打开单据');
      await page.locator('gj-record-head').getByText('SQ-SZ-001').first().waitFor();
      await home();
      await count(1);
      await follow('看规则');
      await page.getByRole('heading', { level: 1, name: '开票项管理' }).waitFor();
      await home();
      await count(2);
      await follow('匹配测试');
      await page.getByRole('table', { name: '每一步剩下的规则数' }).waitFor();
      await home();
      await count(3);
      await follow('一起测试');
      await page.locator('gj-match-results tbody tr').nth(1).waitFor();
      await home();
      await count(4);
      expect(await done()).toEqual([1, 2, 3, 4]);
      await path.getByRole('button', { name: '切换' }).click();
      await count(5);

      // Called again it begins again: only where one is by now is so already.
      await path.getByRole('button', { name: '收起' }).click();
      await page.getByRole('button', { name: /^五分钟上手/ }).click();
      await count(1);
      expect(await done()).toEqual([0]);
      await page.reload();
      await count(1);
    });

    itLong(
      'leads a newcomer from a document over its rules to the result, and shows kept lists, stars and what was left out',
      async () => {
        const { node } = site();
        for (const name of ['guide', 'starred', 'recent-records', 'recent-forms'])
          await node.ask('DELETE', `/api/me/preferences/${name}`);
        await node.ask('POST', '/api/me/views', {
          form: 'invoice-application',
          name: '专票申请',
          config: { view: 'manage', quick: { invoiceType: ['08xdp'] } },
        });
        const page = await site().visit({ size: { width: 1920, height: 1080 } });
        const path = page.getByRole('region', { name: /^五分钟上手/ });
        const step = (name: RegExp) => path.getByRole('listitem').filter({ hasText: name });
        await path.getByText('0 / 5').waitFor();
        await path.getByRole('button', { name: '切换' }).click();
        await step(/切换到苏州物流有限公司.*完成/).waitFor();
        await path.getByRole('link', { name: '打开单据' }).click();
        await page.locator('gj-record-head').getByText('SQ-SZ-001').first().waitFor();
        await page
          .getByRole('navigation', { name: '主菜单' })
          .getByRole('button', { name: '收藏开票申请单' })
          .click();
        const home = () => page.getByRole('link', { name: '首页', exact: true }).click();
        await home();
        await path.getByRole('link', { name: '看规则' }).click();
        await page.getByRole('heading', { level: 1, name: '开票项管理' }).waitFor();
        await home();
        await path.getByText('3 / 5').waitFor();
        await path.getByRole('link', { name: '匹配测试' }).click();
        await page.getByRole('table', { name: '每一步剩下的规则数' }).waitFor();
        await home();
        await path.getByRole('link', { name: '一起测试' }).click();
        await page.locator('gj-match-results tbody tr').nth(1).waitFor();
        await home();
        await path.getByText('5 / 5').waitFor();
        const hand = page.getByRole('region', { name: '收藏与最近的记录' });
        await hand.getByRole('list', { name: '收藏' }).getByRole('link', { name: '开票申请单' }).waitFor();
        const work = page.getByRole('region', { name: '我保存的视图' });
        await work
          .getByRole('listitem')
          .filter({ hasText: /专票申请 开票申请单\s*[1-9]/ })
          .waitFor();
        await work.getByRole('link', { name: '专票申请' }).waitFor();

        // Put away, and called again.
        await path.getByRole('button', { name: '收起' }).click();
        await path.waitFor({ state: 'detached' });
        await page.getByRole('button', { name: /^五分钟上手/ }).click();
        await path.getByRole('link', { name: '打开单据' }).waitFor();
        expect([...(await axeFindings(page)), ...(await cutElements(page))]).toEqual([]);
        const { right, width } = await page.locator('gj-worklist').evaluate((node) => ({
          right: node.getBoundingClientRect().right,
          width: innerWidth,
        }));
        expect(width - right, 'the page is used to its end').toBeLessThan(40);
      },
    );

    itLong('leads from the trail to a record that was deleted', async () => {
      const { node } = site();
      const { body } = await node.ask('POST', '/api/forms/unit/records', { number: 'TRAIL-1', name: '旧桶' });
      const match = { 'if-match': `"${body['revision']}"` };
      await node.ask('DELETE', `/api/forms/unit/records/${body['id']}`, undefined, match);
      const page = await site().visit({ path: '/audit' });
      const line = page.locator('gj-audit-page tbody tr').filter({ hasText: '删除了 计量单位' }).first();
      await line.getByRole('link', { name: /TRAIL-1/ }).click();
      await page.getByText(/^这条记录已由 管理员 于 .* 删除。$/).waitFor();
      await page.getByRole('button', { name: '恢复' }).click();
      await page.getByRole('heading', { level: 1, name: '旧桶' }).waitFor();
      // The browser says of every record that is not there that it is not.
      site().problems.length = 0;
    });

    itLong('tells who did what as sentences, and finds by action, form and person', async () => {
      const { body } = await site().node.ask('GET', '/api/forms/unit/records?view=manage&limit=1');
      const [unit] = body['items'] as [{ id: string; number: string; revision: number }];
      const { status } = await site().node.ask(
        'PATCH',
        `/api/forms/unit/records/${unit.id}`,
        { name: '改过的名称' },
        { 'if-match': `"${unit.revision}"`, 'guiju-reason': encodeURIComponent('年度调整') },
      );
      expect(status).toBe(200);
      // Somebody signs in just now: the search begins with the latest entries, and goes only so far.
      const elsewhere = await fetch(`${site().url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: 'admin', password: adminPassword }),
      });
      expect(elsewhere.status).toBe(200);
      const page = await site().visit({ path: '/audit' });
      const lines = page.locator('gj-audit-page tbody tr');
      await lines.filter({ hasText: '管理员 修改了 计量单位' }).first().waitFor();

      const pick = async (filter: RegExp, option: string) => {
        await page.getByRole('button', { name: filter }).click();
        await page.getByRole('checkbox', { name: option, exact: true }).check();
        await page.keyboard.press('Escape');
      };
      await pick(/^表单/, '计量单位');
      await pick(/^操作/, '修改');
      await pick(/^用户/, '管理员 admin');
      await expect.poll(() => lines.count()).toBe(1);
      await lines.filter({ hasText: `管理员 修改了 计量单位 ${unit.number} 改过的名称` }).waitFor();
      await page.reload();
      await lines.filter({ hasText: '年度调整' }).waitFor();
      expect(await lines.count(), 'the address says what was asked').toBe(1);
      const search = page.getByRole('searchbox', { name: '查找记录' });
      await search.fill('没有这回事');
      await page.getByText('没有符合条件的记录').waitFor();
      await page.getByRole('button', { name: '清除筛选' }).click();
      await search.fill('管理员 年度调整');
      await expect.poll(() => lines.count()).toBe(1);
      await search.fill('登录了系统');
      await lines.filter({ hasText: '登录了系统' }).first().waitFor();
      await page.getByRole('checkbox', { name: '不看登录' }).check();
      await lines.filter({ hasText: '登录了系统' }).first().waitFor({ state: 'detached' });
      await search.fill('');
      await page.getByRole('button', { name: /^组织/ }).click();
      await page.getByRole('searchbox', { name: '查找', exact: true }).fill('root');
      await page.getByRole('checkbox', { name: '集团 root', exact: true }).check();
      await page.keyboard.press('Escape');
      const places = page.locator('gj-audit-page tbody td:nth-child(3)');
      await expect.poll(async () => [...new Set(await places.allTextContents())]).toEqual(['集团']);
      await page.getByRole('button', { name: '导出' }).click();
      await page.getByRole('radio', { name: 'CSV' }).check();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '导出', exact: true }).last().click(),
      ]);
      await page.getByRole('button', { name: '完成' }).click();
      const exported = readFileSync(await file.path(), 'utf8');
      expect(exported).toContain(`,管理员,修改,计量单位,${unit.number},改过的名称,集团,年度调整,`);
      expect(exported).not.toContain(',登录,');
      await page.getByRole('button', { name: '清除筛选' }).click();
      await page.getByRole('checkbox', { name: '不看登录' }).uncheck();
      await pick(/^表单/, '计量单位');
      await pick(/^操作/, '修改');
      await pick(/^用户/, '管理员 admin');
      await expect.poll(() => lines.count()).toBe(1);

      await page.getByRole('button', { name: '详情' }).click();
      const details = page.getByRole('dialog', { name: '审计详情' });
      await page.getByRole('cell', { name: '改过的名称', exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await details.waitFor({ state: 'detached' });
      await page.getByRole('link', { name: `${unit.number} 改过的名称` }).click();
      await page.waitForURL(`**/forms/unit/${unit.id}`);
    });
  },
  { demo: true, story: true },
);
