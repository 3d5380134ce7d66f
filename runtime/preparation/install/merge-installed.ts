import type { Json } from '../../../metadata/common/json.ts';
import { type Merged, mergeInSteps } from '../../../metadata/merge/merge-packages.ts';
import { type Answers, isOfRecord } from '../../../metadata/merge/question.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { Report } from '../../../metadata/model/layers/report.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { wellFormed } from '../../../metadata/model/structure.ts';
import type { PackageSource, SourceFile } from '../../../metadata/source.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { type Brought, type Carried, emptyManifest, mergePromoted } from './merge-promoted.ts';

export interface MergedPackages {
  readonly merged: Merged;
  /** The packages to publish, and the customer's layer where the merge touches it. */
  readonly packages: readonly Installed[];
  /** The records and values of somebody's own that packages bring. */
  readonly brought: Brought;
  /** By name, as they are installed. */
  readonly before: ReadonlyMap<string, PackageSource>;
  readonly given: ReadonlyMap<string, PackageSource>;
}

interface HowToMerge {
  readonly answers?: Answers | undefined;
  readonly take?: 'theirs' | 'ours' | undefined;
}

/** Merges packages with what is installed and with what the customer said of it. */
export async function mergeInstalled(
  installed: readonly Installed[],
  given: readonly Installed[],
  { answers = {}, take }: HowToMerge,
  carried: Carried = new Map(),
): Promise<MergedPackages> {
  const before = await sourcesOf(installed);
  const next = await sourcesOf(given, before);
  const local = installed.find(({ name }) => name === localPackage);
  const merged = await createSlices().drain(
    mergeInSteps({
      before,
      given: next,
      answers,
      remembered: local?.answers ?? {},
      ...(take && { take }),
    }),
  );
  const packages = given.map((one) => {
    const kept = merged.kept.get(one.name);
    return kept ? { ...one, dropped: kept } : one;
  });
  const answered = { ...merged.answers, ...aboutRecords(answers) };
  const changed = merged.isLocalChanged || !sameAnswers(answered, local?.answers ?? {});
  const stands = changed ? localWith(local, { ...merged, answers: answered }) : local;
  const promoted = mergePromoted(stands, carried, { answers, take });
  const { local: becomes } = promoted;
  const isOther = changed || promoted.isChanged;
  const brought = promoted.isChanged && becomes ? await sourcesOf([becomes]) : [];
  return {
    merged: {
      ...merged,
      questions: [...merged.questions, ...promoted.questions],
      notices: [...merged.notices, ...promoted.notices],
      answers: { ...merged.answers, ...promoted.answers },
    },
    brought: promoted.brought,
    packages: isOther && becomes ? [...packages, becomes] : packages,
    before: byName(before),
    given: byName([...next, ...brought]),
  };
}

/** Answers the decisions about records: no layer speaks of them, and whoever loads a record looks them up. */
function aboutRecords(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => isOfRecord(id)));
}

function sameAnswers(a: Answers, b: Answers): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function byName(sources: readonly PackageSource[]): ReadonlyMap<string, PackageSource> {
  return new Map(sources.map((source) => [source.manifest.name, source]));
}

/**
 * Without files that do not have the shape of their kind: the compile tells of those. One that had it before stands as it
 * was, since nobody left out what is in it.
 */
async function sourcesOf(
  all: readonly Installed[],
  before: readonly PackageSource[] = [],
): Promise<readonly PackageSource[]> {
  const read: PackageSource[] = [];
  const slices = createSlices();
  for (const { files, dropped } of all) {
    const { source } = readSourceFiles(files);
    if (source) read.push(dropped ? { ...source, dropped } : source);
    await slices.breathe();
  }
  const report = new Report();
  const { packages } = await slices.drain(wellFormed(read, report));
  if (!report.failed) return packages;
  return packages.map((source) => {
    const { name } = source.manifest;
    const flawed = new Set(
      report.issues.flatMap((issue) => (issue.package === name ? (issue.file ?? []) : [])),
    );
    const former = before.find(({ manifest }) => manifest.name === name);
    return former && flawed.size > 0 ? withFormer(source, former, flawed) : source;
  });
}

function withFormer(
  source: PackageSource,
  former: PackageSource,
  flawed: ReadonlySet<string>,
): PackageSource {
  const also = <T>(now: readonly SourceFile<T>[] = [], then: readonly SourceFile<T>[] = []) => {
    const there = new Set(now.map(({ file }) => file));
    return [...now, ...then.filter(({ file }) => flawed.has(file) && !there.has(file))];
  };
  return {
    ...source,
    forms: also(source.forms, former.forms),
    extensions: also(source.extensions, former.extensions),
    params: also(source.params, former.params),
    data: also(source.data, former.data),
    cases: also(source.cases, former.cases),
    prints: also(source.prints, former.prints),
    templates: also(source.templates, former.templates),
    migrations: also(source.migrations, former.migrations),
    messages: also(source.messages, former.messages),
  };
}

/** The customer's layer with what the merge made of what it says; files that the merge does not know stay. */
function localWith(local: Installed | undefined, { local: source, answers }: Merged): Installed {
  const files = new Map(local?.files);
  if (source) {
    for (const path of files.keys()) if (/^(extensions|params)\//.test(path)) files.delete(path);
    if (!local) files.set('package.json', source.manifest);
    for (const { file, content } of [...source.extensions, ...source.params])
      files.set(file, content as Json);
  } else if (!local) files.set('package.json', emptyManifest);
  return { name: localPackage, version: local?.version ?? '1.0.0', files, answers };
}
