import { BoundedMap } from '../../../metadata/common/bounded-map.ts';

/**
 * Cuts texts into the grams that they are found by: every two neighbouring characters; of seven-bit ones every three,
 * since two digits are in nearly every number, and the last two where they end. The last character of all has one with
 * nothing behind it, and so has a seven-bit one before another, so that each begins a gram of its sort. Grams are written
 * with letters and digits alone, so that every database takes them as words.
 */
export function gramsOf(texts: readonly string[]): readonly string[] {
  const grams = new Set<string>();
  for (const text of texts) {
    const points = pointsOf(text);
    for (let at = 0; at < points.length; at++) {
      grams.add(gramAt(points, at));
      const [a = end, b = end] = [points[at], points[at + 1]];
      if (a <= 127 && b > 127) grams.add(gramAt([a], 0));
    }
  }
  return [...grams];
}

/**
 * Answers the grams that every document with the text has; none where there is no text. A gram that ends with `*` is the
 * beginning of some.
 *
 * @example
 * gramsAsked('') //=> []
 * gramsAsked('a') //=> ['z2p*']
 */
export function gramsAsked(text: string): readonly string[] {
  const grams = new Set<string>();
  const beginnings = new Set<string>();
  const points = pointsOf(text);
  const [only = end, second] = points;
  if (second === undefined) return only === end ? [] : [`${beginning(gramAt(points, 0))}*`];
  for (let at = 0; at + 1 < points.length; at++) {
    const gram = gramAt(points, at);
    if (!isShort(gram)) grams.add(gram);
    // Two characters that end the question need not end the document's.
    else if (!isTriple(points, at - 1)) beginnings.add(`${gram}*`);
  }
  return grams.size > 0 ? [...grams] : [...beginnings];
}

/** The beginnings of a document's grams that may be asked for. */
export function beginningsOf(grams: readonly string[]): ReadonlySet<string> {
  const pairs = grams.filter((gram) => gram.startsWith(mark)).map((gram) => `${gram.slice(0, short)}*`);
  return new Set([...pairs, ...grams.map((gram) => `${beginning(gram)}*`)]);
}

/** No number of a character is written with it first. */
const mark = 'z';
const short = 5;
/** What stands behind the last character; no text has it. */
const end = 0;
/** All that a gram says of its first character. */
const beginning = (gram: string) => gram.slice(0, gram.startsWith(mark) ? 3 : 4);
const isShort = (gram: string) => gram.length === short;

function gramAt(points: readonly number[], at: number): string {
  const [a = end, b = end, c = 128] = [points[at], points[at + 1], points[at + 2]];
  if (a > 127 || b > 127) return pair(a, b);
  return c > 127 ? `${mark}${digits[a]}${digits[b]}` : `${mark}${digits[a]}${digits[b]}${digits[c]}`;
}

function isTriple(points: readonly number[], at: number): boolean {
  const [a = 128, b = 128, c = 128] = [points[at], points[at + 1], points[at + 2]];
  return a < 128 && b < 128 && c < 128;
}

const digits = Array.from({ length: 128 }, (_, code) => code.toString(36).padStart(2, '0'));

function pointsOf(text: string): readonly number[] {
  const points: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0;
    if (point > 0xffff) at += 1;
    points.push(point);
  }
  return points;
}

const most = 50_000;
const known = new BoundedMap<number, string>(most);

/** Four letters each. Texts are much alike: finding what a pair is written as takes a third of writing it. */
function pair(a: number, b: number): string {
  const number = a * 0x110000 + b;
  let text = known.get(number);
  if (text === undefined) {
    text = a.toString(36).padStart(4, '0') + b.toString(36).padStart(4, '0');
    known.set(number, text);
  }
  return text;
}
