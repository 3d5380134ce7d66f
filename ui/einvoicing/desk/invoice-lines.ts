import type { TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { filledText } from '../../../metadata/common/read.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { summed } from '../../kit/table/summed.ts';
import { table } from '../../kit/table/table.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';

const figures = ['quantity', 'price', 'amount', 'rate', 'tax', 'gross'] as const;
/** The fields of lines that are added up. */
const adds: ReadonlySet<string> = new Set(['amount', 'tax', 'gross']);

/**
 * The lines of an invoice that would come, and what they come to, as its face shows them. `about`: of pending invoices;
 * null: one may not see them. `hidden`: members that the face leaves empty.
 */
export function invoiceLines(
  lines: readonly JsonObject[],
  about: FormModel | null,
  caption: string,
  hidden: readonly string[] = [],
): TemplateResult {
  const fields = about?.byName.get('lines')?.rows?.byName;
  const label = (name: string) => say(fields?.get(name)?.label) || name;
  return table({
    caption,
    columns: [
      { label: '#', role: 'place', cell: (_, at) => at + 1 },
      {
        label: label('itemName'),
        role: 'name',
        look: 'ellipsis',
        title: ({ itemName }) => String(itemName ?? ''),
        cell: ({ itemName }) => String(itemName ?? ''),
      },
      ...figures.map((name) => ({
        label: label(name),
        align: 'end' as const,
        cell: ({ [name]: value }: JsonObject) => {
          const field = fields?.get(name);
          if (value === null || value === undefined || value === '' || hidden.includes(name)) return '';
          return field ? uiKind(field).show(value, field) : String(value);
        },
        ...(adds.has(name) && {
          sum: summed<JsonObject>(
            (line) => filledText(line[name]),
            (total) => grouped(total, 2),
          ),
        }),
      })),
    ],
    rows: lines,
    frame: 'third-high framed',
  });
}
