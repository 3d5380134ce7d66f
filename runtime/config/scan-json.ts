import { pointerTo } from '../../metadata/common/json.ts';
import { digits, isDigit, NumberScan } from './scan-number.ts';

/** The limits of JSON; a body beyond them is refused while it is read. */
export interface JsonLimits {
  /** Lists and objects in one another. */
  readonly depth: number;
  /** Values of all sorts, lists and objects among them. */
  readonly values: number;
  /** Different names of members: each new one costs whoever parses it several times what a known one does. */
  readonly names: number;
}

export interface JsonFlaw {
  readonly path: string;
  readonly code:
    | 'json-syntax'
    | 'json-deep'
    | 'json-values'
    | 'json-names'
    | 'json-name'
    | 'number-digits'
    | 'problems-more';
  readonly params: Readonly<Record<string, number | string>>;
}

/** Bytes of a name of a member: whoever tells of it repeats it. */
const longestName = 1_000;
/** Characters of a wrong number that are told. */
const shownOfNumber = 40;
/** Wrong numbers that are told each by itself. */
const mostReported = 100;

const [quote, comma, minus, colon, backslash] = [0x22, 0x2c, 0x2d, 0x3a, 0x5c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The states of the scan, by what may come next. */
const inValue = 0;
const inListStart = 1;
const inName = 2;
const inObjectStart = 3;
const inColon = 4;
const inEnd = 5;
const inString = 6;
const inEscape = 7;
const inHex = 8;
const inWord = 9;
const inNumber = 10;
const isStopped = 11;

const words: ReadonlyMap<number, string> = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), word]),
);
const escapes: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));

/** A number that a double cannot hold, by its place. */
interface LongNumber {
  readonly from: number;
  readonly to: number;
  /** Of the lists and objects around it: index of an item, or where a name stands between its quotes. */
  readonly steps: readonly (number | readonly [from: number, to: number])[];
}

interface Stop {
  readonly at: number;
  readonly code: 'json-syntax' | 'json-deep' | 'json-values' | 'json-names' | 'json-name';
}

type Range = readonly [from: number, to: number];

/** A list that is a member of the whole: where its name and its items stand, so that they can be parsed one by one. */
export interface ListPlace {
  readonly name: Range;
  readonly items: readonly Range[];
}

/** Lists and objects around an item of such a list. */
const itemDepth = 2;

/**
 * Looks at the bytes of JSON as they come, before anybody parses them: whether they are JSON at all and where not, how
 * deep, of how many values, and which numbers would be rounded. It keeps nothing of them.
 */
export class JsonScan {
  readonly #limits: JsonLimits;
  readonly #lists: ListPlace[] | undefined;
  /** Of the list that is open now, if it is one that is kept. */
  #items: Range[] | undefined;
  #itemFrom = 0;
  #state = inValue;
  #depth = 0;
  #values = 0;
  /** Bytes of the pieces before this one. */
  #before = 0;
  /** Of each level: the index of its item, or -1 for an object; where its name stands. */
  readonly #index: number[] = [];
  readonly #nameFrom: number[] = [];
  readonly #nameTo: number[] = [];
  readonly #names = new Set<number>();
  #isName = false;
  #hash = 0;
  /** Characters that are still to come of a word or an escape. */
  #left = 0;
  #word = '';
  readonly #number = new NumberScan();
  #numberFrom = 0;
  readonly #long: LongNumber[] = [];
  #longMore = 0;
  #stop: Stop | undefined;

  /** `lists`: the places of the lists in `{ "name": [ … ] }` are kept. */
  constructor(limits: JsonLimits, keep?: 'lists') {
    this.#limits = limits;
    this.#lists = keep && [];
  }

  get lists(): readonly ListPlace[] {
    return this.#lists ?? [];
  }

  get values(): number {
    return this.#values;
  }

