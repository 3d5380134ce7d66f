import type { JsonObject } from '../../metadata/json.ts';
import type { Gate } from '../auth/gate.ts';
import { platformUser } from '../auth/system-call.ts';
import { readPackageFolder } from '../packages/read-folder.ts';
import { installedFrom } from '../publish/publisher.ts';
import { refusal } from '../refusal.ts';
import type { Tenant } from './tenant.ts';

export interface FirstStartParts {
  readonly tenant: Tenant;
  readonly gate: Gate;
  /** Folders of the packages that ship with the server. */
  readonly folders: readonly string[];
  /** Default: a random one. */
  readonly password?: string;
  readonly randomPassword: () => string;
}

export const firstUser = 'admin';
const rootNumber = 'root';
const adminRole = 'administrator';

const filesWrong = refusal('package-issues', 422);

/** Installs the standard packages into a tenant in which nothing was ever published. */
export async function installStandardPackages(tenant: Tenant, folders: readonly string[]): Promise<void> {
  if (tenant.service()) return;
  const read = folders.map((folder) => readPackageFolder(folder));
  const issues = read.flatMap(({ issues: found }) => found);
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

/** Makes the root organisation, the administrators' role and the first administrator, each where it is missing. Answers the password it made. */
export async function makeAdministrator({
  tenant,
  gate,
  password,
  randomPassword,
}: FirstStartParts): Promise<string | null> {
  const { store } = tenant;
  if (tenant.served().orgs.size === 0) {
    await store.create(tenant.systemCall(), form(tenant, 'organisation'), {
      number: rootNumber,
      name: '集团',
    });
  }
  const call = tenant.systemCall();
  const exists = async (name: string, filter?: JsonObject) => {
    const { items } = await store.list(call, form(tenant, name), {
      view: 'manage',
      limit: 1,
      ...(filter ? { filter: { fact: 'number', operator: 'equal', value: filter['number'] ?? '' } } : {}),
    });
    return items.length > 0;
  };
  if (await exists('user')) return null;
  if (!(await exists('role', { number: adminRole }))) {
    await store.create(call, form(tenant, 'role'), {
      number: adminRole,
      name: '系统管理员',
      administers: true,
      grants: [{ form: '*', actions: ['all'], moreActions: '*', scope: 'all' }],
    });
  }
  const { record } = await store.create(call, form(tenant, 'user'), {
    number: firstUser,
    name: '管理员',
    organisation: { number: rootNumber },
    roles: [{ role: { number: adminRole }, organisation: { number: rootNumber } }],
  });
  const chosen = password ?? randomPassword();
  await gate.setPassword({ id: record.id, number: firstUser }, chosen);
  return password === undefined ? chosen : null;
}

function form(tenant: Tenant, id: string) {
  const found = tenant.served().model.formsById.get(id);
  if (!found) throw new Error(`the package platform brings no form ${id}`);
  return found;
}
