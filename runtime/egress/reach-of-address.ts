import { BlockList, isIP, SocketAddress } from 'node:net';

/** How far an address reaches: `never` is called for nobody, whatever somebody listed. */
export type AddressReach = 'public' | 'inside' | 'never';

/** What a listed host may be where private addresses are meant. */
const privateNetworks = listOf([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
  ['fec0::', 10],
]);

/** Addresses that stand for no host, for many, or for what tells a machine its own credentials. */
const neverCalled = listOf([
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
]);

/** Of IPv6, what is given out to networks; all else is kept for other purposes. */
const given = listOf([['2000::', 3]]);

/** An IPv4 address in the bits of another one, from this group of sixteen bits on. */
const embedded = [
  { network: listOf([['::ffff:0:0', 96]]), group: 6 },
  { network: listOf([['64:ff9b::', 96]]), group: 6 },
  { network: listOf([['2002::', 16]]), group: 1 },
];

/**
 * Judges an address as a resolver or a person writes it. An IPv4 address inside an IPv6 one counts as what it is.
 *
 * @example
 * reachOfAddress('::ffff:127.0.0.1') //=> 'inside'
 * reachOfAddress('169.254.169.254') //=> 'never'
 */
export function reachOfAddress(address: string): AddressReach {
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return 'never';
  if (version === 4) return reachIn(address, 'ipv4');
  for (const { network, group } of embedded)
    if (network.check(address, 'ipv6')) return reachIn(ipv4At(address, group), 'ipv4');
  const reach = reachIn(address, 'ipv6');
  return reach === 'public' && !given.check(address, 'ipv6') ? 'never' : reach;
}

function reachIn(address: string, family: 'ipv4' | 'ipv6'): AddressReach {
  if (neverCalled.check(address, family)) return 'never';
  return privateNetworks.check(address, family) ? 'inside' : 'public';
}

function listOf(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of networks)
    list.addSubnet(address, bits, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return list;
}

function ipv4At(address: string, group: number): string {
  const groups = groupsOf(address);
  return groups
    .slice(group, group + 2)
    .flatMap((bits) => [bits >> 8, bits & 255])
    .join('.');
}

/** All eight groups of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const plain = new SocketAddress({ address, family: 'ipv6' }).address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, a, b, c, d) => `${hex(a, b)}:${hex(c, d)}`,
  );
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((bits) => Number.parseInt(bits, 16));
}

function hex(high: string, low: string): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}
