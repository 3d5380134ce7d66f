import { css, html, type TemplateResult } from 'lit';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { GjElement } from '../base/gj-element.ts';
import { given, text, withProperties } from '../base/with-properties.ts';
import { tableStyles } from '../table/table-styles.ts';
import { type Block, type Inline, type ListItem, readMarkdown } from './read-markdown.ts';

/** The README of a package, or a page of the manual, drawn as its Markdown marks it. */
export class GjReadme extends withProperties(GjElement, {
  text: text(),
  /** Where a link leads that is no address of the web. Default: nowhere. */
  lead: given<(to: string) => string | undefined>(() => () => undefined),
}) {
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
    return readMarkdown(this.text).map((one) => this.#block(one));
  }

  #block(one: Block): TemplateResult {
    switch (one.kind) {
      case 'heading':
        return heading(
          one.level,
          one.inner.map((one) => this.#inline(one)),
        );
      case 'paragraph':
        return html`<p>${one.inner.map((one) => this.#inline(one))}</p>`;
      case 'code':
        return html`<pre class="smaller monospaced scrolls-across flush pad-2-3 shaded edged rounded-l"
          tabindex="0"><code class="shaded rounded">${one.text}</code></pre>`;
      case 'quote':
        return html`<blockquote class="flagged flush muted">${one.blocks.map((one) => this.#block(one))}</blockquote>`;
      case 'list':
        return one.start === null
          ? html`<ul>${one.items.map((one) => this.#item(one))}</ul>`
          : html`<ol start=${one.start}>${one.items.map((one) => this.#item(one))}</ol>`;
      case 'table':
        return html`<div class="frame scrolls-across edged rounded-l" tabindex="0"><table class="plain"
          aria-label=${one.head.flatMap((cell) => cell.map(plainly)).join(' ')}><thead><tr>${one.head.map(
            (cell) => html`<th scope="col">${cell.map((one) => this.#inline(one))}</th>`,
          )}</tr></thead>
        <tbody>${one.rows.map(
          (row) =>
            html`<tr>${row.map((cell) => html`<td>${cell.map((one) => this.#inline(one))}</td>`)}</tr>`,
        )}</tbody></table></div>`;
      case 'rule':
        return html`<hr />`;
    }
  }

  /** An item of one paragraph is no paragraph. */
  #item({ blocks, done }: ListItem): TemplateResult {
    const box = done === undefined ? '' : done ? '☑ ' : '☐ ';
    const [first, ...others] = blocks;
    return first?.kind === 'paragraph'
      ? html`<li>${box}${first.inner.map((one) => this.#inline(one))}${others.map((one) => this.#block(one))}</li>`
      : html`<li>${box}${blocks.map((one) => this.#block(one))}</li>`;
  }

  #link(inner: readonly Inline[], href: string | undefined, within: string | undefined): TemplateResult {
    const words = inner.map((one) => this.#inline(one));
    if (href !== undefined)
      return html`<a class="underlined" href=${href} target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;
    return within === undefined
      ? html`<span>${words}</span>`
      : html`<a class="underlined" href=${within}>${words}</a>`;
  }

  #inline(one: Inline): TemplateResult | string {
    switch (one.kind) {
      case 'text':
        return one.text;
      case 'code':
        return html`<code class="shaded rounded">${one.text}</code>`;
      case 'strong':
        return html`<strong>${one.inner.map((one) => this.#inline(one))}</strong>`;
      case 'em':
        return html`<em>${one.inner.map((one) => this.#inline(one))}</em>`;
      case 'gone':
        return html`<s>${one.inner.map((one) => this.#inline(one))}</s>`;
      case 'link':
        return this.#link(one.inner, one.href, one.href === undefined ? this.lead(one.to) : undefined);
    }
  }
}

/** The page has its own heading above: those of a README stand below it. */
function heading(level: number, inner: readonly (TemplateResult | string)[]): TemplateResult {
  if (level === 1) return html`<h2 class="larger">${inner}</h2>`;
  return level === 2 ? html`<h3>${inner}</h3>` : html`<h4>${inner}</h4>`;
}

/** Its words alone. */
function plainly(one: Inline): string {
  return 'text' in one ? one.text : one.inner.map(plainly).join('');
}
customElements.define('gj-readme', GjReadme);
