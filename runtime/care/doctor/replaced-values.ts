import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../metadata/common/json.ts';
import type { Connection } from '../../database/database.ts';

/** Tells whether a value of a record comes of a publish, or of its undo: no version says it. Paths are those of columns. */
export type OfPublish = (path: string, value: Json) => boolean;

/** What publishes noted of a record: values as they were, and as they became. */
export async function valuesOfPublishes(reader: Connection, record: string): Promise<OfPublish> {
  const rows = await reader.all<{ path: string; was: string; became: string }>(
    'SELECT path, was, became FROM gj_replaced WHERE record = ?',
    [record],
  );
  const noted = Map.groupBy(
    rows.flatMap(({ path, was, became }) =>
      [was, became].map((text) => ({ path, value: JSON.parse(text) as Json })),
    ),
    ({ path }) => path,
  );
  return (path, value) => noted.get(path)?.some((one) => isDeepStrictEqual(one.value, value)) ?? false;
}
