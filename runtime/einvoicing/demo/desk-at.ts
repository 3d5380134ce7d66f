import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { momentIn } from '../../../rules/calendar.ts';
import type { Call, Now } from '../../call/call.ts';
import { createRests } from '../../common/rests.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import { broughtRecords } from '../../model/packages/origins.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { knownForm, requireForm, type StoredAs } from '../forms/forms.ts';
import { type GivenParts, wholeParts } from '../issuing/create-issuing.ts';
import { asPlatform } from '../issuing/documents/document-forms.ts';
import type { IssuingParts } from '../issuing/documents/issuing-parts.ts';
import { storyRequests } from '../issuing/documents/request-series.ts';
import { issueApplications } from '../issuing/issue-applications.ts';
import { issuePending } from '../issuing/issue-pending.ts';
import { submitApplication } from '../issuing/submit-application.ts';
import { voidQueued } from '../issuing/voids/void-queued.ts';
import { issueQueued } from '../issuing/worker.ts';
import { applicationOf, type Enterprise, type Sale } from './sale.ts';
import { type StoryBureau, storyChannel, storyId } from './story-channel.ts';

type Forms = Parameters<typeof requireForm>[1];

export interface DeskParts {
  readonly given: GivenParts;
  /** The organisations of the demo, by number. */
  readonly enterprises: ReadonlyMap<string, Enterprise>;
  readonly bureau: Omit<StoryBureau, 'database' | 'at'>;
  readonly beside: StoryTools;
}

/** What a story needs of its node beside the parts of issuing. */
export interface StoryTools {
  readonly decide: Decisions['decide'];
  readonly contents: Pick<Contents, 'open'>;
  readonly jobs: Pick<Jobs, 'start'>;
  /** Whether the node ends. */
  readonly stopping: AbortSignal;
}

/** The doors that people go through, at a moment of the past: each decision is made as it would have been then. */
export interface DeskAt {
  readonly given: GivenParts;
  readonly parts: IssuingParts;
  /** The platform's call for an organisation, by its number. */
  call(org: string): Call;
  enterprise(org: string): Enterprise;
  /** Makes a record under a key of the story, or answers the one there is. */
  make<Id extends Forms>(org: string, form: Id, key: string, body: JsonObject): Promise<StoredAs<Id>>;
  /** Reads a record as it is stored. */
  stored<Id extends Forms>(org: string, form: Id, id: string): Promise<StoredAs<Id>>;
  /** Does an action of a record that is one write. */
  act(org: string, form: Forms, id: string, action: string, params?: JsonObject): Promise<void>;
  /** Has applications of one seller approved, and makes invoices of them that are issued, or wait. */
  sell(sales: readonly Sale[], push?: 'issue' | 'pending' | 'none'): Promise<readonly string[]>;
  /** Issues pending invoices that wait for somebody to do so. */
  issue(org: string, pending: readonly string[]): Promise<void>;
  /** Has the queues worked on until nothing of the story is left in them. */
  work(): Promise<void>;
}

/** The tries to get through the queues: others may be at one of them. */
const tries = 20;
/** Milliseconds between two of them. */
const pause = 50;

