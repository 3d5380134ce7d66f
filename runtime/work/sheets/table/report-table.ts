import type { Label } from '../../../../metadata/common/label.ts';
import type { Report, ReportCell, ReportLine } from '../../../../metadata/contract/reports/calls.ts';
import type { SheetTable } from './table-file.ts';

const total: Label = { zh: '合计', en: 'Total' };
const nothing: Label = { zh: '（空）', en: '(empty)' };

/** What a report says as lines of a sheet: a column for each group, and one for each value below each column. */
export function reportTable(report: Report, label: Label, language: keyof Label): SheetTable {
  const { groups, columns, values, lines } = report;
  const heads = [
    ...columns.map(({ text }) => text || nothing[language]),
    columns.length > 0 ? total[language] : '',
  ];
  const same = (text: string): Label => ({ zh: text, en: text });
  const valueColumns = heads.flatMap((head) =>
    values.map((value, at) => {
      const said = value.label[language];
      const text = head === '' ? said : values.length === 1 ? head : `${head} · ${said}`;
      return { label: same(text), width: 16, numeric: isPlain(at, lines) };
    }),
  );
  return {
    label,
    columns: [...groups.map((group) => ({ label: { ...group.label }, width: 24 })), ...valueColumns],
    async *rows() {
      yield lines.map((line) => [...keysOf(line, groups.length, language), ...line.cells.flat().map(textOf)]);
    },
  };
}

/** Amounts of several currencies are a text. */
function isPlain(at: number, lines: readonly ReportLine[]): boolean {
  return lines.every(({ cells }) => cells.every((values) => !Array.isArray(values[at])));
}

function keysOf({ keys }: ReportLine, depth: number, language: keyof Label): readonly (string | null)[] {
  const texts = keys.map(({ text }) => text || nothing[language]);
  const isSum = keys.length < depth || depth === 0;
  const rest = Array<null>(Math.max(0, depth - keys.length)).fill(null);
  return isSum && depth > 0 ? [...texts, total[language], ...rest.slice(1)] : texts;
}

function textOf(cell: ReportCell): string | null {
  if (cell === null || typeof cell === 'string') return cell;
  return cell.map(({ currency, amount }) => `${currency} ${amount}`.trim()).join('; ');
}
