import type { Mutant } from './mutant.ts';

const summaries = { file: 'runtime/einvoicing/issuing/leqi/leqi.db.test.ts' };
const quota = { file: 'runtime/einvoicing/issuing/quota/quota.db.test.ts' };

/** What days and months bring to issuing: quota, summaries, accounts of the cloud. */
export const ofMonths: readonly Mutant[] = [
  {
    file: 'rules/einvoicing/leqi-summary/leqi-summary.ts',
    find: 'return day < last ? day : last;',
    replace: 'return day;',
    why: 'a month that lacks the day is confirmed in the next one',
    suite: { file: 'rules/einvoicing/leqi-summary/leqi-summary.test.ts' },
  },
  {
    file: 'runtime/einvoicing/issuing/leqi/sum-month.ts',
    find: "{ fact: 'testing', operator: 'notEqual', value: true },",
    replace: '',
    why: 'tests count as invoices that Leqi issued',
    suite: summaries,
  },
  {
    file: 'runtime/einvoicing/issuing/leqi/confirm-summary.ts',
    find: '...(moved ? {} :',
    replace: '...(moved && !moved ? {} :',
    why: 'somebody confirms figures that he has not seen',
    suite: summaries,
  },
  {
    file: 'rules/einvoicing/tax-accounts/taken-over.ts',
    find: "account.online === true && kept.has(account.channel ?? '') &&",
    replace: 'account.online === true &&',
    why: 'accounts go offline of which the cloud keeps no list',
    suite: { file: 'rules/einvoicing/tax-accounts/taken-over.test.ts' },
  },
  {
    file: 'rules/einvoicing/choose-channel/choose-channel.ts',
    find: '!isGiven(sellerTaxNo) || taxNo === sellerTaxNo',
    replace: '!isGiven(sellerTaxNo) || taxNo !== null',
    why: 'an account of another seller issues',
    suite: { file: 'runtime/einvoicing/issuing/push/push.db.test.ts', tests: 'another seller' },
  },
  {
    file: 'runtime/einvoicing/issuing/quota/ledger.ts',
    find: 'kept.at(-1)',
    replace: 'kept.at(0)',
    why: 'what was reserved anew is confirmed as it was reserved first',
    suite: quota,
  },
  {
    file: 'runtime/einvoicing/issuing/quota/ledger.ts',
    find: "if (usedLeqi === '0' && usedOthers === '0') return {};",
    replace: "if (usedLeqi !== '-') return {};",
    why: 'what is issued before its month is opened counts nowhere',
    suite: quota,
  },
];
