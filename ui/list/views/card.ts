import { css, html, nothing, type TemplateResult } from 'lit';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { recordFace } from '../../fields/common/record-face.ts';
import { byKind, onOneLine, pointerName } from '../../fields/common/shown.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { titleOf } from '../../model/record-title.ts';
import { say } from '../../session/i18n.ts';
import { cellOf, recordName } from '../cells/record-cells.ts';
import type { Drawing } from '../state/drawing.ts';
import { listField } from '../state/list-field.ts';

export const cardStyles = css`
  .card.record {
    margin: 0;
    padding: var(--gj-2) var(--gj-2) var(--gj-2) var(--gj-3);
  }
  .card.record .square {
    width: var(--gj-size-24);
    height: var(--gj-size-20);
  }
  .card.record:hover {
    border-color: var(--gj-line-strong);
  }
  .card.record .title {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
    font-weight: 600;
  }
  .card.record dl {
    display: grid;
    grid-template-columns: minmax(var(--gj-size-48), auto) minmax(0, 1fr);
    gap: var(--gj-half) var(--gj-2);
    margin: var(--gj-1h) 0 0;
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
  }
  .card.record dt {
    max-width: var(--gj-size-90);
    color: var(--gj-muted);
  }
  .card.record dd {
    min-width: 0;
    margin: 0;
  }
`;

/** Lines of a card: more would be a record of its own. */
const mostLines = 4;

/** The name of the field that stands first on a card; undefined: what names a record of the form. */
export function titleField(form: FormModel, drawing: Drawing): string | undefined {
  return drawing.title ?? form.title?.name ?? form.number?.name;
}

/** What a card says first, in words; never nothing. */
export function titleText(form: FormModel, drawing: Drawing, record: ListedRecord): string {
  const field = form.byName.get(drawing.title ?? form.title?.name ?? '');
  const value = field && (field === form.title ? titleOf(form, record) : record[field.name]);
  if (!field || value === undefined || !hasValue(value)) return recordName(form, record);
  const text = (field.inner ?? field).kind.points
    ? pointerName(value, field.props['byNumber'] === true)
    : onOneLine(byKind(value, field));
  return text === '' ? recordName(form, record) : text;
}

/** A record with its name, which leads to it, and what is told of it; empty values are left out. */
export function cardLines(
  form: FormModel,
  record: ListedRecord,
  { drawing, columns }: { readonly drawing: Drawing; readonly columns: readonly string[] },
): TemplateResult | typeof nothing {
  const without = new Set([titleField(form, drawing), drawing.groupBy, drawing.picture]);
  const lines = columns
    .filter((name) => !without.has(name) && hasValue(record[name]) && listField(form, name))
    .filter((name) => name !== 'enabled' || record['enabled'] === false)
    .slice(0, mostLines);
  if (lines.length === 0) return nothing;
  return html`<dl>${lines.map(
    (
      name,
    ) => html`<dt class="two-lines" title=${say(listField(form, name)?.label)}>${say(listField(form, name)?.label)}</dt>
      <dd>${cellOf(form, name, record, { opens: false })}</dd>`,
  )}</dl>`;
}

export function cardTitle(form: FormModel, record: ListedRecord, drawing: Drawing): TemplateResult {
  const title = drawing.title;
  const isSaid = title !== undefined && hasValue(record[title]);
  const content = isSaid
    ? cellOf(form, title, record, { opens: false, look: '' })
    : titleText(form, drawing, record);
  const face = drawing.picture === undefined ? recordFace(form, record) : nothing;
  return html`<a class="title" href="/forms/${form.name}/${record.id}" draggable="false">${face}${content}</a>`;
}

function hasValue(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

/** The first picture of the drawing's field; undefined: there is none. */
export function pictureOf(
  form: FormModel,
  record: ListedRecord,
  { picture }: Drawing,
): { readonly name: string; readonly address: string } | undefined {
  const [file] = filesIn(picture === undefined ? null : record[picture]);
  if (!file) return undefined;
  return {
    name: file.name,
    address: `/api/forms/${form.name}/records/${record.id}/files/${file.id}?as=small`,
  };
}
