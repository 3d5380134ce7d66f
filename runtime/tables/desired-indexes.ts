import type { Form } from '../../metadata/model.ts';
import type { ColumnSpec, IndexSpec } from './table-spec.ts';

type Part = IndexSpec['columns'][number];

/**
 * What a form is asked for by its own list: its order, its quick filters each with that order, its
 * organisation, and by references, natural key and unique rules. Ties are broken by id, in the
 * direction of the last sort column, so that an index answers a whole page in order.
 */
export function desiredIndexes(form: Form, columns: readonly ColumnSpec[]): readonly IndexSpec[] {
  const known = new Map(columns.map((column) => [column.id, column]));
  const part = (sorted: string): Part =>
    sorted.startsWith('-') ? { id: sorted.slice(1), descending: true } : { id: sorted, descending: false };
  const sort = form.list.sort.map(part);
  const order = [...sort, { id: 'id', descending: sort.at(-1)?.descending ?? false }];
  const proposals: (readonly Part[])[] = [
    order,
    ...form.list.filters.map((filter) => [part(filter), ...order]),
    ...(form.sharing ? [[part('org'), ...order]] : []),
    ...columns.filter(({ kept }) => kept.target !== undefined).map(({ id }) => [part(id)]),
    form.key.map(part),
    ...form.unique.filter(({ across }) => across === undefined).map(({ fields }) => fields.map(part)),
    ...form.indexes.map((fields) => fields.map(part)),
  ];
  const wanted = proposals
    .map(withoutRepeats)
    .filter((parts) => parts.length > 0 && parts.every(({ id }) => canBeIndexed(known.get(id))))
    .filter((parts) => parts[0]?.id !== 'id');
  return wanted
    .filter(
      (parts, at) =>
        !wanted.some((other, before) => covers(other, parts) && !sameAfter(other, parts, before, at)),
    )
    .map((parts) => ({ columns: parts }));
}

/** Long texts and JSON have no order that an index could keep. */
function canBeIndexed(column: ColumnSpec | undefined): boolean {
  if (!column || column.kept.secret) return false;
  const { type } = column.kept.column;
  return type !== 'json' && (type !== 'text' || column.kept.column.length <= 255);
}

function withoutRepeats(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ id }, at) => parts.findIndex((other) => other.id === id) === at);
}

function covers(longer: readonly Part[], parts: readonly Part[]): boolean {
  return parts.every(
    ({ id, descending }, at) => longer[at]?.id === id && longer[at].descending === descending,
  );
}

/** Of two equal ones the first stays. */
function sameAfter(other: readonly Part[], parts: readonly Part[], before: number, at: number): boolean {
  return other.length === parts.length && before >= at;
}
