import { append } from '../../../metadata/common/append.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { compareInSteps } from '../../../metadata/diff/compare-packages.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Difference } from '../../../metadata/property/difference.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { installedThen, saysUninstalled, sourcesOf } from './former-sources.ts';
import { labelBelow } from './label-below.ts';
import { aroundPublish, type PublishedFiles } from './publishes.ts';

/** The differences that one publish made in a package. */
export interface SaidOtherwise {
  readonly package: string;
  readonly differences: readonly Difference[];
  /** The labels of its own forms, then and before, by their ids. */
  readonly forms: ReadonlyMap<string, Label>;
  /** By the ids of forms the package that they moved to in the same publish, or came back from. */
  readonly moved: ReadonlyMap<string, Label>;
  /** What packages below call what it calls otherwise for the first time, by `labelKey`. */
  readonly below: ReadonlyMap<string, Label>;
}

/** Names the label of something of a form: by the form's id and the label's target. */
export function labelKey(form: string, target: string): string {
  return `${form} ${target}`;
}

const platform = 'platform';
/** What is told of a package that is new: its forms, and what it adds to those of others. */
const brought = /^(form|field|param)-added/;

/**
 * Reads the differences that a publish made in packages. A package that went has none to be told, but for the customer's
 * own layer; of one that came what it brings is told.
 */
export async function readSaidOtherwise(
  reader: Connection,
  revision: number,
): Promise<readonly SaidOtherwise[]> {
  const { drain } = createSlices();
  const found: SaidOtherwise[] = [];
  const around = await aroundPublish(reader, revision);
  // Forms move between the customer's layer and a package: where the layer stays as it is, nobody asks.
  const isOfLayer = around.some(({ then }) => then.package === localPackage);
  const moved = await formsOfOthers(
    reader,
    around.flatMap(({ then, before }) => {
      if (!isOfLayer || then.package === localPackage) return [];
      if (saysUninstalled(then.files)) return before ?? [];
      return before === null ? then : [onlyIn(then, before), onlyIn(before, then)];
    }),
  );
  // What a server begins with needs no telling.
  const isFirst = around.some(({ then, before }) => then.package === platform && before === null);
  for (const { then, before } of around) {
    const holds = !saysUninstalled(then.files);
    const isLocal = then.package === localPackage;
    if (!isLocal && (!holds || (before === null && isFirst))) continue;
    const [was, is] = await bothSources(reader, before ?? nothing(then), holds ? then : nothing(then));
    if (!was || !is) continue;
    const all = await drain(compareInSteps(was, is));
    const differences = isLocal || before ? all : all.filter(({ rule }) => brought.test(rule));
    found.push({
      package: then.package,
      differences,
      moved,
      below: await labelsBelow(reader, revision, then.package, differences),
      forms: new Map(
        [...was.forms, ...is.forms].map(({ content: { id, name, label } }) => [id ?? name, label]),
      ),
    });
  }
  return found;
}

/** What the other packages called what this one calls otherwise from this publish on. */
async function labelsBelow(
  reader: Connection,
  revision: number,
  name: string,
  differences: readonly Difference[],
): Promise<ReadonlyMap<string, Label>> {
  const asked = differences.flatMap(({ place, before, after }) => {
    const [was, is] = [before, after].map((side) => (isObject(side) ? side : {}));
    const targets = 'zh' in (is ?? {}) ? ['label'] : Object.keys(is ?? {});
    const isFirst = (target: string) => (target === 'label' ? !('zh' in (was ?? {})) : was?.[target] == null);
    const fields = [...Object.keys(was ?? {}), ...Object.keys(is ?? {})].flatMap((target) => {
      const [, field] = /^(fields\/[^/]+)\//.exec(target) ?? [];
      return field === undefined ? [] : [`${field}/label`];
    });
    const renamed = targets.filter((target) => /(^|\/)label$/.test(target) && isFirst(target));
    return [...new Set([...renamed, ...fields])].map((target) => ({ form: place, target }));
  });
  if (asked.length === 0) return new Map();
  // What went in the publish is called what it was called before.
  const sources = [await othersThen(reader, revision, name), await othersThen(reader, revision - 1, name)];
  return new Map(
    asked.flatMap(({ form, target }) => {
      const [label] = sources.flatMap((some) => labelBelow(some, form, target) ?? []);
      return label ? [[labelKey(form, target), label] as const] : [];
    }),
  );
}

async function othersThen(
  reader: Connection,
  revision: number,
  name: string,
): Promise<readonly PackageSource[]> {
  return (await installedThen(reader, revision)).flatMap((one) => {
    const { source } = one.name === name ? {} : readSourceFiles(one.files);
    return source ?? [];
  });
}

/** The forms of packages that came or went, with what each package is called. */
async function formsOfOthers(
  reader: Connection,
  rows: readonly PublishedFiles[],
): Promise<ReadonlyMap<string, Label>> {
  const isRead = (file: string) => file === 'package.json' || file.startsWith('forms/');
  const sources = await sourcesOf(
    reader,
    rows.map((row) => {
      const files = JSON.parse(row.files) as Readonly<Record<string, string>>;
      const read = Object.entries(files).filter(([file]) => isRead(file));
      return { ...row, files: JSON.stringify(Object.fromEntries(read)) };
    }),
  );
  return new Map(
    sources.flatMap(({ files }) => {
      const { source } = readSourceFiles(files);
      return source
        ? source.forms.map(({ content: { id, name } }) => [id ?? name, source.manifest.guiju.label] as const)
        : [];
    }),
  );
}

/** The files of one that another does not have, and who it is. */
function onlyIn(one: PublishedFiles, other: PublishedFiles): PublishedFiles {
  const [own, others] = [one, other].map(
    ({ files }) => JSON.parse(files) as Readonly<Record<string, string>>,
  );
  const isAlone = (file: string) => file === 'package.json' || others?.[file] === undefined;
  return {
    ...one,
    files: JSON.stringify(Object.fromEntries(Object.entries(own ?? {}).filter(([file]) => isAlone(file)))),
  };
}

function nothing({ package: name, version }: PublishedFiles): PublishedFiles {
  return { package: name, version, files: '{}' };
}

/** Only of files that are others: what is the same in both says nothing. */
async function bothSources(
  reader: Connection,
  before: PublishedFiles,
  then: PublishedFiles,
): Promise<readonly (PackageSource | undefined)[]> {
  const [was, is] = [before, then].map(({ files }) => JSON.parse(files) as Readonly<Record<string, string>>);
  const isOther = (file: string) => file === 'package.json' || was?.[file] !== is?.[file];
  const less = (files: Readonly<Record<string, string>> = {}) =>
    JSON.stringify(Object.fromEntries(Object.entries(files).filter(([file]) => isOther(file))));
  const sides: Awaited<ReturnType<typeof sourcesOf>>[number][] = [];
  for (const [row, files] of [
    [before, was],
    [then, is],
  ] as const)
    append(sides, await sourcesOf(reader, [{ ...row, files: less(files) }]));
  // Of a layer that was not there, who it is: no more of it is compared.
  const { name, version } = sides[0] ?? { name: '', version: '' };
  const known = sides.find(({ files }) => files.has('package.json'))?.files.get('package.json');
  const guiju = isObject(known) && isObject(known['guiju']) ? known['guiju'] : {};
  const { menu: _, ...who } = guiju;
  const bare: Json = { name, version, guiju: who };
  return sides.map(({ files }) => readSourceFiles(new Map([['package.json', bare], ...files])).source);
}
