import { Secret, TOTP } from 'otpauth';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { picture } from './picture.ts';

const words = {
  zh: {
    open: '恢复到过去的时刻…',
    title: '恢复记录到过去的时刻',
    form: '表单',
    unit: /单位/,
    org: '组织',
    at: '恢复到',
    delete: '删除',
    look: '预览',
    back: '将恢复 1 条',
    again: '将找回 1 条',
    gone: '将删除此后新建的 1 条',
    do: '恢复 3 条记录',
    asks: '确认是您本人',
    code: '验证码',
    goOn: '继续',
    done: ['已找回 1 条', '已恢复 1 条', '已删除 1 条'],
    restored: '恢复',
    finish: '完成',
    before: '上一步',
    nothing: '没有可恢复的记录',
    missing: '请填写这一项',
    ahead: '这个时刻还没有到',
  },
  en: {
    open: 'Set back to a moment…',
    title: 'Set records back to a moment',
    form: 'Form',
    unit: /Unit/,
    org: 'Organisation',
    at: 'Back to',
    delete: 'Delete',
    look: 'Preview',
    back: '1 to set back',
    again: '1 to bring back',
    gone: '1 created later to delete',
    do: 'Set 3 records back',
    asks: 'Confirm that it is you',
    code: 'Code',
    goOn: 'Continue',
    done: ['1 brought back', '1 set back', '1 deleted'],
    restored: 'Restored',
    finish: 'Done',
    before: 'Back',
    nothing: 'No records to set back',
    missing: 'Fill this in',
    ahead: 'This moment is in the future',
  },
} as const;

const password = 'three small stones';
const hour = 3_600_000;
/** A day and a time in the zone of the browser. */
function local(at: number): readonly [day: string, time: string] {
  const [day = '', time = ''] = new Date(at + 8 * hour).toISOString().slice(0, 16).split('T');
  return [day, time];
}

async function fillMoment(dialog: Locator, label: string, at: number): Promise<void> {
  const [day, time] = local(at);
  await dialog.getByRole('textbox', { name: label }).fill(day);
  const clock = dialog.getByRole('combobox', { name: label });
  await clock.fill(time);
  await clock.press('Tab');
}

let skipped = -12 * hour;

