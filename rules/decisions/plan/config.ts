import type { JsonObject } from '../../../metadata/json.ts';
import type { Moment } from '../../calendar.ts';
import type { BusinessType } from '../check-business/check-business.ts';
import type { RateCorrection } from '../check-rate/check-rate.ts';
import type { ParameterText } from '../check-tolerances/check-tolerances.ts';
import type { ChannelAccount, ChannelControl } from '../choose-channel/choose-channel.ts';
import type { Persons } from '../choose-drawer/choose-drawer.ts';
import type { Rules } from '../common/rules.ts';
import type { CreditAnswer, CreditQuestion } from '../credit/credit.ts';
import type { ItemSettings } from '../items/fill-item.ts';
import type { ItemBook } from '../items/item-book.ts';
import type { LengthQuestion } from '../limit-length/limit-length.ts';
import type { TitleSettings } from '../titles/fill-title.ts';

type Lengths = 'nameTooLong' | 'specTooLong' | 'unitTooLong' | 'priceTooLong' | 'remarkTooLong';

export type PlanSettings = ItemSettings &
  TitleSettings &
  Pick<LengthQuestion, Lengths> & { readonly rederivePrice?: boolean | null };

/** What a business type says, and what controls its issuing. */
export interface Business {
  readonly type: BusinessType;
  readonly control: ChannelControl | null;
  /** Id of the strategy by which accounts are chosen; none: the shortest queue. */
  readonly strategy?: string | null;
}

/** All that planning asks of an organisation's configuration, at one moment. */
export interface PlanConfig {
  readonly settings: PlanSettings;
  readonly book: ItemBook;
  readonly titles: readonly JsonObject[];
  readonly partners: readonly JsonObject[];
  readonly rules: Rules;
  readonly parameter: ParameterText;
  readonly corrections: readonly RateCorrection[];
  /** Rates of the tax category of a code. */
  readonly ratesOf: (taxCode: string) => readonly string[] | undefined;
  /** A rule by what a scheme refers to it by; by nothing: the preset one of its form. */
  readonly ruleOf: (
    form: 'split-rule' | 'merge-rule',
    reference: JsonObject | string | null,
  ) => JsonObject | null;
  readonly businessOf: (application: JsonObject) => Business | null;
  readonly accounts: readonly ChannelAccount[];
  readonly device?: Partial<Persons> | null;
  readonly user?: string | null;
  /** Takes credit where it is kept; without one it is not asked. */
  readonly reserve?: (question: CreditQuestion) => CreditAnswer;
  readonly release?: (id: string) => void;
  readonly now: Moment;
  readonly zone: string;
}

/** An answer to a question that a plan asked, by its id: go on, or not. */
export type Answers = Readonly<Record<string, boolean>>;

export interface PlanQuestion {
  readonly applications: readonly JsonObject[];
  /** A page is asked before documents are held back; others are not. Default: by interface. */
  readonly by?: 'page' | 'interface' | 'scheduler';
  readonly answers?: Answers;
}
