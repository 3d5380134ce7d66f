import { htmlParts } from './html-parts.ts';
import { linkOf } from './link-of.ts';
import {
  type Leaf,
  type LeafName,
  type MarkName,
  markNames,
  paragraphsOf,
  type RichBlock,
  type Span,
} from './rich-blocks.ts';

/** What was made of HTML, and what was not. */
export interface ReadHtml {
  readonly blocks: readonly RichBlock[];
  /** Names of what only looks otherwise without: `class`, `<span>`. */
  readonly dropped: ReadonlySet<string>;
  /** Names of what has no place in a rich text. */
  readonly refused: ReadonlySet<string>;
  /** Whether lists and quotes stand too deep in one another. */
  readonly isTooDeep: boolean;
}

const deepest = 8;
/** Marks within one another: there are six of them. */
const mostMarks = 32;
const marks: ReadonlyMap<string, MarkName> = new Map([
  ['b', 'strong'],
  ['strong', 'strong'],
  ['i', 'em'],
  ['em', 'em'],
  ['u', 'u'],
  ['ins', 'u'],
  ['s', 's'],
  ['strike', 's'],
  ['del', 's'],
  ['code', 'code'],
  ['a', 'a'],
]);
const leaves: ReadonlyMap<string, LeafName> = new Map([
  ...(['p', 'pre', 'h1', 'h2', 'h3'] as const).map((tag) => [tag, tag] as const),
  ...['h4', 'h5', 'h6'].map((tag) => [tag, 'h3'] as const),
  ...'div section article header footer main figure center'.split(' ').map((tag) => [tag, 'p'] as const),
]);
/** What words stand in that makes nothing of them but looks. */
const wrappers: ReadonlySet<string> = new Set([
  'span',
  'font',
  'small',
  'big',
  'mark',
  'label',
  'html',
  'body',
]);
/** Whose words nobody reads. */
const wordless: ReadonlySet<string> = new Set(
  'script style title noscript template iframe textarea select svg math object'.split(' '),
);
/** Tags that are read as others, which nobody has to be told of. */
const usual: ReadonlySet<string> = new Set(['p', 'div', 'pre', 'h1', 'h2', 'h3']);

interface Open {
  readonly tag: 'root' | 'ul' | 'ol' | 'li' | 'blockquote';
  readonly blocks: RichBlock[];
  /** Of a list. */
  readonly items: RichBlock[][];
}

/** Whether a text begins as HTML does: one that only looks so is written with what HTML has for it. */
export function isHtml(text: string): boolean {
  return /^\s*<[a-z/!?]/i.test(text);
}

/** Reads HTML as the few things a rich text is made of; whatever else there was is named. */
export function readHtml(html: string): ReadHtml {
  if (!/<[a-z/!?]/i.test(html)) return plain(html);
  return new Reader().read(html);
}

/** A text without tags is no HTML: each of its lines is a paragraph. */
function plain(text: string): ReadHtml {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const tidy = lines.map((line) => line.replace(/[ \t\f]+/g, ' ').trim());
  const nothing: ReadonlySet<string> = new Set();
  return {
    blocks: trimmed(paragraphsOf(tidy.join('\n'))),
    dropped: nothing,
    refused: nothing,
    isTooDeep: false,
  };
}

class Reader {
  readonly #dropped = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #open: Open[] = [{ tag: 'root', blocks: [], items: [] }];
  readonly #marks: { readonly mark: MarkName; readonly href?: string }[] = [];
  #leaf: { readonly tag: LeafName; readonly spans: Span[] } | null = null;
  #isTooDeep = false;
  /** The tag whose words are none of the text, until it ends. */
  #unread: string | null = null;

  read(html: string): ReadHtml {
    for (const part of htmlParts(html)) {
      if (this.#unread !== null && !(part.is === 'close' && part.tag === this.#unread)) continue;
      if (part.is === 'text') this.#text(part.text);
      else if (part.is === 'remark') this.#dropped.add('<!-- -->');
      else if (part.is === 'open') this.#begin(part.tag, part.attributes);
      else this.#end(part.tag);
    }
    this.#closeTo(0);
    const { blocks } = this.#top;
    return {
      blocks: trimmed(blocks),
      dropped: this.#dropped,
      refused: this.#refused,
      isTooDeep: this.#isTooDeep,
    };
  }

  get #top(): Open {
    return this.#open.at(-1) as Open;
  }

