import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { type World, worldOf } from '../../../metadata/merge/world.ts';
import { optionsInOrder } from '../../../metadata/model/forms/options-in-order.ts';
import { optionsOf, paramPart, paramWith } from '../../../metadata/model/layers/param-property.ts';
import { propertySegments } from '../../../metadata/property/target-place.ts';
import type { PackageSource, ParamSource } from '../../../metadata/source.ts';
import { classOf, findTarget, paramTargets } from '../../../metadata/targets.ts';
import type { DrawnParam, ParamLine, PropertyState } from './bench-shapes.ts';
import { editors } from './property-editors.ts';

/** Packages with what a design makes of its layers, and as they were when it began. */
export interface ParamsAsked {
  readonly sources: readonly PackageSource[];
  readonly begun: readonly PackageSource[];
  readonly steps: readonly DesignStep[];
  readonly isMine: (layer: string) => boolean;
}

interface Stated {
  readonly type: string;
  readonly typeLabel: Label;
  readonly owner: string;
  readonly param: ParamSource;
}

/** As steps and addresses name it: `pdf/timeout`, `pdf/{form}`. */
function addressOf(type: string, { key, dimension }: Pick<ParamSource, 'key' | 'dimension'>): string {
  return `${type}/${key ?? `{${dimension ?? ''}}`}`;
}

/**
 * Every parameter that packages define, and those of the design's layers that it takes away or that were there once.
 */
export function paramLines({ sources, begun, steps, isMine }: ParamsAsked): readonly ParamLine[] {
  const world = worldOf(sources);
  const known = stated(sources);
  const touched = new Set(steps.flatMap((step) => addressIn(step) ?? []));
  const layers = Map.groupBy(
    [...world.spots()].filter(({ form }) => form === ''),
    ({ target }) => target.split('/').slice(1, 3).join('/'),
  );
  const lines = [...known].map(([address, one]): ParamLine => {
    const whole = layered(world, address, one.param);
    const speakers = (layers.get(address) ?? []).flatMap((spot) =>
      world.statements(spot).map((statement) => statement.package),
    );
    return {
      ...line(address, one, whole),
      layers: [...new Set(speakers)].filter((name) => name !== one.owner),
      touched: touched.has(address),
      hidden: whole.hidden ?? false,
      gone: false,
    };
  });
  const former = [...stated(begun.filter(({ manifest }) => isMine(manifest.name)))];
  const left = begun.flatMap(({ manifest, dropped = [] }) =>
    dropped.flatMap(({ path, param, label }): [string, Stated][] => {
      const [, type = ''] = path.split('/');
      const typeLabel = label ?? { zh: type, en: type };
      return param && isMine(manifest.name)
        ? [[addressOf(type, param), { type, typeLabel, owner: manifest.name, param }]]
        : [];
    }),
  );
  const gone = [...new Map([...left, ...former])].filter(([address]) => !known.has(address));
  return [
    ...lines,
    ...gone.map(
      ([address, one]): ParamLine => ({
        ...line(address, one, one.param),
        layers: [],
        touched: touched.has(address),
        hidden: false,
        gone: true,
      }),
    ),
  ];
}

function line(address: string, { type, typeLabel, owner }: Stated, whole: ParamSource) {
  const { label, value, danger = false } = whole;
  return { address, type, typeLabel, label, kind: value.kind, package: owner, danger };
}

/** One of them, with all that can be said of it and who said what; null: there is none. */
export function drawnParam(
  { sources, isMine }: Pick<ParamsAsked, 'sources' | 'isMine'>,
  address: string,
): DrawnParam | null {
  const one = stated(sources).get(address);
  if (!one) return null;
  const world = worldOf(sources);
  const whole = layered(world, address, one.param);
  const ofKind = Object.keys(kinds.get(whole.value.kind)?.properties ?? {});
  const all = ofParam.toSpliced(afterKind, 0, 'kind', ...ofKind);
  return {
    address,
    definition: definitionOf(one, whole),
    properties: all.map((property) => stateOf(world, address, { ...one, whole, property, isMine })),
    options: optionsOf(whole).map(({ value }) => {
      const at = `options/${value}`;
      const spot = { form: '', target: `params/${address}/${at}/label` };
      const owner = world.ownerOf(spot) ?? one.owner;
      const states = ofOption.map((name) =>
        stateOf(world, address, { ...one, owner, whole, property: `${at}/${name}`, isMine }),
      );
      return { value, own: isMine(owner), properties: states };
    }),
    own: isMine(one.owner),
    hidden: whole.hidden ?? false,
  };
}

