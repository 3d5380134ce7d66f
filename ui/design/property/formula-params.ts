import type { Json } from '../../../metadata/common/json.ts';
import type { Definition } from '../../../metadata/contract/params/definition.ts';
import type { Field } from '../../../metadata/field.ts';
import { isAskable } from '../../../metadata/model/forms/stated-param.ts';
import { paramPath } from '../../../metadata/param-path.ts';
import type { FormModel } from '../../model/form-model.ts';
import { valueField } from '../../params/parameter-words.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/** A parameter that a formula may ask. */
export interface FormulaParam {
  /** It stands for the value. */
  readonly field: Field;
  readonly label: string;
  /** What is read where nobody sets it. */
  readonly value: Json;
}

/** Parameters that a formula may ask, by path: those in force that one may see, and what the form as designed asks already. */
export async function formulaParams(form: FormModel): Promise<ReadonlyMap<string, FormulaParam>> {
  const answer = await session.api.call('GET /api/params').catch(() => undefined);
  const own = [...(form.asked ?? [])].map(([path, field]): [string, FormulaParam] => {
    return [path, { field, label: say(field.label), value: form.askedValues?.get(path) ?? null }];
  });
  return new Map([...own, ...(answer?.items ?? []).flatMap(askable)]);
}

function askable(definition: Definition): readonly [string, FormulaParam][] {
  const { type, key, typeLabel, label, several, preset, unset } = definition;
  if (key === undefined || several) return [];
  const field = valueField(definition);
  if (!isAskable({}, field)) return [];
  const value = preset ?? unset.value ?? null;
  return [[paramPath(type, key), { field, label: `${say(typeLabel)} · ${say(label)}`, value }]];
}
