import { instant, object, oneOf, text, yes } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { decision } from '../forms/configuration.ts';
import { confirmationState, issuesByItself, type StateQuestion } from './states.ts';

export const confirmationStateDecision = decision<Pick<StateQuestion, 'confirmation' | 'action' | 'by'>>({
  name: 'confirmation-states',
  label: { zh: '红字确认单状态', en: 'States of a red confirmation' },
  summary: {
    zh: '红字确认单现在是什么状态、谁可以做什么、做了之后变成什么；是否有自动化任务开具红票',
    en: 'The current state of a red confirmation, who may do what, what comes of it, and whether a task issues the red invoice automatically',
  },
  input: object(
    {
      confirmation: object(
        {
          status: { type: 'string' },
          initiator: oneOf('seller', 'buyer'),
          enteredAt: instant,
          issued: yes,
          invoiceType: text,
          blueDeducted: yes,
          blueEntered: yes,
          buyerKind: text,
        },
        ['status'],
      ),
      action: oneOf('enter', 'confirm', 'refuse', 'withdraw', 'issue'),
      by: oneOf('seller', 'buyer'),
    },
    ['confirmation'],
  ),
  reads: { records: ['automation-task'] },
  decide(asked, configuration, level) {
    const trace = new Trace(level);
    const { issue, ...answer } = confirmationState({ ...asked, now: configuration.now.instant });
    if (issue) trace.stops(issue);
    const tasks = configuration.records('automation-task');
    const after = { status: answer.status, issued: answer.issued };
    return trace.decided({ ...answer, issuesByItself: issuesByItself(after, tasks) });
  },
});
