import type { Shape } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';
import { differences } from './changed-paths.ts';
import { rowsOf, type Stored, type StoredRow } from './stored.ts';

/** Whether a record would be what it is already, its rows in their order, whoever says so and when. */
export function saysTheSame(form: Form, before: Stored, next: Stored): boolean {
  return differences(form, before, next).length === 0 && sameOrder(form, before, next);
}

function sameOrder(shape: Shape, before: Stored | StoredRow, next: Stored | StoredRow): boolean {
  return shape.fields.every(({ id, rows }) => {
    if (!rows) return true;
    const [were, are] = [rowsOf(before[id]), rowsOf(next[id])];
    return were.every((row, at) => {
      const now = are[at];
      return now?.id === row.id && sameOrder(rows, row, now);
    });
  });
}
