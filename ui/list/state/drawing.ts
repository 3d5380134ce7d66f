import type { JsonObject } from '../../../metadata/common/json.ts';
import type { ChartName, MeasureName, SpanName } from '../../../metadata/property/report-words.ts';
import { chartNames, measureNames, spanNames } from '../../../metadata/property/report-words.ts';
import {
  fieldsOfViews,
  neededFields,
  type ViewField,
  type ViewKind,
  viewFields,
  viewKinds,
} from '../../../metadata/property/view-kinds.ts';
import { boardStart } from '../../../metadata/report/board-start.ts';
import { chartStart } from '../../../metadata/report/chart-start.ts';
import { canName, fieldAbove, viewChoices } from '../../../metadata/report/view-fits.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListField } from './list-field.ts';
import { fieldName, idOf, listField } from './list-field.ts';

/** How the records of a list are drawn, with the fields that it goes by, by today's names. */
export type Drawing = { readonly kind: ViewKind } & { readonly [property in ViewField]?: string } & {
  /** Of a calendar: how many days it shows. Default: a month. */
  readonly span?: 'week';
  /** Of a calendar: a day that it shows. Default: today. It is kept under no name. */
  readonly at?: string;
} & ChartLook;

/** The words of a chart. */
interface ChartLook {
  /** How far apart days are grouped. Default: each day. */
  readonly by?: SpanName;
  /** What is made of its number. Default: the sum, or how many records there are. */
  readonly measure?: MeasureName;
  /** How it looks. Default: bars. */
  readonly chart?: ChartName;
}

export const plainDrawing: Drawing = { kind: 'list' };

/** The fields that can stand in a property of a view, in the order of the form, and what every record has beside them. */
export function drawable(form: FormModel, kind: ViewKind, property: ViewField): readonly ListField[] {
  return viewChoices(form, kind, property).flatMap((id) => listField(form, fieldName(form, id)) ?? []);
}

/** Whether a form can be drawn so at all. */
export function canBeDrawn(form: FormModel, kind: ViewKind): boolean {
  if (kind === 'tree') return fieldAbove(form) !== undefined;
  // A chart adds records up, as a report does.
  if (kind === 'chart' && !form.can.has('report')) return false;
  return fieldsOfViews[kind].needs.every((property) => drawable(form, kind, property).length > 0);
}

/**
 * A way to draw a form, with the first fields that suit, of a board the state of records; of the start of a calendar the
 * first date stands for both.
 */
export function drawnAs(form: FormModel, kind: ViewKind): Drawing {
  const start = kind === 'chart' ? chartStart(form) : undefined;
  if (start) return { kind, ...start, groupBy: fieldName(form, start.groupBy) };
  const first = fieldsOfViews[kind].uses
    .filter((property) => property !== 'title' && property !== 'end')
    .flatMap((property) => {
      const own =
        property === 'picture'
          ? form.byId.get(form.picture ?? '')
          : kind === 'board' && property === 'groupBy'
            ? boardStart(form)
            : undefined;
      const field = own ?? drawable(form, kind, property)[0];
      const isWanted = kind !== 'board' || property === 'groupBy';
      return field && isWanted ? [[property, field.name] as const] : [];
    });
  return { kind, ...Object.fromEntries(first) };
}

/** Leaves out what the form does not have, and draws a list where that cannot be done without. */
function known(form: FormModel, { kind, ...said }: Drawing): Drawing {
  if (!canBeDrawn(form, kind)) return plainDrawing;
  const { uses } = fieldsOfViews[kind];
  const fields = uses.flatMap((property) => {
    const name = said[property];
    const field = name === undefined ? undefined : listField(form, name);
    return field && canName(form, kind, property, idOf(form, field.name))
      ? [[property, field.name] as const]
      : [];
  });
  const has = Object.fromEntries(fields) as Partial<Record<ViewField, string>>;
  if (neededFields({ kind }).some((property) => has[property] === undefined)) return plainDrawing;
  const { span, at } = said;
  return {
    kind,
    ...has,
    ...(kind === 'calendar' && { ...(span && { span }), ...(at && { at }) }),
    ...(kind === 'chart' && lookOf(form, has, said)),
  };
}

/** The words of a chart that its fields have a use for: spans of days alone, and of no number but how many there are. */
function lookOf(
  form: FormModel,
  { groupBy = '', value }: Partial<Record<ViewField, string>>,
  { by, measure, chart }: ChartLook,
): ChartLook {
  const comparison = listField(form, groupBy)?.comparison;
  const isDated = comparison === 'date' || comparison === 'datetime';
  const isMade = value !== undefined && measure !== undefined && measure !== 'count';
  return { ...(by && isDated && { by }), ...(isMade && { measure }), ...(chart && { chart }) };
}

/** What somebody says of a chart, as far as there are such words. */
function readLook(said: (word: 'by' | 'measure' | 'chart') => unknown): ChartLook {
  const by = spanNames.find((one) => one === said('by'));
  const measure = measureNames.find((one) => one === said('measure'));
  const chart = chartNames.find((one) => one === said('chart'));
  return { ...(by && { by }), ...(measure && { measure }), ...(chart && { chart }) };
}

function isKind(kind: unknown): kind is ViewKind {
  return viewKinds.some((one) => one === kind);
}

export function readDrawing(query: URLSearchParams, form: FormModel): Drawing {
  const kind = query.get('as');
  if (!isKind(kind)) return plainDrawing;
  const at = query.get('at') ?? '';
  const fields = fieldsOfViews[kind].uses.map((property) => [property, query.get(property) ?? undefined]);
  return known(form, {
    kind,
    ...Object.fromEntries(fields.filter(([, name]) => name !== undefined)),
    ...(query.get('span') === 'week' && { span: 'week' }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(at) && { at }),
    ...readLook((word) => query.get(word)),
  });
}

export function writeDrawing({ kind, ...said }: Drawing, query: URLSearchParams): void {
  if (kind === 'list') return;
  query.set('as', kind);
  for (const [property, value] of Object.entries(said)) if (value) query.set(property, value);
}

/** By ids, as a view keeps it. */
export function keepDrawing(form: FormModel, drawing: Drawing): JsonObject {
  const { kind, span } = drawing;
  const named = viewFields.flatMap((property) => {
    const name = drawing[property];
    return name ? [[property, idOf(form, name)] as const] : [];
  });
  return { kind, ...(span && { span }), ...Object.fromEntries(named), ...readLook((word) => drawing[word]) };
}

/** As it was kept, or as a package says it; by today's names. */
export function namedDrawing(form: FormModel, kept: unknown): Drawing {
  const said = (kept ?? {}) as Readonly<Record<string, unknown>>;
  const { kind, span } = said;
  if (!isKind(kind)) return plainDrawing;
  const named = viewFields.flatMap((property) => {
    const id = said[property];
    return typeof id === 'string' && id !== '' ? [[property, fieldName(form, id)] as const] : [];
  });
  const look = readLook((word) => said[word]);
  return known(form, { kind, ...(span === 'week' && { span }), ...Object.fromEntries(named), ...look });
}

/** Names of the fields that a drawing reads beside what is told of each record. */
export function drawnFields(form: FormModel, drawing: Drawing): readonly string[] {
  const { kind } = drawing;
  const above = kind === 'tree' ? fieldAbove(form)?.name : undefined;
  const all = [...viewFields.map((property) => drawing[property]), above];
  return all.flatMap((name) => (name !== undefined && form.byName.has(name) ? [name] : []));
}
