import type { JsonObject } from '../../metadata/common/json.ts';

/** An action that is about to be done to a record. */
export interface Doing {
  readonly action: 'change' | 'enable' | 'disable' | 'delete';
  readonly base: JsonObject;
  /** As it is to be. */
  readonly edited: JsonObject;
}

/** Shows what comes of it and answers whether it is to be done; nobody is asked where nothing comes of it. */
export type Agree = (doing: Doing) => Promise<boolean>;
