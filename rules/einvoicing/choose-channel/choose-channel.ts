import { compareText } from '../../condition/value.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { numberOf } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { canIssue, isDigital } from '../common/invoice-types.ts';
import type { BusinessControlAccounts } from '../forms/forms.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';

/** An account that issues: one of the bureau, an authorisation of 乐企, a tax device. */
export interface ChannelAccount {
  readonly number: string;
  readonly channel: ChannelKind;
  readonly drawer?: Text;
  readonly online?: boolean | null;
  readonly queueLength?: number | null;
  /** Of the company whose account it is; none: it issues for every seller. */
  readonly taxNo?: Text;
  /** Whether it is a device of the organisation that nobody signs in to. Default: no. */
  readonly isDevice?: boolean;
  /** Whether it is for other users than whoever asks. Default: it is for him. */
  readonly isOfOthers?: boolean;
}

export interface ChannelControl {
  readonly channelScope?: 'all' | 'selected' | null;
  readonly channels?: readonly ChannelKind[] | null;
  /** Numbers of the only accounts; none: all of the organisation. */
  readonly accounts?: readonly string[];
}

export type AccountRule = 'named' | 'drawer-first' | 'shortest-queue';

export interface ChannelQuestion {
  readonly invoiceType?: Text;
  readonly drawer?: Text;
  /** The number of the account that the document names. */
  readonly taxAccount?: Text;
}

export interface ChannelConfig {
  readonly control: ChannelControl | null;
  /** Rules of the strategy whose condition holds for the document, by priority. */
  readonly rules: readonly AccountRule[];
  readonly accounts: readonly ChannelAccount[];
}

export interface ChosenChannel {
  readonly channel: ChannelKind | null;
  readonly account: string | null;
}

/** Fixed: 乐企 before RPA before tax devices. */
const order: readonly ChannelKind[] = ['leqi', 'rpa', 'tax-control'];

/** Tells whether rules know such a kind: packages may add others, of which nobody can say what they issue. */
export function isChannelKind(kind: string): boolean {
  return order.some((one) => one === kind);
}

/**
 * Those by which a document may be issued: nobody issues for another seller nor by the account of somebody else, and a
 * device what is not digital.
 */
export function issuersFor(
  document: { readonly invoiceType?: Text; readonly sellerTaxNo?: Text },
  accounts: readonly ChannelAccount[],
  devices: readonly ChannelAccount[] = [],
): readonly ChannelAccount[] {
  const own = accounts.filter(({ isOfOthers = false }) => !isOfOthers);
  return ofSeller(document, isDigital(document.invoiceType) ? own : [...own, ...devices]);
}

/** The accounts of the seller of a document, whoever asks, and those of no company. */
export function ofSeller(
  { sellerTaxNo = null }: { readonly sellerTaxNo?: Text },
  accounts: readonly ChannelAccount[],
): readonly ChannelAccount[] {
  return accounts.filter(({ taxNo }) => !isGiven(taxNo) || !isGiven(sellerTaxNo) || taxNo === sellerTaxNo);
}

/** The first kind that is allowed, can issue the type and has something to issue with. */
export function channelKind(
  { invoiceType }: Pick<ChannelQuestion, 'invoiceType'>,
  { control, accounts }: Pick<ChannelConfig, 'control' | 'accounts'>,
): ChannelKind | null {
  const kinds = order.filter((kind) => canIssue(kind, invoiceType) && isAllowed(kind, control));
  return kinds.find((kind) => accounts.some((one) => one.channel === kind)) ?? null;
}

function isAllowed(kind: ChannelKind, control: ChannelControl | null): boolean {
  return control?.channelScope !== 'selected' || (control.channels ?? []).includes(kind);
}

/** The account by which a pending invoice is issued. */
export function chooseChannel(
  question: ChannelQuestion,
  config: ChannelConfig,
  level?: TraceLevel,
): Decided<ChosenChannel> {
  const trace = new Trace(level);
  const channel = channelKind(question, config);
  if (channel === null) {
    trace.stops('no-channel', undefined, { invoiceType: question.invoiceType ?? '' });
    return trace.decided({ channel: null, account: null });
  }
  const only = config.control?.accounts ?? [];
  const all = config.accounts.filter((one) => one.channel === channel);
  const allowed = all.filter(({ number }) => only.length === 0 || only.includes(number));
  const chosen = byRules({ question, rules: config.rules, all, allowed }, trace);
  if (chosen) trace.step('account-chosen', { params: { channel, account: chosen.number } });
  return trace.decided({ channel, account: chosen?.number ?? null });
}

interface Choice {
  readonly question: ChannelQuestion;
  readonly rules: readonly AccountRule[];
  readonly all: readonly ChannelAccount[];
  readonly allowed: readonly ChannelAccount[];
}

function byRules(choice: Choice, trace: Trace): ChannelAccount | null {
  const [rule = 'shortest-queue'] = choice.rules;
  if (rule === 'named') return named(choice, trace);
  const own = rule === 'drawer-first' ? meant(choice.question, choice.allowed) : undefined;
  if (own?.online) return own;
  const [shortest] = choice.allowed.filter(({ online }) => online).sort(byQueue);
  if (!shortest) trace.stops('no-account-online');
  return shortest ?? null;
}

/** Named by the document, or nobody: a further rule does not step in. One that is offline waits in its queue. */
function named({ question, all, allowed }: Choice, trace: Trace): ChannelAccount | null {
  const own = meant(question, all);
  if (!own) {
    trace.stops('account-not-matched', undefined, { drawer: question.drawer ?? '' });
    return null;
  }
  if (!allowed.includes(own)) {
    trace.stops('account-not-allowed', undefined, { account: own.number });
    return null;
  }
  if (!own.online) trace.warns('account-offline', undefined, { account: own.number });
  return own;
}

function meant(
  { taxAccount, drawer }: ChannelQuestion,
  accounts: readonly ChannelAccount[],
): ChannelAccount | undefined {
  if (isGiven(taxAccount)) return accounts.find(({ number }) => number === taxAccount);
  return isGiven(drawer) ? [...accounts].sort(byQueue).find((one) => one.drawer === drawer) : undefined;
}

function byQueue(a: ChannelAccount, b: ChannelAccount): number {
  return (a.queueLength ?? 0) - (b.queueLength ?? 0) || compareText(a.number, b.number);
}

/** The numbers that rows of a control name. */
export function namedAccounts(rows: readonly BusinessControlAccounts[]): readonly string[] {
  return rows.flatMap(({ account }) => numberOf(account) ?? []);
}
