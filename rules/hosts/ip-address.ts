/** An address as one number, so that networks are told apart by its first bits. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly bits: bigint;
}

const width = { 4: 32, 6: 128 } as const;
const quad = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const dotted = new RegExp(`^${quad}(?:\\.${quad}){3}$`);

/**
 * An address as systems write it: four decimal numbers, or groups of hexadecimal ones without a zone. Null: it is none.
 *
 * @example
 * readAddress('127.0.0.1')?.bits //=> 2130706433n
 * readAddress('127.1') //=> null
 */
export function readAddress(text: string): IpAddress | null {
  if (dotted.test(text)) return { version: 4, bits: ofDotted(text) };
  const bits = ofGroups(text);
  return bits === null ? null : { version: 6, bits };
}

/** Tells whether the address lies in a network such as `10.0.0.0/8`. */
export function isIn({ version, bits }: IpAddress, network: string): boolean {
  const [text = '', length = ''] = network.split('/');
  const within = readAddress(text);
  if (within?.version !== version) return false;
  const rest = BigInt(width[version] - Number(length));
  return bits >> rest === within.bits >> rest;
}

function ofDotted(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function ofGroups(text: string): bigint | null {
  const [, before = text, last] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  if (last !== undefined && !dotted.test(last)) return null;
  const low = last === undefined ? null : ofDotted(last);
  const plain =
    low === null ? before : `${before}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
