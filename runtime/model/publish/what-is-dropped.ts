import { setTimeout } from 'node:timers/promises';
import { append } from '../../../metadata/common/append.ts';
import { isObject } from '../../../metadata/common/json.ts';
import type { Offered } from '../../../metadata/field.ts';
import type { Compiled } from '../../../metadata/model/compile.ts';
import { sourceOf } from '../../../metadata/model/explain.ts';
import { droppedBy, withoutOffered } from '../../../metadata/model/forms/dropped.ts';
import { fieldAt, type LayeredForm } from '../../../metadata/model/layers/layered.ts';
import type { Field, FieldSet, Form, Model } from '../../../metadata/model.ts';
import type { DroppedSource, ExtensionSource, ParamSource, ParamsSource } from '../../../metadata/source.ts';
import { refusal } from '../../common/refusal.ts';
import { createSlices } from '../../common/time-slices.ts';
import { oldestModel } from '../../storage/tables/nodes.ts';
import { type Installed, readInstalled } from '../packages/package-store.ts';
import { buildModel } from './build-model.ts';
import { type Author, carryOutPublish, type PublishParts } from './carry-out-publish.ts';
import { problemsOf } from './problems-of.ts';
import { isPublishable, publicationHash } from './publication.ts';

const leanedOn = refusal('purge-leaned-on', 409);

/** A node that was not seen for so long is no more. */
const nodeTimeout = 60_000;

/**
 * Publishes a model that no longer remembers what packages left out at a path, so that its data can go; done when
 * every live node serves it. Undefined: no package left anything out there.
 */
export async function forgetDropped(
  parts: PublishParts,
  path: string,
  author: Author,
): Promise<number | undefined> {
  const { database } = parts;
  const forgotten = await withoutDropped(parts, path);
  if (!forgotten) return undefined;
  const { changed, compiled } = forgotten;
  const row = await database.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
  const base = Number(row?.model ?? 0);
  const { model } = compiled;
  const tables = { hash: '', changes: [], mends: 0, issues: [], hidden: [] };
  const publication = {
    base,
    changed,
    leaving: [],
    compiled,
    tables,
    claims: [],
    rewrites: [],
    issues: compiled.issues,
    ...(model ? { hash: await publicationHash(base, model, { changed }, tables) } : {}),
  };
  if (!isPublishable(publication)) throw leanedOn({ path }, problemsOf(compiled.issues));
  const revision = await carryOutPublish(parts, publication, author);
  const until = performance.now() + nodeTimeout;
  while (performance.now() < until) {
    if (((await oldestModel(database, nodeTimeout)) ?? revision) >= revision) break;
    await setTimeout(100);
  }
  return revision;
}

/** Refuses where something that is installed goes on speaking of what would be forgotten: it is named. */
export async function refuseLeanedOn(parts: ForgetParts, path: string): Promise<void> {
  const forgotten = await withoutDropped(parts, path);
  if (forgotten && !forgotten.compiled.model) throw leanedOn({ path }, problemsOf(forgotten.compiled.issues));
}

type ForgetParts = Pick<PublishParts, 'database' | 'edition'>;

/** Answers the installed packages that left out something at a path, without that. Undefined: none did. */
async function withoutDropped({ database, edition }: ForgetParts, path: string) {
  const installed = await readInstalled(database);
  const next = installed.map(({ dropped, ...one }) => {
    const left = (dropped ?? []).filter((each) => !isBelow(each, path));
    return {
      whole: (dropped ?? []).length === left.length,
      one: left.length > 0 ? { ...one, dropped: left } : one,
    };
  });
  const changed = next.filter(({ whole }) => !whole).map(({ one }) => one);
  if (changed.length === 0) return undefined;
  const compiled = await buildModel(
    next.map(({ one, whole }, at) => (whole ? (installed[at] ?? one) : one)),
    edition,
  );
  return { changed, compiled };
}

function isBelow({ form, path, field }: DroppedSource, wanted: string): boolean {
  const own = `${form}/${path.replaceAll('.', '/')}`;
  return field !== undefined && (own === wanted || own.startsWith(`${wanted}/`));
}

