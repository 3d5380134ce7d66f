import type { Physical } from './state.ts';
import type { TableSpec } from './table-spec.ts';

/** What has data and is in the model no more; the uppermost paths alone. */
export function hiddenPaths(specs: readonly TableSpec[], physical: Physical): readonly string[] {
  const wanted = new Set(
    specs.flatMap(({ path, columns }) => [path, ...columns.map((column) => column.path)]),
  );
  const gone = [...physical.tables.keys(), ...physical.live.keys()].filter((path) => !wanted.has(path));
  return gone.filter((path) => !gone.some((above) => path.startsWith(`${above}/`))).sort();
}
