import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Moment } from '../../calendar.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import type { Business } from '../business/business-of.ts';
import type { RateCorrection } from '../check-rate/check-rate.ts';
import type { ChannelAccount } from '../choose-channel/choose-channel.ts';
import type { Persons } from '../choose-drawer/choose-drawer.ts';
import type { CreditAnswer, CreditQuestion } from '../credit/credit.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { BuyerTitle, OtherSettings, Partner, Pointer } from '../forms/forms.ts';
import type { ItemSettings } from '../items/fill-item.ts';
import type { ItemBook } from '../items/item-book.ts';
import type { LeavingBook } from '../may-be-issued/input.ts';
import type { MergeRule } from '../merge/merge.ts';
import type { ElementBook } from '../special-business/elements.ts';
import type { SplitChoice } from '../split/choice.ts';
import type { GrossRule } from '../split/gross.ts';
import type { GrossAsked } from '../split/gross-settings.ts';
import type { SplitRule } from '../split/split-rule.ts';
import type { TitleSettings } from '../titles/fill-title.ts';
import type { Reds } from './red-sources.ts';
import type { QuotaOf } from './short-of-quota.ts';

/** Codes of issues. */
export const redsLeftOut: ReadonlySet<string> = new Set(['reds-issued', 'reds-of-past', 'reds-unseen']);

/** Code of an issue, with what it says. */
export interface RedsLeftOut {
  readonly code: 'reds-issued' | 'reds-of-past' | 'reds-unseen';
  readonly params: JsonObject;
}

type Lengths = 'nameTooLong' | 'specTooLong' | 'unitTooLong' | 'priceTooLong' | 'remarkTooLong';

export type PlanSettings = ItemSettings & TitleSettings & Pick<OtherSettings, Lengths | 'rederivePrice'>;

/** The configuration that planning asks of an organisation, at one moment. */
export interface PlanConfig {
  readonly settings: PlanSettings;
  readonly book: ItemBook;
  readonly titles: readonly BuyerTitle[];
  readonly partners: readonly Partner[];
  readonly rules: Rules;
  readonly parameter: ParameterText;
  readonly corrections: readonly RateCorrection[];
  /** Rates of the tax category of a code. */
  readonly ratesOf: (taxCode: string) => readonly string[] | undefined;
  /** The rule that a scheme refers to; by nothing: the preset one. */
  readonly splitRuleOf: (reference: Pointer | null) => SplitRule | null;
  /** Those that could be referred to: a full trace tells which were not. Default: nobody asks. */
  readonly splitRules?: readonly SplitRule[];
  readonly mergeRuleOf: (reference: Pointer | null) => MergeRule | null;
  readonly businessOf: (application: Application) => Business | null;
  readonly accounts: readonly ChannelAccount[];
  /** Default: there are none. */
  readonly devices?: readonly ChannelAccount[];
  /** Returns the persons of the tax device of an application's seller. Default: no device names any. */
  readonly deviceOf?: (application: Application) => Persons | null;
  readonly user?: string | null;
  /** Takes credit where it is kept; without one it is not asked. */
  readonly reserve?: (question: CreditQuestion) => CreditAnswer | Promise<CreditAnswer>;
  /** What is left of the month's quota of a seller. Default: nobody counts. */
  readonly quotaOf?: QuotaOf;
  readonly release?: (id: string) => void | Promise<void>;
  /** Returns the most that the tax device of a seller issues of an application's type. Default: no device says so. */
  readonly deviceLimitOf?: (application: Application) => string | null;
  /** Returns the rule for gross amounts, of what is asked and the settings; null: nobody set a limit. Default: null. */
  readonly grossRuleOf?: (asked: GrossAsked, application: Application) => GrossRule | null;
  /** The blue invoices and confirmations that red documents take back. Default: nobody asks, and they name nothing. */
  readonly reds?: Reds;
  /** The reason why nobody asks, as each negative document is told. Default: there is nothing to tell. */
  readonly redsLeftOut?: RedsLeftOut;
  /** Lets others in where it takes long. Default: nobody waits. */
  readonly pause?: () => Promise<void> | undefined;
  /** Follows a step of a plan, by its name. Default: nobody does, and it is just taken. */
  readonly follow?: <T>(step: string, work: () => Promise<T>) => Promise<T>;
  /** What is asked whether the invoices may leave. Default: nobody asks. */
  readonly leaving?: LeavingBook;
  /** What elements of special business are made of. Default: nobody asks, and there are none. */
  readonly elements?: ElementBook;
  readonly now: Moment;
  readonly zone: string;
}

/** An answer to a question that a plan asked, by its id: go on, or not. */
export type Answers = Readonly<Record<string, boolean>>;

export interface PlanQuestion {
  readonly applications: readonly Application[];
  /** A page is asked before documents are held back; others are not. Default: by interface. */
  readonly by?: 'page' | 'interface' | 'scheduler';
  readonly answers?: Answers;
  /** The way in which applications are split. Default: as configured. */
  readonly split?: SplitChoice;
  /** Of single ones, by id or number of the application. */
  readonly splits?: Readonly<Record<string, SplitChoice>>;
  /** Whether the basis of each split is answered, too. Default: no. */
  readonly basis?: boolean;
  /** Whether each application is planned as if it were the only one. Default: no. */
  readonly apart?: boolean;
}

/** A question that is asked before a plan can go on. */
export interface Question {
  readonly id: string;
  readonly kind: 'offset';
  readonly text: string;
}
