import type { Json } from '../../../metadata/common/json.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { explain } from '../../../metadata/model/explain.ts';
import { fieldAt, type LayeredForm } from '../../../metadata/model/layers/layered.ts';
import { suitsField } from '../../../metadata/model/layers/suits-field.ts';
import { placeSegments, propertySegments, thingsAt } from '../../../metadata/property/target-place.ts';
import {
  chartWords,
  usesProperty,
  type ViewKind,
  viewFields,
} from '../../../metadata/property/view-kinds.ts';
import { classOf, findTarget } from '../../../metadata/targets.ts';
import type { PropertyState } from './bench-shapes.ts';
import { editors } from './property-editors.ts';

/** Something of a form that has properties, as the layers left it. */
interface Thing {
  readonly source: Readonly<Record<string, unknown>>;
  /** Package that brought it. */
  readonly owner: string;
  readonly properties: readonly string[];
  /** Whether a property can change something of it. Default: each can. */
  readonly suits?: (property: string) => boolean;
}

/** The properties that are said by dragging. */
const placing: ReadonlySet<string> = new Set(['tab', 'group', 'before', 'order']);

/** The properties that blocks of one sort alone have. */
const ofBlocks: Readonly<Record<string, string>> = {
  address: 'link',
  action: 'button',
  image: 'picture',
  field: 'picture',
};

/** Whether a view of a kind has a use for a property, or one of any kind has. */
function suitsView(kind: unknown, property: string): boolean {
  const named = [...viewFields, ...chartWords].find((one) => one === property);
  return named === undefined || usesProperty(kind as ViewKind, named);
}

/** All that can be said of a place of a form, with who said what; nothing where there is no such place. */
export function propertiesAt(
  layers: ReadonlyMap<string, LayeredForm>,
  { form: id, place }: { readonly form: string; readonly place: string },
  isMine: (layer: string) => boolean,
): readonly PropertyState[] {
  const form = layers.get(id);
  const thing = form && thingAt(form, place);
  if (!form || !thing) return [];
  // A part that this layer wrote itself is placed by dragging it, not by these properties.
  const isFixed = (property: string) =>
    /^(layout|blocks|views)\//.test(place) && placing.has(property) && isMine(thing.owner);
  const isUnfit = (property: string) =>
    (place.startsWith('blocks/') &&
      (ofBlocks[property] ?? thing.source['block']) !== thing.source['block']) ||
    (place.startsWith('views/') && !suitsView(thing.source['kind'], property)) ||
    // What is said there can be taken back, whatever it is good for.
    (thing.suits?.(property) === false && saidValue(thing.source, property) === undefined);
  const properties = thing.properties.filter((property) => !isFixed(property) && !isUnfit(property));
  return properties.map((property) => {
    const target = place === '' ? property : `${place}/${property}`;
    return {
      property,
      target,
      owner: thing.owner,
      value: saidValue(thing.source, property),
      said: explain(layers, `forms/${id}/${target}`)?.said ?? [],
      may: mayOf(target, isMine(thing.owner)),
    };
  });
}

function mayOf(target: string, isOwn: boolean): PropertyState['may'] {
  if (isOwn) return 'own';
  return findTarget(target) ? 'set' : classOf(target);
}

function saidValue(source: Thing['source'], property: string): Json | undefined {
  let value: unknown = source;
  for (const name of propertySegments(property))
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return value as Json | undefined;
}

function thingAt(form: LayeredForm, place: string): Thing | undefined {
  const [part = '', name = '', third = '', value = ''] = placeSegments(place);
  const owner = form.place.package;
  if (part === '') {
    const has = (property: string) => !property.startsWith('match/') || form.source.match !== undefined;
    const properties = Object.keys(editors.form).filter(has);
    // Masters and settings open to be written, whoever looks at them.
    const suits = (property: string) => property !== 'readFirst' || form.source.kind === 'document';
    return { source: { ...form.source }, owner, properties, suits };
  }
  if (part === 'fields') {
    const field = fieldAt(form, name);
    if (!field) return undefined;
    if (third === 'options') {
      const option = field.source['options'];
      const found = Array.isArray(option) ? option.find((one) => one.value === value) : undefined;
      return found && partThing(form, found, 'option');
    }
    const { source } = field;
    const kind = kinds.get(source.kind);
    const own = Object.keys(kind?.properties ?? {}).filter((one) => one !== 'fields');
    const roles = Object.keys(source.roles ?? {}).map((role) => `roles/${role}`);
    const stated = kind && { kind, source, isOfRow: name.includes('.') };
    return {
      source: { ...source },
      owner: field.place.package,
      properties: [...Object.keys(editors.field), ...own, ...roles],
      ...(stated && { suits: (property) => suitsField(property, stated) }),
    };
  }
  const list = part === 'layout' ? layoutParts(form, name) : (form.source as Record<string, unknown>)[part];
  const wanted = part === 'layout' ? third : name;
  const found = Array.isArray(list) ? list.find((one) => one?.name === wanted) : undefined;
  const [thing] = thingsAt(place);
  return found && thing && partThing(form, found, thing);
}

function partThing(form: LayeredForm, source: object, thing: keyof typeof editors): Thing {
  const owner = (form.places.get(source) ?? form.place).package;
  return { source: { ...source }, owner, properties: Object.keys(editors[thing]) };
}

function layoutParts(form: LayeredForm, level: string): readonly object[] {
  const tabs = form.source.layout?.tabs ?? [];
  return level === 'tabs' ? tabs : tabs.flatMap((tab) => tab.groups);
}
