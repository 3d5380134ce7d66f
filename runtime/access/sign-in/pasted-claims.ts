import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Refusal } from '../../common/refusal.ts';
import { XmlRefused } from '../../common/saml/parse-xml.ts';
import { type Assertion, claimsOf, readPastedAssertion } from '../../common/saml/read-answer.ts';
import { labelOf, type SignInProvider } from './provider.ts';
import { answerUntrusted, claimsUnreadable } from './refusals.ts';

/** What somebody pasted to try the rules. */
export interface Pasted {
  readonly claims: JsonObject;
  /** Null: whatever it says of it, it is of this provider and for this system. */
  readonly strange: Refusal | null;
}

/** Reads what was pasted for this provider: of nothing in it anybody asks who sealed it, and it lets nobody in. */
export function readPasted(provider: SignInProvider, pasted: string, ownEntityId: string): Pasted {
  const answer = provider.protocol === 'saml' ? readPastedAnswer(pasted) : null;
  if (answer) return { claims: claimsOf(answer), strange: strangeAnswer(provider, answer, ownEntityId) };
  const claims = claimsIn(pasted);
  return { claims, strange: strangeness(provider, claims) };
}

/** The claims in a token, or as JSON. */
export function claimsIn(pasted: string): JsonObject {
  const text = pasted.trim();
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  let value: Json;
  try {
    value = JSON.parse(payload === undefined ? text : Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    throw claimsUnreadable();
  }
  if (!isObject(value)) throw claimsUnreadable();
  return value;
}

/** Null: whatever the claims say of it, they are of this provider and for this system. */
export function strangeness(provider: SignInProvider, claims: JsonObject): Refusal | null {
  const { issuer, clientId, tenants } = provider;
  const { iss, aud, tid } = claims;
  if (tenants.length > 0 && !tenants.includes(String(tid)))
    return answerUntrusted({ provider: labelOf(provider), reason: 'tid' });
  // Each tenant has an issuer of its own.
  if (
    tenants.length === 0 &&
    iss !== undefined &&
    String(iss).replace(/\/$/, '') !== issuer.replace(/\/$/, '')
  )
    return answerUntrusted({ provider: labelOf(provider), reason: 'iss' });
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (aud !== undefined && !audiences.includes(clientId))
    return answerUntrusted({ provider: labelOf(provider), reason: 'aud' });
  return null;
}

/** A response or an assertion, as XML or as it travels; null: it is something else. */
function readPastedAnswer(pasted: string): Assertion | null {
  const text = pasted.trim();
  if (text.startsWith('{')) return null;
  const travelling = /^SAMLResponse=/.test(text)
    ? (new URLSearchParams(text).get('SAMLResponse') ?? '')
    : text;
  const xml = text.startsWith('<') ? text : Buffer.from(travelling, 'base64').toString('utf8');
  try {
    const assertion = readPastedAssertion(xml);
    if (assertion) return assertion;
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
  }
  throw claimsUnreadable();
}

function strangeAnswer(provider: SignInProvider, answer: Assertion, ownEntityId: string): Refusal | null {
  const untrusted = (reason: string) => answerUntrusted({ provider: labelOf(provider), reason });
  if (answer.issuer !== '' && answer.issuer !== provider.entityId) return untrusted('Issuer');
  return answer.audiences.every((names) => names.includes(ownEntityId)) ? null : untrusted('Audience');
}
