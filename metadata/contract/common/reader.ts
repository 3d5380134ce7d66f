import { flag, instant, integer, maybe, object, optional, type TypeOf, text } from '../../shape/shape.ts';
import { maybeText, organisation } from './shared.ts';

/** A program that reads a parameter. */
export const reader = object({
  app: maybeText,
  token: maybe(object({ id: text(), name: maybeText })),
  user: maybe(object({ id: optional(text()), number: maybeText, name: maybeText })),
  client: maybe(text({ description: 'As it names itself.' })),
  version: maybeText,
  org: maybe(organisation),
  lastRead: instant(),
  revision: maybe(integer({ description: 'Of the values that it holds.' })),
  many: flag({ description: 'It reads many at once, and may need this one or not.' }),
  refused: maybe(object({ at: instant(), revision: integer(), reason: text() }), {
    description: 'What it said it could do nothing with; null: nothing.',
  }),
});
export type ParameterReader = TypeOf<typeof reader>;
