import { isObject, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import { explain } from '../../../metadata/model/explain.ts';
import { fieldAt, type LayeredForm } from '../../../metadata/model/layers/layered.ts';
import { rowAt } from '../../../metadata/property/rows.ts';
import { contentOf } from './form-content.ts';
import { holdsThings, type JsonThing, thingsOf } from './json-things.ts';

/** A line of the effective JSON: what it says, and which packages said it. */
export interface EffectiveLine {
  readonly pointer: string;
  /** Of the thing that it belongs to. */
  readonly place: string;
  /** First to last. */
  readonly said: readonly string[];
}

/** A form as all layers together say it. */
export interface Effective {
  readonly content: JsonObject;
  readonly lines: readonly EffectiveLine[];
}

export function effectiveOf(layers: ReadonlyMap<string, LayeredForm>, id: string): Effective | null {
  const form = layers.get(id);
  if (!form) return null;
  const content = contentOf(form);
  return { content, lines: thingsOf(content).flatMap((thing) => linesOf(layers, form, thing)) };
}

/**
 * The lines of which one has to be told who said them: the first, and each that another package said than the thing it
 * belongs to, or a thing that another brought than the form.
 */
export function namedLines(lines: readonly EffectiveLine[]): readonly EffectiveLine[] {
  const [first] = lines;
  const owners = new Map<string, string>();
  return lines.filter((line) => {
    const said = line.said.join('\n');
    const owner = owners.get(line.place);
    // The first line of a thing is that of whoever brought it.
    if (owner === undefined) owners.set(line.place, said);
    return line === first || said !== (owner ?? first?.said.join('\n'));
  });
}

function linesOf(
  layers: ReadonlyMap<string, LayeredForm>,
  form: LayeredForm,
  thing: JsonThing,
): readonly EffectiveLine[] {
  const { pointer, place, value } = thing;
  const line = (target: string, at: string): EffectiveLine => {
    const said = explain(layers, `forms/${form.id}/${target}`)?.said ?? [];
    return { pointer: at, place, said: [...new Set(said.map((one) => one.package))] };
  };
  const own = Object.keys(value).filter((name) => !holdsThings(thing, name));
  return [
    { pointer, place, said: [ownerOf(form, place)] },
    ...own.flatMap((name) =>
      membersOf(place, name, value).map((inner) =>
        line(inner.target, `${pointer}${pointerTo(name, ...inner.below)}`),
      ),
    ),
  ];
}

/** The targets that a member of a thing stands for: itself, or what is in it. */
export function membersOf(
  place: string,
  name: string,
  value: JsonObject,
  other: JsonObject = {},
): readonly { readonly target: string; readonly below: readonly string[] }[] {
  const at = place === '' ? name : `${place}/${name}`;
  const inside = value[name] ?? other[name];
  if (place !== '' || !rowAt(name)?.members || !isObject(inside ?? null)) return [{ target: at, below: [] }];
  const both = {
    ...(isObject(other[name] ?? null) ? (other[name] as JsonObject) : {}),
    ...(inside as JsonObject),
  };
  return Object.keys(both).map((inner) => ({ target: `${at}/${inner}`, below: [inner] }));
}

/** The package that brought a thing. */
export function ownerOf(form: LayeredForm, place: string): string {
  const [part = '', name = '', third = '', ...rest] = place.split('/');
  const owner = form.place.package;
  if (part === '') return owner;
  if (part === 'fields') {
    const field = fieldAt(form, name);
    if (third !== 'options') return field?.place.package ?? owner;
    // Values are whatever people write.
    const value = rest.join('/');
    const option = field?.source['options'];
    const found = Array.isArray(option) ? option.find((one) => one.value === value) : undefined;
    return (found && form.places.get(found)?.package) ?? field?.place.package ?? owner;
  }
  const tabs = form.source.layout?.tabs ?? [];
  const list =
    part !== 'layout'
      ? (form.source as Record<string, unknown>)[part]
      : name === 'tabs'
        ? tabs
        : tabs.flatMap(({ groups }) => groups);
  const wanted = part === 'layout' ? third : name;
  const found = Array.isArray(list) ? list.find((one) => one?.name === wanted) : undefined;
  return (found && form.places.get(found)?.package) ?? owner;
}
