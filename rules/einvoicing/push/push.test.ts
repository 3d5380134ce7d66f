import { describe } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { momentIn, toLocal } from '../../calendar.ts';
import type { BusinessType } from '../check-business/check-business.ts';
import type { AccountRule, ChannelAccount, ChannelControl } from '../choose-channel/choose-channel.ts';
import { CreditLedger, type CreditLimits } from '../credit/credit.ts';
import { itAnswers } from '../golden.suite.ts';
import type { CodeRecord, Leaving, LeavingConfig } from '../may-be-issued/question.ts';
import { type GivenRecords, recordsOf } from '../rules.suite.ts';
import { type PushConfig, push } from './push.ts';

interface Given {
  readonly now: string;
  readonly createdAt?: string;
  readonly by?: 'preview';
  readonly pendingInvoice: Leaving;
  readonly params?: Readonly<Record<string, string>>;
  readonly config: GivenRecords;
}

const zone = 'Asia/Shanghai';

function configOf({ now, params = {}, config }: Given): PushConfig {
  const day = momentIn(zone, Date.parse(now)).localDate;
  const [type] = recordsOf(config, 'business-type') as unknown as readonly BusinessType[];
  const [control] = recordsOf(config, 'business-control') as unknown as readonly (ChannelControl &
    CreditLimits)[];
  const [strategy] = recordsOf(config, 'channel-strategy') as unknown as readonly {
    readonly rules: readonly { readonly rule: AccountRule }[];
  }[];
  const categories = recordsOf(config, 'tax-category') as unknown as readonly JsonObject[];
  const [quota] = (config['quota-account'] ?? []) as readonly { readonly given: string }[];
  const parameter = (kind: string, key: string) => params[`${kind}/${key}`] ?? null;
  return {
    leaving: {
      today: day,
      licences: recordsOf(config, 'licence') as unknown as NonNullable<LeavingConfig['licences']>,
      codeOf: (code) => {
        const found = categories.find((one) => one['code'] === code);
        return found ? ({ allowed: found['rates'] } as unknown as CodeRecord) : null;
      },
      codesComplete: true,
      realEstate: null,
      corrections: [],
      rateRules: [],
      parameter,
    },
    business: type ?? null,
    control: control ?? null,
    rules: strategy?.rules.map(({ rule }) => rule) ?? [],
    accounts: recordsOf(config, 'tax-account') as unknown as readonly ChannelAccount[],
    credit: (amount) =>
      new CreditLedger().reserve({ id: 'a', businessType: 'Y1', amount, day }, control ?? {}),
    quotaLeft: quota?.given ?? null,
    parameter,
  };
}

describe('a pending invoice is pushed', () => {
  itAnswers('push', (given: Given) => {
    const { now, createdAt, by, pendingInvoice } = given;
    const { result, issues } = push(
      {
        invoice: pendingInvoice,
        now: momentIn(zone, Date.parse(now)),
        zone,
        createdAt: createdAt ? new Date(createdAt).toISOString() : null,
        by: by ?? 'push',
      },
      configOf(given),
    );
    const codes = (severity: 'stops' | 'warns') =>
      issues.filter((one) => one.severity === severity).map(({ code }) => code);
    const { notBefore } = result;
    const local = notBefore === null ? null : toLocal(notBefore, zone);
    return {
      ...result,
      notBefore: local && `${local.date}T${local.time}+08:00`,
      issues: codes('stops'),
      issueSet: codes('stops'),
      warnings: codes('warns'),
      channelAsked: result.outcome === 'pushed',
    };
  });
});
