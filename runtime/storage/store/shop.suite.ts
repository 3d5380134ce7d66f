import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { v7 as uuid } from 'uuid';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { type Bearer, compileRights, type Grant, unlimited } from '../../access/auth/compile-rights.ts';
import type { Call, Now, Served } from '../../call/call.ts';
import { platformRights, systemCall } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { quickDisk } from '../../database/quick-disk.suite.ts';
import { readPackageFolder } from '../../model/packages/read-folder.ts';
import { createFollowing } from '../../tenant/following.ts';
import { createOrganisations } from '../../tenant/organisations.ts';
import { formTables } from '../tables/form-tables.ts';
import { publish } from '../tables/model.suite.ts';
import { readPhysical } from '../tables/state.ts';
import { createStore, type OpenStore, type StoreOptions } from './create-store.ts';

const label = { zh: '样例', en: 'Sample' };

/** One node over a database, with organisations ROOT, NORTH (with CITY below) and SOUTH. */
export interface Shop {
  readonly database: Database;
  readonly store: OpenStore;
  readonly orgs: Readonly<Record<'ROOT' | 'NORTH' | 'CITY' | 'SOUTH', string>>;
  form(name: string): Form;
  served(): Served;
  /** A call that may everything, for an organisation. Default: ROOT. */
  call(org?: string, more?: Partial<Call>): Call;
  /** A call of somebody with these grants, given in an organisation. */
  as(org: string, ...grants: readonly TestGrant[]): Call;
  /** The same of somebody whom it matters who he is, by the records that are his own. */
  asBearer(bearer: Bearer, org: string, ...grants: readonly TestGrant[]): Call;
  create(
    form: string,
    body: JsonObject,
    call?: Call,
  ): Promise<Readonly<Record<string, Json>> & { id: string; revision: number }>;
  /** Another node on the same database. */
  neighbour(options?: Partial<StoreOptions>): Promise<OpenStore>;
  close(): Promise<void>;
}

export type TestGrant = Pick<Grant, 'form' | 'actions'> & Partial<Grant>;

function whole(grant: TestGrant): Grant {
  return { moreActions: [], withheld: [], limitedBy: [], scope: 'own', readable: [], writable: [], ...grant };
}

export const now: Now = {
  instant: '2026-03-01T04:05:06.789Z',
  localDate: '2026-03-01',
  localTime: '12:05:06',
};

export async function openShop(url: string, forms: readonly FormSource[]): Promise<Shop> {
  const database = await openMigrated(url, { disk: quickDisk });
  const folder = join(fileURLToPath(new URL('../../../metadata/packages', import.meta.url)), 'platform');
  const platform = readSourceFiles(readPackageFolder(folder).files).source;
  if (!platform) throw new Error('no platform package');
  const compiled = compile([
    platform,
    {
      manifest: { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label } },
      forms: forms.map((content) => ({ file: `forms/${content.name}.json`, content })),
      extensions: [],
      params: [],
      data: [],
      cases: [],
      messages: [],
    },
  ]);
  const { model } = compiled;
  if (!model) throw new Error(JSON.stringify(compiled.issues, null, 1));
  await publish(database, model);
  const table = formTables(model, await readPhysical(database));
  const organisations = createOrganisations(database.dialect);
  const following = createFollowing(database);
  const open = (to: Database, options: Partial<StoreOptions> = {}) =>
    createStore({
      database: to,
      newId: uuid,
      random: Math.random,
      stamp: () => ({ at: String(Date.now()), zone: 'Asia/Shanghai' }),
      seal: (text) => `sealed(${[...text].reverse().join('')})`,
      ...options,
    });
  const store = open(database);
  let current: Served | undefined;
  const served = (): Served => {
    const orgs = organisations.tree();
    if (current?.orgs !== orgs) current = { model, revision: 0, orgs, table };
    return current;
  };
  store.onWritten((events) => {
    organisations.follow(events);
    return following.written(events);
  });
  following.follow((events) => void store.follow(events));
  const form = (name: string): Form => {
    const found = model.forms.get(name);
    if (!found) throw new Error(`no form ${name}`);
    return found;
  };
  const call = (org?: string, more: Partial<Call> = {}): Call => {
    const view = served();
    return { ...systemCall(view, now), org: org ?? view.orgs.root, rights: { ...platformRights }, ...more };
  };
  const create: Shop['create'] = async (name, body, asked) =>
    (await store.create(asked ?? call(), form(name), body)).record;
  const organisation = async (number: string, parent?: string) =>
    (
      await create(
        'organisation',
        { number, name: `Org ${number}`, ...(parent ? { parent: { id: parent } } : {}) },
        call(uuid()),
      )
    ).id;
  const ROOT = await organisation('ROOT');
  const NORTH = await organisation('NORTH', ROOT);
  const CITY = await organisation('CITY', NORTH);
  const SOUTH = await organisation('SOUTH', ROOT);
  const neighbours: Database[] = [];
  const rightsOf = (org: string, grants: readonly TestGrant[], bearer?: Bearer) => {
    const given = { paramGrants: [], designGrants: [], administers: false };
    const role = { number: '', grants: grants.map(whole), ...given };
    return compileRights([{ role, org }], served().orgs, unlimited, bearer);
  };
  return {
    database,
    store,
    orgs: { ROOT, NORTH, CITY, SOUTH },
    form,
    served,
    call,
    as: (org, ...grants) => call(org, { rights: rightsOf(org, grants) }),
    asBearer: (bearer, org, ...grants) =>
      call(org, {
        rights: rightsOf(org, grants, bearer),
        user: { id: bearer.id, number: bearer.id, name: bearer.id },
      }),
    create,
    async neighbour(options) {
      const other = await openDatabase(url, '', { disk: quickDisk });
      neighbours.push(other);
      return open(other, options);
    },
    async close() {
      for (const other of neighbours) await other.close();
      await database.close();
    },
  };
}

/** Answers the refusal of some work as one line: `422 content-wrong /price too-small`. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    const { status, code, problems } = failure;
    return [`${status} ${code}`, ...problems.map((problem) => `${problem.path} ${problem.code}`)].join(' ');
  }
}
