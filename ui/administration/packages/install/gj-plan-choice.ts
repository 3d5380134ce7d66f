import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json } from '../../../../metadata/common/json.ts';
import type { GivenAnswer } from '../../../../metadata/contract/packages/install.ts';
import { dotted } from '../../../kit/base/dotted.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { flag, given, withProperties } from '../../../kit/base/with-properties.ts';
import { shared } from '../../../theme/shared.ts';
import './gj-own-value.ts';

/** One of the values that are offered, with the answer that takes it; without one it only stands there. */
export interface Side {
  readonly name: string;
  readonly value: string;
  /** Who said it, and when. */
  readonly by?: string;
  readonly takes?: GivenAnswer;
  readonly isTaken?: boolean;
}

/** A question of a plan: what it is about, and the values that are offered. */
export interface PlanChoice {
  readonly id: string;
  readonly title: string;
  readonly property: string;
  readonly sides: readonly Side[];
  /** A value as those that are offered are. */
  readonly like: Json;
  /** The value that was typed in the place of those offered, if one was. */
  readonly own: { readonly value: Json } | null;
  readonly isRemembered?: boolean;
}

/** The answer that was given to a question of a plan. */
export interface Answered {
  readonly id: string;
  readonly answer: GivenAnswer;
}

/** A question of a plan with what is offered side by side, and room for another value. Tells `answer`. */
export class GjPlanChoice extends withProperties(GjElement, {
  choice: given<PlanChoice>(),
  /** Another value is being typed, before there is one. */
  typing: flag(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      fieldset {
        padding: var(--gj-3) 0;
      }
      legend {
        float: inline-start;
      }
      legend .small {
        font-weight: 400;
      }
      .sides {
        clear: both;
        grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-160), 1fr));
        align-items: stretch;
      }
      .side {
        grid-template-columns: var(--gj-size-16) minmax(0, 1fr);
      }
      .side:has(:checked) {
        border-color: var(--gj-accent);
        background: var(--gj-picked);
      }
      .side.was {
        background: var(--gj-head);
      }
      .side > :not(input) {
        grid-column: 2;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .side.was > * {
        grid-column: 1 / -1;
      }
      .side .name {
        color: var(--gj-muted);
      }
      .side .value {
        white-space: pre-wrap;
      }
      input[type='radio'] {
        grid-row: 1;
      }
    `,
  ];

  /** Types on only until the question is answered otherwise. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('choice');
    if (before && takenOf(before) !== takenOf(this.choice)) this.typing = false;
  }

  override render() {
    const { id, title, property, sides, isRemembered } = this.choice;
    const isOpen = takenOf(this.choice) === 'none' && !this.typing;
    return html`<fieldset class="ruled-above">
      <legend class="fills below-2 unpadded bold breaks">${title} <span class="small muted">${property}</span>
        ${isRemembered ? html`<span class="badge ok">${msg('沿用上次的回答', { id: 'pkg-remembered' })}</span>` : nothing}
        ${isOpen ? html`<span class="badge warn">${msg('待回答', { id: 'pkg-unanswered' })}</span>` : nothing}</legend>
      <div class="sides stack-2">${sides.map((side) => this.#side(id, side))}${this.#own()}</div>
      <slot></slot>
    </fieldset>`;
  }

  #side(id: string, { name, value, by, takes, isTaken = false }: Side): TemplateResult {
    const said = html`<span class="name smaller">${name}</span><span class="value">${value}</span>
      ${by ? html`<span class="small muted">${dotted(by)}</span>` : nothing}`;
    if (takes === undefined)
      return html`<div class="side was gridded centred packed gap-half-2 pad-2 edged rounded">${said}</div>`;
    return html`<label class="side gridded centred packed gap-half-2 pad-2 edged rounded pressable">
      <input type="radio" name=${id} .checked=${isTaken && !this.typing} @change=${() => this.#answer(takes)} />
      ${said}</label>`;
  }

  #own(): TemplateResult {
    const { id, title, property, like, own } = this.choice;
    const isOwn = own !== null || this.typing;
    return html`<div class="side gridded centred packed gap-half-2 pad-2 edged rounded">
      <input type="radio" name=${id} id="own" .checked=${isOwn} @change=${() => {
        this.typing = true;
      }} />
      <label class="name smaller" for="own">${msg('填写其他值', { id: 'pkg-side-own' })}</label>
      ${
        isOwn
          ? html`<gj-own-value .like=${like} .value=${own ? own.value : like} .label=${`${title} ${property}`}
              @change-value=${({ detail }: CustomEvent<Json>) => this.#answer({ value: detail })}></gj-own-value>`
          : nothing
      }
    </div>`;
  }

  #answer(answer: GivenAnswer): void {
    this.typing = false;
    this.emit<Answered>('answer', { id: this.choice.id, answer });
  }
}

/** Names the value that is taken: one of the sides, by place, an own one, or none. */
function takenOf({ sides, own }: PlanChoice): string {
  const at = sides.findIndex(({ isTaken }) => isTaken);
  if (at >= 0) return String(at);
  return own ? `own ${JSON.stringify(own.value)}` : 'none';
}
customElements.define('gj-plan-choice', GjPlanChoice);
