import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { signInAs } from '../runtime/access/auth/signed-in.suite.ts';
import { itLong } from '../workshop/it-long.ts';
import { inBrowser } from './browser.ts';
import { focused } from './focused.ts';
import { pressInHead } from './press-in-head.ts';
import { makeSpecimen, publishSpecimens, readSpecimen } from './specimens.ts';

inBrowser(
  'a record',
  (site) => {
    beforeAll(() => publishSpecimens(site()));
    const at = (id: string) => ({ path: `/forms/specimen/${id}` });
    const field = (kind: string) => ({ name: `字段 ${kind}`, exact: true });

    /** The token of somebody else who may do everything. */
    const colleague = async () => {
      const { node } = site();
      const grants = [{ form: '*', actions: ['all'], scope: 'all' }];
      await node.ask('POST', '/api/forms/role/records', { number: 'COLLEAGUE', name: '同事', grants });
      const body = { number: 'anna', name: '安娜', organisation: 'root' };
      const roles = [{ role: 'COLLEAGUE', organisation: 'root' }];
      const { body: made } = await node.ask('POST', '/api/forms/user/records', { ...body, roles });
      const user = { id: String(made['id']), number: 'anna' };
      await node.node.gate.setPassword(user, 'correct horse battery');
      const from = { address: '::1', agent: null, requestId: 't' };
      return (await signInAs(node.node.gate, 'anna', 'correct horse battery', from)).token;
    };

    itLong('two people change it at once, and the second says field by field what holds', async () => {
      const { id } = await makeSpecimen(site(), {
        text: 'two',
        phone: '111',
        email: 'a@example.com',
        integer: 1,
      });
      const [first, second] = [await site().visit(at(id)), await site().visit(at(id))];
      await second.getByRole('textbox', field('phone')).fill('333');
      await second.getByRole('textbox', field('integer')).fill('3');
      await first.getByRole('textbox', field('phone')).fill('222');
      await first.getByRole('textbox', field('email')).fill('b@example.com');
      await first.getByRole('textbox', field('integer')).fill('2');
      await first.keyboard.press('Control+s');
      await first.getByText('已保存').waitFor();

      await second.keyboard.press('Control+s');
      await second.getByRole('dialog', { name: '这条记录已在别处修改' }).waitFor();
      const conflict = second.locator('gj-record-conflict');
      // Fields that only the other person changed are kept without a question.
      await conflict.getByText('别处改的其他字段将保留：字段 email').waitFor();
      const merge = conflict.getByRole('button', { name: '合并并保存' });
      expect(await merge.isDisabled()).toBe(true);
      await conflict
        .getByRole('group', { name: '字段 phone' })
        .getByRole('radio', { name: /这里.*333/ })
        .check();
      await conflict
        .getByRole('group', { name: '字段 integer' })
        .getByRole('radio', { name: /别处.*2/ })
        .check();
      await merge.click();
      await second.getByText('已保存').waitFor();
      const saved = await readSpecimen(site(), id);
      expect(saved).toMatchObject({ phone: '333', integer: 2, email: 'b@example.com' });
    });

    itLong(
      'two people change rows within rows at once, and the second is asked for the one cell that both changed',
      async () => {
        const { id } = await makeSpecimen(site(), {
          text: 'deep',
          lines: [{ item: '甲' }, { item: '乙', batches: [{ code: 'B1' }, { code: 'B2' }] }],
        });
        const pages = [await site().visit(at(id)), await site().visit(at(id))];
        for (const [who, page] of pages.entries()) {
          await page.getByRole('tab', { name: '明细' }).click();
          await page.getByRole('gridcell', { name: '2 行' }).dblclick();
          const inner = page.locator('gj-sheet').nth(1);
          await inner.getByRole('gridcell', { name: 'B1' }).click();
          await page.keyboard.type(`同一格${who}`);
          await page.keyboard.press(who === 0 ? 'Tab' : 'Enter');
          await page.keyboard.type(who === 0 ? '2026-01-02' : '第二格');
          await page.keyboard.press('Tab');
          await page.keyboard.press('Control+s');
          if (who === 0) await page.getByText('已保存').waitFor();
        }
        const [, second] = pages;
        const conflict = second?.locator('gj-record-conflict');
        await conflict?.getByRole('radio', { name: /这里.*同一格1/ }).check();
        await conflict?.getByText('字段 entries 第 2 行 批次 第 1 行 批号').waitFor();
        await conflict?.getByRole('button', { name: '合并并保存' }).click();
        await second?.getByText('已保存').waitFor();
        expect((await readSpecimen(site(), id))['lines']).toMatchObject([
          { item: '甲' },
          { item: '乙', batches: [{ code: '同一格1', day: '2026-01-02' }, { code: '第二格' }] },
        ]);
      },
    );

    it('keeps what was chosen when somebody leaves a box by Escape, whichever kind chooses', async () => {
      const [thing] = (await site().node.ask('GET', '/api/forms/thing/records?number=T1')).body[
        'items'
      ] as readonly JsonObject[];
      const chosen = {
        choice: 'red',
        choices: ['red'],
        reference: { number: 'T1' },
        references: [{ number: 'T1' }],
      };
      const made = await makeSpecimen(site(), { text: 'kept', ...chosen });
      const page = await site().visit(at(made.id));
      for (const kind of Object.keys(chosen)) {
        const box = page.getByRole('combobox', field(kind));
        await box.focus();
        for (let press = 0; press < 3; press++) await page.keyboard.press('Escape');
        await page.keyboard.press('Tab');
      }
      await page.getByRole('textbox', field('phone')).fill('999');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const id = thing?.['id'];
      expect(await readSpecimen(site(), made.id)).toMatchObject({
        phone: '999',
        choice: 'red',
        choices: ['red'],
        reference: { id },
        references: [{ id }],
      });
    });

    itLong('deleted by somebody meanwhile, it comes back with the changes', async () => {
      const made = await makeSpecimen(site(), { text: 'gone', phone: '111' });
      const page = await site().visit(at(made.id));
      await page.getByRole('textbox', field('phone')).fill('999');
      await site().node.ask('DELETE', `/api/forms/specimen/records/${made.id}`, undefined, {
        'if-match': `"${String(made['revision'])}"`,
      });
      await page.keyboard.press('Control+s');
      await page.getByRole('dialog', { name: '这条记录已被删除' }).waitFor();
      await page.getByRole('button', { name: '恢复并保存' }).click();
      await page.getByText('已保存').waitFor();
      expect(await readSpecimen(site(), made.id)).toMatchObject({ text: 'gone', phone: '999' });
    });

    it('tells that somebody else has just saved it and takes that up beside what was typed; the next one of the list is a key away', async () => {
      const made = await makeSpecimen(site(), { text: 'news', phone: '111' });
      await makeSpecimen(site(), { text: 'news too' });
      const page = await site().visit({ path: '/forms/specimen?q=news' });
      await page.locator('gj-record-grid').getByRole('link').nth(1).waitFor();
      await page.locator('gj-record-grid').getByRole('link').first().click();
      await page.getByRole('button', { name: '下一条' }).waitFor();
      const first = page.url();
      await page.keyboard.press('Alt+j');
      await page.waitForURL((url) => url.href !== first);
      await page.getByRole('button', { name: '下一条', disabled: true }).waitFor();
      await page.keyboard.press('Alt+k');
      await page.waitForURL(first);

      await page.goto(at(made.id).path);
      await page.getByRole('textbox', field('text')).fill('typed here');
      const match = { 'if-match': `"${String(made['revision'])}"` };
      await site().node.ask('PATCH', `/api/forms/specimen/records/${made.id}`, { phone: '555' }, match);
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.getByText('您刚刚在别处保存了这条记录。').waitFor();
      await page.getByRole('button', { name: '加载最新内容' }).click();
      await expect.poll(() => page.getByRole('textbox', field('phone')).inputValue()).toBe('555');
      expect(await page.getByRole('textbox', field('text')).inputValue()).toBe('typed here');
      await page.getByText(/刚刚保存了这条记录。/).waitFor({ state: 'detached' });

      // Without a network nothing is lost, and it is tried again from where one is told.
      await page.context().setOffline(true);
      await page.keyboard.press('Control+s');
      await page.getByText('填写的内容还在页面上').waitFor();
      await page.context().setOffline(false);
      await page.getByRole('button', { name: '重试' }).click();
      await page.getByText('已保存').waitFor();
      expect(await readSpecimen(site(), made.id)).toMatchObject({ text: 'typed here', phone: '555' });

      // On a page where nothing is typed, one's own work elsewhere is simply there, and somebody else's is told.
      const quiet = await site().visit(at(made.id));
      await quiet.getByRole('textbox', field('phone')).waitFor();
      const patch = async (phone: string, headers = {}) => {
        const { revision } = await readSpecimen(site(), made.id);
        const path = `/api/forms/specimen/records/${made.id}`;
        await site().node.ask('PATCH', path, { phone }, { ...headers, 'if-match': `"${String(revision)}"` });
        await quiet.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      };
      await patch('777');
      await expect.poll(() => quiet.getByRole('textbox', field('phone')).inputValue()).toBe('777');
      expect(await quiet.getByText(/刚刚保存了这条记录。/).count()).toBe(0);
      await patch('555', { authorization: `Bearer ${await colleague()}` });
      await quiet.getByText('安娜 刚刚保存了这条记录。').waitFor();
      site().problems.length = 0;
    });

    it('shows its versions, what each changed, and brings one back', async () => {
      const { id } = await makeSpecimen(site(), { text: 'versions', money: '1000', choice: 'red' });
      const page = await site().visit(at(id));
      await page.getByRole('textbox', field('money')).fill('2000');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      await pressInHead(page, '历史');
      const history = page.locator('gj-history');
      await history.getByRole('row', { name: /字段 money 1,000.00 2,000.00/ }).waitFor();
      expect(await history.getByRole('button', { name: /^修改 .* 管理员 .*1 处$/ }).count()).toBe(1);
      await page
        .locator('gj-record-head')
        .getByText(/^管理员 修改于 \d{4}-\d\d-\d\d \d\d:\d\d$/)
        .waitFor();
      await history.getByRole('button', { name: /^新建/ }).click();
      await history.getByRole('row', { name: /字段 choice 红/ }).waitFor();
      await history.getByRole('button', { name: '恢复到此版本' }).click();
      await page.getByText('已恢复').waitFor();
      await expect.poll(() => page.getByRole('textbox', field('money')).inputValue()).toBe('1,000.00');
      expect((await readSpecimen(site(), id))['money']).toBe('1000');
      await page.getByText('撤销', { exact: true }).click();
      await expect.poll(() => page.getByRole('textbox', field('money')).inputValue()).toBe('2,000.00');
      // A value that is not saved yet is not overwritten.
      await page.getByRole('textbox', field('money')).fill('3000');
      await pressInHead(page, '历史');
      await history.getByRole('button', { name: /^新建/ }).click();
      await history.getByText('先保存或放弃修改').waitFor();
      expect(await history.getByRole('button', { name: '恢复到此版本' }).isDisabled()).toBe(true);
    });

    itLong(
      'tells what goes wrong in its history inside the drawer or beside it, never in its place',
      async () => {
        const { id } = await makeSpecimen(site(), { text: 'kept history', money: '1' });
        const page = await site().visit(at(id));
        await page.getByRole('textbox', field('money')).fill('2');
        await page.keyboard.press('Control+s');
        await page.getByText('已保存').waitFor();
        const drawer = page.locator('gj-history');
        const stands = () => page.getByRole('dialog', { name: '历史版本' }).isVisible();
        const versions = drawer.getByRole('button', { name: /^(新建|修改) .* 管理员/ });
        const failing = async (address: string, method: string) => {
          await page.route(address, (route) =>
            route.request().method() === method ? route.fulfill({ status: 503, json: {} }) : route.continue(),
          );
          return () => page.unroute(address);
        };

        // Nothing was read yet: it is told where it would stand, and tried again from there.
        let mend = await failing('**/history*', 'GET');
        await pressInHead(page, '历史');
        await drawer.getByRole('button', { name: '重试' }).waitFor();
        await mend();
        await drawer.getByRole('button', { name: '重试' }).click();
        await expect.poll(() => versions.count()).toBe(2);

        // Something was read: it stays, whatever fails then.
        mend = await failing('**/history/*/restore*', 'POST');
        await versions.nth(1).click();
        const restore = drawer.getByRole('button', { name: '恢复到此版本' });
        await restore.click();
        const notice = page.locator('gj-notices .notice.error');
        await notice.waitFor();
        expect([await stands(), await versions.count()]).toEqual([true, 2]);
        expect(await drawer.locator('gj-state').count()).toBe(0);
        // The failure is told over the drawer, and closed there.
        await notice.getByRole('button', { name: '关闭' }).click();
        await expect.poll(() => notice.count()).toBe(0);
        expect(await stands()).toBe(true);
        await mend();

        // Another person was faster, and his change cannot be read either.
        const { revision } = await readSpecimen(site(), id);
        const seen = { 'if-match': `"${String(revision)}"` };
        await site().node.ask('PATCH', `/api/forms/specimen/records/${id}`, { money: '3' }, seen);
        mend = await failing('**/history*', 'GET');
        await restore.click();
        await expect.poll(() => notice.count()).toBe(1);
        await drawer.getByRole('alert').waitFor();
        expect([await stands(), await versions.count()]).toEqual([true, 2]);
        await mend();
        await restore.click();
        await expect.poll(() => versions.count()).toBe(3);
        site().problems.length = 0;
      },
    );

    itLong(
      'has what it is told over an open drawer to be pressed: taken back while the history is open',
      async () => {
        const { id } = await makeSpecimen(site(), { text: 'told in the drawer', money: '1' });
        const page = await site().visit(at(id));
        const enabled = async () => (await readSpecimen(site(), id))['enabled'];
        // The answer comes when something else is open by now.
        const late = Promise.withResolvers<void>();
        await page.route('**/disable*', async (route) => {
          await late.promise;
          await route.continue();
        });
        await page.getByRole('button', { name: '更多操作' }).click();
        await page.getByRole('menuitem', { name: '禁用', exact: true }).click();
        await pressInHead(page, '历史');
        const drawer = page.getByRole('dialog', { name: '历史版本' });
        await drawer.waitFor();
        late.resolve();
        await page.getByText('已禁用').waitFor();
        expect(await enabled()).toBe(false);
        await page.getByText('撤销', { exact: true }).click();
        await expect.poll(enabled).toBe(true);
      },
    );

    itLong('brings back no version over what somebody did meanwhile without showing it', async () => {
      const made = await makeSpecimen(site(), { text: 'meanwhile', phone: '111' });
      const path = `/api/forms/specimen/records/${made.id}`;
      const matching = (revision: unknown) => ({ 'if-match': `"${String(revision)}"` });
      const mine = await site().node.ask('PATCH', path, { phone: '222' }, matching(made['revision']));
      const page = await site().visit(at(made.id));
      await pressInHead(page, '历史');
      const history = page.locator('gj-history');
      await history.getByRole('button', { name: /^新建/ }).click();
      const theirs = await site().node.ask('PATCH', path, { phone: '333' }, matching(mine.body['revision']));
      const restore = history.getByRole('button', { name: '恢复到此版本' });
      await restore.click();
      await page.getByText(/记录已被修改/).waitFor();
      await history.getByRole('row', { name: /字段 phone 222 333/ }).waitFor();
      expect((await readSpecimen(site(), made.id))['phone']).toBe('333');
      await site().node.ask('DELETE', path, undefined, matching(theirs.body['revision']));
      await history.getByRole('button', { name: /^新建/ }).click();
      await restore.click();
      await page.getByText('记录已被删除；请返回列表').waitFor();
      await history.getByRole('button', { name: /^删除/ }).waitFor();
      await history.getByRole('button', { name: /^新建/ }).click();
      await restore.click();
      await page.getByText('已恢复').waitFor();
      expect((await readSpecimen(site(), made.id))['phone']).toBe('111');
    });

    it('is not left with unsaved changes without a question', async () => {
      const { id } = await makeSpecimen(site(), { text: 'guard' });
      const page = await site().visit(at(id));
      const phone = page.getByRole('textbox', field('phone'));
      await phone.fill('123');
      await page.getByText('未保存').waitFor();
      await page.getByRole('link', { name: '首页' }).click();
      await page.getByRole('dialog', { name: '有未保存的修改' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: '有未保存的修改' }).waitFor({ state: 'detached' });
      expect(page.url()).toContain(id);
      expect(await phone.inputValue()).toBe('123');
      await page.getByRole('link', { name: '首页' }).click();
      await page.getByRole('button', { name: '放弃修改' }).click();
      await page.locator('gj-home-page').waitFor();
      expect((await readSpecimen(site(), id))['phone']).toBe(null);
    });

    itLong('is not called changed because what it carries has changed meanwhile', async () => {
      const thing = await site().node.ask('POST', '/api/forms/thing/records', {
        number: 'T7',
        name: '会变的',
        rate: '0.13',
      });
      const { id } = await makeSpecimen(site(), { text: 'carried', reference: { number: 'T7' } });
      const changed = await site().node.ask(
        ...(['PATCH', `/api/forms/thing/records/${String(thing.body['id'])}`, { rate: '0.06' }] as const),
        { 'if-match': `"${String(thing.body['revision'])}"` },
      );
      expect(changed.status).toBe(200);
      const page = await site().visit(at(id));
      await page.getByRole('group', { name: '字段 carry' }).getByText('6%').waitFor();
      expect(await page.getByText('未保存').count()).toBe(0);
      await page.getByRole('link', { name: '首页' }).click();
      await page.locator('gj-home-page').waitFor();
    });

    it('by keyboard alone: made, filled, saved, and the next tab seen', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      // One can begin at once.
      await expect.poll(() => focused(page)).toBe('字段 text');
      const tabTo = async (name: string) => {
        for (let tabs = 0; tabs < 12 && (await focused(page)) !== name; tabs += 1)
          await page.keyboard.press('Tab');
        expect(await focused(page)).toBe(name);
      };
      await page.keyboard.type('键盘');
      await tabTo('字段 multiline');
      await page.keyboard.type('备注');
      await tabTo('字段 integer');
      await page.keyboard.type('42');
      await page.keyboard.press('Alt+ArrowRight');
      await page.getByRole('tab', { name: '明细', selected: true }).waitFor();
      await page.keyboard.press('Alt+ArrowLeft');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/forms\/specimen\/[0-9a-f-]{36}$/);
      const id = page.url().split('/').at(-1) ?? '';
      expect(await readSpecimen(site(), id)).toMatchObject({ text: '键盘', multiline: '备注', integer: 42 });
    });

    itLong('is saved and followed by a new one, which is begun at its first field', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      for (const text of ['第一条', '第二条']) {
        await expect.poll(() => focused(page)).toBe('字段 text');
        await page.keyboard.type(text);
        await page.getByRole('button', { name: '保存并新建' }).focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => page.getByRole('textbox', field('text')).inputValue()).toBe('');
      }
      const { body } = await site().node.ask('GET', '/api/forms/specimen/records?sort=number&fields=text');
      const texts = (body['items'] as { readonly text: string }[]).map(({ text }) => text);
      expect(texts).toEqual(expect.arrayContaining(['第一条', '第二条']));
    });

    it('leads from a problem to its field, on whichever tab it is', async () => {
      const page = await site().visit({ path: '/forms/specimen/new' });
      await page.getByRole('textbox', field('email')).fill('nobody');
      await page.getByRole('tab', { name: '明细' }).click();
      await page.keyboard.press('Control+s');
      await page.getByRole('tab', { name: '各种字段', selected: true }).waitFor();
      // The field is too far below for the list of problems to be seen with it.
      await expect.poll(() => focused(page)).toContain('不是邮箱地址');
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('字段 email');
    });

    it('is disabled, enabled by undo, copied, and deleted with a way back', async () => {
      const { id } = await makeSpecimen(site(), { text: 'actions', phone: '555' });
      const page = await site().visit(at(id));
      const more = async (name: string) => {
        await page.getByRole('button', { name: '更多操作' }).click();
        await page.getByRole('menuitem', { name, exact: true }).click();
      };
      await more('禁用');
      await page.getByText('撤销', { exact: true }).click();
      await expect.poll(async () => (await readSpecimen(site(), id))['enabled']).toBe(true);
      await page.getByRole('button', { name: '涂红' }).click();
      await page.getByRole('dialog', { name: '涂红' }).waitFor();
      await page.locator('gj-form-dialog').getByRole('button', { name: '涂红' }).click();
      await expect.poll(async () => (await readSpecimen(site(), id))['choice']).toBe('red');
      await expect
        .poll(() => page.getByRole('combobox', { name: '字段 choice', exact: true }).inputValue())
        .toBe('红');
      await pressInHead(page, '复制');
      await page.getByRole('heading', { level: 1, name: '新建样本' }).waitFor();
      await expect.poll(() => page.getByRole('textbox', field('phone')).inputValue()).toBe('555');
      await page.goto(at(id).path);
      await page.getByRole('heading', { level: 1, name: 'actions' }).waitFor();
      await more('删除');
      await page.getByRole('status').getByText('已删除').waitFor();
      await page.getByText('撤销', { exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'actions' }).waitFor();
    });

    itLong('says where it is used, and is not deleted while it is', async () => {
      const things = await site().node.ask('GET', '/api/forms/thing/records?number=T3');
      const thing = (things.body['items'] as { readonly id: string }[])[0]?.id ?? '';
      await makeSpecimen(site(), { text: 'user of it', reference: { number: 'T3' } });
      const page = await site().visit({ path: `/forms/thing/${thing}` });
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '删除', exact: true }).click();
      await page.getByRole('dialog', { name: '不能删除：仍被引用' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '被引用情况' }).click();
      const used = page.locator('gj-references');
      await used.getByText('字段 reference').waitFor();
      await used.getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: 'user of it' }).waitFor();
    });

    it('a setting is one document: read with its defaults, changed and kept', async () => {
      const page = await site().visit({ path: '/forms/specimen-setting' });
      const ceiling = page.getByRole('textbox', { name: '限额' });
      await expect.poll(() => ceiling.inputValue()).toBe('100.00');
      await ceiling.fill('250');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      await page.reload();
      await expect.poll(() => ceiling.inputValue()).toBe('250.00');
    });

    it('says when there is no such record', async () => {
      const page = await site().visit({ path: '/forms/specimen/01900000-0000-7000-8000-000000000000' });
      await page.getByText('没有这条记录').waitFor();
      await page.getByRole('link', { name: '回到列表' }).waitFor();
    });

    itLong('keeps what was typed when the session has ended', async () => {
      const { id } = await makeSpecimen(site(), { text: 'session' });
      const page = await site().visit(at(id));
      await page.getByRole('textbox', field('phone')).fill('321');
      await page.context().clearCookies();
      await page.keyboard.press('Control+s');
      const again = page.getByRole('dialog', { name: '重新登录' });
      await again.getByLabel('密码').fill('correct horse battery');
      await page.keyboard.press('Enter');
      await page.getByText('已保存').waitFor();
      expect((await readSpecimen(site(), id))['phone']).toBe('321');
    });

    itLong(
      'keeps what was typed when a picker finds that the session has ended, what is no value and half a cell as well',
      async () => {
        const { id } = await makeSpecimen(site(), { text: 'session of a picker', lines: [{ item: '甲' }] });
        const page = await site().visit(at(id));
        await page.getByRole('textbox', field('phone')).fill('321');
        await page.getByRole('textbox', field('email')).fill('nobody');
        await page.getByRole('tab', { name: '明细' }).click();
        await page.getByRole('gridcell', { name: '甲' }).click();
        await page.keyboard.type('乙');
        await page.getByRole('tab', { name: '各种字段' }).click();
        await page.context().clearCookies();
        const picker = page.getByRole('combobox', { name: '字段 reference', exact: true });
        await picker.click();
        const again = page.getByRole('dialog', { name: '重新登录' });
        await again.getByLabel('密码').fill('correct horse battery');
        await page.keyboard.press('Enter');
        await again.waitFor({ state: 'detached' });
        expect(await page.getByRole('textbox', field('phone')).inputValue()).toBe('321');
        expect(await page.getByRole('textbox', field('email')).inputValue()).toBe('nobody');
        await page.getByRole('textbox', field('email')).fill('somebody@example.com');
        await page.keyboard.press('Control+s');
        await page.getByText('已保存').waitFor();
        expect(await readSpecimen(site(), id)).toMatchObject({
          phone: '321',
          email: 'somebody@example.com',
          lines: [{ item: '乙' }],
        });
      },
    );
  },
  { packages: ['platform'] },
);