/** Hidden is what is done to it as a whole. */
const ofParam = Object.keys(editors.param).filter((name) => name !== 'hidden');
const afterKind = ofParam.findIndex(
  (name) => editors.param[name as keyof typeof editors.param][0] !== 'words',
);
const ofOption = Object.keys(editors.option);
/** The values that hold where a definition is silent. */
const unsaid: JsonObject = { inherited: true, scopes: ['system', 'organisation'] };

function stateOf(
  world: World,
  address: string,
  {
    owner,
    param,
    whole,
    property,
    isMine,
  }: Stated & {
    readonly whole: ParamSource;
    readonly property: string;
    readonly isMine: ParamsAsked['isMine'];
  },
): PropertyState {
  const target = `params/${address}/${property}`;
  const first = saidOf(param, property);
  const others = world.statements({ form: '', target });
  const value = saidOf(whole, property) ?? unsaid[property];
  const named = property === 'unit' && typeof value === 'string' ? { zh: value, en: value } : value;
  const mayBe = findTarget(target) ? 'set' : classOf(target);
  return {
    property,
    target,
    owner,
    value: named,
    may: isMine(owner) ? 'own' : mayBe,
    said: [
      ...(first === undefined ? [] : [{ package: owner, value: first }]),
      ...others.map((statement) => ({ package: statement.package, value: statement.value })),
    ],
  };
}

/** Its own, its kind's, or of one of its options. */
function saidOf(param: ParamSource, property: string): Json | undefined {
  const [first = '', second, third] = propertySegments(property);
  if (third !== undefined) return paramPart(param, property)?.[third];
  const own = param as Readonly<Record<string, Json | undefined>>;
  if (second !== undefined) return (own[first] as JsonObject | undefined)?.[second];
  return own[first] ?? param.value[first];
}

/** A definition with all that layers say of it; its options first, as they are spoken of too. */
function layered(world: World, address: string, param: ParamSource): ParamSource {
  let whole = param;
  const take = (property: string) => {
    const said = world.below({ form: '', target: `params/${address}/${property}` }, '');
    if (said !== undefined && paramPart(whole, property)) whole = paramWith(whole, property, said);
  };
  const properties = paramTargets.map(({ at }) => at.split('/').slice(3).join('/'));
  for (const property of properties.filter((one) => !one.includes('*'))) take(property);
  for (const { value } of optionsOf(whole))
    for (const property of properties) if (property.includes('*')) take(property.replace('*', () => value));
  if (optionsOf(whole).length === 0) return whole;
  return paramWith(whole, 'options', optionsInOrder(optionsOf(whole)));
}

function stated(sources: readonly PackageSource[]): ReadonlyMap<string, Stated> {
  const found = new Map<string, Stated>();
  const labels = new Map<string, Label>();
  for (const { manifest, params } of sources)
    for (const { content } of params) {
      const { type, label } = content;
      if (!labels.has(type) && content.params.length > 0) labels.set(type, label);
      for (const param of content.params) {
        const address = addressOf(type, param);
        const typeLabel = labels.get(type) ?? label;
        if (!found.has(address)) found.set(address, { type, typeLabel, owner: manifest.name, param });
      }
    }
  return found;
}

/** As `GET /api/params` would tell it, of what nobody has set. */
function definitionOf({ type, typeLabel, owner }: Stated, whole: ParamSource): DrawnParam['definition'] {
  const { value, raw, source: _, ...said } = whole;
  const isList = kinds.get(value.kind)?.name === 'choices';
  return {
    type,
    typeLabel,
    package: owner,
    ...(structuredClone(said) as typeof said),
    kind: value.kind,
    properties: structuredClone(value) as JsonObject,
    several: raw?.separator !== undefined && !isList,
    danger: whole.danger ?? false,
    inherited: whole.inherited ?? true,
    scopes: [...(whole.scopes ?? ['system', 'organisation'])],
    overrides: { organisations: 0, values: 0, system: false, below: 0, reached: false },
    readers: { count: 0, lastRead: null },
    may: { organisation: true, system: true, somewhere: true },
  };
}

/** Of which parameter a step speaks. */
function addressIn(step: DesignStep): string | undefined {
  if (step.do === 'add-param') return addressOf(step.type, step.content);
  if (step.do === 'set-param' || step.do === 'remove-param') return `${step.type}/${step.key}`;
  const at = 'target' in step ? step.target : 'place' in step ? step.place : '';
  const [part, type, key] = at.split('/');
  return part === 'params' ? `${type}/${key}` : undefined;
}
