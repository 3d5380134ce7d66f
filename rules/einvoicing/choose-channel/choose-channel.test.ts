import { describe } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { rowsIn } from '../../decisions/rules.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import {
  type AccountRule,
  type ChannelAccount,
  type ChannelControl,
  type ChannelQuestion,
  chooseChannel,
  namedAccounts,
} from './choose-channel.ts';

interface Given {
  readonly pendingInvoice: JsonObject & ChannelQuestion;
  readonly config: GivenRecords;
}

describe('channels are chosen', () => {
  itAnswers('choose-channel', async ({ pendingInvoice, config }: Given) => {
    const [control] = recordsOf(config, 'business-control');
    const [strategy] = recordsOf(config, 'channel-strategy');
    const hits = strategy
      ? await rulesOf(config).hits('channel-strategy', pendingInvoice, { within: strategy.id })
      : [];
    const rows = strategy ? rowsIn(strategy, 'rules') : [];
    const decided = chooseChannel(pendingInvoice, {
      control: control
        ? ({ ...control, accounts: namedAccounts(rowsIn(control, 'accounts')) } as unknown as ChannelControl)
        : null,
      rules: hits.map(({ seq = 0 }) => rows[seq]?.['rule'] as AccountRule),
      accounts: recordsOf(config, 'tax-account') as unknown as readonly ChannelAccount[],
    });
    return { ...decided.result, issues: codesOf(decided) };
  });
});
