import type { Field, Kind } from '../../field.ts';
import { isVirtual, virtualProperty } from '../../virtual.ts';

/**
 * A kind whose values are those of another field: it has that field's column, forms and operators. Of a virtual field there
 * is no column, and so nothing can be asked for.
 */
export function through(own: Pick<Kind, 'name' | 'properties' | 'requires'> & Partial<Kind>): Kind {
  return {
    column: (field) => (isVirtual(field) ? null : inner(field).kind.column(inner(field))),
    schema: (field) => inner(field).kind.schema(inner(field)),
    read: (value, field) => inner(field).kind.read(value, inner(field)),
    write: (value, field) => inner(field).kind.write(value, inner(field)),
    parse: (text, field, language) => inner(field).kind.parse(text, inner(field), language),
    format: (value, field, language) => inner(field).kind.format(value, inner(field), language),
    comparison: (field) => inner(field).kind.comparison(inner(field)),
    operators: (field) => (isVirtual(field) ? [] : inner(field).kind.operators(inner(field))),
    sortable: true,
    secret: false,
    derived: true,
    ...own,
    properties: { ...own.properties, virtual: virtualProperty },
  };
}

function inner(field: Field): Field {
  if (!field.inner) throw new Error(`${field.kind.name} ${field.path} was compiled without its inner field`);
  return field.inner;
}
