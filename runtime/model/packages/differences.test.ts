import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { comparePackages } from '../../../metadata/diff/compare-packages.ts';
import { differenceSentence } from '../../../metadata/diff/release-notes.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { schemaFiles } from '../../../metadata/schema/generate.ts';
import { judge } from '../../../metadata/schema/judge.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import { readPackageFolder, standardPackageFolders } from './read-folder.ts';

type Files = Readonly<Record<string, Json>>;
type Place = readonly string[];

const packages: readonly Files[] = standardPackageFolders().map((folder) =>
  Object.fromEntries(readPackageFolder(folder).files),
);

/** Members that say nothing: where something was read, the schema that editors complete from, and npm's own. */
const silent = new Set(['source', '$schema', 'name', 'version', 'license']);

/** Every place in a file at which something is said. */
function places(value: Json, at: Place): readonly Place[] {
  const inner =
    Array.isArray(value) || isObject(value)
      ? Object.entries(value).flatMap(([step, item]) =>
          silent.has(step) && at.length < 3 ? [] : places(item, [...at, step]),
        )
      : [];
  return at.some((step) => step === 'source') ? [] : [at, ...inner];
}

function without(value: Json, [step, ...rest]: Place): Json {
  if (step === undefined) return value;
  if (Array.isArray(value))
    return value.flatMap((item: Json, i) =>
      String(i) !== step ? [item] : rest.length > 0 ? [without(item, rest)] : [],
    );
  return Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([name, item]) =>
      name !== step ? [[name, item]] : rest.length > 0 ? [[name, without(item, rest)]] : [],
    ),
  );
}

const schemas = schemaFiles();

/** Whether a file fits its schema; compile tells of other mistakes. */
function isSound(file: string, content: Json | undefined): boolean {
  const [folder = ''] = file.split('/');
  const schema = schemas.get(
    `${folder.replace(/^(form|extension|print)s$/, '$1').replace(/\.json$/, '')}.schema.json`,
  );
  return content === undefined || schema === undefined || judge(bare(schema), content).length === 0;
}

function bare({ $schema: _s, $id: _i, $defs: _d, ...schema }: Readonly<Record<string, Json>>) {
  return schema;
}

function sourceOf(files: Files): PackageSource {
  const { source, issues } = readSourceFiles(new Map(Object.entries(files)));
  if (!source) throw new Error(JSON.stringify(issues));
  return source;
}

it('nothing can be left out of a package, or added, that no difference tells of', () => {
  const everywhere = packages.map((files) =>
    Object.entries(files).flatMap(([file, content]) => places(content, [file])),
  );
  const somewhere = fc
    .nat({ max: packages.length - 1 })
    .chain((which) => fc.tuple(fc.constant(which), fc.constantFrom(...(everywhere[which] ?? []))));
  fc.assert(
    fc.property(somewhere, ([which, place]) => {
      const files = packages[which] ?? {};
      const [file = ''] = place;
      const less = without(files, place) as Files;
      if (file === 'package.json' && place.length < 2) return;
      if (!isSound(file, less[file])) return;
      const [before, after] = [sourceOf(files), sourceOf(less)];
      for (const found of [comparePackages(before, after), comparePackages(after, before)]) {
        expect(found.length, place.join('/')).toBeGreaterThan(0);
        for (const one of found)
          for (const language of ['zh', 'en'] as const)
            expect(differenceSentence(one, language)).not.toMatch(/\{\w+\}|undefined/);
      }
    }),
    { numRuns: process.env['GUIJU_LONG'] ? 5000 : 200 },
  );
});

it('a package differs from itself in nothing, in whichever order its members stand', () => {
  const turned = (value: Json): Json =>
    Array.isArray(value)
      ? value.map(turned)
      : isObject(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, item]) => [name, turned(item)]),
          )
        : value;
  for (const files of packages)
    expect(comparePackages(sourceOf(files), sourceOf(turned(files) as Files))).toEqual([]);
});
