import type { Json } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { addMilliseconds, addMonths, firstAt, millisecondsBetween } from '../../../rules/calendar.ts';
import type { AuditEntry } from '../../access/auth/audit-entry.ts';
import { settingsForm } from '../../access/auth/policy.ts';
import type { Call } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import { LeaseLost } from '../../database/fence.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { Task } from '../../work/background/run-in-background.ts';
import { sweepTraces } from '../../work/outbox/message-traces.ts';
import { outboxKept, sweepOutbox } from '../../work/outbox/outbox.ts';
import type { ForwardState } from '../trail/forward-trail.ts';
import { linkTrail } from '../trail/link-trail.ts';
import { sweepExpired } from './sweep-expired.ts';
import { thinAudit } from './thin-audit.ts';
import { thinHistory } from './thin-history.ts';
import { thinPlans } from './thin-plans.ts';
import { type Passing, type Round, thinRecords } from './thin-records.ts';

export interface ThinningParts {
  readonly database: Database;
  readonly store: Store;
  /** Time zone of an organisation. */
  zone(org: string): string;
  /** The platform's own, for the root organisation. */
  systemCall(): Call;
  record(entry: AuditEntry): Promise<void>;
  /** What each brings that is deleted once it has ended, by id of the form. */
  readonly domains: readonly { readonly passing?: Readonly<Record<string, Passing>> }[];
  clock(): number;
  /** This node, for leases. */
  readonly node: string;
  /** Null: the audit trail is not forwarded. Of what is, that stays which did not arrive yet. */
  forwarding(): Promise<Pick<ForwardState, 'link'> | null>;
}

const job: Passing = { state: 'status', ended: ['done', 'failed', 'cancelled'] };

/** Milliseconds that a change of the settings is left to be taken back, before anything goes by it. */
const grace = 24 * 3_600_000;

/**
 * Deletes what the settings of the tenant no longer want to be kept, a part of it with each run. Without a word in them
 * history and the audit trail are kept for good.
 */
export function createThinning(parts: ThinningParts) {
  const { database, store, zone, systemCall, record, domains, clock, node, forwarding } = parts;

  /** The moment before which something goes, by the months that a setting says; undefined: nothing goes. */
  function before(call: Call, settings: WireRecord, field: string): number | undefined {
    const { [field]: months } = settings;
    if (typeof months !== 'number') return undefined;
    return firstAt(addMonths(call.now.localDate, -months), '00:00:00', zone(call.org));
  }

  async function settingsOf(call: Call): Promise<WireRecord | undefined> {
    const form = call.served.model.formsById.get(settingsForm);
    if (!form) return undefined;
    const settings = await store.setting(call, form);
    const modifiedAt = settings['modifiedAt'];
    const isFresh =
      typeof modifiedAt !== 'string' || millisecondsBetween(modifiedAt, call.now.instant) < grace;
    return isFresh ? undefined : settings;
  }

  async function tell(action: string, count: number, until: number): Promise<void> {
    if (count > 0)
      await record({ action, detail: { records: count, before: new Date(until).toISOString() } });
  }

  async function thin(): Promise<void> {
    await thinPlans(database);
    const call = systemCall();
    const settings = await settingsOf(call);
    const [history, audit] = ['historyMonths', 'auditMonths'].map(
      (field) => settings && before(call, settings, field),
    );
    const versions = history === undefined ? 0 : await thinHistory(database, history);
    await tell('history-thinned', versions, history ?? 0);
    if (audit !== undefined) await thinTrail(audit);
    await thinPassing(call, settings?.['passingDays']);
  }

  async function thinTrail(before: number): Promise<void> {
    await linkTrail(database, node);
    const forwarded = await forwarding();
    await thinAudit(database, {
      before,
      keepFrom: forwarded ? forwarded.link + 1 : undefined,
      tell: (detail) => record({ action: 'audit-thinned', detail }),
    });
  }

  const rounds = new Map<string, Round>();

  /** A round goes by the instant that it began with, as long as no more is kept since. */
  async function thinForm(call: Call, form: Form, passing: Passing, before: string): Promise<number> {
    const begun = rounds.get(form.id);
    rounds.delete(form.id);
    const isGood = begun !== undefined && begun.before <= before;
    const { gone, round } = await thinRecords(
      { database, store },
      call,
      form,
      passing,
      isGood ? begun : { before },
    );
    if (round) rounds.set(form.id, round);
    return gone;
  }

  async function thinPassing(call: Call, days: Json | undefined): Promise<void> {
    if (typeof days !== 'number') return;
    const before = addMilliseconds(call.now.instant, -days * 24 * 3_600_000);
    let records = 0;
    let failure: unknown;
    const passing = [{ job }, ...domains.map((domain) => domain.passing ?? {})];
    for (const [id, one] of passing.flatMap((some) => Object.entries(some))) {
      const form = call.served.model.formsById.get(id);
      if (!form) continue;
      try {
        records += await thinForm(call, form, one, before);
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        // Those of the other forms go all the same.
        failure ??= error;
      }
    }
    await tell('passing-thinned', records, Date.parse(before));
    if (failure) throw failure;
  }

  /** What another node took over meanwhile is left to it. */
  const run = (): Promise<void> =>
    thin().catch((error: unknown) => {
      if (!(error instanceof LeaseLost)) throw error;
    });

  const sweepOutgoing = async () => {
    await sweepOutbox(database, clock() - outboxKept);
    await sweepTraces(database, clock() - outboxKept);
  };

  return {
    /** `whole`: holds back what needs all the forms until they are there. */
    tasks: (whole: (run: () => Promise<unknown>) => () => Promise<unknown>): readonly Task[] => [
      { name: 'sweep', every: 60_000, run: () => sweepExpired(database) },
      { name: 'outbox', every: 60_000, run: sweepOutgoing },
      { name: 'thinning', every: 600_000, run: whole(run) },
    ],
  };
}
