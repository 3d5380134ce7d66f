/** The two sides of a text that may be a number and a name, in the order in which they stand there. */
export type Parting = readonly [first: string, second: string];

const opening = '(（[［【〔「';
const closing = ')）]］】〕」';
const set = (marks: string) => marks.replace(/[\]\\^-]/g, '\\$&');
/** Whatever people put between the two; where digits or letters meet Chinese, nothing has to stand there. */
const between = new RegExp(
  `[\\s\\-–—―_/／|｜:：,，、;；.·${set(opening)}${set(closing)}]+|` +
    '(?<=[A-Za-z0-9])(?=\\p{Script=Han})|(?<=\\p{Script=Han})(?=[A-Za-z0-9])',
  'gu',
);
/** A number has few parts, and stands first or last: so many places are tried from either end. */
const mostFromEnd = 6;
const longest = 400;

/**
 * The ways in which a text parts into a number and a name that are written together.
 *
 * @example
 * partings('C003 Harbour') //=> [['C003', 'Harbour']]
 * partings('海港食品（C003）') //=> [['海港食品', 'C003']]
 * partings('C003') //=> []
 */
export function partings(text: string): readonly Parting[] {
  if (text.length > longest) return [];
  const places = [...text.matchAll(between)].flatMap(({ 0: mark, index }) => partedAt(text, index, mark));
  return places.length <= mostFromEnd * 2
    ? places
    : [...places.slice(0, mostFromEnd), ...places.slice(-mostFromEnd)];
}

function partedAt(text: string, at: number, mark: string): readonly Parting[] {
  const first = withoutPair(text.slice(0, at), mark, 'before');
  const second = withoutPair(text.slice(at + mark.length), mark, 'after');
  return first === '' || second === '' ? [] : [[first, second]];
}

/** A bracket whose other half went with the mark belongs to the mark where it encloses all, else to the side. */
function withoutPair(side: string, mark: string, stands: 'before' | 'after'): string {
  const [own, other] = stands === 'before' ? [opening, closing] : [closing, opening];
  const [outer, inner] =
    stands === 'before' ? [side.at(0), mark.match(/\S/)?.[0]] : [side.at(-1), mark.match(/\S(?=\s*$)/)?.[0]];
  const isHalf = openHalves(side, own, other) > 0;
  if (!isHalf || inner === undefined || !other.includes(inner)) return side.trim();
  if (outer !== undefined && own.includes(outer))
    return (stands === 'before' ? side.slice(1) : side.slice(0, -1)).trim();
  return (stands === 'before' ? side + inner : inner + side).trim();
}

/** How many brackets of a side have no other half there. */
function openHalves(side: string, own: string, other: string): number {
  const count = (marks: string) => [...side].filter((letter) => marks.includes(letter)).length;
  return count(own) - count(other);
}
