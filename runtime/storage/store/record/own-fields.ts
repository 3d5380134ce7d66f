import type { Field, Form } from '../../../../metadata/model.ts';
import { strategy } from '../../../../rules/sharing/index.ts';

const known = new WeakMap<Form, ReadonlyMap<string, Field>>();

/**
 * Fields, by id, that an organisation with a copy of a record owns; the rest follow the original. The number never
 * is one of them, as it names the record to everybody, nor what the platform makes or what is fixed.
 */
export function ownFields(form: Form): ReadonlyMap<string, Field> {
  let fields = known.get(form);
  if (!fields) {
    const personalisable = form.sharing?.allowed.some((name) => strategy(name).personalisable) ?? false;
    fields = new Map(
      form.fields
        .filter((field) => personalisable && isOwn(form, field))
        .map((field): readonly [string, Field] => [field.id, field]),
    );
    known.set(form, fields);
  }
  return fields;
}

function isOwn(form: Form, { ownable, fixed, hidden, kind, id }: Field): boolean {
  return ownable && !fixed && !hidden && !kind.derived && id !== form.number?.id;
}
