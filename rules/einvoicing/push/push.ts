import { compare } from '../../../metadata/common/decimal.ts';
import type { Moment } from '../../calendar.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import { type Decided, type DecisionIssue, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { type BusinessType, checkBusiness } from '../check-business/check-business.ts';
import {
  type AccountRule,
  type ChannelAccount,
  type ChannelControl,
  channelKind,
  chooseChannel,
} from '../choose-channel/choose-channel.ts';
import { isOffline, sentBack } from '../choose-channel/offline.ts';
import type { CreditAnswer } from '../credit/credit.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';
import { type Flaw, issueOf } from '../may-be-issued/flaw.ts';
import { mayBeIssued } from '../may-be-issued/may-be-issued.ts';
import type { Leaving, LeavingConfig, LeavingQuestion } from '../may-be-issued/question.ts';

/** In the order in which they are asked. */
export type PushStage = 'may-be-issued' | 'business' | 'credit' | 'quota' | 'account';

export interface PushQuestion {
  /** A pending invoice. */
  readonly invoice: Leaving;
  /** The number of the account that it names. */
  readonly taxAccount?: Text;
  /** The kind of channel that it names. Default: the first that can issue it. */
  readonly channelKind?: ChannelKind | null;
  /** Everything that speaks against its leaving, where that was asked before. Default: it is asked. */
  readonly flaws?: readonly Flaw[];
  readonly blue?: LeavingQuestion['blue'];
  readonly now: Moment;
  readonly zone: string;
  /** The moment at which it was made. Default: now. */
  readonly createdAt?: string | null;
  /** A preview foretells what every stage says, and reserves nothing. Default: the push. */
  readonly by?: 'push' | 'preview';
}

export interface PushConfig {
  readonly leaving: LeavingConfig;
  readonly business: BusinessType | null;
  readonly control: ChannelControl | null;
  /** Rules of the channel strategy that hold, by priority. */
  readonly rules: readonly AccountRule[];
  readonly accounts: readonly ChannelAccount[];
  /** Whether one of the accounts has to issue it. Default: yes. */
  readonly needsAccount?: boolean;
  /** Asks for credit without taking it; null: nothing limits it. */
  readonly credit: ((amount: string) => CreditAnswer) | null;
  /** The rest of the month's quota; null: the channel answers none. */
  readonly quotaLeft: Text;
  readonly parameter: ParameterText;
}

export interface Pushed {
  readonly outcome: 'pushed' | 'waiting' | 'failed';
  /** The stage that it fails or waits at; null: none. */
  readonly stage: PushStage | null;
  readonly account: string | null;
  readonly drawer: Text;
  /** The instant before which it waits. */
  readonly notBefore: string | null;
  /** What is to be taken: what fails or waits holds none of it. */
  readonly reserved: { readonly credit: string; readonly quota: string };
  /** Whether the source system hears of it now. */
  readonly callback: boolean;
}

interface Said {
  readonly stage: PushStage;
  readonly issues: readonly DecisionIssue[];
  /** Null: the next stage is asked. */
  readonly ends: 'failed' | 'waiting' | null;
  readonly notBefore?: string | null;
  readonly account?: ChannelAccount | null;
}

/** Whether a pending invoice goes to its channel now: the first stage that fails ends it, what fails before what waits. */
export function push(question: PushQuestion, config: PushConfig, level?: TraceLevel): Decided<Pushed> {
  const trace = new Trace(level);
  const isPreview = question.by === 'preview';
  const said: Said[] = [];
  for (const stage of stages) {
    const one = stage(question, config);
    said.push(one);
    trace.tell(one.issues);
    if (one.ends !== null && !isPreview) break;
  }
  const end = said.find(({ ends }) => ends === 'failed') ?? said.find(({ ends }) => ends === 'waiting');
  const account = said.flatMap((one) => one.account ?? [])[0] ?? null;
  const person = account?.channel === 'rpa' ? account.drawer : null;
  const isPushed = end === undefined && !isPreview;
  const taken = isPushed && isBlue(question) ? question.invoice.amount || '0' : '0';
  return trace.decided({
    outcome: end?.ends ?? 'pushed',
    stage: end?.stage ?? null,
    account: account?.number ?? null,
    // Only once the account is found its person takes the place of the drawer, by whom it may have been chosen.
    drawer: isGiven(person) ? person : (question.invoice.drawer ?? null),
    notBefore: end?.notBefore ?? null,
    reserved: { credit: taken, quota: taken },
    callback: end?.ends === 'failed' && !isPreview,
  });
}

