import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { CryptoKey, JWK } from 'jose';
import type { PublicKeys } from '../../../metadata/contract/people/single-sign-on.ts';
import type { SignInProvider } from './provider.ts';

const bits = 2048;
/** What every provider of OpenID Connect understands. */
const algorithm = 'RS256';

/** Makes a key by which this system says who it is to a provider (private_key_jwt): as JSON, to be kept sealed. */
export async function makeClientKey(): Promise<string> {
  const { calculateJwkThumbprint } = await import('jose');
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  const jwk = privateKey.export({ format: 'jwk' }) as JWK;
  return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
}

/** The key that was made for this provider; null: none was, or nobody can read it. */
export async function openClientKey({ clientKey }: SignInProvider): Promise<ClientKey | null> {
  const jwk = readKey(clientKey);
  if (!jwk) return null;
  const { importJWK } = await import('jose');
  const key = await importJWK(jwk, algorithm).catch(() => null);
  return key && !(key instanceof Uint8Array) ? { key, kid: jwk.kid ?? '' } : null;
}

interface ClientKey {
  readonly key: CryptoKey;
  readonly kid: string;
}

/** The half of the key that a provider is to know. */
export function publicKeys({ clientKey }: SignInProvider): PublicKeys {
  const { n, e, kid } = readKey(clientKey) ?? {};
  if (n === undefined || e === undefined || kid === undefined) return { keys: [] };
  return { keys: [{ kty: 'RSA', use: 'sig', alg: algorithm, kid, n, e }] };
}

function readKey(text: string | null): JWK | null {
  try {
    const read = JSON.parse(text ?? 'null') as unknown;
    return typeof read === 'object' ? (read as JWK | null) : null;
  } catch {
    return null;
  }
}
