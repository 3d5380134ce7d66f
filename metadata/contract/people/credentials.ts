import type { JsonSchema } from '../../common/json.ts';
import {
  anyObject,
  closed,
  date,
  either,
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  nothing,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { passkeySigned } from './session.ts';

const tokensPath = '/api/me/tokens';
const ofUser = '/api/users/:id/password';
const sessionsPath = '/api/me/sessions';
const sessionsOf = '/api/users/:id/sessions';
const appsPath = '/api/me/authenticators';
const appsOf = '/api/users/:id/authenticators';

const tokenMembers = {
  id: text({ format: 'uuid' }),
  name: text(),
  scopes: list(text()),
  hint: maybe(text({ description: 'How its text begins' })),
  enabled: flag(),
  createdAt: instant(),
  expiresOn: maybe(date()),
  lastUsedAt: maybe(instant()),
} as const;

export const token = object(tokenMembers);
export const newToken = object({ ...tokenMembers, token: text({ description: 'Told this once' }) });
export type Token = TypeOf<typeof token>;

export const openSession = object({
  id: text({ description: 'Tells the sessions of one person apart' }),
  current: flag({ description: 'The one that asks' }),
  agent: maybe(text({ description: 'The browser or program as it calls itself' })),
  address: maybe(text({ description: 'Where it signed in from' })),
  byProvider: flag({ description: 'A sign-in provider vouched for the person' }),
  signedInAt: instant(),
  lastUsedAt: instant({ description: 'To five minutes' }),
  expiresAt: instant({ description: 'Unless it is used before' }),
});
export type OwnSession = TypeOf<typeof openSession>;
const sessions = object({ items: list(named('Session', openSession)) });
const endedSessions = object({ ended: integer({ description: 'Sessions that ended' }) });

export const authenticator = object({
  id: text({ format: 'uuid' }),
  kind: oneOf(['app', 'passkey'], { description: 'By its codes, or by what it signs' }),
  name: text({ description: 'What its owner calls it' }),
  createdAt: instant(),
  lastUsedAt: maybe(instant()),
});
export type Authenticator = TypeOf<typeof authenticator>;
const authenticators = object({
  items: list(named('Authenticator', authenticator), {
    description:
      'Apps and passkeys: a sign-in by password asks for one of them; with none, the password is enough',
  }),
  codesLeft: integer({ description: 'Recovery codes that were not used yet' }),
  needed: flag({ description: 'A role asks for two-step verification: the last one cannot be removed' }),
  passkeysAt: maybe(
    text({
      description: 'The site that passkeys are made for; null: the address of this server allows none',
    }),
  ),
});
const present = text({ format: 'password', description: 'The password of the caller, typed again' });
const recoveryCodes = list(text(), { description: 'Each opens once, in place of a code; told this once' });

const wanted = <S extends JsonSchema>(scope: S) =>
  closed({
    name: text({ maxLength: 200 }),
    scopes: optional(list(scope)),
    expiresOn: optional(
      maybe(
        date({
          description:
            'Its last day; null: it has none. Default: a year from now. The inbox of its user reminds of it.',
        }),
      ),
    ),
  });
const scope = oneOf(['read', 'write', 'administer', 'provision', 'publish', 'reveal']);
export type TokenScope = TypeOf<typeof scope>;
/** Of a scope that there is not it is told which the caller has to give: the document alone lists them. */
const wantedToken = wanted(typed<TokenScope>(text()));
export const documentedToken = wanted(scope);
export type WantedToken = TypeOf<typeof wantedToken>;

const endTokens = optional(
  either([only('all'), list(text({ format: 'uuid', 'x-problem': 'token-unknown' })), nothing()], {
    description: 'Which of the tokens end as well: all, or those with these ids. Default: none.',
  }),
);

const tokens = (description: string) => list(named('Token', token), { description });
const left = tokens('Tokens that stand: they open what they opened before');
/** The outcome of a new password: the sessions and tokens that it ended, and the tokens that it left. */
const passwordAnswer = object({
  sessions: integer({ description: 'Sessions that ended' }),
  ended: tokens('Tokens that ended'),
  tokens: left,
});
export type PasswordAnswer = TypeOf<typeof passwordAnswer>;

const ownPassword = closed({
  present: text({ format: 'password' }),
  next: text({ format: 'password' }),
  endTokens,
});
export type EndTokens = TypeOf<typeof ownPassword>['endTokens'];

/** The calls that everybody may make for himself, whatever his roles say. */
export const me = {
  password: call({
    method: 'PUT',
    path: '/api/me/password',
    access: 'signed-in',
    operation: 'changePassword',
    tag: 'me',
    summary: {
      zh: '修改自己的密码：结束其他会话，并回答仍有效的令牌；endTokens 可同时结束它们',
      en: 'Change the caller’s password: ends other sessions and lists the tokens still valid; endTokens revokes them as well',
    },
    body: ownPassword,
    answer: passwordAnswer,
    confirmed: true,
  }),
  sessions: call({
    method: 'GET',
    path: sessionsPath,
    access: 'signed-in',
    operation: 'mySessions',
    tag: 'me',
    summary: { zh: '自己在哪些设备上登录着', en: 'Where the caller is signed in' },
    answer: sessions,
  }),
  endSession: call({
    method: 'DELETE',
    path: `${sessionsPath}/:session`,
    access: 'signed-in',
    operation: 'endMySession',
    tag: 'me',
    summary: { zh: '结束自己的一处登录', en: 'End one of the caller’s sessions' },
    status: 204,
  }),
  endOtherSessions: call({
    method: 'DELETE',
    path: sessionsPath,
    access: 'signed-in',
    operation: 'endMyOtherSessions',
    tag: 'me',
    summary: {
      zh: '结束自己的其他登录，发出请求的除外',
      en: 'End the caller’s sessions but for the one that asks',
    },
    answer: endedSessions,
  }),
  authenticators: call({
    method: 'GET',
    path: appsPath,
    access: 'signed-in',
    operation: 'myAuthenticators',
    tag: 'me',
    summary: {
      zh: '自己的两步验证：验证器应用、通行密钥和恢复码',
      en: 'The caller’s authenticator apps, passkeys and recovery codes',
    },
    answer: authenticators,
  }),
  newAuthenticator: call({
    method: 'POST',
    path: '/api/me/new-authenticator',
    access: 'signed-in',
    operation: 'newAuthenticator',
    tag: 'me',
    summary: {
      zh: '取得新验证器应用的密钥；用它显示的验证码添加之前什么也不改变',
      en: 'Get the secret for one more app; nothing changes before it is added with a code that it shows',
    },
    body: closed({ present }),
    answer: object({
      ticket: text({ description: 'Goes with the code, within 15 minutes' }),
      secret: text({ description: 'To be typed into the app' }),
      address: text({ description: '`otpauth://…`, to be scanned by the app as a QR code' }),
    }),
    secretAnswer: true,
    confirmed: true,
  }),
  newPasskey: call({
    method: 'POST',
    path: '/api/me/new-passkey',
    access: 'signed-in',
    operation: 'newPasskey',
    tag: 'me',
    summary: {
      zh: '取得浏览器创建通行密钥所需的内容；添加之前什么也不改变',
      en: 'Get what a browser makes a passkey by; nothing changes before it is added',
    },
    body: closed({ present }),
    answer: object({
      ticket: text({ description: 'Goes with the passkey, within 15 minutes' }),
      passkey: anyObject({ description: '`PublicKeyCredentialCreationOptionsJSON` of WebAuthn' }),
    }),
    confirmed: true,
  }),
  addAuthenticator: call({
    method: 'POST',
    path: appsPath,
    access: 'signed-in',
    operation: 'addAuthenticator',
    tag: 'me',
    summary: {
      zh: '添加验证器应用或通行密钥；第一个同时得到恢复码，只回答这一次',
      en: 'Add an authenticator app or a passkey; with the first one come recovery codes, told this once',
    },
    body: closed({
      ticket: text(),
      code: optional(text({ maxLength: 40, description: 'What the app shows' })),
      passkey: optional(anyObject(passkeySigned)),
      name: text({ minLength: 1, maxLength: 100 }),
    }),
    answer: object({ codes: recoveryCodes }),
    status: 201,
    secretAnswer: true,
  }),
  removeAuthenticator: call({
    method: 'POST',
    path: `${appsPath}/:id/removal`,
    access: 'signed-in',
    operation: 'removeAuthenticator',
    tag: 'me',
    summary: { zh: '移除一个验证器应用或通行密钥', en: 'Remove an authenticator app or a passkey' },
    body: closed({ present }),
    status: 204,
    confirmed: true,
  }),
  renewCodes: call({
    method: 'POST',
    path: '/api/me/recovery-codes',
    access: 'signed-in',
    operation: 'renewRecoveryCodes',
    tag: 'me',
    summary: {
      zh: '换一组恢复码；之前的全部失效',
      en: 'Replace the recovery codes: those of before no longer work',
    },
    body: closed({ present }),
    answer: object({ codes: recoveryCodes }),
    secretAnswer: true,
    confirmed: true,
  }),
  tokens: call({
    method: 'GET',
    path: tokensPath,
    access: 'signed-in',
    operation: 'myTokens',
    tag: 'me',
    summary: { zh: '自己的访问令牌', en: 'The caller’s tokens' },
    answer: object({ items: list(named('Token', token)) }),
  }),
  createToken: call({
    method: 'POST',
    path: tokensPath,
    access: 'signed-in',
    operation: 'createToken',
    tag: 'me',
    summary: { zh: '新建访问令牌；内容只回答这一次', en: 'Create a token; its text is shown only once' },
    body: wantedToken,
    answer: named('NewToken', newToken),
    status: 201,
    secretAnswer: true,
    confirmed: true,
  }),
  revokeToken: call({
    method: 'DELETE',
    path: `${tokensPath}/:id`,
    access: 'signed-in',
    operation: 'revokeToken',
    tag: 'me',
    summary: { zh: '吊销访问令牌', en: 'Revoke a token' },
    status: 204,
  }),
} as const;

/** The calls that administrators make for other users. */
export const users = {
  sessions: call({
    method: 'GET',
    path: sessionsOf,
    access: 'administers',
    operation: 'sessionsOfUser',
    tag: 'users',
    summary: { zh: '用户在哪些设备上登录着', en: 'Where a user is signed in' },
    answer: sessions,
  }),
  endSessions: call({
    method: 'DELETE',
    path: sessionsOf,
    access: 'administers',
    operation: 'endSessionsOfUser',
    tag: 'users',
    summary: {
      zh: '结束用户的所有登录；其令牌仍然有效',
      en: 'End all sessions of a user; their tokens stay valid',
    },
    answer: endedSessions,
  }),
  seeAs: call({
    method: 'POST',
    path: '/api/users/:id/seen-as',
    access: 'administers',
    operation: 'seeAsUser',
    tag: 'users',
    summary: {
      zh: '以这个用户的身份查看：此后一小时，这个浏览器的请求按其权限回答，什么也不能更改；写入审计记录',
      en: 'See as this user: for an hour, what this browser asks is answered by the rights of the user, and nothing can be changed; noted in the audit trail',
    },
    answer: object({ ends: instant() }),
    confirmed: true,
  }),
  authenticators: call({
    method: 'GET',
    path: appsOf,
    access: 'administers',
    operation: 'authenticatorsOfUser',
    tag: 'users',
    summary: { zh: '用户的验证器应用和通行密钥', en: 'The authenticator apps and passkeys of a user' },
    answer: authenticators,
  }),
  removeAuthenticators: call({
    method: 'DELETE',
    path: appsOf,
    access: 'administers',
    operation: 'removeAuthenticatorsOfUser',
    tag: 'users',
    summary: {
      zh: '用户丢失手机和恢复码时，移除全部验证器应用和通行密钥：下次登录只要密码，角色要求时重新添加',
      en: 'Remove all apps and passkeys of a user who lost phone and recovery codes: the next sign-in needs the password alone and, if a role asks for it, adds one',
    },
    answer: object({ removed: integer({ description: 'Apps and passkeys that were removed' }) }),
    confirmed: true,
  }),
  hasPassword: call({
    method: 'GET',
    path: ofUser,
    access: 'administers',
    operation: 'hasPassword',
    tag: 'users',
    summary: {
      zh: '用户是否已有密码，以及哪些令牌仍有效',
      en: 'Whether a user has a password, and which tokens are valid',
    },
    answer: object({ set: flag(), tokens: left }),
  }),
  setPassword: call({
    method: 'PUT',
    path: ofUser,
    access: 'administers',
    operation: 'setPassword',
    tag: 'users',
    summary: {
      zh: '为用户设置密码：结束其会话，并回答仍有效的令牌；endTokens 可同时结束它们',
      en: "Set a user's password: ends the user's sessions and lists the tokens still valid; endTokens revokes them as well",
    },
    body: closed({
      password: text({ format: 'password' }),
      temporary: optional(
        flag({ description: 'The user chooses another with the next sign-in. Default: false.' }),
      ),
      endTokens,
    }),
    answer: passwordAnswer,
    confirmed: true,
  }),
} as const;
