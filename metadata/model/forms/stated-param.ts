import type { Field } from '../../field.ts';
import { isSeveral } from '../../kinds/common/param-value.ts';
import { formsOf } from '../../kinds/common/pointed.ts';
import type { ParamType } from '../../model.ts';
import { paramPath } from '../../param-path.ts';
import type { ParamSource } from '../../source.ts';
import type { LayeredField, LayeredForm } from '../layers/layered.ts';

/** A parameter as layers say it: what they say of its value is that of a field, which stands in no form. */
export interface StatedParam {
  readonly param: ParamSource;
  /** In place of a form. */
  readonly form: LayeredForm;
  readonly layered: LayeredField;
}

/** A type of parameters, as fields offer it. */
export type TypeOffered = Pick<ParamType, 'type' | 'label'>;

/** What formulas and conditions may ask: parameters by key, by path. */
export type AskableParams = ReadonlyMap<string, StatedParam>;

/** Those of a dimension have no key that a formula could say. */
export function askableParams(
  types: Iterable<{ readonly type: string; readonly params: readonly StatedParam[] }>,
) {
  const found = new Map<string, StatedParam>();
  for (const { type, params } of types)
    for (const one of params) if (one.param.key !== undefined) found.set(paramPath(type, one.param.key), one);
  return found;
}

/** Tells whether a value is one that a formula or a condition can go by: nothing secret, no record, not several of a kind. */
export function isAskable(param: Pick<ParamSource, 'raw'>, field: Field): boolean {
  const { kind, rows } = field;
  const points = formsOf(field).length > 0 || kind.holdsFiles;
  return !kind.secret && !points && !rows && !isSeveral({ ...param, field });
}
