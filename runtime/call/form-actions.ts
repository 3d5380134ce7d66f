import type { JsonSchema } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { actionMembers } from '../../metadata/contract/records/actions.ts';
import type { Form } from '../../metadata/model.ts';
import type { ActionTakes } from '../../rules/action-takes.ts';

/** What the bodies of actions take that forms declare, by capability. */
export type TakesByCapability = Readonly<Record<string, ActionTakes>>;

/** Gathers what domains say. */
export function takesOf(domains: readonly { readonly actionTakes?: TakesByCapability }[]): TakesByCapability {
  return Object.assign({}, ...domains.map(({ actionTakes }) => actionTakes));
}

/** An action that records of a form have, and what its body takes. */
export interface FormAction {
  /** Default: the platform's own. */
  readonly label?: Label;
  /** `record`: values of a record, judged as those are. */
  readonly takes: ActionTakes | 'record';
}

const nothing: ActionTakes = { members: {} };
const setFields: ActionTakes = { members: actionMembers.setFields };

/** The actions of the platform; those behind the first ones are told of where organisations share records. */
const platform: Readonly<Record<string, FormAction>> = {
  enable: { takes: nothing },
  disable: { takes: nothing },
  copy: { takes: 'record' },
  transfer: { takes: { members: actionMembers.transfer } },
  'change-sharing': { takes: { members: actionMembers.changeSharing } },
  personalise: { takes: 'record' },
  depersonalise: { takes: nothing },
};
const ofSharing = new Set(['change-sharing', 'personalise', 'depersonalise']);

/** An action of a form by its name; undefined: there is none. */
export function actionOf(form: Form, name: string, takes: TakesByCapability): FormAction | undefined {
  if (Object.hasOwn(platform, name)) return platform[name];
  const declared = form.actions.find((action) => action.name === name);
  if (!declared) return undefined;
  const { label, capability } = declared;
  return { label, takes: capability === 'set-fields' ? setFields : (takes[capability] ?? nothing) };
}

/** Names of the actions that records of a form have, its own first. */
export function actionNames(form: Form): readonly string[] {
  const all = Object.keys(platform).filter((name) => form.sharing || !ofSharing.has(name));
  return [...form.actions.map(({ name }) => name), ...all];
}

/** Schema of the body of an action: why it is done, what it takes, and nothing else. */
export function bodyOf({ members, required = [] }: ActionTakes): JsonSchema {
  const properties = { reason: { type: 'string' }, ...members };
  return { type: 'object', properties, required: [...required], additionalProperties: false };
}
