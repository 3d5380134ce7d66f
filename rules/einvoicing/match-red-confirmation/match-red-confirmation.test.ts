import { describe } from 'vitest';
import { parseInstant } from '../../calendar.ts';
import { itAnswers } from '../golden.suite.ts';
import { type GivenRecords, recordsOf } from '../rules.suite.ts';
import {
  type ConfirmationQuestion,
  type ConfirmationRule,
  matchRedConfirmation,
  type RedConfirmation,
} from './match-red-confirmation.ts';

interface Given {
  readonly now: string;
  readonly application: ConfirmationQuestion['application'];
  readonly redConfirmations: readonly RedConfirmation[];
  readonly config: GivenRecords;
}

describe('red confirmations are found', () => {
  itAnswers('match-red-confirmation', ({ now, application, redConfirmations, config }: Given) => {
    const [rule] = recordsOf(config, 'red-confirmation-rule') as unknown as readonly ConfirmationRule[];
    const question = { now: parseInstant(now) ?? now, application, confirmations: redConfirmations };
    return matchRedConfirmation(question, rule ?? null).result;
  });
});
