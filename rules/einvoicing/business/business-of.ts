import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { textIn } from '../../decisions/given.ts';
import { numberOf, rowsIn, used } from '../../decisions/rules.ts';
import type { UsedRecord } from '../../decisions/trace.ts';
import type { BusinessType } from '../check-business/check-business.ts';
import {
  type AccountRule,
  type ChannelAccount,
  type ChannelControl,
  namedAccounts,
} from '../choose-channel/choose-channel.ts';
import type { Configuration, Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { Forms } from '../forms/forms.ts';

/** A business type with the records that control its issuing. */
export interface Business {
  readonly type: BusinessType;
  readonly control: ChannelControl | null;
  /** Id of the strategy by which accounts are chosen; none: the shortest queue. */
  readonly strategy?: string | null;
  /** The records all of this stands in. */
  readonly used?: readonly UsedRecord[];
  /** The control as it is kept; credit is limited there. */
  readonly record?: Forms['business-control'] | null;
}

/** Forms that are read. */
export const businessForms = [
  ...['business-type', 'business-control', 'channel-strategy', 'tax-account', 'tax-device'],
];

/** The business type that a document names, with its control; null: it names none. */
export function businessOf(
  document: Pick<Application, 'businessType'>,
  configuration: Configuration,
): Business | null {
  const type = configuration.record('business-type', document.businessType);
  if (!type) return null;
  const record =
    configuration.records('business-control').find((one) => isSame(one.businessType, type)) ?? null;
  const strategy = record && configuration.record('channel-strategy', record.strategy);
  return {
    type: typeOf(type),
    control: record && controlOf(record),
    strategy: strategy ? textIn(strategy, 'id') : null,
    record,
    used: [
      used('business-type', type),
      ...(record ? [used('business-control', record)] : []),
      ...(strategy ? [used('channel-strategy', strategy)] : []),
    ],
  };
}

function typeOf(record: Forms['business-type']): BusinessType {
  const { taxCategories } = record;
  return {
    ...record,
    used: used('business-type', record),
    taxCategories: (taxCategories ?? []).flatMap((one) => numberOf(one) ?? []),
  };
}

function controlOf({
  channelScope = null,
  channels = null,
  accounts,
}: Forms['business-control']): ChannelControl {
  return { channelScope, channels, accounts: namedAccounts(accounts ?? []) };
}

/** The rules by which an account is chosen for a document, by priority; none: the shortest queue. */
export async function accountRulesFor(
  document: JsonObject,
  business: Business | null,
  rules: Rules,
): Promise<readonly AccountRule[]> {
  const within = business?.strategy;
  const hits = within ? await rules.hits('channel-strategy', document, { within }) : [];
  return hits.flatMap(({ record, seq = 0 }) => rowsIn(record, 'rules')[seq]?.rule ?? []) as AccountRule[];
}

/** Lists the accounts that the organisation may use, of whichever seller; what nobody signed in for is for all. */
export function accountsOf(configuration: Configuration): readonly ChannelAccount[] {
  const { userId = null } = configuration;
  return configuration
    .records('tax-account')
    .flatMap(({ number, channel, drawer = null, online = null, queueLength = null, taxNo = null, users }) => {
      if (!number || !channel) return [];
      const isFor =
        userId === null || !users?.length || users.some((one) => isObject(one) && one['id'] === userId);
      const account = { number, channel, drawer, online, queueLength, taxNo };
      return isFor ? [account] : [{ ...account, isOfOthers: true }];
    });
}

/** Lists its tax devices: whoever issues by one has it at hand. */
export function devicesOf(configuration: Configuration): readonly ChannelAccount[] {
  return configuration
    .records('tax-device')
    .flatMap(({ number, drawer = null, taxNo = null }) =>
      number ? [{ number, channel: 'tax-control', drawer, online: true, taxNo, isDevice: true }] : [],
    );
}

function isSame(reference: Json | undefined, record: Forms['business-type']): boolean {
  if (isObject(reference)) return reference['id'] === record.id;
  return reference === record.number || reference === record.id;
}
