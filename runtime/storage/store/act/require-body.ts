import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { ActionTakes } from '../../../../rules/action-takes.ts';
import { actionOf, bodyOf, type TakesByCapability } from '../../../call/form-actions.ts';
import { judgeSchema } from '../../../common/judge-schema.ts';
import { actionParams, noSuchAction } from '../record/refusals.ts';

const judges = new WeakMap<ActionTakes, (body: Json) => readonly Problem[]>();

/**
 * Refuses what an action does not take: a body that says something else than what is done would be done wrongly. Answers
 * what it takes.
 */
export function requireBody(
  takes: TakesByCapability,
  form: Form,
  name: string,
  body: JsonObject,
): ActionTakes | 'record' {
  const action = actionOf(form, name, takes);
  if (!action) throw noSuchAction(form, name);
  if (action.takes === 'record') return action.takes;
  const problems = judgeOf(action.takes)(body);
  const found = problems.length > 0 ? problems : (action.takes.problems?.(body) ?? []);
  if (found.length > 0) throw actionParams({}, found);
  return action.takes;
}

function judgeOf(takes: ActionTakes): (body: Json) => readonly Problem[] {
  const judge = judges.get(takes) ?? judgeSchema(() => bodyOf(takes));
  judges.set(takes, judge);
  return judge;
}
