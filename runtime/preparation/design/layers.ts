import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import { type DesignWorld, designWorld } from '../../../metadata/design/steps/design-world.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { Report } from '../../../metadata/model/layers/report.ts';
import { readSourceFiles, signatureFile } from '../../../metadata/model/source-files.ts';
import { wellFormed } from '../../../metadata/model/structure.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { type Installed, readInstalled } from '../../model/packages/package-store.ts';

/** The installed packages, as designs stand on them. */
export interface Ground {
  /** Of the model in service. */
  readonly revision: number;
  readonly installed: readonly Installed[];
  readonly sources: readonly PackageSource[];
  world(layer: string): DesignWorld;
  /** A layer's files as they are in service; none: it says nothing yet. */
  files(layer: string): LayerFiles;
}

/** Packages that come with the server are theirs who make it. */
const shipped: ReadonlySet<string> = new Set(['platform', 'basis', 'tax-codes', 'invoicing', 'imaging']);

/** Whether a package may be written here: the customer's layer, and those that nobody else answers for. */
export function isOwn(name: string, installed: readonly Installed[]): boolean {
  if (name === localPackage) return true;
  const found = installed.find((one) => one.name === name);
  return found !== undefined && !shipped.has(name) && !found.files.has(signatureFile);
}

/** Read once for each model that is in service. */
export function createGrounds(served: () => number): (connection: Connection) => Promise<Ground> {
  let known: Promise<Ground> | undefined;
  let revision = -1;
  return (connection) => {
    const now = served();
    if (!known || now !== revision) {
      revision = now;
      known = readGround(connection, now);
      known.catch(() => {
        known = undefined;
      });
    }
    return known;
  };
}

async function readGround(connection: Connection, revision: number): Promise<Ground> {
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
  return {
    revision,
    installed,
    sources,
    world(layer) {
      const world = worlds.get(layer) ?? designWorld(sources, layer);
      worlds.set(layer, world);
      return world;
    },
    files: (layer) => installed.find(({ name }) => name === layer)?.files ?? new Map(),
  };
}
