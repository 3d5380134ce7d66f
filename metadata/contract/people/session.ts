import {
  anyObject,
  closed,
  dictionary,
  exactlyOne,
  flag,
  instant,
  integer,
  list,
  maybe,
  nothing,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { cursor, limit, search } from '../common/paging.ts';

const tag = 'session';
const path = '/api/session';

/** Organisations that come with the session itself; whoever has more asks for them in pages. */
export const organisationsCarried = 200;

const named = object({ id: text(), number: text(), name: text() });
/** A user, or an organisation, of the session. */
export type Named = TypeOf<typeof named>;

const organisation = object({ id: text(), number: text(), name: text(), parent: maybe(text()) });
/** An organisation that somebody may act for. */
export type OwnOrganisation = TypeOf<typeof organisation>;

const who = object({
  user: named,
  org: named,
  administers: flag(),
  designs: flag({ description: 'May design some form.' }),
  publishes: flag({ description: 'May publish designs of some form.' }),
  leastPassword: integer({ description: 'Characters of the shortest password that somebody may choose.' }),
  designsApproved: flag({ description: 'Somebody else has to agree before a design is published.' }),
  parameters: flag({ description: 'Sees values of a parameter somewhere.' }),
  reveals: flag({ description: 'May be told a secret parameter somewhere.' }),
  organisations: list(organisation, {
    maxItems: organisationsCarried,
    description: 'The first of those the caller may act for, parents before children.',
  }),
  moreOrganisations: flag({ description: 'There are more of them: see `/api/session/organisations`.' }),
  rights: dictionary(list(text())),
  csrf: text(),
  maps: optional(
    object(
      { place: optional(text()), address: optional(text()) },
      {
        description:
          'The map that pages lead to: addresses with `{lat}` and `{lon}`, or `{address}`, to be filled in. Default: none.',
      },
    ),
  ),
  mails: optional(
    text({
      description: 'Where the system can mail the user. Default: it has no mailbox, or the user no address.',
    }),
  ),
  credential: oneOf(['session', 'token'], { description: 'By what it is known who asks.' }),
  expires: optional(instant({ description: 'When a session ends that nobody uses.' })),
  seenBy: optional(
    object(
      { number: text(), name: text() },
      {
        description: 'The administrator who sees as the user; nothing can be changed. Default: nobody does.',
      },
    ),
  ),
});
/** The user who is signed in. */
export type Who = TypeOf<typeof who>;

const signedIn = object({
  token: text(),
  user: named,
  org: named,
  csrf: text(),
  codes: optional(
    list(text(), {
      description: 'Recovery codes, told this once: the sign-in added the first app of the user.',
    }),
  ),
});
export type BegunSession = TypeOf<typeof signedIn>;
const ticket = text({ description: 'Goes with the answer to this step, within 15 minutes.' });
const toSign = { description: 'What a passkey signs: `PublicKeyCredentialRequestOptionsJSON` of WebAuthn.' };
const byPasskey = object({ step: only('passkey'), ticket, passkey: anyObject(toSign) });
const codeStep = object(
  {
    step: only('code'),
    ticket,
    app: flag({ description: 'The user has an authenticator app.' }),
    passkey: optional(anyObject(toSign)),
  },
  {
    description:
      'A code that an authenticator app of the user shows, one of the recovery codes, or what a passkey signed.',
  },
);
/** What may come in place of a session: something that is asked for first. */
const nextStep = [
  codeStep,
  object(
    { step: only('new-password'), ticket, least: integer({ description: 'Characters of the shortest.' }) },
    { description: 'The password is temporary: the user chooses another.' },
  ),
  object(
    {
      step: only('set-up'),
      ticket,
      secret: text({ description: 'To be typed into the app.' }),
      address: text({ description: '`otpauth://…`, to be scanned by the app as a QR code.' }),
      passkey: optional(
        anyObject({
          description: 'What a passkey is made by: `PublicKeyCredentialCreationOptionsJSON` of WebAuthn.',
        }),
      ),
    },
    {
      description:
        'A role of the user asks for two-step verification: a code that an app shows adds the app, a passkey that was made adds it.',
    },
  ),
] as const;
/** Of a passkey in a body. */
export const passkeySigned = {
  description: 'What a passkey answered, as `toJSON()` of its `PublicKeyCredential` gives it.',
};
const entered = exactlyOne([signedIn, ...nextStep]);
/** A session that begins, or what is asked for first. */
export type Entered = TypeOf<typeof entered>;
export type NextStep = Exclude<Entered, BegunSession>;

/** The calls to sign in and out, and to ask who one is. */
export const signing = {
  signIn: call({
    method: 'POST',
    path,
    access: 'public',
    operation: 'signIn',
    tag,
    summary: {
      zh: '登录；还需要验证码、通行密钥或新密码时回答这一步（step），不是错误',
      en: 'Sign in; where a code, a passkey or a new password is needed as well, that step is answered, which is no error',
    },
    body: closed({ user: text(), password: text({ format: 'password' }) }),
    answer: entered,
  }),
  askForPasskey: call({
    method: 'POST',
    path: `${path}/passkey`,
    access: 'public',
    operation: 'askForPasskey',
    tag,
    summary: {
      zh: '只用通行密钥登录：回答要签名的内容，签名后继续登录',
      en: 'Sign in with a passkey alone: answers what it signs; sign-in goes on with what it signed',
    },
    answer: byPasskey,
  }),
  step: call({
    method: 'POST',
    path: `${path}/steps`,
    access: 'public',
    operation: 'continueSignIn',
    tag,
    summary: {
      zh: '继续登录：回答上一步要求的验证码、通行密钥或新密码',
      en: 'Go on signing in with the code, the passkey or the new password that was asked for',
    },
    body: closed({
      ticket: text(),
      code: optional(text({ maxLength: 40 })),
      passkey: optional(anyObject(passkeySigned)),
      name: optional(
        text({
          minLength: 1,
          maxLength: 100,
          description: 'What an app or a passkey that is added is called.',
        }),
      ),
      password: optional(text({ format: 'password' })),
    }),
    answer: entered,
  }),
  forgotten: call({
    method: 'POST',
    path: `${path}/forgotten`,
    access: 'public',
    operation: 'forgottenPassword',
    tag,
    summary: {
      zh: '忘记密码：向用户登记的邮箱发送重设链接；有没有这个用户都一样回答',
      en: 'Forgotten password: sends a link to the e-mail address of the user; answers alike whether there is one',
    },
    body: closed({ user: text({ maxLength: 100 }) }),
    status: 204,
  }),
  beginReset: call({
    method: 'PUT',
    path: `${path}/forgotten`,
    access: 'public',
    operation: 'beginReset',
    tag,
    summary: {
      zh: '打开重设链接：回答接下来要的验证码或新密码',
      en: 'Open the link of a forgotten password: answers the code or the new password that is asked for next',
    },
    body: closed({ ticket: text({ description: 'Behind the # of the link' }) }),
    answer: entered,
  }),
  session: call({
    method: 'GET',
    path,
    access: 'anybody',
    whenBroken: true,
    operation: 'session',
    tag,
    summary: {
      zh: '当前用户、权限和可用组织；没有登录时 user 为 null',
      en: 'The current user, rights and organisations; user is null if nobody is signed in',
    },
    answer: exactlyOne([who, object({ user: nothing() })]),
  }),
  endSeeing: call({
    method: 'DELETE',
    path: `${path}/seen-as`,
    access: 'public',
    operation: 'endSeeing',
    tag,
    summary: {
      zh: '不再以其他用户的身份查看',
      en: 'See as another user no longer',
    },
    status: 204,
  }),
  organisations: call({
    method: 'GET',
    path: `${path}/organisations`,
    access: 'signed-in',
    operation: 'ownOrganisations',
    tag,
    summary: {
      zh: '当前用户可用的组织，上级在下级之前',
      en: 'Organisations the caller may act for, parents before children',
    },
    query: {
      q: search,
      number: {
        summary: { zh: '只要这个编号的组织', en: 'Only the organisation with this number' },
        schema: text(),
      },
      limit,
      cursor,
    },
    answer: object({
      items: list(organisation),
      next: maybe(text({ description: 'Cursor of the next page' })),
    }),
  }),
  askToConfirm: call({
    method: 'POST',
    path: `${path}/confirmation`,
    access: 'signed-in',
    operation: 'askToConfirm',
    tag,
    summary: {
      zh: '确认是本人：回答要求的验证码或通行密钥',
      en: 'Confirm that it is you: answers which code or passkey is asked for',
    },
    answer: codeStep,
  }),
  confirm: call({
    method: 'PUT',
    path: `${path}/confirmation`,
    access: 'signed-in',
    operation: 'confirmSession',
    tag,
    summary: {
      zh: '用验证码或通行密钥确认是本人；15 分钟内可做危险的更改',
      en: 'Confirm with a code or a passkey that it is you; for 15 minutes dangerous changes are allowed',
    },
    body: closed({
      ticket: text(),
      code: optional(text({ maxLength: 40 })),
      passkey: optional(anyObject(passkeySigned)),
    }),
    status: 204,
  }),
  signOut: call({
    method: 'DELETE',
    path,
    access: 'signed-in',
    whenBroken: true,
    operation: 'signOut',
    tag,
    summary: {
      zh: '退出；由登录提供方登录的会话回答结束提供方会话的地址',
      en: 'Sign out; of a session begun by a sign-in provider, the address that ends it there is answered',
    },
    status: 204,
    also: { 200: object({ address: text() }) },
  }),
} as const;
