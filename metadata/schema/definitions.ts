import type { JsonSchema } from '../json.ts';
import { commonDefinitions } from './common-definitions.ts';
import { fieldDefinitions } from './field-definitions.ts';
import { formDefinitions } from './form-definitions.ts';
import { stepDefinitions } from './step-definitions.ts';

/** Everything schemas refer to, by name. */
export const definitions: Readonly<Record<string, JsonSchema>> = {
  ...commonDefinitions,
  ...fieldDefinitions(),
  ...formDefinitions,
  ...stepDefinitions,
};
