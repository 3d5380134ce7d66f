import type { Queue } from '../http/operations/node-load.ts';

const runs = ['auto-issue-run', 'automation-run'];
const toSend = [
  'callback',
  'invoice-mail',
  'confirmation-mail',
  'invoice-sms',
  'cloud-message',
  'invoice-file',
];

/** What waits to be issued, run or sent by itself. */
export const queues: readonly Queue[] = [
  { form: 'pending-invoice', field: 'issueStatus', waiting: ['issuing'] },
  ...runs.map((form) => ({ form, field: 'state', waiting: ['waiting', 'running'] })),
  ...toSend.map((form) => ({ form, field: 'state', waiting: ['waiting', 'sending'] })),
];