inBrowser(
  'records are set back on the page of health',
  (site) => {
    const path = '/api/forms/unit/records';
    const made = async (number: string) => {
      const { status, body } = await site().node.ask('POST', path, { number, name: `unit ${number}` });
      expect(status, JSON.stringify(body)).toBe(201);
      return String(body['id']);
    };
    const write = async (method: 'PATCH' | 'DELETE', id: string, change?: JsonObject) => {
      const { body } = await site().node.ask('GET', `${path}/${id}`);
      const seen = { 'if-match': `"${String(body['revision'])}"` };
      expect((await site().node.ask(method, `${path}/${id}`, change, seen)).status).toBeLessThan(300);
    };
    beforeAll(async () => {
      for (let from = 1; from <= 230; from += 46) {
        const items = Array.from({ length: 46 }, (_, at) => {
          const number = String(from + at).padStart(3, '0');
          return { op: 'create', body: { number: `S${number}`, name: `Shop ${number}`, parent: 'root' } };
        });
        const made = await site().node.ask('POST', '/api/forms/organisation/batch', { items });
        expect(made.status, JSON.stringify(made.body).slice(0, 500)).toBe(200);
      }
    }, 60_000);
    it.each(languages)('after a preview, and once a code was shown, in %s', async (language) => {
      const say = words[language];
      const { ask } = site().node;
      const [edited, gone] = [await made(`${language}-1`), await made(`${language}-2`)];
      const then = Date.now() + skipped + hour;
      skipped += 2 * hour;
      await write('PATCH', edited, { name: 'another' });
      await write('DELETE', gone);
      await made(`${language}-3`);
      skipped += hour;

      const number = `zhou-${language}`;
      const grants = [{ form: 'unit', actions: ['read', 'history', 'create', 'edit', 'delete'] }];
      await ask('POST', '/api/forms/role/records', { number, name: number, administers: true, grants });
      const roles = [{ role: { number }, organisation: 'root' }];
      const user = { number, name: '周敏', organisation: 'root', roles };
      const { body } = await ask('POST', '/api/forms/user/records', user);
      await site().node.node.gate.setPassword({ id: String(body['id']), number }, password);
      const page = await site().visit({ user: number, password, language, path: '/health' });
      const begun = await ask('POST', '/api/session', { user: number, password });
      const headers = { authorization: `Bearer ${String(begun.body['token'])}` };
      const app = await ask('POST', '/api/me/new-authenticator', { present: password }, headers);
      const shown = (away: number) =>
        new TOTP({ secret: Secret.fromBase32(String(app.body['secret'])) }).generate({
          timestamp: Date.now() + skipped + away * 30_000,
        });
      const added = { ticket: String(app.body['ticket']), code: shown(-1), name: 'Phone' };
      expect((await ask('POST', '/api/me/authenticators', added, headers)).status).toBe(201);

      await page.getByRole('button', { name: say.open }).scrollIntoViewIfNeeded();
      await isSound(page, `set-back-card-${language}`);
      await page.getByRole('button', { name: say.open }).click();
      await page.getByRole('dialog', { name: say.title }).waitFor();
      const dialog = page.locator('gj-set-back-dialog');
      await dialog.getByRole('button', { name: say.look, exact: true }).click();
      expect(await dialog.getByText(say.missing).count()).toBe(2);
      await fillMoment(dialog, say.at, Date.now() + 48 * hour);
      await dialog.getByRole('button', { name: say.look, exact: true }).click();
      await dialog.getByText(say.ahead).waitFor();
      await dialog.getByRole('combobox', { name: say.form }).fill('unit');
      await page.getByRole('option', { name: say.unit }).first().click();
      await fillMoment(dialog, say.at, then);
      // More organisations than come along with the page: they are found by their number.
      const org = dialog.getByRole('combobox', { name: say.org });
      const found = page.getByRole('option', { name: 'Shop 230' });
      await org.fill('S230');
      await found.click();
      await dialog.getByRole('button', { name: say.look, exact: true }).click();
      await dialog.getByText('Shop 230').waitFor();
      expect(await dialog.getByRole('button', { name: say.nothing }).isDisabled()).toBe(true);
      await dialog.getByRole('button', { name: say.before, exact: true }).click();
      expect(await org.inputValue()).toBe('Shop 230');
      await org.fill('');
      await org.press('Enter');
      await dialog.getByText(say.delete, { exact: true }).click();
      await isSound(page, `set-back-choose-${language}`);
      await dialog.getByRole('button', { name: say.look, exact: true }).click();

      for (const text of [say.back, say.again, say.gone]) await dialog.getByText(text).waitFor();
      await dialog.getByText(`unit ${language}-2`).waitFor();
      await isSound(page, `set-back-preview-${language}`);
      expect((await ask('GET', `${path}/${edited}`)).body['name']).toBe('another');
      await dialog.getByRole('button', { name: say.before, exact: true }).click();
      expect([
        await dialog.getByRole('textbox', { name: say.at }).inputValue(),
        await dialog.getByRole('combobox', { name: say.at }).inputValue(),
      ]).toEqual(local(then));
      await dialog.getByRole('button', { name: say.look, exact: true }).click();

      await dialog.getByRole('button', { name: say.do }).click();
      const confirming = page.getByRole('dialog', { name: say.asks });
      await confirming.getByLabel(say.code).fill(shown(1));
      await confirming.getByRole('button', { name: say.goOn }).click();
      for (const text of say.done) await dialog.getByText(text).waitFor();
      // As it is called now.
      await dialog.getByRole('link', { name: `unit ${language}-1` }).waitFor();
      await isSound(page, `set-back-done-${language}`);
      expect((await ask('GET', `${path}/${edited}`)).body['name']).toBe(`unit ${language}-1`);
      expect((await ask('GET', `${path}/${gone}`)).status).toBe(200);

      const [history] = await Promise.all([
        page.context().waitForEvent('page'),
        dialog
          .locator('tr', { hasText: `${language}-1` })
          .getByRole('link')
          .click(),
      ]);
      await history.locator('gj-history').getByText(say.restored).first().waitFor();
      await picture(history, `set-back-history-${language}`);
      await history.close();
      await dialog.getByRole('button', { name: say.finish }).click();
      await dialog.waitFor({ state: 'detached' });
    });
  },
  { packages: ['platform', 'basis'], clock: () => Date.now() + skipped },
);
