import { formerTextsOf } from '../../../metadata/former-values.ts';
import type { FieldSet, Form, Model } from '../../../metadata/model.ts';
import { seenBy } from '../../../rules/sharing/seen-by.ts';
import { columnContent } from './column-content.ts';
import {
  type ColumnSpec,
  entryColumns,
  freeName,
  type IndexSpec,
  physicalName,
  recordColumns,
  type SystemColumn,
  type TableSpec,
} from './table-spec.ts';

/** The tables of a model: one a form, one each of its entries and their sub-entries. */
export function desired(model: Model): readonly TableSpec[] {
  return [...model.formsById.values()].flatMap(tablesOfForm);
}

const known = new WeakMap<Form, readonly TableSpec[]>();

/** Those of one form; a form that a publish leaves alone stays the very same, and so do these. */
export function tablesOfForm(form: Form): readonly TableSpec[] {
  const specs = known.get(form) ?? madeOf(form);
  known.set(form, specs);
  return specs;
}

function madeOf(form: Form): readonly TableSpec[] {
  const columns = columnsOf(form, form.id, recordColumns(form));
  const own: TableSpec = {
    path: form.id,
    label: form.label,
    form: form.id,
    ...(form.kind === 'platform' ? {} : { seen: seenBy(form) }),
    name: physicalName(form.id),
    columns,
    indexes: desiredIndexes(form, columns),
  };
  return [own, ...entriesTables(form, form, form.id, false)];
}

function entriesTables(form: Form, shape: FieldSet, above: string, nested: boolean): readonly TableSpec[] {
  return shape.entries.flatMap((field) => {
    if (!field.rows) return [];
    const path = `${above}/${field.id}`;
    const columns = columnsOf(field.rows, path, entryColumns(nested));
    const own: TableSpec = {
      path,
      label: field.label,
      form: form.id,
      // in lower case, which is what some servers make of table names
      name: physicalName(path.replaceAll('/', '__')).toLowerCase(),
      columns,
      indexes: [rowsInOrder, ...references(columns)],
      ...(field.dropped ? { dropped: true } : {}),
    };
    return [own, ...entriesTables(form, field.rows, path, true)];
  });
}

const rowsInOrder: IndexSpec = {
  columns: ['record', 'seq'].map((id) => ({ id, descending: false })),
};

function references(columns: readonly ColumnSpec[]): readonly IndexSpec[] {
  return columns
    .filter(({ kept }) => refers(kept) && kept.column.type !== 'json')
    .map(({ id }) => ({ columns: [{ id, descending: false }] }));
}

/** Whether its values are records on which something hangs. */
function refers({ target, targets, carried }: ColumnSpec['kept']): boolean {
  return (target !== undefined || targets !== undefined) && !carried;
}

function columnsOf(shape: FieldSet, above: string, system: readonly SystemColumn[]): readonly ColumnSpec[] {
  const taken = new Set<string>();
  const take = (name: string) => {
    const free = freeName(name, taken);
    taken.add(free.toLowerCase());
    return free;
  };
  const own = system.map(([id, column]) => ({
    path: `${above}/$${id}`,
    label: { zh: id, en: id },
    id,
    name: take(id),
    kept: { column },
    system: true,
  }));
  const fields = shape.fields.flatMap((field) => {
    const kept = columnContent(field);
    return kept
      ? [
          {
            path: `${above}/${field.id}`,
            label: field.label,
            id: field.id,
            name: take(physicalName(field.id)),
            kept,
            system: false,
            ...(field.emptiesUnfit ? { empties: field.emptiesUnfit } : {}),
            ...(formerTextsOf(field) ? { words: true as const } : {}),
            ...(field.dropped ? { dropped: true } : {}),
          },
        ]
      : [];
  });
  return [...own, ...fields];
}

type Part = IndexSpec['columns'][number];

/**
 * Answers the indexes of a form, most needed first, as a table has room for some only: those it is found by (natural
 * key, number, unique rules), those its package declares, those of its own list (its order, that order within an
 * organisation and within each quick filter), and those of its references. Ties are broken by id, in the direction of
 * the last sort column, so that an index answers a whole page in order.
 */
function desiredIndexes(form: Form, columns: readonly ColumnSpec[]): readonly IndexSpec[] {
  const known = new Map(columns.map((column) => [column.id, column]));
  const part = (sorted: string): Part =>
    sorted.startsWith('-') ? { id: sorted.slice(1), descending: true } : { id: sorted, descending: false };
  const sort = form.list.sort.map(part);
  const order = [...sort, { id: 'id', descending: sort.at(-1)?.descending ?? false }];
  const proposals: (readonly Part[])[] = [
    form.key.map(part),
    ...(form.number ? [[part(form.number.id)]] : []),
    ...form.unique.filter(({ across }) => across === undefined).map(({ fields }) => fields.map(part)),
    ...form.indexes.map((fields) => fields.map(part)),
    order,
    ...(form.sharing ? [[part('org'), ...order]] : []),
    ...form.list.filters.map((filter) => [part(filter), ...order]),
    ...columns.filter(({ kept }) => refers(kept)).map(({ id }) => [part(id)]),
  ];
  const wanted = proposals
    .map(withoutRepeats)
    .filter((parts) => parts.length > 0 && parts.every(({ id }) => canBeIndexed(known.get(id)?.kept)))
    .filter((parts) => parts[0]?.id !== 'id');
  return withoutCovered(wanted).map((parts) => ({ columns: parts }));
}

/** Long texts and JSON have no order that an index could keep. */
function canBeIndexed(kept: ColumnSpec['kept'] | undefined): boolean {
  if (!kept || kept.secret) return false;
  const { type } = kept.column;
  return type !== 'json' && (type !== 'text' || kept.column.length <= 255);
}

function withoutRepeats(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ id }, at) => parts.findIndex((other) => other.id === id) === at);
}

/** One that begins like another takes its place, and is as needed as the most needed of those it stands for. */
function withoutCovered(wanted: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  const longest = wanted.map((parts) =>
    wanted.reduce(
      (best, other) => (other.length > best.length && covers(other, parts) ? other : best),
      parts,
    ),
  );
  return longest.filter((parts, at) => longest.findIndex((other) => isSame(other, parts)) === at);
}

function covers(longer: readonly Part[], parts: readonly Part[]): boolean {
  return parts.every(
    ({ id, descending }, at) => longer[at]?.id === id && longer[at].descending === descending,
  );
}

function isSame(one: readonly Part[], other: readonly Part[]): boolean {
  return one.length === other.length && covers(one, other);
}
