import { fitsRange, isNewerVersion, isRange } from '../model/layers/versions.ts';
import type { Manifest } from '../source.ts';

type Needing = Pick<Manifest, 'name' | 'version' | 'peerDependencies'>;

/** A need that is not met: which package wants what of whom, and what there is of it. */
export interface Unmet {
  readonly package: string;
  readonly version: string;
  readonly needs: string;
  readonly range: string;
  /** The version that would be installed; null: none. */
  readonly found: string | null;
}

export interface Resolved {
  /** Of what is offered, by its place in the list: one version of each name. */
  readonly chosen: readonly number[];
  /** The needs that stand in the way; none: everybody has what he needs. */
  readonly unmet: readonly Unmet[];
}

/** Combinations of offered versions that are looked at before the newest of each are taken as they are. */
const mostTries = 5_000;

/**
 * Of what is offered the newest versions that fit each other and what is installed, where several versions of one
 * package are offered; what nobody offers stays as it is installed.
 */
export function resolveNeeds(offered: readonly Needing[], installed: readonly Needing[]): Resolved {
  const byName = Map.groupBy(
    offered.map((one, at) => ({ one, at })),
    ({ one }) => one.name,
  );
  const choices = [...byName.values()].map((all) =>
    all.toSorted((a, b) => (isNewerVersion(a.one.version, b.one.version) ? -1 : 1)),
  );
  const names = new Set(byName.keys());
  const rest = installed.filter(({ name }) => !names.has(name));
  let tries = 0;
  const search = (from: number, taken: readonly (typeof choices)[number][number][]): Resolved | undefined => {
    const level = choices[from];
    if (!level) {
      tries += 1;
      const unmet = unmetAmong([...rest, ...taken.map(({ one }) => one)]);
      return unmet.length === 0 ? { chosen: taken.map(({ at }) => at), unmet } : undefined;
    }
    for (const choice of level) {
      if (tries >= mostTries) return undefined;
      const found = search(from + 1, [...taken, choice]);
      if (found) return found;
    }
    return undefined;
  };
  const solved = search(0, []);
  if (solved) return { ...solved, chosen: solved.chosen.toSorted((a, b) => a - b) };
  const newest = choices.flatMap(([first]) => first ?? []);
  return {
    chosen: newest.map(({ at }) => at).toSorted((a, b) => a - b),
    unmet: unmetAmong([...rest, ...newest.map(({ one }) => one)]),
  };
}

function unmetAmong(all: readonly Needing[]): readonly Unmet[] {
  const versions = new Map(all.map(({ name, version }) => [name, version]));
  return all.flatMap(({ name, version, peerDependencies = {} }) =>
    Object.entries(peerDependencies).flatMap(([needs, range]): Unmet[] => {
      const found = versions.get(needs) ?? null;
      const isMet = found !== null && (!isRange(range) || fitsRange(found, range));
      return isMet ? [] : [{ package: name, version, needs, range, found }];
    }),
  );
}
