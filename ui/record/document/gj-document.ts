import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { inItsCurrency, valuesByName } from '../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { marked } from '../../fields/marked.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { plural, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { type DocumentTop, isEmpty, saidByHead, topOf } from './document-shape.ts';
import type { RecordFailure } from './failing.ts';
import type { GjDocumentPart } from './gj-document-part.ts';
import type { StoryDomain } from './gj-document-story.ts';
import './gj-document-failure.ts';
import './gj-document-part.ts';
import './gj-document-peek.ts';
import './gj-document-rows.ts';
import './gj-document-story.ts';

/**
 * A record that is read: what failed and what mends it, amounts and facts, lines with their sums, then all else as labels
 * and values; beside that its whole story. Tells `do` with an action, or with the version that is wanted.
 */
export class GjDocument extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  domains: given<readonly StoryDomain[]>(() => []),
  failure: given<RecordFailure | undefined>(undefined),
  turn: given(0),
  all: state(false),
  /** The field that somebody was led to: it stands in its group, though the head shows it. */
  reached: state(''),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .sheet {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gj-4);
        align-items: start;
      }
      @container (min-width: 760px) {
        .sheet {
          grid-template-columns: minmax(0, 1fr) var(--gj-size-220);
        }
      }
      @container (min-width: 1180px) {
        .sheet {
          grid-template-columns: minmax(0, 1fr) var(--gj-size-320);
        }
      }
      .main {
        container-type: inline-size;
      }
      .top {
        gap: var(--gj-3) var(--gj-8);
      }
      dt {
        color: var(--gj-muted);
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .amounts dd {
        font-size: var(--gj-text-xl);
        line-height: var(--gj-line-xl);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .amounts > :first-child dd {
        font-size: var(--gj-text-2xl);
        font-weight: 600;
        line-height: var(--gj-line-2xl);
      }
      .facts {
        padding-block-start: var(--gj-2);
        border-block-start: var(--gj-edge);
      }
      .facts > div {
        min-width: 0;
        max-width: var(--gj-size-320);
      }
    `,
  ];

  #top: DocumentTop = { amounts: [], facts: [], lines: [] };
  #apart: ReadonlySet<string> = new Set();

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { editor } = this;
    if (changed.has('editor') && changed.get('editor')) Object.assign(this, { all: false, reached: '' });
    const isShown = (field: Field) => editor.look?.states.get(field.id)?.visible ?? true;
    this.#top = topOf(editor.form, editor.base ?? {}, isShown);
    const isReadonly = (field: Field) => editor.state(field).readonly;
    const headed = saidByHead(editor.form, editor.base ?? {}, isReadonly);
    const elsewhere = [...Object.values(this.#top).flat(), ...headed.filter(({ id }) => id !== this.reached)];
    this.#apart = new Set(elsewhere.map(({ id }) => id));
  }

  #do({ detail }: CustomEvent<string>): void {
    this.emit('do', detail);
  }

  /** To a field of the document, unfolded where it is empty. */
  async reach(name: string): Promise<void> {
    await this.updateComplete;
    const id = this.editor.form.byName.get(name)?.id ?? name;
    const placed = this.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
    if (placed) {
      placed.scrollIntoView({ block: 'center' });
      placed.focus();
      return;
    }
    Object.assign(this, { all: true, reached: id });
    await this.updateComplete;
    for (const part of this.renderRoot.querySelectorAll<GjDocumentPart>('gj-document-part')) {
      part.unfold(id);
      await part.updateComplete;
      const found = part.fieldAt(name);
      if (found) return found.reach();
    }
  }

  get #tabs() {
    const { form, look } = this.editor;
    return form.layout.tabs.filter(({ name }) => look?.sections.has(name) ?? true);
  }

  /** Groups that say nothing: they are there once everything is asked for. */
  get #silent(): number {
    const { editor } = this;
    const base: JsonObject = editor.base ?? {};
    return this.#tabs
      .flatMap(({ name, groups }) =>
        groups.filter((group) => editor.look?.sections.has(`${name}/${group.name}`) ?? true),
      )
      .map(({ fields }) =>
        fields.filter((id) => !this.#apart.has(id)).flatMap((id) => editor.form.byId.get(id) ?? []),
      )
      .filter((fields) => fields.length > 0 && fields.every(({ name }) => isEmpty(base[name])))
      .flat()
      .filter((field) => editor.state(field).visible).length;
  }

  override render() {
    const { editor, turn } = this;
    const { lines } = this.#top;
    return html`<gj-document-peek .within=${this}></gj-document-peek>
      <div class="sheet">
        <div class="main stack">
          <gj-document-failure .editor=${editor} .failure=${this.failure} .turn=${turn} @do=${this.#do}></gj-document-failure>
          ${this.#summary()}
          ${lines.map(
            (field) =>
              html`<section class="card" tabindex="-1" data-field=${field.name}><gj-document-rows .field=${field} .form=${editor.form}
                .record=${editor.base}></gj-document-rows></section>`,
          )}
          ${this.#tabs.map(
            ({ name }) =>
              html`<gj-document-part class="packed" .editor=${editor} .tab=${name} .turn=${turn} .apart=${this.#apart} @do=${this.#do}
                .all=${this.all}></gj-document-part>`,
          )}
          ${this.#rest()}
        </div>
        <div class="stack">
          <gj-document-story .editor=${editor} .domains=${this.domains} .turn=${turn} @do=${this.#do}></gj-document-story>
          <slot name="beside"></slot>
        </div>
      </div>`;
  }

  #summary(): TemplateResult | typeof nothing {
    const { amounts, facts } = this.#top;
    if (amounts.length + facts.length === 0) return nothing;
    return html`<section class="card stack-2" aria-label=${msg('概要', { id: 'document-summary' })}>
      ${
        amounts.length > 0
          ? html`<dl class="amounts top flex wraps based flush">${amounts.map((field) => this.#said(field))}</dl>`
          : nothing
      }
      ${
        facts.length > 0
          ? html`<dl class="${amounts.length > 0 ? 'facts' : ''} top flex wraps flush">${facts.map((field) => this.#said(field))}</dl>`
          : nothing
      }
    </section>`;
  }

  #said(field: Field): TemplateResult {
    const { base, form } = this.editor;
    const own = inItsCurrency(field, valuesByName(base ?? {}, form));
    const value = base?.[field.name] ?? null;
    const shown = uiKind(own).tone ? marked(value, own) : uiKind(own).show(value, own);
    return html`<div tabindex="-1" data-field=${field.name}><dt>${say(field.label)}</dt><dd>${shown}</dd></div>`;
  }

  #rest(): TemplateResult | typeof nothing {
    const count = this.all ? 0 : this.#silent;
    if (count === 0 && !this.all) return nothing;
    return html`<p class="flush"><button class="small low-as-text unpadded groundless borderless in-accent flex centred gap-1" aria-expanded=${this.all}
        @click=${() => {
          this.all = !this.all;
        }}>${icon(this.all ? 'down' : 'right', 12)}${
          this.all
            ? msg('收起没有内容的分组', { id: 'document-fold-empty' })
            : plural(msg(str`其他分组还有 ${count} 个空字段`, { id: 'document-empty-groups' }))
        }</button></p>`;
  }
}
customElements.define('gj-document', GjDocument);
