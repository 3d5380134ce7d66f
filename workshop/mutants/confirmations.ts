import type { Mutant } from './mutant.ts';

const information = 'runtime/einvoicing/issuing/red/information/information.db.test.ts';
const voids = 'runtime/einvoicing/issuing/voids/voids.db.test.ts';
const waiting = 'runtime/einvoicing/issuing/red/waiting.db.test.ts';
const titles = { file: 'runtime/einvoicing/http/titles.db.test.ts' };

/** Red invoices, the forms and confirmations they go by, titles that are picked, and receivables as they are saved. */
export const ofConfirmations: readonly Mutant[] = [
  {
    file: 'runtime/einvoicing/issuing/red/red-may-leave.ts',
    find: "if (other?.issueStatus === 'issuing' && other.redInformation === information) return { isOurs: false };",
    replace: '',
    why: 'two red invoices leave by one red-letter form',
    suite: { file: information, tests: 'lets one red invoice out' },
  },
  {
    file: 'runtime/einvoicing/issuing/red/red-may-leave.ts',
    find: "found?.status !== 'numbered' || (found.blueInvoice ?? blue) !== blue",
    replace: "found?.status !== 'numbered'",
    why: 'a red invoice leaves by the form of another invoice',
    suite: { file: information, tests: 'no red invoice of another' },
  },
  {
    file: 'runtime/einvoicing/issuing/red/held-of-blue.ts',
    find: "return known.every(({ issueStatus }) => issueStatus === 'issued');",
    replace: 'return known.length === 0;',
    why: 'a form whose red invoice is void can never be used again',
    suite: { file: information, tests: 'numbered as before' },
  },
  {
    file: 'runtime/einvoicing/issuing/red/information/information-acts.ts',
    find: "{ status: 'revoking', waitsFor: null }",
    replace: '{ waitsFor: null }',
    why: 'a form is taken while the bureau is asked to revoke it',
    suite: { file: information, tests: 'that is being revoked' },
  },
  {
    file: 'runtime/einvoicing/issuing/red/reverse-invoice.ts',
    find: "if (isBeingVoided(current)) throw blueBeingVoided({ number: current.number ?? '' });",
    replace: '',
    why: 'an invoice is reversed at the moment in which it is voided',
    suite: { file: voids, tests: 'one of the two' },
  },
  {
    file: 'runtime/einvoicing/issuing/voids/void-queued.ts',
    find: 'withoutHeld({ ...current, ...use }, held)',
    replace: '{ ...current, ...use }',
    why: 'an invoice is voided of which a confirmation was entered meanwhile',
    suite: { file: voids, tests: 'entered while it waited' },
  },
  {
    file: 'rules/einvoicing/red-confirmation/next-step.ts',
    find: '{ all: [inTime, { any: answeredFor(seller, buyer) }] },',
    replace: '{ any: answeredFor(seller, buyer) },',
    why: 'what has lapsed waits for us for ever',
    suite: { file: waiting },
  },
  {
    file: 'rules/einvoicing/red-confirmation/next-step.ts',
    find: "by: status === '02' ? 'buyer' : 'seller', todo: 'answer'",
    replace: "by: status === '02' ? 'seller' : 'buyer', todo: 'answer'",
    why: 'a confirmation says that the side answers that has entered it',
    suite: { file: 'rules/einvoicing/red-confirmation/next-step.test.ts' },
  },
  {
    file: 'runtime/einvoicing/issuing/red/ask-uses.ts',
    find: '...(after === null ? [] : [behind(after)]),',
    replace: '',
    why: 'the newest invoices are never asked about',
    suite: { file: 'runtime/einvoicing/schedule/automation.db.test.ts', tests: 'so many invoices at a time' },
  },
  {
    file: 'runtime/einvoicing/http/titles.ts',
    find: "if (value === '' || !isSeen(fact) || found.size >= most) continue;",
    replace: "if (value === '' || found.size >= most) continue;",
    why: 'a title is found by a field that one may not see',
    suite: titles,
  },
  {
    file: 'rules/einvoicing/titles/propose-titles.ts',
    find: 'Number(b === usual) - Number(a === usual) || priorityOf(a) - priorityOf(b)',
    replace: 'priorityOf(a) - priorityOf(b)',
    why: 'the default row of a title is not the first',
    suite: titles,
  },
  {
    file: 'runtime/einvoicing/issuing/pushed/items-chosen.ts',
    find: "...(refused ? {} : { severity: 'warning' }),",
    replace: '',
    why: 'a receivable without an item is refused though a parameter lets it be',
    suite: { file: 'runtime/einvoicing/issuing/receivables.db.test.ts' },
  },
  {
    file: 'rules/einvoicing/merge/merge.ts',
    find: '...(rule.hidden?.length ? { hidden: rule.hidden } : {}),',
    replace: '...(rule.hidden?.length && group.length > 1 ? { hidden: rule.hidden } : {}),',
    why: 'a document by itself shows what its rule hides',
    suite: { file: 'runtime/einvoicing/outgoing/files/faces.db.test.ts', tests: 'hides what' },
  },
  {
    file: 'runtime/einvoicing/issuing/documents/look.ts',
    find: 'if (next === null || due.length >= page) break;',
    replace: 'break;',
    why: 'as many confirmations as a pass reads, whose bureau is away, keep all others waiting',
    suite: { file: 'runtime/einvoicing/issuing/red/queued.db.test.ts' },
  },
];
