import type { FieldSet, Form } from '../model.ts';
import { isVirtual } from '../virtual.ts';
import { isByCalendar } from './functions.ts';
import { parseFormula } from './parse-formula.ts';

const known = new WeakMap<Form, boolean>();

/** Tells whether a form keeps values that were counted by the calendar of an organisation. */
export function keepsWorkDays(form: Form): boolean {
  let keeps = known.get(form);
  if (keeps === undefined) {
    keeps = areKept(form);
    known.set(form, keeps);
  }
  return keeps;
}

function areKept({ fields }: FieldSet): boolean {
  return fields.some((field) => {
    const {
      props: { formula },
      dropped,
      rows,
    } = field;
    if (isVirtual(field)) return false;
    if (rows && areKept(rows)) return true;
    const parsed = typeof formula === 'string' && !dropped ? parseFormula(formula) : undefined;
    return parsed?.ok === true && isByCalendar(parsed.value);
  });
}
