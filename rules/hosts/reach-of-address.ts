import { type IpAddress, isIn, readAddress } from './ip-address.ts';

/** The reach of an address: `never` is called for nobody, whatever somebody listed. */
export type AddressReach = 'public' | 'inside' | 'never';

/** The networks that a listed host may be in where private addresses are meant. */
const privateNetworks = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '::1/128',
  'fc00::/7',
  'fec0::/10',
];

/** Addresses that stand for no host, for many, or for what tells a machine its own credentials. */
const neverCalled = [
  '0.0.0.0/8',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
  '2001::/23',
  '2001:db8::/32',
  '3fff::/20',
];

/** Of IPv6, what is given out to networks; all else is kept for other purposes. */
const given = '2000::/3';

/** An IPv4 address in the bits of another one, with so many bits behind it. */
const embedded = [
  { network: '::ffff:0:0/96', behind: 0n },
  { network: '64:ff9b::/96', behind: 0n },
  { network: '2002::/16', behind: 80n },
];

/**
 * Judges an address as a resolver or a person writes it. An IPv4 address inside an IPv6 one counts as what it is.
 *
 * @example
 * reachOfAddress('::ffff:127.0.0.1') //=> 'inside'
 * reachOfAddress('169.254.169.254') //=> 'never'
 */
export function reachOfAddress(text: string): AddressReach {
  const address = readAddress(text);
  if (!address) return 'never';
  const { version, bits } = address;
  if (version === 4) return reachIn(address);
  for (const { network, behind } of embedded)
    if (isIn(address, network)) return reachIn({ version: 4, bits: (bits >> behind) & 0xffff_ffffn });
  const reach = reachIn(address);
  return reach === 'public' && !isIn(address, given) ? 'never' : reach;
}

/**
 * Returns the reach of a host of one spelling (`hostOf`), as far as it shows: the address of a name is judged when it
 * is called.
 */
export function reachOfHost(host: string): AddressReach {
  if (readAddress(host)) return reachOfAddress(host);
  return /(^|\.)localhost$/.test(host) ? 'inside' : 'public';
}

function reachIn(address: IpAddress): AddressReach {
  const lies = (network: string) => isIn(address, network);
  if (neverCalled.some(lies)) return 'never';
  return privateNetworks.some(lies) ? 'inside' : 'public';
}