/** Gives packages to publish all that they had until now: the compile takes of it what they leave out. */
export async function withFormer(
  given: readonly Installed[],
  before: readonly Installed[],
  former: Model | undefined,
): Promise<readonly Installed[]> {
  const all: Installed[] = [];
  for (const next of given) {
    const known = before.find(({ name }) => name === next.name);
    all.push(known ? await withWhatItHad(next, known, former) : next);
  }
  return all;
}

async function withWhatItHad(
  next: Installed,
  known: Installed,
  former: Model | undefined,
): Promise<Installed> {
  const answers = next.answers ?? known.answers;
  const answered = answers ? { ...next, answers } : next;
  const remembered = new Set((known.dropped ?? []).map((one) => JSON.stringify(one)));
  const leant = (next.dropped ?? []).filter((one) => !remembered.has(JSON.stringify(one)));
  // The model in service cannot be compiled any more: what was remembered before stays.
  if (!former) return known.dropped ? { ...answered, dropped: [...known.dropped, ...leant] } : answered;
  const stated = statedOptions(known);
  const had: DroppedSource[] = [...paramsOf(known)];
  const { breathe } = createSlices();
  for (const form of former.formsById.values()) {
    append(had, formerIn(form, former, next.name, stated));
    await breathe();
  }
  const seen = new Set(had.map(placeOf));
  const left = (known.dropped ?? []).filter((one) => !seen.has(placeOf(one)));
  return { ...answered, dropped: [...had, ...left, ...leant] };
}

/** With the records that former values became. */
export function withBecame(
  given: readonly Installed[],
  became: readonly (DroppedSource & { readonly package: string })[],
): readonly Installed[] {
  return given.map((next) => {
    const own = became.filter((one) => one.package === next.name).map(({ package: _, ...one }) => one);
    return own.length > 0 ? { ...next, dropped: [...(next.dropped ?? []), ...own] } : next;
  });
}

/** The same, with what was left out alone: as it is remembered. */
export async function withDropped(
  given: readonly Installed[],
  { layers }: Compiled,
): Promise<readonly Installed[]> {
  const { breathe } = createSlices();
  const changed: Installed[] = [];
  for (const { dropped = [], ...next } of given) {
    const gone: DroppedSource[] = [];
    const options: DroppedSource[] = [];
    const became: DroppedSource[] = [];
    const leant: DroppedSource[] = [];
    const defined = new Set(paramsOf(next).map(({ path }) => path));
    for (const one of dropped) {
      if (one.param) {
        if (!defined.has(one.path)) leant.push(one);
        continue;
      }
      if (one.meant) {
        const layered = layers.get(one.form);
        if (layered?.place.package === next.name && layered.origin.sharing === undefined) leant.push(one);
        continue;
      }
      if (one.whole || one.part) {
        if (!isDefinedAgain(one, next.name, layers)) leant.push(one);
        continue;
      }
      // A form that is gone may come back.
      if (!layers.has(one.form)) gone.push(one);
      append(options, leftOptions(one, layers));
      append(options, formerKindsIn(one, layers));
      if (one.became && knows(layers, one)) became.push(one);
      await breathe();
    }
    const all = [...droppedBy(next.name, layers), ...gone, ...options, ...became, ...leant];
    changed.push(all.length > 0 ? { ...next, dropped: all } : next);
  }
  return changed;
}

/** Parameters that a package defines. */
function paramsOf({ files }: Pick<Installed, 'files'>): readonly DroppedSource[] {
  return [...files].flatMap(([path, file]) => {
    if (!path.startsWith('params/') || !isObject(file)) return [];
    const { type, label, params = [] } = file as Partial<ParamsSource>;
    // Of a file that is still being written: what is wrong with it is told where it is compiled.
    const defined: readonly (ParamSource | null)[] = Array.isArray(params) ? params : [];
    return defined.flatMap((param): readonly DroppedSource[] => {
      if (typeof param !== 'object' || param === null) return [];
      const key = param.key ?? `{${param.dimension ?? ''}}`;
      return [{ form: '', path: `params/${type}/${key}`, param, ...(label && { label }) }];
    });
  });
}

