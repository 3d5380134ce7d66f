import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { DecisionIssue, Step, TraceLevel } from '../../../../rules/decisions/trace.ts';
import type { Persons } from '../../../../rules/einvoicing/choose-drawer/choose-drawer.ts';
import type { CreditAnswer, CreditQuestion } from '../../../../rules/einvoicing/credit/credit.ts';
import type { Configuration } from '../../../../rules/einvoicing/forms/configuration.ts';
import type { Planned } from '../../../../rules/einvoicing/plan/plan.ts';
import type { Call, Now, Served } from '../../../call/call.ts';
import type { Rests } from '../../../common/rests.ts';
import type { Log } from '../../../config/log.ts';
import type { Database } from '../../../database/database.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { ChooseChannel } from '../../channels/channel.ts';
import type { PlanHow as Planning } from '../../planning/plan-asked.ts';
import type { Look } from './look.ts';
import type { RequestSeries } from './request-series.ts';

/** A scheme with numbers of applications that it issues by itself. */
export interface Taking {
  readonly scheme: string;
  readonly applications: readonly string[];
  /** When it runs next, where the organisation is; null: it never does. */
  readonly next: string | null;
}

/** The applications to plan, with the answers and splits that somebody gave. */
export interface PlanQuestion {
  readonly applications: readonly JsonObject[];
  readonly by: 'page' | 'interface' | 'scheduler';
  readonly answers?: Readonly<Record<string, boolean>>;
  readonly split?: JsonObject;
  readonly splits?: Readonly<Record<string, JsonObject>>;
}

export interface PlanHow {
  readonly trial?: Planning['trial'];
  readonly trace: TraceLevel;
  /** Default: credit is not asked. */
  readonly reserve?: (question: CreditQuestion) => Promise<CreditAnswer>;
  /** Default: quota is not asked. */
  readonly quotaOf?: NonNullable<Planning['quotaOf']>;
  readonly unlinked?: Planning['unlinked'];
  readonly apart?: Planning['apart'];
}

export interface PlannedAnswer {
  readonly result: Planned;
  readonly issues: readonly DecisionIssue[];
  readonly trace: readonly Step[];
}

export interface IssuingParts {
  readonly store: Store;
  readonly database: Database;
  readonly log: Log;
  /** Id of this node. */
  readonly node: string;
  readonly served: () => Served;
  readonly now: (org: string) => Now;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
  readonly newId: () => string;
  /** The requests that are made here, and worked on. */
  readonly requests: RequestSeries;
  readonly channels: ChooseChannel;
  /** Of queues whose channel is away. */
  readonly rests: Rests;
  /** Of single invoices that wait, or that their channel is at. */
  readonly pauses: Rests;
  /** What is due of what is queued. */
  readonly look: Look;
  /** Applications become pending invoices, by the configuration of the organisation of the call. */
  readonly plan: (call: Call, question: PlanQuestion, how: PlanHow) => Promise<PlannedAnswer>;
  /** Everything that the push of a pending invoice goes by, for the organisation of the call. */
  readonly configuration: (call: Call) => Promise<Configuration>;
  /** Schemes that issue some of the applications of the organisation of the call by themselves. */
  readonly takenBySchemes: (call: Call, applications: readonly JsonObject[]) => Promise<readonly Taking[]>;
  /** Whether so much fits into what is left, beside what this run has asked already. */
  readonly creditFits: (
    call: Call,
    org: string,
    question: CreditQuestion,
    before: readonly CreditQuestion[],
  ) => Promise<CreditAnswer>;
  /** Who draws such a document, by the rules for it. */
  readonly persons: (
    call: Call,
    application: JsonObject,
    document: 'pending-invoice' | 'red-confirmation',
  ) => Promise<Persons>;
  /** Members of an application that a scan fills from the buyer's title. */
  readonly mapTitle: (call: Call, application: JsonObject) => Promise<JsonObject>;
  /** The address at which this server is reached from outside. */
  readonly url: string;
  /** For the platform itself. */
  readonly systemCall: () => Call;
  /** There is something to do. */
  readonly wake: () => void;
}
