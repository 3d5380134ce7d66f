import type { Json } from '../../../metadata/common/json.ts';
import { singleSignOn } from '../../../metadata/contract/people/single-sign-on.ts';
import type { Gate, SignInFrom } from '../../access/auth/gate.ts';
import { flowSeconds } from '../../access/sign-in/flow.ts';
import type { Attempted, SingleSignOn } from '../../access/sign-in/single-sign-on.ts';
import { renderProblem } from '../../common/messages/render-problem.ts';
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
