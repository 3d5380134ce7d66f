import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { StepSaid } from '../../../metadata/contract/decisions/answered.ts';
import type { UsedRecord } from '../../../rules/decisions/trace.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import type { Followed, LabDrawing, LabResult } from './lab-drawing.ts';

const mostAtOnce = 200;

/**
 * The steps of a decision in order, each with its rule, before and after; where one thing is followed, its steps alone.
 * Tells `try` with a record.
 */
export class GjStepSaids extends withProperties(GjElement, {
  drawing: given<LabDrawing>(),
  result: given<LabResult>(),
  followed: given<Followed | null>(null),
  /** Also those that changed nothing. */
  every: state(false),
  shown: state(mostAtOnce),
}) {
  static override styles = [
    shared,
    css`
      li {
        grid-template-columns: var(--gj-size-110) minmax(0, 1fr) auto;
      }
      .by button {
        width: var(--gj-size-22);
        height: var(--gj-size-20);
      }
    `,
  ];

  #concerns({ at }: Pick<StepSaid, 'at'>): boolean {
    const { followed, result } = this;
    if (!followed) return true;
    if ('made' in followed)
      return at?.document !== undefined && result.madeOf(followed.made).includes(at.document);
    if (at?.document !== followed.document) return false;
    return at.line === undefined || followed.lines.length === 0 || followed.lines.includes(at.line);
  }

  override render() {
    const { answer } = this.result;
    const issues = answer.issues.filter((one) => this.#concerns(one));
    const own = answer.trace.filter((one) => this.#concerns(one));
    const steps = this.every ? own : own.filter(({ by, before, after }) => by || before || after);
    return html`
      <div class="bar flex wraps centred gap-2-3 below-2">
        <span class="muted">${plural(msg(str`${steps.length} 步`, { id: 'lab-steps' }))}</span>
        <label class="across"><input type="checkbox" .checked=${this.every} @change=${(event: Event) => {
          this.every = (event.target as HTMLInputElement).checked;
        }} />${msg('显示没有改变结果的步骤', { id: 'lab-every-step' })}</label>
      </div>
      ${
        issues.length === 0
          ? nothing
          : html`<ul class="parted">${issues.map(
              ({ severity, text, at }) =>
                html`<li class="gridded high gap-half-3 pad-block-1"><span
                    class="place muted smaller">${dotted(this.#place(at))}</span><span
                    class=${severity}>${icon('alert', 14)} ${text}</span><span></span></li>`,
            )}</ul>`
      }
      <ol class="parted">${steps.slice(0, this.shown).map((step) => this.#step(step))}</ol>
      ${
        steps.length > this.shown
          ? html`<button class="plain" @click=${() => {
              this.shown += mostAtOnce;
            }}>${msg('更多', { id: 'more' })}</button>`
          : nothing
      }
      ${this.followed ? nothing : this.#used()}`;
  }

  #place(at: StepSaid['at']): string {
    if (at?.document === undefined) return '';
    const one = this.drawing.nth(at.document);
    return at.line === undefined ? one : `${one} · ${msg(str`第 ${at.line + 1} 行`, { id: 'lab-nth-line' })}`;
  }

  #step({ at, text, by, before, after }: StepSaid): TemplateResult {
    return html`<li class="gridded high gap-half-3 pad-block-1"><span class="place muted smaller">${this.#place(at)}</span>
      <span>${text}${changes(text, before, after)}</span>
      ${by ? this.#record(by) : html`<span></span>`}</li>`;
  }

  #record(by: UsedRecord): TemplateResult {
    const form = session.form(by.form);
    const name = by.number ?? say(form?.recordLabel);
    const id = form?.kind === 'setting' ? '' : (by.id ?? '');
    const mayTry = form !== undefined && (by.id !== undefined || form.kind === 'setting');
    return html`<span class="by flex centred gap-1 one-line">${
      form ? html`<a href="/forms/${form.name}/${id}">${name}</a>` : name
    }
      ${
        mayTry
          ? html`<button class="plain square" aria-label=${msg(str`修改 ${name}，查看结果`, { id: 'lab-try' })}
              title=${msg(str`修改 ${name}，查看结果`, { id: 'lab-try' })}
              @click=${() => this.emit('try', by)}>${icon('edit', 13)}</button>`
          : nothing
      }</span>`;
  }

  /** Draws the configuration that was used, whether a step tells of it or not. */
  #used(): TemplateResult | typeof nothing {
    const { records, settings, parameters } = this.result.answer.used;
    const all = [...records, ...settings];
    if (all.length + parameters.length === 0) return nothing;
    return html`<h3 class="above-3 below-1">${msg('用到的配置', { id: 'lab-used' })}</h3>
      <ul class="parted">${all.map(
        (one) =>
          html`<li class="gridded high gap-half-3 pad-block-1"><span
              class="place muted smaller">${say(session.form(one.form)?.recordLabel)}</span><span></span>${this.#record(one)}</li>`,
      )}${parameters.map(
        ({ type, key, text }) =>
          html`<li class="gridded high gap-half-3 pad-block-1"><span
              class="place muted smaller">${msg('参数', { id: 'parameters' })}</span><span><a
              href="/parameters?type=${type}&key=${key}">${key}</a></span><span
              class="muted">${text ?? msg('未设置', { id: 'param-unset' })}</span></li>`,
      )}</ul>`;
  }
}

/** Draws the members that a step changed, before → after; what its sentence says already is not said again. */
function changes(
  text: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): TemplateResult | typeof nothing {
  if (!after) return nothing;
  const shown = Object.entries(after).filter(
    ([name, value]) => words(before?.[name]) !== words(value) && !says(text, words(value)),
  );
  if (shown.length === 0) return nothing;
  return html`<div class="muted smaller breaks">${shown.map(
    ([name, value], at) =>
      html`${at > 0 ? html`<br />` : nothing}<s class="muted">${words(before?.[name])}</s> → ${words(value)}`,
  )}</div>`;
}

/** Tells whether a sentence has these words, and not merely as a part of others. */
function says(text: string, said: string): boolean {
  const at = text.indexOf(said);
  const [before, after] = [text[at - 1] ?? ' ', text[at + said.length] ?? ' '];
  return at >= 0 && !/[\d.]/.test(before) && !/[\d.]/.test(after);
}

function words(value: Json | undefined): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.map(words).join(' + ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

customElements.define('gj-lab-steps', GjStepSaids);
