import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { isAnsweredMember } from '../../../metadata/system-members.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { readJson } from '../../kit/read-json.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { Pick } from '../../model/record-picks.ts';
import { plural, within } from '../../session/i18n.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { OfferedFact } from './facts-offered.ts';
import { factsShown } from './facts-shown.ts';
import { documentFacts } from './match-document.ts';
import './gj-fact-picker.ts';
import '../../kit/gj-json-area.ts';
import './gj-document-pick.ts';
import './gj-fact-field.ts';
import './gj-fact-lines.ts';

/** One to begin with. */
const blankRow: readonly JsonObject[] = [{}];

/**
 * Facts by a form made for them, as JSON, or from a stored document. Tells `facts`; null: what stands there is none.
 * Tells `of-document` with the id of a document, `of-org` with the number of the organisation it is of.
 */
export class GjFactsInput extends withProperties(GjElement, {
  form: given<FormModel>(),
  offered: given<readonly OfferedFact[]>(() => []),
  /** Paths by names of what rules ask, which come first. */
  used: given<readonly string[]>(() => []),
  facts: given<JsonObject>(() => ({})),
  mode: state<'form' | 'json'>('form'),
  added: state<readonly string[]>(() => []),
  text: state<string | null>(null),
  problem: state(''),
  document: state<Pick | null>(null),
}) {
  static override styles = [
    shared,
    stacked,
    css`
      :host {
        container-type: inline-size;
      }
      gj-document-pick {
        flex: 1 1 var(--gj-size-200);
        max-width: var(--gj-size-360);
      }
      .fields {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      @container (min-width: 640px) {
        .fields {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
      @container (max-width: 300px) {
        .fields {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .add {
        max-width: var(--gj-size-280);
      }
    `,
  ];

  readonly #bringing = new Doing(this);
  /** Fields in which something stands that is no value. */
  readonly #flawed = new Set<EventTarget>();

  #tell(facts: JsonObject | null): void {
    if (facts) this.facts = facts;
    for (const field of this.#flawed) if (!(field as Element).isConnected) this.#flawed.delete(field);
    this.emit('facts', this.#flawed.size > 0 ? null : facts);
  }

  #set(name: string, value: Json): void {
    const { [name]: _, ...others } = this.facts;
    this.#tell(value === null ? others : { ...this.facts, [name]: value });
  }

  #flaw(event: CustomEvent<boolean>): void {
    event.stopPropagation();
    const [field] = event.composedPath();
    if (!field || this.#flawed.has(field) === event.detail) return;
    if (event.detail) this.#flawed.add(field);
    else this.#flawed.delete(field);
    this.#tell(this.facts);
  }

  async #bring(picked: Pick): Promise<void> {
    this.document = picked;
    const bring = async () => {
      const { facts, org } = await documentFacts(this.form, picked.id);
      this.text = null;
      this.problem = '';
      this.#tell(facts);
      this.emitUp('of-document', picked.id);
      if (org !== null) this.emitUp('of-org', org);
    };
    await this.#bringing.run(bring, { queues: true });
  }

  #write(text: string): void {
    this.text = text;
    const read = readJson(text);
    if (!read.ok) this.problem = read.problem;
    else if (read.value !== null && !isObject(read.value))
      this.problem = msg('这里需要一个 JSON 对象：字段名和值', { id: 'facts-object' });
    else {
      const facts = read.value ?? {};
      const strange = Object.keys(facts).filter(
        (name) => !this.form.byName.has(name) && !isAnsweredMember(name),
      );
      this.problem =
        strange.length > 0 ? msg(str`没有这些字段：${strange.join(', ')}`, { id: 'facts-unknown' }) : '';
      if (this.problem === '') {
        this.#tell(facts);
        return;
      }
    }
    this.#tell(null);
  }

  #turn(mode: 'form' | 'json'): void {
    this.mode = mode;
    this.text = null;
    if (this.problem !== '') this.#tell(this.facts);
    this.problem = '';
  }

  override render() {
    const modes = [
      { key: 'form', text: msg('填写', { id: 'fill-in' }) },
      { key: 'json', text: 'JSON' },
    ] as const;
    return html`<div class="bar chips low">
        <div class="flex gap-1" role="group" aria-label=${msg('怎样给出数据', { id: 'facts-how' })}>${modes.map(
          ({ key, text }) =>
            html`<button aria-pressed=${this.mode === key} @click=${() => this.#turn(key)}>${text}</button>`,
        )}</div>
        ${
          this.form.can.has('read')
            ? html`<gj-document-pick .form=${this.form} .picked=${this.document}
                @pick=${(event: CustomEvent<Pick>) => {
                  void this.#bring(event.detail);
                }}></gj-document-pick>`
            : nothing
        }
        ${
          Object.keys(this.facts).length > 0
            ? html`<button class="plain" @click=${() => {
                this.document = null;
                this.text = null;
                this.problem = '';
                this.#tell({});
              }}>${msg('清空', { id: 'clear-all' })}</button>`
            : nothing
        }
      </div>
      ${this.#bringing.shown()}
      <div class="stack" @flawed=${this.#flaw}>${
        this.mode === 'json'
          ? html`<gj-json-area .label=${msg('数据（JSON）', { id: 'facts-json' })} .rows=${16} .problem=${this.problem}
              .text=${this.text ?? JSON.stringify(this.facts, null, 2)}
              @text=${(event: CustomEvent<string>) => {
                this.#write(event.detail);
              }}></gj-json-area>`
          : this.#fields()
      }</div>`;
  }

  #fields(): TemplateResult {
    const { form, facts } = this;
    const shown = factsShown(form, [...this.used, ...this.added], facts);
    const field = (
      one: Field,
    ) => html`<gj-fact-field class="shrinks" .form=${form} .field=${one} .value=${facts[one.name] ?? null}
      @fact=${(event: CustomEvent<Json>) => {
        this.#set(one.name, event.detail);
      }}></gj-fact-field>`;
    const addable = this.offered.filter(
      ({ fact: { root, via }, group }) => root === 'record' && !via && group.sort !== 'system',
    );
    return html`
      ${
        shown.first.length > 0
          ? html`<div class="fields gridded gap-2-3">${repeat(shown.first, ({ id }) => id, field)}</div>`
          : nothing
      }
      ${shown.lines.map((lines) => {
        const rows = facts[lines.field.name];
        return html`<gj-fact-lines .form=${form} .lines=${lines} .rows=${isList(rows) ? rows.filter(isObject) : blankRow}
          @rows=${(event: CustomEvent<readonly JsonObject[]>) => {
            this.#set(lines.field.name, event.detail.length === 0 ? null : event.detail);
          }}></gj-fact-lines>`;
      })}
      ${
        shown.others.length > 0
          ? html`<details ?open=${shown.first.length === 0 && shown.lines.length === 0}>
              <summary class="below-2 muted pressable">${plural(
                msg(str`其他 ${shown.others.length} 个字段`, { id: 'other-fields' }),
              )}</summary>
              <div class="fields gridded gap-2-3">${repeat(shown.others, ({ id }) => id, field)}</div>
            </details>`
          : nothing
      }
      <gj-fact-picker class="add relative shrinks" .form=${form} .offered=${addable} .label=${msg('添加字段', { id: 'add-field' })}
        .placeholder=${msg(str`添加${within(form.label)}的字段`, { id: 'add-field-of' })}
        @pick=${(event: CustomEvent<string>) => {
          this.added = [...this.added, event.detail];
        }}></gj-fact-picker>`;
  }
}
customElements.define('gj-facts-input', GjFactsInput);
