import type { Json, JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import { actionNames, actionOf, bodyOf, type TakesByCapability } from '../../call/form-actions.ts';
import { mayAnywhere, type Rights, rightFor } from '../../call/rights.ts';
import { type Described, said } from './described.ts';
import { limited } from './limited.ts';

/** The actions of one form as its document tells of them. */
export interface DocumentedActions {
  readonly names: readonly string[];
  /** The parameter of the path that names one, as it stands under components. */
  readonly parameter: JsonObject;
  /** The name that it has there, by its name in the path. */
  readonly pointers: Readonly<Record<string, string>>;
  /** Schemas under components of what actions take that no other form has. */
  readonly bodies: JsonObject;
  /** The body of an action: one of those, or what the platform's own actions take. */
  readonly bodyBeside: (platform: JsonSchema) => JsonSchema;
}

/** Whether an action is named in the address of a call. */
export function namesAction({ path }: Described): boolean {
  return path.includes(':action');
}

/** The actions that the caller may do, each with what it takes; those that take the same as all are only named. */
export function documentedActions(
  form: Form,
  rights: Rights,
  takes: TakesByCapability,
  language: Language,
): DocumentedActions {
  const names = actionNames(form).filter((name) => mayAnywhere(rights, form, rightFor(name)));
  const bodies: Record<string, Json> = {};
  const lines: string[] = [];
  for (const name of names) {
    const action = actionOf(form, name, takes);
    if (!action?.label) continue;
    const label = said(action.label, language);
    lines.push(`\`${name}\` ${label}`);
    const own = form.actions.find((one) => one.name === name)?.capability ?? '';
    if (action.takes === 'record' || !Object.hasOwn(takes, own)) continue;
    bodies[`${form.name}.act.${name}`] = {
      description: `\`${name}\`: ${label}`,
      ...limited(bodyOf(action.takes)),
    };
  }
  const pointer = `${form.name}.action`;
  const schema = { type: 'string', enum: names };
  const description = lines.length > 0 ? { description: lines.join('; ') } : {};
  const pointers = Object.keys(bodies).map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return {
    names,
    parameter: { [pointer]: { name: 'action', in: 'path', required: true, ...description, schema } },
    pointers: { action: pointer },
    bodies,
    bodyBeside: (platform) => (pointers.length > 0 ? { anyOf: [...pointers, platform] } : platform),
  };
}
