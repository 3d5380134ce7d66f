import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Version } from '../../../metadata/contract/records/record.ts';
import type { Field } from '../../../metadata/field.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { table } from '../../kit/table/table.ts';
import type { FormModel } from '../../model/form-model.ts';
import { pointed } from '../../model/record-labels.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { shared } from '../../theme/shared.ts';

/** The changes of one version of a record: field, before, after. */
export class GjChanges extends withProperties(GjElement, {
  form: given<FormModel>(),
  changes: given<Version['changes']>(() => []),
}) {
  static override styles = [
    shared,
    css`
      /* Long texts beside it leave what was there its words whole. */
      td.was {
        min-width: 7em;
      }
      .was .struck {
        text-decoration-color: var(--gj-line-strong);
      }
    `,
  ];

  override render() {
    if (this.changes.length === 0)
      return html`<p class="muted">${msg('没有字段变化', { id: 'no-changes' })}</p>`;
    return table({
      caption: msg('改动内容', { id: 'pkg-what-changed' }),
      columns: [
        {
          label: msg('字段', { id: 'field' }),
          role: 'name',
          cell: ({ path }) =>
            path === '/assigned'
              ? msg('可使用的组织', { id: 'assigned-org' })
              : pointed(path, this.form).text,
        },
        // Of a record that was made there was nothing before.
        ...(this.changes.every(({ before }) => before === null)
          ? []
          : [
              {
                label: msg('之前', { id: 'before' }),
                look: 'was muted',
                cell: ({ path, before }: Version['changes'][number]) =>
                  before === null ? '—' : html`<span class="struck">${this.#shown(path, before)}</span>`,
              },
            ]),
        {
          label: msg('之后', { id: 'after' }),
          cell: ({ path, after }) => this.#shown(path, after),
        },
      ],
      rows: this.changes,
    });
  }

  #shown(path: string, value: Json) {
    if (value === null) return '—';
    const { field } = pointed(path, this.form);
    if (!field || (field.rows && !Array.isArray(value))) {
      if (field?.rows && typeof value === 'object')
        return this.#row(value as Readonly<Record<string, Json>>, field.rows.fields);
      if (typeof value === 'object') return pointerName(value);
      if (typeof value === 'boolean') return value ? msg('是', { id: 'yes' }) : msg('否', { id: 'no' });
      return path === '/sharing' ? sharingLabel(String(value)) : String(value);
    }
    return isOfKind(value, field) ? uiKind(field).show(value, field) : String(value);
  }

  /** A whole row that came or went. */
  #row(row: Readonly<Record<string, Json>>, fields: readonly Field[]) {
    const said = fields.filter(({ name }) => row[name] !== null && row[name] !== undefined).slice(0, 4);
    return dotted(said.map((field) => uiKind(field).show(row[field.name] as Json, field)));
  }
}

/** What the field held before it became another kind is told as it was. */
function isOfKind(value: Json, field: Field): boolean {
  return typeof value === 'object' || field.options !== undefined || field.kind.read(value, field).ok;
}
customElements.define('gj-changes', GjChanges);