  /** False: what came is too much, or no JSON, whatever may follow. */
  take(bytes: Uint8Array): boolean {
    let state = this.#state;
    for (let at = this.#before === 0 ? afterMark(bytes) : 0; at < bytes.length; at += 1) {
      if (state === inString) {
        at = this.#text(bytes, at);
        if (at === bytes.length) break;
      }
      state = this.#next(state, bytes[at] ?? 0, this.#before + at);
      if (state === isStopped) break;
    }
    this.#state = state;
    this.#before += bytes.length;
    return state !== isStopped;
  }

  /** Answers the flaws of all of it; `bytes` are those that were taken, as far as they were. */
  flaws(bytes: Uint8Array): readonly JsonFlaw[] {
    const isWhole = this.#state === inNumber ? this.#number.isWhole : this.#state === inEnd;
    if (isWhole && this.#state === inNumber) this.#endOfNumber(this.#before);
    const stop = this.#stop ?? (isWhole && this.#depth === 0 ? undefined : endsAt(this.#before));
    if (stop) return [stopped(stop, this.#limits, bytes)];
    const long = this.#long.map(({ from, to, steps }): JsonFlaw => {
      const isShort = to - from <= shownOfNumber;
      const value = textOf(bytes, from, isShort ? to : from + shownOfNumber) + (isShort ? '' : '…');
      return { path: pathOf(bytes, steps), code: 'number-digits', params: { value, most: digits } };
    });
    if (this.#longMore === 0) return long;
    return [...long, { path: '', code: 'problems-more', params: { count: this.#longMore } }];
  }

  /** To the end of a run of plain characters of a string: there is most of what people send. */
  #text(bytes: Uint8Array, from: number): number {
    let at = from;
    let hash = this.#hash;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === quote || byte === backslash || byte < 0x20) break;
      hash = mixed(hash, byte);
    }
    this.#hash = hash;
    return at;
  }

  #next(state: number, byte: number, at: number): number {
    switch (state) {
      case inValue:
      case inListStart:
        return this.#value(state, byte, at);
      case inName:
      case inObjectStart:
        if (byte === quote) return this.#name(at);
        if (byte === closeObject && state === inObjectStart) return this.#close();
        return isBlank(byte) ? state : this.#wrong(at);
      case inColon:
        if (byte === colon) return inValue;
        return isBlank(byte) ? state : this.#wrong(at);
      case inEnd:
        return this.#end(byte, at);
      case inString:
        if (byte === quote) return this.#endOfString(at);
        return byte === backslash ? inEscape : this.#wrong(at);
      case inEscape:
      case inHex:
        return this.#escape(state, byte, at);
      case inWord:
        if (byte !== this.#word.charCodeAt(this.#word.length - this.#left)) return this.#wrong(at);
        this.#left -= 1;
        return this.#left === 0 ? inEnd : inWord;
      default:
        if (this.#number.take(byte)) return inNumber;
        if (!this.#number.isWhole) return this.#wrong(at);
        this.#endOfNumber(at);
        return this.#end(byte, at);
    }
  }

  #value(state: number, byte: number, at: number): number {
    if (isBlank(byte)) return state;
    if (byte === closeList && state === inListStart) return this.#close();
    this.#values += 1;
    if (this.#depth === itemDepth) this.#itemFrom = at;
    if (this.#values > this.#limits.values) return this.#refuse('json-values', at);
    if (byte === quote) {
      this.#isName = false;
      return inString;
    }
    if (byte === openObject || byte === openList) {
      if (this.#depth === this.#limits.depth) return this.#refuse('json-deep', at);
      this.#index[this.#depth] = byte === openList ? 0 : -1;
      this.#depth += 1;
      if (this.#depth === itemDepth) this.#noteList(byte === openList);
      return byte === openList ? inListStart : inObjectStart;
    }
    if (byte === minus || isDigit(byte)) {
      this.#numberFrom = at;
      this.#number.begin(byte);
      return inNumber;
    }
    const word = words.get(byte);
    if (word === undefined) return this.#wrong(at);
    this.#word = word;
    this.#left = word.length - 1;
    return inWord;
  }

  #noteList(isList: boolean): void {
    const isMember = (this.#index[0] ?? 0) < 0;
    this.#items = this.#lists && isList && isMember ? [] : undefined;
    const [from = 0, to = 0] = [this.#nameFrom[0], this.#nameTo[0]];
    if (this.#items) this.#lists?.push({ name: [from, to], items: this.#items });
  }

  #name(at: number): number {
    this.#isName = true;
    this.#hash = 0;
    this.#nameFrom[this.#depth - 1] = at + 1;
    return inString;
  }

  #endOfString(at: number): number {
    if (!this.#isName) return inEnd;
    this.#nameTo[this.#depth - 1] = at;
    if (at - (this.#nameFrom[this.#depth - 1] ?? 0) > longestName) return this.#refuse('json-name', at);
    this.#names.add(this.#hash);
    return this.#names.size > this.#limits.names ? this.#refuse('json-names', at) : inColon;
  }

  #escape(state: number, byte: number, at: number): number {
    this.#hash = mixed(this.#hash, byte);
    if (state === inHex) {
      if (!isHex(byte)) return this.#wrong(at);
      this.#left -= 1;
      return this.#left === 0 ? inString : inHex;
    }
    if (escapes.has(byte)) return inString;
    if (byte !== 0x75) return this.#wrong(at);
    this.#left = 4;
    return inHex;
  }

  #end(byte: number, at: number): number {
    if (isBlank(byte)) return inEnd;
    if (this.#depth === 0) return this.#wrong(at);
    const index = this.#index[this.#depth - 1] ?? 0;
    if (this.#depth === itemDepth) this.#items?.push([this.#itemFrom, at]);
    if (byte === (index < 0 ? closeObject : closeList)) return this.#close();
    if (byte !== comma) return this.#wrong(at);
    if (index < 0) return inName;
    this.#index[this.#depth - 1] = index + 1;
    return inValue;
  }

  #close(): number {
    this.#depth -= 1;
    return inEnd;
  }

  #endOfNumber(to: number): void {
    if (!this.#number.isLong) return;
    if (this.#long.length === mostReported) this.#longMore += 1;
    else this.#long.push({ from: this.#numberFrom, to, steps: this.#steps() });
  }

  #steps(): LongNumber['steps'] {
    return Array.from({ length: this.#depth }, (_, level) => {
      const index = this.#index[level] ?? 0;
      return index < 0 ? ([this.#nameFrom[level] ?? 0, this.#nameTo[level] ?? 0] as const) : index;
    });
  }

  #wrong(at: number): number {
    return this.#refuse('json-syntax', at);
  }

  #refuse(code: Stop['code'], at: number): number {
    this.#stop = { at, code };
    return isStopped;
  }
}

function endsAt(at: number): Stop {
  return { at, code: 'json-syntax' };
}

function stopped({ at, code }: Stop, { depth, values, names }: JsonLimits, bytes: Uint8Array): JsonFlaw {
  if (code !== 'json-syntax') {
    const most = { 'json-deep': depth, 'json-values': values, 'json-names': names, 'json-name': longestName }[
      code
    ];
    return { path: '', code, params: { most } };
  }
  let start = afterMark(bytes);
  let line = 1;
  for (let next = bytes.indexOf(0x0a); next >= 0 && next < at; next = bytes.indexOf(0x0a, next + 1)) {
    line += 1;
    start = next + 1;
  }
  return { path: '', code, params: { line, column: textOf(bytes, start, at).length + 1 } };
}

function pathOf(bytes: Uint8Array, steps: LongNumber['steps']): string {
  const names = steps.map((step) =>
    typeof step === 'number' ? step : String(JSON.parse(`"${textOf(bytes, ...step)}"`)),
  );
  return pointerTo(...names);
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString();
}

function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193) + 1;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isHex(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46);
}

/** Behind the mark with which some editors begin a file. */
function afterMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
