import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { FieldSource } from '../../../metadata/source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { typedLike } from '../../session/typed-like.ts';
import { shared } from '../../theme/shared.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import '../../kit/gj-record-dialog.ts';

/** Fields of another form, picked to be copied onto the one that is designed. Tells `copies` with them, and `closed`. */
export class GjCopyFields extends withProperties(GjElement, {
  drawn: given<Drawn>(),
  /** Id of the form that gets them. */
  form: given<string>(''),
  from: state(''),
  text: state(''),
  fields: state<readonly FieldSource[]>(() => []),
  picked: state<readonly FieldSource[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      .ask {
        min-width: min(var(--gj-size-460), 80vw);
      }
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

  async #open(form: string): Promise<void> {
    this.from = form;
    this.picked = [];
    const all = form === '' ? [] : await design.drawing.fieldsOf(form);
    // What is made of other fields has nothing to be made of elsewhere.
    this.fields = all.filter(({ kind, hidden }) => !hidden && !kinds.get(kind)?.inner);
  }

  override render() {
    const find = msg('查找字段', { id: 'design-find-field' });
    const lines = this.drawn.lines
      .filter(({ id }) => id !== this.form)
      .toSorted((a, b) => say(a.label).localeCompare(say(b.label)));
    return html`<gj-record-dialog label=${msg('从别的表单复制字段', { id: 'design-copy-fields' })}>
      <div class="ask stack-2">
        <select class="plain" aria-label=${msg('从哪个表单', { id: 'design-copy-from' })} @change=${(
          event: Event,
        ) =>
          this.#open(
            (event.target as HTMLSelectElement).value,
          )}><option value="">${msg('（请选择）', { id: 'design-choose' })}</option>${lines.map(
          ({ id, label }) => html`<option value=${id}>${say(label)}</option>`,
        )}</select>
        ${
          this.from === ''
            ? nothing
            : html`<input class="plain" type="search" placeholder=${find} aria-label=${find} .value=${this.text} @input=${(
                event: Event,
              ) => {
                this.text = (event.target as HTMLInputElement).value;
              }} /><ul class="unmarked scrolls">${this.fields.filter((field) => this.#fits(field)).map((field) => this.#line(field))}</ul>
              <p class="small muted">${msg('条件、带入和可选范围会问别的字段，不一起复制。', { id: 'design-copy-help' })}</p>`
        }
      </div>
      <button slot="actions" class="primary" ?disabled=${this.picked.length === 0} @click=${() => this.emit('copies', this.picked)}>${msg('加到表单', { id: 'design-add' })}</button>
    </gj-record-dialog>`;
  }

  #fits({ name, label }: FieldSource): boolean {
    const text = this.text.trim();
    return text === '' || typedLike(text, [label.zh, label.en, name], undefined) > 0;
  }

  #line(field: FieldSource): TemplateResult {
    const isPicked = this.picked.includes(field);
    return html`<li><label class="across"><input type="checkbox" .checked=${isPicked} @change=${() => {
      this.picked = isPicked ? this.picked.filter((one) => one !== field) : [...this.picked, field];
    }} />${kindIcon(field.kind)}${say(field.label)}<span class="kind pushed smaller">${kindWords(field.kind).label}</span></label></li>`;
  }
}
customElements.define('gj-copy-fields', GjCopyFields);
