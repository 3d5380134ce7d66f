import { plan } from '../../../rules/einvoicing/plan/plan.ts';
import { span } from '../../common/traces/trace.ts';

/** Plans as the rules do, and tells those who follow it from elsewhere which step took how long. */
export const followedPlan: typeof plan = (question, config, level) =>
  span('plan', { 'guiju.applications': question.applications.length }, () =>
    plan(question, { ...config, follow: (step, work) => span('step', { 'guiju.step': step }, work) }, level),
  );
