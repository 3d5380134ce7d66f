/** A tag of HTML, or words between tags. */
export type HtmlPart =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'open'; readonly tag: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly is: 'close'; readonly tag: string }
  | { readonly is: 'remark' };

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', hellip: '…', middot: '·' },
  ...{ mdash: '—', ndash: '–', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', copy: '©', reg: '®' },
  ...{ times: '×', deg: '°', euro: '€', yen: '¥', pound: '£', bull: '•' },
};

/** Turns `&amp;` and `&#38;` into what they stand for; a name that is not known stays as it is written. */
function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, ten, hex, name) => {
      if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
      const code = Number.parseInt(ten ?? hex, ten === undefined ? 16 : 10);
      const isLetter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isLetter ? String.fromCodePoint(code) : whole;
    },
  );
}

/**
 * The parts of HTML as somebody sent it, each letter looked at once. What it is made into is written anew from a tree, so
 * that nothing depends on browsers finding the same parts.
 */
export function* htmlParts(html: string): Generator<HtmlPart> {
  let at = 0;
  let from = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    const found = partAt(html, open);
    if (!found) {
      at = open + 1;
      continue;
    }
    if (open > from) yield { is: 'text', text: unescaped(html.slice(from, open)) };
    yield found.part;
    at = found.end;
    from = at;
  }
  if (from < html.length) yield { is: 'text', text: unescaped(html.slice(from)) };
}

interface Found {
  readonly part: HtmlPart;
  readonly end: number;
}

/** The tag or remark that begins here; undefined: it is a letter like others. */
function partAt(html: string, open: number): Found | undefined {
  const next = html[open + 1] ?? '';
  if (next === '!' || next === '?') {
    const isComment = html.startsWith('<!--', open);
    const end = html.indexOf(isComment ? '-->' : '>', open + 2);
    return { part: { is: 'remark' }, end: end < 0 ? html.length : end + (isComment ? 3 : 1) };
  }
  const isClosing = next === '/';
  const name = /[a-z][^\s/>]*/iy;
  name.lastIndex = open + (isClosing ? 2 : 1);
  const [tag] = name.exec(html) ?? [];
  if (tag === undefined) return undefined;
  const { attributes, end } = attributesAt(html, name.lastIndex);
  const called = tag.toLowerCase();
  return { part: isClosing ? { is: 'close', tag: called } : { is: 'open', tag: called, attributes }, end };
}

const attribute = /[\s/]*([^\s/>=][^\s/>=]*)?(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;

function attributesAt(html: string, begin: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let at = begin;
  while (at < html.length && html[at] !== '>') {
    attribute.lastIndex = at;
    const [whole = '', name = '', double, single, bare] = attribute.exec(html) ?? [];
    if (name !== '') attributes.set(name.toLowerCase(), unescaped(double ?? single ?? bare ?? ''));
    // A quote that nothing closes: all that follows is in it.
    if (whole === '') return { attributes, end: html.length };
    at += whole.length;
  }
  return { attributes, end: Math.min(html.length, at + 1) };
}
