import type { Field, FieldSet } from './field.ts';
import type { ViewField } from './property/view-kinds.ts';
import { isVirtual } from './virtual.ts';
import { whereFits } from './where-fits.ts';

/** The tests of which fields a view can name under each of its properties. */
export const viewFits: Readonly<Record<ViewField, (field: Field) => boolean>> = {
  groupBy: hasFewValues,
  start: isDay,
  end: isDay,
  picture: ({ rows, inner, kind }) => !rows && (inner?.kind ?? kind).holdsPictures === true,
  title: (field) => whereFits.columns(field) && !ofFiles(field),
};

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
