import { msg } from '@lit/localize';
import { type Failing, failureBy } from '../../record/document/failing.ts';
import { failureRemedies, placeOfPending } from './failure-remedies.ts';

const outgoing: Failing = {
  state: 'state',
  values: ['failed', 'unclear'],
  reason: 'failure',
  action: 'send-again',
  text: () => msg('发送失败', { id: 'failure-sending' }),
};

const run: Failing = {
  state: 'state',
  values: ['failed', 'interrupted'],
  reason: 'failure',
  action: 'run-again',
  text: () => msg('执行失败', { id: 'failure-run' }),
};

/** What failed with a document of issuing, and with what went out because of it. */
export const documentFailure = failureBy({
  'pending-invoice': {
    state: 'issueStatus',
    values: ['failed'],
    settled: (valueAt) => valueAt('billStatus') === 'voided',
    reason: 'failure',
    action: 'issue',
    text: () => msg('开票失败', { id: 'failure-issuing' }),
    place: placeOfPending,
    remedy: failureRemedies,
  },
  invoice: {
    state: 'voidState',
    values: ['failed'],
    // What was reversed, were it a part, is voided no more.
    settled: (valueAt) => valueAt('invoiceStatus') !== 'normal',
    reason: 'voidFailure',
    action: 'void',
    text: () => msg('作废失败', { id: 'failure-voiding' }),
  },
  'red-information': {
    state: 'status',
    values: ['refused'],
    reason: 'waitsFor',
    action: 'send',
    text: () => msg('税局没有受理', { id: 'failure-refused' }),
  },
  'auto-issue-run': run,
  'automation-run': run,
  callback: outgoing,
  'cloud-message': outgoing,
  'confirmation-mail': outgoing,
  'invoice-file': { ...outgoing, text: () => msg('没有取到文件', { id: 'failure-file' }) },
  'invoice-mail': outgoing,
  'invoice-sms': outgoing,
});
