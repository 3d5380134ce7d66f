import { organisationsCarried, signing, type Who } from '../../../metadata/contract/people/session.ts';
import type { Gate, Principal, SignedIn, SignInStep } from '../../access/auth/gate.ts';
import type { ResetMails } from '../../access/sign-in/reset-mails.ts';
import type { SingleSignOn } from '../../access/sign-in/single-sign-on.ts';
import type { Served } from '../../call/call.ts';
import type { ParameterAccess } from '../../call/rights.ts';
import type { Maps } from '../../config/maps.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { credentialOf, deviceCookie, seeingCookie, seeingToken, sessionCookie } from '../pipeline/headers.ts';
import { resetsNotOffered, sessionNeeded } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { abilities } from '../records/describe-form.ts';
import { ownOrganisations, ownOrganisationsEndpoint } from './own-organisations.ts';
import { signInFrom } from './single-sign-on.ts';

interface SessionOptions {
  readonly https: boolean;
  /** Default: pages lead to no map of others. */
  readonly maps?: Maps;
  /** Ends sessions at the providers that they were begun by. Default: there are none. */
  readonly signOn?: Pick<SingleSignOn, 'end'>;
  /** Default: there is no mailbox to send links from. */
  readonly resets?: ResetMails;
}

export function sessionEndpoints(
  gate: Gate,
  { https, maps, signOn, resets }: SessionOptions,
): readonly Endpoint[] {
  const entered = (answer: SignedIn | SignInStep, { served }: Ask) => {
    if ('step' in answer) return { body: answer };
    const { token, principal, idle, proofs, codes } = answer;
    return {
      body: { token, ...who(principal, served), csrf: principal.csrf, ...(codes && { codes }) },
      headers: {
        'set-cookie': [
          sessionCookie(token, idle, https),
          deviceCookie(proofs, https),
          seeingCookie('', 0, https),
        ],
      },
    };
  };
  return [
    serveCall(signing.signIn, async ({ ask, body }) => {
      const { user, password } = await body();
      const from = signInFrom(ask);
      return entered(await gate.signIn(user.trim(), password, from), ask);
    }),
    serveCall(signing.askForPasskey, async () => ({ body: await gate.askForPasskey() })),
    serveCall(signing.step, async ({ ask, body }) => {
      const { ticket, ...given } = await body();
      return entered(await gate.continueSignIn(ticket, given, signInFrom(ask)), ask);
    }),
    serveCall(signing.forgotten, async ({ ask, body }) => {
      const { user } = await body();
      if (!resets) throw resetsNotOffered();
      resets.send(user.trim(), signInFrom(ask), ask.language);
      return { status: 204 };
    }),
    serveCall(signing.beginReset, async ({ ask, body }) =>
      entered(await gate.beginReset((await body()).ticket, signInFrom(ask)), ask),
    ),
    serveCall(signing.session, async ({ ask }) => ({
      body: ask.signedIn
        ? {
            ...session(ask.signedIn, ask),
            leastPassword: await gate.leastPassword(),
            ...(maps && { maps: { ...maps } }),
            ...(resets && ask.signedIn.email && { mails: ask.signedIn.email }),
          }
        : { user: null },
    })),
    serveCall(signing.askToConfirm, async ({ ask }) => ({
      body: await gate.confirmation.begin(sessionOf(ask)),
    })),
    serveCall(signing.confirm, async ({ ask, body }) => {
      await gate.confirmation.finish(sessionOf(ask), await body(), ask.address);
      return { status: 204 };
    }),
    serveCall(signing.endSeeing, async ({ ask }) => {
      const token = seeingToken((name) => ask.header(name));
      if (token !== null) await gate.endSeeing(token);
      return { status: 204, headers: { 'set-cookie': seeingCookie('', 0, https) } };
    }),
    ownOrganisationsEndpoint,
    serveCall(signing.signOut, async ({ ask }) => {
      const credential = credentialOf((name) => ask.header(name));
      const isSession = credential && ask.principal.credential === 'session';
      const origin = isSession ? await gate.signOut(credential.token) : null;
      const address = origin && (await signOn?.end(origin));
      const headers = { 'set-cookie': [sessionCookie('', 0, https)] };
      return address ? { status: 200, body: { address }, headers } : { status: 204, headers };
    }),
  ];
}

/** Only a session is confirmed: nobody sits at a token. */
function sessionOf({ principal }: Ask): Principal {
  if (principal.credential !== 'session') throw sessionNeeded();
  return principal;
}

function who(principal: Principal, { orgs }: Served) {
  const org = orgs.get(principal.org);
  const { id, number, name } = principal.user;
  return {
    user: { id, number, name },
    org: { id: principal.org, number: org?.number ?? '', name: org?.name ?? '' },
  };
}

function session(
  principal: Principal,
  { served, host }: Pick<Ask, 'served' | 'host'>,
): Omit<Who, 'leastPassword'> {
  const { seenBy } = principal.user;
  return {
    ...who(principal, served),
    administers: principal.rights.administers,
    designs: principal.rights.designs('design'),
    publishes: principal.rights.designs('publish'),
    designsApproved: served.approvals?.designs ?? false,
    parameters: everSees(principal, served, 'read'),
    reveals: everSees(principal, served, 'reveal'),
    ...organisationsOf(principal, served),
    rights: abilities(host, principal.rights, served.model),
    csrf: principal.csrf,
    credential: principal.credential,
    ...(seenBy && { seenBy: { number: seenBy.number, name: seenBy.name } }),
    ...(Number.isFinite(principal.expires) ? { expires: new Date(principal.expires).toISOString() } : {}),
  };
}

/** Of parameters of any type, for any organisation. */
function everSees({ rights }: Principal, { model }: Served, access: ParameterAccess): boolean {
  return [...model.params.keys()].some((type) => {
    const sight = rights.parameters(type, access);
    return sight === 'all' || sight.size > 0;
  });
}

function organisationsOf(principal: Principal, served: Served) {
  const organisations = ownOrganisations(principal, served)
    .take(organisationsCarried + 1)
    .toArray();
  return {
    organisations: organisations.slice(0, organisationsCarried),
    moreOrganisations: organisations.length > organisationsCarried,
  };
}
