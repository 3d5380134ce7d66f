import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import type { VerdictTold } from '../model/match-answer.ts';
import { shared } from '../theme/shared.ts';

/** Every part of a rule's condition with what was found, in the shape of the condition. */
export class GjMatchVerdict extends GjElement {
  static override properties = { verdict: { attribute: false }, decided: { attribute: false } };
  static override styles = [
    shared,
    css`
      ul {
        margin: 0;
        padding-inline-start: 14px;
        list-style: none;
        border-inline-start: 2px solid var(--gj-line);
      }
      .part {
        display: flex;
        gap: 6px;
        padding: 2px 0;
        overflow-wrap: anywhere;
      }
      .part svg {
        margin-block-start: 3px;
      }
      .holds > svg {
        color: var(--gj-ok);
      }
      .fails > svg {
        color: var(--gj-error);
      }
      .decided {
        color: var(--gj-error);
        font-weight: 600;
      }
    `,
  ];
  declare verdict: VerdictTold;
  /** Pointer of the part that decided against it; undefined: none did. */
  declare decided: string | undefined;

  override render() {
    return this.#part(this.verdict);
  }

  #part({ type, holds, nodes, sentence, actual, pointer, row }: VerdictTold): TemplateResult {
    const mark = html`${icon(holds ? 'check' : 'close', 14)}<span class="sr-only">${
      holds ? msg('满足', { id: 'holds' }) : msg('不满足', { id: 'fails' })
    }</span>`;
    if (type === 'leaf') {
      return html`<div class="part ${holds ? 'holds' : 'fails'}">${mark}
        <span class=${this.decided !== undefined && pointer === this.decided ? 'decided' : ''}>${sentence}</span>
        ${actual === undefined ? nothing : html`<span class="muted">${msg(str`实际为 ${actual}`, { id: 'actual-is' })}</span>`}</div>`;
    }
    if (type === 'some') {
      const which =
        row === null || row === undefined
          ? msg('没有行', { id: 'no-rows-at-all' })
          : msg(str`看第 ${row} 行`, { id: 'row-looked-at' });
      return html`<div class="part ${holds ? 'holds' : 'fails'}">${mark}
        <span class=${this.decided !== undefined && pointer === this.decided ? 'decided' : ''}>${sentence}</span>
        <span class="muted">${which}</span></div>
        <ul>${(nodes ?? []).map((node) => html`<li>${this.#part(node)}</li>`)}</ul>`;
    }
    const text = {
      all: msg('满足以下全部条件', { id: 'all-of' }),
      any: msg('满足以下任一条件', { id: 'any-of' }),
      not: msg('以下不成立', { id: 'not-so' }),
    }[type];
    return html`<div class="part ${holds ? 'holds' : 'fails'}">${mark}<span>${text}</span></div>
      <ul>${(nodes ?? []).map((node) => html`<li>${this.#part(node)}</li>`)}</ul>`;
  }
}
customElements.define('gj-match-verdict', GjMatchVerdict);
