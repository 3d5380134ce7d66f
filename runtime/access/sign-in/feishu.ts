import { isObject } from '../../../metadata/common/json.ts';
import { textOf } from './claims.ts';
import type { Platform } from './platform.ts';

const accounts = 'https://accounts.feishu.cn';
const api = 'https://open.feishu.cn';

/** Feishu (飞书): an application that the company made itself, by its App ID and secret, with PKCE. */
export const feishu: Platform = {
  signIn: accounts,
  called: [accounts, api],
  codeName: 'code',
  refusals: {
    // By number, or as OAuth has it.
    spent: new Set(['20003', '20004', '20065', 'invalid_grant']),
    stale: new Set(),
    strange: new Set(['20010']),
  },

  address: ({ provider, redirect, checks, challenge }) =>
    `/open-apis/authen/v1/authorize?${new URLSearchParams({
      client_id: provider.clientId,
      response_type: 'code',
      redirect_uri: redirect,
      state: checks.state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })}`,

  async person({ provider, redirect, checks, ask }, code) {
    const signedIn = await ask(accounts, '/oauth/v3/token', {
      body: {
        grant_type: 'authorization_code',
        client_id: provider.clientId,
        client_secret: provider.secret ?? '',
        code,
        redirect_uri: redirect,
        code_verifier: checks.verifier,
      },
    });
    const said = await ask(api, '/open-apis/authen/v1/user_info', {
      headers: { authorization: `Bearer ${textOf(signedIn, 'access_token')}` },
    });
    const me = isObject(said['data']) ? said['data'] : {};
    const email = textOf(me, 'enterprise_email') || textOf(me, 'email');
    // Without the permission for it there is no id within the company: then nobody is named.
    const claims = { ...me, preferred_username: textOf(me, 'user_id'), email };
    return { subject: textOf(me, 'union_id') || textOf(me, 'open_id'), claims };
  },
};
