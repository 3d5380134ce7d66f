import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'hono';
import type { Language } from '../../../metadata/common/label.ts';
import { deviceSeconds } from '../../access/auth/device-proof.ts';

/** The credential that a request brings to say who it is. */
export interface Credential {
  readonly token: string;
  /** A cookie comes by itself, whoever made the browser send it; a bearer token does not. */
  readonly from: 'bearer' | 'cookie';
}

const cookieName = 'guiju_session';
const seeingName = 'guiju_seen_as';
const deviceName = 'guiju_device';
const flowPrefix = 'guiju_sign_in_';

export function credentialOf(header: ReadHeader): Credential | null {
  const authorization = header('authorization');
  if (authorization !== null) {
    if (authorization.length > 300 || authorization.slice(0, 7).toLowerCase() !== 'bearer ') return null;
    return { token: authorization.slice(7).trim(), from: 'bearer' };
  }
  const token = seeingToken(header) ?? cookie(header('cookie'), cookieName);
  return token === null ? null : { token, from: 'cookie' };
}

function cookie(header: string | null, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const pair = part.trim();
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return null;
}

/** Returns the proofs that somebody signed in with this browser before. */
export function deviceProofs(header: ReadHeader): string | null {
  return cookie(header('cookie'), deviceName);
}

/** Sent with sign-ins alone. */
export function deviceCookie(proofs: string, https: boolean): string {
  return `${deviceName}=${proofs}; Path=/api/session; HttpOnly; SameSite=Strict; Max-Age=${deviceSeconds}${https ? '; Secure' : ''}`;
}

/** Returns what the browser keeps of a sign-in that is under way at a provider. */
export function flowKept(header: ReadHeader, name: string): string | null {
  return cookie(header('cookie'), flowPrefix + name);
}

/** Sent with sign-ins alone, and by a page of this server, which reads the provider's answer first. */
export function flowCookie(name: string, sealed: string, seconds: number, https: boolean): string {
  return `${flowPrefix}${name}=${sealed}; Path=/api/session; HttpOnly; SameSite=Strict; Max-Age=${seconds}${https ? '; Secure' : ''}`;
}

/** By which somebody sees as another: it goes before his own session, until he ends it. */
export function seeingToken(header: ReadHeader): string | null {
  return cookie(header('cookie'), seeingName);
}

export function seeingCookie(token: string, seconds: number, https: boolean): string {
  return `${seeingName}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${https ? '; Secure' : ''}`;
}

export function sessionCookie(token: string, seconds: number, https: boolean): string {
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${https ? '; Secure' : ''}`;
}

/** Tells whether answers may be packed so: `br;q=0` takes no br. */
export function takes(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((part) => {
    const [name = '', weight = ''] = part.split(';').map((each) => each.trim().toLowerCase());
    return name === encoding && !/^q=0(\.0*)?$/.test(weight);
  });
}

const known = new Map<string, Language>();

/**
 * The first of the two languages the reader asks for; Chinese when neither is.
 *
 * @example
 * languageOf('fr, en-GB;q=0.8, zh;q=0.5') //=> 'en'
 * languageOf('fr') //=> 'zh'
 */
export function languageOf(header: string | null): Language {
  if (header === null) return 'zh';
  let language = known.get(header);
  if (language === undefined) {
    language = choose(header);
    if (known.size < 200) known.set(header, language);
  }
  return language;
}

function choose(header: string): Language {
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ tag, quality }) => quality > 0 && (tag === 'zh' || tag === 'en'))
    .sort((a, b) => b.quality - a.quality);
  return wishes[0]?.tag === 'en' ? 'en' : 'zh';
}

/** Returns the address a request comes from: the socket's other end, or the one that a trusted proxy names. */
export function addressOf(context: Context, header: ReadHeader, proxy: boolean): string {
  if (proxy) {
    const forwarded = header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded.slice(0, 64);
  }
  return socketAddress(context.env) ?? '-';
}

/** The form of an IPv4 address where a server listens on IPv6 as well. */
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/** Reads the address from what @hono/node-server hands over; tests without a socket have none. */
function socketAddress(bindings: unknown): string | undefined {
  const { incoming } = (bindings ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress?.replace(mapped, '$1');
}

/** A header by its name in small letters. */
export type ReadHeader = (name: string) => string | null;

/** Node has the headers as an object already; going through `Headers` would check each name and value once more. */
export function headerReader(context: Context): ReadHeader {
  const { incoming } = (context.env ?? {}) as { incoming?: { headers: IncomingHttpHeaders } };
  if (incoming) {
    const { headers } = incoming;
    return (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : null;
    };
  }
  const { headers } = context.req.raw;
  return (name) => headers.get(name);
}
