import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import type { Model } from '../../../metadata/model.ts';
import type { DataRecord } from '../../../metadata/source.ts';
import type { ShipmentContent } from '../../storage/store/record/shipment.ts';
import { rootOrg } from '../../storage/store/shipped/shipment-body.ts';

/** A record when its turn comes: what it points at is there, but for those that point back. */
export interface Ordered {
  readonly item: DataItem;
  /** Fields to be written in a second round: records that point at each other cannot both come first. */
  readonly late: readonly string[];
}

/**
 * Records after what they refer to, and after the organisations they are for; else as the packages list them. Those
 * that are here already can be pointed at whenever.
 */
export function orderData(
  items: readonly DataItem[],
  model: Model,
  isHere: (item: DataItem) => boolean,
): readonly Ordered[] {
  const byNumber = new Map<string, DataItem>();
  for (const item of items) {
    const number = item.record.values[model.formsById.get(item.form)?.number?.id ?? ''];
    if (typeof number === 'string') byNumber.set(placeOf(item.form, number), item);
  }
  const ordered: Ordered[] = [];
  const entered = new Set<DataItem>();
  const left = new Set<DataItem>();

  function visit(item: DataItem): void {
    entered.add(item);
    const late = new Set<string>();
    for (const { field, place } of needs(item, model)) {
      const other = byNumber.get(place);
      if (!other || left.has(other)) continue;
      if (!entered.has(other)) visit(other);
      else if (field !== null && !isHere(other)) late.add(field);
    }
    left.add(item);
    ordered.push({ item, late: [...late] });
  }
  for (const item of items) if (!entered.has(item)) visit(item);
  return ordered;
}

interface Need {
  /** Id of the record's own field; null: not by a field. */
  readonly field: string | null;
  readonly place: string;
}

function* needs({ form, org, record }: DataItem, model: Model): Generator<Need> {
  for (const number of [org, ...(record.assigned ?? [])])
    yield { field: null, place: placeOf('organisation', number) };
  const shape = model.formsById.get(form);
  for (const field of shape?.fields ?? [])
    for (const place of named(shape, { [field.id]: record.values[field.id] ?? null }))
      yield { field: field.id, place };
}

/** Every record that values name by number. */
function* named(shape: FieldSet | undefined, values: JsonObject): Generator<string> {
  for (const [id, value] of Object.entries(values)) {
    const field = shape?.byId.get(id);
    const list: readonly Json[] = Array.isArray(value) ? value : [value];
    if (field?.rows) for (const row of list) if (isObject(row)) yield* named(field.rows, row);
    for (const one of list) {
      const said = field?.targets && saidOf(field, one);
      if (said) yield placeOf(said.form, said.number);
      const target = field?.target;
      if (target === undefined) continue;
      const number = isObject(one) ? one['number'] : one;
      if (typeof number === 'string') yield placeOf(target, number);
    }
  }
}

/** A record of one of several forms, by number. */
function saidOf(field: Field, value: Json): { readonly form: string; readonly number: string } | undefined {
  const read = value === null ? undefined : field.kind.read(value, field);
  return read?.ok && isObject(read.value) ? (read.value as never) : undefined;
}

function placeOf(form: string, number: string): string {
  return `${form} ${number}`;
}

/** A record of a package with its place in it. */
export interface DataItem {
  readonly package: string;
  readonly file: string;
  /** `/records/3`. */
  readonly pointer: string;
  readonly form: string;
  readonly set: string | null;
  readonly key: string;
  readonly org: string;
  readonly record: DataRecord;
}

export function dataItems(data: Model['data']): readonly DataItem[] {
  return data.flatMap(({ package: owner, file, content }) =>
    content.records.map((record, at) => ({
      package: owner,
      file,
      pointer: `/records/${at}`,
      form: content.form,
      set: content.set ?? null,
      key: record.key,
      org: record.org ?? rootOrg,
      record,
    })),
  );
}

/** Answers the content of a record, without some of its fields. */
export function contentOf({ set, record }: DataItem, without: readonly string[]): ShipmentContent {
  const values = Object.entries(record.values).filter(([id]) => !without.includes(id));
  return {
    set,
    values: Object.fromEntries(values),
    sharing: record.sharing ?? null,
    enabled: record.enabled ?? true,
    assigned: record.assigned ?? [],
  };
}
