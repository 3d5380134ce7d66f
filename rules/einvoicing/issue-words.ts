import type { Language } from '../../metadata/common/label.ts';
import { amongTexts, issueLabel as labelOf, issueSentence as sentenceOf } from '../decisions/sentences.ts';
import type { DecisionIssue } from '../decisions/trace.ts';
import { issueMessages } from './messages.ts';
import { stepWords } from './steps.ts';

const texts = new Map(Object.entries(amongTexts({ steps: {}, issues: issueMessages, words: stepWords })));

/** An issue of a decision of e-invoicing in words. */
export function issueSentence(issue: DecisionIssue, language: Language): string {
  return sentenceOf(issue, { language, texts });
}

/** The same in every language, to stand within another sentence. */
export function issueLabel(issue: DecisionIssue): { readonly zh: string; readonly en: string } {
  return labelOf(issue, texts);
}
