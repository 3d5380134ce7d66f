import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { linkOf } from '../../../metadata/kinds/rich/link-of.ts';
import { readRich } from '../../../metadata/kinds/rich/marked-text.ts';
import { isLeaf, type Leaf, type RichBlock, type Span } from '../../../metadata/kinds/rich/rich-blocks.ts';

/** A rich text as elements, each of them made here: nothing that somebody wrote is ever read as HTML by the page. */
export function richView(value: Json): TemplateResult {
  return html`<div class="rich">${blocks(readRich(String(value)).blocks)}</div>`;
}

function blocks(all: readonly RichBlock[]): readonly TemplateResult[] {
  return all.map((block) => {
    if (isLeaf(block)) return leaf(block);
    if (block.tag === 'blockquote') return html`<blockquote>${blocks(block.blocks)}</blockquote>`;
    const items = block.items.map((item) => html`<li>${blocks(item)}</li>`);
    return block.tag === 'ul' ? html`<ul>${items}</ul>` : html`<ol>${items}</ol>`;
  });
}

/** The page has headings of its own above these. */
function leaf({ tag, spans }: Leaf): TemplateResult {
  const words = spans.map(span);
  switch (tag) {
    case 'h1':
      return html`<p class="h1" role="heading" aria-level="3">${words}</p>`;
    case 'h2':
      return html`<p class="h2" role="heading" aria-level="4">${words}</p>`;
    case 'h3':
      return html`<p class="h3" role="heading" aria-level="5">${words}</p>`;
    case 'pre':
      return html`<pre>${spans.map(({ text }) => text)}</pre>`;
    default:
      return html`<p>${words.length > 0 ? words : html`<br>`}</p>`;
  }
}

function span({ text, marks, href }: Span): TemplateResult {
  let words = html`${text.split('\n').map((line, at) => html`${at > 0 ? html`<br>` : nothing}${line}`)}`;
  if (marks.has('code')) words = html`<code>${words}</code>`;
  if (marks.has('s')) words = html`<s>${words}</s>`;
  if (marks.has('u')) words = html`<u>${words}</u>`;
  if (marks.has('em')) words = html`<em>${words}</em>`;
  if (marks.has('strong')) words = html`<strong>${words}</strong>`;
  const link = href === undefined ? null : linkOf(href);
  return link === null ? words : html`<a href=${link} target="_blank" rel="noopener noreferrer">${words}</a>`;
}
