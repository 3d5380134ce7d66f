import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { DecisionIssue, Step, UsedRecord } from '../../rules/decisions/common/trace.ts';
import type { Difference } from '../../rules/decisions/compare/compare-decided.ts';
import type { PendingInvoice, Planned } from '../../rules/decisions/plan/plan.ts';
import type { Filled } from '../einvoicing/desk/invoice-strain.ts';
import { session } from '../session/session.ts';

export type { Difference, PendingInvoice, UsedRecord };

/** A step with its sentence. */
export type LabStep = Step & { readonly text: string };
export type LabIssue = DecisionIssue & { readonly text: string };

/** What planning answers, in words. */
export interface LabAnswer {
  readonly result: Planned;
  readonly trace: readonly LabStep[];
  readonly issues: readonly LabIssue[];
  readonly used: {
    readonly revision: number;
    readonly records: readonly UsedRecord[];
    readonly settings: readonly UsedRecord[];
    readonly parameters: readonly {
      readonly type: string;
      readonly key: string;
      readonly text: string | null;
    }[];
  };
  /** What the plan reads and one may not see: it was made without. */
  readonly unseen: readonly { readonly label: string }[];
}

/** How far the split filled an invoice, as it told it. */
export function filledIn({ of, splitOrder }: PendingInvoice, { trace }: LabAnswer): Filled | undefined {
  return trace.find(
    ({ code, at, params }) =>
      code === 'invoice-filled' && at?.document === of[0] && params?.['invoice'] === splitOrder - 1,
  )?.params;
}

/** Under which configuration. */
export interface Configuration {
  /** The moment that is asked about, an instant. */
  readonly at: string | null;
  /** The configuration as it stood then, an instant. */
  readonly asOf: string | null;
  /** Id of a change set, as if it were published. */
  readonly changeSet: string | null;
  /** Id of a design, as if it were published. */
  readonly design: string | null;
  /** Records that are tried instead of what is stored, by name of their form. */
  readonly records: Readonly<Record<string, readonly JsonObject[]>>;
}

export const asItStands: Configuration = {
  at: null,
  asOf: null,
  changeSet: null,
  design: null,
  records: {},
};

/** To questions by their id. */
export type Answers = Readonly<Record<string, boolean>>;

/** More applications than these are a job, and no picture. */
export const mostDocuments = 199;

export function askPlan(
  org: string,
  applications: readonly Json[],
  configuration: Configuration,
  answers: Answers,
  signal: AbortSignal,
): Promise<LabAnswer> {
  const body = { ...whereOf(configuration), applications, answers, by: 'page', trace: 'full' };
  return session.api.post('/api/decisions/plan', body, { query: { org }, signal });
}

export interface Comparison {
  readonly same: boolean;
  readonly differences: readonly Difference[];
  readonly a: LabAnswer;
  readonly b: LabAnswer;
}

export function comparePlans(
  org: string,
  applications: readonly Json[],
  [a, b]: readonly [Configuration, Configuration],
  signal: AbortSignal,
): Promise<Comparison> {
  const body = { applications, a: whereOf(a), b: whereOf(b) };
  return session.api.post('/api/decisions/compare', body, { query: { org }, signal });
}

/** A setting that was read, moved a little, and what would come of it. */
export interface Moved {
  readonly form: string;
  readonly id: string;
  readonly isSetting: boolean;
  readonly number: string | null;
  /** Below entries with the number of the row. */
  readonly field: string;
  readonly row: number | null;
  /** Of the field: a design may know one that is not in service. */
  readonly label: string;
  readonly from: Json;
  readonly to: Json;
  readonly invoices: number;
  readonly stopped: number;
  readonly differences: number;
}

export interface Otherwise {
  readonly items: readonly Moved[];
  readonly tried: number;
  readonly left: number;
}

export function askOtherwise(
  org: string,
  applications: readonly Json[],
  configuration: Configuration,
): Promise<Otherwise> {
  const body = { ...whereOf(configuration), applications };
  return session.api.post('/api/decisions/otherwise', body, { query: { org } });
}

/** Whether it is another than the one that stands now. */
export function isOther(configuration: Configuration): boolean {
  return configuration.asOf !== null || isTrial(configuration);
}

/** Whether something is tried that nobody published. */
export function isTrial({ changeSet, design, records }: Configuration): boolean {
  return changeSet !== null || design !== null || Object.keys(records).length > 0;
}

/** What of a configuration is other than it stands. */
export function whereOf(configuration: Configuration): JsonObject {
  const { at, asOf, changeSet, design, records } = configuration;
  const trial = {
    ...(Object.keys(records).length > 0 ? { records } : {}),
    ...(changeSet === null ? {} : { changeSet }),
    ...(design === null ? {} : { design }),
  };
  return {
    ...(at === null ? {} : { at }),
    ...(asOf === null ? {} : { asOf }),
    ...(isTrial(configuration) ? { trial } : {}),
  };
}
