import { timingSafeEqual } from 'node:crypto';
import { answerPath } from '../../../metadata/common/answer-path.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { type Allowance, hostOf } from '../../../rules/hosts/host-entry.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { type Gate, type SignedIn, type SignInFrom, tooManyAttempts } from '../auth/gate.ts';
import { networkOf } from '../auth/known-networks.ts';
import type { SessionOrigin } from '../auth/session-store.ts';
import { recallFailures, Throttle } from '../auth/throttle.ts';
import { useOnce } from '../credentials/used-once.ts';
import type { Doors } from '../egress/open-doors.ts';
import { type AdmissionParts, createAdmission } from './admit-person.ts';
import { createAnswerStore } from './answer-store.ts';
import { createFlows, type Flow, flowName, isState } from './flow.ts';
import { createIdentities, type Identities } from './identities.ts';
import type { OpenIdClient } from './open-client.ts';
import { claimsIn, readPasted, strangeness } from './pasted-claims.ts';
import type { Admission } from './plan-admission.ts';
import { calledBy, platformClient } from './platform-client.ts';
import { type SignInProvider, subjectOf } from './provider.ts';
import { type OfferedProvider, readProviders } from './read-providers.ts';
import {
  answerTooLarge,
  personDisabled,
  providerUnknown,
  signInExpired,
  signInUnasked,
  signInUsed,
} from './refusals.ts';
import { type OwnPlace, samlClient } from './saml-client.ts';
import type { ClientParts, Proven, SignInClient } from './sign-in-client.ts';

/** Failures of a network that cost nothing: it may be that of a whole office. */
const freeForNetwork = 20;
/** Failures an hour that are an entry of the audit trail each. */
const mostFailures = 200;
/** Milliseconds that a sign-out waits for the provider: it is done here whatever that answers. */
const patienceAtEnd = 4_000;
/** Milliseconds for which what a provider told is remembered: longer than a token of it is believed. */
const heardFor = 15 * 60_000;
/** Bytes of an answer by SAML. */
const longestAnswer = 256 * 1024;

export interface SingleSignOn {
  readonly identities: Identities;
  /** The address at which providers send people back, to be registered there. */
  readonly redirect: string;
  /** The address at which they are sent after signing out. */
  readonly signedOut: string;
  /** The address at which providers tell that somebody signed out there. */
  readonly ended: string;
  /** How this system is called where people sign in by SAML. */
  readonly saml: OwnPlace;
  offered(language: Language): Promise<readonly OfferedProvider[]>;
  /** Answers where the browser signs in, and what it brings along when it comes back. */
  begin(provider: string, to: string, from: SignInFrom): Promise<Begun>;
  /**
   * Takes in what a provider of SAML had the browser send; null: more than anybody sends. Answers the query of the page
   * that goes on with it.
   */
  arrive(sent: SentAnswer | null, from: SignInFrom): Promise<string>;
  /**
   * Lets in who came back: `answer` is the query that the browser came with, `kept` finds what it kept, by its name.
   */
  finish(answer: string, kept: (name: string) => string | null, from: SignInFrom): Promise<Arrived>;
  /** Says what would become of somebody, by what a provider answered or by claims as JSON; nothing is written. */
  attempt(provider: string, pasted: string): Promise<Attempted>;
  /** The provider with this number, whoever may sign in by it; refuses where there is none. */
  provider(number: string): Promise<SignInProvider>;
  /** Ends the sessions of whoever signed out at a provider, as that tells by a token. */
  endedThere(token: string, from: SignInFrom): Promise<void>;
  /** The address at which the session at the provider is ended; null: there is none, or the provider does not answer. */
  end(origin: SessionOrigin): Promise<string | null>;
}

export interface Begun {
  readonly address: string;
  readonly name: string;
  readonly sealed: string;
}

/** What a provider of SAML had the browser send, and the state of the sign-in that it goes with. */
export interface SentAnswer {
  readonly answer: string;
  readonly state: string;
}

export interface Arrived extends SignedIn {
  /** Path where the person wanted to go. */
  readonly to: string;
  /** Name of what the browser kept, which it is done with. */
  readonly name: string;
}

export interface Attempted {
  readonly provider: SignInProvider;
  readonly admission: Admission;
}

export interface SingleSignOnParts extends Omit<AdmissionParts, 'identities'> {
  readonly database: Database;
  readonly gate: Gate;
  readonly vault: Vault;
  readonly log: Log;
  /** The address at which this server is reached from outside. */
  readonly url: string;
  readonly doorWith: Doors['doorWith'];
  clock(): number;
  random(size: number): Uint8Array;
}

