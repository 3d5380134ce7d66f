import { isObject } from '../json.ts';
import { type Checkings, checkValues } from './check-data.ts';
import { placeOfPart } from './checking.ts';
import { pointed } from './report.ts';

/** What actions set are values of fields that are there. */
export function checkActions(checkings: Checkings): void {
  for (const checking of checkings.values()) {
    const { form, report } = checking;
    for (const action of form.actions) {
      const fields = action.params?.['fields'];
      const place = pointed(placeOfPart(checking, action), '/params/fields');
      if (isObject(fields)) checkValues(form, fields, place, checkings, report);
    }
  }
}
