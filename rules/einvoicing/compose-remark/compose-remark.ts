import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { textIn } from '../../decisions/given.ts';
import { cutTo, type LengthUnit, lengthOf } from '../../decisions/measure.ts';
import { separatorOf } from '../../decisions/separator.ts';
import { shownText } from '../../decisions/shown.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Application } from '../forms/documents.ts';
import type { Forms } from '../forms/forms.ts';

/** The members of a remark rule. */
export type RemarkRecord = Forms['remark-rule'] & { readonly used?: UsedRecord };

export interface RemarkQuestion {
  readonly application: Application;
  readonly lines: readonly JsonObject[];
  /** Of the channel. */
  readonly limit: number;
  readonly unit?: LengthUnit;
}

/** The rule that wins for the header, and the one for the lines. */
export interface RemarkConfig {
  readonly header: RemarkRecord | null;
  readonly line: RemarkRecord | null;
  /** The fields of an application, so that options are written as people know them. Default: as they are kept. */
  readonly about?: FieldSet | undefined;
}

export interface ComposedRemarks {
  readonly remark: string;
  readonly lineRemarks: readonly string[];
}

/** Composes the remarks of a document and its lines; one that was made by hand keeps its own. */
export function composeRemark(
  { application, lines, limit, unit = 'characters' }: RemarkQuestion,
  { header, line, about }: RemarkConfig,
  level?: TraceLevel,
): Decided<ComposedRemarks> {
  const trace = new Trace(level);
  const given: ComposedRemarks = {
    remark: textIn(application, 'remark'),
    lineRemarks: lines.map((one) => textIn(one, 'remark')),
  };
  if (textIn(application, 'dataSource') === 'manual') {
    trace.look('remark-by-hand');
    return trace.decided(given);
  }
  const room = { limit, unit };
  const rows = about?.byId.get('lines')?.rows;
  const remark = header
    ? composed(application, header.headerFields ?? [], header, { ...room, about })
    : given.remark;
  const lineRemarks = line
    ? lines.map((one) => composed(one, line.lineFields ?? [], line, { ...room, about: rows }))
    : given.lineRemarks;
  if (remark !== given.remark)
    trace.step('remark-composed', {
      ...(header?.used ? { by: header.used } : {}),
      before: { remark: given.remark },
      after: { remark },
    });
  for (const [at, own] of lineRemarks.entries())
    if (own !== given.lineRemarks[at])
      trace.step('line-remark-composed', {
        ...(line?.used ? { by: line.used } : {}),
        at: { line: at },
        before: { remark: given.lineRemarks[at] ?? '' },
        after: { remark: own },
      });
  return trace.decided({ remark, lineRemarks });
}

interface Room {
  readonly limit: number;
  readonly unit: LengthUnit;
  readonly about: FieldSet | undefined;
}

/** Empty values leave no second separator; from the first field that does not fit on, all go, or the text is cut. */
function composed(
  record: JsonObject,
  fields: readonly string[],
  { separator, tooLong }: RemarkRecord,
  { limit, unit, about }: Room,
): string {
  const between = separatorOf(separator ?? '-');
  const parts = fields.map((field) => shownText(record, field, { about })).filter((part) => part !== '');
  if (tooLong !== 'drop-fields') return cutTo(parts.join(between), limit, unit);
  let text = '';
  for (const [at, part] of parts.entries()) {
    const longer = at === 0 ? part : text + between + part;
    if (lengthOf(longer, unit) > limit) break;
    text = longer;
  }
  return text;
}
