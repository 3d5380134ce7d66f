import { createHash } from 'node:crypto';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Refusal } from '../../common/refusal.ts';
import { readAtMost } from '../egress/read-at-most.ts';
import { textOf } from './claims.ts';
import { dingtalk } from './dingtalk.ts';
import { feishu } from './feishu.ts';
import { type Asked, type Asking, type Platform, PlatformSaidNo } from './platform.ts';
import { labelOf, type Protocol, type SignInProvider } from './provider.ts';
import {
  answerUntrusted,
  hostNotListed,
  providerDown,
  providerOther,
  signInDenied,
  signInExpired,
} from './refusals.ts';
import { type ClientParts, type Proven, refusalBehind, type SignInClient, wordIn } from './sign-in-client.ts';
import { wecom } from './wecom.ts';

type PlatformName = Exclude<Protocol, 'oidc' | 'saml'>;
const platforms: Readonly<Record<PlatformName, Platform>> = { wecom, dingtalk, feishu };

/** Milliseconds that a platform has for an answer. */
const patience = 10_000;
/** Bytes of an answer that are read. */
const longest = 256 * 1024;
/** Seconds before its end from which a token is not used any more. */
const early = 300;
const mostKnown = 100;

interface Kept {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Addresses that the server calls to sign people in: the issuer's, or those of the platform; by SAML none. */
export function calledBy({ protocol, issuer, service }: SignInProvider): readonly string[] {
  if (protocol === 'oidc') return [issuer];
  if (protocol === 'saml') return [];
  return service === '' ? platforms[protocol].called : [service];
}

/** Signs in by platforms that have a way of their own. */
export function platformClient({ doorTo, clock, failed }: ClientParts): SignInClient {
  const tokens = new BoundedMap<string, Kept>(mostKnown);

  async function ask(
    provider: SignInProvider,
    host: string,
    path: string,
    { query = {}, body, headers = {} }: Asked = {},
  ): Promise<JsonObject> {
    const url = new URL(`${atHome(provider, host)}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const { status, body: sent } = await doorTo(provider).request(url.href, {
      by: 'people',
      method: body ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(patience),
    });
    const read = await readAtMost(sent, longest);
    if (!read) throw new Error(`${url.host} answers more than ${longest} bytes`);
    const said = JSON.parse(Buffer.from(read).toString('utf8')) as Json;
    if (!isObject(said)) throw new Error(`${url.host}${url.pathname} answers no object`);
    const code = refusedBy(said, status);
    if (code !== null) throw new PlatformSaidNo(code, textOf(said, 'errmsg') || textOf(said, 'message'));
    return said;
  }

  function byApplication(provider: SignInProvider, { refusals }: Platform): Asking['byApplication'] {
    const key = `${provider.id} ${provider.revision}`;
    return async (fresh, work) => {
      const known = tokens.get(key);
      if (known && known.until > clock()) {
        try {
          return await work(known.token);
        } catch (error) {
          if (!(error instanceof PlatformSaidNo && refusals.stale.has(error.code))) throw error;
          tokens.delete(key);
        }
      }
      const { token, seconds } = await fresh();
      tokens.set(key, { token, until: clock() + Math.max(0, seconds - early) * 1000 });
      return work(token);
    };
  }

  return {
    async begin(provider, redirect, checks) {
      const platform = platformOf(provider);
      const challenge = createHash('sha256').update(checks.verifier).digest('base64url');
      return atHome(provider, platform.signIn) + platform.address({ provider, redirect, checks, challenge });
    },

    async finish(provider, redirect, answer, checks): Promise<Proven> {
      const platform = platformOf(provider);
      const came = new URLSearchParams(answer);
      const error = came.get('error');
      const code = came.get(platform.codeName) ?? came.get('code') ?? '';
      if (error !== null || code === '')
        throw signInDenied({ provider: labelOf(provider), reason: wordIn(error ?? 'no_code') });
      try {
        const { subject, claims } = await platform.person(
          {
            provider,
            redirect,
            checks,
            ask: (host, path, asked) => ask(provider, host, path, asked),
            byApplication: byApplication(provider, platform),
          },
          code,
        );
        if (subject === '') throw answerUntrusted({ provider: labelOf(provider), reason: 'sub' });
        return { subject, claims: { ...claims, sub: subject }, idToken: '' };
      } catch (reason) {
        failed(reason, provider);
        throw refusalOf(reason, provider, platform);
      }
    },

    end: () => Promise.resolve(null),
  };
}

function platformOf({ protocol }: SignInProvider): Platform {
  if (protocol === 'oidc' || protocol === 'saml') throw new Error(`${protocol} is no platform of its own`);
  return platforms[protocol];
}

/** The host of the platform's cloud, or where it runs instead. */
function atHome({ service }: SignInProvider, host: string): string {
  return service === '' ? host : service.replace(/\/+$/, '');
}

/** The code by which an answer says no; null: it says none. Each platform has had several ways to say so. */
function refusedBy(said: JsonObject, status: number): string | null {
  for (const name of ['errcode', 'code']) {
    const code = said[name];
    if (typeof code === 'number' && code !== 0) return String(code);
    if (typeof code === 'string' && status >= 400) return code;
  }
  if (typeof said['error'] === 'string') return said['error'];
  return status >= 400 ? `http_${status}` : null;
}

function refusalOf(error: unknown, provider: SignInProvider, { refusals }: Platform): Refusal {
  const label = labelOf(provider);
  const refused = refusalBehind(error);
  if (refused)
    return refused.code === 'host-not-listed'
      ? hostNotListed({ provider: label, ...refused.params })
      : refused;
  if (!(error instanceof PlatformSaidNo)) return providerDown({ provider: label });
  const { code } = error;
  if (refusals.spent.has(code)) return signInExpired({ provider: label });
  if (refusals.strange.has(code)) return signInDenied({ provider: label, reason: wordIn(code) });
  return /^http_5/.test(code)
    ? providerDown({ provider: label })
    : providerOther({ provider: label, reason: code });
}
