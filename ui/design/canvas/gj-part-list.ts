import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Label } from '../../../metadata/common/label.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { type IconName, icon } from '../../kit/base/icons.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { freeName } from '../words/proposed-names.ts';

/** One of several things that a form has, as it stands in their list. */
export interface ListedPart {
  readonly key: string;
  readonly label: string;
  readonly symbol?: IconName;
  /** Said below it. Default: nothing. */
  readonly note?: string;
  /** Said behind it. Default: nothing. */
  readonly badge?: string;
  /** Nobody is offered it. */
  readonly struck?: boolean;
  readonly wrong?: boolean;
  readonly copies?: boolean;
  /** What taking it away means: it is gone, or what a package says holds again. Default: it cannot be taken away. */
  readonly takes?: 'remove' | 'restore';
}

/** The move of a part by one place. */
export interface PartMove {
  readonly key: string;
  readonly by: 1 | -1;
}

/**
 * The views, print templates or reports of a form: which there are, which is picked, and what can be done with each.
 * Tells `show`, `copy-part` and `take-away` with a key, and `move` where they are `ordered`. Slotted content stands below.
 */
export class GjPartList extends withProperties(GjElement, {
  parts: given<readonly ListedPart[]>(() => []),
  picked: text(),
  label: text(),
  ordered: given<boolean>(() => false),
}) {
  static override styles = [
    shared,
    css`
      .entry {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  override render() {
    if (this.parts.length === 0) return html`<slot></slot>`;
    return html`<ul class="below-2" aria-label=${this.label}>${repeat(
      this.parts,
      ({ key }) => key,
      (part, at) => this.#line(part, at),
    )}</ul><slot></slot>`;
  }

  #line(part: ListedPart, at: number): TemplateResult {
    const { key, label, symbol, note, badge, struck, wrong, copies, takes } = part;
    return html`<li class="flex centred"><button class="entry" aria-current=${key === this.picked ? 'true' : nothing}
      @click=${() => this.emit('show', key)}>${symbol ? icon(symbol, 14) : nothing}<span class="rest"><span
      class="blocks breaks ${struck ? 'muted struck' : ''}">${label}</span>${
        note ? html`<span class="blocks small muted regular">${note}</span>` : nothing
      }</span>${badge ? html`<span class="badge">${badge}</span>` : nothing}${
        wrong
          ? html`<span class="problem" title=${msg('有问题', { id: 'print-block-wrong' })}>${icon('alert', 13)}</span>`
          : nothing
      }</button>${this.ordered ? this.#moves(part, at) : nothing}${
        copies
          ? html`<button class="square muted" aria-label=${msg(str`复制“${label}”`, { id: 'print-copy' })}
              title=${msg('复制', { id: 'copy' })} @click=${() => this.emit('copy-part', key)}>${icon('copy', 13)}</button>`
          : nothing
      }${takes ? this.#taking(part, takes) : nothing}</li>`;
  }

  #moves({ key, label }: ListedPart, at: number): TemplateResult {
    const up = msg(str`${label} 上移`, { id: 'design-view-up' });
    const down = msg(str`${label} 下移`, { id: 'design-view-down' });
    const move = (by: PartMove['by']) => this.emit('move', { key, by });
    return html`<button class="square muted" aria-label=${up} title=${up} ?disabled=${at === 0}
        @click=${() => move(-1)}>${icon('up', 13)}</button>
      <button class="square muted" aria-label=${down} title=${down} ?disabled=${at === this.parts.length - 1}
        @click=${() => move(1)}>${icon('down', 13)}</button>`;
  }

  #taking({ key, label }: ListedPart, takes: 'remove' | 'restore'): TemplateResult {
    const name =
      takes === 'remove'
        ? msg(str`删除“${label}”`, { id: 'print-remove' })
        : msg(str`恢复“${label}”`, { id: 'print-restore' });
    return html`<button class="square muted" aria-label=${name} title=${name}
      @click=${() => this.emit('take-away', key)}>${icon(takes === 'remove' ? 'trash' : 'undo', 13)}</button>`;
  }
}
customElements.define('gj-part-list', GjPartList);

/** A file of a layer that stands for itself, as the designer draws it. */
interface DrawnFile {
  readonly file: string;
  readonly package: string;
  /** The package whose file it takes the place of. */
  readonly replaces?: string;
}

/** Whose a file is, and what taking it away means. */
export function ownership(
  { file, package: owner, replaces }: DrawnFile,
  packageName: (name: string) => string,
): Pick<ListedPart, 'note' | 'takes'> {
  if (file === '') return { note: packageName(owner) };
  if (replaces === undefined) return { note: msg('自己的', { id: 'print-own' }), takes: 'remove' };
  const note = msg(str`改自“${packageName(replaces)}”`, { id: 'print-replaces' });
  return { note, takes: 'restore' };
}

/** The same under a name of its own. */
export function copyOf<T extends { readonly name: string; readonly label: Label }>(
  content: T,
  others: readonly { readonly name: string }[],
): T {
  const name = freeName(`${content.name}-copy`, new Set(others.map((one) => one.name)));
  const { zh, en } = content.label;
  return { ...content, name, label: { zh: `${zh} 副本`, en: `${en} (copy)` } };
}
