import type { LaidFont } from '../../../rules/paper/laid-out.ts';
import type { TypeFace } from './kit-document.ts';

/** The letters of a font that were used, as a font by itself: readers find each by its Unicode number. */
export class LetterFont {
  readonly #face: TypeFace;
  readonly #subset: ReturnType<TypeFace['createSubset']>;
  /** Place in the font by letter, and width in parts of the size. */
  readonly #letters = new Map<number, { readonly glyph: number; readonly width: number }>();

  constructor(face: TypeFace) {
    this.#face = face;
    this.#subset = face.createSubset();
  }

  /** Answers how wide it is, in parts of the size. */
  add(letter: string): number {
    const code = letter.codePointAt(0) ?? 0;
    const known = this.#letters.get(code);
    if (known) return known.width;
    const { id, advanceWidth } = this.#face.glyphForCodePoint(code);
    const width = advanceWidth / this.#face.unitsPerEm;
    this.#letters.set(code, { glyph: this.#subset.includeGlyph(id), width });
    return width;
  }

  made(): LaidFont {
    const { postscriptName: name } = this.#face;
    const bold = /bold/i.test(name);
    const tables = tablesOf(this.#subset.encode());
    const codes = [...this.#letters].map(([code, { glyph }]) => [code, glyph] as const);
    tables.set('cmap', cmap(codes));
    // What the whole font says of itself holds of a part of it.
    for (const tag of ['OS/2', 'name']) {
      const found = this.#face.directory.tables[tag];
      if (found) tables.set(tag, this.#face.stream.buffer.slice(found.offset, found.offset + found.length));
    }
    tables.set('post', unnamed());
    return { name, bold, bytes: fontOf(tables) };
  }
}

const headLength = 12;
const rowLength = 16;

function tablesOf(font: Uint8Array): Map<string, Uint8Array> {
  const view = viewOf(font);
  const tables = new Map<string, Uint8Array>();
  for (let at = 0; at < view.getUint16(4); at += 1) {
    const row = headLength + at * rowLength;
    const tag = String.fromCharCode(...font.subarray(row, row + 4));
    const from = view.getUint32(row + 8);
    tables.set(tag, font.slice(from, from + view.getUint32(row + 12)));
  }
  return tables;
}

/** Letters by their numbers, in the two spellings that between them every reader knows. */
function cmap(codes: readonly (readonly [number, number])[]): Uint8Array {
  const sorted = [...codes].sort(([a], [b]) => a - b);
  const short = shortMap(sorted.filter(([code]) => code < 0xffff));
  const long = longMap(sorted);
  const first = 4 + 2 * 8;
  const made = new Uint8Array(first + short.length + long.length);
  const view = viewOf(made);
  view.setUint16(2, 2);
  // Windows: Unicode of two bytes, and of four.
  for (const [at, encoding, offset] of [
    [0, 1, first],
    [1, 10, first + short.length],
  ] as const) {
    view.setUint16(4 + at * 8, 3);
    view.setUint16(6 + at * 8, encoding);
    view.setUint32(8 + at * 8, offset);
  }
  made.set(short, first);
  made.set(long, first + short.length);
  return made;
}

/** Format 4: one segment a letter, and the one that ends it. */
function shortMap(codes: readonly (readonly [number, number])[]): Uint8Array {
  const segments = [...codes, [0xffff, 0] as const];
  const count = segments.length;
  const made = new Uint8Array(16 + count * 8);
  const view = viewOf(made);
  const power = 2 ** Math.floor(Math.log2(count));
  view.setUint16(0, 4);
  view.setUint16(2, made.length);
  view.setUint16(6, count * 2);
  view.setUint16(8, power * 2);
  view.setUint16(10, Math.log2(power));
  view.setUint16(12, (count - power) * 2);
  for (const [at, [code, glyph]] of segments.entries()) {
    view.setUint16(14 + at * 2, code);
    view.setUint16(16 + count * 2 + at * 2, code);
    view.setUint16(16 + count * 4 + at * 2, code === 0xffff ? 1 : (glyph - code) & 0xffff);
  }
  return made;
}

/** Format 12: one group a letter. */
function longMap(codes: readonly (readonly [number, number])[]): Uint8Array {
  const made = new Uint8Array(16 + codes.length * 12);
  const view = viewOf(made);
  view.setUint16(0, 12);
  view.setUint32(4, made.length);
  view.setUint32(12, codes.length);
  for (const [at, [code, glyph]] of codes.entries()) {
    view.setUint32(16 + at * 12, code);
    view.setUint32(20 + at * 12, code);
    view.setUint32(24 + at * 12, glyph);
  }
  return made;
}

/** Letters have no names. */
function unnamed(): Uint8Array {
  const made = new Uint8Array(32);
  viewOf(made).setUint32(0, 0x0003_0000);
  return made;
}

const magic = 0xb1b0_afba;

function fontOf(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const count = sorted.length;
  const begin = headLength + count * rowLength;
  const made = new Uint8Array(sorted.reduce((sum, [, bytes]) => sum + padded(bytes.length), begin));
  const view = viewOf(made);
  const power = 2 ** Math.floor(Math.log2(count));
  view.setUint32(0, 0x0001_0000);
  view.setUint16(4, count);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, (count - power) * 16);
  let at = begin;
  let head: number | undefined;
  for (const [row, [tag, bytes]] of sorted.entries()) {
    const place = headLength + row * rowLength;
    if (tag === 'head') {
      head = at;
      viewOf(bytes).setUint32(8, 0);
    }
    made.set(bytes, at);
    for (let letter = 0; letter < 4; letter += 1) made[place + letter] = tag.charCodeAt(letter);
    view.setUint32(place + 4, sumOf(made.subarray(at, at + padded(bytes.length))));
    view.setUint32(place + 8, at);
    view.setUint32(place + 12, bytes.length);
    at += padded(bytes.length);
  }
  if (head !== undefined) view.setUint32(head + 8, (magic - sumOf(made)) >>> 0);
  return made;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function sumOf(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
