import type { PackageSource } from '../source.ts';
import type { StepSource } from '../step-source.ts';
import { type Place, pointed, type Report } from './report.ts';
import { isNewerVersion, isVersion } from './versions.ts';

/** A step with where it is written and the version that it belongs to. */
export type Stated<S extends StepSource = StepSource> = S & { readonly place: Place; readonly to: string };

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
      return steps.map((step, at) => ({ ...step, to, place: pointed(place, `/steps/${at}`) }));
    })
    .sort((a, b) => (isNewerVersion(a.to, b.to) ? 1 : isNewerVersion(b.to, a.to) ? -1 : 0));
}
