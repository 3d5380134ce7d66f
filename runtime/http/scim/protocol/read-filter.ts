import {
  type Comparing,
  comparing,
  type PatchPath,
  type ScimFilter,
  type ScimLiteral,
} from './scim-filter.ts';

/** What was read, or the character at which it is none. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly at: number };

/** Brackets within one another, and characters: nobody writes more, and reading is by recursion. */
const deepest = 30;
const longest = 10_000;

/** Reads a filter; attributes and operators in any case. `not` binds before `and`, `and` before `or`. */
export function readFilter(text: string): Read<ScimFilter> {
  return whole(text, (reader) => reader.filter());
}

/** Reads the path of an operation of a PATCH. */
export function readPath(text: string): Read<PatchPath> {
  return whole(text, (reader) => reader.patchPath());
}

class Unreadable extends Error {}

function whole<T>(text: string, read: (reader: Reader) => T): Read<T> {
  const reader = new Reader(text);
  try {
    if (text.length > longest) throw new Unreadable();
    const value = read(reader);
    reader.end();
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, at: reader.at };
  }
}

const blank = /\s+/y;
const word = /[a-z]+(?![\w.:$-])/iy;
/** A schema ends with a colon, and has dots of its own. */
const path = /(?:(urn:[\w.:-]+):)?([a-z$][\w$-]*)((?:\.[a-z$][\w$-]*)?)/iy;
const string = /"(?:[^"\\]|\\.)*"/y;
const number = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy;
const literals: Readonly<Record<string, ScimLiteral>> = { true: true, false: false, null: null };

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  filter(depth = 0): ScimFilter {
    return this.#joined('or', () => this.#joined('and', () => this.#one(depth)));
  }

  patchPath(): PatchPath {
    const known = this.#path() ?? this.#fail();
    if (!this.#sign('[')) return known;
    const filter = this.filter();
    if (!this.#sign(']')) this.#fail();
    const names = [...known.names];
    if (this.#sign('.')) names.push((this.#path() ?? this.#fail()).names[0] ?? this.#fail());
    return { ...known, names, filter };
  }

  end(): void {
    this.#skip();
    if (this.at < this.#text.length) this.#fail();
  }

  #joined(op: 'and' | 'or', next: () => ScimFilter): ScimFilter {
    const filters = [next()];
    while (this.#word(op)) filters.push(next());
    const [first] = filters;
    return filters.length === 1 && first ? first : { op, filters };
  }

  #one(depth: number): ScimFilter {
    if (depth > deepest) this.#fail();
    const start = this.at;
    if (this.#word('not')) {
      if (this.#sign('(')) return { op: 'not', filter: this.#closed(depth, ')') };
      this.at = start;
    }
    if (this.#sign('(')) return this.#closed(depth, ')');
    const named = this.#path() ?? this.#fail();
    if (this.#sign('[')) return { op: 'some', path: named, filter: this.#closed(depth, ']') };
    if (this.#word('pr')) return { op: 'pr', path: named };
    return { op: this.#operator(), path: named, value: this.#literal() };
  }

  #closed(depth: number, sign: string): ScimFilter {
    const filter = this.filter(depth + 1);
    if (!this.#sign(sign)) this.#fail();
    return filter;
  }

  #path(): PatchPath | null {
    this.#skip();
    const found = this.#take(path);
    if (!found) return null;
    const [, schema, name = '', sub = ''] = found;
    return { schema: schema ?? null, names: [name, ...(sub === '' ? [] : [sub.slice(1)])] };
  }

  #operator(): Comparing {
    this.#skip();
    const [said] = this.#take(word) ?? this.#fail();
    return comparing.find((one) => one === said.toLowerCase()) ?? this.#fail();
  }

  #literal(): ScimLiteral {
    this.#skip();
    const quoted = this.#take(string);
    if (quoted) return this.#parsed(quoted[0]) as string;
    const digits = this.#take(number);
    if (digits) return this.#parsed(digits[0]) as number;
    const [said] = this.#take(word) ?? this.#fail();
    return literals[said.toLowerCase()] ?? (said.toLowerCase() === 'null' ? null : this.#fail());
  }

  #parsed(json: string): unknown {
    try {
      return JSON.parse(json);
    } catch {
      return this.#fail();
    }
  }

  #word(wanted: string): boolean {
    this.#skip();
    const start = this.at;
    if (this.#take(word)?.[0].toLowerCase() === wanted) return true;
    this.at = start;
    return false;
  }

  #sign(wanted: string): boolean {
    this.#skip();
    if (this.#text[this.at] !== wanted) return false;
    this.at += 1;
    return true;
  }

  #skip(): void {
    this.#take(blank);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  #fail(): never {
    throw new Unreadable();
  }
}
