import type { Mutant } from './mutant.ts';

const file = 'runtime/einvoicing/effects/effects.db.test.ts';

/** Settings of issuing that would change nothing any more, or the wrong document. */
export const ofEffects: readonly Mutant[] = [
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
