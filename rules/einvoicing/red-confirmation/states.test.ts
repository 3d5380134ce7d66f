import { describe } from 'vitest';
import { itAnswers } from '../golden.suite.ts';
import {
  type ConfirmationState,
  confirmationState,
  issuesByItself,
  leftBy,
  type StateQuestion,
} from './states.ts';

interface Given {
  readonly asked?: readonly StateQuestion[];
  readonly blue?: { readonly amount: string };
  readonly confirmations?: readonly { readonly status: string; readonly amount: string }[];
  readonly confirmation?: ConfirmationState;
  readonly config?: { readonly 'automation-task'?: Parameters<typeof issuesByItself>[1] };
}

describe('a red confirmation', () => {
  itAnswers('confirmation-states', ({ asked, blue, confirmations = [], confirmation, config }: Given) => ({
    answers: asked?.map((question) => {
      const { issue, ...answer } = confirmationState(question);
      return { ...answer, issues: issue ? [issue] : [] };
    }),
    remainingEach: confirmations.map((one) => leftBy(blue?.amount ?? '0', one)),
    issue: confirmation && issuesByItself(confirmation, config?.['automation-task'] ?? []),
  }));
});
