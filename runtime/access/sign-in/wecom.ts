import { textOf } from './claims.ts';
import { notOfCompany, type Platform, PlatformSaidNo } from './platform.ts';

const api = 'https://qyapi.weixin.qq.com';
/** The application may not read who somebody is beyond his id, or he is out of its sight. */
const hidden: ReadonlySet<string> = new Set(['48009', '48002', '60011', '60111']);

/** WeCom (企业微信): an application that the company made itself, by its CorpID, AgentId and secret. */
export const wecom: Platform = {
  signIn: 'https://login.work.weixin.qq.com',
  called: [api],
  codeName: 'code',
  refusals: {
    spent: new Set(['40029', '42003']),
    stale: new Set(['40014', '42001', '41001']),
    strange: new Set([notOfCompany]),
  },

  address: ({ provider, redirect, checks }) =>
    `/wwlogin/sso/login?${new URLSearchParams({
      login_type: 'CorpApp',
      appid: provider.clientId,
      agentid: provider.agent,
      redirect_uri: redirect,
      state: checks.state,
    })}`,

  async person({ provider, ask, byApplication }, code) {
    const fresh = async () => {
      const query = { corpid: provider.clientId, corpsecret: provider.secret ?? '' };
      const said = await ask(api, '/cgi-bin/gettoken', { query });
      return { token: textOf(said, 'access_token'), seconds: Number(said['expires_in']) };
    };
    return byApplication(fresh, async (token) => {
      const query = { access_token: token };
      const who = await ask(api, '/cgi-bin/auth/getuserinfo', { query: { ...query, code } });
      const userid = textOf(who, 'userid');
      if (userid === '') throw new PlatformSaidNo(notOfCompany, 'no member of the company');
      const more = await ask(api, '/cgi-bin/user/get', { query: { ...query, userid } }).catch(
        (error: unknown) => {
          if (error instanceof PlatformSaidNo && hidden.has(error.code)) return {};
          throw error;
        },
      );
      const email = textOf(more, 'biz_mail') || textOf(more, 'email');
      return { subject: userid, claims: { ...more, userid, preferred_username: userid, email } };
    });
  },
};
