import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { readMail } from '../../access/sign-in/read-mail.suite.ts';
import { openSinks, type Sinks } from '../../einvoicing/outgoing/sinks.suite.ts';
import { type Office, openOffice } from '../changes/office.suite.ts';

const preference = '/api/me/preferences/inbox-mail';

describeOnDatabases('what needs somebody, by mail,', (under) => {
  let office: Office;
  let sinks: Sinks;
  let now = Date.parse('2026-05-12T07:00:00+08:00');
  /** Sessions would end from day to day. */
  const tokens = new Map<string, { readonly authorization: string }>();
  const at = (moment: string) => {
    now = Date.parse(moment);
  };
  const mailed = async () => {
    sinks.mails.length = 0;
    await office.node.node.run('inbox-mails');
    return sinks.mails.map(readMail);
  };
  const wants = async (who: string, language: string | null) => {
    const own = tokens.get(who);
    const asked =
      language === null
        ? office.ask(who, 'DELETE', preference, undefined, own)
        : office.ask(who, 'PUT', preference, language, own);
    expect((await asked).status).toBe(204);
  };
  const act = async (who: string, action: string) => {
    const path = `/api/forms/user/records/${office.ids.get(who)}`;
    const { revision } = (await office.ask('admin', 'GET', path)).body;
    const match = { 'if-match': `"${revision}"` };
    expect((await office.ask('admin', 'POST', `${path}/actions/${action}`, {}, match)).status).toBe(200);
  };

  beforeAll(async () => {
    sinks = await openSinks();
    office = await openOffice(under.url, { clock: () => now, smtp: sinks.smtp });
    for (const who of ['ann', 'bob']) {
      await office.hire(who, []);
      const path = `/api/forms/user/records/${office.ids.get(who)}`;
      const { revision } = (await office.ask('admin', 'GET', path)).body;
      const email = { email: `${who}@example.com` };
      await office.ask('admin', 'PATCH', path, email, { 'if-match': `"${revision}"` });
      const program = { name: 'day by day', scopes: ['read', 'write'], expiresOn: '2027-05-01' };
      const { body } = await office.ask(who, 'POST', '/api/me/tokens', program);
      tokens.set(who, { authorization: `Bearer ${String(body['token'])}` });
    }
    const token = { name: 'BI', scopes: ['read'], expiresOn: '2026-05-20' };
    expect((await office.ask('ann', 'POST', '/api/me/tokens', token)).status).toBe(201);
  }, 120_000);
  afterAll(async () => {
    await office.close();
    await sinks.close();
  });
  beforeEach(async () => {
    await wants('ann', null);
    await wants('bob', null);
  });

  it('comes once a day to whoever wants it, with the way to each, and not before the morning', async () => {
    at('2026-05-12T07:00:00+08:00');
    await wants('ann', 'en');
    expect(await mailed()).toEqual([]);
    at('2026-05-12T08:05:00+08:00');
    const [mail = '', ...others] = await mailed();
    expect(others).toEqual([]);
    expect(mail).toContain('To: ann@example.com');
    expect(mail).toContain('Subject: 1 item needs you');
    expect(mail).toContain('The access token “BI” is about to expire');
    expect(mail).toMatch(/https?:\/\/\S+\/inbox/);
    expect(await mailed()).toEqual([]);
    at('2026-05-12T21:00:00+08:00');
    expect(await mailed()).toEqual([]);
    at('2026-05-13T08:00:00+08:00');
    expect(await mailed()).toHaveLength(1);
  });

  it('is in the language that was chosen since', async () => {
    at('2026-05-14T09:00:00+08:00');
    await wants('ann', 'en');
    await office.ask('ann', 'PUT', '/api/me/preferences/language', 'zh', tokens.get('ann'));
    await mailed();
    const [, packed = ''] = sinks.mails[0]?.split('\r\n\r\n') ?? [];
    const mail = Buffer.from(packed, 'base64').toString();
    expect(mail).toContain('ann，您好：收件箱中有 1 项需要您处理。');
    expect(mail).toContain('访问令牌“BI”');
    await office.ask('ann', 'DELETE', '/api/me/preferences/language', undefined, tokens.get('ann'));
  });

  it('comes to nobody who does not want it, or whom nothing needs', async () => {
    at('2026-05-15T09:00:00+08:00');
    await wants('bob', 'zh');
    expect(await mailed()).toEqual([]);
  });

  it('comes to nobody who was disabled', async () => {
    at('2026-05-16T09:00:00+08:00');
    await wants('ann', 'zh');
    await act('ann', 'disable');
    expect(await mailed()).toEqual([]);
    await act('ann', 'enable');
    expect(await mailed()).toHaveLength(1);
  });

  it('is tried again when the mail server was away', async () => {
    at('2026-05-17T09:00:00+08:00');
    await wants('ann', 'zh');
    const { port } = sinks.smtp;
    await sinks.close();
    expect(await mailed()).toEqual([]);
    sinks = await openSinks(port);
    expect(await mailed()).toHaveLength(1);
  });
});
