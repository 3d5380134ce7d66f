import type { MeasureName, SpanName } from '../property/report-words.ts';
import type { ReportSource } from '../report-source.ts';

/** What a chart says that is a view, with the paths of its fields. */
export interface ChartView {
  readonly groupBy?: string | undefined;
  readonly across?: string | undefined;
  readonly value?: string | undefined;
  readonly by?: SpanName | undefined;
  readonly measure?: MeasureName | undefined;
}

/** What a chart asks of its records, as a report does; an empty text is none. */
export function chartQuestion({
  groupBy = '',
  across = '',
  value = '',
  by,
  measure = value === '' ? 'count' : 'sum',
}: ChartView): Pick<ReportSource, 'groups' | 'across' | 'values'> {
  return {
    groups: [{ field: groupBy, ...(by && { by }) }],
    ...(across !== '' && { across: { field: across } }),
    values: [{ of: measure, ...(value !== '' && { field: value }) }],
  };
}
