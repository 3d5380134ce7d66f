import type { Json } from '../../common/json.ts';
import { type World, worldOf } from '../../merge/world.ts';
import { baseForms } from '../../model/layers/base.ts';
import { extendForms } from '../../model/layers/extend.ts';
import type { LayeredForm } from '../../model/layers/layered.ts';
import { localPackage, orderPackages } from '../../model/layers/order.ts';
import { Report } from '../../model/layers/report.ts';
import type { DroppedSource, Manifest, MenuSource, PackageSource } from '../../source.ts';

/** The ground a design stands on: the packages below its layer. Made once, whatever is done in the design. */
export type DesignWorld = {
  /** Name of the package that is written: `local`, or one of one's own. */
  readonly layer: string;
  /** Forms as they are without this layer, by id. */
  readonly below: ReadonlyMap<string, LayeredForm>;
  /** Packages below, in the order in which they speak. */
  readonly packages: readonly PackageSource[];
  /** The values that layers set on parameters. */
  readonly said: World;
  /** Folders of the menu that others made. */
  readonly menu: readonly MenuSource[];
  /** The layer as it is in service: what a design begins with. Absent: it says nothing yet. */
  readonly begun?: PackageSource;
  /** The parts that former versions of the layer had and later ones left out. */
  readonly dropped: readonly DroppedSource[];
};

/** Every file has the shape of its kind (`wellFormed`): what a broken package says is no ground to stand on. */
export function designWorld(sources: readonly PackageSource[], layer: string = localPackage): DesignWorld {
  const { packages, buildsOn } = orderPackages(sources, new Report());
  const place = packages.findIndex(({ manifest }) => manifest.name === layer);
  const begun = packages[place];
  // The packages that build on the layer speak of it later; the others may be spoken of by it.
  const lower = packages.filter(
    ({ manifest: { name } }) => name !== layer && name !== localPackage && !buildsOn(name, layer),
  );
  return {
    layer,
    below: layeredForms(lower),
    packages: lower,
    said: worldOf(lower),
    menu: lower.flatMap(({ manifest }) => manifest.guiju.menu ?? []),
    ...(begun && { begun }),
    dropped: begun?.dropped ?? [],
  };
}

/** Forms with what layers say of them, by id; what is wrong with it the compile tells. */
function layeredForms(packages: readonly PackageSource[]): ReadonlyMap<string, LayeredForm> {
  const report = new Report();
  const ordered = orderPackages(packages, report);
  const forms = drained(baseForms(ordered.packages, report));
  drained(extendForms(ordered, forms, new Set(), report));
  return forms;
}

/** Returns a form as it is with the layer, by what the layer's files say now. */
export function formWith(
  { packages }: DesignWorld,
  own: PackageSource | undefined,
  id: string,
): LayeredForm | undefined {
  const all = own ? [...packages, own] : packages;
  const speaking = all.map((source) => ({
    ...source,
    forms: source.forms.filter(({ content }) => (content.id ?? content.name) === id),
    extensions: source.extensions.filter(({ content }) => content.extends === id),
  }));
  return layeredForms(speaking).get(id);
}

function drained<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

export function prefixOf(manifest: Json | Manifest | undefined, layer: string): string {
  const { guiju } = (manifest ?? {}) as Partial<Manifest>;
  return guiju?.prefix ?? layer;
}
