import type { Model } from '../../metadata/model.ts';
import type { DataRecord } from '../../metadata/source.ts';
import type { ShipmentContent } from '../store/record/shipment.ts';
import { rootOrg } from '../store/shipped/shipment-body.ts';

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

/** What it says, without some of its fields. */
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