  #begin(tag: string, attributes: ReadonlyMap<string, string>): void {
    this.#judge(tag, attributes);
    const leaf = leaves.get(tag);
    if (tag === 'br') this.#break();
    else if (leaf !== undefined) this.#beginLeaf(tag, leaf);
    else if (tag === 'ul' || tag === 'ol' || tag === 'blockquote') this.#push(tag);
    else if (tag === 'li') this.#beginItem();
    else if (marks.has(tag)) this.#beginMark(tag, attributes.get('href'));
    else if (wrappers.has(tag)) this.#dropped.add(`<${tag}>`);
    else this.#refuse(tag);
  }

  #refuse(tag: string): void {
    this.#refused.add(`<${tag.slice(0, 40)}>`);
    if (wordless.has(tag)) this.#unread = tag;
    if (tag === 'tr' || tag === 'table') this.#closeLeaf();
    if (tag === 'td' || tag === 'th') this.#text(' ');
  }

  #judge(tag: string, attributes: ReadonlyMap<string, string>): void {
    for (const name of attributes.keys()) {
      if (tag === 'a' && name === 'href') continue;
      (name.startsWith('on') ? this.#refused : this.#dropped).add(name.slice(0, 40));
    }
  }

  #beginLeaf(tag: string, leaf: LeafName): void {
    this.#closeLeaf();
    if (!usual.has(tag)) this.#dropped.add(`<${tag}>`);
    this.#leaf = { tag: leaf, spans: [] };
  }

  #beginMark(tag: string, href: string | undefined): void {
    if (this.#marks.length >= mostMarks) return;
    const mark = marks.get(tag) as MarkName;
    if (mark !== 'a') {
      this.#marks.push({ mark });
      return;
    }
    const link = href === undefined ? null : linkOf(href);
    if (link === null && href !== undefined) this.#refused.add(`href="${href.trim().slice(0, 40)}"`);
    if (link !== null) this.#marks.push({ mark, href: link });
  }

  #beginItem(): void {
    this.#closeLeaf();
    const at = this.#open.findLastIndex((one) => one.tag !== 'li');
    const isInList = this.#open[at]?.tag === 'ul' || this.#open[at]?.tag === 'ol';
    if (isInList) this.#closeTo(at);
    else this.#push('ul');
    this.#push('li');
  }

  #end(tag: string): void {
    this.#unread = null;
    const mark = marks.get(tag);
    const leaf = leaves.get(tag);
    if (mark !== undefined) {
      const at = this.#marks.findLastIndex((one) => one.mark === mark);
      if (at >= 0) this.#marks.splice(at, 1);
    } else if (leaf !== undefined) this.#closeLeaf();
    else {
      const at = this.#open.findLastIndex((one) => one.tag === tag);
      if (at > 0) this.#closeTo(at - 1);
    }
  }

  #push(tag: Open['tag']): void {
    this.#closeLeaf();
    const top = this.#top;
    if (this.#open.length > 2 * deepest) {
      this.#isTooDeep = true;
      return;
    }
    // Of a list without a point, what stands in it is one.
    if ((top.tag === 'ul' || top.tag === 'ol') && tag !== 'li')
      this.#open.push({ tag: 'li', blocks: [], items: [] });
    this.#open.push({ tag, blocks: [], items: [] });
  }

  /** Closes all that was opened since. */
  #closeTo(last: number): void {
    this.#closeLeaf();
    while (this.#open.length - 1 > last) {
      const { tag, blocks, items } = this.#open.pop() as Open;
      if (tag === 'li') this.#top.items.push(blocks.length > 0 ? blocks : [{ tag: 'p', spans: [] }]);
      else if (tag === 'blockquote' && blocks.length > 0) this.#top.blocks.push({ tag, blocks });
      else if ((tag === 'ul' || tag === 'ol') && items.length > 0) this.#top.blocks.push({ tag, items });
    }
  }

  #closeLeaf(): void {
    const leaf = this.#leaf;
    this.#leaf = null;
    if (!leaf) return;
    const top = this.#top;
    const block = tidied(leaf);
    if (top.tag === 'ul' || top.tag === 'ol') top.items.push([block]);
    else top.blocks.push(block);
  }

  #break(): void {
    this.#write('\n');
  }

  #text(text: string): void {
    if (this.#leaf?.tag === 'pre') {
      const lines = text.replace(/\r\n?/g, '\n');
      this.#write(this.#leaf.spans.length === 0 ? lines.replace(/^\n/, '') : lines);
      return;
    }
    const words = text.replace(/[ \t\r\n\f]+/g, ' ');
    const last = this.#leaf?.spans.at(-1)?.text.at(-1) ?? '\n';
    const own = last === ' ' || last === '\n' ? words.replace(/^ /, '') : words;
    if (own !== '') this.#write(own);
  }

  #write(text: string): void {
    this.#leaf ??= { tag: 'p', spans: [] };
    const isCode = this.#leaf.tag === 'pre';
    const open = isCode ? [] : this.#marks;
    const href = open.findLast(({ mark }) => mark === 'a')?.href;
    const own = new Set(markNames.filter((name) => open.some(({ mark }) => mark === name)));
    this.#leaf.spans.push({ text, marks: own, ...(href !== undefined && { href }) });
  }
}

/** Blanks at the ends of lines gone, and words that look alike put together. */
function tidied({ tag, spans }: Leaf): Leaf {
  const kept: Span[] = [];
  let follows = '\n';
  for (const span of spans.toReversed()) {
    const isEnd = tag !== 'pre' && follows.startsWith('\n');
    const tidy = tag === 'pre' ? span.text : span.text.replace(/ +\n/g, '\n');
    const text = isEnd ? tidy.replace(/ +$/, '') : tidy;
    if (text === '') continue;
    follows = text;
    const next = kept.at(-1);
    if (next && alike(next, span)) kept[kept.length - 1] = { ...span, text: text + next.text };
    else kept.push({ ...span, text });
  }
  return { tag, spans: kept.toReversed() };
}

function alike(one: Span, other: Span): boolean {
  return one.href === other.href && one.marks.size === other.marks.size && one.marks.isSubsetOf(other.marks);
}

/** Without empty paragraphs before and behind everything. */
function trimmed(blocks: readonly RichBlock[]): readonly RichBlock[] {
  const isEmpty = (block: RichBlock) => 'spans' in block && block.spans.length === 0;
  const first = blocks.findIndex((block) => !isEmpty(block));
  if (first < 0) return [];
  return blocks.slice(first, blocks.findLastIndex((block) => !isEmpty(block)) + 1);
}
