import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { FieldSource } from '../../../metadata/source.ts';
import { pinyinOf } from '../../../metadata/words/pinyin-of.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { onlyHit } from '../../kit/base/only-hit.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { say } from '../../session/i18n.ts';
import { typedLike } from '../../session/typed-like.ts';
import { shared } from '../../theme/shared.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import type { FormLine } from '../work/bench-shapes.ts';
import '../../fields/gj-form-pick.ts';
import { design } from '../work/design-data.ts';

/** Fields of one of these forms, to be picked. Tells `change` with them. */
export class GjFieldPicks extends withProperties(GjElement, {
  lines: given<readonly FormLine[]>(() => []),
  picked: given<readonly FieldSource[]>(() => []),
  from: state(''),
  text: state(''),
}) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    shared,
    css`
      ul {
        max-height: 46vh;
      }
      label {
        min-height: var(--gj-size-28);
      }
      label .kind {
        color: var(--gj-muted);
      }
    `,
  ];
  readonly #fields = new Loading<readonly FieldSource[], string>(this, {
    key: () => this.from || undefined,
    // A field that is made of other fields has nothing to be made of elsewhere.
    load: async (form) =>
      (await design.drawing.fieldsOf(form)).filter(({ kind, hidden }) => !hidden && !kinds.get(kind)?.inner),
  });

  #pick(picked: readonly FieldSource[]): void {
    this.emit('change', picked);
  }

  #toggle(field: FieldSource): void {
    const { picked } = this;
    this.#pick(picked.includes(field) ? picked.filter((one) => one !== field) : [...picked, field]);
  }

  override render() {
    return html`<div class="stack-2">
      <gj-form-pick label=${msg('从哪个表单', { id: 'design-copy-from' })} .forms=${this.lines} .value=${this.from}
        placeholder=${msg('（请选择）', { id: 'design-choose' })} @pick=${({
          detail,
        }: CustomEvent<string>) => {
          this.from = detail;
          this.#pick([]);
        }}></gj-form-pick>
      ${this.from === '' ? '' : this.#fields.shown((fields) => this.#found(fields))}</div>`;
  }

  #found(fields: readonly FieldSource[]): TemplateResult {
    const find = msg('查找字段', { id: 'design-find-field' });
    const found = fields.filter((field) => this.#fits(field));
    return html`<input class="plain" type="search" placeholder=${find} aria-label=${find} .value=${this.text} @input=${(
      event: Event,
    ) => {
      this.text = (event.target as HTMLInputElement).value;
    }} @keydown=${onlyHit(
      () => (this.text.trim() === '' ? [] : found),
      (field) => this.#toggle(field),
    )} />
      <ul class="scrolls">${found.map((field) => this.#line(field))}</ul>
      <p class="small muted">${msg('条件、带入和可选范围引用了其他字段，不一起复制。', { id: 'design-copy-help' })}</p>`;
  }

  #fits({ name, label }: FieldSource): boolean {
    const text = this.text.trim();
    return text === '' || typedLike(text, [label.zh, label.en, name], pinyinOf(label.zh)) > 0;
  }

  #line(field: FieldSource): TemplateResult {
    const isPicked = this.picked.includes(field);
    return html`<li><label class="across"><input type="checkbox" .checked=${isPicked}
        @change=${() => this.#toggle(field)} />${kindIcon(field.kind)}${say(field.label)}<span
        class="kind pushed smaller">${kindWords(field.kind).label}</span></label></li>`;
  }
}
customElements.define('gj-field-picks', GjFieldPicks);
