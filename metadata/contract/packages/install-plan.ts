import { partSorts } from '../../diff/package-parts.ts';
import {
  anyObject,
  anything,
  dictionary,
  either,
  flag,
  integer,
  list,
  maybe,
  named,
  nothing,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { fieldProblem, maybeText } from '../common/shared.ts';
import {
  creates,
  hiddenData,
  issues,
  labelled,
  loadedMembers,
  maybeLabel,
  packageOrigin,
  publication,
  risk,
  signer,
} from './parts.ts';

const spot = {
  form: maybeText,
  formLabel: maybeLabel,
  target: text(),
  property: text(),
  propertyName: text({ description: 'What people call the property' }),
  label: maybeLabel,
} as const;
const counts = object({ passed: integer(), failed: integer(), skipped: integer() });

const open = object(
  {
    questions: integer(),
    interference: integer(),
    errors: integer(),
    cases: integer(),
    requirements: integer(),
    rehearsal: integer({ description: '1 while it is not known what cases and records come to' }),
  },
  { description: 'What is to be answered or mended first, counted' },
);

const apiLine = object({
  form: text(),
  formLabel: labelled,
  name: text(),
  message: text(),
  part: oneOf(['form', 'field', 'filter', 'action', 'calls']),
  change: oneOf(['added', 'removed', 'renamed', 'narrowed', 'widened', 'changed']),
  breaks: flag({ description: 'Whether a caller of before is stopped by it' }),
});
export type ApiLine = TypeOf<typeof apiLine>;

const plannedPackage = object({
  name: text(),
  version: text(),
  from: maybeText,
  action: oneOf(['install', 'upgrade', 'downgrade', 'change', 'none']),
  label: maybeLabel,
  signed: maybe(object({ ...signer, whole: flag({ description: 'Nothing was changed since' }) })),
  origin: packageOrigin,
  neededBy: list(object({ package: text(), range: text() }), {
    description:
      'Of one that comes with the server: the other packages of the plan that need it as it becomes, and not as it is',
  }),
  notes: optional(
    text({ description: 'What its changelog says that the version in service does not. Absent: nothing' }),
  ),
});
export type PlannedPackage = TypeOf<typeof plannedPackage>;

const ownDifference = object({
  package: text(),
  about: oneOf(['layer', 'record', 'field', 'value']),
  form: maybeText,
  message: text(),
  here: maybeText,
  there: maybeText,
});
/** A place where this system differs from what a promoted package brought last. */
export type OwnLine = TypeOf<typeof ownDifference>;

const difference = object({
  package: text(),
  rule: text(),
  grade: oneOf(['breaking', 'additive', 'cosmetic']),
  place: text(),
  concerns: list(oneOf(['data', 'api', 'layers', 'matches'])),
  form: maybeText,
  label: maybeLabel,
  records: maybe(integer()),
  message: text(),
});
export type PlanDifference = TypeOf<typeof difference>;

const move = object({
  from: text(),
  to: text(),
  sort: oneOf(partSorts),
  form: maybeText,
  count: integer({ description: 'Parts of this sort that are told in one line' }),
  records: maybe(integer({ description: 'Of a form: its records, which stay as they are' })),
  what: text({ description: 'The same without where it goes' }),
  message: text(),
});
/** Parts that become another package's and change in nothing else. */
export type PlanMove = TypeOf<typeof move>;

const answered = either([oneOf(['theirs', 'ours']), object({ value: anything() }), nothing()], {
  description: 'theirs, ours, { value }, or null',
});
const question = object({
  id: text(),
  package: text(),
  ...spot,
  base: anything(),
  theirs: anything(),
  ours: anything(),
  shown: object({ base: text(), theirs: text(), ours: text() }),
  said: object({ package: text(), by: maybeText, at: maybeText, revision: maybe(integer()) }),
  proposal: oneOf(['theirs', 'ours']),
  answer: answered,
  remembered: flag(),
  message: text(),
  record: either([object({ form: text(), key: text(), id: text() }), nothing()], {
    description: 'Of a question about a record that a package brings; its target is records/key/field',
  }),
  problems: list(named('FieldProblem', fieldProblem), {
    description: 'Why the merged record would not be valid',
  }),
});
/** A property that the package and somebody above it both changed. */
export type PlanQuestion = TypeOf<typeof question>;

const interference = object({
  id: text(),
  ...spot,
  remembered: flag(),
  message: text(),
  said: list(object({ package: text(), value: anything(), shown: text() })),
  answer: either([object({ from: text() }), object({ value: anything() }), nothing()], {
    description: '{ from }, { value }, or null',
  }),
});
/** A property that two packages speak of, neither of which knows of the other. */
export type PlanInterference = TypeOf<typeof interference>;

const notice = object({
  code: text(),
  package: text(),
  layer: text(),
  ...spot,
  params: anyObject(),
  message: text(),
});
export type PlanNotice = TypeOf<typeof notice>;

const tableChange = object({
  kind: text(),
  table: text(),
  risk,
  creates,
  rows: maybe(integer()),
  message: text(),
});

const outcome = oneOf(['passed', 'failed', 'skipped']);
const changedCase = object({
  id: text(),
  package: text(),
  file: text(),
  name: text(),
  before: maybe(outcome),
  after: outcome,
  expected: anything(),
  actual: anything(),
  problems: list(named('FieldProblem', fieldProblem)),
});
export type ChangedCase = TypeOf<typeof changedCase>;

const winner = object({ id: text(), number: maybeText, name: maybeText });
export type PlanWinner = TypeOf<typeof winner>;
const matches = object({
  form: text(),
  about: text(),
  looked: integer(),
  changed: list(
    object({
      document: object({ id: text(), number: maybeText }),
      from: either([winner, nothing()]),
      to: either([winner, nothing()]),
    }),
  ),
  withheld: integer({ description: 'How many more there are that one may not see' }),
  why: optional(only('asks-more', { description: 'A match asks more than a document says' })),
});
export type PlanMatches = TypeOf<typeof matches>;

/** The plan of installing packages: what it would do, and what is still open. */
export const installPlan = object({
  hash: maybe(text({ description: 'Names the plan to be carried out; null: something is open' })),
  base: publication.base,
  open,
  summary: object(
    {
      lost: integer(),
      emptied: integer({ description: 'Rows whose value does not fit and is given up' }),
      questions: integer(),
      rows: integer(),
      stricter: integer(),
      tables: integer(),
      differences: integer(),
      moves: integer(),
      own: integer(),
      cases: object({
        passed: integer(),
        failed: integer(),
        newlyFailing: integer(),
        about: list(object({ label: labelled, count: integer() }), {
          description: 'The forms and decisions that they are about, those with most first',
        }),
        unseen: integer({
          description:
            'Not tried: the plan adds what none of them can see, so they come to what they come to now',
        }),
      }),
    },
    { additionalProperties: true },
  ),
  api: list(apiLine, {
    description:
      'What callers of the API find otherwise in forms, their calls, fields, actions and filters of lists',
  }),
  packages: list(plannedPackage),
  labels: dictionary(labelled, { description: 'What packages are called that the plan names, by name' }),
  requirements: list(
    object({
      package: text(),
      needs: text(),
      range: text(),
      found: maybeText,
      carried: maybe(text({ description: 'The version that comes with the server' })),
      message: text(),
    }),
    { description: 'What is wanted and not there' },
  ),
  own: list(ownDifference, {
    description:
      'Of promoted packages: in what this system differs by itself from what they brought last, or bring first; 500 at most',
  }),
  differences: list(difference),
  moves: list(move, {
    description: 'What only becomes another package’s: no data, id or name changes by it',
  }),
  questions: list(question),
  interference: list(interference),
  secrets: list(object({ id: text(), code: text(), message: text() }), {
    description:
      'Secrets of records and parameters that were brought by name alone: to be given as `secrets`',
  }),
  notices: list(notice),
  issues,
  changes: list(tableChange),
  hidden: publication.hidden,
  offers: publication.offers,
  returns: list(named('HiddenData', hiddenData), {
    description: 'What was kept out of sight since a package was uninstalled, and is seen again afterwards',
  }),
  rehearsal: either(
    [object({ state: oneOf(['waiting', 'running', 'done', 'failed']), job: maybeText }), nothing()],
    {
      description:
        'Cases and records are tried on a copy: null where there is nothing to try. While it runs follow the job, then ask for the plan again with its id',
    },
  ),
  records: either([object(loadedMembers, { additionalProperties: true }), nothing()]),
  cases: either([
    object({
      over: oneOf(['records', 'packages']),
      before: counts,
      after: counts,
      accepted: maybeText,
      changed: list(changedCase),
      withheld: integer({
        description: 'Of those that come to another end, how many go by something that one may not read',
      }),
    }),
    nothing(),
  ]),
  matches: list(matches),
});
export type InstallPlan = TypeOf<typeof installPlan>;