export function deskAt({ given, enterprises, bureau }: DeskParts, caller: Call, at: number): DeskAt {
  const { database, zone } = given;
  const now = (org: string): Now => momentIn(zone(org), at);
  const clock = () => at;
  const rootCall = (): Call => {
    const own = given.systemCall();
    return { ...own, user: caller.user, now: now(own.org), ...(caller.fence ? { fence: caller.fence } : {}) };
  };
  let again = false;
  const then: GivenParts = {
    ...given,
    now,
    systemCall: rootCall,
    channels: storyChannel({ ...bureau, database, at }),
    requests: storyRequests(given.newId),
    rests: createRests(clock, { shortest: 1, longest: 1 }),
    pauses: createRests(clock, { shortest: 1, longest: 1 }),
  };
  const parts = wholeParts(then, () => {
    again = true;
  });
  const { store } = parts;
  const enterprise = (org: string): Enterprise => {
    const found = enterprises.get(org);
    if (!found) throw new Error(`the demo has no organisation ${org}`);
    return found;
  };
  const call = (org: string): Call => {
    const { id } = enterprise(org);
    return { ...asPlatform(rootCall(), id), now: now(id) };
  };
  const desk: DeskAt = {
    given: then,
    parts,
    call,
    enterprise,
    async make(org, id, key, body) {
      const own = call(org);
      const form = requireForm(own, id);
      return taken((transaction) => transaction.createAs(form, storyId(key), body), own);
    },
    async stored(org, id, record) {
      const own = call(org);
      const form = requireForm(own, id);
      return taken((transaction) => transaction.read(form, record), own);
    },
    async act(org, id, record, action, params = {}) {
      const own = call(org);
      const form = requireForm(own, id);
      const { revision } = await store.read(own, form, record, 'manage');
      await store.act(own, form, record, { action, params, ifMatch: revision });
    },
    async sell(sales, push = 'issue') {
      const [first] = sales;
      if (!first) return [];
      const { org } = first.seller;
      const made: { readonly id: string }[] = [];
      for (const sale of sales) made.push(await applied(sale, push));
      const open = made.filter(({ id }) => waiting.has(id));
      if (push === 'none' || open.length === 0) return made.map(({ id }) => id);
      const outcome = await issueApplications(parts, call(org), { applications: open, by: 'page', push });
      if (outcome.pendingInvoices.length === 0)
        throw new Error(`nothing was made of ${first.key}: ${JSON.stringify(outcome.issues)}`);
      await desk.work();
      return made.map(({ id }) => id);
    },
    async issue(org, pending) {
      await issuePending(
        parts,
        call(org),
        pending.map((id) => ({ id })),
      );
      await desk.work();
    },
    async work() {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        again = false;
        const left = (await issueQueued(parts)) + (await voidQueued(parts));
        if (!again && left === 0) return;
        if (!again) await sleep(pause);
      }
    },
  };
  const waiting = new Set<string>();
  return desk;

  /** What is there, as it is stored. */
  async function taken<T>(take: (transaction: TransactionScope) => Promise<T>, own: Call): Promise<T> {
    const found: T[] = [];
    await store.atOnce<JsonObject>(own, async (transaction) => {
      found.push(await take(transaction));
      return {};
    });
    return found.at(-1) as T;
  }

  async function applied(sale: Sale, push: 'issue' | 'pending' | 'none'): Promise<{ readonly id: string }> {
    const { org } = sale.seller;
    const own = call(org);
    const form = requireForm(own, 'invoice-application');
    const id = storyId(`sale ${org} ${sale.key}`);
    await store.atOnce<JsonObject>(own, async (transaction) => {
      await transaction.createAs(form, id, applicationOf(sale, enterprise(org)));
      return {};
    });
    const read = await store.read(own, form, id, 'manage');
    if (read.auditStatus === 'A')
      await submitApplication(parts, { call: own, form, action: 'submit', records: [{ id }] });
    if (push !== 'none' && (read.auditStatus === 'A' || read.auditStatus === 'B'))
      await desk.act(org, 'invoice-application', id, 'approve');
    if (read.applyStatus === 'none') waiting.add(id);
    return { id };
  }
}

/** The organisations of the demo that issue; null: not all are there, as where somebody has one of that number himself. */
export async function enterprisesOf(
  { store, database }: Pick<GivenParts, 'store' | 'database'>,
  call: Call,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Enterprise> | null> {
  const form = knownForm(call, 'organisation');
  if (!form) return null;
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: { fact: 'number', operator: 'in', value: [...numbers] },
    limit: 100,
  });
  const brought = await broughtRecords(database, form.id);
  const own = items.filter(({ id }) => brought.has(id));
  if (own.length < numbers.length) return null;
  return new Map(
    own.map(({ id, number, name, taxNumber }) => [
      number ?? '',
      { id, name: name ?? '', taxNo: taxNumber ?? '' },
    ]),
  );
}
