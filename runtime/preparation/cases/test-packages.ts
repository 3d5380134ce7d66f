import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Domain } from '../../../rules/domain.ts';
import type { Call } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import { createVault, sealedWith } from '../../common/vault.ts';
import { serverVersion } from '../../common/version.ts';
import { createLog } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import type { ChangesParts } from '../../effective/changes/changes-parts.ts';
import { createDecisions, type Decisions } from '../../effective/decisions/create-decisions.ts';
import { createMatching, type Matching } from '../../effective/match/create-matching.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { createReaders } from '../../params/readers/readers.ts';
import { openTenant, type Tenant } from '../../tenant/tenant.ts';
import { type Came, failed, type Judges, kindOf } from './case-kinds.ts';
import { type CaseReport, type CaseResult, caseReport } from './case-report.ts';
import { casesIn, type PlacedCase } from './placed-case.ts';

/**
 * Installs packages into a tenant that lives as long as this takes, with all their data, and tries their cases:
 * nothing that is stored anywhere else is looked at or changed. `only`: whose cases. Default: everybody's.
 */
export async function testPackages(
  domains: readonly Domain[],
  packages: readonly Installed[],
  only?: readonly string[],
): Promise<CaseReport> {
  return inTenantOfItsOwn(domains, async (tenant) => {
    const actor = { id: platformUser.id, name: platformUser.name };
    await tenant.publisher.publish(packages, { actor, reason: null });
    await makeRoot(tenant);
    const { data } = tenant.served().model;
    const sets = new Set(data.flatMap(({ content }) => content.set ?? []));
    const { issues } = await tenant.packageData.load({ sets: [...sets] });
    const log = createLog('silent');
    const matching = createMatching({ database: tenant.database, log, zone: tenant.zone });
    const judges = { matching, decisions: decisionsOf(tenant, matching, domains) };
    const cases = await runCases(tenant.served().model, judges, tenant.systemCall(), only);
    return caseReport(cases, issues);
  });
}

/** Works with a tenant that is gone afterwards; `fill` puts into its database what it begins with. */
export async function inTenantOfItsOwn<T>(
  domains: readonly Domain[],
  work: (tenant: Tenant) => Promise<T>,
  fill: (database: Database) => Promise<void> = async () => {},
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'guiju-cases-'));
  try {
    return await inTenant({ home, domains }, work, fill);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function inTenant<T>(
  { home, domains }: { readonly home: string; readonly domains: readonly Domain[] },
  work: (tenant: Tenant) => Promise<T>,
  fill: (database: Database) => Promise<void>,
): Promise<T> {
  const database = await openDatabase(undefined, home);
  await fill(database);
  // What a copy has of secrets stays sealed: the key of its server is not here.
  const vault = createVault(randomBytes(32));
  const tenant = await openTenant({
    database,
    vault,
    openValue: (sealed) => (sealedWith(sealed) === vault.id ? vault.open(sealed) : null),
    log: createLog('silent'),
    edition: { version: serverVersion, domains },
    clock: Date.now,
    newId,
    random: Math.random,
  });
  try {
    return await work(tenant);
  } finally {
    await tenant.close();
  }
}

/** The organisation that owns package data. */
export async function makeRoot(tenant: Tenant): Promise<void> {
  const form = tenant.served().model.formsById.get('organisation');
  if (form) await tenant.store.create(tenant.systemCall(), form, { number: 'root', name: '集团' });
}

/** Decisions by what is stored now, or with what a case tries beside it. */
export function decisionsOf(tenant: Tenant, matching: Matching, domains: readonly Domain[]): Decisions {
  const { database, store, zone, revision, served, now, node, follow, following } = tenant;
  const changes: ChangesParts = {
    store,
    database,
    newId,
    matching,
    served,
    now,
    catchUp: follow,
    readers: createReaders({ database, node, clock: Date.now, follow: following.follow }),
    // A trial is taken back, and nobody else is there.
    seal: () => '',
    rightsOf: async () => null,
  };
  return createDecisions({ domains, database, store, matching, zone, revision, changes });
}

/** Tries the cases of some packages, one after the other, with the rules that are stored. */
export async function runCases(
  model: Model,
  asked: Judges,
  system: Call,
  packages?: readonly string[],
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of casesIn(model))
    if (!packages || packages.includes(one.package)) results.push(await runCase(asked, system, one));
  return results;
}

/** Tries one, by the model and with the rights of the call. `trial`: beside what it tries itself. */
export async function runCase(
  asked: Judges,
  system: Call,
  one: PlacedCase,
  trial?: Trial,
): Promise<CaseResult> {
  return { ...placeOf(one), ...(await tryCase(asked, system, one, trial)) };
}

/** Answers the members that name a case. */
export function placeOf({ package: owner, file, name, expect: expected, form, decision }: PlacedCase) {
  return {
    package: owner,
    file,
    name,
    expected,
    ...(form !== undefined && { form }),
    ...(decision !== undefined && { decision }),
  };
}

async function tryCase(
  asked: Judges,
  system: Call,
  one: PlacedCase,
  beside: Trial | undefined,
): Promise<Came> {
  const { org, trial: own } = one;
  const place = org === undefined ? system.org : system.served.orgs.byNumber(org)?.id;
  if (place === undefined) return failed('/org', 'org-unknown', { org: org ?? null });
  const trial = own || beside ? { ...(own as Trial | undefined), ...beside } : undefined;
  try {
    return await kindOf(one).answer(asked, { ...system, org: place }, one, trial);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, params, problems } = error;
    return problems.length > 0 ? { outcome: 'failed', problems } : failed('', code, params);
  }
}
