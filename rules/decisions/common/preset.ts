import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Configuration } from './decision.ts';

/** The rule that is named; none is named, or it is switched off: the preset one of its form. */
export function ruleOrPreset(
  form: string,
  reference: Json | undefined,
  configuration: Configuration,
): JsonObject | null {
  return (
    configuration.record(form, reference) ??
    configuration.records(form).find((one) => one['systemDefault'] === true) ??
    null
  );
}
