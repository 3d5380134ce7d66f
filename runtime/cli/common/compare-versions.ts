import { comparePackages, leastStep, type Step } from '../../../metadata/diff/compare-packages.ts';
import { isNewerVersion, nextVersion } from '../../../metadata/model/layers/versions.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { type Difference, meaningOf } from '../../../metadata/property/difference.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import type { Installed } from '../../model/packages/package-store.ts';

/** The differences between two versions of a package, and whether the later one says so by its number. */
export interface Compared {
  readonly name: string;
  readonly versions: readonly [before: string, after: string];
  readonly differences: readonly Difference[];
  readonly step: Step;
  /** The least version that tells of it. */
  readonly least: string;
  readonly isEnough: boolean;
}

export function compareVersions(before: Installed, after: Installed): Compared {
  const differences = comparePackages(sourceOf(before), sourceOf(after));
  const step = leastStep(differences, before.version);
  const least = step === 'none' ? before.version : nextVersion(before.version, step);
  return {
    name: after.name,
    versions: [before.version, after.version],
    differences,
    step,
    least,
    isEnough: !isNewerVersion(least, after.version),
  };
}

/** Of what was judged already: whoever gives one that is none was told. */
function sourceOf({ files }: Installed): PackageSource {
  const { source } = readSourceFiles(files);
  if (!source) throw new Error('not a package');
  return source;
}

/** For programs: each difference with its grade and whom it concerns. */
export function described(differences: readonly Difference[]) {
  return differences.map((one) => ({ ...one, ...meaningOf(one) }));
}
