import {
  allOptional,
  anyObject,
  closed,
  dictionary,
  either,
  list,
  maybe,
  oneOf,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';

/** Records that one trial may name. */
export const mostNamed = 200;

const few = { maxItems: mostNamed } as const;
const byForm = { maxProperties: mostNamed, propertyNames: { maxLength: 64 } } as const;
const name = text({ maxLength: 200 });

/** The data that is tried instead of what is stored. */
const trial = closed(
  allOptional({
    records: dictionary(either([list(anyObject(), few), anyObject()]), {
      ...byForm,
      description:
        'By form: records as they are saved. One with the `id` or the number of a stored one changes it; of a setting its document.',
    }),
    remove: dictionary(list(name, few), {
      ...byForm,
      description: 'By form: ids or numbers of records that are not there.',
    }),
    only: list(name, { ...few, description: 'Forms of which nothing but the trial is there.' }),
    parameters: list(closed({ type: name, key: name, raw: maybe(text(), { maxLength: 4000 }) }), few),
    changeSet: text({
      format: 'uuid',
      description: 'As if this change set were published, with the design that it names.',
    }),
    design: text({
      format: 'uuid',
      description: 'As if this design were published; for whoever may read it.',
    }),
  }),
);
export type Trial = TypeOf<typeof trial>;

/** The configuration under which something is asked. */
export const where = allOptional({
  at: maybe(text(), {
    description: 'The moment: an instant, a local date, or date and time. Default: now.',
  }),
  asOf: typed<string | number | null>({
    type: ['string', 'integer', 'null'],
    description: 'The configuration as it stood: an instant, or a revision. Default: as it is.',
  }),
  trial: maybe(trial, {
    description: 'What is tried instead of what is stored; it is judged as if it were saved, and nothing is.',
  }),
});
export const side = closed(where);
export type Where = TypeOf<typeof side>;

export const trace = maybe(
  oneOf(['none', 'summary', 'full'], {
    description: '`summary` (default): what changed something; `full`: also what was looked at in vain.',
  }),
);
export type TraceWanted = TypeOf<typeof trace>;
