import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../metadata/json.ts';
import type { Shape } from '../../metadata/model.ts';
import type { Layout } from '../store/record/layout.ts';
import { fillRow, rowsOf, type Stored, type StoredRow } from '../store/record/stored.ts';
import { keptBy } from '../tables/kept-by.ts';
import type { Vault } from '../vault.ts';

/** The paths in which two states of a record differ; what one of them does not know is left out. */
export function differingPaths(
  layout: Layout,
  shape: Shape,
  now: Stored,
  then: Stored,
  vault: Vault | null,
): readonly string[] {
  const system = layout.columns
    .filter(({ id }) => !shape.fields.some((field) => field.id === id))
    .filter(({ id }) => then[id] !== undefined && !isDeepStrictEqual(now[id], then[id]))
    .map(({ id }) => id);
  return [...system, ...differing(shape, now, then, vault)];
}

function differing(shape: Shape, now: StoredRow, then: StoredRow, vault: Vault | null): readonly string[] {
  return shape.fields.flatMap((field): readonly string[] => {
    const [here, there] = [now[field.id], then[field.id]];
    if (here === undefined || there === undefined) return [];
    if (field.rows) {
      const [rows, former] = [rowsOf(here), rowsOf(there)];
      if (rows.length !== former.length) return [field.name];
      const inner = field.rows;
      const parts = rows.flatMap((row, at) => {
        const other = former[at];
        if (other?.id !== row.id) return [field.name];
        return differing(inner, row, other, vault).map((path) => `${field.name}.${path}`);
      });
      return [...new Set(parts)];
    }
    if (isDeepStrictEqual(here, there)) return [];
    return keptBy(field)?.secret && sameSecret(here, there, vault) ? [] : [field.name];
  });
}

/** Sealed twice it is not the same text; without the key nobody knows. */
function sameSecret(a: Json, b: Json, vault: Vault | null): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  try {
    return vault === null || vault.open(a) === vault.open(b);
  } catch {
    return false;
  }
}

/** A version with every field that there is. */
export function whole(shape: Shape, stored: Stored): Stored {
  const copy = structuredClone(stored);
  fillRow(copy, shape);
  return copy;
}
