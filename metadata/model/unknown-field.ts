import type { Shape } from '../field.ts';
import { nearNames } from '../near-names.ts';
import type { Place, Report } from './report.ts';

/** Packages name fields by their ids: whoever wrote the name of a field that was renamed is told its id. */
export function reportUnknownField(report: Report, place: Place, shape: Shape, name: string): void {
  const id = shape.byName.get(name)?.id;
  if (id !== undefined && id !== name) report.error('field-by-name', place, { field: name, id });
  else report.error('unknown-field', place, { field: name, near: nearNames(name, shape.byId.keys()) });
}