export function createSingleSignOn(parts: SingleSignOnParts): SingleSignOn {
  const { database, gate, vault, log, clock, random } = parts;
  const base = parts.url.replace(/\/+$/, '');
  const redirect = `${base}${answerPath}`;
  const providers = readProviders(parts);
  const identities = createIdentities(database, clock);
  const people = createAdmission({ ...parts, identities });
  const flows = createFlows({ vault, clock, random });
  const outward: ClientParts = {
    clock,
    doorTo: (provider) => parts.doorWith(allowanceOf(provider)),
    failed: (err, { number }) => log.warn({ err, provider: number }, 'a sign-in provider failed'),
  };
  const own = `${base}/api/session/saml`;
  const saml: OwnPlace = { entityId: `${own}/metadata`, answers: own };
  const answers = createAnswerStore(parts);
  const [bySaml, platforms] = [samlClient(outward, saml), platformClient(outward)];
  let loading: Promise<OpenIdClient> | undefined;
  /** Its library is loaded by the first who signs in by it. */
  const openId = () => {
    loading ??= import('./open-client.ts').then(({ openClient }) => openClient(outward));
    return loading;
  };
  const clientOf = async ({ protocol }: SignInProvider): Promise<SignInClient> => {
    if (protocol === 'oidc') return await openId();
    return protocol === 'saml' ? bySaml : platforms;
  };
  const networks = new Throttle(
    { first: 2, longest: 900, memory: 3600 },
    clock,
    recallFailures(database, ({ network }) => network),
  );

  async function patient(network: string): Promise<void> {
    await networks.look(network);
    const seconds = networks.wait(network, freeForNetwork);
    if (seconds > 0) throw tooManyAttempts({ seconds });
  }

  /** The provider, where people may sign in by it now. */
  async function inUse(find: Promise<SignInProvider | null>): Promise<SignInProvider> {
    const provider = await find;
    if (!provider?.enabled) throw providerUnknown();
    return provider;
  }

  async function named(number: string): Promise<SignInProvider> {
    const provider = await providers.byNumber(number);
    if (!provider) throw providerUnknown();
    return provider;
  }

  /** The providers of OpenID Connect that a token says it is from; nothing in it is proven yet. */
  async function saidBy(claims: JsonObject): Promise<readonly SignInProvider[]> {
    if (claims['iss'] === undefined) return [];
    const offered = await providers.enabled('en');
    const all = await Promise.all(offered.map(({ number }) => providers.byNumber(number)));
    return all.filter(
      (one): one is SignInProvider => one?.protocol === 'oidc' && strangeness(one, claims) === null,
    );
  }

  /** The flow that the answer belongs to, once. */
  async function take(state: string, sealed: string | null): Promise<Flow> {
    const flow = sealed === null ? null : flows.open(sealed);
    if (!flow || !isSame(flow.state, state)) throw signInExpired();
    if (!(await useOnce(database, state, flow.end))) throw signInUsed();
    return flow;
  }

  async function admit(provider: SignInProvider, proven: Proven, from: SignInFrom): Promise<SignedIn> {
    const { subject, claims, idToken } = proven;
    const admission = await people.plan(provider, subject, claims);
    if (admission.refusal) throw admission.refusal;
    const user = await people.write(provider, subject, admission);
    const by = { provider: provider.id, number: provider.number, hint: vault.seal(idToken) };
    const signedIn = await gate.admit(user, by, from);
    if (!signedIn) throw personDisabled({ user: admission.number });
    return signedIn;
  }

  /** What went wrong, in the audit trail; strangers choose how often, so that there is an end to it. */
  function note(refusal: Refusal, provider: SignInProvider | null, from: SignInFrom): Promise<void> {
    const { address, requestId, agent } = from;
    const { user, reason } = refusal.params;
    const about = { action: 'sign-in-failed', ...(typeof user === 'string' ? { target: user } : {}) };
    const detail = {
      address,
      requestId,
      code: refusal.code,
      ...(typeof reason === 'string' ? { reason } : {}),
      ...(provider ? { provider: provider.number } : {}),
      ...(agent === null ? {} : { agent }),
    };
    return gate.audit.count({
      key: ['sign-in-failed', provider?.id, refusal.code, user, networkOf(address)].join('\n'),
      group: 'sign-in-failed by provider',
      most: mostFailures,
      entry: { ...about, detail },
      rest: { action: 'sign-in-failed' },
    });
  }

  async function noted<T>(
    from: SignInFrom,
    work: (about: (provider: SignInProvider) => void) => Promise<T>,
  ): Promise<T> {
    let provider: SignInProvider | null = null;
    try {
      return await work((one) => {
        provider = one;
      });
    } catch (error) {
      if (error instanceof Refusal && error.status !== 429) await note(error, provider, from);
      throw error;
    }
  }

  return {
    identities,
    redirect,
    signedOut: `${base}/`,
    ended: `${base}/api/session/ended`,
    saml,
    offered: providers.enabled,

    begin: (number, to, from) =>
      noted(from, async (about) => {
        await patient(networkOf(from.address));
        const provider = await inUse(providers.byNumber(number));
        about(provider);
        const { flow, name, sealed } = flows.begin(provider.id, to);
        return { address: await (await clientOf(provider)).begin(provider, redirect, flow), name, sealed };
      }),

    async arrive(sent, from) {
      if (!sent || Buffer.byteLength(sent.answer, 'base64') > longestAnswer) return 'saml=too-large';
      const { answer, state } = sent;
      if (answer === '' || !isState(state)) return 'saml=unasked';
      const network = networkOf(from.address);
      await patient(network);
      await answers.keep(state, answer, network);
      return `state=${state}`;
    },

    finish: (answer, kept, from) =>
      noted(from, async (about) => {
        const network = networkOf(from.address);
        await patient(network);
        networks.count(network);
        const came = new URLSearchParams(answer);
        if (came.get('saml') === 'unasked') throw signInUnasked();
        if (came.get('saml') === 'too-large') throw answerTooLarge({ most: longestAnswer });
        const state = came.get('state') ?? '';
        const name = flowName(state);
        const flow = await take(state, kept(name));
        const provider = await inUse(providers.byId(flow.provider));
        about(provider);
        const said = provider.protocol === 'saml' ? await answers.take(state) : answer;
        if (said === null) throw signInExpired();
        const proven = await (await clientOf(provider)).finish(provider, redirect, said, flow);
        const signedIn = await admit(provider, proven, from);
        networks.forgive(network, 1);
        return { ...signedIn, to: flow.to, name };
      }),

    async attempt(number, pasted) {
      const provider = await named(number);
      const { claims, strange } = readPasted(provider, pasted, saml.entityId);
      const admission = await people.plan(provider, subjectOf(provider, claims), claims);
      return { provider, admission: { ...admission, refusal: strange ?? admission.refusal } };
    },

    provider: named,

    endedThere: (token, from) =>
      noted(from, async (about) => {
        const network = networkOf(from.address);
        await patient(network);
        networks.count(network);
        const claims = claimsIn(token);
        // The same client may have several records, such as one for each subsidiary.
        const records = await saidBy(claims);
        const [provider] = records;
        if (!provider) throw providerUnknown();
        about(provider);
        const notice = await (await openId()).signedOut(provider, token);
        if (!(await useOnce(database, `${provider.id} ${notice.id}`, clock() + heardFor))) throw signInUsed();
        networks.forgive(network, 1);
        const isMeant = (hint: string) =>
          notice.session === null || claimsIn(openHint(vault, hint) || '{}')['sid'] === notice.session;
        for (const { id } of records) {
          const user = await identities.userOf(id, notice.subject);
          if (user !== null) await gate.endBegunBy(user, id, isMeant);
        }
      }),

    async end({ provider: id, hint }) {
      const provider = await providers.byId(id);
      if (!provider?.enabled) return null;
      const late = new Promise<null>((resolve) => setTimeout(resolve, patienceAtEnd, null).unref());
      try {
        return await Promise.race([
          clientOf(provider).then((client) => client.end(provider, openHint(vault, hint), `${base}/`)),
          late,
        ]);
      } catch (err) {
        log.warn({ err, provider: provider.number }, 'the session at a sign-in provider was not ended');
        return null;
      }
    },
  };
}

/** Lets through to the provider's own hosts, which an administrator configured by its record. */
function allowanceOf(provider: SignInProvider) {
  const own = calledBy(provider).map((address) => {
    const { hostname, port, protocol } = new URL(address);
    return { host: hostOf(hostname), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
  });
  return (host: string, port: number): Allowance | null =>
    own.some((one) => one.host === host && one.port === port) ? { isPrivate: provider.isPrivate } : null;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A hint that was sealed with a key of before is done without. */
function openHint(vault: Pick<Vault, 'open'>, hint: string): string {
  try {
    return vault.open(hint);
  } catch {
    return '';
  }
}
