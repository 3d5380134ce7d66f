import type { OriginRow } from '../../migrations/tables.ts';
import type { Connection } from '../database/database.ts';
import type { LoadedContent, Shipment } from '../store/record/shipment.ts';

/** What became of a record that a package shipped. */
interface Origin {
  readonly record: string;
  readonly loaded: LoadedContent;
  /** Somebody took it away, and it stays away. */
  readonly deleted: boolean;
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
  const rows = await reader.all<OriginRow>(
    'SELECT form, record, package, origin_key, shipped, deleted FROM gj_origin',
  );
  const byKey = new Map<string, Origin>();
  const sets = new Set<string>();
  for (const { form, record, package: owner, origin_key: key, shipped: text, deleted } of rows) {
    const loaded: LoadedContent = JSON.parse(text);
    if (loaded.set !== null) sets.add(loaded.set);
    byKey.set(originKey({ package: owner, form, key }), { record, loaded, deleted: Number(deleted) === 1 });
  }
  return { byKey, sets };
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
