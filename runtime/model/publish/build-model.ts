import { createHash, hash } from 'node:crypto';
import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { loadPatterns, type Patterns } from '../../../metadata/common/pattern.ts';
import { type Compiled, compileInSteps } from '../../../metadata/model/compile.ts';
import type { CompileMemory } from '../../../metadata/model/forms/compiled-forms.ts';
import { deepFreeze } from '../../../metadata/model/freeze.ts';
import { isMigrationFile } from '../../../metadata/model/layers/migration-file.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { judgeForms, type Sound } from '../../../rules/behaviour/judge-forms.ts';
import { compiledFor, type Edition } from '../../common/edition.ts';
import { createSlices, type Slices } from '../../common/time-slices.ts';
import type { Installed } from '../packages/package-store.ts';

/**
 * The models that were built last, by their sources: a model that is planned, published and taken into service is built
 * once.
 */
const built = new Map<string, Promise<Compiled>>();
const mostBuilt = 2;
/** Files of the last model, by their text: the same text is the same object, which was judged already. */
let files: ReadonlyMap<string, Json> = new Map();
/** Forms of the last model that was built, and for whom: those that nothing changed are taken over. */
let remembered = { edition: '', memory: emptyMemory() };
/** Forms that need not be judged again. */
const sound: Sound = new Set();

/** Packages → model: their layout, their structure, then every condition in them; all issues in one list. */
export async function buildModel(
  installed: readonly Installed[],
  edition: Edition,
  newcomers: readonly string[] = [],
): Promise<Compiled> {
  const slices = createSlices();
  const { key, known } = await recognised(installed, [editionKey(edition), ...newcomers].join('\n'), slices);
  const before = built.get(key);
  if (before) return before;
  const building = build(known, { edition, newcomers: new Set(newcomers) }, slices);
  built.set(key, building);
  building.catch(() => built.delete(key));
  for (const [oldest] of built) {
    if (built.size <= mostBuilt) break;
    built.delete(oldest);
  }
  return building;
}

interface BuildOptions {
  readonly edition: Edition;
  readonly newcomers: ReadonlySet<string>;
}

async function build(
  installed: readonly Installed[],
  { edition, newcomers }: BuildOptions,
  slices: Slices,
): Promise<Compiled> {
  const read: ({ readonly name: string } & Pick<Installed, 'dropped'> &
    ReturnType<typeof readSourceFiles>)[] = [];
  for (const { name, files: own, dropped } of installed) {
    read.push({ name, ...(dropped ? { dropped } : {}), ...readSourceFiles(own, edition.version) });
    await slices.breathe();
  }
  const issues: Issue[] = read.flatMap(({ name, issues: found }) =>
    found.map((issue) => ({ ...issue, package: issue.package ?? name })),
  );
  const unfit = issues.filter(({ code }) => code === 'server-version');
  if (unfit.length > 0) return { issues: unfit, layers: new Map() };
  if (installed.some(({ files: own }) => [...own].some(splitsByPattern))) await loadPatterns();
  const judge = judgeForms(sound, await patternsFor(installed, slices));
  const {
    issues: found,
    model,
    layers,
  } = await slices.drain(
    compileInSteps(
      read.flatMap(({ source, dropped }) => (source ? [dropped ? { ...source, dropped } : source] : [])),
      { ...compiledFor(edition), newcomers, judge, memory: memoryFor(edition) },
    ),
  );
  append(issues, found);
  const failed = issues.some(({ severity }) => severity === 'error');
  return model && !failed ? { model, issues, layers } : { issues, layers };
}

const editionKey = ({ version, domains }: Edition) => [version, ...domains.map(({ name }) => name)].join(' ');

function emptyMemory(): CompileMemory {
  return { forms: new Map() };
}

function memoryFor(edition: Edition): CompileMemory {
  const name = editionKey(edition);
  if (remembered.edition !== name) remembered = { edition: name, memory: emptyMemory() };
  return remembered.memory;
}

/** The same packages with files that are known, where they are, and what all of them say together. */
async function recognised(
  installed: readonly Installed[],
  about: string,
  slices: Slices,
): Promise<{ readonly key: string; readonly known: readonly Installed[] }> {
  const whole = createHash('sha256').update(about);
  const kept = new Map<string, Json>();
  const known: Installed[] = [];
  for (const each of inOrder(installed)) {
    whole.update(JSON.stringify([each.name, each.version, each.dropped?.length ?? null]));
    for (const one of each.dropped ?? []) {
      whole.update(JSON.stringify(one));
      await slices.breathe();
    }
    const own = new Map<string, Json>();
    for (const [path, content] of each.files) {
      const text = digestOf(content);
      const same =
        files.get(text) ?? (Object.isFrozen(content) ? content : deepFreeze(structuredClone(content)));
      whole.update(path).update(text);
      kept.set(text, same);
      own.set(path, same);
      await slices.breathe();
    }
    known.push({ ...each, files: own });
  }
  files = kept;
  return { key: whole.digest('base64url'), known };
}

/** Of frozen files, which say the same for ever. */
const digests = new WeakMap<object, string>();

function digestOf(content: Json): string {
  if (typeof content !== 'object' || content === null || !Object.isFrozen(content))
    return hash('sha256', JSON.stringify(content), 'base64url');
  const digest = digests.get(content) ?? hash('sha256', JSON.stringify(content), 'base64url');
  digests.set(content, digest);
  return digest;
}

/** Sorts packages by name: whoever comes first makes no difference to the model. */
function inOrder(installed: readonly Installed[]): readonly Installed[] {
  return [...installed].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Steps are read wherever stored versions are, where nobody can wait for the library. */
function splitsByPattern([path, content]: readonly [string, Json]): boolean {
  return isMigrationFile(path) && JSON.stringify(content).includes('"pattern"');
}

/** The pattern library is large: loaded only where a package matches by pattern. */
async function patternsFor(installed: readonly Installed[], slices: Slices): Promise<Patterns | undefined> {
  for (const { files: own } of installed)
    for (const content of own.values()) {
      if (JSON.stringify(content).includes('"matches"')) return await loadPatterns();
      await slices.breathe();
    }
  return undefined;
}
