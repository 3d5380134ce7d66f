import type { ParamType } from '../../../metadata/model.ts';

/** A namespace: a type of parameters, as an organisation reads it. */
export interface Namespace {
  readonly org: string;
  readonly type: ParamType;
}
