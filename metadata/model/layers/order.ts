import { pointerTo } from '../../common/json.ts';
import { isPackageName, isPrefix } from '../../names.ts';
import type { PackageSource } from '../../source.ts';
import type { Place, Report } from './report.ts';
import { fitsRange, isRange, isVersion } from './versions.ts';

/** The customer's own layer: it comes last and may build on everything. */
export const localPackage = 'local';

export interface Ordered {
  /** Each after those it builds on, else by name; `local` last. */
  readonly packages: readonly PackageSource[];
  /** Tells whether `a` builds on `b`, directly or through others. */
  buildsOn(a: string, b: string): boolean;
}

export function orderPackages(sources: readonly PackageSource[], report: Report): Ordered {
  const byName = new Map<string, PackageSource>();
  for (const source of sources) {
    const { name } = source.manifest;
    checkManifest(source, report);
    if (byName.has(name)) report.error('package-twice', manifestAt(source, '/name'), { name });
    else byName.set(name, source);
  }
  const needs = new Map([...byName].map(([name, source]) => [name, needsOf(source, byName, report)]));
  const packages = sorted(byName, needs, report);
  const reach = new Map<string, ReadonlySet<string>>();
  for (const { manifest } of packages) reach.set(manifest.name, reachable(manifest.name, needs));
  return { packages, buildsOn: (a, b) => a === localPackage || reach.get(a)?.has(b) === true };
}

function needsOf(
  source: PackageSource,
  byName: ReadonlyMap<string, PackageSource>,
  report: Report,
): readonly string[] {
  const found: string[] = [];
  for (const [name, range] of Object.entries(source.manifest.peerDependencies ?? {})) {
    const place = manifestAt(source, pointerTo('peerDependencies', name));
    const installed = byName.get(name);
    if (!isRange(range)) report.error('not-a-range', place, { range });
    else if (!installed) report.error('package-missing', place, { name, range });
    else if (!fitsRange(installed.manifest.version, range)) {
      report.error('package-version', place, { name, range, version: installed.manifest.version });
    }
    if (installed) found.push(name);
  }
  return found;
}

/** Kahn's way: of those whose needs are met, the first by name; what is left over stands in a circle. */
function sorted(
  byName: ReadonlyMap<string, PackageSource>,
  needs: ReadonlyMap<string, readonly string[]>,
  report: Report,
): readonly PackageSource[] {
  const waiting = [...byName.keys()].filter((name) => name !== localPackage).sort();
  const placed = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex((name) => needs.get(name)?.every((need) => placed.has(need)));
    if (next < 0) {
      for (const name of waiting) {
        const source = byName.get(name);
        if (source)
          report.error('package-cycle', manifestAt(source, '/peerDependencies'), { packages: waiting });
        placed.add(name);
      }
      break;
    }
    placed.add(waiting.splice(next, 1)[0] ?? '');
  }
  if (byName.has(localPackage)) placed.add(localPackage);
  return [...placed].flatMap((name) => byName.get(name) ?? []);
}

function reachable(from: string, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const need of needs.get(name) ?? []) {
      if (!found.has(need)) open.push(need);
      found.add(need);
    }
  }
  return found;
}

function checkManifest(source: PackageSource, report: Report): void {
  const { name, version, guiju } = source.manifest;
  if (!isPackageName(name)) report.error('package-name', manifestAt(source, '/name'), { name });
  if (!isVersion(version)) report.error('not-a-version', manifestAt(source, '/version'), { version });
  if (!isPrefix(guiju.prefix))
    report.error('prefix-name', manifestAt(source, '/guiju/prefix'), { prefix: guiju.prefix });
  if (guiju.server !== undefined && !isRange(guiju.server))
    report.error('not-a-range', manifestAt(source, '/guiju/server'), { range: guiju.server });
}

export function manifestAt(source: PackageSource, pointer: string): Place {
  return { package: source.manifest.name, file: 'package.json', pointer };
}
