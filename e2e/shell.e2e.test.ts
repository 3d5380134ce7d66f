import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';

inBrowser(
  'the shell',
  (site) => {
    const root = (page: {
      locator(selector: string): { getAttribute(name: string): Promise<string | null> };
    }) => page.locator('html');

    it('signs in with user and password, refuses a wrong one in words, and signs out', async () => {
      const page = await site().visit({ signedIn: false });
      await page.getByLabel('登录名').fill('admin');
      await page.getByLabel('密码').fill('wrong wrong wrong');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByRole('alert').textContent()).toContain('密码');
      await page.getByLabel('密码').fill('correct horse battery');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: '您好' }).waitFor();

      await page.getByRole('button', { name: /^我: / }).click();
      await page.getByRole('menuitem', { name: '退出' }).click();
      await page.locator('gj-sign-in-page').waitFor();
      await page.reload();
      await page.locator('gj-sign-in-page').waitFor();
    });

    itLong(
      'says in the language of the page what is missing, and nothing in another after a switch',
      async () => {
        const page = await site().visit({ signedIn: false });
        const user = page.getByRole('textbox', { name: /登录名|User name/ });
        const missing = page.locator('gj-sign-in-page .problem').first();
        await page.getByRole('button', { name: '登录' }).click();
        expect(await missing.innerText()).toBe('请填写这一项');
        expect(await user.evaluate((input) => (input as HTMLInputElement).ariaInvalid)).toBe('true');
        await user.fill('admin');
        await expect.poll(() => page.getByRole('alert').count()).toBe(1);
        await page.getByLabel('密码').fill('wrong wrong wrong');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').waitFor();
        await page.getByRole('button', { name: 'English' }).click();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        expect(await page.getByRole('alert').count()).toBe(0);
        await user.fill('');
        await page.getByRole('button', { name: 'Sign in' }).click();
        expect(await missing.innerText()).toBe('Please fill this in');
      },
    );

    it('changes the language at once and remembers it', async () => {
      const page = await site().visit();
      await page.getByRole('link', { name: '首页' }).waitFor();
      await page.getByRole('button', { name: '语言' }).press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Home', exact: true }).waitFor();
      expect(await root(page).getAttribute('lang')).toBe('en');
      await page.reload();
      await page.getByRole('link', { name: 'Home', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Admin', exact: true }).waitFor();

      const elsewhere = await site().visit({ asChosen: true });
      await elsewhere.getByRole('link', { name: 'Home', exact: true }).waitFor();
      expect(await root(elsewhere).getAttribute('lang')).toBe('en');
    });

    itLong('is light, dark, or as the system is', async () => {
      const page = await site().visit();
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const choose = async (name: string) => {
        await page.getByRole('button', { name: '外观' }).click();
        await page.getByRole('menuitemradio', { name }).click();
      };
      expect(await background()).toBe('rgb(243, 245, 248)');
      await choose('深色');
      expect(await background()).toBe('rgb(20, 23, 28)');
      await page.reload();
      expect(await background()).toBe('rgb(20, 23, 28)');
      await choose('跟随系统');
      expect(await background()).toBe('rgb(243, 245, 248)');
    });

    itLong('switches the organisation, found by name, and keeps it for the tab', async () => {
      const { body: root } = await site().node.ask('GET', '/api/session');
      const parent = (root['org'] as { number: string }).number;
      for (const [number, name] of [
        ['hd', '华东管理总部'],
        ['hn', '华南管理总部'],
      ] as const) {
        const made = await site().node.ask('POST', '/api/forms/organisation/records', {
          number,
          name,
          parent,
        });
        expect(made.status).toBe(201);
      }
      const page = await site().visit();
      const box = page.getByRole('combobox', { name: '当前组织' });
      // What is typed after a click takes the place of the name.
      await box.click();
      await page.getByRole('option', { name: /华南管理总部/ }).waitFor();
      await page.keyboard.type('华南');
      await page.getByRole('option').filter({ hasText: '华东' }).waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await page.getByText('华南管理总部 · hn').waitFor();
      await page.reload();
      await page.getByText('华南管理总部 · hn').waitFor();
      expect(await box.inputValue()).toBe('华南管理总部');
    });

    it('has the organisation in its address, so that whoever is sent it sees the same; switches by it and says so', async () => {
      const { body: root } = await site().node.ask('GET', '/api/session');
      const own = root['org'] as { number: string; name: string };
      for (const [number, name] of [
        ['hx', '华西管理总部'],
        ['hb', '华北管理总部'],
      ] as const)
        await site().node.ask('POST', '/api/forms/organisation/records', {
          number,
          name,
          parent: own.number,
        });
      const page = await site().visit({ path: '/forms/unit?q=U&org=hx' });
      const box = page.getByRole('combobox', { name: '当前组织' });
      await expect.poll(() => box.inputValue()).toBe('华西管理总部');
      const said = page.getByRole('status').filter({ hasText: '已按链接切换到组织“华西管理总部”' });
      await said.waitFor();
      const org = (of = page) => new URL(of.url()).searchParams.get('org');
      // The organisation stays on every page, and after a reload, which is no news.
      await page.getByRole('link', { name: '首页', exact: true }).click();
      await page.getByRole('heading', { name: /管理员/ }).waitFor();
      expect(org()).toBe('hx');
      await page.reload();
      await expect.poll(() => box.inputValue()).toBe('华西管理总部');
      expect(await said.count()).toBe(0);
      // A link that is opened beside takes it along, though another window has chosen otherwise by now.
      const other = await page.context().newPage();
      await other.goto('/?org=hb');
      await other.getByText('已按链接切换到组织“华北管理总部”').waitFor();
      const beside = page.context().waitForEvent('page');
      await page.getByRole('link', { name: '首页', exact: true }).click({ modifiers: ['ControlOrMeta'] });
      const opened = await beside;
      await expect
        .poll(() => opened.getByRole('combobox', { name: '当前组织' }).inputValue())
        .toBe('华西管理总部');
      // Back to where one was, with one click; one's own organisation needs no name.
      await page.goto(`/forms/unit?org=hb`);
      await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(() => box.inputValue()).toBe('华西管理总部');
      expect(org()).toBe('hx');
      await page.goto(`/forms/unit?org=${own.number}`);
      await expect.poll(() => box.inputValue()).toBe(own.name);
      await expect.poll(() => org()).toBe(null);
      // An organisation that is not there, or not for this person, is told, and the page pretends no other.
      await page.goto('/forms/unit?org=nowhere');
      await page.getByText(`没有组织“nowhere”，或您不能为它工作；当前组织是“${own.name}”。`).waitFor();
      expect(await box.inputValue()).toBe(own.name);
      // Going back stays with the organisation one works for by now.
      await page.goto('/forms/unit?org=hx');
      await page.getByRole('link', { name: '首页', exact: true }).click();
      await box.fill('华北');
      await page.getByRole('option', { name: /华北管理总部/ }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect.poll(() => org()).toBe('hb');
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: '计量单位' }).waitFor();
      expect(org()).toBe('hb');
      expect(await box.inputValue()).toBe('华北管理总部');
    });

    itLong('finds a form in the menu, and goes there by keyboard', async () => {
      const page = await site().visit();
      await page.getByLabel('查找菜单').fill('访问令牌');
      await page.getByRole('navigation').getByRole('link', { name: '访问令牌' }).waitFor();
      expect(await page.getByRole('navigation').getByRole('link').count()).toBe(1);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/forms/token');
      expect(await page.getByLabel('查找菜单').inputValue()).toBe('');
      await page.getByRole('navigation').getByRole('link', { name: '访问令牌' }).waitFor();
    });

    itLong('finds the pages that belong to no form, in the menu and by Ctrl+K', async () => {
      const page = await site().visit();
      await page.getByLabel('查找菜单').fill('审计');
      await page.getByRole('navigation').getByRole('link', { name: '审计记录' }).click();
      await page.waitForURL('**/audit');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('运行状态');
      await page.getByRole('option', { name: /运行状态/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/health');
      // A page that a form leads to stands in the menu once, under the form's name.
      await page.getByLabel('查找菜单').fill('');
      const menu = page.getByRole('navigation', { name: '主菜单' });
      for (const [name, address] of [
        ['组织', '/organisations'],
        ['后台任务', '/jobs'],
      ] as const) {
        const links = menu.getByRole('link', { name, exact: true });
        expect([await links.count(), await links.getAttribute('href')]).toEqual([1, address]);
      }
    });

    it('gives commands, narrows to folders and finds by pinyin with Ctrl+K; keeps stars; tells its keys', async () => {
      await site().node.ask('DELETE', '/api/me/preferences/starred');
      const page = await site().visit();
      const palette = page.getByRole('dialog', { name: '搜索表单、单号或命令' });
      const option = (name: string | RegExp) => palette.getByRole('option', { name });
      const ask = async (text: string) => {
        await page.keyboard.press('Control+k');
        await palette.getByRole('combobox').fill(text);
      };
      // By first letters, with where it lies.
      await ask('kptt');
      await option('开票抬头管理 发票云 / 基础资料 / 开票资料维护').waitFor();
      await option('新建开票抬头').click();
      await page.waitForURL('**/forms/buyer-title/new');
      await ask('kaipiaoziliao');
      await option(/^开票资料维护.*个表单$/).click();
      await option('经办人').waitFor();
      expect(await palette.getByRole('group').count()).toBe(1);
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Escape');
      // The very name of a page comes before what only begins so, and a form is designed from anywhere.
      await ask('表单设计');
      expect(await palette.getByRole('option').first().textContent()).toContain('规则与数据');
      await palette.getByRole('combobox').fill('设计开票抬头');
      await option('修改表单“开票抬头管理”').waitFor();
      // Whatever somebody calls what he wants to do to a form.
      for (const typed of ['加字段', '改表单', 'add field', 'customise', 'form builder', 'biaodansheji']) {
        await palette.getByRole('combobox').fill(typed);
        await option(/^表单设计/).waitFor();
      }
      await page.keyboard.press('Escape');
      await ask('深色');
      await page.keyboard.press('Enter');
      await expect.poll(() => root(page).getAttribute('data-theme')).toBe('dark');
      await ask('yuyan');
      await option('语言：English').click();
      await page.getByRole('link', { name: 'Home', exact: true }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search and commands' }).fill('new unit');
      // The very name comes before what only speaks of it.
      await page.getByRole('option', { name: 'New material unit' }).waitFor();
      expect(await page.getByRole('option').first().textContent()).toContain('New unit');
      await page.getByRole('combobox', { name: 'Search and commands' }).fill('中文');
      await page.getByRole('option', { name: 'Language: 中文' }).click();
      await page.getByRole('link', { name: '首页' }).waitFor();

      // A star stands on top of the menu and of the palette, also after a new visit.
      await page.getByLabel('查找菜单').fill('kpttgl');
      const found = page.getByRole('navigation', { name: '主菜单' });
      await found.getByRole('link', { name: '开票抬头管理 发票云 / 基础资料 / 开票资料维护' }).hover();
      await found.getByRole('button', { name: '收藏开票抬头管理' }).click();
      const again = await site().visit();
      const menu = again.getByRole('navigation', { name: '主菜单' });
      await menu.getByRole('list', { name: '收藏' }).getByRole('link', { name: '开票抬头管理' }).waitFor();
      await again.keyboard.press('Control+k');
      await again
        .getByRole('group', { name: '收藏' })
        .getByRole('option', { name: /开票抬头管理/ })
        .click();
      await again.waitForURL('**/forms/buyer-title');
      await again.getByRole('link', { name: '新建', exact: true }).waitFor();
      await again.keyboard.press('?');
      const keys = again.getByRole('dialog', { name: '键盘快捷键' });
      await keys.waitFor();
      await again.getByText('在旁边预览').waitFor();
      await again.keyboard.press('Escape');
      await keys.waitFor({ state: 'detached' });
    });

    it('finds what can be done here in pinyin, parameters by key and by value, and help, which it opens', async () => {
      const page = await site().visit({ path: '/forms/unit' });
      await page.getByRole('heading', { level: 1, name: '计量单位' }).waitFor();
      const palette = page.getByRole('dialog', { name: '搜索表单、单号或命令' });
      const ask = async (text: string) => {
        await page.keyboard.press('Control+k');
        await palette.getByRole('combobox').fill(text);
      };
      const inGroup = (group: string, name: RegExp) =>
        palette.getByRole('group', { name: group }).getByRole('option', { name });
      await ask('daochu');
      await inGroup('这个页面', /^导出$/).waitFor();
      await palette.getByRole('combobox').fill('fzcylj');
      await inGroup('这个页面', /^复制此页链接$/).waitFor();
      await palette.getByRole('combobox').fill('sim_callback_request_timeout');
      const parameter = inGroup('参数', /^回调超时时间 /);
      await parameter.waitFor();
      const [, value = ''] = / · (\S+)$/.exec((await parameter.textContent())?.trim() ?? '') ?? [];
      expect(value).toMatch(/^\d+$/);
      await palette.getByRole('combobox').fill(`回调 ${value}`);
      await parameter.click();
      await page.waitForURL(/\/parameters\?open=/);
      await page.getByRole('heading', { name: '回调超时时间' }).first().waitFor();
      await page.keyboard.press('Control+k');
      for (const [typed, group, name] of [
        ['help', '页面', /^帮助手册/],
        ['打印模板', '页面', /^表单设计/],
        ['report 计量', '命令', /^“计量单位”的报表/],
        ['publish', '命令', /^发布表单修改/],
        ['红冲', '表单', /^红字确认单 发票云 \/ 开票管理/],
      ] as const) {
        await palette.getByRole('combobox').fill(typed);
        await inGroup(group, name).waitFor();
      }
      await ask('jituannei gongxiang');
      await inGroup('帮助', /^集团内共享 /).click();
      await page.waitForURL('**/help/guide/*');
      await page.getByRole('heading', { level: 1, name: '集团内共享' }).waitFor();
      await page
        .getByRole('navigation', { name: '帮助手册' })
        .getByRole('link', { name: '参数', exact: true })
        .click();
      await page.getByRole('heading', { level: 1, name: '参数' }).waitFor();
    });

    itLong(
      'says what comes first on a fresh system, loads the demo, and remembers what one used',
      async () => {
        await site().node.ask('DELETE', '/api/me/preferences/recent-forms');
        const page = await site().visit();
        await page.getByRole('heading', { name: '建立组织树' }).waitFor();
        await page.getByRole('button', { name: '载入演示数据' }).click();
        await page.getByText('演示数据已载入').waitFor();
        expect(await page.getByRole('button', { name: '载入演示数据' }).count()).toBe(0);
        // The organisations of the demo are there at once.
        const box = page.getByRole('combobox', { name: '当前组织' });
        await box.click();
        await page.getByRole('option', { name: /北京贸易/ }).waitFor();
        await page.keyboard.press('Escape');

        // Documents belong to organisations below; one click goes there.
        await page.getByRole('heading', { name: '演示单据属于这些组织' }).waitFor();
        await page.getByRole('button', { name: /^苏州物流有限公司/ }).click();
        await page.getByText('苏州物流有限公司 · SUZHOU').waitFor();
        await page.goto('/forms/invoice-application');
        await page.getByText('SQ-SZ-001').first().waitFor();
        await page.getByRole('link', { name: '首页' }).click();
        await page.getByRole('button', { name: /^苏州物流有限公司/, pressed: true }).waitFor();
        // An empty list says as well where there are some.
        await box.fill('集团');
        await page.getByRole('option', { name: /集团/ }).waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.goto('/forms/invoice-application');
        await page.getByRole('button', { name: '珠海置业有限公司' }).click();
        await page.getByText('SQ-ZH-001').first().waitFor();
        await page.getByRole('link', { name: '首页' }).click();
        await page.getByRole('button', { name: '不再显示' }).click();
        await page.getByRole('heading', { name: '演示单据属于这些组织' }).waitFor({ state: 'detached' });

        await page.goto('/forms/invoice-item');
        await page.waitForURL('**/forms/invoice-item');
        await page.getByRole('link', { name: '首页' }).click();
        await page.getByRole('main').getByRole('heading', { name: '最近使用' }).waitFor();
        expect(await page.locator('gj-home-page .forms a').allTextContents()).toEqual([
          expect.stringContaining('开票项管理'),
          expect.stringContaining('开票申请单'),
        ]);
      },
    );

    itLong('fits a phone: the menu lies over the page and closes by itself, nothing is cut', async () => {
      const page = await site().visit({ size: { width: 390, height: 800 } });
      await page.locator('gj-home-page').waitFor();
      expect(await cutElements(page)).toEqual([]);
      const menu = page.getByRole('navigation', { name: '主菜单' });
      expect(await menu.count()).toBe(0);
      await page.getByRole('button', { name: '展开菜单' }).click();
      await menu.getByRole('button', { name: '管理', exact: true }).click();
      await menu.getByRole('link', { name: '用户' }).click();
      await page.waitForURL('**/forms/user');
      await menu.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '展开菜单' }).click();
      await page.mouse.click(380, 400);
      await menu.waitFor({ state: 'detached' });
      expect(await cutElements(page)).toEqual([]);
      await page.getByRole('button', { name: /^我: / }).click();
      await page.getByRole('menuitemradio', { name: 'English' }).click();
      await page.getByRole('button', { name: /^Me: / }).waitFor();
    });

    itLong('opens space and folder of the page one comes to, and leaves closed what one closes', async () => {
      const page = await site().visit({ path: '/audit' });
      const menu = page.getByRole('navigation', { name: '主菜单' });
      const here = menu.locator('[aria-current]');
      await expect.poll(() => here.allInnerTexts()).toEqual(['审计记录']);
      await menu.getByRole('button', { name: '业务' }).click();
      await here.waitFor({ state: 'detached' });
      await page.goto('/forms/user');
      await expect.poll(() => here.allInnerTexts()).toEqual(['用户']);
      await menu.getByRole('button', { name: '系统管理' }).click();
      await here.waitFor({ state: 'detached' });
    });

    itLong.each([
      ['a role', 'role', (id: string) => `/roles/${id}`, '角色'],
      ['a user', 'user', (id: string) => `/users/${id}/password`, '用户'],
    ])('marks the form in the menu on the page of %s', async (_, form, address, label) => {
      const { body } = await site().node.ask('GET', `/api/forms/${form}/records?view=manage&limit=1`);
      const [first] = body['items'] as [{ id: string }];
      const page = await site().visit({ path: address(first.id) });
      const here = page.getByRole('navigation', { name: '主菜单' }).locator('[aria-current=page]');
      await expect.poll(() => here.allInnerTexts()).toEqual([label]);
    });

    itLong(
      'asks for no form that one may not see, and takes the number of what one may not look up',
      async () => {
        const { node } = site();
        const made = async (form: string, record: Json) => {
          const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, record);
          expect(status).toBe(201);
          return String(body['id']);
        };
        const grant = { form: 'invoice-item', actions: ['all'], scope: 'own' };
        await made('role', { number: 'items', name: '开票项维护员', grants: [grant] });
        const roles = [{ role: { number: 'items' }, organisation: { number: 'root' } }];
        const id = await made('user', { number: 'items', name: '李会计', organisation: 'root', roles });
        const password = { password: 'three small stones' };
        expect((await node.ask('PUT', `/api/users/${id}/password`, password)).status).toBe(200);

        const page = await site().visit({ user: 'items', ...password });
        const refused: string[] = [];
        page.on('response', (answer) => answer.status() === 403 && refused.push(answer.url()));
        await page.goto('/forms/invoice-item/new');
        await page.getByRole('textbox', { name: '名称' }).fill('云服务');
        await page.getByRole('combobox', { name: '税收分类名称' }).fill('1090511010000000000');
        await page.keyboard.press('Tab');
        await page.getByRole('textbox', { name: '税率' }).fill('13');
        await page.keyboard.press('Control+s');
        await page.waitForURL(/\/forms\/invoice-item\/[0-9a-f-]{36}$/);
        expect(refused).toEqual([]);
      },
    );

    itLong('names the page in the title of the tab, in the language one chose', async () => {
      const page = await site().visit({ signedIn: false });
      const title = (wanted: string) => expect.poll(() => page.title()).toBe(wanted);
      await title('规矩 Guiju');
      await page.getByLabel('登录名').fill('admin');
      await page.getByLabel('密码').fill('correct horse battery');
      await page.keyboard.press('Enter');
      await title('首页 · 规矩');
      const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
      await page.getByRole('button', { name: '系统管理', exact: true }).click();
      await link('用户').click();
      await title('用户 · 规矩');
      await page.getByRole('link', { name: 'admin', exact: true }).click();
      await title('管理员 · 用户 · 规矩');
      await page.goBack();
      await title('用户 · 规矩');
      await page.getByRole('button', { name: '语言' }).click();
      await page.getByRole('menuitemradio', { name: 'English' }).click();
      await title('Users · 规矩');
      await page.goto('/jobs');
      await title('Jobs · 规矩');
      await page.getByRole('button', { name: /^Me: / }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await title('规矩 Guiju');
    });

    itLong(
      'calls lists by the plural in English, and a setting and a single record by their names',
      async () => {
        const page = await site().visit({ path: '/forms/invoice-item', language: 'en' });
        await page.getByRole('heading', { level: 1, name: 'Invoice items', exact: true }).waitFor();
        const menu = page.getByRole('navigation', { name: 'Main menu' });
        await menu.getByRole('link', { name: 'Invoice items', exact: true }).waitFor();
        await menu.getByRole('link', { name: 'Vehicles', exact: true }).waitFor();
        await page.getByRole('link', { name: 'New', exact: true }).first().click();
        await page.getByRole('heading', { level: 1, name: 'New invoice item' }).waitFor();
        const where = page.getByRole('navigation', { name: 'You are here' });
        await where.getByRole('link', { name: 'Invoice items', exact: true }).waitFor();
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Search and commands' }).fill('merge');
        await page.getByRole('option', { name: /^Merge rules / }).waitFor();
        await page.getByRole('option', { name: 'New merge rule', exact: true }).waitFor();
        await page.goto('/forms/tenant-settings');
        await page.getByRole('heading', { level: 1, name: 'Settings', exact: true }).waitFor();
        await page.goto('/');
        await page
          .getByRole('region', { name: 'Recently used' })
          .getByRole('link', { name: /^Invoice items/ })
          .waitFor();
      },
    );

    itLong('keeps the drawer closed when one closed it', async () => {
      const page = await site().visit();
      await page.getByRole('button', { name: '收起菜单' }).click();
      expect(await page.getByRole('navigation').count()).toBe(0);
      await page.reload();
      await page.getByRole('button', { name: '展开菜单' }).click();
      await page.getByRole('navigation', { name: '主菜单' }).waitFor();
    });

    itLong('documents the API in the language and theme one chose, each group of calls once', async () => {
      const page = await site().visit({ language: 'en' });
      await page.getByRole('button', { name: 'Appearance' }).click();
      await page.getByRole('menuitemradio', { name: 'Dark' }).click();
      await page.goto('/docs');
      await page.getByRole('heading', { level: 1, name: 'Getting started' }).waitFor();
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
        'rgb(20, 23, 28)',
      );
      await page.getByRole('heading', { name: 'Records of forms' }).waitFor();
      const links = page.getByRole('navigation').getByRole('link');
      const titles = await links.evaluateAll((all) => all.map((link) => link.firstChild?.textContent));
      expect(titles.length).toBeGreaterThan(20);
      expect(titles.filter((text, at) => titles.indexOf(text) !== at)).toEqual([]);
      const unnamed = titles.filter((text) => /^[a-z-]+$/.test(String(text)));
      expect(unnamed).toEqual([]);
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('link', { name: '返回系统' }).click();
      await page.getByRole('link', { name: '首页' }).waitFor();
    });

    it.each([
      ['words in any order', 'password SESSION', 'POST', '/api/session'],
      ['a method and a part of a path', 'delete archives', 'DELETE', '/api/archives'],
    ])('finds a call of the API by %s, by keyboard', async (_what, words, method, path) => {
      const page = await site().visit({ language: 'en' });
      await page.goto('/docs');
      await page.getByRole('heading', { name: 'Records of forms' }).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type(words);
      const calls = page.locator('main details.call summary');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const found = await calls.allTextContents();
      expect(found.length).toBeGreaterThan(0);
      expect(found.every((text) => text.toLowerCase().includes(path))).toBe(true);
      expect(found.some((text) => text.startsWith(method))).toBe(true);
      expect(await page.getByRole('navigation').getByRole('link').count()).toBeLessThan(5);
    });

    it('shows each call as a command with a token, which works as it is copied', async () => {
      const { node } = site();
      const token = await node.ask('POST', '/api/me/tokens', { name: 'docs', scopes: ['read', 'write'] });
      const environment = { ...process.env, TOKEN: String(token.body['token']) };
      const run = async (command: string | null) => {
        const { stdout } = await promisify(execFile)('sh', ['-c', `${command} -s`], { env: environment });
        return JSON.parse(stdout) as JsonObject;
      };
      const page = await site().visit({ language: 'en' });
      await page.goto('/docs');
      expect(await run(await page.locator('section.begin pre').textContent())).toMatchObject({
        user: { number: 'admin' },
      });
      await page.goto('/docs#unit');
      const create = page.locator('details.call', { hasText: 'POST' }).first();
      await create.locator('summary').click();
      const number = `IT'S-${Date.now()}`;
      await create.locator('textarea').fill(JSON.stringify({ number, name: '个"$x' }));
      const made = await run(await create.locator('.command pre').textContent());
      expect(made).toMatchObject({ number, name: '个"$x' });
    });

    it('says where to sign in to the documentation when a password is not all that is asked for', async () => {
      const { node } = site();
      const user = { number: 'newcomer', name: '新来', organisation: 'root' };
      const { body } = await node.ask('POST', '/api/forms/user/records', user);
      const password = 'three small stones';
      const asked = { password, temporary: true };
      expect((await node.ask('PUT', `/api/users/${body['id']}/password`, asked)).status).toBe(200);
      const page = await site().visit({ signedIn: false });
      await page.goto('/docs');
      await page.getByLabel('用户').fill('newcomer');
      await page.getByLabel('密码').fill(password);
      await page.getByRole('button', { name: '登录' }).click();
      const there = page.getByRole('alert').getByRole('link', { name: /登录还需要一步/ });
      await there.click();
      await page.locator('gj-sign-in-page').waitFor();
    });

    it('says in words that there is no such page, and that one has no right', async () => {
      const { node } = site();
      const user = { number: 'nobody', name: '无权', organisation: 'root' };
      const { body } = await node.ask('POST', '/api/forms/user/records', user);
      const password = { password: 'three small stones' };
      expect((await node.ask('PUT', `/api/users/${body['id']}/password`, password)).status).toBe(200);
      const page = await site().visit({ user: 'nobody', ...password, path: '/forms/invoice-item' });
      await page.getByRole('heading', { name: '这里没有页面' }).waitFor();
      await page.getByRole('link', { name: '返回首页' }).click();
      await page.getByText('您还没有任何表单的权限').waitFor();
      await page.goto('/audit');
      await page.getByRole('alert').waitFor();
    });

    itLong('jumps with Ctrl+K to a form and to a record by its number', async () => {
      const page = await site().visit();
      await page.locator('gj-home-page').waitFor();
      await page.getByRole('navigation', { name: '主菜单' }).getByRole('button').first().focus();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('角色');
      await page.getByRole('option', { name: /角色/ }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/forms/role');
      // Keys go to the page one came to, and not to where one came from.
      await page.getByRole('heading', { level: 1, name: '角色' }).waitFor();
      await page.keyboard.press('Tab');
      expect(await page.locator('main').evaluate((main) => main.matches(':focus-within'))).toBe(true);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('admin');
      await page.getByRole('option', { name: /admin.*用户/ }).click();
      await page.waitForURL(/\/forms\/user\/[0-9a-f-]{36}$/);
    });

    itLong('jumps with Ctrl+K to a record of another organisation, and says whose it is', async () => {
      const { node } = site();
      await node.ask('POST', '/api/forms/organisation/records', {
        number: 'west',
        name: '西部公司',
        parent: 'root',
      });
      const customer = { number: 'KH-WEST-1', name: '成都客户' };
      expect((await node.ask('POST', '/api/forms/customer/records?org=west', customer)).status).toBe(201);
      const page = await site().visit();
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText('kh-west-1');
      await page.getByRole('option', { name: /成都客户.*西部公司/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: '成都客户' }).waitFor();
      // No more can be typed than is looked for.
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText('x'.repeat(500));
      await page.getByText('没有找到').waitFor();
    });

    it('asks to sign in again over the page when the session has ended, and what was typed stays', async () => {
      const page = await site().visit({ path: '/account' });
      const present = page.getByLabel('当前密码');
      await present.fill('correct horse battery');
      await page.getByLabel('新密码', { exact: true }).fill('an even better one 1');
      await page.getByLabel('再输入一次').fill('an even better one 1');
      await page.context().clearCookies();
      await page.keyboard.press('Enter');
      const again = page.getByRole('dialog', { name: '重新登录' });
      await again.getByText('会话已结束').waitFor();
      // The browser closes a dialog at the second Esc, whatever the page says to it.
      for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
      await again.getByLabel('密码').fill('correct horse battery');
      await page.keyboard.press('Enter');
      await again.waitFor({ state: 'detached' });
      expect(await page.getByLabel('再输入一次').evaluate((input) => input.matches(':focus'))).toBe(true);
      await page.getByText('密码已修改').waitFor();
      const back = { present: 'an even better one 1', next: 'correct horse battery' };
      const { url } = site();
      const { csrf } = await page.evaluate(() => fetch('/api/session').then((answer) => answer.json()));
      const answer = await page.context().request.put(`${url}/api/me/password`, {
        data: back,
        headers: { 'x-csrf-token': csrf },
      });
      expect(answer.status()).toBe(200);
    });
  },
  { story: true },
);
