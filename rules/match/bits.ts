/** A set of ranks: bit i stands for the rule of rank i. Bits behind the last rank are never set. */
export type Bits = Uint32Array;

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffff_ffff);
  const rest = size & 31;
  if (rest > 0) bits[bits.length - 1] = (1 << rest) - 1;
  return bits;
}

export function setBit(bits: Bits, rank: number): void {
  bits[rank >>> 5] = (bits[rank >>> 5] ?? 0) | (1 << (rank & 31));
}

export function clearBit(bits: Bits, rank: number): void {
  bits[rank >>> 5] = (bits[rank >>> 5] ?? 0) & ~(1 << (rank & 31));
}

export function hasBit(bits: Bits, rank: number): boolean {
  return (((bits[rank >>> 5] ?? 0) >>> (rank & 31)) & 1) === 1;
}

export function orBits(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) | (other[word] ?? 0);
}

export function andBits(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) & (other[word] ?? 0);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) {
    let left = bits[word] ?? 0;
    left -= (left >>> 1) & 0x5555_5555;
    left = (left & 0x3333_3333) + ((left >>> 2) & 0x3333_3333);
    count += Math.imul((left + (left >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return count;
}

/** The first rank at or behind `from`, or -1. */
export function nextBit(bits: Bits, from: number): number {
  let word = from >>> 5;
  let left = (bits[word] ?? 0) & (0xffff_ffff << (from & 31));
  while (left === 0) {
    word += 1;
    if (word >= bits.length) return -1;
    left = bits[word] ?? 0;
  }
  return (word << 5) + 31 - Math.clz32(left & -left);
}
