import {
  anyObject,
  instant,
  integer,
  list,
  maybe,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';

/** Values that a body may hold which takes many documents, records or files at once: each is read by itself. */
export const manyValues = 100_000;

/** The same of one record, which is judged as a whole: some thousands of rows as people fill them. */
export const recordValues = 50_000;

export const maybeText = maybe(text());
export const maybeInstant = maybe(instant());

/** The user who wrote something. */
export const actor = object({ id: text(), name: text() }, { description: 'Who wrote it' });

/** A mistake in what was sent or stored, and where. */
export const fieldProblem = object({
  path: text({ description: 'JSON Pointer into what was sent' }),
  code: text(),
  message: text({ description: 'In the language of Accept-Language' }),
  params: optional(anyObject()),
  severity: optional(oneOf(['error', 'warning'], { type: 'string' })),
});
export type FieldProblem = TypeOf<typeof fieldProblem>;

/** In both languages; null: it has none, or what it was of is gone. */
export const label = object({ zh: text(), en: text() });

/** A record as others name it. */
export const reference = object({
  id: text(),
  number: maybe(text()),
  name: maybe(text()),
  withheld: optional(
    oneOf(['elsewhere', 'no-right'], {
      type: 'string',
      description:
        'Why the record is not named: it belongs to another organisation, or its form is not the caller’s to read',
    }),
  ),
});

/** A record or an organisation; what nobody knows has no id. */
export const pointer = object({ id: maybeText, number: maybeText, name: maybeText });
export type Pointer = TypeOf<typeof pointer>;

/** An organisation that there is. */
export const organisation = object({ id: text(), number: text(), name: text() });

/** An organisation as it is named in answers; null: the whole system. */
export const place = maybe(object({ id: text(), number: maybe(text()), name: maybe(text()) }));

/** Somebody who did something, and when. */
export const person = object({
  id: optional(text()),
  number: optional(maybe(text())),
  name: optional(maybe(text())),
  at: optional(maybe(instant())),
});

/** Of the nodes that live, how many serve a publish by now, and which do not yet. */
export const nodesServing = object(
  {
    serving: integer(),
    behind: list(
      object({
        id: text(),
        name: text({ description: 'How people call it' }),
        since: instant({ description: 'When it was last heard of' }),
      }),
    ),
  },
  { description: 'Of the nodes that live, how many serve the publish by now, and which do not yet' },
);

export type Organisation = TypeOf<typeof organisation>;
export type NodesServing = TypeOf<typeof nodesServing>;
export type Reference = TypeOf<typeof reference>;
export type Place = TypeOf<typeof place>;
export type Person = TypeOf<typeof person>;