/** Fields of others that a package gave options to: `form/path`. */
function statedOptions({ files }: Installed): ReadonlySet<string> {
  const sources = [...files.values()].filter(isObject).map((file) => file as Partial<ExtensionSource>);
  return new Set(
    sources.flatMap(({ extends: form, set }) =>
      form === undefined || set === undefined
        ? []
        : Object.keys(set).flatMap((target) => {
            const [, path] = /^fields\/(.+)\/options$/.exec(target) ?? [];
            return path === undefined ? [] : [`${form}/${path}`];
          }),
    ),
  );
}

function formerIn(
  form: Form,
  model: Model,
  owner: string,
  stated: ReadonlySet<string>,
): readonly DroppedSource[] {
  const isOffered = (value: string, of: Offered) =>
    of === 'forms' ? model.formsById.has(value) : model.params.has(value);
  const walk = (shape: FieldSet): readonly DroppedSource[] =>
    shape.fields.flatMap((field): readonly DroppedSource[] => [
      ...(field.package === owner
        ? [
            { form: form.id, path: field.path, field: sourceOf(field, isOffered) },
            ...optionsOf(field, form.id),
            ...kindsOf(field, form.id),
          ]
        : stated.has(`${form.id}/${field.path}`)
          ? optionsOf(field, form.id)
          : []),
      ...(field.rows ? walk(field.rows) : []),
    ]);
  return walk(form);
}

function optionsOf({ kind, options = [], formerOptions = [], path }: Field, form: string): DroppedSource[] {
  const all = kind.offers ? [] : [...options, ...formerOptions];
  return all.length > 0 ? [{ form, path, options: all }] : [];
}

/** The kinds whose values may stand in the field's column when it is of another kind. */
function kindsOf(field: Field, form: string): DroppedSource[] {
  const { kind, formerKinds = [], path } = field;
  const keeps = !kind.secret && !kind.points && (kind.offers || !('options' in kind.properties));
  const own = keeps && kind.column(field) ? [kind.name] : [];
  const kinds = [...new Set([...own, ...formerKinds])];
  return kinds.length > 0 ? [{ form, path, kinds }] : [];
}

/** A form that is there otherwise than as it was kept, or a part of one that somebody brought again. */
function isDefinedAgain(
  { form: id, path, whole }: DroppedSource,
  owner: string,
  layers: ReadonlyMap<string, LayeredForm>,
): boolean {
  const form = layers.get(id);
  if (whole) return form !== undefined && (form.place.package !== owner || form.place.file !== '');
  if (!form) return false;
  const [part = '', name = ''] = path.split('/');
  const tabs = form.source.layout?.tabs ?? [];
  const parts: Readonly<Record<string, readonly { readonly name: string }[]>> = {
    tabs,
    groups: tabs.flatMap(({ groups }) => groups),
    rules: form.source.rules ?? [],
    unique: form.source.unique ?? [],
    actions: form.source.actions ?? [],
    blocks: form.source.blocks ?? [],
    views: form.source.views ?? [],
  };
  return parts[part]?.some((one) => one.name === name) ?? false;
}

/** Of what could be chosen, what cannot be chosen any more. */
function leftOptions({ form, path, options }: DroppedSource, layers: ReadonlyMap<string, LayeredForm>) {
  const layered = layers.get(form);
  const field = layered && fieldAt(layered, path);
  if (!options || !field) return [];
  const offered = (field.source['options'] ?? []) as NonNullable<DroppedSource['options']>;
  const left = withoutOffered(options, offered);
  return left.length > 0 ? [{ form, path, options: left }] : [];
}

/** Of what a field was, what it is no more. */
function formerKindsIn({ form, path, kinds = [] }: DroppedSource, layers: ReadonlyMap<string, LayeredForm>) {
  const layered = layers.get(form);
  const field = layered && fieldAt(layered, path);
  const left = kinds.filter((kind) => field && kind !== field.source.kind);
  return left.length > 0 ? [{ form, path, kinds: left }] : [];
}

function knows(layers: ReadonlyMap<string, LayeredForm>, { form, path }: DroppedSource): boolean {
  const layered = layers.get(form);
  return layered !== undefined && fieldAt(layered, path) !== undefined;
}

function placeOf({ form, path, options, kinds, became }: DroppedSource): string {
  return `${form}/${path}${options ? '#' : kinds ? '~' : became ? '@' : ''}`;
}
