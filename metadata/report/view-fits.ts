import type { Field, FieldSet } from '../field.ts';
import type { Form } from '../model.ts';
import type { ViewField, ViewKind } from '../property/view-kinds.ts';
import { isVirtual } from '../virtual.ts';
import { whereFits } from '../where-fits.ts';
import {
  groupMembers,
  isDated,
  isGroup,
  isMeasured,
  type ReportField,
  reportField,
} from './report-fields.ts';

/** The tests of which fields a view can name under each of its properties; a chart's are those of reports. */
const fits: Readonly<Record<ViewField, (field: Field, found: ReportField | undefined) => boolean>> = {
  groupBy: hasFewValues,
  across: hasFewValues,
  value: (_, found) => found !== undefined && isMeasured(found, 'sum', {}),
  start: isDay,
  end: isDay,
  picture: ({ rows, inner, kind }) => !rows && (inner?.kind ?? kind).holdsPictures === true,
  title: (field) => whereFits.columns(field) && !ofFiles(field),
};

/** Whether a view of a kind can name the field under one of its properties. */
export function fitsView(form: Form, kind: ViewKind, property: ViewField, field: Field): boolean {
  const found = reportField(form, {}, field.id);
  if (kind === 'chart' && property === 'groupBy')
    return found !== undefined && isGroup(found) && !isVirtual(field);
  return fits[property](field, found);
}

/** Whether a view of a kind can name a field, or what every record has beside its fields, under one of its properties. */
export function canName(form: Form, kind: ViewKind, property: ViewField, id: string): boolean {
  const field = form.byId.get(id);
  return field ? fitsView(form, kind, property, field) : kind === 'chart' && fitsMember(form, property, id);
}

/** All that a view of a kind can name under one of its properties, by id: fields in the order of the form, then members. */
export function viewChoices(form: Form, kind: ViewKind, property: ViewField): readonly string[] {
  const shown = form.fields.flatMap(({ id, hidden }) => (hidden ? [] : [id]));
  return [...shown, ...groupMembers].filter((id) => canName(form, kind, property, id));
}

/** Records are grouped by their organisation, by who made them and when; beside each other not by all their days. */
function fitsMember(form: Form, property: ViewField, id: string): boolean {
  const found = groupMembers.some((one) => one === id) ? reportField(form, {}, id) : undefined;
  if (!found) return false;
  return property === 'groupBy' || (property === 'across' && !isDated(found));
}

/** The field by which records of a form stand below each other; undefined: they do not. */
export function fieldAbove({ fields }: FieldSet): Field | undefined {
  return fields.find(({ kind, dropped }) => kind.points === 'own' && !dropped);
}

/** One of values that are known: an option, a record, yes or no. */
function hasFewValues(field: Field): boolean {
  const { rows, kind, options, inner, target } = field;
  const comparison = rows ? 'none' : kind.comparison(field);
  const isKnown = (options ?? inner?.options ?? target ?? inner?.target) !== undefined;
  if (comparison === 'list' || comparison === 'none' || kind.secret || isVirtual(field)) return false;
  return comparison === 'boolean' || (isKnown && kind.operators(field).includes('equal'));
}

function ofFiles({ inner, kind }: Field): boolean {
  return (inner?.kind ?? kind).holdsFiles === true;
}

function isDay(field: Field): boolean {
  const comparison = field.rows || isVirtual(field) ? 'none' : field.kind.comparison(field);
  return comparison === 'date' || comparison === 'datetime';
}
