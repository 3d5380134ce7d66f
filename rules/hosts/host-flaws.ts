import type { Problem } from '../../metadata/common/issue.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import { hasUser } from '../../metadata/common/user-in-address.ts';
import { hostOf, patternOf, portsOf } from './host-entry.ts';
import { reachOfHost } from './reach-of-address.ts';

export type HostCode =
  | 'host-with-user'
  | 'not-host'
  | 'allowed-host-wrong'
  | 'allowed-ports-wrong'
  | 'host-never-called'
  | 'host-inside';

/** A flaw of a text that somebody typed as a host, without any password that he typed with it. */
export type HostFlaw = Pick<Problem, 'params'> & { readonly code: HostCode };

/** The host of an address, with whatever else there may be around it. */
const inAddress = /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^/?#\\]*@)?(\[[^\]]*\]|[^/?#\\:]*)/i;

/** Returns the reason why a text is no host, or no pattern of hosts, and which one was meant. Undefined: it is one. */
export function hostFlaw(text: string, as: 'host' | 'pattern' = 'host'): HostFlaw | undefined {
  const read = as === 'host' ? hostOf : patternOf;
  if (read(text) !== null) return undefined;
  const meant = read(inAddress.exec(text.trim())?.[1] ?? '');
  const near = meant === null ? {} : { near: [meant] };
  if (hasUser(text)) return { code: 'host-with-user', params: near };
  return { code: as === 'host' ? 'not-host' : 'allowed-host-wrong', params: { host: text, ...near } };
}

/** Finds the flaws of an entry of the list of allowed hosts, by field: nothing could be called by it. */
export function entryFlaws({
  host,
  ports,
  private: isPrivate,
}: JsonObject): readonly (HostFlaw & { readonly field: string })[] {
  const [said, numbers] = [String(host ?? ''), String(ports ?? '')];
  const flaw = said === '' ? undefined : (hostFlaw(said, 'pattern') ?? reachFlaw(said, isPrivate === true));
  return [
    ...(flaw ? [{ ...flaw, field: 'host' }] : []),
    ...(numbers !== '' && portsOf(numbers) === null
      ? [{ code: 'allowed-ports-wrong' as const, params: { ports: numbers }, field: 'ports' }]
      : []),
  ];
}

/** An entry that says itself that nobody is called by it. */
function reachFlaw(said: string, isPrivate: boolean): HostFlaw | undefined {
  const host = patternOf(said) ?? said;
  const reach = reachOfHost(host);
  const params = { host: host === said.trim() ? host : `${said.trim()} (${host})` };
  if (reach === 'never') return { code: 'host-never-called', params };
  return reach === 'inside' && !isPrivate ? { code: 'host-inside', params } : undefined;
}
