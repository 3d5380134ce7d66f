/** Letters and digits that nobody takes for others when he copies them by hand. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
const codes = 10;
/** Ten signs of 31: 49 bits, of which a few guesses a minute find nothing. */
const length = 10;

/** Makes the codes that open once each when the phone is lost: `k7m2p-x94qd`. */
export function makeCodes(random: (size: number) => Uint8Array): readonly string[] {
  return Array.from({ length: codes }, () => {
    const text = makeSigns(random);
    return `${text.slice(0, length / 2)}-${text.slice(length / 2)}`;
  });
}

/** Bytes beyond the last whole round of the signs would make some of them likelier. */
function makeSigns(random: (size: number) => Uint8Array): string {
  let text = '';
  while (text.length < length)
    for (const byte of random(length))
      if (byte < 256 - (256 % signs.length) && text.length < length) text += signs[byte % signs.length];
  return text;
}

/** A code without what people type along: spaces, hyphens, capitals. */
export function plainCode(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase();
}
