import { sameData } from '../common/same-data.ts';
import type { PackageSource } from '../source.ts';
import { type PackagePart, partsOf, withParts } from './package-parts.ts';

/** A part that one package leaves out and another brings as it was. */
export interface PartMove extends PackagePart {
  readonly from: string;
  readonly to: string;
}

export interface Parted {
  readonly moves: readonly PartMove[];
  /** The packages that are compared beside that, without the parts that only move, by name. */
  readonly before: ReadonlyMap<string, PackageSource>;
  readonly after: ReadonlyMap<string, PackageSource>;
}

type Sources = ReadonlyMap<string, PackageSource>;
type Placed = ReadonlyMap<string, { readonly package: string; readonly part: PackagePart }>;

/** Separates the parts that only change their package between two versions of several from what really differs. */
export function partMoves(before: Sources, after: Sources): Parted {
  const [was, is] = [before, after].map(
    (sources) => new Map([...sources].map(([name, one]) => [name, placed(name, one)])),
  );
  const come = new Map([...after.keys()].flatMap((name) => only(is?.get(name), was?.get(name))));
  const gone = [...after.keys()].flatMap((name) => only(was?.get(name), is?.get(name)));
  const moves = gone.flatMap(([key, { package: from, part }]): readonly PartMove[] => {
    const other = come.get(key);
    return other && sameData(other.part.content, part.content)
      ? [{ ...other.part, from, to: other.package }]
      : [];
  });
  if (moves.length === 0) return { moves, before, after };
  const touched = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const without = (sources: Sources, stays: (part: PackagePart, name: string) => boolean) =>
    new Map(
      [...sources].map(([name, source]) => [
        name,
        touched.has(name) ? withParts(source, (part) => stays(part, name)) : source,
      ]),
    );
  const at = (side: 'from' | 'to') => {
    const places = new Set(moves.map((move) => `${move[side]} ${keyOf(move)}`));
    return (part: PackagePart, name: string) => !places.has(`${name} ${keyOf(part)}`);
  };
  return { moves, before: without(before, at('from')), after: without(after, at('to')) };
}

function placed(name: string, source: PackageSource): Placed {
  return new Map(partsOf(source).map((part) => [keyOf(part), { package: name, part }]));
}

function only(some: Placed = new Map(), others: Placed = new Map()) {
  return [...some].filter(([key]) => !others.has(key));
}

function keyOf({ sort, about, name }: PackagePart): string {
  return `${sort} ${about} ${name}`;
}
