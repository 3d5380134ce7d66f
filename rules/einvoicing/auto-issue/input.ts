import { documentOf, listOf, object } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { autoIssue } from './auto-issue.ts';

interface AutoIssueInput {
  readonly applications?: readonly Application[];
  readonly running?: readonly string[];
  readonly now?: readonly string[];
}

export const autoIssueDecision = decision<AutoIssueInput>({
  name: 'auto-issue',
  label: { zh: '自动开票', en: 'Issue automatically' },
  summary: {
    zh: '此刻哪些方案到期，哪些申请单由哪个方案开具',
    en: 'Which schemes are due now, and which scheme issues which applications',
  },
  input: object({
    applications: listOf(documentOf('invoice-application')),
    running: listOf({ type: 'string' }),
    now: listOf({ type: 'string' }),
  }),
  reads: { rules: ['auto-issue-scheme'], records: ['auto-issue-scheme'] },
  decide: (asked, configuration, level) => {
    const schemes = configuration
      .records('auto-issue-scheme')
      .map((scheme) => ({ ...scheme, number: scheme.number ?? '' }));
    return autoIssue({ ...asked, at: configuration.now, schemes }, configuration.rules, level);
  },
});
