import type { JsonObject } from '../../../metadata/common/json.ts';
import { textOf } from '../../../metadata/common/read.ts';
import type { PlanMatches, PlanWinner } from '../../../metadata/contract/packages/install-plan.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Domain } from '../../../rules/domain.ts';
import type { Call } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import { restore } from '../../care/backup/restore.ts';
import { serverVersion } from '../../common/version.ts';
import { createLog } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { createMatching, type Matching } from '../../effective/match/create-matching.ts';
import type { Loaded } from '../../model/packages/package-data.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { CaseResult } from './case-report.ts';
import { decisionsOf, inTenantOfItsOwn, makeRoot, runCases } from './test-packages.ts';

/** An install tried on a copy. */
export interface RehearsalRequest {
  /** A backup of what it is tried on; absent: the packages that are installed, with their records alone. */
  readonly file?: string;
  readonly installed: readonly Installed[];
  readonly given: readonly Installed[];
}

/** The step that a rehearsal is at. */
export type RehearsedStep = 'before' | 'install' | 'after';

export interface Rehearsed {
  readonly before: readonly CaseResult[];
  readonly after: readonly CaseResult[];
  /** The outcome for the records that packages bring. */
  readonly data: Loaded;
  readonly matches: readonly RehearsedMatch[];
}

/** Recent documents that another rule would match, whoever asks. */
export type RehearsedMatch = Omit<PlanMatches, 'withheld'>;
type Document = RehearsedMatch['changed'][number]['document'];

/** Recent documents that are looked at, of each form that rules ask about. */
export const mostDocuments = 200;
/** Of those that another rule would match, so many are shown. */
const mostShown = 100;

/** Carries an install out on a copy that lives as long as this takes, and compares before and after. */
export function rehearse(
  domains: readonly Domain[],
  { file, installed, given }: RehearsalRequest,
  onStep: (step: RehearsedStep) => void,
): Promise<Rehearsed> {
  const fill = async (database: Database) => {
    if (file === undefined) return;
    await restore(database, file, {
      edition: { version: serverVersion, domains },
      node: 'rehearsal',
      unsealed: true,
    });
  };
  return inTenantOfItsOwn(
    domains,
    async (tenant) => {
      const author = { actor: { id: platformUser.id, name: platformUser.name }, reason: null };
      if (file === undefined) {
        await tenant.publisher.publish(installed, author);
        await makeRoot(tenant);
        await tenant.packageData.load({ sets: setsOf(tenant) });
      }
      onStep('before');
      const before = await looked(tenant, domains);
      onStep('install');
      const { data } = await tenant.publisher.publish(given, author, {
        accept: given.map(({ name }) => name),
      });
      onStep('after');
      const after = await looked(tenant, domains);
      return {
        before: before.cases,
        after: after.cases,
        data,
        matches: compared(before.winners, after.winners),
      };
    },
    fill,
  );
}

function setsOf(tenant: Tenant): readonly string[] {
  return [...new Set(tenant.served().model.data.flatMap(({ content }) => content.set ?? []))];
}

interface Looked {
  readonly cases: readonly CaseResult[];
  readonly winners: ReadonlyMap<string, Winners>;
}

interface Winners {
  readonly form: string;
  readonly about: string;
  readonly asksMore: boolean;
  /** By id of the document. */
  readonly of: ReadonlyMap<string, { readonly document: Document; readonly winner: PlanWinner | null }>;
}

async function looked(tenant: Tenant, domains: readonly Domain[]): Promise<Looked> {
  const log = createLog('silent');
  const matching = createMatching({ database: tenant.database, log, zone: tenant.zone });
  const call = tenant.systemCall();
  const { model } = tenant.served();
  const cases = await runCases(model, { matching, decisions: decisionsOf(tenant, matching, domains) }, call);
  const winners = new Map<string, Winners>();
  for (const form of model.formsById.values()) {
    if (!form.match) continue;
    const found = await winnersOf(tenant, matching, call, form);
    if (found) winners.set(form.id, found);
  }
  return { cases, winners };
}

async function winnersOf(
  { store }: Tenant,
  matching: Matching,
  call: Call,
  form: Form,
): Promise<Winners | undefined> {
  const { match } = form;
  const about = call.served.model.formsById.get(match?.facts ?? '');
  if (!match || !about) return undefined;
  const asksMore = match.within === 'required' || match.for.some(({ required }) => required);
  const of = new Map<string, { readonly document: Document; readonly winner: PlanWinner | null }>();
  const head = { form: form.name, about: about.name, asksMore };
  if (asksMore || about.kind !== 'document') return { ...head, of };
  const fields = [...about.fields.filter(({ hidden }) => !hidden).map(({ name }) => name), 'org'];
  const query = { view: 'manage', fields, sort: ['-id'], limit: mostDocuments } as const;
  const { items } = await store.list(call, about, query);
  const byOrg = Map.groupBy(items, ({ org }) => String((org as JsonObject | null)?.['id'] ?? call.org));
  for (const [org, documents] of byOrg) {
    const question = { facts: documents, at: undefined, ask: undefined, within: undefined };
    const answered = await matching.match({ ...call, org }, form, question).catch(() => null);
    for (const [at, document] of documents.entries()) {
      const answer = answered?.items[at];
      if (!answer || answer instanceof Error) continue;
      const { id } = document;
      of.set(id, {
        document: { id, number: textOf(document[about.number?.name ?? '']) },
        winner: answer.winner,
      });
    }
  }
  return { ...head, of };
}

function compared(
  before: ReadonlyMap<string, Winners>,
  after: ReadonlyMap<string, Winners>,
): readonly RehearsedMatch[] {
  return [...after].flatMap(([id, now]): RehearsedMatch[] => {
    const was = before.get(id);
    if (!was) return [];
    if (now.asksMore) return [{ form: now.form, about: now.about, looked: 0, changed: [], why: 'asks-more' }];
    const both = [...now.of].flatMap(([document, one]) => {
      const former = was.of.get(document);
      return former ? [{ document: one.document, from: former.winner, to: one.winner }] : [];
    });
    const changed = both.filter(({ from, to }) => from?.id !== to?.id).slice(0, mostShown);
    return [{ form: now.form, about: now.about, looked: both.length, changed }];
  });
}
