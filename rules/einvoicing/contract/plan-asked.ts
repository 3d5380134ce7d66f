import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { where } from '../../../metadata/contract/decisions/asked.ts';
import {
  allOptional,
  anyObject,
  closed,
  dictionary,
  flag,
  list,
  oneOf,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../../metadata/shape/shape.ts';
import { splitMembers } from '../plan/input.ts';

/** A choice of how to split as it is sent; `choiceProblems` and the decision judge it. */
export const split = typed<JsonObject>(splitMembers.split);

/** The members that name the applications to plan, and how they are planned. */
export const planMembers = allOptional({
  applications: list(anyObject(), {
    minItems: 1,
    description: 'As reads answer them, or with as much as an interface knows of them.',
  }),
  ids: list(text({ minLength: 1 }), {
    minItems: 1,
    description: 'Stored ones, each by its id or its number.',
  }),
  filter: typed<Condition>(
    anyObject({ description: 'Stored ones of the organisation, by a condition; `{}`: all.' }),
  ),
  by: oneOf(['page', 'interface', 'scheduler'], {
    description:
      'Only a page is asked questions; by an interface (default) documents are held back silently.',
  }),
  answers: dictionary(flag(), { description: 'By id of a question of an answer before.' }),
  split,
  splits: dictionary(split, { description: splitMembers.splits.description }),
  basis: flag({ description: splitMembers.basis.description }),
});

const { by, answers, basis } = planMembers;
/** How one application is planned that the path names. */
export const onePlanned = closed({ by, answers, split: optional(split), basis });

export const planAsked = closed({ ...planMembers, ...where }, { 'x-unwrapped': 'input' });
/** The applications to plan, and how they are planned. */
export type PlanAsked = Omit<TypeOf<typeof planAsked>, keyof typeof where>;
