const plain = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The exact sum of decimals in their canonical text, and how many there were; what is none does not count. */
export function sumOf(values: Iterable<unknown>): { readonly sum: string; readonly count: number } {
  // By the digits after the point, so that each is added as a whole number.
  const byScale = new Map<number, bigint>();
  let count = 0;
  for (const value of values) {
    const found = typeof value === 'string' || typeof value === 'number' ? plain.exec(String(value)) : null;
    if (!found) continue;
    const [, sign, whole, fraction = ''] = found;
    const units = BigInt(`${whole}${fraction}`);
    byScale.set(fraction.length, (byScale.get(fraction.length) ?? 0n) + (sign ? -units : units));
    count++;
  }
  const scale = Math.max(0, ...byScale.keys());
  let total = 0n;
  for (const [own, units] of byScale) total += units * 10n ** BigInt(scale - own);
  return { sum: written(total, scale), count };
}

function written(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
