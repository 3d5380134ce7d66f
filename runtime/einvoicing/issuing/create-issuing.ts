import type { BatchHow } from '../../../rules/einvoicing/contract/issue-asked.ts';
import type { Batched, Stopping } from '../../../rules/einvoicing/contract/issued.ts';
import type { SyncedAccounts } from '../../../rules/einvoicing/contract/synced-accounts.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Rests } from '../../common/rests.ts';
import type { Act } from '../../storage/store/act/acting.ts';
import type { Written } from '../../storage/store/record/store.ts';
import type { Confirmations } from '../channels/channel.ts';
import { dailyAccounts } from './accounts/daily-accounts.ts';
import { syncOwnAccounts } from './accounts/sync-accounts.ts';
import { type AtBureau, atBureau, bureauOf } from './at-bureau.ts';
import { authoriseFormer } from './authorise-former.ts';
import { creditFits } from './credit/credit-fits.ts';
import { expireCredit } from './credit/ledger.ts';
import { dateFormer } from './date-former.ts';
import { documentForms } from './documents/document-forms.ts';
import type { IssueAsked, IssueOutcome, SeenDocument } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { enterQueued } from './enter-queued.ts';
import { faceOf } from './face/face-of.ts';
import { codeFormer } from './failures/code-former.ts';
import { issueApplications } from './issue-applications.ts';
import { issueByConfirmation } from './issue-by-confirmation.ts';
import { issuePending } from './issue-pending.ts';
import { issuingActs } from './issuing-acts.ts';
import { makeSummaries } from './leqi/make-summaries.ts';
import { type PreparedOutcome, prepareConfirmations } from './prepare-confirmations.ts';
import { type Previewed, previewApplications } from './preview-applications.ts';
import { openMonths } from './quota/open-months.ts';
import { askUses, type Seller, type UsesAsked } from './red/ask-uses.ts';
import { informQueued } from './red/information/inform-queued.ts';
import { saveMasters } from './save-masters.ts';
import { applicationFromScan, type ScanGiven } from './scan/application-from-scan.ts';
import { stopPending } from './stop-pending.ts';
import { voidQueued } from './voids/void-queued.ts';
import { issueQueued } from './worker.ts';

/** From applications to issued invoices. */
export interface Issuing {
  /** The actions of documents, by capability. */
  readonly acts: Readonly<Record<string, Act>>;
  issueApplications(call: Call, asked: IssueAsked): Promise<IssueOutcome>;
  previewApplications(call: Call, asked: IssueAsked): Promise<Previewed>;
  issuePending(
    call: Call,
    asked: readonly SeenDocument[],
    by?: 'page' | 'interface' | 'scheduler',
    how?: BatchHow,
  ): Promise<Batched>;
  /** Asks that those which are queued be not sent; answers their ids. */
  stopPending(call: Call, ids: readonly string[]): Promise<Stopping>;
  prepareConfirmations(call: Call, asked: Omit<IssueAsked, 'push'>): Promise<PreparedOutcome>;
  /** Asks the bureau about a red confirmation; answers its status. */
  atBureau(call: Call, confirmation: string, what: AtBureau): Promise<string>;
  /** Answers the bureau of a tax number for red confirmations; null: none is connected. */
  bureauFor(call: Call, sellerTaxNo: string): Promise<Confirmations | null>;
  /** Asks what buyers did with the issued invoices of the organisation of the call; false: no channel of it says. */
  askUses(call: Call, sellers: readonly Seller[], after: string | null): Promise<UsesAsked>;
  /** Queues the red invoice of a confirmation; answers the number of its pending invoice. */
  issueByConfirmation(call: Call, confirmation: string): Promise<string>;
  fromScan(call: Call, given: ScanGiven): Promise<Written>;
  /** The face of an invoice as a reader is answered it: a page of HTML. */
  faceOf(call: Call, invoice: Wire<'invoice'>): Promise<string>;
  /** Issues what is in the queues; to be called again and again, on every node. Answers how many still wait. */
  run(): Promise<number>;
  /** Takes over the tax accounts of the organisation of the call and those below it from the tax-control cloud. */
  syncAccounts(call: Call): Promise<SyncedAccounts>;
  /**
   * Does what days and months bring: opens the quota of a new month, sums up what Leqi issued in the last one, takes over
   * accounts; to be called every minute or so, on every node.
   */
  followCalendar(): Promise<void>;
  /** Gives back credit that was kept too long. */
  expire(): Promise<number>;
}

/** Of tax numbers and their months or days: whatever was asked is not asked again at once. */
export interface CalendarRests {
  readonly quotas: Rests;
  readonly summaries: Rests;
  readonly accounts: Rests;
}

/** The parts of issuing that a node says; the rest follows from them. */
export type GivenParts = Omit<IssuingParts, 'creditFits' | 'wake'>;

export function wholeParts(given: GivenParts, wake: () => void): IssuingParts {
  return {
    ...given,
    creditFits: (call, org, question, before) => creditFits(given, call, org, question, before),
    wake,
  };
}

export function createIssuing(given: GivenParts, { quotas, summaries, accounts }: CalendarRests): Issuing {
  let running: Promise<number> | null = null;
  let again = false;
  let coded = false;
  let dated = false;
  let authorised = false;
  const synced = new Map<string, string>();
  const parts = wholeParts(given, () => {
    again = true;
  });
  /** One pass at a time on a node; what came meanwhile is another one. */
  function run(): Promise<number> {
    running ??= pass().finally(() => {
      running = null;
    });
    return running;
  }
  async function pass(): Promise<number> {
    let left: number;
    do {
      again = false;
      if (!coded) coded = await codeFormer(parts);
      if (!dated) dated = await dateFormer(parts);
      if (!authorised) authorised = await authoriseFormer(parts);
      left = await issueQueued(parts);
      left += await enterQueued(parts);
      left += await informQueued(parts);
      left += await voidQueued(parts);
      await saveMasters(parts);
    } while (again);
    return left;
  }
  return {
    acts: issuingActs(parts),
    issueApplications: (call, asked) => issueApplications(parts, call, asked),
    previewApplications: (call, asked) => previewApplications(parts, call, asked),
    issuePending: (call, asked, by, how) => issuePending(parts, call, asked, by, how),
    stopPending: (call, ids) => stopPending(parts, call, ids),
    prepareConfirmations: (call, asked) => prepareConfirmations(parts, call, asked),
    atBureau: (call, confirmation, what) => atBureau(parts, call, confirmation, what),
    bureauFor: (call, sellerTaxNo) => bureauOf(parts, call, { sellerTaxNo }),
    askUses: (call, sellers, after) => askUses(parts, call, sellers, after),
    issueByConfirmation: (call, confirmation) => issueByConfirmation(parts, call, confirmation),
    fromScan: (call, body) => applicationFromScan(parts, call, body),
    faceOf: (call, invoice) => faceOf(parts, call, invoice),
    run,
    syncAccounts: (call) => syncOwnAccounts(parts, call),
    async followCalendar() {
      // One that cannot be done keeps none of the others.
      for (const work of [
        () => openMonths(parts, quotas),
        () => makeSummaries(parts, summaries),
        () => dailyAccounts(parts, accounts, synced),
      ])
        await work().catch((err: unknown) =>
          parts.log.error({ err }, 'work of the calendar failed; it is done again'),
        );
    },
    async expire() {
      const call = parts.systemCall();
      return documentForms(call) ? expireCredit(parts.store, call) : 0;
    },
  };
}
