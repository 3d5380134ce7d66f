import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { comparePackages } from '../../../metadata/diff/compare-packages.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Difference } from '../../../metadata/property/difference.ts';
import type { Installed } from '../packages/package-store.ts';
import { formIn, membersIn, promotedFiles, valuesFile } from './promoted-files.ts';

/** A running system, told by numbers and field ids, so that it can be held beside another. */
export interface SystemState {
  readonly packages: readonly Installed[];
  /** Records and values. */
  readonly content: LayerFiles;
}

/** One thing in which they differ; null: there is none on that side. */
export interface Otherwise {
  readonly here: Json;
  readonly there: Json;
}

export interface PackageOtherwise {
  readonly name: string;
  readonly here: string | null;
  readonly there: string | null;
  /** The differences of theirs from ours. */
  readonly differences: readonly Difference[];
}

export interface RecordOtherwise {
  readonly form: string;
  readonly key: string;
  readonly only: 'here' | 'there' | null;
  /** Of a record on both sides: by field id, and what else is said of it. */
  readonly fields: Readonly<Record<string, Otherwise>>;
}

export interface SystemsCompared {
  readonly packages: readonly PackageOtherwise[];
  readonly organisations: readonly RecordOtherwise[];
  readonly params: readonly (Otherwise & { readonly place: string })[];
  readonly records: readonly RecordOtherwise[];
  readonly isSame: boolean;
}

export function compareSystems(here: SystemState, there: SystemState): SystemsCompared {
  const { records: all, params } = compareContent(here.content, there.content);
  const organisations = all.filter(({ form }) => form === 'organisation');
  const records = all.filter(({ form }) => form !== 'organisation');
  const packages = packagesOtherwise(here.packages, there.packages);
  const isSame = packages.length + all.length + params.length === 0;
  return { packages, organisations, params, records, isSame };
}

/** Records and values alone. */
export function compareContent(
  here: LayerFiles,
  there: LayerFiles,
): Pick<SystemsCompared, 'records' | 'params'> {
  const [ours, theirs] = [here, there].map((content) => membersIn(content.get(valuesFile), 'values'));
  const places = [...new Set([...Object.keys(ours ?? {}), ...Object.keys(theirs ?? {})])].sort();
  const params = places
    .map((place) => ({ place, here: ours?.[place] ?? null, there: theirs?.[place] ?? null }))
    .filter((one) => !sameData(one.here, one.there));
  return { records: recordsOtherwise(here, there), params };
}

function packagesOtherwise(
  here: readonly Installed[],
  there: readonly Installed[],
): readonly PackageOtherwise[] {
  // A package that brought something from elsewhere is a vehicle: only its load is compared.
  const [own, other] = [here, there].map((all) => all.filter(saysSomething));
  const names = [...new Set([...(own ?? []), ...(other ?? [])].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const [ours, theirs] = [own, other].map((all) => all?.find((one) => one.name === name));
    const [before, after] = [ours, theirs].map((one) => one && readSourceFiles(one.files).source);
    // A customer's layer has no versions, and is called whatever he likes.
    const isLayer = name === localPackage;
    const aligned = before && after && isLayer ? { ...after, manifest: before.manifest } : after;
    const differences = before && aligned ? comparePackages(before, aligned) : [];
    const sameVersion = isLayer || ours?.version === theirs?.version;
    if (ours && theirs && sameVersion && differences.length === 0) return [];
    return [{ name, here: ours?.version ?? null, there: theirs?.version ?? null, differences }];
  });
}

function saysSomething({ name, files }: Installed): boolean {
  return promotedFiles(files).size === 0 && (name !== localPackage || files.size > 1);
}

function recordsOtherwise(here: LayerFiles, there: LayerFiles): readonly RecordOtherwise[] {
  const paths = [...new Set([...here.keys(), ...there.keys()])].filter((path) => path !== valuesFile).sort();
  return paths.flatMap((path) => {
    const [ours, theirs] = [here.get(path), there.get(path)];
    const form = formIn(ours ?? theirs);
    const [own, other] = [membersIn(ours, 'records'), membersIn(theirs, 'records')];
    return [...new Set([...Object.keys(own), ...Object.keys(other)])]
      .sort()
      .flatMap((key): RecordOtherwise[] => {
        const [a, b] = [own[key], other[key]];
        if (a === undefined || b === undefined)
          return [{ form, key, only: a === undefined ? 'there' : 'here', fields: {} }];
        const fields = fieldsOtherwise(a, b);
        return Object.keys(fields).length === 0 ? [] : [{ form, key, only: null, fields }];
      });
  });
}

function fieldsOtherwise(a: Json, b: Json): Readonly<Record<string, Otherwise>> {
  const [ours, theirs] = [flat(a), flat(b)];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
  return Object.fromEntries(
    names
      .filter((name) => !sameData(ours[name] ?? null, theirs[name] ?? null))
      .map((name) => [name, { here: ours[name] ?? null, there: theirs[name] ?? null }]),
  );
}

/** Values beside what else is said of a record. */
function flat(record: Json): Readonly<Record<string, Json>> {
  if (!isObject(record)) return {};
  const { values, org, ...beside } = record;
  return { $org: org ?? null, ...beside, ...(isObject(values) ? values : {}) };
}
