import type { Form } from '../model.ts';
import type { FieldBuilder } from './field-builder.ts';
import type { LayeredForm } from './layered.ts';
import type { Lookup } from './readings.ts';
import type { Place, Report } from './report.ts';

/** What the checks of one form need to know. */
export interface Checking {
  readonly form: Form;
  readonly layered: LayeredForm;
  readonly forms: Lookup<Form>;
  readonly builder: FieldBuilder;
  readonly broken: ReadonlySet<string>;
  readonly report: Report;
}

/** Where a rule, tab, group or action was written. */
export function placeOfPart({ layered }: Checking, part: object): Place {
  return layered.places.get(part) ?? layered.place;
}
