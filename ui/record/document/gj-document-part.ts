import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { GroupSource } from '../../../metadata/source.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { plural } from '../../session/i18n.ts';
import { boxless } from '../../theme/hosts.ts';
import { spanOf } from '../editor/span-of.ts';
import { GjFormLayout } from '../form/gj-form-layout.ts';
import '../form/gj-record-field.ts';
import { isEmpty } from './document-shape.ts';
import './gj-document-rows.ts';

/**
 * The groups of one tab as a document has them: labels and values. What says nothing is folded into a line that tells how
 * much it is; a group that says nothing at all is not there, unless everything is asked for.
 */
export class GjDocumentPart extends withProperties(GjFormLayout, {
  /** Ids of fields that stand elsewhere in the document. */
  apart: given<ReadonlySet<string>>(() => new Set()),
  /** Whether groups without a value are drawn, too. */
  all: given(false),
  /** Groups whose empty fields somebody unfolded. */
  unfolded: state<ReadonlySet<string>>(() => new Set()),
}) {
  /** Its cards stand among those of the document; where there are none, nothing stands between the others. */
  static override styles = [
    ...GjFormLayout.styles,
    boxless,
    css`
      /* What is read takes less room than what is typed into: two beside one another on a phone, too. */
      @container (max-width: 360px) {
        .grid {
          --columns: min(2, var(--wanted)) !important;
        }
      }
    `,
  ];

  #emptyOf = new Map<string, number>();

  protected override drawnOf(group: GroupSource, visible: readonly Field[]): readonly Field[] {
    const base: JsonObject = this.editor.base ?? {};
    const own = visible.filter(({ id }) => !this.apart.has(id));
    const filled = own.filter(({ name }) => !isEmpty(base[name]));
    if (filled.length === 0 && !this.all) return [];
    this.#emptyOf.set(group.name, own.length - filled.length);
    return this.unfolded.has(group.name) ? own : filled;
  }

  /** The line of what is empty, at the end of its group. */
  protected override behind(group: GroupSource): TemplateResult | typeof nothing {
    const count = this.#emptyOf.get(group.name) ?? 0;
    if (count === 0) return nothing;
    const open = this.unfolded.has(group.name);
    return html`<p class="spans flush pad-block-1"><button class="small low-as-text unpadded groundless borderless in-accent flex centred gap-1"
        aria-expanded=${open} aria-controls="group-${group.name}" @click=${() => this.#turn(group.name, !open)}>
        ${icon(open ? 'down' : 'right', 12)}${plural(msg(str`${count} 个空字段`, { id: 'document-empty-fields' }))}</button></p>`;
  }

  #turn(group: string, open: boolean): void {
    const unfolded = new Set(this.unfolded);
    if (open) unfolded.add(group);
    else unfolded.delete(group);
    this.unfolded = unfolded;
  }

  /** A field that somebody is led to is there, though it be empty. */
  unfold(id: string): void {
    const tab = this.editor.form.layout.tabs.find(({ name }) => name === this.tab);
    const group = tab?.groups.find(({ fields }) => fields.includes(id));
    if (!group) return;
    this.all = true;
    this.#turn(group.name, true);
  }

  protected override drawField(field: Field): TemplateResult {
    const { editor } = this;
    const { name, style } = spanOf(field);
    if (field.rows && !isEmpty(editor.base?.[field.name]))
      return html`<gj-document-rows class="spans" .field=${field} .form=${editor.form}
        .record=${editor.base}></gj-document-rows>`;
    return html`<gj-record-field reading class=${name} style=${style} .editor=${editor}
      .field=${field} .turn=${this.turn}></gj-record-field>`;
  }
}
customElements.define('gj-document-part', GjDocumentPart);
