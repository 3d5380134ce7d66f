import type { Field } from '../../../metadata/field.ts';
import { partField, partsOf } from '../../../metadata/kinds/common/parts-of.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Rights } from '../../call/rights.ts';
import { queryOperators } from './query-operators.ts';

/** By what lists of a form can be filtered, by names (`lines.amount`), and how each is compared there: `gte`. */
export function listFilters(form: Form, rights: Rights): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const look = (fields: readonly Field[], prefix: string): void => {
    for (const field of fields) {
      if (field.hidden || !rights.readable(form, field)) continue;
      if (field.rows) {
        if (prefix === '') look(field.rows.fields, `${field.name}.`);
        continue;
      }
      for (const one of [field, ...partsOf(field).map((part) => partField(field, part))]) note(one, prefix);
    }
  };
  const note = (field: Field, prefix: string): void => {
    const name = prefix + field.name;
    const fitting = new Set(field.kind.operators(field));
    const spelt = Object.keys(queryOperators).filter((short) =>
      fitting.has(queryOperators[short] ?? 'equal'),
    );
    if (spelt.length > 0) found.set(name, spelt);
  };
  look(form.fields, '');
  return found;
}
