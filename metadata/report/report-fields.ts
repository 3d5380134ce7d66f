import type { Problem } from '../common/issue.ts';
import type { Label } from '../common/label.ts';
import { nearNames } from '../common/near-names.ts';
import { currencyPath } from '../currency/currency-of.ts';
import type { Column, Comparison, Field } from '../field.ts';
import type { Form } from '../model.ts';
import type { MeasureName } from '../property/report-words.ts';
import type { ReportGroup, ReportSource, ReportValue } from '../report-source.ts';
import { isSystemMember, type SystemMember, systemMembers } from '../system-members.ts';

/** The members that records are grouped by beside their fields. */
export const groupMembers = [
  'org',
  'enabled',
  'createdAt',
  'createdBy',
  'modifiedAt',
  'modifiedBy',
  'sharing',
] as const satisfies readonly SystemMember[];

/** What a path of a report leads to: a field of the record or of the rows that are counted, or a member of records. */
export interface ReportField {
  readonly label: Label;
  readonly column: Column;
  readonly comparison: Comparison;
  /** Id within the record or the row. */
  readonly id: string;
  /** It stands in the rows that are counted. */
  readonly inRows: boolean;
  /** Absent: a member that every record has. */
  readonly field?: Field;
}

/** Finds what a path by ids leads to; undefined: nothing that a report can go by. */
export function reportField(
  form: Form,
  { entries }: Pick<ReportSource, 'entries'>,
  path: string,
): ReportField | undefined {
  const [first = '', second, ...more] = path.split('.');
  if (more.length > 0 || (second !== undefined && first !== entries)) return undefined;
  const inRows = second !== undefined;
  const field = inRows ? form.byId.get(first)?.rows?.byId.get(second) : form.byId.get(first);
  if (field) {
    const column = field.rows || field.kind.secret ? null : field.kind.column(field);
    if (!column) return undefined;
    const comparison = field.kind.comparison(field);
    return { label: field.label, column, comparison, id: field.id, inRows, field };
  }
  if (inRows || !isSystemMember(first)) return undefined;
  const { label, column, comparison, only } = systemMembers[first];
  const has = only === undefined || (only === 'sharing' ? form.sharing !== undefined : form.validity);
  return has ? { label, column, comparison, id: first, inRows } : undefined;
}

/** The path of the currency that the amounts of a field are in; undefined: they are in one for all records, or are none. */
export function currencyPathOf(
  { field, inRows }: ReportField,
  { entries }: Pick<ReportSource, 'entries'>,
): string | undefined {
  const path = field && currencyPath(field);
  if (path === undefined) return undefined;
  return inRows && !path.startsWith('parent.') ? `${entries}.${path}` : path.replace(/^parent\./, '');
}

const singles: ReadonlySet<Comparison> = new Set([
  'text',
  'boolean',
  'date',
  'datetime',
  'reference',
  'number',
]);

/** Whether records can be told apart by it: it has one value, not one for each record, and lists can be asked for it. */
export function isGroup({ column, comparison, id, field }: ReportField): boolean {
  if (field?.kind.words) return false;
  return singles.has(comparison) && column.type !== 'json' && id !== 'id' && id !== 'revision';
}

/** Whether its values are organisations. */
export function isOrganisation({ id, field }: ReportField): boolean {
  const target = field ? field.target : isSystemMember(id) ? systemMembers[id].target : undefined;
  return target === 'organisation';
}

/** Whether groups of it are spans of days. */
export function isDated({ comparison }: ReportField): boolean {
  return comparison === 'date' || comparison === 'datetime';
}

/** Whether the measure can be made of it: the rows that are counted are what is added up, so nothing counts twice. */
export function isMeasured(
  found: ReportField,
  of: MeasureName,
  { entries }: Pick<ReportSource, 'entries'>,
): boolean {
  if (found.field === undefined || found.inRows !== (entries !== undefined)) return false;
  const isNumber =
    found.comparison === 'number' && (found.column.type === 'decimal' || found.column.type === 'integer');
  return isNumber || (found.comparison === 'date' && (of === 'least' || of === 'most'));
}

/**
 * What is wrong with the fields that a report goes by, each at its place; `named`: how whoever asks calls a path.
 * Packages and callers are told the same.
 */
export function reportFlaws(
  form: Form,
  content: Pick<ReportSource, 'entries' | 'groups' | 'across' | 'values'>,
  named: (path: string) => string = (path) => path,
): readonly Problem[] {
  const { entries, groups, across, values } = content;
  if (entries !== undefined && !form.byId.get(entries)?.rows)
    return [{ path: '/entries', code: 'unknown-entries', params: { entries: named(entries) } }];
  const rows = entries === undefined ? undefined : form.byId.get(entries)?.rows;
  const unfit = (path: string, at: string): Problem => {
    const [first = '', second] = path.split('.');
    const shape = rows && second !== undefined && first === entries ? rows : form;
    const field = shape.byId.get(shape === form ? first : (second ?? ''));
    const params = { field: named(path) };
    return field
      ? { path: at, code: 'field-unfit', params: { ...params, kind: field.kind.name } }
      : {
          path: at,
          code: 'unknown-field',
          params: { ...params, near: nearNames(path, shape.byName.keys()) },
        };
  };
  const ofGroup = ({ field, by }: ReportGroup, at: string): readonly Problem[] => {
    const found = reportField(form, content, field);
    if (!found || !isGroup(found)) return [unfit(field, `${at}/field`)];
    if (by === undefined || isDated(found)) return [];
    return [{ path: `${at}/by`, code: 'report-not-dated', params: { field: named(field) } }];
  };
  const ofValue = ({ of, field }: ReportValue, at: string): readonly Problem[] => {
    if (of === 'count')
      return field === undefined
        ? []
        : [{ path: `${at}/field`, code: 'schema-unknown', params: { property: 'field', near: [] } }];
    if (field === undefined) return [{ path: at, code: 'schema-required', params: { property: 'field' } }];
    const found = reportField(form, content, field);
    if (!found) return [unfit(field, `${at}/field`)];
    if (isMeasured(found, of, content)) return [];
    return [{ path: `${at}/field`, code: 'report-no-number', params: { field: named(field) } }];
  };
  return [
    ...groups.flatMap((group, index) => ofGroup(group, `/groups/${index}`)),
    ...(across ? ofGroup(across, '/across') : []),
    ...values.flatMap((value, index) => ofValue(value, `/values/${index}`)),
  ];
}

/** All groups of a report, those across last. */
export function groupsOf({
  groups,
  across,
}: Pick<ReportSource, 'groups' | 'across'>): readonly ReportGroup[] {
  return across ? [...groups, across] : groups;
}
