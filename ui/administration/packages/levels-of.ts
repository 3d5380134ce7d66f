import type { PackageOutline } from '../../../metadata/contract/packages/installed.ts';
import { localPackage } from './package-data.ts';

/**
 * Gives each package its level above the ground: above all that it needs and extends; the customer's own layer lies
 * above all.
 */
export function levelsOf(packages: readonly PackageOutline[]): ReadonlyMap<string, number> {
  const known = new Map(packages.map((one) => [one.name, one]));
  const levels = new Map<string, number>();
  const levelOf = (name: string, above: readonly string[]): number => {
    const before = levels.get(name);
    if (before !== undefined || above.includes(name)) return before ?? 0;
    const one = known.get(name);
    const needs = one ? [...Object.keys(one.requires), ...(one.layersOn ?? []).map((on) => on.package)] : [];
    const below = needs.filter((need) => known.has(need)).map((need) => levelOf(need, [...above, name]));
    const level = Math.max(-1, ...below) + 1;
    levels.set(name, level);
    return level;
  };
  for (const { name } of packages) if (name !== localPackage) levelOf(name, []);
  if (known.has(localPackage)) levels.set(localPackage, Math.max(-1, ...levels.values()) + 1);
  return levels;
}
