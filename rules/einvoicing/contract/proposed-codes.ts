import { list, maybe, object, oneOf, type TypeOf, text } from '../../../metadata/shape/shape.ts';
import { proposedBy } from '../tax-codes/propose-tax-codes.ts';

export const proposedCodes = object({
  items: list(
    object({
      id: text(),
      number: text(),
      name: text(),
      shortName: maybe(text()),
      rates: list(text()),
      preferences: maybe(text(), { description: 'Preference texts that may stand with the code' }),
      by: oneOf(proposedBy, { type: 'string', description: 'Why it is proposed, the surest first' }),
      like: text({ description: 'What the name was found to be like' }),
    }),
  ),
});
export type ProposedCodes = TypeOf<typeof proposedCodes>;
