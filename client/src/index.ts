export { browserKeep } from './browser-keep.ts';
export { openParams, type Params } from './open-params.ts';
export type { Change, Definition, Json, Keep, Options, Refusal, Schema, Snapshot, State } from './types.ts';
