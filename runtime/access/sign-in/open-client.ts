import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Refusal } from '../../common/refusal.ts';
import { openClientKey } from './client-keys.ts';
import { egressFetch } from './egress-fetch.ts';
import { labelOf, type SignInProvider, subjectOf } from './provider.ts';
import {
  answerUntrusted,
  hostNotListed,
  providerDown,
  providerOther,
  signInDenied,
  signInExpired,
} from './refusals.ts';
import {
  type ClientParts,
  refusalBehind,
  type SignedOutThere,
  type SignInClient,
  wordIn,
} from './sign-in-client.ts';
import { fetchingOnce, issuerOf, readDescribed } from './tenants.ts';

/** Seconds that clocks of providers may be off. */
const tolerance = 60;
/** Seconds that a provider has for an answer. */
const patience = 10;
/** Milliseconds for which what a provider says of itself is not asked again. */
const freshness = 300_000;
const mostKnown = 100;
/** What a provider told of somebody who signed out is believed for so long. */
const longestBelieved = '10 minutes';
/** The event of a logout token. */
const signsOut = 'http://schemas.openid.net/event/backchannel-logout';

export interface OpenIdClient extends SignInClient {
  /** Reads a logout token: nothing in it is believed before the provider's keys are asked. */
  signedOut(provider: SignInProvider, token: string): Promise<SignedOutThere>;
}

interface Server {
  readonly metadata: openid.ServerMetadata;
  /** The name of the issuer, with a place for the tenant; null: it has one name. */
  readonly template: string | null;
}

interface Known {
  readonly server: Promise<Server>;
  readonly until: number;
}

/**
 * The one door to openid-client. What a provider says of itself is kept for some minutes; its keys are asked for at each
 * sign-in, so that a key that was turned is known at once.
 */
