import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type {
  ProposedColumn,
  ProposedSheet,
  WorkbookProposal,
} from '../../../metadata/design/workbook/proposal.ts';
import type { Field } from '../../../metadata/field.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { language, say } from '../../session/i18n.ts';

type Row = readonly string[];

/** The first rows of the records as the proposed form reads them; what it cannot read is marked. */
export function workbookRows(
  { key }: WorkbookProposal,
  sheet: ProposedSheet,
): TemplateResult | typeof nothing {
  if (sheet.begins.length === 0) return nothing;
  const shown = sheet.columns.filter(({ use }) => use === 'field');
  const columns = shown.map((one) => columnOf(one, one.place === key));
  const heading = msg('前几行预览', { id: 'workbook-begins' });
  return html`<section class="card" aria-labelledby="begins"><h2 id="begins">${heading}</h2>
    <p class="small muted">${msg('按表单保存的样子显示。标出的单元格不符合所选类型，导入时会逐个报告。', { id: 'workbook-begins-help' })}</p>
    ${table({ caption: heading, frame: 'framed', rows: sheet.begins, columns })}</section>`;
}

function columnOf(column: ProposedColumn, isKey: boolean): Column<Row> {
  const field = fieldOf(column);
  return {
    label: say(column.label),
    ...(isKey && { role: 'name' as const }),
    cell: (row) => {
      const text = row[column.place] ?? '';
      if (column.kind === 'carry')
        return html`<span class="muted">${text} ${msg('（从引用带出）', { id: 'workbook-taken' })}</span>`;
      const read = text === '' ? '' : readAs(field, text);
      if (read !== null) return read;
      const why = msg('不符合这个类型', { id: 'workbook-unread' });
      return html`<mark title=${why} aria-label=${msg(str`${text}：${why}`, { id: 'workbook-of-column' })}>${text}</mark>`;
    },
  };
}

function fieldOf({ kind, props }: ProposedColumn): Field | undefined {
  const known = kinds.get(kind);
  const options = (Array.isArray(props['options']) ? props['options'] : []) as readonly unknown[];
  return known && { ...loneField(known, props), options: options as readonly OptionSource[] };
}

/** The text as the form shows it later; null: the kind does not read it. */
function readAs(field: Field | undefined, text: string): string | null {
  if (!field || field.kind.points) return text;
  if ('options' in field.kind.properties)
    return field.options?.some(({ label }) => label.zh === text || label.en === text) ? text : null;
  const parsed = field.kind.parse(text, field, language());
  const read = parsed.ok ? field.kind.read(parsed.value, field) : parsed;
  if (!read.ok) return null;
  return field.kind.format ? field.kind.format(read.value as Json, field, language()) : String(read.value);
}
