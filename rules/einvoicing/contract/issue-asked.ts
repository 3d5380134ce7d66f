import {
  closed,
  dictionary,
  flag,
  integer,
  list,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../../metadata/shape/shape.ts';
import { split } from './plan-asked.ts';

const namedMembers = {
  id: text({ minLength: 1, description: 'Or the number of the document' }),
  ifMatch: optional(integer({ description: 'The revision of the record as it was read' })),
};
const named = closed(namedMembers);
/** A document as whoever has seen it names it. */
export type NamedDocument = TypeOf<typeof named>;
const many = { minItems: 1, maxItems: 10_000 } as const;

/** The applications that are issued, and how. */
export const issueAsked = closed({
  applications: list(closed({ ...namedMembers, split: optional(split) }), many),
  split: optional(split),
  push: optional(
    oneOf(['pending', 'issue'], {
      description: 'What becomes of the pending invoices: kept (default), or sent on to be issued',
    }),
  ),
  by: optional(
    oneOf(['page', 'interface'], {
      description: 'Only a page is asked questions; by default an interface',
    }),
  ),
  unlinked: optional(
    oneOf(['blue', 'confirmation-then-blue'], {
      description:
        'What negative applications are matched with that name nothing: blue invoices alone, or a red confirmation first (default)',
    }),
  ),
  answers: optional(dictionary(flag(), { description: 'To questions that were asked before, by their ids' })),
});
export type IssueWanted = TypeOf<typeof issueAsked>;

export const batchAsked = closed({
  pendingInvoices: list(named, many),
  order: optional(
    oneOf(['pending-number', 'buyer-name', 'seller-bank', 'application-number', 'split-order'], {
      description: 'Default: as the settings say',
    }),
  ),
  continueAfterFailure: optional(
    flag({
      description:
        'Whether those behind a paper invoice that failed are issued; default: as the settings say. Electronic ones always are.',
    }),
  ),
});
/** The way in which a batch is issued; the settings of each organisation fill in what is left open. */
export type BatchHow = Omit<TypeOf<typeof batchAsked>, 'pendingInvoices'>;

export const stopAsked = closed({
  pendingInvoices: list(text({ minLength: 1 }), { ...many, description: 'Ids or numbers' }),
});