type Stage = (question: PushQuestion, config: PushConfig) => Said;

const leaving: Stage = ({ invoice, channelKind: named, blue = null, flaws }, config) => {
  const { leaving: own, control, accounts } = config;
  const kind = named ?? channelKind({ invoiceType: invoice.invoiceType ?? null }, { control, accounts });
  const issues = (flaws ?? mayBeIssued({ invoice, at: 'push', channelKind: kind, blue }, own)).map(issueOf);
  return { stage: 'may-be-issued', issues, ends: issues.some(isStop) ? 'failed' : null };
};

const business: Stage = ({ invoice, now, zone, createdAt = null }, { business: type }) => {
  if (!type) return { stage: 'business', issues: [], ends: null };
  const { amount = null, lines } = invoice;
  const { issues, result } = checkBusiness(
    { now, zone, createdAt, amount, sign: invoice.sign ?? 'blue', lines: lines ?? [] },
    type,
    'none',
  );
  const fails = issues.some(isStop);
  const { notBefore } = result;
  if (fails) return { stage: 'business', issues, ends: 'failed' };
  return { stage: 'business', issues, ends: notBefore === null ? null : 'waiting', notBefore };
};

const credit: Stage = (question, { credit: ask }) => {
  const amount = question.invoice.amount || '0';
  const answer = ask && isBlue(question) ? ask(amount) : null;
  if (!answer?.refused) return { stage: 'credit', issues: [], ends: null };
  const { refused, limit = '', used = '' } = answer;
  return { stage: 'credit', issues: [stop(refused, { amount, limit, used })], ends: 'failed' };
};

const quota: Stage = (question, { quotaLeft }) => {
  const amount = question.invoice.amount || '0';
  if (!isGiven(quotaLeft) || !isBlue(question) || compare(amount, quotaLeft) <= 0)
    return { stage: 'quota', issues: [], ends: null };
  return { stage: 'quota', issues: [stop('quota-short', { amount, left: quotaLeft })], ends: 'failed' };
};

/** Nobody online: it waits, unless a parameter says that it is sent back. */
const account: Stage = ({ invoice, taxAccount = null }, config) => {
  const { control, rules, accounts, needsAccount = true, parameter } = config;
  if (!needsAccount) return { stage: 'account', issues: [], ends: null };
  const { invoiceType = null, drawer = null } = invoice;
  const { issues, result } = chooseChannel(
    { invoiceType, drawer, taxAccount },
    { control, rules, accounts },
    'none',
  );
  const found = accounts.find(({ number }) => number === result.account) ?? null;
  if (!isOffline(issues))
    return { stage: 'account', issues, ends: issues.some(isStop) ? 'failed' : null, account: found };
  const back = sentBack(drawer, parameter);
  if (back) return { stage: 'account', issues: [back], ends: 'failed' };
  return { stage: 'account', issues, ends: 'waiting', account: found };
};

const stages: readonly Stage[] = [leaving, business, credit, quota, account];

function isBlue({ invoice }: PushQuestion): boolean {
  return invoice.sign === 'red' ? false : !(invoice.amount ?? '').startsWith('-');
}

function isStop({ severity }: DecisionIssue): boolean {
  return severity === 'stops';
}

function stop(code: string, params: Readonly<Record<string, string>>): DecisionIssue {
  return { code, severity: 'stops', params };
}
