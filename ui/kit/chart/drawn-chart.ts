import { msg } from '@lit/localize';
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { router } from '../../session/router.ts';
import { shared } from '../../theme/shared.ts';
import { GjElement } from '../base/gj-element.ts';
import { icon } from '../base/icons.ts';
import { flag, state, text, withProperties } from '../base/with-properties.ts';
import { table } from '../table/table.ts';
import { tableStyles } from '../table/table-styles.ts';
import type { ChartMark, ChartTable } from './chart-data.ts';
import { chartStyles } from './chart-styles.ts';
import '../gj-skeleton.ts';
import '../gj-state.ts';

interface Tip {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The base of all drawings of numbers. Each is drawn as wide as there is room; arrows go from mark to mark, Enter follows
 * the one that leads somewhere; the table behind it says the same in words and figures, to whoever asks for it and to
 * screen readers always.
 */
export abstract class DrawnChart extends withProperties(GjElement, {
  /** What is drawn, in words. */
  label: text(),
  /** Its label stands above it as well. */
  titled: flag(),
  /** The numbers are on their way. */
  loading: flag(),
  /** Said where there is nothing to draw. Default: that there are no data. */
  none: text(),
  /** The table is its holder's, beside the drawing. Default: it is behind it. */
  bare: flag(),
  tabled: state(false),
  /** In pixels. */
  width: state(0),
  /** Place of the mark that the keyboard is at. */
  at: state(0),
  tip: state<Tip | null>(null),
}) {
  static override styles = [tableStyles, shared, chartStyles];

  readonly #watch = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry?.contentRect.width ?? 0);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  /** What a mark said goes with it: another picture may have none below the pointer. */
  protected override updated(): void {
    const { tip } = this;
    if (!tip) return;
    const marks = [...this.renderRoot.querySelectorAll('[data-mark]')];
    if (!marks.some((mark) => mark.getAttribute('aria-label') === tip.text)) this.tip = null;
  }

  protected abstract readonly isEmpty: boolean;
  /** In pixels, at this width. */
  protected abstract readonly height: number;
  /** The picture, of marks made by `mark`. */
  protected abstract drawing(): unknown;
  /** What the picture says, in words and figures. */
  protected abstract behind(): ChartTable;

  /** Names of the colours. Default: there is one, and it needs no name. */
  protected legend(): TemplateResult | typeof nothing {
    return nothing;
  }

  override render(): unknown {
    if (this.loading) return html`<gj-skeleton .outline=${{ rows: 4 }}></gj-skeleton>`;
    if (this.isEmpty)
      return html`<gj-state symbol="data" text=${this.none || msg('没有可画的数据', { id: 'chart-empty' })}></gj-state>`;
    return html`${this.#head()}${this.tabled ? this.#table(true) : this.#plot()}`;
  }

  #head(): TemplateResult | typeof nothing {
    const legend = this.tabled ? nothing : this.legend();
    const title = this.titled ? html`<h3 class="rest muted smaller regular">${this.label}</h3>` : nothing;
    if (this.bare && legend === nothing && title === nothing) return nothing;
    const words = this.tabled ? msg('看图', { id: 'chart-drawn' }) : msg('看表', { id: 'chart-tabled' });
    return html`<div class="flex centred gap-3 wraps below-2">${title}${legend}${this.titled ? nothing : html`<span class="grows"></span>`}${
      this.bare
        ? nothing
        : html`<button class="plain slim" aria-pressed=${this.tabled} @click=${() => {
            this.tabled = !this.tabled;
          }}>${icon(this.tabled ? 'columns' : 'list', 14)}${words}</button>`
    }</div>`;
  }

  #plot(): TemplateResult {
    const { tip } = this;
    return html`<div class="plot"><svg class="picture" role="group" aria-label=${this.label} width=${this.width}
        height=${this.height} @keydown=${this.#key} @click=${follow}>${
          this.width === 0 ? nothing : this.drawing()
        }</svg>${
          tip
            ? html`<div class="tip" aria-hidden="true" style="left: ${tip.x}px; top: ${tip.y}px">${tip.text}</div>`
            : nothing
        }</div>${this.bare ? nothing : html`<div class="sr-only">${this.#table(false)}</div>`}`;
  }

  /** `isShown`: it takes the place of the picture. What is there for screen readers alone is never stepped into. */
  #table(isShown: boolean): TemplateResult {
    const { heads, rows } = this.behind();
    return table({
      caption: this.label,
      rows,
      ...(isShown && { frame: 'behind framed' }),
      columns: heads.map((label, at) => ({
        label,
        cell: (row: ChartTable['rows'][number]) => row[at]?.text ?? '',
        ...(isShown && { href: (row: ChartTable['rows'][number]) => row[at]?.href }),
        align: rows[0]?.[at]?.end ? ('end' as const) : undefined,
        role: at === 0 ? ('name' as const) : undefined,
      })),
    });
  }

  /** A part of the picture that says its number, and leads to what it is made of. */
  protected mark(place: number, { label, href }: ChartMark, drawn: SVGTemplateResult): SVGTemplateResult {
    const tab = place === this.at ? 0 : -1;
    const show = (event: Event) => this.#show(event.currentTarget as SVGGraphicsElement, label);
    const focus = (event: Event) => {
      this.at = place;
      show(event);
    };
    const hide = () => {
      this.tip = null;
    };
    return href
      ? svg`<a class="mark" data-mark=${place} href=${href} tabindex=${tab} aria-label=${label}
          @pointerenter=${show} @pointerleave=${hide} @focus=${focus} @blur=${hide}>${drawn}</a>`
      : svg`<g class="mark" data-mark=${place} role="img" tabindex=${tab} aria-label=${label}
          @pointerenter=${show} @pointerleave=${hide} @focus=${focus} @blur=${hide}>${drawn}</g>`;
  }

  #show(mark: SVGGraphicsElement, label: string): void {
    const plot = this.renderRoot.querySelector('.plot')?.getBoundingClientRect();
    const { left, width, top } = mark.getBoundingClientRect();
    if (!plot) return;
    const room = Math.min(plot.width / 2, 90);
    const x = Math.max(room, Math.min(plot.width - room, left - plot.left + width / 2));
    this.tip = { text: label, x, y: top - plot.top };
  }

  #key(event: KeyboardEvent): void {
    const marks = [...this.renderRoot.querySelectorAll<SVGElement>('[data-mark]')];
    const here = marks.indexOf(event.composedPath()[0] as SVGElement);
    if (here < 0) return;
    const ways: Readonly<Record<string, number>> = {
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      Home: 0,
      End: marks.length - 1,
    };
    if (event.key === 'Escape') this.tip = null;
    const to = marks[ways[event.key] ?? -1];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }
}

/** Links in pictures are no links of HTML, which pages follow by themselves. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
    return;
  const link = event.composedPath().find((node) => node instanceof SVGAElement);
  const href = link?.getAttribute('href');
  if (!href) return;
  event.preventDefault();
  void router.go(href);
}
