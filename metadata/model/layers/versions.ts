import gt from 'semver/functions/gt.js';
import inc from 'semver/functions/inc.js';
import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';
import validRange from 'semver/ranges/valid.js';
import type { PackageSource } from '../../source.ts';
import type { StepSource } from '../../step-source.ts';
import { type Place, pointed, type Report } from './report.ts';

/** The one door to semver (pure, no Node in it). */
export function isVersion(version: string): boolean {
  return valid(version) === version;
}

export function isRange(range: string): boolean {
  return validRange(range) !== null;
}

export function isNewerVersion(version: string, than: string): boolean {
  return isVersion(version) && isVersion(than) && gt(version, than);
}

/** A pre-release counts as its release: `>=1.0.0` takes 1.1.0-rc.1, or nobody could try one. */
export function fitsRange(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

/**
 * @example
 * nextVersion('1.2.3', 'minor') //=> '1.3.0'
 */
export function nextVersion(version: string, step: 'major' | 'minor' | 'patch'): string {
  return inc(version, step) ?? version;
}

/** A step with where it is written and the version that it belongs to, and whether that is the one that comes now. */
export type Stated<S extends StepSource = StepSource> = S & {
  readonly place: Place;
  readonly to: string;
  readonly isNew: boolean;
};

/** The steps of all packages, those of each in the order of its versions, whatever its files are called. */
export function statedSteps(packages: readonly PackageSource[], report: Report): readonly Stated[] {
  return packages.flatMap((source) => statedBy(source, report));
}

function statedBy({ manifest, migrations = [] }: PackageSource, report: Report): readonly Stated[] {
  return migrations
    .flatMap(({ file, content: { to, steps } }) => {
      const place: Place = { package: manifest.name, file, pointer: '' };
      const sound = isVersion(to) && !isNewerVersion(to, manifest.version);
      if (!sound) report.error('migration-version', pointed(place, '/to'), { to, version: manifest.version });
      const isNew = !isNewerVersion(manifest.version, to);
      return steps.map((step, at) => ({ ...step, to, isNew, place: pointed(place, `/steps/${at}`) }));
    })
    .sort((a, b) => (isNewerVersion(a.to, b.to) ? 1 : isNewerVersion(b.to, a.to) ? -1 : 0));
}
