import {
  anyObject,
  anything,
  date,
  either,
  flag,
  integer,
  list,
  maybe,
  nothing,
  object,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { condition } from '../common/condition.ts';
import { maybeText } from '../common/shared.ts';
import { headMembers, reasoned, ruleHead } from './rule.ts';

const factNamed = object({
  index: integer(),
  id: optional(text({ format: 'uuid' })),
  number: optional(maybeText),
});
export type FactNamed = TypeOf<typeof factNamed>;

const coveredRule = object({
  ...headMembers,
  won: integer(),
  lostTo: list(object({ ...headMembers, count: integer() })),
  days: optional(
    list(object({ day: date(), won: integer() }), {
      description:
        'Of stored documents: how many it won of each day on which one was made that it won, the first day first; days are those of the organisation of the call.',
    }),
  ),
});
export type CoveredRule = TypeOf<typeof coveredRule>;

/** The coverage of rules by a set of facts: which facts met no rule, and which rules never won. */
export const coverage = object({
  facts: integer(),
  unmatched: list(factNamed),
  skipped: optional(list(factNamed)),
  rules: list(coveredRule),
  neverWon: list(ruleHead),
  wonBy: optional(
    list(factNamed, { description: 'The facts that the rule won which `of` names, its rows among it.' }),
  ),
  more: optional(
    integer({ description: 'Of so many rules, last in precedence, the answer had no room to tell.' }),
  ),
});
export type Coverage = TypeOf<typeof coverage>;

const difference = object({ field: text(), label: text(), here: anything(), there: anything() });
export type ResultDifference = TypeOf<typeof difference>;

const id = maybe(text({ format: 'uuid' }), { description: 'Null: of a candidate that is new.' });
const findingHead = object({ ...headMembers, id });
export type FindingHead = TypeOf<typeof findingHead>;

const relatedRule = object({
  ...headMembers,
  id,
  differs: optional(
    list(difference, {
      description: 'Of rules that overlap: what the two result in, where it is not the same.',
    }),
  ),
});
export type RelatedRule = TypeOf<typeof relatedRule>;

const beside = {
  facts: optional(
    anyObject({ description: 'Of rules that overlap: facts, as `match` takes them, for which both hold.' }),
  ),
  ask: optional(anyObject({ description: 'What has to be asked beside these facts.' })),
  related: optional(list(relatedRule)),
} as const;
const related = object(beside);
export type FindingRelated = TypeOf<typeof related>;

const finding = object({
  ...headMembers,
  id,
  ...reasoned,
  ...beside,
});
export type RuleFindingAnswer = TypeOf<typeof finding>;

/** The findings of an analysis of rules. */
export const analysis = object({
  rules: integer({ description: 'How many were looked at' }),
  next: maybe(text({ description: 'There are more: ask again with `after`.' })),
  items: list(finding),
});
export type RuleAnalysis = TypeOf<typeof analysis>;

const factLabel = { fact: text(), label: text() } as const;
const factLabelled = object(factLabel);

const gap = object({
  sentence: text({ description: 'In the language of Accept-Language' }),
  condition: either([condition, nothing()], { description: 'The same as a condition; null: any facts.' }),
  facts: anyObject({ description: 'Facts, as `match` takes them, for which no rule holds.' }),
  ask: optional(anyObject({ description: 'What has to be asked beside them.' })),
  depends: optional(
    list(factLabelled, { description: 'Rules that ask these may hold for some of such facts.' }),
  ),
});
export type Gap = TypeOf<typeof gap>;

/** The gaps in rules: combinations of facts for which no rule holds. */
export const gaps = object({
  rules: integer({ description: 'How many rules the organisation may use' }),
  items: list(gap),
  more: flag({ description: 'There may be others: not all combinations were looked at.' }),
  looked: list(factLabelled, { description: 'Whose values were told apart' }),
  unlooked: list(object({ ...factLabel, reason: text() }), {
    description: 'What rules ask beside these',
  }),
});
export type GapsAnswer = TypeOf<typeof gaps>;

/** A match as a file of a package's cases. */
export const matchCase = object({ form: text(), cases: list(anyObject()) }, { additionalProperties: true });
export type MatchCase = TypeOf<typeof matchCase>;

/** The facts that could be read from a file of documents. */
export const factsFile = object({
  items: list(
    object({
      row: integer({ description: 'Of its sheet, from 1' }),
      facts: anyObject({ description: 'As `match` takes them.' }),
      problems: list(text(), { description: 'What could not be read of it.' }),
    }),
  ),
  warnings: list(text(), { description: 'What of the file was left out.' }),
});
export type FactsFile = TypeOf<typeof factsFile>;
