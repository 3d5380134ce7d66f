import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { textOf } from './claims.ts';
import { notOfCompany, type Platform, PlatformSaidNo } from './platform.ts';

const api = 'https://api.dingtalk.com';
/** Where the calls of the directory are that have no successor yet. */
const directory = 'https://oapi.dingtalk.com';
/** Of a member; partners in the company's book of contacts are others. */
const member = 0;

/** DingTalk (钉钉): an application within the company, by its Client ID (AppKey) and secret. */
export const dingtalk: Platform = {
  signIn: 'https://login.dingtalk.com',
  called: [api, directory],
  codeName: 'authCode',
  refusals: {
    spent: new Set(['invalidParameter.authCode.notFound', 'invalidParameter.authCode.invalid', '40078']),
    stale: new Set(['40014', '42001', 'InvalidAuthentication']),
    strange: new Set([notOfCompany, '60121']),
  },

  address: ({ provider, redirect, checks }) =>
    `/oauth2/auth?${new URLSearchParams({
      redirect_uri: redirect,
      response_type: 'code',
      client_id: provider.clientId,
      scope: 'openid',
      state: checks.state,
      prompt: 'consent',
    })}`,

  async person({ provider, ask, byApplication }, code) {
    const secret = provider.secret ?? '';
    const signedIn = await ask(api, '/v1.0/oauth2/userAccessToken', {
      body: { clientId: provider.clientId, clientSecret: secret, code, grantType: 'authorization_code' },
    });
    const me = await ask(api, '/v1.0/contact/users/me', {
      headers: { 'x-acs-dingtalk-access-token': textOf(signedIn, 'accessToken') },
    });
    const unionid = textOf(me, 'unionId');
    const fresh = async () => {
      const body = { appKey: provider.clientId, appSecret: secret };
      const said = await ask(api, '/v1.0/oauth2/accessToken', { body });
      return { token: textOf(said, 'accessToken'), seconds: Number(said['expireIn']) };
    };
    // Everybody on DingTalk can sign in there: the directory of the company says whether he belongs to it.
    return byApplication(fresh, async (token) => {
      const query = { access_token: token };
      const found = resultOf(await ask(directory, '/topapi/user/getbyunionid', { query, body: { unionid } }));
      const userid = textOf(found, 'userid');
      if (userid === '' || Number(found['contact_type'] ?? member) !== member)
        throw new PlatformSaidNo(notOfCompany, 'no member of the company');
      const more = resultOf(await ask(directory, '/topapi/v2/user/get', { query, body: { userid } }));
      const name = textOf(more, 'name') || textOf(me, 'nick');
      const email = textOf(more, 'org_email') || textOf(more, 'email') || textOf(me, 'email');
      const claims = { ...more, userid, unionid, preferred_username: userid, name, email };
      return { subject: unionid, claims };
    });
  },
};

function resultOf({ result }: JsonObject): JsonObject {
  return isObject(result) ? result : {};
}
