import type { LayeredForm } from '../model/layered.ts';

/** What a design stands on: what the packages below its layer say. */
export interface DesignWorld {
  /** Name of the package that is written: `local`, or one of one's own. */
  readonly layer: string;
  /** What it puts in front of what it adds to forms of others: `local_`. */
  readonly prefix: string;
  /** Forms as they are without this layer, by id. */
  readonly below: ReadonlyMap<string, LayeredForm>;
}
