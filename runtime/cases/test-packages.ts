import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { platformUser } from '../call/system-call.ts';
import { createLog } from '../config/log.ts';
import { openDatabase } from '../database/open-database.ts';
import { createMatching } from '../match/create-matching.ts';
import type { Installed } from '../packages/package-store.ts';
import { openTenant, type Tenant } from '../tenant/tenant.ts';
import { createVault } from '../vault.ts';
import { serverVersion } from '../version.ts';
import { type CaseReport, caseReport } from './case-report.ts';
import { runCases } from './run-cases.ts';

/**
 * Installs packages into a tenant that lives as long as this takes, with all their data, and tries their cases:
 * nothing that is stored anywhere else is looked at or changed. `only`: whose cases. Default: everybody's.
 */
export async function testPackages(
  packages: readonly Installed[],
  only?: readonly string[],
): Promise<CaseReport> {
  const home = await mkdtemp(join(tmpdir(), 'guiju-cases-'));
  try {
    return await inTenant(home, async (tenant) => {
      const actor = { id: platformUser.id, name: platformUser.name };
      await tenant.publisher.publish(packages, { actor, reason: null });
      await makeRoot(tenant);
      const { data } = tenant.served().model;
      const sets = new Set(data.flatMap(({ content }) => content.set ?? []));
      const { issues } = await tenant.packageData.load({ sets: [...sets] });
      const log = createLog('silent');
      const matching = createMatching({ database: tenant.database, log, zone: tenant.zone });
      const cases = await runCases(tenant.served().model, matching, tenant.systemCall(), only);
      return caseReport(cases, issues);
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function inTenant<T>(home: string, work: (tenant: Tenant) => Promise<T>): Promise<T> {
  const database = await openDatabase(undefined, home);
  const tenant = await openTenant({
    database,
    vault: createVault(randomBytes(32)),
    log: createLog('silent'),
    version: serverVersion,
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
async function makeRoot(tenant: Tenant): Promise<void> {
  const form = tenant.served().model.formsById.get('organisation');
  if (form) await tenant.store.create(tenant.systemCall(), form, { number: 'root', name: '集团' });
}
