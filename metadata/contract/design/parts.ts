import type { LogAction } from '../../design/design-log.ts';
import {
  anyObject,
  anything,
  closed,
  dictionary,
  either,
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  nothing,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import type { DroppedSource } from '../../source.ts';
import { maybeText, label as namedLabel } from '../common/shared.ts';
import { designStep } from './step.ts';

/** A text of what is designed. */
export const said = text({ minLength: 1, maxLength: 1000 });
const anyText = text({ maxLength: 1000 });
export const label = closed({ zh: anyText, en: anyText });

const person = object({ id: text(), name: text() });
const nobodyOr = either([person, nothing()]);

const entry = object({
  n: integer(),
  by: person,
  at: instant(),
  does: typed<LogAction>(anyObject()),
});

export const present = list(object({ id: text(), name: text(), place: text(), at: instant() }), {
  description: 'Who has it open, the last first',
});
export type Present = TypeOf<typeof present>[number];

const newVersions = dictionary(
  closed({
    version: optional(
      text({
        maxLength: 100,
        description: 'Semver, not below the least that the steps ask for. Default: that',
      }),
    ),
    notes: optional(text({ maxLength: 20_000, description: 'What is told of it: CHANGELOG.md' })),
  }),
  { description: 'Of packages that its steps write into, by name: the version that is made, and its notes' },
);
/** What is said of the new versions that publishing a design makes, by package. */
export type NewVersions = TypeOf<typeof newVersions>;

const members = {
  id: text({ format: 'uuid' }),
  name: text(),
  layer: text({ description: 'Package that its steps write where they do not say which' }),
  shared: flag(),
  by: person,
  base: integer({ description: 'Revision of the model it began on' }),
  state: oneOf(['open', 'proposed', 'approved', 'scheduled', 'published', 'discarded'], { type: 'string' }),
  createdAt: instant(),
  modifiedAt: instant(),
  proposed: nobodyOr,
  approved: nobodyOr,
  scheduledAt: either([instant(), nothing()]),
  scheduled: either([person, nothing()], { description: 'Who chose the time' }),
  failure: either([object({ code: text(), message: text(), at: instant() }), nothing()], {
    description: 'Why it was not published at its time: `code`, `message`, `at`',
  }),
  rejected: either([object({ by: person, at: instant(), reason: text() }), nothing()], {
    description: 'Who sent it back last, when and why: `by`, `at`, `reason`',
  }),
  revision: maybe(integer({ description: 'Of its publish' })),
  publishing: flag(),
  versions: newVersions,
} as const;
export const design = object(members);
/** A design, without its steps. */
export type DesignHead = TypeOf<typeof design>;

export const designLog = object({
  entries: integer({ description: 'How many there are by now; what `seen` says next time' }),
  log: list(entry, { description: 'What was not seen, others’ too' }),
});
/** The part of a design's log that the sender had not seen, with its length after what was sent. */
export type DesignLog = TypeOf<typeof designLog>;
export { entry as designEntry };

export const namingSets = list(object({ id: text(), number: maybeText, name: maybeText, state: text() }), {
  description: 'Change sets that are to be published with it, of those the caller may see',
});
export type NamingSet = TypeOf<typeof namingSets>[number];

const refused = object({
  n: integer(),
  problems: list(object({ code: text(), params: anyObject(), message: text() })),
});
/** A step that can no longer be taken, with why. */
export type RefusedStep = TypeOf<typeof refused>;

const overtaken = object({
  n: integer(),
  layer: text(),
  form: text(),
  target: text(),
  now: anything(),
  by: maybeText,
  own: flag({ description: 'Whoever asks published it, or took it back, himself' }),
});
/** A property that a step says, and that was published otherwise since the design began. */
export type Overtaken = TypeOf<typeof overtaken>;
export { overtaken as overtakenStep, refused as refusedStep };

export const openDesign = object({
  ...members,
  entries: integer(),
  log: list(entry),
  present,
  changeSets: namingSets,
  refused: list(refused, {
    description: 'Steps that can no longer be taken: what they were about went meanwhile',
  }),
  overtaken: list(overtaken, { description: 'What others published otherwise since the design began' }),
});

export const newDesign = closed({
  name: optional(text({ maxLength: 200 })),
  layer: optional(said),
  shared: optional(flag()),
  key: optional(
    text({
      pattern: '^[A-Za-z0-9_-]{16,64}$',
      examples: ['my-design-2026-01-31'],
      description:
        'Made by the caller for this design alone. Asked again with the same key and steps, the same design is answered',
    }),
  ),
  steps: optional(
    list(designStep, {
      maxItems: 500,
      description: 'Taken as it is made: it is never there without them',
    }),
  ),
});
export type NewDesign = TypeOf<typeof newDesign>;

export const begunDesign = object({
  ...members,
  entries: optional(integer()),
  log: optional(
    list(entry, {
      description: 'All entries there are by now. Only where `key` or `steps` was sent',
    }),
  ),
});

export const designChange = closed({
  name: optional(text({ maxLength: 200 })),
  shared: optional(flag()),
  versions: optional(newVersions),
});
export type DesignChange = TypeOf<typeof designChange>;

const designPackage = object({
  name: text(),
  version: text(),
  prefix: text(),
  own: flag({ description: 'Whether it may be written here' }),
  designed: flag({ description: 'Whether what is designed of its forms is written into it' }),
  files: anyObject({ description: 'By path; without records, and without cases of others' }),
  dropped: list(typed<DroppedSource>(anyObject())),
});
/** A package as whoever designs is sent it. */
export type DesignPackage = TypeOf<typeof designPackage>;
const known = object(
  {
    capabilities: list(text(), { description: 'What actions of forms may do' }),
    checks: list(text(), { description: 'Checks of whole records that forms may name' }),
    icons: dictionary(named('Label', namedLabel), {
      description: 'What folders of the menu may be drawn with, and what it shows',
    }),
  },
  { description: 'What packages may speak of on this server' },
);
export const designSources = object({
  revision: integer(),
  known,
  packages: list(designPackage),
  zone: text({
    description: 'The time zone in which stored days become moments: that of the root organisation',
  }),
});
/** The packages that a design stands on, and the names that these may use. */
export type DesignSources = Pick<TypeOf<typeof designSources>, 'known' | 'packages'>;
