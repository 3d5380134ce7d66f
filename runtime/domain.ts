import type { Domain as RulesDomain } from '../rules/domain.ts';
import type { Counting } from './access/auth/audit-entry.ts';
import type { Egress } from './access/egress/egress.ts';
import type { Targets } from './access/egress/typed-targets.ts';
import type { Action, AlsoNeeded } from './call/rights.ts';
import type { FindHarms } from './care/doctor/harm.ts';
import type { Passing } from './care/thinning/thin-records.ts';
import type { StandIn } from './common/stand-in.ts';
import type { Traces } from './common/traces/trace.ts';
import type { Vault } from './common/vault.ts';
import type { Config } from './config/config.ts';
import type { DomainSetting } from './config/domain-setting.ts';
import type { Log } from './config/log.ts';
import type { Mailbox } from './config/smtp.ts';
import type { DecisionDomain, Decisions } from './effective/decisions/create-decisions.ts';
import type { Matching } from './effective/match/create-matching.ts';
import type { Queue } from './http/operations/node-load.ts';
import type { Endpoint } from './http/pipeline/endpoint.ts';
import type { Act } from './storage/store/act/acting.ts';
import type { Store } from './storage/store/record/store.ts';
import type { ActionObstacle, FormAction, SpecialForm } from './storage/store/save/parts.ts';
import type { DemoPerson } from './tenant/demo-people.ts';
import type { Tenant } from './tenant/tenant.ts';
import type { Task } from './work/background/run-in-background.ts';
import type { InboxSource } from './work/inbox/inbox-source.ts';
import type { Jobs } from './work/jobs/create-jobs.ts';
import type { AnswersFor, CarriedLinks } from './work/links/carried-links.ts';
import type { Prints } from './work/print/create-prints.ts';
import type { Schedule } from './work/schedule/create-schedule.ts';
import type { ScheduledForm } from './work/schedule/scheduled-form.ts';
import type { Story } from './work/stories/story.ts';

type ByName<T> = Readonly<Record<string, T>>;

/**
 * Says as data what a domain brings to the server. The entry point lists the domains and hands them down; the platform
 * imports none of them, and a domain registers nothing by itself.
 */
export interface Domain extends RulesDomain, DecisionDomain {
  /** The settings that the environment may have for it. */
  readonly settings?: readonly DomainSetting[];
  /** Special forms, which ask and do more than metadata can say, on a server that is configured so; by id of the form. */
  specialForms?(config: Pick<Config, 'smtp'>): ByName<SpecialForm>;
  /** The actions that nobody has on records of a form, as they are made of what happened; by id of the form. */
  readonly madeByPlatform?: ByName<readonly Action[]>;
  /** Forms whose records wait to be worked on by themselves. */
  readonly queues?: readonly Queue[];
  /** Which of those are deleted once they ended so long ago as the settings say; by id of the form. */
  readonly passing?: ByName<Passing>;
  /** Capabilities by which forms may declare actions that are one write of one record. */
  readonly formActions?: ByName<FormAction>;
  /** With what those would be refused of a record, told beforehand to whoever looks at it; by capability. */
  readonly actionObstacles?: ByName<ActionObstacle>;
  /** A right that its actions need beside their own, by capability. */
  readonly alsoNeeded?: AlsoNeeded;
  /** Tells where records of its forms have the server call: nobody has it call where no administrator said it may. */
  readonly targets?: Targets;
  /** Programs that stand in for systems outside while somebody tries the demo data. */
  readonly standIns?: readonly StandIn[];
  /** People who see the demo with the rights that they work with, in the order in which they are told. */
  readonly demoPeople?: readonly DemoPerson[];
  /** The searches of `guiju doctor` in what the domain keeps beside the records. */
  readonly harms?: readonly FindHarms[];
  /** Makes its part of a node; nothing of it begins before the node asks. */
  open?(node: DomainNode): OpenDomain;
}

/** The parts of a node that a domain works with. */
export interface DomainNode {
  readonly tenant: Pick<
    Tenant,
    'database' | 'node' | 'served' | 'follow' | 'now' | 'zone' | 'systemCall' | 'contents'
  >;
  readonly store: Store;
  readonly matching: Pick<Matching, 'match'>;
  readonly decisions: Decisions;
  readonly jobs: Jobs;
  /** Records on paper, drawn in a thread of their own. */
  readonly prints: Prints;
  /** Links to files and prints of records that messages of the domain carry. */
  readonly links: CarriedLinks;
  /** Lists the next runs by themselves for the organisation of a call. */
  readonly upcoming: Schedule['list'];
  readonly egress: Egress;
  readonly vault: Vault;
  readonly audit: Counting;
  readonly log: Log;
  /** Null: nothing is followed. */
  readonly traces: Traces | null;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly stopping: AbortSignal;
  /** The address at which this server is reached from outside. */
  readonly url: string;
  /** The mailbox that the administrator configured; null: none. */
  readonly smtp: Mailbox | null;
  /** The values that the environment has for settings of domains, by their names. */
  readonly settings: ByName<string>;
}

/** The part of a domain on a node. */
export interface OpenDomain {
  /** Actions that reach further than their record, by capability. */
  readonly acts?: ByName<Act>;
  /** Forms whose records say when something is done by itself. */
  readonly scheduled?: readonly ScheduledForm[];
  readonly endpoints?: readonly Endpoint[];
  /** What needs people in the domain, for their inbox. */
  readonly inbox?: readonly InboxSource[];
  /** Whether a message still answers for the links that it carries, by id of the form of such messages. */
  readonly answersFor?: ByName<AnswersFor>;
  /** What is made of the records of the demo once they are loaded. Default: they stay as they are. */
  readonly story?: Story;
  /** Tasks that are done again and again, once the packages compile. */
  readonly background?: readonly Task[];
  /** Fulfilled when nothing of it is under way; nothing new begins once the node stops. */
  idle?(): Promise<void>;
}

/** Gathers what all domains bring of one sort. */
export function broughtBy<From, T>(
  domains: readonly From[],
  of: (domain: From) => ByName<T> | undefined,
): ByName<T> {
  return Object.fromEntries(domains.flatMap((domain) => Object.entries(of(domain) ?? {})));
}
