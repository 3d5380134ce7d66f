import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { makeSpecimen, publishSpecimens, readSpecimen } from './specimens.ts';

inBrowser('what is typed and not saved', (site) => {
  beforeAll(() => publishSpecimens(site()));
  const at = (id: string) => `/forms/specimen/${id}`;
  const field = (kind: string) => ({ name: `字段 ${kind}`, exact: true });
  const offer = (page: Page) => page.locator('gj-unsaved-offers').getByText(/还没有保存/);

  /** All that the browser keeps, with what is readable of it. */
  const kept = (page: Page) =>
    page.evaluate(async () => {
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open('guiju-unsaved', 1);
        asked.addEventListener('success', () => resolve(asked.result));
        asked.addEventListener('error', () => reject(asked.error));
        asked.addEventListener('upgradeneeded', () => {
          for (const table of ['keys', 'kept']) asked.result.createObjectStore(table);
        });
      });
      const all = await new Promise<readonly { data: ArrayBuffer }[]>((resolve) => {
        const asked = opened.transaction('kept').objectStore('kept').getAll();
        asked.addEventListener('success', () => resolve(asked.result));
      });
      opened.close();
      return all.map((one) => JSON.stringify(one) + new TextDecoder('utf-8').decode(one.data));
    });
  const typedInto = async (path: string, values: Readonly<Record<string, string>>) => {
    const page = await site().visit({ path });
    for (const [kind, text] of Object.entries(values))
      await page.getByRole('textbox', field(kind)).fill(text);
    await expect.poll(async () => (await kept(page)).length).toBe(1);
    return page;
  };
  /** The page dies without a word, and somebody opens the same address in the same browser. */
  const again = async (page: Page, path: string) => {
    const context = page.context();
    await page.close();
    const next = await context.newPage();
    await next.goto(path);
    return next;
  };

  it('is offered when its page was killed, put back, and gone from the browser once it is saved', async () => {
    const { id } = await makeSpecimen(site(), { text: 'one', phone: '111' });
    const page = await again(
      await typedInto(at(id), { phone: '4711-secret', email: 'kept@example.com' }),
      at(id),
    );
    await offer(page).filter({ hasText: '字段 phone' }).waitFor();
    expect((await kept(page)).join()).not.toContain('secret');
    await page.getByRole('button', { name: '查看' }).click();
    const dialog = page.locator('gj-unsaved-offers gj-dialog');
    await dialog.getByText('4711-secret').waitFor();
    await dialog.getByText('kept@example.com').waitFor();
    await dialog.getByRole('button', { name: '恢复' }).click();
    await expect.poll(() => page.getByRole('textbox', field('phone')).inputValue()).toBe('4711-secret');
    await offer(page).waitFor({ state: 'detached' });
    // It is no number yet, and says so again.
    await page.getByRole('textbox', field('phone')).fill('4711');
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    expect(await readSpecimen(site(), id)).toMatchObject({ phone: '4711', email: 'kept@example.com' });
    await expect.poll(async () => (await kept(page)).length).toBe(0);
  });

  it('is merged with what others saved meanwhile, and asked about where both changed the same', async () => {
    const made = await makeSpecimen(site(), { text: 'moved', phone: '111', email: 'a@example.com' });
    const match = { 'if-match': `"${String(made['revision'])}"` };
    const dead = await typedInto(at(made.id), { phone: '222' });
    await site().node.ask(
      'PATCH',
      at(made.id).replace('/forms/specimen', '/api/forms/specimen/records'),
      { email: 'b@example.com' },
      match,
    );
    const page = await again(dead, at(made.id));
    await page.getByRole('button', { name: '恢复' }).click();
    await expect.poll(() => page.getByRole('textbox', field('phone')).inputValue()).toBe('222');
    expect(await page.getByRole('textbox', field('email')).inputValue()).toBe('b@example.com');

    await page.getByRole('textbox', field('email')).fill('mine@example.com');
    const { revision } = await readSpecimen(site(), made.id);
    await expect.poll(async () => (await kept(page)).length).toBe(1);
    await page.waitForTimeout(900);
    await site().node.ask(
      'PATCH',
      `/api/forms/specimen/records/${made.id}`,
      { email: 'c@example.com' },
      { 'if-match': `"${String(revision)}"` },
    );
    const third = await again(page, at(made.id));
    await third.getByRole('button', { name: '恢复' }).click();
    await third.getByRole('radio', { name: /这里.*mine@example.com/ }).check();
    await third.getByRole('button', { name: '合并并保存' }).click();
    await expect.poll(() => third.getByRole('textbox', field('email')).inputValue()).toBe('mine@example.com');
  });

  it('of a new record comes back without its secrets, which one is told', async () => {
    const dead = await typedInto(at('new'), { text: 'brand new', secret: 'hush-hush' });
    const page = await again(dead, at('new'));
    await page.getByRole('button', { name: '恢复' }).click();
    await page.getByText('密钥和密码不保留在浏览器中').waitFor();
    await expect.poll(() => page.getByRole('textbox', field('text')).inputValue()).toBe('brand new');
    expect(await page.getByRole('textbox', field('secret')).inputValue()).toBe('');
  });

  it('of a new record is none of the one that is saved instead of it, and offered again in the next new one', async () => {
    const page = await again(await typedInto(at('new'), { text: 'half of it' }), at('new'));
    await offer(page).waitFor();
    await page.getByRole('textbox', field('text')).fill('instead');
    await page.keyboard.press('Control+s');
    await page.waitForURL(/specimen\/[0-9a-f-]{36}/);
    await offer(page).waitFor({ state: 'detached' });
    await page.goto(at('new'));
    await offer(page).waitFor();
    await page.getByRole('button', { name: '恢复' }).click();
    await expect.poll(() => page.getByRole('textbox', field('text')).inputValue()).toBe('half of it');
    await page.keyboard.press('Control+s');
    await page.waitForURL(/specimen\/[0-9a-f-]{36}/);
  });

  it('is nothing to another person in the same browser, and still there for its own, whose session had ended', async () => {
    const { id } = await makeSpecimen(site(), { text: 'shared desk', phone: '111' });
    const { node } = site();
    const grants = [{ form: '*', actions: ['all'], scope: 'all' }];
    await node.ask('POST', '/api/forms/role/records', { number: 'DESK', name: '同桌', grants });
    const roles = [{ role: 'DESK', organisation: 'root' }];
    await node.ask('POST', '/api/forms/user/records', {
      number: 'desk',
      name: '同桌',
      organisation: 'root',
      roles,
    });
    const users = await node.ask(
      'GET',
      '/api/forms/user/records?filter=' +
        encodeURIComponent(JSON.stringify({ fact: 'number', operator: 'equal', value: 'desk' })),
    );
    const [user] = users.body['items'] as { id: string }[];
    await node.node.gate.setPassword({ id: user?.id ?? '', number: 'desk' }, 'correct horse battery');

    const dead = await typedInto(at(id), { phone: '333' });
    const context = dead.context();
    const mine = await context.cookies();
    await context.clearCookies();
    await context.request.post('/api/session', { data: { user: 'desk', password: 'correct horse battery' } });
    const theirs = await again(dead, at(id));
    await theirs.getByRole('textbox', field('phone')).waitFor();
    await theirs.waitForTimeout(500);
    expect(await offer(theirs).count()).toBe(0);

    await context.clearCookies();
    await context.addCookies(mine);
    const back = await again(theirs, at(id));
    await offer(back).waitFor();
  });

  it('is sealed by a key that nobody takes out of the browser', async () => {
    const { id } = await makeSpecimen(site(), { text: 'sealed', phone: '111' });
    const page = await typedInto(at(id), { phone: '777' });
    const keys = await page.evaluate(async () => {
      const opened = await new Promise<IDBDatabase>((resolve) => {
        const asked = indexedDB.open('guiju-unsaved', 1);
        asked.addEventListener('success', () => resolve(asked.result));
      });
      const all = await new Promise<readonly CryptoKey[]>((resolve) => {
        const asked = opened.transaction('keys').objectStore('keys').getAll();
        asked.addEventListener('success', () => resolve(asked.result));
      });
      opened.close();
      const taken = (key: CryptoKey, format: 'raw' | 'jwk') =>
        crypto.subtle.exportKey(format, key).then(
          () => 'taken',
          (failure: Error) => failure.name,
        );
      return Promise.all(
        all.map(async (key) => [key.extractable, await taken(key, 'raw'), await taken(key, 'jwk')]),
      );
    });
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toEqual([false, 'InvalidAccessError', 'InvalidAccessError']);
  });

  it('is offered after the page was loaded anew while the server was down, and was loaded again once it is back', async () => {
    const { id } = await makeSpecimen(site(), { text: 'down', phone: '111' });
    const page = await typedInto(at(id), { phone: '888' });
    await page.route('**/api/**', (route) => route.fulfill({ status: 404 }));
    await page.evaluate(() => location.reload());
    await page.getByText('无法连接服务器。').waitFor();
    expect((await kept(page)).length).toBe(1);
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: '重试' }).click();
    await offer(page).waitFor();
    await page.getByRole('button', { name: '恢复' }).click();
    await expect.poll(() => page.getByRole('textbox', field('phone')).inputValue()).toBe('888');
    site().problems.length = 0;
  });

  it('is gone when one signs out', async () => {
    const { id } = await makeSpecimen(site(), { text: 'leaving', phone: '111' });
    const dead = await typedInto(at(id), { phone: '444' });
    const page = await again(dead, '/');
    await page.locator('gj-shell').waitFor();
    await page.getByRole('button', { name: /管理员/ }).click();
    await page.getByRole('menuitem', { name: '退出' }).click();
    await page.locator('gj-sign-in-page').waitFor();
    await expect.poll(async () => (await kept(page)).length).toBe(0);
  });

  it('is no question when another organisation is chosen: it is offered again for the one it was typed for', async () => {
    const { id } = await makeSpecimen(site(), { text: 'switched', phone: '111' });
    const { node } = site();
    const { body } = await node.ask('GET', '/api/session');
    const { number, name } = body['org'] as { number: string; name: string };
    const made = { number: 'aside', name: '另一家公司', parent: number };
    expect((await node.ask('POST', '/api/forms/organisation/records', made)).status).toBe(201);
    const page = await typedInto(at(id), { phone: '777' });
    const box = page.getByRole('combobox', { name: '当前组织' });
    const choose = async (org: string) => {
      await box.click();
      await box.fill(org);
      await page.getByRole('option', { name: new RegExp(org) }).waitFor();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => new URL(page.url()).searchParams.get('org'))
        .toBe(org === name ? null : 'aside');
    };
    await choose('另一家公司');
    await page.getByText('未保存的内容已保留').waitFor();
    await choose(name);
    await offer(page).filter({ hasText: '字段 phone' }).waitFor();
  });

  it('is discarded by a click, which can be taken back', async () => {
    const { id } = await makeSpecimen(site(), { text: 'no more', phone: '111' });
    const page = await again(await typedInto(at(id), { phone: '555' }), at(id));
    await page.getByRole('button', { name: '丢弃' }).click();
    await offer(page).waitFor({ state: 'detached' });
    await expect.poll(async () => (await kept(page)).length).toBe(0);
    await page.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
    await offer(page).waitFor();
  });

  it('is told to be lost with the page where the browser keeps nothing, which breaks nothing', async () => {
    const { id } = await makeSpecimen(site(), { text: 'refused', phone: '111' });
    const page = await site().visit();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        value: {
          open: () => {
            throw new DOMException('refused', 'SecurityError');
          },
        },
      });
    });
    await page.goto(at(id));
    await page.getByRole('textbox', field('phone')).fill('666');
    await page.getByText('这个浏览器不保留未保存的内容').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    expect(await readSpecimen(site(), id)).toMatchObject({ phone: '666' });
  });

  it('goes back and forth by keys, and a save is taken back from where one is told of it', async () => {
    const { id } = await makeSpecimen(site(), { text: 'steps', phone: '111' });
    const page = await site().visit({ path: at(id) });
    const phone = page.getByRole('textbox', field('phone'));
    await phone.fill('222');
    await page.getByRole('textbox', field('email')).fill('a@example.com');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByRole('textbox', field('email')).inputValue()).toBe('');
    await page.keyboard.press('Control+z');
    await expect.poll(() => phone.inputValue()).toBe('111');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => phone.inputValue()).toBe('222');
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    await page.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    await expect.poll(() => phone.inputValue()).toBe('111');
    expect(await readSpecimen(site(), id)).toMatchObject({ phone: '111' });
  });

  it('of two people in different fields is merged without a question, and both are told', async () => {
    const made = await makeSpecimen(site(), { text: 'both', phone: '111', email: 'a@example.com' });
    const page = await site().visit({ path: at(made.id) });
    await page.getByRole('textbox', field('phone')).fill('222');
    const match = { 'if-match': `"${String(made['revision'])}"` };
    await site().node.ask(
      'PATCH',
      `/api/forms/specimen/records/${made.id}`,
      { email: 'b@example.com' },
      match,
    );
    await page.keyboard.press('Control+s');
    await page.getByText(/两处的修改都会保留|双方的修改都会保留/).waitFor();
    expect(await readSpecimen(site(), made.id)).toMatchObject({ phone: '222', email: 'b@example.com' });
  });

  /** Holds calls of a kind until they are let through. */
  const held = async (page: Page, method: string, path: string) => {
    const free = Promise.withResolvers<void>();
    const reached = page.waitForRequest(
      (request) => request.method() === method && new URL(request.url()).pathname === path,
    );
    await page.route(
      (url) => url.pathname === path,
      async (route) => {
        if (route.request().method() !== method) return route.fallback();
        await free.promise;
        return route.continue();
      },
    );
    return { reached, go: free.resolve };
  };

  it('stays as typed while a save is under way, and is not saved by it', async () => {
    const { id } = await makeSpecimen(site(), { text: 'typed on', phone: '111' });
    const page = await site().visit({ path: at(id) });
    const [phone, email] = ['phone', 'email'].map((kind) => page.getByRole('textbox', field(kind)));
    await phone?.fill('222');
    const save = await held(page, 'PATCH', `/api/forms/specimen/records/${id}`);
    await page.keyboard.press('Control+s');
    await save.reached;
    await phone?.fill('2223');
    await email?.fill('on@example.com');
    save.go();
    await page.getByText('已保存').waitFor();
    expect(await phone?.inputValue()).toBe('2223');
    expect(await email?.inputValue()).toBe('on@example.com');
    expect(await readSpecimen(site(), id)).toMatchObject({ phone: '222', email: null });
    // What is taken back is that save alone.
    await page.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销').waitFor();
    expect(await readSpecimen(site(), id)).toMatchObject({ phone: '111' });
    expect(await phone?.inputValue()).toBe('2223');
    await page.keyboard.press('Control+s');
    await expect
      .poll(() => readSpecimen(site(), id))
      .toMatchObject({ phone: '2223', email: 'on@example.com' });
  });

  it('is saved once, and told so, by a page that can fetch nothing new since the server has another version', async () => {
    const page = await site().visit({ path: at('new') });
    const gone = { contentType: 'text/javascript', body: "throw new Error('gone')" };
    await page.route('**/assets/saved-notice-*.js', (route) => route.fulfill(gone));
    await page.getByRole('textbox', field('text')).fill('old page');
    await page.keyboard.press('Control+s');
    await page.waitForURL(/specimen\/[0-9a-f-]{36}/);
    await page.locator('gj-notices').getByText('已保存').waitFor();
    expect(await page.locator('gj-notices').getByText('操作失败').count()).toBe(0);
  });

  it('stays in a new record that is made meanwhile, at its own address, and is saved after it where that is asked', async () => {
    const page = await site().visit({ path: at('new') });
    await page.getByRole('textbox', field('text')).fill('made once');
    const save = await held(page, 'POST', '/api/forms/specimen/records');
    await page.keyboard.press('Control+s');
    await save.reached;
    await page.getByRole('textbox', field('phone')).fill('777');
    await page.keyboard.press('Control+s');
    save.go();
    await page.waitForURL(/specimen\/[0-9a-f-]{36}/);
    expect(await page.getByRole('textbox', field('phone')).inputValue()).toBe('777');
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await expect.poll(() => readSpecimen(site(), id)).toMatchObject({ text: 'made once', phone: '777' });
  });

  it('in the sheet over a list is offered in the next one, and saved beside what others changed in the same record', async () => {
    const made = await makeSpecimen(site(), { text: 'sheeted', phone: '111', email: 'a@example.com' });
    const path = '/forms/specimen?q=sheeted';
    const open = async (page: Page) => {
      await page.getByRole('button', { name: '表格编辑' }).click();
      const sheet = page.locator('gj-list-sheet gj-sheet');
      await sheet.getByRole('gridcell', { name: 'sheeted', exact: true }).waitFor();
      return sheet;
    };
    const page = await site().visit({ path });
    const sheet = await open(page);
    await sheet.getByRole('gridcell', { name: 'sheeted', exact: true }).click();
    await page.keyboard.type('sheeted anew');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await kept(page)).length).toBe(1);
    const next = await again(page, path);
    const match = { 'if-match': `"${String(made['revision'])}"` };
    await open(next);
    await site().node.ask('PATCH', `/api/forms/specimen/records/${made.id}`, { phone: '999' }, match);
    await next.locator('gj-list-sheet').getByRole('button', { name: '恢复' }).click();
    await next.getByText('改动 1 条记录的 1 处').waitFor();
    await next.keyboard.press('Control+s');
    await next.getByText('已修改 1 条记录').waitFor();
    expect(await readSpecimen(site(), made.id)).toMatchObject({ text: 'sheeted anew', phone: '999' });
    await expect.poll(async () => (await kept(next)).length).toBe(0);
  });

  it.each([
    ['stays there when it is typed while the sheet is saved', false],
    ['is saved after what is being saved, where that is asked meanwhile', true],
  ] as const)('in the sheet over a list %s', async (_, meanwhile) => {
    const made = await makeSpecimen(site(), { text: 'sheet on', phone: '111' });
    const page = await site().visit({ path: '/forms/specimen?q=sheet+on' });
    await page.getByRole('button', { name: '表格编辑' }).click();
    const sheet = page.locator('gj-list-sheet gj-sheet');
    const type = async (from: string, to: string) => {
      await sheet.getByRole('gridcell', { name: from, exact: true }).click();
      await page.keyboard.type(to);
      await page.keyboard.press('Enter');
      await sheet.getByRole('gridcell', { name: to, exact: true }).waitFor();
    };
    await type('sheet on', 'sheet saved');
    const save = await held(page, 'POST', '/api/forms/specimen/batch');
    await page.keyboard.press('Control+s');
    await save.reached;
    await type('sheet saved', 'typed since');
    if (meanwhile) await page.keyboard.press('Control+s');
    save.go();
    await page.getByText('已修改 1 条记录').first().waitFor();
    if (!meanwhile) {
      await sheet.getByRole('gridcell', { name: 'typed since', exact: true }).waitFor();
      expect(await readSpecimen(site(), made.id)).toMatchObject({ text: 'sheet saved' });
      await page.keyboard.press('Control+s');
    }
    await sheet.waitFor({ state: 'detached' });
    expect(await readSpecimen(site(), made.id)).toMatchObject({ text: 'typed since' });
  });

  it('is kept again in a page that stood open while somebody signed out beside it and came back', async () => {
    const { id } = await makeSpecimen(site(), { text: 'two tabs', phone: '111' });
    const page = await site().visit({ path: at(id) });
    const phone = page.getByRole('textbox', field('phone'));
    await phone.fill('222');
    await expect.poll(async () => (await kept(page)).length).toBe(1);
    const other = await page.context().newPage();
    await other.goto('/');
    // The session itself goes on: what the other tab tells is that its person left this browser, and came back.
    const heard = (how: string) =>
      other.evaluate(
        async ([said]) => {
          const { user } = await (await fetch('/api/session')).json();
          new BroadcastChannel('guiju-unsaved').postMessage([said, user.id]);
          if (said !== 'out') return;
          const asked = indexedDB.open('guiju-unsaved', 1);
          await new Promise((resolve) => asked.addEventListener('success', resolve));
          const transaction = asked.result.transaction(['keys', 'kept'], 'readwrite');
          for (const table of ['keys', 'kept']) transaction.objectStore(table).clear();
          await new Promise((resolve) => transaction.addEventListener('complete', resolve));
          asked.result.close();
        },
        [how],
      );
    await heard('out');
    await phone.fill('333');
    await page.waitForTimeout(900);
    expect(await kept(page)).toHaveLength(0);
    await heard('in');
    await phone.fill('4444');
    await expect.poll(async () => (await kept(page)).length).toBe(1);
    await page.close();
    await other.goto(at(id));
    await offer(other).waitFor();
  });
});
