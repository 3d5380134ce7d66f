import {
  anyObject,
  anything,
  either,
  flag,
  integer,
  list,
  maybe,
  named,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { label, maybeInstant, nodesServing } from '../common/shared.ts';

export const labelled = named('Label', label);
export const maybeLabel = maybe(labelled);

export const issue = object(
  {
    code: text(),
    severity: oneOf(['error', 'warning']),
    form: optional(text({ description: 'Id of the form it is about' })),
    package: optional(text()),
    file: optional(text()),
    pointer: text({ description: 'JSON Pointer inside the file' }),
    params: anyObject(),
    message: text({ description: 'In the language of Accept-Language' }),
  },
  { description: 'A mistake in metadata, or something to know of it' },
);
export const issues = list(named('Issue', issue));
export type PlanIssue = TypeOf<typeof issue>;

export const loadedMembers = {
  created: integer(),
  changed: integer(),
  issues,
  customised: optional(
    list(object({ package: text(), form: text(), key: text(), fields: list(text()) }), {
      description: 'Records of which packages and people both changed something: people’s values stayed',
    }),
  ),
  dropped: optional(
    list(
      object({
        package: text(),
        form: text(),
        key: text(),
        record: text(),
        outcome: oneOf(['taken', 'kept']),
        why: oneOf(['changed', 'used', null], { description: 'Why it was kept and marked' }),
      }),
      { description: 'Records that their packages bring no more' },
    ),
  ),
} as const;
/** The outcome of loading packages' records: how many were created and changed, and what stayed. */
export const loaded = object(loadedMembers);
type LoadedRecords = TypeOf<typeof loaded>;
export type CustomisedRecord = NonNullable<LoadedRecords['customised']>[number];
export type DroppedRecord = NonNullable<LoadedRecords['dropped']>[number];

/** Data that is kept out of sight: records of a form, or values of a field. */
export const hiddenData = object({
  form: text({ description: 'Id of the form' }),
  label: labelled,
  field: maybe(labelled, {
    description: 'What the field is called that the values are of; null: whole records',
  }),
  count: integer({ description: 'Records, or values' }),
});
export type HiddenData = TypeOf<typeof hiddenData>;

export const risk = oneOf(['safe', 'copies-table', 'lossy'], { type: 'string' });
export const creates = optional(
  text({ description: 'Id of the form whose records or rows a new table keeps' }),
);
const versioned = object({ name: text(), version: text() });

const offer = object({
  fill: text({ description: 'Names the offer' }),
  form: text(),
  field: text(),
  records: integer(),
  default: anything({ description: 'What they would be given' }),
  message: text(),
});
export type PublishOffer = TypeOf<typeof offer>;

/** The plan of a publish: what it would do. */
export const publication = {
  base: integer({ description: 'Revision of the model it was made on' }),
  hash: maybe(text({ description: 'Names the plan to be applied; null: it cannot be' })),
  packages: list(versioned),
  leaving: list(versioned, { description: 'Packages that hold no more; their data is kept' }),
  issues,
  changes: list(object({ kind: text(), table: text(), risk, creates, message: text() })),
  hidden: list(text(), { description: 'Paths whose data stays and is seen no more from then on' }),
  offers: list(offer, {
    description: 'What the publish could do for records there are: taken with `fill`',
  }),
} as const;
export const plan = object(publication);
export type PublishPlan = TypeOf<typeof plan>;

export const finishedBy = maybe(
  text({
    description:
      'The server that brought it to its end while the one that began it stood still, or was gone; null: it did so itself',
  }),
);
export const publishedMembers = {
  revision: integer(),
  ...publication,
  data: optional(named('Loaded', loaded)),
  nodes: named('NodesServing', nodesServing),
  finishedBy,
} as const;
export const published = object({
  ...publishedMembers,
  job: maybe(text({ description: 'Id of the job that fills in what was taken of the offers' })),
});
export type Published = TypeOf<typeof published>;

/** The offers of a plan that somebody takes, and the packages he answers for. */
export const taken = {
  fill: optional(
    either([flag(), list(text())], {
      description: 'Offers of the plan that are taken: all of them, or those named',
      'x-problem': 'publish-fill-list',
    }),
  ),
  accept: optional(
    list(text(), {
      description:
        'Names of packages the caller answers for, though their signatures do not; kept in the audit trail',
      'x-problem': 'publish-accept-list',
    }),
  ),
} as const;
export const lowered = optional(
  list(text(), {
    description: 'Names of packages whose installed version may be replaced by a lower one',
    'x-problem': 'publish-downgrade-list',
    maxItems: 200,
  }),
);

/** The plan that was seen. */
export const seenHash = text({ description: 'Of the plan that was seen', 'x-problem': 'publish-hash' });

export const packageOrigin = oneOf(['server', 'here', 'signed', 'unsigned'], {
  type: 'string',
  description:
    'Who answers for it: it comes with the server, is made here, or is signed by somebody; `unsigned`: nobody can tell who made it, and whether it was altered on the way',
});
export type PackageOrigin = TypeOf<typeof packageOrigin>;

/** Who signed a package. */
export const signer = {
  key: maybe(text({ description: 'Id of the key' })),
  publisher: maybe(text({ description: 'What the key is called here' })),
  trusted: flag(),
  revokedAt: maybeInstant,
} as const;
