import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { NewVersions } from '../../../metadata/contract/design/parts.ts';
import type { NewVersion } from '../../../metadata/contract/design/publish.ts';
import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import { withNotes } from '../../../metadata/design/version-notes.ts';
import { comparePackages, leastStep, worstGrade } from '../../../metadata/diff/compare-packages.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { isNewerVersion, nextVersion } from '../../../metadata/model/layers/versions.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Folded } from './fold.ts';
import type { Ground } from './layers.ts';

/** Answers the layers of a design as packages that are installed like others, those designed here as new versions. */
export function toInstall(folded: Folded, ground: Ground, said: NewVersions = {}): readonly Installed[] {
  return changedLayers(folded, ground).map(({ layer, files, before }) => {
    const next =
      layer === localPackage
        ? installedFrom(files)
        : { ...installedFrom(asVersion(files, before, said[layer])), madeHere: true as const };
    return { ...next, ...(before?.answers && { answers: before.answers }) };
  });
}

/** The packages that get a new version by a design, each with the least that it may be. */
export function newVersions(folded: Folded, ground: Ground): readonly NewVersion[] {
  return changedLayers(folded, ground).flatMap(({ layer, files, before }) => {
    if (layer === localPackage || !before) return [];
    return { package: layer, from: before.version, ...leastOf(files, before) };
  });
}

/** Whether all is with it as it is in force. */
export function changesNothing(made: { readonly folded: Folded; readonly ground: Ground }): boolean {
  return changedLayers(made.folded, made.ground).length === 0;
}

interface ChangedLayer {
  readonly layer: string;
  readonly files: LayerFiles;
  readonly before: Installed | undefined;
}

function changedLayers({ layers }: Folded, { installed }: Ground): readonly ChangedLayer[] {
  return [...layers].flatMap(([layer, files]) => {
    const before = installed.find(({ name }) => name === layer);
    return before && isSame(before.files, files) ? [] : [{ layer, files, before }];
  });
}

export function isSame(a: LayerFiles, b: LayerFiles): boolean {
  return sameData(Object.fromEntries(a), Object.fromEntries(b));
}

/** The version that is wished for, or the least where the design asks for more by now; with what is told of it. */
function asVersion(
  files: LayerFiles,
  before: Installed | undefined,
  { version: wished = '', notes = '' }: NewVersions[string] = {},
): LayerFiles {
  const manifest = files.get('package.json');
  if (!before || !isObject(manifest)) return files;
  const { least } = leastOf(files, before);
  const version = isNewerVersion(wished, least) ? wished : least;
  return withNotes(
    new Map<string, Json>([...files, ['package.json', { ...manifest, version }]]),
    version,
    notes,
  );
}

/** The version that the package says by itself, else the least that its changes ask for, and what does. */
function leastOf(files: LayerFiles, before: Installed): Pick<NewVersion, 'least' | 'asks'> {
  const [was, is] = [readSourceFiles(before.files).source, readSourceFiles(files).source];
  if (!was || !is) return { least: before.version, asks: null };
  const differences = comparePackages(was, is);
  const step = leastStep(differences, before.version);
  const { version: own } = is.manifest;
  const least = own === before.version ? nextVersion(own, step === 'none' ? 'patch' : step) : own;
  return { least, asks: worstGrade(differences) ?? null };
}
