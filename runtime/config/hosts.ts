import { type HostEntry, patternOf, portsOf } from '../../rules/hosts/host-entry.ts';

/**
 * Hosts with their ports, separated by commas; `private` behind one means private addresses, too. Null: one is wrong.
 *
 * @example
 * readHosts('*.example.com:443|8443, erp.corp:8080 private')?.map(({ host }) => host) //=> ['*.example.com', 'erp.corp']
 * readHosts('https://example.com') //=> null
 */
export function readHosts(text: string): readonly HostEntry[] | null {
  const entries: HostEntry[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, said = '', numbers = '443', isPrivate] =
      /^(\[[^\]]+\]|[^\s:]+)(?::([\d|]+))?(\s+private)?$/.exec(part) ?? [];
    const [host, ports] = [patternOf(said), portsOf(numbers)];
    if (host === null || ports === null) return null;
    entries.push({ host, ports, isPrivate: isPrivate !== undefined });
  }
  return entries;
}
