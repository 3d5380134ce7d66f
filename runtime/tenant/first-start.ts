import type { Gate } from '../access/auth/gate.ts';
import type { Call } from '../call/call.ts';
import { platformUser } from '../call/system-call.ts';
import { refusal } from '../common/refusal.ts';
import type { Fence } from '../database/fence.ts';
import { underLease } from '../database/lease.ts';
import type { Loaded } from '../model/packages/package-data.ts';
import { readPackageFolder } from '../model/packages/read-folder.ts';
import { installedFrom } from '../model/publish/publisher.ts';
import { rootOrg } from '../storage/store/shipped/shipment-body.ts';
import type { Tenant } from './tenant.ts';

export interface FirstStartParts {
  readonly tenant: Tenant;
  readonly gate: Pick<Gate, 'setPassword'>;
  /** Folders of the packages that ship with the server. */
  readonly folders: readonly string[];
  /** Default: a random one. */
  readonly password?: string;
  readonly randomPassword: () => string;
  /** Of the packages' records: `demo`. Default: none beside what always is. */
  readonly sets?: readonly string[];
  /** Told what became of the packages' records. */
  readonly onData?: (loaded: Loaded) => void;
}

export const firstUser = 'admin';
/** Shipped by the package platform: the platform, and what holds for the whole system, are two rights. */
const adminRoles = ['administrator', 'parameters'];

const filesWrong = refusal('package-issues', 422);

/** Installs the standard packages into a tenant in which nothing was ever published. */
export async function installStandardPackages(tenant: Tenant, folders: readonly string[]): Promise<void> {
  if (tenant.service()) return;
  const read = folders.map((folder) => readPackageFolder(folder));
  const issues = read.flatMap(({ issues: found }) => found.filter(({ severity }) => severity === 'error'));
  if (issues.length > 0) {
    throw filesWrong(
      { count: issues.length },
      issues.map(({ file, code, params }) => ({ path: file ?? '', code, params })),
    );
  }
  await tenant.publisher.publish(
    read.map(({ files }) => installedFrom(files)),
    { actor: { id: platformUser.id, name: platformUser.name }, reason: 'first start' },
  );
}

/**
 * Makes the root organisation, loads what packages ship (roles among it), and makes the first administrator, each where
 * it is missing. Answers the password it made.
 */
export function makeAdministrator(parts: FirstStartParts): Promise<string | null> {
  const { tenant } = parts;
  // There was a first start long ago; what is installed has to be mended before anything is written.
  if (tenant.trouble()) return Promise.resolve(null);
  // Of two nodes on one empty database, one makes it all.
  return underLease(tenant.database, { work: 'first-start', node: tenant.node }, async ({ fence }) => {
    await tenant.follow();
    await makeRoot(tenant, fence);
    const loaded = await tenant.packageData.load({ sets: parts.sets ?? [] });
    parts.onData?.(loaded);
    return makeUser(parts, fence);
  });
}

async function makeRoot(tenant: Tenant, fence: Fence): Promise<void> {
  if (tenant.served().orgs.size > 0) return;
  await tenant.store.create({ ...tenant.systemCall(), fence }, form(tenant, 'organisation'), {
    number: rootOrg,
    name: '集团',
  });
}

async function makeUser(
  { tenant, gate, password, randomPassword }: FirstStartParts,
  fence: Fence,
): Promise<string | null> {
  const { store } = tenant;
  const call: Call = { ...tenant.systemCall(), fence };
  const { items } = await store.list(call, form(tenant, 'user'), { view: 'manage', limit: 1 });
  if (items.length > 0) return null;
  const organisation = { id: call.org };
  const { record } = await store.create(call, form(tenant, 'user'), {
    number: firstUser,
    name: '管理员',
    organisation,
    roles: adminRoles.map((number) => ({ role: { number }, organisation })),
  });
  const chosen = password ?? randomPassword();
  // One that was printed stands in terminals and logs: whoever signs in with it chooses another first.
  await gate.setPassword({ id: record.id, number: firstUser }, chosen, password === undefined);
  return password === undefined ? chosen : null;
}

function form(tenant: Tenant, id: string) {
  const found = tenant.served().model.formsById.get(id);
  if (!found) throw new Error(`the package platform brings no form ${id}`);
  return found;
}
