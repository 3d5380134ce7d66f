import { escaped } from '../../common/html.ts';
import { isLeaf, type Leaf, markNames, type RichBlock, type Span } from './rich-blocks.ts';

/** Writes a rich text as HTML, in the one way in which it is written; `words` writes what stands between tags. */
export function writeHtml(blocks: readonly RichBlock[], words: (text: string) => string = escaped): string {
  return blocks.map((block) => blockHtml(block, words)).join('');
}

type Words = (text: string) => string;

function blockHtml(block: RichBlock, words: Words): string {
  if (isLeaf(block)) return leafHtml(block, words);
  if (block.tag === 'blockquote') return `<blockquote>${writeHtml(block.blocks, words)}</blockquote>`;
  const items = block.items.map((item) => `<li>${writeHtml(item, words)}</li>`);
  return `<${block.tag}>${items.join('')}</${block.tag}>`;
}

function leafHtml({ tag, spans }: Leaf, words: Words): string {
  if (tag !== 'pre') return `<${tag}>${spans.map((span) => spanHtml(span, words)).join('')}</${tag}>`;
  const text = spans.map((span) => span.text).join('');
  // The first break of a line in it is none to whoever reads HTML.
  return `<pre>${text.startsWith('\n') && words === escaped ? '\n' : ''}${words(text)}</pre>`;
}

function spanHtml({ text, marks, href }: Span, words: Words): string {
  const names = markNames.filter((name) => marks.has(name));
  const opened = names.map((name) => (name === 'a' ? `<a href="${escaped(href ?? '')}">` : `<${name}>`));
  const closed = names.toReversed().map((name) => `</${name}>`);
  return [...opened, text.split('\n').map(words).join('<br>'), ...closed].join('');
}
