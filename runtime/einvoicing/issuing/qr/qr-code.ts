/**
 * A QR code of a short text, as ISO/IEC 18004 says it: bytes, level M, versions 1 to 10, which is all that an address
 * needs. Written here since no library is small enough to be worth a dependency for it; the suite reads every code back
 * with a decoder of its own.
 */
interface Version {
  readonly version: number;
  readonly total: number;
  /** Codewords of correction in each block. */
  readonly correction: number;
  readonly blocks: number;
  readonly alignment: readonly number[];
}

export const versions: readonly Version[] = [
  [26, 10, 1],
  [44, 16, 1, 6, 18],
  [70, 26, 1, 6, 22],
  [100, 18, 2, 6, 26],
  [134, 24, 2, 6, 30],
  [172, 16, 4, 6, 34],
  [196, 18, 4, 6, 22, 38],
  [242, 22, 4, 6, 24, 42],
  [292, 22, 5, 6, 26, 46],
  [346, 26, 5, 6, 28, 50],
].map(([total = 0, correction = 0, blocks = 0, ...alignment], at) => ({
  version: at + 1,
  total,
  correction,
  blocks,
  alignment,
}));

/** Rows of modules, true where dark; undefined: the text is too long. */
export function qrCode(text: string): readonly (readonly boolean[])[] | undefined {
  const bytes = new TextEncoder().encode(text);
  const chosen = versions.find((one) => bytes.length <= roomOf(one));
  if (!chosen) return undefined;
  const words = interleaved(dataOf(bytes, chosen), chosen);
  const size = 17 + 4 * chosen.version;
  const grid = new Grid(size);
  drawPatterns(grid, chosen);
  drawWords(grid, words);
  let best: { readonly grid: Grid; readonly penalty: number } | undefined;
  for (let mask = 0; mask < masks.length; mask++) {
    const masked = grid.masked(mask);
    drawFormat(masked, mask);
    const penalty = masked.penalty();
    if (!best || penalty < best.penalty) best = { grid: masked, penalty };
  }
  return best?.grid.rows();
}

function dataWords({ total, correction, blocks }: Version): number {
  return total - correction * blocks;
}

function roomOf(version: Version): number {
  return dataWords(version) - (version.version < 10 ? 2 : 3);
}