export function openClient({ doorTo, clock, failed }: ClientParts): OpenIdClient {
  const known = new BoundedMap<string, Known>(mostKnown);

  async function discover(provider: SignInProvider): Promise<Server> {
    let template: string | null = null;
    const reach = egressFetch(doorTo(provider));
    const found = await openid.discovery(new URL(provider.issuer), provider.clientId, undefined, undefined, {
      [openid.customFetch]: async (url, options) => {
        const described = await readDescribed(await reach(url, options), provider.issuer);
        template = described.template;
        return described.response;
      },
      timeout: patience,
      ...(provider.isPrivate ? { execute: [openid.allowInsecureRequests] } : {}),
    });
    return { metadata: found.serverMetadata(), template };
  }

  function serverOf(provider: SignInProvider): Promise<Server> {
    const key = `${provider.id} ${provider.revision}`;
    const before = known.get(key);
    if (before && before.until > clock()) return before.server;
    const server = discover(provider);
    known.set(key, { server, until: clock() + freshness });
    server.catch(() => known.delete(key));
    return server;
  }

  /** `as`: what is other than the provider says, and how it is fetched from. Default: nothing, and as usual. */
  async function configure(
    provider: SignInProvider,
    as: { readonly issuer?: string; readonly fetch?: openid.CustomFetch } = {},
  ): Promise<openid.Configuration> {
    const { metadata: said } = await serverOf(provider);
    const server =
      as.issuer === undefined
        ? said
        : { ...said, issuer: as.issuer, authorization_response_iss_parameter_supported: false };
    const metadata = {
      [openid.clockTolerance]: tolerance,
      // The library asks the clock of the process: it is told how far that is from the server's.
      [openid.clockSkew]: Math.round((clock() - Date.now()) / 1000),
    };
    const client = new openid.Configuration(
      server,
      provider.clientId,
      metadata,
      await authOf(provider, server),
    );
    client[openid.customFetch] = as.fetch ?? egressFetch(doorTo(provider));
    client.timeout = patience;
    if (provider.isPrivate) openid.allowInsecureRequests(client);
    openid.enableNonRepudiationChecks(client);
    return client;
  }

  async function asked<T>(provider: SignInProvider, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      failed(error, provider);
      throw refusalOf(error, provider);
    }
  }

  /**
   * The client that judges the answer. The library is told one issuer: of a provider of many tenants it is asked twice,
   * the first time to hear whose token comes, the second time to judge that by the name for this tenant.
   */
  async function granted(
    provider: SignInProvider,
    answer: URLSearchParams,
    grant: (
      client: openid.Configuration,
      answer: URLSearchParams,
    ) => ReturnType<typeof openid.authorizationCodeGrant>,
  ) {
    const { metadata, template } = await serverOf(provider);
    const untrusted = () => answerUntrusted({ provider: labelOf(provider), reason: 'tid' });
    const isAllowed = (tenant: unknown) => typeof tenant === 'string' && provider.tenants.includes(tenant);
    if (template === null) {
      const client = await configure(provider);
      const tokens = await grant(client, answer);
      if (provider.tenants.length > 0 && !isAllowed(tokens.claims()?.['tid'])) throw untrusted();
      return { client, tokens };
    }
    const once = fetchingOnce(egressFetch(doorTo(provider)), metadata.token_endpoint);
    const heard = await grant(await configure(provider, once), answer).catch((error: unknown) => error);
    const tenant = once.tenant();
    if (tenant === '') throw heard instanceof Error ? heard : untrusted();
    if (!isAllowed(tenant)) throw untrusted();
    const client = await configure(provider, { ...once, issuer: issuerOf(template, tenant) });
    // Whom the query is from was judged the first time, by the name for all.
    const rest = new URLSearchParams([...answer].filter(([name]) => name !== 'iss'));
    return { client, tokens: await grant(client, rest) };
  }

  return {
    begin: (provider, redirect, { state, nonce, verifier }) =>
      asked(provider, async () => {
        const { template } = await serverOf(provider);
        if (template !== null && provider.tenants.length === 0)
          throw providerOther({ provider: labelOf(provider), reason: 'tenants' });
        const client = await configure(provider);
        const address = openid.buildAuthorizationUrl(client, {
          redirect_uri: redirect,
          scope: provider.scopes,
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        return address.href;
      }),

    finish: (provider, redirect, answer, { state, nonce, verifier }) =>
      asked(provider, async () => {
        const { client, tokens } = await granted(provider, new URLSearchParams(answer), (asking, said) =>
          openid.authorizationCodeGrant(asking, new URL(`${redirect}?${said}`), {
            expectedState: state,
            expectedNonce: nonce,
            pkceCodeVerifier: verifier,
            idTokenExpected: true,
          }),
        );
        const claims = tokens.claims();
        if (!claims || tokens.id_token === undefined) throw new Error('no ID token');
        const more = client.serverMetadata().userinfo_endpoint
          ? await openid.fetchUserInfo(client, tokens.access_token, claims.sub)
          : {};
        return {
          subject: subjectOf(provider, claims as JsonObject),
          // What is sealed goes before what is only said.
          claims: { ...more, ...claims } as JsonObject,
          idToken: tokens.id_token,
        };
      }),

    signedOut: (provider, token) =>
      asked(provider, async () => {
        const { metadata: server } = await serverOf(provider);
        if (!server.jwks_uri) throw new Error('the provider says nowhere what its keys are');
        const fetched = await egressFetch(doorTo(provider))(server.jwks_uri, {
          body: undefined,
          headers: { accept: 'application/json' },
          method: 'GET',
          redirect: 'manual',
        });
        const keys = createLocalJWKSet((await fetched.json()) as JSONWebKeySet);
        const { payload } = await jwtVerify(token, keys, {
          issuer: server.issuer,
          audience: provider.clientId,
          clockTolerance: tolerance,
          maxTokenAge: longestBelieved,
          currentDate: new Date(clock()),
          requiredClaims: ['iat', 'jti', 'sub'],
        });
        const { sub = '', jti = '', sid, nonce, events } = payload;
        // One that signs in is none that signs out, and has a nonce.
        if (nonce !== undefined || !isObject(events as Json) || !Object.hasOwn(events as object, signsOut))
          throw new errors.JWTClaimValidationFailed('no logout token', payload, 'events');
        return { subject: sub, id: jti, session: typeof sid === 'string' ? sid : null };
      }),

    async end(provider, idToken, back) {
      const { metadata: server } = await serverOf(provider);
      if (!server.end_session_endpoint) return null;
      const client = await configure(provider);
      const hint = idToken === '' ? {} : { id_token_hint: idToken };
      return openid.buildEndSessionUrl(client, { ...hint, post_logout_redirect_uri: back }).href;
    },
  };
}

/** By its key, or as the provider says it takes secrets; where it says nothing, as OpenID Connect has it. */
async function authOf(provider: SignInProvider, server: openid.ServerMetadata): Promise<openid.ClientAuth> {
  const { secret } = provider;
  if (provider.byKey) {
    const key = await openClientKey(provider);
    if (!key) throw providerOther({ provider: labelOf(provider), reason: 'private_key_jwt' });
    return openid.PrivateKeyJwt(key);
  }
  if (secret === null) return openid.None();
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return ways.includes('client_secret_basic')
    ? openid.ClientSecretBasic(secret)
    : openid.ClientSecretPost(secret);
}

function refusalOf(error: unknown, provider: SignInProvider): Refusal {
  const label = labelOf(provider);
  const shut = refusalBehind(error);
  if (shut && shut.code !== 'host-not-listed') return shut;
  if (shut) return hostNotListed({ provider: label, ...shut.params });
  if (error instanceof openid.AuthorizationResponseError)
    return signInDenied({ provider: label, reason: wordIn(error.error) });
  if (error instanceof openid.ResponseBodyError)
    return error.error === 'invalid_grant'
      ? signInExpired({ provider: label })
      : providerOther({ provider: label, reason: wordIn(error.error) });
  if (error instanceof errors.JOSEError) {
    const claim = 'claim' in error ? String(error.claim) : 'token';
    return answerUntrusted({ provider: label, reason: wordIn(claim) });
  }
  const code = error instanceof openid.ClientError ? error.code : undefined;
  const what = code === undefined ? undefined : distrusted[code];
  if (what === undefined) return providerDown({ provider: label });
  if (what === 'issuer') return providerOther({ provider: label, reason: what });
  return answerUntrusted({ provider: label, reason: claimOf(error) ?? what });
}

/** Failures of what was answered, by openid-client's code: what of it was not as it has to be. */
const distrusted: Readonly<Record<string, string>> = {
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'issuer',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'claim',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'exp',
  OAUTH_INVALID_RESPONSE: 'response',
  OAUTH_KEY_SELECTION_FAILED: 'key',
};

/** The claim of an ID token that was another one: `nonce`, `aud`. */
function claimOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { cause } = at;
    if (typeof cause === 'object' && cause !== null && 'claim' in cause) return String(cause.claim);
  }
  return undefined;
}
