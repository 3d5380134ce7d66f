import { readAddress } from './ip-address.ts';

/** Of Node and of browsers: whoever calls a host finds it by this parser, so no other says what a host is. */
declare const URL: {
  new (text: string): { readonly hostname: string };
  canParse(text: string): boolean;
};

/** A host that an administrator or the operator lets the server call. */
export interface HostEntry {
  /** As `hostOf` writes it, or `*.` before the end of a name. */
  readonly host: string;
  readonly ports: ReadonlySet<number>;
  /** Whether it may stand at private addresses, too: those of the machine itself and of the network it is in. */
  readonly isPrivate: boolean;
}

/** The reach of a listed host; null: it is not listed. */
export type Allowance = Pick<HostEntry, 'isPrivate'>;

/**
 * Spells a host in one way: names in small letters without a dot at the end, addresses as `net` writes them, whether
 * they came as `127.1`, `0x7f000001` or `[::1]`. Null: it is no host.
 *
 * @example
 * hostOf('Hooks.Example.com.') //=> 'hooks.example.com'
 * hostOf('2130706433') //=> '127.0.0.1'
 */
export function hostOf(text: string): string | null {
  const said = text.trim();
  const isBare = readAddress(said)?.version === 6;
  if (!isBare && !/^(\[[\da-f:.]+\]|[^\s/?#@:*[\]\\%]+)$/i.test(said)) return null;
  const address = `http://${isBare ? `[${said}]` : said}/`;
  if (!URL.canParse(address)) return null;
  const name = new URL(address).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return name.split('.').includes('') ? null : name;
}

/** `*.example.com` stands for all names that end so, however deep, and not for `example.com` itself. */
export function patternOf(text: string): string | null {
  const said = text.trim();
  if (!said.startsWith('*.')) return hostOf(said);
  const suffix = hostOf(said.slice(2));
  return suffix === null || readAddress(suffix) || !suffix.includes('.') ? null : `*.${suffix}`;
}

/**
 * Ports as somebody lists them; null: one of them is none.
 *
 * @example
 * [...portsOf('443, 8443')] //=> [443, 8443]
 */
export function portsOf(text: string): ReadonlySet<number> | null {
  const said = text.split(/[\s,，;；|]+/).filter((part) => part !== '');
  const ports = said.map(Number);
  const areRight =
    said.every((part) => /^\d{1,5}$/.test(part)) && ports.every((port) => port > 0 && port < 65_536);
  return areRight && ports.length > 0 ? new Set(ports) : null;
}

export function allowanceFor(
  entries: readonly HostEntry[],
  { host, port }: { readonly host: string; readonly port: number },
): Allowance | null {
  const fitting = entries.filter((entry) => entry.ports.has(port) && covers(entry.host, host));
  return fitting.length === 0 ? null : { isPrivate: fitting.some(({ isPrivate }) => isPrivate) };
}

function covers(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host;
  return !readAddress(host) && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
}
