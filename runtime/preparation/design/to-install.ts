import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import { comparePackages, leastStep } from '../../../metadata/diff/compare-packages.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { nextVersion } from '../../../metadata/model/layers/versions.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Folded } from './fold.ts';
import type { Ground } from './layers.ts';

/** Answers the layers of a design as packages that are installed like others. */
export function toInstall({ layers }: Folded, ground: Ground): readonly Installed[] {
  return [...layers].flatMap(([layer, files]) => {
    const before = ground.installed.find(({ name }) => name === layer);
    if (before && isSame(before.files, files)) return [];
    const next = installedFrom(layer === localPackage ? files : withVersion(before, files));
    return [{ ...next, ...(before?.answers && { answers: before.answers }) }];
  });
}

export function isSame(a: LayerFiles, b: LayerFiles): boolean {
  return sameData(Object.fromEntries(a), Object.fromEntries(b));
}

/** Gives a package that says no new version the least that its changes ask for. */
function withVersion(before: Installed | undefined, files: LayerFiles): LayerFiles {
  const manifest = files.get('package.json');
  if (!before || !isObject(manifest) || manifest['version'] !== before.version) return files;
  const [was, is] = [readSourceFiles(before.files).source, readSourceFiles(files).source];
  if (!was || !is) return files;
  const step = leastStep(comparePackages(was, is), before.version);
  const version = nextVersion(before.version, step === 'none' ? 'patch' : step);
  return new Map<string, Json>([...files, ['package.json', { ...manifest, version }]]);
}
