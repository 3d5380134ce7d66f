import type { Reference } from '../../../metadata/record-of.ts';

const pointers = ['blueInvoice', 'invoice', 'pendingInvoice', 'application'] as const;

type Pointing = { readonly id: string } & {
  readonly [Name in (typeof pointers)[number]]?: Reference | null;
};

/** The record itself, then what it points at or is pointed at by, what those point at, and then the others. */
export function nearestFirst<One extends Pointing>(
  records: readonly One[],
  { of, among }: { readonly of: Pointing; readonly among: readonly Pointing[] },
): readonly One[] {
  const near = new Set(pointed(of));
  for (const one of among) if (pointed(one).includes(of.id)) near.add(one.id);
  const next = new Set(among.filter(({ id }) => near.has(id)).flatMap(pointed));
  const far = ({ id }: One) => (id === of.id ? 0 : near.has(id) ? 1 : next.has(id) ? 2 : 3);
  return records.toSorted((a, b) => far(a) - far(b));
}

function pointed(record: Pointing): readonly string[] {
  return pointers.flatMap((name) => record[name]?.id ?? []);
}
