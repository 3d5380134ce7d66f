import { answerPath } from '../../../metadata/common/answer-path.ts';
import { escaped } from '../../../metadata/common/html.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { singleSignOn } from '../../../metadata/contract/people/single-sign-on.ts';
import type { Gate, SignInFrom } from '../../access/auth/gate.ts';
import { makeClientKey, publicKeys } from '../../access/sign-in/client-keys.ts';
import { flowSeconds } from '../../access/sign-in/flow.ts';
import { ownMetadata } from '../../access/sign-in/own-metadata.ts';
import { providerForm } from '../../access/sign-in/read-providers.ts';
import type { Attempted, SentAnswer, SingleSignOn } from '../../access/sign-in/single-sign-on.ts';
import { platformForm } from '../../call/system-call.ts';
import { renderProblem } from '../../common/messages/render-problem.ts';
import { Refusal } from '../../common/refusal.ts';
import { listCertificates } from '../../common/saml/certificates.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import {
  deviceCookie,
  deviceProofs,
  flowCookie,
  flowKept,
  seeingCookie,
  sessionCookie,
} from '../pipeline/headers.ts';
import { problemPolicy } from '../pipeline/problem-page.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { userOf } from './users.ts';

/** Makes the calls to sign in without a password, and to try the rules of a provider. */
export function singleSignOnEndpoints(
  signOn: SingleSignOn,
  gate: Pick<Gate, 'passkeySite'>,
  { https, resets }: { readonly https: boolean; readonly resets: boolean },
): readonly Endpoint[] {
  return [
    serveCall(singleSignOn.providers, async ({ ask }) => ({
      body: {
        items: await signOn.offered(ask.language),
        redirect: signOn.redirect,
        signedOut: signOn.signedOut,
        ended: signOn.ended,
        saml: signOn.saml,
        passkeysAt: await gate.passkeySite(),
        resets,
      },
    })),
    serveCall(singleSignOn.begin, async ({ ask, body }) => {
      const { to = '/' } = await body();
      const { address, name, sealed } = await signOn.begin(ask.param('provider'), to, signInFrom(ask));
      return {
        body: { address },
        headers: { 'set-cookie': [flowCookie(name, sealed, flowSeconds, https)] },
      };
    }),
    serveCall(singleSignOn.finish, async ({ ask, body }) => {
      const { answer } = await body();
      const kept = (name: string) => flowKept((header) => ask.header(header), name);
      const { token, principal, idle, proofs, to, name } = await signOn.finish(answer, kept, signInFrom(ask));
      return {
        body: { user: principal.user, to },
        headers: {
          'set-cookie': [
            sessionCookie(token, idle, https),
            deviceCookie(proofs, https),
            flowCookie(name, '', 0, https),
            seeingCookie('', 0, https),
          ],
        },
      };
    }),
    serveCall(singleSignOn.saml, async ({ ask }) => {
      const query = await signOn.arrive(await sentAnswer(ask), signInFrom(ask));
      return { raw: goesOn(`${answerPath}?${query}`, ask.language), headers: pageHeaders };
    }),
    serveCall(singleSignOn.metadata, () => ({
      raw: ownMetadata(signOn.saml),
      headers: { 'content-type': 'application/samlmetadata+xml' },
    })),
    serveCall(singleSignOn.certificates, async ({ ask }) => ({
      body: {
        items: listCertificates(
          (await signOn.provider(ask.param('provider'))).certificates,
          Date.parse(ask.call.now.instant),
        ),
      },
    })),
    serveCall(singleSignOn.keys, async ({ ask }) => ({
      body: publicKeys(await signOn.provider(ask.param('provider'))),
    })),
    serveCall(singleSignOn.makeKey, async ({ ask }) => {
      const { id, number } = await signOn.provider(ask.param('provider'));
      const form = platformForm(ask.served.model, providerForm);
      const { revision } = await ask.host.store.patch(ask.writeCall, form, id, {
        clientKey: await makeClientKey(),
      });
      return { body: publicKeys(await signOn.provider(number)), revision };
    }),
    serveCall(singleSignOn.ended, async ({ ask }) => {
      const sent = await ask.bytes(ask.bodyLimit);
      const token = new URLSearchParams(Buffer.from(sent).toString('utf8')).get('logout_token') ?? '';
      await signOn.endedThere(token, signInFrom(ask));
      return { status: 200, headers: { 'cache-control': 'no-store' } };
    }),
    serveCall(singleSignOn.attempt, async ({ ask, body }) => {
      const { claims } = await body();
      return { body: shown(await signOn.attempt(ask.param('provider'), claims), ask) };
    }),
    serveCall(singleSignOn.accounts, async ({ ask }) => {
      const { id } = await userOf(ask);
      return { body: { count: await signOn.identities.count(id) } };
    }),
    serveCall(singleSignOn.unlink, async ({ ask }) => {
      const { id, number } = await userOf(ask);
      const count = await signOn.identities.forget(id);
      const target = text(number);
      if (count > 0)
        await ask.host.audit.record({ action: 'accounts-unlinked', actor: ask.principal.user, target });
      return { body: { count } };
    }),
  ];
}

/** Bytes of the form by which a browser sends an answer: it is longer there than by itself. */
const longestForm = 512 * 1024;

/** What a provider had the browser send; null: more than anybody sends. */
async function sentAnswer(ask: Ask): Promise<SentAnswer | null> {
  try {
    const form = new URLSearchParams(Buffer.from(await ask.bytes(longestForm)).toString('utf8'));
    return { answer: form.get('SAMLResponse') ?? '', state: form.get('RelayState') ?? '' };
  } catch (error) {
    if (error instanceof Refusal && error.status === 413) return null;
    throw error;
  }
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': problemPolicy,
  'cache-control': 'no-store',
};

/** A page that opens another one of this system by itself: what the browser keeps of this system goes with that. */
function goesOn(to: string, language: Language): string {
  const [title, link] =
    language === 'zh'
      ? ['正在登录…', '没有自动继续时，请点这里']
      : ['Signing in…', 'Continue, if nothing happens'];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><meta http-equiv="refresh" content="0;url=${escaped(to)}"></head><body><p><a href="${escaped(to)}">${link}</a></p></body></html>`;
}

/** Where somebody signs in from. */
export function signInFrom(ask: Ask): SignInFrom {
  return {
    address: ask.address,
    agent: ask.header('user-agent')?.slice(0, 200) ?? null,
    requestId: ask.requestId,
    proofs: deviceProofs((name) => ask.header(name)),
  };
}

function shown({ admission }: Attempted, { language, served, requestId }: Ask) {
  const { refusal, person, rule, number, name, email, tried, changes } = admission;
  const why = refusal && renderProblem(refusal, language, served.model.messages, requestId).body;
  return {
    outcome: refusal ? ('refused' as const) : person ? ('known' as const) : ('made' as const),
    why: why ? String(why['detail']) : null,
    user: person && { id: person.id, number: text(person['number']), name: text(person['name']) },
    number,
    name,
    email,
    rules: tried,
    organisation: rule?.organisation ?? null,
    roles: rule?.roles ?? [],
    changes: refusal || !person ? [] : Object.keys(changes),
  };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
