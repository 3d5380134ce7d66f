import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { filteredField } from '../../../metadata/kinds/common/parts-of.ts';
import { isSystemMember, systemMembers } from '../../../metadata/system-members.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { tableStyles } from '../../kit/table/table-styles.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import type { SoughtProperty } from './gj-place-panel.ts';
import './gj-place-panel.ts';

const ofLists: ReadonlySet<string> = new Set([
  ...['list/columns', 'list/filters', 'list/sort', 'list/search'],
  ...['listLabel', 'recordLabel', 'label', 'help', 'menu', 'title', 'key'],
]);

/**
 * The list of a form and where it stands: columns, filters, order, search, the menu; beside it the list as it will be.
 * Tells `set-property`.
 */
export class GjListDesign extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  packageName: given<(name: string) => string>(() => (name: string) => name),
  /** The property that is to be reached. */
  sought: given<SoughtProperty | null>(null),
  records: state<readonly JsonObject[]>(() => []),
}) {
  static override styles = [
    shared,
    tableStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--gj-size-340) minmax(0, 1fr);
        align-content: start;
      }
      gj-place-panel {
        border-inline-end: var(--gj-edge);
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gj-1h);
      }
      td,
      th {
        max-width: var(--gj-size-240);
      }
      @container designer (max-width: 760px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  #asked = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.#asked === this.form.id) return;
    this.#asked = this.form.id;
    void this.#learn();
  }

  async #learn(): Promise<void> {
    const live = session.formById(this.form.id);
    const asked = this.#asked;
    const answer = live
      ? await session.api
          .call('GET /api/forms/:form/records', {
            path: { form: live.name },
            query: { limit: 8, view: 'use' },
          })
          .catch(() => null)
      : null;
    if (asked === this.#asked) this.records = answer?.items ?? [];
  }

  override render() {
    const { form, drawn } = this;
    const field = (id: string) => form.byId.get(id);
    const columns = form.list.columns.flatMap((id): readonly Column[] => {
      const own = field(id);
      if (own) return own.hidden ? [] : [{ name: own.name, label: say(own.label), field: own }];
      return [{ name: id, label: memberLabel(id) }];
    });
    return html`<gj-place-panel class="surface" .form=${form} .drawn=${drawn} place="" .only=${ofLists}
        .packageName=${this.packageName} .sought=${this.sought}
        @set-property=${({ detail }: CustomEvent) => this.emit('set-property', detail)}></gj-place-panel>
      <section class="sample stack-2 packed shrinks pad-3" aria-label=${msg('列表预览', { id: 'design-list-sample' })}>
        <div class="filters">${form.list.filters.map(
          (id) =>
            html`<span class="badge">${say(filteredField(id, form.byId)?.label) || memberLabel(id)}</span>`,
        )}</div>
        <div class="frame framed scrolls" role="region" tabindex="0" aria-label=${say(form.listLabel)}><table
            class="plain" aria-label=${say(form.listLabel)}>
          <thead><tr>${columns.map(
            ({ label, field: of }) =>
              html`<th scope="col" class="ellipsis ${(of && uiKind(of).align) ?? nothing}" style=${widthOf(of)}>${label}</th>`,
          )}</tr></thead>
          <tbody>${
            this.records.length === 0
              ? html`<tr><td class="muted ellipsis"
                  colspan=${Math.max(1, columns.length)}>${msg('还没有记录', { id: 'design-no-records' })}</td></tr>`
              : this.records.map((record) => html`<tr>${columns.map((column) => cell(record, column))}</tr>`)
          }</tbody></table></div>
      </section>`;
  }
}

/** Answers the label of a member that every record has beside its fields, else its id. */
function memberLabel(id: string): string {
  return isSystemMember(id) ? say(systemMembers[id].label) : id;
}

/** As wide as the list will have it, where that is said. */
function widthOf(field: Field | undefined): string | typeof nothing {
  return field?.width === undefined ? nothing : `min-width:${field.width}px;max-width:${field.width}px`;
}

interface Column {
  readonly name: string;
  readonly label: string;
  readonly field?: Field;
}

function cell(record: JsonObject, { name, field }: Column): TemplateResult {
  const value = record[name];
  if (value === undefined || value === null) return html`<td class="ellipsis"></td>`;
  if (!field)
    return html`<td class="ellipsis">${
      typeof value === 'object' ? String((value as JsonObject)['name'] ?? '') : String(value)
    }</td>`;
  const kind = uiKind(field);
  return html`<td class="ellipsis ${kind.align ?? nothing}">${kind.show(value, field)}</td>`;
}
customElements.define('gj-list-design', GjListDesign);
