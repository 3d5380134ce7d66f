import type { Applied, LayerFiles } from '../../../metadata/design/apply-step.ts';
import { layerOfStep, type WrittenInto, writtenSteps } from '../../../metadata/design/layer-of-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { type DesignWorld, designWorld } from '../../../metadata/design/steps/design-world.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { Report } from '../../../metadata/model/layers/report.ts';
import { readSourceFiles, signatureFile } from '../../../metadata/model/source-files.ts';
import { wellFormed } from '../../../metadata/model/structure.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { comesWithServer } from '../../model/packages/origin-of.ts';
import { type Installed, readDesigned, readInstalled } from '../../model/packages/package-store.ts';
import { applyInLayer } from './apply-in-layer.ts';
import type { Design } from './design.ts';

/** The installed packages, as designs stand on them. */
export interface Ground {
  /** Of the model in service. */
  readonly revision: number;
  /** Changes with the model, and with where forms are designed. */
  readonly stamp: string;
  readonly installed: readonly Installed[];
  readonly sources: readonly PackageSource[];
  /** Packages of one's own whose forms are designed in them. */
  readonly designed: readonly string[];
  world(layer: string): DesignWorld;
  /** A layer's files as they are in service; none: it says nothing yet. */
  files(layer: string): LayerFiles;
  /** The layer that a step is written into, upon those that steps before it made. */
  layerOf(design: Pick<Design, 'layer'>, step: DesignStep, layers?: ReadonlyMap<string, LayerFiles>): string;
  /** What a step makes of layers; where it cannot be taken, why. */
  taken(
    design: Pick<Design, 'layer'>,
    step: DesignStep,
    layers: ReadonlyMap<string, LayerFiles>,
  ): TakenInLayers;
}

export type TakenInLayers =
  | { readonly ok: true; readonly layers: ReadonlyMap<string, LayerFiles> }
  | Extract<Applied, { readonly ok: false }>;

/** Whether a package may be written here: the customer's layer, and those that nobody else answers for. */
export function isOwn(name: string, installed: readonly Installed[]): boolean {
  if (name === localPackage) return true;
  const found = installed.find((one) => one.name === name);
  return found !== undefined && !comesWithServer(name) && !found.files.has(signatureFile);
}

/** Read once for each model that is in service, and for where its forms are designed. */
export function createGrounds(served: () => number): (connection: Connection) => Promise<Ground> {
  let known: Promise<Ground> | undefined;
  let stamp = '';
  return async (connection) => {
    const designed = [...(await readDesigned(connection))];
    const now = served();
    const next = JSON.stringify([now, designed]);
    if (!known || next !== stamp) {
      stamp = next;
      known = readGround(connection, { revision: now, stamp, designed });
      known.catch(() => {
        known = undefined;
      });
    }
    return known;
  };
}

async function readGround(
  connection: Connection,
  { designed, ...at }: Pick<Ground, 'revision' | 'stamp' | 'designed'>,
): Promise<Ground> {
  const installed = await readInstalled(connection);
  const slices = createSlices();
  const read: PackageSource[] = [];
  for (const { files, dropped } of installed) {
    const { source } = readSourceFiles(files);
    if (source) read.push(dropped ? { ...source, dropped } : source);
    await slices.breathe();
  }
  const { packages: sources } = await slices.drain(wellFormed(read, new Report()));
  const worlds = new Map<string, DesignWorld>();
  const files = (layer: string) => installed.find(({ name }) => name === layer)?.files ?? new Map();
  const world = (layer: string) => {
    const known = worlds.get(layer) ?? designWorld(sources, layer);
    worlds.set(layer, known);
    return known;
  };
  const into = (own: string, layers?: ReadonlyMap<string, LayerFiles>): WrittenInto => ({
    own,
    designed: written,
    files: (layer) => layers?.get(layer) ?? files(layer),
  });
  const written = designed.filter((name) => isOwn(name, installed));
  return {
    ...at,
    installed,
    sources,
    designed: written,
    world,
    files,
    layerOf: ({ layer: own }, step, layers) => layerOfStep(step, into(own, layers)),
    taken({ layer: own }, step, begun) {
      const layers = new Map(begun);
      for (const { layer = own, ...one } of writtenSteps(step, into(own, layers))) {
        const taken = applyInLayer(layers.get(layer) ?? files(layer), one as DesignStep, world(layer));
        if (!taken.ok) return taken;
        layers.set(layer, taken.files);
      }
      return { ok: true, layers };
    },
  };
}
