/** A piece of text as somebody marked it. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'gone'; readonly inner: readonly Inline[] }
  | {
      readonly kind: 'link';
      /** Undefined: it leads where nobody is to be sent from here. */
      readonly href: string | undefined;
      /** As it was written, for whoever knows where that is. */
      readonly to: string;
      readonly inner: readonly Inline[];
    };

export interface ListItem {
  readonly blocks: readonly Block[];
  /** Of a list of things to do. Absent: it is none. */
  readonly done?: boolean;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly inner: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inner: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly ListItem[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' };

/** Deeper than this nothing is marked any more: quotes in quotes are no reason to stop a browser. */
const deepest = 8;
/** Characters of a paragraph whose marks are looked for: who writes more at once writes no README. */
const longest = 5_000;

/**
 * Markdown as READMEs of packages write it, as data: headings, lists, code, tables, quotes, links. HTML in it is text
 * like any other, and pictures are named, not fetched: nothing of a package runs or calls out here.
 */
export function readMarkdown(text: string): readonly Block[] {
  return blocksOf(text.replaceAll(/\r\n?/g, '\n').split('\n'), 0);
}

const patterns = {
  fence: /^ {0,3}(`{3,}|~{3,})/,
  heading: /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/,
  rule: /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/,
  quote: /^ {0,3}> ?/,
  item: /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)/,
  row: /^\s*\|?(?:[^|]*\|)+[^|]*$/,
  line: /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/,
} as const;

function blocksOf(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const { block, next } = blockAt(lines, at, depth);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Read {
  readonly block?: Block;
  readonly next: number;
}

function blockAt(lines: readonly string[], at: number, depth: number): Read {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { next: at + 1 };
  const [, fence] = patterns.fence.exec(line) ?? [];
  if (fence !== undefined) return fencedAt(lines, at, fence);
  const [, marks, title] = patterns.heading.exec(line) ?? [];
  if (marks !== undefined)
    return { block: { kind: 'heading', level: marks.length, inner: inlineOf(title ?? '') }, next: at + 1 };
  if (patterns.rule.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
  if (depth < deepest && patterns.quote.test(line)) return quoteAt(lines, at, depth);
  if (depth < deepest && patterns.item.test(line)) return listAt(lines, at, depth);
  if (patterns.row.test(line) && patterns.line.test(lines[at + 1] ?? '') && line.includes('|'))
    return tableAt(lines, at);
  return paragraphAt(lines, at);
}

function fencedAt(lines: readonly string[], at: number, fence: string): Read {
  const end = endOf(lines, at, (line) => line.trim().startsWith(fence));
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function quoteAt(lines: readonly string[], at: number, depth: number): Read {
  const next = endOf(lines, at, (line) => !patterns.quote.test(line));
  const inner = lines.slice(at, next).map((line) => line.replace(patterns.quote, ''));
  return { block: { kind: 'quote', blocks: blocksOf(inner, depth + 1) }, next };
}

function endOf(lines: readonly string[], at: number, isOver: (line: string) => boolean): number {
  let next = at + 1;
  while (next < lines.length && !isOver(lines[next] ?? '')) next += 1;
  return next;
}

/** Reads a list: lines indented below an item belong to it; another kind of mark begins another list. */
function listAt(lines: readonly string[], first: number, depth: number): Read {
  const [, , mark = ''] = patterns.item.exec(lines[first] ?? '') ?? [];
  const isOrdered = /\d/.test(mark);
  const items: ListItem[] = [];
  let at = first;
  while (at < lines.length) {
    const found = patterns.item.exec(lines[at] ?? '');
    if (!found || /\d/.test(found[2] ?? '') !== isOrdered || patterns.rule.test(lines[at] ?? '')) break;
    const room = found[0].trimEnd().length + 1;
    const next = endOf(
      lines,
      at,
      (line) => line.trim() !== '' && !line.startsWith(' '.repeat(Math.min(room, 2))) && isNewBlock(line),
    );
    const own = lines.slice(at, next).map((line, place) => {
      if (place === 0) return line.slice(found[0].length);
      return line.replace(new RegExp(`^ {0,${room}}`), '');
    });
    const [, box, rest] = /^\[([ xX])\]\s+(.*)$/.exec(own[0] ?? '') ?? [];
    const body = box === undefined ? own : [rest ?? '', ...own.slice(1)];
    items.push({ blocks: blocksOf(body, depth + 1), ...(box !== undefined && { done: box !== ' ' }) });
    at = next;
  }
  return { block: { kind: 'list', start: isOrdered ? Number.parseInt(mark, 10) : null, items }, next: at };
}

/** A line after an empty one, or one that begins something. */
function isNewBlock(line: string): boolean {
  return !line.startsWith(' ');
}

function tableAt(lines: readonly string[], at: number): Read {
  const next = endOf(lines, at + 1, (line) => !line.includes('|') || line.trim() === '');
  const [head = [], ...rows] = [lines[at] ?? '', ...lines.slice(at + 2, next)].map(cellsOf);
  const width = head.length;
  const fitting = rows.map((row) => Array.from({ length: width }, (_, cell) => row[cell] ?? []));
  return { block: { kind: 'table', head, rows: fitting }, next };
}

function cellsOf(line: string): readonly (readonly Inline[])[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => inlineOf(cell.trim().replaceAll('\\|', '|')));
}

function paragraphAt(lines: readonly string[], at: number): Read {
  const begins = [patterns.fence, patterns.heading, patterns.rule, patterns.quote, patterns.item];
  const next = endOf(lines, at, (line) => line.trim() === '' || begins.some((one) => one.test(line)));
  const text = lines.slice(at, next).map((line) => line.trim());
  return { block: { kind: 'paragraph', inner: inlineOf(text.join('\n')) }, next };
}

/** The first mark in a text that means something, whatever stands before it. */
const marks =
  /(?<code>`+)(?<coded>[^`]|[^`][\s\S]*?[^`])\k<code>(?!`)|!?\[(?<called>[^\]]*)\]\((?<to>[^()\s]*)(?:\s+"[^"]*")?\)|<(?<auto>https?:\/\/[^\s<>]+)>|\*\*(?<strong>[^*\s](?:[\s\S]*?[^\s])?)\*\*(?!\*)|~~(?<gone>[^~]+)~~|(?<![\w*])[*_](?<em>[^*_\s](?:[^*_]*[^*_\s])?)[*_](?![\w*])|\\(?<escaped>[\\`*_{}[\]()#+\-.!|>~])/;

function inlineOf(text: string, depth = 0): readonly Inline[] {
  const found: Inline[] = [];
  let rest = text;
  const isMarked = depth < deepest && text.length <= longest;
  while (rest !== '') {
    const match = isMarked ? marks.exec(rest) : null;
    const { index, groups = {} } = match ?? { index: rest.length };
    if (index > 0) found.push({ kind: 'text', text: rest.slice(0, index) });
    if (!match) break;
    found.push(marked(match[0], groups, depth + 1));
    rest = rest.slice(index + match[0].length);
  }
  return found;
}

function marked(whole: string, groups: Readonly<Record<string, string | undefined>>, depth: number): Inline {
  const { coded, called, to, auto, strong, gone, em, escaped } = groups;
  if (coded !== undefined) return { kind: 'code', text: coded.trim() };
  if (auto !== undefined)
    return { kind: 'link', href: hrefOf(auto), to: auto, inner: [{ kind: 'text', text: auto }] };
  if (strong !== undefined) return { kind: 'strong', inner: inlineOf(strong, depth) };
  if (gone !== undefined) return { kind: 'gone', inner: inlineOf(gone, depth) };
  if (em !== undefined) return { kind: 'em', inner: inlineOf(em, depth) };
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  const name = called || to || whole;
  // A picture is named: whoever wants to see it follows the link.
  return { kind: 'link', href: hrefOf(to ?? ''), to: to ?? '', inner: inlineOf(name, depth) };
}

/** Other pages of the web, and letters; nothing that runs, and no address inside this server. */
function hrefOf(to: string): string | undefined {
  if (!URL.canParse(to)) return undefined;
  return ['https:', 'http:', 'mailto:'].includes(new URL(to).protocol) ? to : undefined;
}
