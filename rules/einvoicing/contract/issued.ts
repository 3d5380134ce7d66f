import type { IssueSaid, StepSaid } from '../../../metadata/contract/decisions/answered.ts';
import {
  anyObject,
  integer,
  list,
  maybe,
  object,
  oneOf,
  type TypeOf,
  text,
  typed,
} from '../../../metadata/shape/shape.ts';
import type { PendingInvoice } from '../plan/plan.ts';
import type { SplitUsed } from '../plan/split-used.ts';

const issue = typed<IssueSaid>(anyObject());

/** The questions that are asked before anything is written. */
const questions = list(object({ id: text(), kind: text(), text: text() }));

const made = object({ id: text(), number: text(), applications: list(text()) });
/** A pending invoice that was made of applications. */
export type MadePending = TypeOf<typeof made>;

export const issueOutcome = object({
  pendingInvoices: list(made),
  held: list(text(), { description: 'Numbers of applications that wait for others' }),
  stopped: list(text(), { description: 'Numbers of applications that something stops; `issues` say what' }),
  questions,
  issues: list(typed<IssueSaid>(anyObject({ description: 'code, severity, at, params, text' }))),
  revision: maybe(integer(), { description: 'Of the write; null: nothing was written' }),
});
export type IssueOutcomeSaid = TypeOf<typeof issueOutcome>;

export const issuePreview = object({
  applications: list(
    object({
      id: text(),
      number: text(),
      revision: integer(),
      organisation: maybe(text(), { description: 'Number of the one it is issued for' }),
    }),
    { description: 'In the order of the places that invoices, steps and issues name' },
  ),
  result: object({
    pendingInvoices: list(typed<PendingInvoice>(anyObject()), {
      description: 'As they would be written, as far as you may read pending invoices',
    }),
    held: list(text()),
    stopped: list(text()),
    splits: list(typed<SplitUsed>(anyObject()), {
      description: 'How each document was split: of, applications, by, rule, limit, rows, invoices',
    }),
    questions,
  }),
  trace: list(typed<StepSaid>(anyObject()), {
    description: 'What changed something, in order, with its rule and `text`',
  }),
  issues: list(issue, { description: 'code, severity, at, params, text' }),
  flaws: list(
    object({
      invoice: integer({ description: 'Place among `pendingInvoices`' }),
      document: integer({ description: 'Place among `applications`' }),
      path: text({ description: 'JSON Pointer into the application' }),
      code: text(),
      severity: oneOf(['stops', 'warns']),
      text: text(),
    }),
    { description: 'What keeps invoices from leaving, or should be looked at: where it is mended' },
  ),
});
/** The preview of issuing: what it would make of applications, in words. */
export type IssuePreview = TypeOf<typeof issuePreview>;

export const batched = object({
  batch: text(),
  pendingInvoices: list(text(), { description: 'In their order' }),
});
export type Batched = TypeOf<typeof batched>;

export const stopping = object({
  stopping: list(text(), {
    description: 'Those still under way; what was sent meanwhile is issued all the same',
  }),
});
export type Stopping = TypeOf<typeof stopping>;
