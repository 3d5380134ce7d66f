import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { AimAnswer, VerdictAnswer } from '../../metadata/contract/match/rule.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { shared } from '../theme/shared.ts';

/** Every part of a rule's condition with what was found, in the shape of the condition. */
export class GjMatchVerdict extends withProperties(GjElement, {
  /** Null: there is no condition. */
  verdict: given<VerdictAnswer | null>(null),
  /** For whom the rule says it is, each aim with its answer. */
  aims: given<readonly AimAnswer[]>(() => []),
  /** Pointer of the part that decided against it; undefined: none did. */
  decided: given<string | undefined>(),
}) {
  static override styles = [
    shared,
    css`
      .part {
        padding: var(--gj-half) 0;
      }
    `,
  ];

  override render() {
    return html`${this.aims.map((aim) => this.#aim(aim))}${this.verdict ? this.#part(this.verdict) : nothing}`;
  }

  #aim({ label, holds, expected, actual }: AimAnswer): TemplateResult {
    return html`<div class="part flex based gap-1h breaks">${this.#mark(holds)}
      <span class=${holds ? '' : 'decided in-error bold'}>${msg(str`适用于${label} ${expected}`, { id: 'aim-for' })}</span>
      <span class="muted">${msg(str`实际为 ${actual}`, { id: 'actual-is' })}</span></div>`;
  }

  #mark(holds: boolean): TemplateResult {
    return html`<span class=${holds ? 'in-ok' : 'in-error'}>${icon(holds ? 'check' : 'close', 14)}</span><span class="sr-only">${
      holds ? msg('满足', { id: 'holds' }) : msg('不满足', { id: 'fails' })
    }</span>`;
  }

  #part({ type, holds, nodes, sentence, actual, pointer, row }: VerdictAnswer): TemplateResult {
    const mark = this.#mark(holds);
    if (type === 'leaf') {
      return html`<div class="part flex based gap-1h breaks">${mark}
        <span class=${this.decided !== undefined && pointer === this.decided ? 'decided in-error bold' : ''}>${sentence}</span>
        ${
          actual === undefined
            ? nothing
            : html`<span class="muted">${msg(str`实际为 ${actual}`, { id: 'actual-is' })}</span>`
        }</div>`;
    }
    if (type === 'some') {
      const which =
        row === null || row === undefined
          ? msg('没有行', { id: 'no-rows-at-all' })
          : msg(str`第 ${row} 行`, { id: 'row-looked-at' });
      return html`<div class="part flex based gap-1h breaks">${mark}
        <span class=${this.decided !== undefined && pointer === this.decided ? 'decided in-error bold' : ''}>${sentence}</span>
        <span class="muted">${which}</span></div>
        <ul class="beneath">${(nodes ?? []).map((node) => html`<li>${this.#part(node)}</li>`)}</ul>`;
    }
    const text = {
      all: msg('满足以下全部条件', { id: 'all-of' }),
      any: msg('满足以下任一条件', { id: 'any-of' }),
      not: msg('以下不成立', { id: 'not-so' }),
    }[type];
    return html`<div class="part flex based gap-1h breaks">${mark}<span>${text}</span></div>
      <ul class="beneath">${(nodes ?? []).map((node) => html`<li>${this.#part(node)}</li>`)}</ul>`;
  }
}
customElements.define('gj-match-verdict', GjMatchVerdict);
