import { formName } from '../../../metadata/contract/records/record.ts';
import type { Common } from './common.ts';
import type { Described } from './described.ts';
import { isOfForm } from './of-form.ts';
import { operation, templated } from './operation.ts';

const made = new WeakMap<Common, Map<Described, string>>();

/**
 * The text of a call that says the same of every form but for its name; undefined where forms have more to say. Most
 * calls do not, so that a document of some hundred forms is made of a few dozen of them.
 */
export function alike(endpoint: Described, common: Common, form: string): string | undefined {
  const known = made.get(common) ?? new Map<Described, string>();
  made.set(common, known);
  const text = known.get(endpoint) ?? textOf(endpoint, common);
  if (text === undefined) return undefined;
  known.set(endpoint, text);
  return text.replaceAll(`"${formName}`, `"${form}`);
}

function textOf(endpoint: Described, common: Common): string | undefined {
  const { path, fieldFilters, withFiles, schema: { body, documented = body } = {} } = endpoint;
  if (fieldFilters || withFiles || typeof documented === 'function') return undefined;
  if ((documented && isOfForm(documented)) || !common.response(endpoint)) return undefined;
  const address = templated(path.replace(formName, ''));
  return JSON.stringify(operation({ endpoint, address, common, name: formName }));
}
