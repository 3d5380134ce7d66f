import type { Compiled } from '../../metadata/model/compile.ts';
import { droppedBy, withoutOffered } from '../../metadata/model/dropped.ts';
import { sourceOf } from '../../metadata/model/explain.ts';
import { fieldAt, type LayeredForm } from '../../metadata/model/layered.ts';
import type { Field, Form, Model, Shape } from '../../metadata/model.ts';
import type { DroppedSource, ExtensionSource } from '../../metadata/source.ts';
import { createSlices } from '../breaks.ts';
import type { Installed } from '../packages/package-store.ts';

/** What somebody publishes, with all that its packages had until now: the compile takes of it what they leave out. */
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
  // What was in service cannot be compiled any more: what was remembered before stays.
  if (!former) return known.dropped ? { ...next, dropped: known.dropped } : next;
  const stated = statedOptions(known);
  const had: DroppedSource[] = [];
  const { breathe } = createSlices();
  for (const form of former.formsById.values()) {
    had.push(...formerIn(form, former, next.name, stated));
    await breathe();
  }
  const seen = new Set(had.map(placeOf));
  const left = (known.dropped ?? []).filter((one) => !seen.has(placeOf(one)));
  return { ...next, dropped: [...had, ...left] };
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
    for (const one of dropped) {
      // A form that is gone may come back.
      if (!layers.has(one.form)) gone.push(one);
      options.push(...leftOptions(one, layers));
      if (one.became && knows(layers, one)) became.push(one);
      await breathe();
    }
    const all = [...droppedBy(next.name, layers), ...gone, ...options, ...became];
    changed.push(all.length > 0 ? { ...next, dropped: all } : next);
  }
  return changed;
}

/** Fields of others that a package gave options to: `form/path`. */
function statedOptions({ files }: Installed): ReadonlySet<string> {
  const sources = [...files.values()].map((file) => file as unknown as Partial<ExtensionSource>);
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
  const named = (value: string) => model.formsById.has(value);
  const walk = (shape: Shape): readonly DroppedSource[] =>
    shape.fields.flatMap((field): readonly DroppedSource[] => [
      ...(field.package === owner
        ? [{ form: form.id, path: field.path, field: sourceOf(field, named) }, ...optionsOf(field, form.id)]
        : stated.has(`${form.id}/${field.path}`)
          ? optionsOf(field, form.id)
          : []),
      ...(field.rows ? walk(field.rows) : []),
    ]);
  return walk(form);
}

function optionsOf({ kind, options = [], formerOptions = [], path }: Field, form: string): DroppedSource[] {
  const all = kind.offersForms ? [] : [...options, ...formerOptions];
  return all.length > 0 ? [{ form, path, options: all }] : [];
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

function knows(layers: ReadonlyMap<string, LayeredForm>, { form, path }: DroppedSource): boolean {
  const layered = layers.get(form);
  return layered !== undefined && fieldAt(layered, path) !== undefined;
}

function placeOf({ form, path, options, became }: DroppedSource): string {
  return `${form}/${path}${options ? '#' : became ? '@' : ''}`;
}
