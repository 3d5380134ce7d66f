import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { add, sum } from '../../../metadata/common/decimal.ts';
import { shared } from '../../theme/shared.ts';
import { GjElement } from '../base/gj-element.ts';
import { flag, given, text, withProperties } from '../base/with-properties.ts';
import type { NamedCell } from './chart-data.ts';
import { longestOf, shareOf, takenOf } from './scale.ts';

export interface ListedBar extends NamedCell {
  /** All that there is of it: the bar is the share of that which is taken. Default: bars are as long as their numbers. */
  readonly whole?: string;
  /** A part of it, which stands before it in full colour. */
  readonly part?: NamedCell;
  readonly tone?: 'in-accent' | 'in-warn' | 'in-error';
}

/** From these shares on there is little left of a whole, or nothing. */
const [short, full] = [0.8, 1];

/** Numbers under each other, each with its name and a bar from the same beginning: they are their own table. */
export class GjBarList extends withProperties(GjElement, {
  bars: given<readonly ListedBar[]>(() => []),
  label: text(),
  tone: text<'in-accent' | 'in-error'>('in-accent'),
  /** Beside each, how much of all the bars so far make: of reasons, the few that make most. */
  gathers: flag(),
}) {
  static override styles = [
    shared,
    css`
      li {
        padding-block: var(--gj-1);
      }
      svg {
        display: block;
        width: 100%;
        margin-block-start: var(--gj-half);
      }
      .gathered {
        min-width: 3.2em;
        text-align: end;
      }
    `,
  ];

  override render(): TemplateResult {
    const { bars, gathers } = this;
    const all = sum(bars.map(({ value }) => value));
    const longest = longestOf(bars.map(({ value }) => value));
    let gathered = '0';
    return html`<ul class="unlisted" aria-label=${this.label || nothing}>${bars.map((bar) => {
      gathered = add(gathered, bar.value);
      const share = `${(shareOf(gathered, all) * 100).toFixed(0)}%`;
      const words = msg(str`到这一条累计 ${share}`, { id: 'chart-gathered' });
      return html`<li><div class="flex based gap-2">${named(bar, 'ellipsis rest')}
          ${bar.part ? named({ ...bar.part, name: bar.part.text }, 'small one-line') : nothing}
          <b class="one-line figures">${bar.text}</b>${
            gathers
              ? html`<span class="gathered small muted figures" title=${words} aria-label=${words}>${share}</span>`
              : nothing
          }</div>
        ${this.#bar(bar, longest)}</li>`;
    })}</ul>`;
  }

  /** It says nothing that the number does not say. */
  #bar({ value, whole, part, tone }: ListedBar, longest: string): TemplateResult {
    const share = (one: string) => {
      const own = whole === undefined ? shareOf(one, longest) : takenOf(one, whole);
      return Math.min(1, Math.abs(own)) * 100;
    };
    const colour = tone ?? (whole === undefined ? this.tone : toneOf(takenOf(value, whole)));
    return html`<svg class="painted" height="6" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="faint" width="100" height="6"></rect>
        <rect class=${colour} fill-opacity=${part ? 0.45 : 1} width=${share(value)} height="6"></rect>
        ${part ? svg`<rect class=${colour} width=${share(part.value)} height="6"></rect>` : nothing}`}</svg>`;
  }
}

function named({ name, href }: Pick<NamedCell, 'name' | 'href'>, classes: string): TemplateResult {
  return href
    ? html`<a class=${classes} href=${href} title=${name}>${name}</a>`
    : html`<span class=${classes} title=${name}>${name}</span>`;
}

function toneOf(share: number): 'in-accent' | 'in-warn' | 'in-error' {
  if (share >= full) return 'in-error';
  return share >= short ? 'in-warn' : 'in-accent';
}

customElements.define('gj-bar-list', GjBarList);
