/** What stands around words, in the order in which it is written, outermost first. */
export const markNames = ['a', 'strong', 'em', 'u', 's', 'code'] as const;
export type MarkName = (typeof markNames)[number];

/** Words that look alike; `\n` breaks their line. */
export interface Span {
  readonly text: string;
  readonly marks: ReadonlySet<MarkName>;
  /** Where its link leads. */
  readonly href?: string;
}

export const leafNames = ['p', 'h1', 'h2', 'h3', 'pre'] as const;
export type LeafName = (typeof leafNames)[number];

/** A paragraph, a heading, or code whose lines stand as they are. */
export interface Leaf {
  readonly tag: LeafName;
  readonly spans: readonly Span[];
}

export interface Quote {
  readonly tag: 'blockquote';
  readonly blocks: readonly RichBlock[];
}

export interface List {
  readonly tag: 'ul' | 'ol';
  readonly items: readonly (readonly RichBlock[])[];
}

/** A part of a rich text: these alone there are, whatever somebody sent. */
export type RichBlock = Leaf | Quote | List;

export function isLeaf(block: RichBlock): block is Leaf {
  return 'spans' in block;
}

/** Every paragraph, heading and piece of code, in order. */
function* leavesOf(blocks: readonly RichBlock[]): Generator<Leaf> {
  for (const block of blocks) {
    if (isLeaf(block)) yield block;
    else if (block.tag === 'blockquote') yield* leavesOf(block.blocks);
    else for (const item of block.items) yield* leavesOf(item);
  }
}

/** The words alone, a line for each paragraph. */
export function plainOf(blocks: readonly RichBlock[]): string {
  return [...leavesOf(blocks)].map(({ spans }) => spans.map(({ text }) => text).join('')).join('\n');
}

const bare: ReadonlySet<MarkName> = new Set();

/** Paragraphs of a text, one for each of its lines. */
export function paragraphsOf(text: string): readonly RichBlock[] {
  return text
    .split('\n')
    .map((line) => ({ tag: 'p', spans: line === '' ? [] : [{ text: line, marks: bare }] }));
}

/** Whether there is nothing but paragraphs of plain words. */
export function isPlain(blocks: readonly RichBlock[]): boolean {
  return blocks.every(
    (block) =>
      isLeaf(block) &&
      block.tag === 'p' &&
      block.spans.every(({ text, marks }) => marks.size === 0 && !text.includes('\n')),
  );
}
