import type { DroppedRow, OriginRow } from '../../../migrations/rows/tables.ts';
import type { Connection } from '../../database/database.ts';
import type { LoadedContent, Shipment } from '../../storage/store/record/shipment.ts';

/** The fate of a record that a package shipped. */
export interface Origin {
  readonly form: string;
  readonly package: string;
  readonly key: string;
  readonly record: string;
  readonly loaded: LoadedContent;
  /** It was taken away, and stays away unless its package did it. */
  readonly deleted: boolean;
  /** The fate of it when its package brought it no more. Default: the package does bring it. */
  readonly dropped?: DroppedRow['state'];
}

export interface Origins {
  readonly byKey: Map<string, Origin>;
  /** Names of sets of which something was loaded. */
  readonly sets: ReadonlySet<string>;
}

export function originKey({ package: owner, form, key }: Pick<Shipment, 'package' | 'form' | 'key'>): string {
  return JSON.stringify([owner, form, key]);
}

export async function readOrigins(reader: Connection): Promise<Origins> {
  const rows = await reader.all<OriginRow & { readonly state: DroppedRow['state'] | null }>(
    `SELECT o.form, o.record, o.package, o.origin_key, o.shipped, o.deleted, d.state FROM gj_origin o
     LEFT JOIN gj_dropped d ON d.form = o.form AND d.record = o.record`,
  );
  const byKey = new Map<string, Origin>();
  const sets = new Set<string>();
  for (const { form, record, package: owner, origin_key: key, shipped: text, deleted, state } of rows) {
    const loaded: LoadedContent = JSON.parse(text);
    if (loaded.set !== null) sets.add(loaded.set);
    const origin = { form, package: owner, key, record, loaded, deleted: Number(deleted) === 1 };
    byKey.set(originKey(origin), state === null ? origin : { ...origin, dropped: state });
  }
  return { byKey, sets };
}

/** Ids of the records of a form that packages brought, and that are there. */
export async function broughtRecords(reader: Connection, form: string): Promise<ReadonlySet<string>> {
  const rows = await reader.all<Pick<OriginRow, 'record'>>(
    'SELECT record FROM gj_origin WHERE form = ? AND deleted = 0',
    [form],
  );
  return new Set(rows.map(({ record }) => record));
}

/** The keys alone. */
export async function originKeys(reader: Connection): Promise<ReadonlySet<string>> {
  const rows = await reader.all<Pick<OriginRow, 'package' | 'form' | 'origin_key'>>(
    'SELECT package, form, origin_key FROM gj_origin',
  );
  return new Set(
    rows.map(({ package: owner, form, origin_key: key }) => originKey({ package: owner, form, key })),
  );
}