function dataOf(bytes: Uint8Array, version: Version): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  push(4, 4);
  push(bytes.length, version.version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const most = dataWords(version) * 8;
  push(0, Math.min(4, most - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    words.push(bits.slice(at, at + 8).reduce((word, bit) => (word << 1) | bit, 0));
  for (let pad = 0xec; words.length < dataWords(version); pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Data in blocks, each with its correction, word by word of all blocks. */
function interleaved(data: readonly number[], { total, correction, blocks }: Version): number[] {
  const short = Math.floor(total / blocks) - correction;
  const long = total % blocks;
  const divisor = generator(correction);
  const parts: { readonly data: readonly number[]; readonly correction: readonly number[] }[] = [];
  let from = 0;
  for (let block = 0; block < blocks; block++) {
    const length = short + (block >= blocks - long ? 1 : 0);
    const own = data.slice(from, from + length);
    from += length;
    parts.push({ data: own, correction: remainder(own, divisor) });
  }
  const words: number[] = [];
  for (let at = 0; at <= short; at++)
    for (const { data: own } of parts) if (at < own.length) words.push(own[at] ?? 0);
  for (let at = 0; at < correction; at++) for (const part of parts) words.push(part.correction[at] ?? 0);
  return words;
}

/** In the field of 256 that these codes are counted in. */
export function times(a: number, b: number): number {
  let product = 0;
  for (let at = 7; at >= 0; at--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> at) & 1) * a;
  }
  return product;
}

function generator(degree: number): number[] {
  const result = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let at = 0; at < degree; at++) {
    for (let place = 0; place < degree; place++)
      result[place] = times(result[place] ?? 0, root) ^ (result[place + 1] ?? 0);
    root = times(root, 2);
  }
  return result;
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const result = divisor.map(() => 0);
  for (const word of data) {
    const factor = word ^ (result.shift() ?? 0);
    result.push(0);
    for (const [at, part] of divisor.entries()) result[at] = (result[at] ?? 0) ^ times(part, factor);
  }
  return result;
}

export const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

class Grid {
  readonly size: number;
  readonly #dark: Uint8Array<ArrayBuffer>;
  /** The places that are no data: patterns, format and version. */
  readonly #fixed: Uint8Array<ArrayBuffer>;

  constructor(size: number, dark = new Uint8Array(size * size), fixed = new Uint8Array(size * size)) {
    this.size = size;
    this.#dark = dark;
    this.#fixed = fixed;
  }

  fix(x: number, y: number, isDark: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.#dark[y * this.size + x] = isDark ? 1 : 0;
    this.#fixed[y * this.size + x] = 1;
  }

  set(x: number, y: number, isDark: boolean): void {
    this.#dark[y * this.size + x] = isDark ? 1 : 0;
  }

  isFixed(x: number, y: number): boolean {
    return this.#fixed[y * this.size + x] === 1;
  }

  isDark(x: number, y: number): boolean {
    return this.#dark[y * this.size + x] === 1;
  }

  masked(mask: number): Grid {
    const turned = masks[mask];
    const dark = this.#dark.slice();
    for (let y = 0; y < this.size; y++)
      for (let x = 0; x < this.size; x++)
        if (!this.isFixed(x, y) && turned?.(x, y))
          dark[y * this.size + x] = 1 - (dark[y * this.size + x] ?? 0);
    return new Grid(this.size, dark, this.#fixed);
  }

  rows(): boolean[][] {
    return Array.from({ length: this.size }, (_, y) =>
      Array.from({ length: this.size }, (__, x) => this.isDark(x, y)),
    );
  }

  /** How hard it is to read: long runs, blocks, what looks like a corner, too much of one colour. */
  penalty(): number {
    const rows = this.rows();
    const columns = rows.map((_, x) => rows.map((row) => row[x] ?? false));
    const dark = rows.flat().filter(Boolean).length;
    let penalty = Math.floor(Math.abs((dark * 20) / (this.size * this.size) - 10)) * 10;
    for (const line of [...rows, ...columns]) {
      const text = line.map(Number).join('');
      for (const { length } of text.match(/0+|1+/g) ?? []) if (length >= 5) penalty += length - 2;
      penalty += 40 * (text.match(/(?=10111010000|00001011101)/g)?.length ?? 0);
    }
    for (let y = 1; y < this.size; y++)
      for (let x = 1; x < this.size; x++) {
        const one = this.isDark(x, y);
        if (
          one === this.isDark(x - 1, y) &&
          one === this.isDark(x, y - 1) &&
          one === this.isDark(x - 1, y - 1)
        )
          penalty += 3;
      }
    return penalty;
  }
}

function drawPatterns(grid: Grid, { version, alignment }: Version): void {
  const { size } = grid;
  for (let at = 0; at < size; at++) {
    grid.fix(6, at, at % 2 === 0);
    grid.fix(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(grid, x, y, 4, (ring) => ring !== 2 && ring !== 4);
  const last = alignment.length - 1;
  for (const [row, y] of alignment.entries())
    for (const [at, x] of alignment.entries()) {
      const isCorner = (row === 0 && (at === 0 || at === last)) || (row === last && at === 0);
      if (!isCorner) square(grid, x, y, 2, (ring) => ring !== 1);
    }
  // Their places are taken before data is laid; what they say depends on the mask.
  drawFormat(grid, 0);
  if (version < 7) return;
  const bits = (version << 12) | checked(version, 0x1f25, 12);
  for (let at = 0; at < 18; at++) {
    const isDark = ((bits >> at) & 1) === 1;
    const [a, b] = [size - 11 + (at % 3), Math.floor(at / 3)];
    grid.fix(a, b, isDark);
    grid.fix(b, a, isDark);
  }
}

function square(grid: Grid, x: number, y: number, reach: number, isDark: (ring: number) => boolean): void {
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      grid.fix(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
}

function checked(value: number, polynomial: number, length: number): number {
  let rest = value;
  for (let at = 0; at < length; at++) rest = (rest << 1) ^ ((rest >> (length - 1)) * polynomial);
  return rest;
}

/** Level M is 0. */
function drawFormat(grid: Grid, mask: number): void {
  const { size } = grid;
  const bits = ((mask << 10) | checked(mask, 0x537, 10)) ^ 0x5412;
  const bit = (at: number) => ((bits >> at) & 1) === 1;
  for (let at = 0; at <= 5; at++) grid.fix(8, at, bit(at));
  grid.fix(8, 7, bit(6));
  grid.fix(8, 8, bit(7));
  grid.fix(7, 8, bit(8));
  for (let at = 9; at < 15; at++) grid.fix(14 - at, 8, bit(at));
  for (let at = 0; at < 8; at++) grid.fix(size - 1 - at, 8, bit(at));
  for (let at = 8; at < 15; at++) grid.fix(8, size - 15 + at, bit(at));
  grid.fix(8, size - 8, true);
}

function drawWords(grid: Grid, words: readonly number[]): void {
  let at = 0;
  for (const [x, y] of dataPlaces(grid.size, (px, py) => grid.isFixed(px, py))) {
    const word = words[at >> 3] ?? 0;
    grid.set(x, y, ((word >> (7 - (at & 7))) & 1) === 1);
    at += 1;
  }
}

/** Answers the places of data, in its order: columns of two from the right, up and down by turns. */
export function* dataPlaces(
  size: number,
  isFixed: (x: number, y: number) => boolean,
): Generator<readonly [x: number, y: number]> {
  let up = true;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = up ? size - 1 - step : step;
        if (!isFixed(x, y)) yield [x, y];
      }
    up = !up;
  }
}
