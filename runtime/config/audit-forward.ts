import { isIP } from 'node:net';

/** Where the audit trail is forwarded to. */
export type AuditForward =
  | {
      readonly by: 'syslog';
      readonly over: 'tcp' | 'tls' | 'udp';
      readonly host: string;
      readonly port: number;
    }
  | { readonly by: 'http'; readonly url: string; readonly token?: string };

const usualPorts = { tcp: 514, tls: 6514, udp: 514 } as const;

/**
 * `syslog+tls://siem.example.com:6514`, `syslog+tcp://…`, `syslog+udp://…`, or the https address that takes JSON lines.
 * Null: it is no such address, or a token that no such address takes; undefined: nothing is said.
 */
export function readAuditForward(
  said: string | undefined,
  token: string | undefined,
): AuditForward | null | undefined {
  if (said === undefined) return token === undefined ? undefined : null;
  if (!URL.canParse(said)) return null;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(said);
  if (hostname === '' || hash !== '' || username + password !== '') return null;
  if (protocol === 'https:' || protocol === 'http:')
    return { by: 'http', url: said, ...(token !== undefined && { token }) };
  const over = /^syslog\+(tcp|tls|udp):$/.exec(protocol)?.[1] as 'tcp' | 'tls' | 'udp' | undefined;
  if (over === undefined || token !== undefined || !/^\/?$/.test(pathname) || search !== '') return null;
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0 && !/^[\w.-]+$/.test(host)) return null;
  return { by: 'syslog', over, host, port: port === '' ? usualPorts[over] : Number(port) };
}
