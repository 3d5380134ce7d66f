import { css, html, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { tableStyles } from '../../kit/table/table-styles.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type Block, type Inline, type ListItem, readMarkdown } from './read-markdown.ts';

/** The README of a package, drawn as its Markdown marks it. */
export class GjReadme extends withProperties(GjElement, { text: text() }) {
  static override styles = [
    shared,
    tableStyles,
    stacked,
    css`
      :host {
        gap: var(--gj-2);
        max-width: var(--gj-size-880);
        overflow-wrap: anywhere;
      }
      :is(h2, h3, h4) {
        margin: var(--gj-2) 0 0;
      }
      h2:first-child {
        margin-block-start: 0;
      }
      :is(ul, ol) {
        padding-inline-start: var(--gj-size-22);
        list-style: revert;
      }
      li > * + * {
        margin-block-start: var(--gj-1);
      }
      code {
        padding: var(--gj-px) var(--gj-1);
      }
      blockquote {
        padding-inline-start: var(--gj-3);
      }
    `,
  ];

  override render() {
    return readMarkdown(this.text).map(block);
  }
}

function block(one: Block): TemplateResult {
  switch (one.kind) {
    case 'heading':
      return heading(one.level, one.inner.map(inline));
    case 'paragraph':
      return html`<p>${one.inner.map(inline)}</p>`;
    case 'code':
      return html`<pre class="smaller monospaced scrolls-across flush pad-2-3 shaded edged rounded-l"
          tabindex="0"><code class="shaded rounded">${one.text}</code></pre>`;
    case 'quote':
      return html`<blockquote class="flagged flush muted">${one.blocks.map(block)}</blockquote>`;
    case 'list':
      return one.start === null
        ? html`<ul>${one.items.map(item)}</ul>`
        : html`<ol start=${one.start}>${one.items.map(item)}</ol>`;
    case 'table':
      return html`<div class="frame scrolls-across edged rounded-l" tabindex="0"><table class="plain"
          aria-label=${one.head.flatMap((cell) => cell.map(plainly)).join(' ')}><thead><tr>${one.head.map(
            (cell) => html`<th scope="col">${cell.map(inline)}</th>`,
          )}</tr></thead>
        <tbody>${one.rows.map(
          (row) => html`<tr>${row.map((cell) => html`<td>${cell.map(inline)}</td>`)}</tr>`,
        )}</tbody></table></div>`;
    case 'rule':
      return html`<hr />`;
  }
}

/** The page has its own heading above: those of a README stand below it. */
function heading(level: number, inner: readonly (TemplateResult | string)[]): TemplateResult {
  if (level === 1) return html`<h2 class="larger">${inner}</h2>`;
  return level === 2 ? html`<h3>${inner}</h3>` : html`<h4>${inner}</h4>`;
}

/** An item of one paragraph is no paragraph. */
function item({ blocks, done }: ListItem): TemplateResult {
  const box = done === undefined ? '' : done ? '☑ ' : '☐ ';
  const [first, ...others] = blocks;
  return first?.kind === 'paragraph'
    ? html`<li>${box}${first.inner.map(inline)}${others.map(block)}</li>`
    : html`<li>${box}${blocks.map(block)}</li>`;
}

/** Its words alone. */
function plainly(one: Inline): string {
  return 'text' in one ? one.text : one.inner.map(plainly).join('');
}

function inline(one: Inline): TemplateResult | string {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'code':
      return html`<code class="shaded rounded">${one.text}</code>`;
    case 'strong':
      return html`<strong>${one.inner.map(inline)}</strong>`;
    case 'em':
      return html`<em>${one.inner.map(inline)}</em>`;
    case 'gone':
      return html`<s>${one.inner.map(inline)}</s>`;
    case 'link':
      return one.href === undefined
        ? html`<span>${one.inner.map(inline)}</span>`
        : html`<a class="underlined" href=${one.href} target="_blank"
            rel="noopener noreferrer nofollow">${one.inner.map(inline)}</a>`;
  }
}
customElements.define('gj-readme', GjReadme);
