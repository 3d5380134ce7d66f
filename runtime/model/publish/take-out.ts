import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { mergeLayers } from '../../../metadata/merge/merge-layers.ts';
import { isMigrationFile } from '../../../metadata/model/layers/migration-file.ts';
import type { Installed } from '../packages/package-store.ts';
import { signedWith } from '../packages/signature.ts';

/** What a publish made of a package: as it stood before and after it. */
interface Made {
  readonly before: Installed;
  readonly after: Installed;
}

/**
 * The package without what a publish made of it, though later ones changed other parts; undefined: one of them changed
 * the same, or the package is signed and holds as a whole alone. What later publishes have is kept, its version too.
 */
export function takeOut({ before, after }: Made, now: Installed): Installed | undefined {
  if ([before, after, now].some((one) => signedWith(one) !== undefined)) return undefined;
  const of = ({ files }: Installed) => mergedFiles(files, now.version);
  const { files, questions } = mergeLayers({
    base: of(after),
    theirs: of(before),
    ours: of(now),
    package: now.name,
    layer: now.name,
  });
  if (questions.length > 0) return undefined;
  return { ...now, files: new Map([...files, ...stepsLeft({ before, after }, now)]) };
}

/** All but the files of steps, at one version, which each publish raises. */
function mergedFiles(files: Installed['files'], version: string): ReadonlyMap<string, Json> {
  const all = [...files].filter(([path]) => !isMigrationFile(path));
  return new Map(
    all.map(([path, content]) => [
      path,
      path === 'package.json' && isObject(content) ? { ...content, version } : content,
    ]),
  );
}

/** Steps have no names: those that the publish brought go, one for one; what it dropped was done, and stays so. */
function stepsLeft({ before, after }: Made, now: Installed): readonly (readonly [string, Json])[] {
  return [...now.files].flatMap(([path, content]): readonly (readonly [string, Json])[] => {
    if (!isMigrationFile(path) || !isObject(content)) return [];
    const known = [...stepsIn(before.files.get(path))];
    const brought = stepsIn(after.files.get(path)).filter((step) => !takeFrom(known, step));
    const left = stepsIn(content).filter((step) => !takeFrom(brought, step));
    return left.length === 0 ? [] : [[path, { ...content, steps: left }]];
  });
}

function stepsIn(content: Json | undefined): Json[] {
  const steps = isObject(content) ? content['steps'] : undefined;
  return Array.isArray(steps) ? [...(steps as readonly Json[])] : [];
}

/** Takes one that says the same out of a list; whether there was one. */
function takeFrom(list: Json[], step: Json): boolean {
  const at = list.findIndex((one) => sameData(one, step));
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}
