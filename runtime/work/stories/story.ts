import type { Label } from '../../../metadata/common/label.ts';
import type { Call } from '../../call/call.ts';

/** One thing that happens in a story. Played again after a crash it makes nothing twice. */
export interface Scene {
  /** Names it within its story, the same at each telling. */
  readonly key: string;
  /** It is of today, and what has to be done first: these are played before all others. Default: it is of the past. */
  readonly early?: true;
  /** Carries it out by the doors that people go through, at the moment at which it happened. */
  play(call: Call): Promise<void>;
}

/** That what a domain makes of the demo's records, so that a newcomer finds a house that has long been at work. */
export interface Story {
  readonly name: string;
  readonly label: Label;
  /**
   * Lists the scenes of a story that ends at a moment, in the order in which they happened: for the same moment the same
   * ones. None: there is nobody of whom it could be told.
   */
  scenes(call: Call, until: number): Promise<readonly Scene[]>;
}
