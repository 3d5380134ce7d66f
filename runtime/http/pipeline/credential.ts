import { deviceSeconds } from '../../auth/device-proof.ts';
import type { ReadHeader } from './read-header.ts';

/** What a request brings to say who it is. */
export interface Credential {
  readonly token: string;
  /** A cookie comes by itself, whoever made the browser send it; a bearer token does not. */
  readonly from: 'bearer' | 'cookie';
}

const cookieName = 'guiju_session';
const deviceName = 'guiju_device';

export function credentialOf(header: ReadHeader): Credential | null {
  const authorization = header('authorization');
  if (authorization !== null) {
    if (authorization.length > 300 || authorization.slice(0, 7).toLowerCase() !== 'bearer ') return null;
    return { token: authorization.slice(7).trim(), from: 'bearer' };
  }
  const token = cookie(header('cookie'), cookieName);
  return token === null ? null : { token, from: 'cookie' };
}

function cookie(header: string | null, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const pair = part.trim();
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return null;
}

/** What shows that somebody signed in with this browser before. */
export function deviceProofs(header: ReadHeader): string | null {
  return cookie(header('cookie'), deviceName);
}

/** Sent with sign-ins alone. */
export function deviceCookie(proofs: string, https: boolean): string {
  return `${deviceName}=${proofs}; Path=/api/session; HttpOnly; SameSite=Strict; Max-Age=${deviceSeconds}${https ? '; Secure' : ''}`;
}

export function sessionCookie(token: string, seconds: number, https: boolean): string {
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${https ? '; Secure' : ''}`;
}
