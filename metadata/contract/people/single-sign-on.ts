import {
  closed,
  flag,
  integer,
  list,
  maybe,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';

const tag = 'session';
const path = '/api/session/providers';
const ofUser = '/api/users/:id/accounts';
const ofProvider = `${path}/:provider`;
const saml = '/api/session/saml';

const named = object({ id: text(), number: text(), name: text() });

const attempt = object({
  outcome: oneOf(['known', 'made', 'refused'], {
    description: 'A user of this system comes in, one is made, or nobody comes in.',
  }),
  why: maybe(text({ description: 'Why nobody comes in' })),
  user: maybe(named, { description: 'The user that the claims lead to' }),
  number: text({ description: 'As the claims name the person; empty where they do not' }),
  name: text(),
  email: text(),
  rules: list(
    object({
      fits: oneOf([true, false]),
      found: list(text(), { description: 'Texts that the claim of the rule has' }),
    }),
    { description: 'The rules that were tried, in order, up to the first that fits.' },
  ),
  organisation: maybe(named, { description: 'Home organisation by the rule that fits' }),
  roles: list(named, { description: 'Roles by the rule that fits' }),
  changes: list(text(), { description: 'Fields of the user that become others' }),
});
/** The outcome of a sign-in that was only tried. */
export type SignInAttempt = TypeOf<typeof attempt>;

const certificate = object({
  subject: text({ description: 'Its holder, as it says itself' }),
  from: text({ description: 'The first day it is for' }),
  to: text({ description: 'The last day it is for' }),
  ended: flag({ description: 'Whether its time is over' }),
});
/** A certificate by which a provider of SAML signs. */
export type SigningCertificate = TypeOf<typeof certificate>;

const publicKeys = object({
  keys: list(
    object({
      kty: oneOf(['RSA']),
      use: oneOf(['sig']),
      alg: oneOf(['RS256']),
      kid: text(),
      n: text(),
      e: text(),
    }),
  ),
});
/** Public keys of this system (RFC 7517). */
export type PublicKeys = TypeOf<typeof publicKeys>;

/** The calls to sign in by a provider, and to hear from one that somebody signed out there. */
export const singleSignOn = {
  providers: call({
    method: 'GET',
    path,
    access: 'public',
    operation: 'signInProviders',
    tag,
    summary: { zh: '可用的登录提供方', en: 'Sign-in providers that may be chosen' },
    answer: object({
      items: list(object({ number: text(), name: text() })),
      redirect: text({
        description: 'The address that providers send people back to, to be registered there',
      }),
      signedOut: text({ description: 'The same after signing out' }),
      ended: text({ description: 'The address at which providers tell that somebody signed out there' }),
      saml: object(
        {
          entityId: text({ description: 'Name of this system, and the address of its metadata' }),
          answers: text({ description: 'The address that takes answers (assertion consumer service)' }),
        },
        { description: 'How this system is called by providers of SAML, to be registered there' },
      ),
      passkeysAt: maybe(text({ description: 'The site that passkeys sign in to; null: nobody has one yet' })),
      resets: flag({ description: 'Whether a link to choose another password can be sent' }),
    }),
  }),
  begin: call({
    method: 'POST',
    path: ofProvider,
    access: 'public',
    operation: 'beginSignIn',
    tag,
    summary: {
      zh: '开始单点登录：回答浏览器应前往的地址，并用 Cookie 记住这次登录',
      en: 'Begin single sign-on: answers the address for the browser to open, and keeps the sign-in in a cookie',
    },
    body: closed({
      to: optional(text({ maxLength: 1500, description: 'Path to go to afterwards. Default: home.' })),
    }),
    answer: object({ address: text() }),
  }),
  finish: call({
    method: 'PUT',
    path,
    access: 'public',
    operation: 'finishSignIn',
    tag,
    summary: {
      zh: '完成单点登录：用提供方带回的查询串换取会话',
      en: 'Finish single sign-on: turns the query that a provider sent back into a session',
    },
    body: closed({ answer: text({ maxLength: 8000, description: 'The query, without its question mark' }) }),
    answer: object({ user: named, to: text({ description: 'Path where the person wanted to go' }) }),
  }),
  saml: call({
    method: 'POST',
    path: saml,
    access: 'public',
    operation: 'takeSamlAnswer',
    tag,
    summary: {
      zh: '登录提供方（SAML 2.0）经浏览器送来的应答：保留一分钟，回答一个在本系统中继续登录的页面',
      en: 'What a sign-in provider has the browser send (SAML 2.0): kept for a minute; answers a page that goes on with it within this system',
    },
    body: object({ SAMLResponse: text(), RelayState: text() }),
    urlencoded: true,
    answer: text(),
    type: 'text/html',
  }),
  metadata: call({
    method: 'GET',
    path: `${saml}/metadata`,
    access: 'public',
    operation: 'samlMetadata',
    tag,
    summary: {
      zh: '本系统作为服务提供方的 SAML 2.0 元数据',
      en: 'SAML 2.0 metadata of this system as a service provider',
    },
    answer: text(),
    type: 'application/samlmetadata+xml',
  }),
  certificates: call({
    method: 'GET',
    path: `${ofProvider}/certificates`,
    access: 'administers',
    operation: 'signingCertificates',
    tag,
    summary: {
      zh: '登录提供方（SAML 2.0）的签名证书及其有效期',
      en: 'Certificates by which a sign-in provider signs (SAML 2.0), with the days they are for',
    },
    answer: object({ items: list(certificate) }),
  }),
  keys: call({
    method: 'GET',
    path: `${ofProvider}/keys`,
    access: 'public',
    operation: 'clientKeys',
    tag,
    summary: {
      zh: '本系统向登录提供方证明身份（private_key_jwt）所用的公钥（JWKS）',
      en: 'Public keys by which this system authenticates to a sign-in provider (private_key_jwt), as a JWKS',
    },
    answer: publicKeys,
  }),
  makeKey: call({
    method: 'POST',
    path: `${ofProvider}/keys`,
    access: 'administers',
    operation: 'makeClientKey',
    tag,
    summary: {
      zh: '生成本系统向登录提供方证明身份所用的密钥（private_key_jwt），代替之前的；私钥加密保存，只回答公钥',
      en: 'Make the key by which this system authenticates to a sign-in provider (private_key_jwt), in place of the former one; it is kept encrypted, its public half is answered',
    },
    answer: publicKeys,
  }),
  ended: call({
    method: 'POST',
    path: '/api/session/ended',
    access: 'public',
    operation: 'endSessionsFromProvider',
    tag,
    summary: {
      zh: '登录提供方告知某人已在那里退出（OpenID Connect Back-Channel Logout）：结束由它开始的会话',
      en: 'A sign-in provider tells that someone signed out there (OpenID Connect Back-Channel Logout): ends the sessions that it began',
    },
    body: object({ logout_token: text({ maxLength: 8000 }) }),
    urlencoded: true,
  }),
  attempt: call({
    method: 'POST',
    path: `${ofProvider}/attempt`,
    access: 'administers',
    asks: true,
    operation: 'attemptSignIn',
    tag,
    summary: {
      zh: '用 ID 令牌、SAML 应答或声明的 JSON 试一试规则：谁会登录，是否新建，得到什么组织和角色；不写入任何数据',
      en: 'Try the rules on an ID token, an answer by SAML or claims as JSON: who would come in, known or made, with which organisation and roles; nothing is written',
    },
    body: closed({ claims: text({ maxLength: 400_000 }) }),
    answer: attempt,
  }),
  accounts: call({
    method: 'GET',
    path: ofUser,
    access: 'administers',
    operation: 'linkedAccounts',
    tag: 'users',
    summary: {
      zh: '用户对应了多少个登录提供方的账号',
      en: 'How many accounts of sign-in providers are linked to a user',
    },
    answer: object({ count: integer() }),
  }),
  unlink: call({
    method: 'DELETE',
    path: ofUser,
    access: 'administers',
    operation: 'unlinkAccounts',
    tag: 'users',
    summary: {
      zh: '解除用户与登录提供方账号的对应：下次登录时重新按编码对应；回答解除了多少个',
      en: 'Unlink a user from accounts of sign-in providers: the next sign-in links by number again; answers how many there were',
    },
    answer: object({ count: integer() }),
  }),
} as const;
