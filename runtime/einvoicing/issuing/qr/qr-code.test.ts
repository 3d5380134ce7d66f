import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataPlaces, masks, qrCode, times, versions } from './qr-code.ts';
import { qrPicture } from './qr-picture.ts';

/** Reads a code back, slowly: what is fixed by its size, the mask by its format, words by their places. */
function readCode(rows: readonly (readonly boolean[])[]): string {
  const size = rows.length;
  const version = (size - 17) / 4;
  const found = versions[version - 1];
  if (!found) throw new Error('no such size');
  const at = (x: number, y: number) => rows[y]?.[x] ?? false;
  let format = 0;
  for (const [x, y] of [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((place) => [8, place] as const),
    ...[7, 5, 4, 3, 2, 1, 0].map((place) => [place, 8] as const),
  ].reverse())
    format = (format << 1) | Number(at(x, y));
  const mask = ((format ^ 0x5412) >> 10) & 7;
  expect((format ^ 0x5412) >> 13, 'level').toBe(0);
  const { alignment } = found;
  const last = alignment.at(-1);
  const isFixed = (x: number, y: number) => {
    if (x === 6 || y === 6) return true;
    if ((x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8)) return true;
    if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return true;
    return alignment.some((cy) =>
      alignment.some((cx) => {
        const corner = (cx === 6 && cy === 6) || (cx === 6 && cy === last) || (cx === last && cy === 6);
        return !corner && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2;
      }),
    );
  };
  const bits = [...dataPlaces(size, isFixed)].map(([x, y]) => at(x, y) !== masks[mask]?.(x, y));
  const words = Array.from({ length: found.total }, (_, word) =>
    bits.slice(word * 8, word * 8 + 8).reduce((sum, bit) => sum * 2 + Number(bit), 0),
  );
  const { total, blocks, correction } = found;
  const short = Math.floor(total / blocks) - correction;
  const parts = Array.from({ length: blocks }, () => ({ data: [] as number[], rest: [] as number[] }));
  let next = 0;
  for (let place = 0; place <= short; place++)
    for (const [block, part] of parts.entries())
      if (place < short || block >= blocks - (total % blocks)) part.data.push(words[next++] ?? 0);
  for (let place = 0; place < correction; place++)
    for (const part of parts) part.rest.push(words[next++] ?? 0);
  for (const { data, rest } of parts)
    for (let power = 0, root = 1; power < correction; power++, root = times(root, 2)) {
      const syndrome = [...data, ...rest].reduce((sum, word) => times(sum, root) ^ word, 0);
      expect(syndrome, 'every block divides by its generator').toBe(0);
    }
  const all = parts.flatMap(({ data }) => data.flatMap((word) => [...word.toString(2).padStart(8, '0')]));
  const number = (from: number, length: number) =>
    Number.parseInt(all.slice(from, from + length).join(''), 2);
  expect(number(0, 4)).toBe(4);
  const counted = version < 10 ? 8 : 16;
  const length = number(4, counted);
  const bytes = Array.from({ length }, (_, byte) => number(4 + counted + byte * 8, 8));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

describe('a QR code', () => {
  it('says what it was made of, read back by another way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const rows = qrCode(text);
        if (new TextEncoder().encode(text).length > 213) return;
        expect(rows && readCode(rows)).toBe(text);
      }),
    );
  });

  it.each(versions.map(({ version }) => version))(
    'of version %i is read back, filled to the last byte',
    (version) => {
      const room = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213][version - 1] ?? 0;
      const rows = qrCode('开'.repeat(Math.floor(room / 3)) + 'x'.repeat(room % 3));
      expect(rows?.length).toBe(17 + 4 * version);
      expect(rows && readCode(rows)).toHaveLength(Math.floor(room / 3) + (room % 3));
    },
  );

  it('of a text that does not fit is none', () => {
    expect(qrCode('x'.repeat(214))).toBeUndefined();
    expect(qrPicture('x'.repeat(214))).toBeUndefined();
  });

  it('is a picture with light around it, and its label escaped', () => {
    const picture = qrPicture('https://example.com', '<a & "b">');
    expect(picture).toContain('viewBox="0 0 33 33"');
    expect(picture).toContain('aria-label="&lt;a &amp; &quot;b&quot;&gt;"');
    expect(picture).toContain('M4 4h1v1h-1z');
  });
});
