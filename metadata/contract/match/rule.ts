import type { JsonSchema } from '../../common/json.ts';
import {
  anyObject,
  either,
  flag,
  integer,
  list,
  maybe,
  named,
  nothing,
  object,
  oneOf,
  optional,
  type Shape,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { problem } from '../common/problem.ts';
import { maybeText, reference } from '../common/shared.ts';

/** A rule as answers name it. */
export const headMembers = {
  id: text({ format: 'uuid' }),
  number: maybeText,
  name: maybeText,
  org: named('Reference', reference),
  sharing: optional(text()),
  row: optional(
    object({ id: text(), seq: integer() }, { description: 'Where rows match: which one of the record.' }),
  ),
  personalised: optional(flag()),
} as const;
export const ruleHead = object(headMembers);
export type RuleHead = TypeOf<typeof ruleHead>;

const place = maybe(integer(), { description: 'Among the rules the organisation may use.' });
const placedRule = object({ ...headMembers, place });

export const reasoned = {
  code: text(),
  reason: text({ description: 'In the language of Accept-Language' }),
} as const;

const leafMembers = {
  pointer: text({ description: 'JSON Pointer into the condition' }),
  fact: text(),
  label: text(),
  operator: text(),
  sentence: text(),
  expected: text(),
  actual: optional(text()),
} as const;
const leaf = object(leafMembers);
export type LeafAnswer = TypeOf<typeof leaf>;

const verdictMembers = {
  type: oneOf(['all', 'any', 'not', 'some', 'leaf']),
  holds: flag(),
  pointer: optional(leafMembers.pointer),
  fact: optional(leafMembers.fact),
  label: optional(leafMembers.label),
  operator: optional(leafMembers.operator),
  sentence: optional(leafMembers.sentence),
  expected: optional(leafMembers.expected),
  actual: leafMembers.actual,
  row: optional(
    maybe(integer({ description: 'Of `some`: the row that is told of, from 1; null: there are none.' })),
  ),
} as const;
const verdictPart = object(verdictMembers);
export type VerdictAnswer = TypeOf<typeof verdictPart> & { readonly nodes?: readonly VerdictAnswer[] };

/** The verdict on a part of a condition, in its shape; it stands in the document as `Verdict`. */
export const verdict: JsonSchema = object({
  ...verdictMembers,
  nodes: optional(list({ $ref: '#/components/schemas/Verdict' })),
});
const wholeVerdict: Shape<VerdictAnswer> = {
  $ref: '#/components/schemas/Verdict',
  description: 'The verdict on every part, in the shape of the condition.',
};

const aim = object({
  field: text(),
  label: text(),
  holds: flag(),
  expected: text(),
  actual: text(),
});
export type AimAnswer = TypeOf<typeof aim>;

const verdictOnRule = {
  ...reasoned,
  failed: optional(leaf),
  ways: optional(list(leaf, { description: 'Where there are several: one of these would be enough' })),
  condition: optional(wholeVerdict),
  for: optional(list(aim, { description: 'Whom the rule says it is for, beside its condition.' })),
} as const;
const ruleReason = object(verdictOnRule);
export type RuleReason = TypeOf<typeof ruleReason>;

/** The verdict on a rule: whether it won, and why. */
export const ruleVerdict = object({ ...headMembers, place, won: flag(), ...verdictOnRule });
export type RuleVerdict = TypeOf<typeof ruleVerdict>;

const funnelStep = object({
  step: text(),
  label: text(),
  facts: optional(list(text())),
  left: integer(),
});
export type FunnelStep = TypeOf<typeof funnelStep>;

const trace = object({
  funnel: list(funnelStep),
  rules: list(ruleVerdict),
  more: optional(integer({ description: 'So many were not told of.' })),
  next: optional(text({ description: 'Ask again with this as `after`, and these facts alone.' })),
});
export type MatchTrace = TypeOf<typeof trace>;

const winner = either([placedRule, nothing()]);
const result = either([anyObject(), nothing()]);
const unjudged = integer();
const traced = {
  unread: optional(
    list(text(), {
      description:
        'What rules ask of records that the facts only name, and the caller may not read: to the rules it is empty.',
    }),
  ),
  matches: optional(list(object({ ...headMembers, place, result: anyObject() }))),
  more: optional(integer({ description: 'With `all`: so many more hold.' })),
  trace: optional(trace),
} as const;
const oneMatched = object({ winner, result, unjudged, ...traced });
export type OneMatched = TypeOf<typeof oneMatched>;

/** The outcome of a match: for one of the facts as such, for several in a list. */
export const matched = object({
  winner: optional(winner),
  result: optional(
    either([anyObject(), nothing()], {
      description: 'Fields of the winner that the form says an answer carries.',
    }),
  ),
  unjudged: optional(
    integer({
      description:
        'Rules the organisation may use whose conditions can no longer be judged: they match nothing until they are mended.',
    }),
  ),
  ...traced,
  next: optional(
    integer({
      description:
        'Where several facts were sent with `trace` or `all`, and the answer is full: place, from 0, of the first that was not answered. Send these and those behind them again.',
    }),
  ),
  items: optional(
    list(
      object({
        index: integer(),
        status: integer(),
        winner: optional(winner),
        result: optional(result),
        unjudged: optional(unjudged),
        ...traced,
        problem: optional(named('Problem', problem)),
      }),
      { description: 'Where several facts were sent: one for each, in their order.' },
    ),
  ),
});
export type MatchAnswer = TypeOf<typeof matched>;
export type MatchedItem = NonNullable<MatchAnswer['items']>[number];

export const explainedRule = object({ winner, items: list(ruleVerdict) });
export type ExplainedRule = TypeOf<typeof explainedRule>;

const differing = object({
  count: integer(),
  rules: list(ruleHead, { description: 'The first of them' }),
});
export const byOrganisation = object({
  items: list(
    object({
      org: named('Reference', reference),
      rules: integer({ description: 'How many it may use now' }),
      copies: integer({ description: 'How many of them are own copies' }),
      more: {
        ...differing,
        description: 'Rules that the organisation above does not use.',
      } as typeof differing,
      fewer: {
        ...differing,
        description: 'Rules of the organisation above that it does not use.',
      } as typeof differing,
    }),
  ),
});
export type RulesByOrganisation = TypeOf<typeof byOrganisation>;
export type RulesHere = RulesByOrganisation['items'][number];
