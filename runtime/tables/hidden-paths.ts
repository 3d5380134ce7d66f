import type { Physical } from './state.ts';
import type { TableSpec } from './table-spec.ts';

/** What has data and is shown no more, since its package leaves it out; the uppermost paths alone. */
export function hiddenPaths(specs: readonly TableSpec[], physical: Physical): readonly string[] {
  const inUse = ({ dropped }: { readonly dropped?: boolean }) => !dropped;
  const wanted = new Set(
    specs
      .filter(inUse)
      .flatMap(({ path, columns }) => [path, ...columns.filter(inUse).map((column) => column.path)]),
  );
  const gone = [...physical.tables.keys(), ...physical.live.keys()].filter((path) => !wanted.has(path));
  return gone.filter((path) => !gone.some((above) => path.startsWith(`${above}/`))).sort();
}
