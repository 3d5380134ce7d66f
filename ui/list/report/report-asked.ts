import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { ReportAsked } from '../../../metadata/contract/reports/calls.ts';
import {
  type ChartName,
  chartNames,
  type MeasureName,
  measureNames,
} from '../../../metadata/property/report-words.ts';
import {
  groupMembers,
  isDated,
  isGroup,
  isMeasured,
  type ReportField,
  reportField,
  reportFlaws,
} from '../../../metadata/report/report-fields.ts';
import {
  mostReported,
  type ReportGroup,
  type ReportSource,
  type ReportValue,
} from '../../../metadata/report-source.ts';
import type { FormModel } from '../../model/form-model.ts';

/** What a report is made by, without its filter: paths by ids. */
export type Made = Pick<ReportSource, 'entries' | 'groups' | 'across' | 'values' | 'chart'>;

/** A field that somebody may choose, with its path by ids. */
export interface Choice {
  readonly path: string;
  readonly label: Label;
  readonly dated: boolean;
}

/** Everything that records can be grouped by, of rows first those of the rows. */
export function groupChoices(form: FormModel, of: Pick<Made, 'entries'>): readonly Choice[] {
  return paths(form, of).flatMap(([path, found]) =>
    isGroup(found) && !isLong(found)
      ? [{ path, label: labelOf(form, of, found), dated: isDated(found) }]
      : [],
  );
}

/** Everything that this can be made of. */
export function valueChoices(
  form: FormModel,
  of: Pick<Made, 'entries'>,
  measure: MeasureName,
): readonly Choice[] {
  return paths(form, of).flatMap(([path, found]) =>
    isMeasured(found, measure, of) ? [{ path, label: found.label, dated: false }] : [],
  );
}

/** The ways to make something of numbers that the form has any numbers for. */
export function measureChoices(form: FormModel, of: Pick<Made, 'entries'>): readonly MeasureName[] {
  return measureNames.filter((one) => one === 'count' || valueChoices(form, of, one).length > 0);
}

function paths(form: FormModel, of: Pick<Made, 'entries'>): readonly (readonly [string, ReportField])[] {
  const rows = form.byId.get(of.entries ?? '')?.rows;
  const all = [
    ...(rows?.fields.map(({ id }) => `${of.entries}.${id}`) ?? []),
    ...form.fields.map(({ id }) => id),
    ...groupMembers,
  ];
  return all.flatMap((path) => {
    const found = reportField(form, of, path);
    return found && !found.field?.hidden ? [[path, found] as const] : [];
  });
}

/** A text that nobody has twice tells no records apart. */
function isLong({ column }: ReportField): boolean {
  return column.type === 'text' && column.length > 500;
}

function labelOf(form: FormModel, { entries }: Pick<Made, 'entries'>, { label, inRows }: ReportField): Label {
  const rows = inRows ? form.byId.get(entries ?? '')?.label : undefined;
  return rows ? { zh: `${rows.zh} · ${label.zh}`, en: `${rows.en} · ${label.en}` } : label;
}

/** What somebody begins with: how many there are, by the first choice, organisation or day there is. */
export function firstMade(form: FormModel): Made {
  const best = form.fields.find(({ kind, hidden }) => !hidden && kind.name === 'choice');
  return { groups: [{ field: best?.id ?? 'org' }], values: [{ of: 'count' }], chart: 'bars' };
}

/** Reads what an address asks; null: it asks nothing that this form has. */
export function readMade(text: string | null, form: FormModel): Made | null {
  if (text === null) return null;
  const said = parsed(text);
  if (!isObject(said)) return null;
  const { entries, groups, across, values, chart } = said;
  const made = {
    groups: list(groups) as readonly ReportGroup[],
    values: list(values) as readonly ReportValue[],
    ...(typeof entries === 'string' && { entries }),
    ...(isObject(across) && { across: across as unknown as ReportGroup }),
    ...(chartNames.some((name) => name === chart) && { chart: chart as ChartName }),
  };
  const few = made.values.length > 0 && made.values.length <= mostReported.values;
  const fits = few && made.groups.length <= mostReported.groups;
  const isPath = (one: Json | undefined) => typeof one === 'string';
  const isGrouping = (one: Json) => isObject(one) && isPath(one['field']);
  const isValue = (one: Json) => isObject(one) && (one['field'] === undefined || isPath(one['field']));
  const grouping = [...list(groups), ...(across === undefined ? [] : [across])];
  const isShaped = grouping.every(isGrouping) && list(values).every(isValue);
  return isShaped && fits && reportFlaws(form, made).length === 0 ? made : null;
}

export function writeMade({ entries, groups, across, values, chart }: Made): string {
  return JSON.stringify({
    ...(entries !== undefined && { entries }),
    groups,
    ...(across && { across }),
    values,
    ...(chart && { chart }),
  });
}

/** What the server is asked: by today's names. */
export function askedOf({ entries, groups, across, values }: Made, form: FormModel): ReportAsked {
  const rows = form.byId.get(entries ?? '');
  const named = (path: string) => {
    const [first = '', second] = path.split('.');
    const upper = form.byId.get(first)?.name ?? first;
    return second === undefined ? upper : `${upper}.${rows?.rows?.byId.get(second)?.name ?? second}`;
  };
  const group = ({ field, by }: ReportGroup) => ({ field: named(field), ...(by && { by }) });
  return {
    ...(rows && { entries: rows.name }),
    groups: groups.map(group),
    ...(across && { across: group(across) }),
    values: values.map(({ of, field }) => ({ of, ...(field !== undefined && { field: named(field) }) })),
  };
}

/** The same made of what fits other rows: what does not is left out. */
export function overRows(made: Made, entries: string | undefined, form: FormModel): Made {
  const { entries: _, across, ...rest } = made;
  const of = entries === undefined ? {} : { entries };
  const fits = ({ field }: ReportGroup) => {
    const found = reportField(form, of, field);
    return found !== undefined && isGroup(found);
  };
  const values = made.values.filter(({ of: measure, field }) => {
    const found = field === undefined ? undefined : reportField(form, of, field);
    return field === undefined || (found !== undefined && isMeasured(found, measure, of));
  });
  return {
    ...rest,
    ...of,
    groups: made.groups.filter(fits),
    ...(across && fits(across) && { across }),
    values: values.length > 0 ? values : [{ of: 'count' }],
  };
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
