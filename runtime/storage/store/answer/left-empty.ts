import type { Problem } from '../../../../metadata/common/issue.ts';
import { type Json, type JsonObject, pointerTo } from '../../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../../metadata/contract/common/shared.ts';
import type { Field } from '../../../../metadata/field.ts';
import type { Call } from '../../../call/call.ts';
import { renderProblems } from '../../../common/messages/render-problem.ts';
import type { Stored } from '../record/stored.ts';

/** No field can be called so: fields that are not kept and could not be evaluated either. */
const mark = '$leftEmpty';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly rows?: readonly Named[];
}

/** Why: the record asks too much by itself, or together with the others of a list. */
type Why = 'not-evaluated' | 'not-evaluated-here';

/** The record with those of its fields that were too much to evaluate. */
export function withLeftEmpty(stored: Stored, fields: readonly Field[], why: Why): Stored {
  return { ...stored, [mark]: fields.map(({ path, label }) => ({ path, why, label: { ...label } })) };
}

/** Warnings of what was left empty, as far as these members are told. */
export function leftEmpty(
  stored: Readonly<Record<string, Json>>,
  members: readonly Named[],
  { language, served }: Call,
): readonly FieldProblem[] {
  const left = stored[mark];
  if (!Array.isArray(left)) return [];
  const problems = (left as readonly JsonObject[]).flatMap(({ path, why, label = null }): Problem[] => {
    const [first] = membersAlong(String(path).split('.'), members) ?? [];
    return first
      ? [{ path: pointerTo(first.name), code: String(why), params: { label }, severity: 'warning' }]
      : [];
  });
  return renderProblems(problems, language, served.model.messages);
}

/** Undefined: one of them is not told. */
function membersAlong(
  [id, ...rest]: readonly string[],
  members: readonly Named[],
): readonly Named[] | undefined {
  const member = members.find((one) => one.id === id);
  if (!member || rest.length === 0) return member && [member];
  const below = membersAlong(rest, member.rows ?? []);
  return below && [member, ...below];
}
