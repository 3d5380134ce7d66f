import type { Shape } from '../field.ts';
import { nearNames } from '../near-names.ts';
import type { Place, Report } from './report.ts';

/** Packages name fields by their ids: whoever wrote the name of a field that was renamed is told its id; of one that is there, that its kind does not suit. */
export function reportUnknownField(report: Report, place: Place, shape: Shape, name: string): void {
  const unfit = shape.byId.get(name);
  const id = shape.byName.get(name)?.id;
  if (unfit) report.error('field-unfit', place, { field: name, kind: unfit.kind.name });
  else if (id !== undefined && id !== name) report.error('field-by-name', place, { field: name, id });
  else report.error('unknown-field', place, { field: name, near: nearNames(name, shape.byId.keys()) });
}
