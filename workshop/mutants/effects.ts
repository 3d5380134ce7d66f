import type { Mutant } from './mutant.ts';

const file = 'runtime/einvoicing/effects/effects.db.test.ts';
const filled = 'runtime/einvoicing/issuing/documents/persons-filled.db.test.ts';

/** Settings of issuing that would change nothing any more, or the wrong document. */
export const ofEffects: readonly Mutant[] = [
  {
    file: 'runtime/einvoicing/issuing/special-documents.ts',
    find: '[await personsFilled(...asked), await',
    replace: '[await',
    why: 'rules for applications name nobody',
    suite: { file: filled, tests: 'rule for applications' },
  },
  {
    file: 'runtime/einvoicing/issuing/documents/persons-filled.ts',
    find: "document: 'invoice-application',",
    replace: "document: 'pending-invoice',",
    why: 'an application is drawn by the rules for pending invoices',
    suite: { file: filled, tests: 'rule for applications' },
  },
  {
    file: 'runtime/storage/store/write/plan-write.ts',
    find: "|| before || operation !== 'create'",
    replace: "|| operation === 'restore'",
    why: 'a person whom somebody took out of an application is back with each save',
    suite: { file: filled, tests: 'filled once' },
  },
  {
    file: 'rules/einvoicing/choose-drawer/input.ts',
    find: 'user: isForUser ? configuration.user : null',
    replace: 'user: configuration.user',
    why: 'whoever makes an application draws its invoice though nobody knows yet whether Leqi will issue it',
    suite: { file: filled, tests: 'whoever issues it will be asked' },
  },
  {
    file: 'runtime/einvoicing/issuing/red/reverse-invoice.ts',
    find: '      ...persons?.invoice,\n',
    replace: '',
    why: 'what takes an invoice back is drawn by whoever drew that',
    suite: { file: filled, tests: 'what takes that back' },
  },
  {
    file: 'rules/einvoicing/business/business-of.ts',
    find: 'return isFor ? [account] : [{ ...account, isOfOthers: true }];',
    replace: 'return [account];',
    why: 'accounts of others issue for everybody',
    suite: { file, tests: 'users that it names' },
  },
  {
    file: 'rules/einvoicing/plan/cut-invoices.ts',
    find: "if (textIn(application, 'applyStatus') === 'partial') trace.stops('gross-of-part');\n  else if (gross)",
    replace: 'if (gross)',
    why: 'the rest of an application is split by amounts that were meant for all of it',
    suite: { file, tests: 'not what is left of it' },
  },
  {
    file: 'rules/einvoicing/choose-drawer/persons-of-device.ts',
    find: "(of(seller) ?? of(''))",
    replace: 'devices[0]',
    why: 'the device of another seller says who draws',
    suite: { file, tests: 'device of its seller' },
  },
  {
    file: 'rules/einvoicing/plan/persons-of.ts',
    find: 'ask: { document: of },',
    replace: "ask: { document: 'pending-invoice' },",
    why: 'rules for red confirmations draw nothing',
    suite: { file, tests: 'rules of their own' },
  },
  {
    file: 'runtime/einvoicing/issuing/red/confirmation-for.ts',
    find: '      ...confirming,\n',
    replace: '',
    why: 'a red confirmation is drawn as its invoice is, whatever is set up for it',
    suite: { file, tests: 'rules of their own' },
  },
  {
    file: 'rules/einvoicing/match-blue/input.ts',
    find: "!byAmount || basis !== 'quantity'",
    replace: 'byAmount || !byAmount || !basis',
    why: 'a page takes back by quantity, which only interfaces may',
    suite: { file, tests: 'not to a page' },
  },
  {
    file: 'rules/einvoicing/titles/buyer-of-title.ts',
    find: 'rows.find((row) => row.isDefault === true) ??',
    replace: '',
    why: 'the default row of a title is no better than any other',
    suite: { file, tests: 'says which row holds' },
  },
  {
    file: 'runtime/einvoicing/outgoing/mails-of.ts',
    find: "grouping === 'buyer' ?",
    replace: 'grouping === null ?',
    why: 'invoices of two buyers go by one mail',
    suite: { file, tests: 'to one mailbox together' },
  },
  {
    file: 'workshop/coverage.ts',
    find: "target !== 'none' && type !== 'heading'",
    replace: "target !== 'none'",
    why: 'headings count among what is carried',
    suite: { file: 'workshop/coverage.test.ts' },
  },
];
