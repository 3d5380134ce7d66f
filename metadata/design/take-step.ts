import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import type { DesignStep } from './design-step.ts';
import type { DesignWorld } from './design-world.ts';

/** Files of a package: path inside it → parsed JSON. */
export type LayerFiles = ReadonlyMap<string, Json>;

export type Taken =
  | { readonly ok: true; readonly files: LayerFiles }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** The files of the layer as they are after a step, or why it cannot be taken. */
export function takeStep(files: LayerFiles, step: DesignStep, world: DesignWorld): Taken {
  void step;
  void world;
  return { ok: true, files };
}
