import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { allPages } from '../../../workshop/pages.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import type { Call } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import { createVault } from '../../common/vault.ts';
import { createLog } from '../../config/log.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { quickDisk } from '../../database/quick-disk.suite.ts';
import { createSharedClock } from '../../database/shared-clock.ts';
import { createSlowStatements } from '../../database/slow-statements.ts';
import { createStorageWatch } from '../../database/storage-watch.ts';
import { domains } from '../../domains.ts';
import { readPackageFolder } from '../../model/packages/read-folder.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { createNode } from '../../server/create-node.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openFolderShelf } from '../../storage/contents/folder-shelf.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { shopForms } from '../../storage/store/sample-shop.suite.ts';
import { makeAdministrator } from '../../tenant/first-start.ts';
import { openTenant, type Tenant } from '../../tenant/tenant.ts';

const packages = ['platform', 'basis', 'tax-codes', 'invoicing'];
const password = 'correct horse battery';

/** A server on an empty database, with every package that ships and forms of a shop. */
export interface World {
  readonly tenant: Tenant;
  /** By the platform's right. */
  call(language?: 'zh' | 'en'): Call;
  form(name: string): Form;
  create(form: string, body: JsonObject): Promise<WireRecord>;
  all(form: string): Promise<readonly WireRecord[]>;
  /** As the administrator, in English unless said otherwise. */
  ask(method: string, path: string, options?: UploadRequest): Promise<Response>;
  /** Sends a file and waits until its job is over; what was refused at once is answered as it is. */
  import(form: string, bytes: Uint8Array, query?: string, asked?: UploadRequest): Promise<JsonObject>;
  /** Takes an import back, and waits until that is over; what was refused at once is answered as it is. */
  undo(job: JsonObject, asked?: UploadRequest): Promise<JsonObject>;
  /** The file a job made. */
  file(job: JsonObject): Promise<Uint8Array>;
  /** A user who may do this for the records of one organisation, and what those roles say; answers a token. */
  user(number: string, org: string, actions: readonly string[], roles?: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

interface UploadRequest {
  readonly body?: Uint8Array<ArrayBuffer> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Token of whoever asks. Default: the administrator. */
  readonly as?: string;
}

/** `more`: files of the shop’s package beside its forms. Default: none. */
export async function openWorld(url: string, more: Readonly<Record<string, Json>> = {}): Promise<World> {
  const log = createLog('fatal');
  const vault = createVault(randomBytes(32));
  const shared = { log, vault, edition: standardEdition('0.1.0'), clock: Date.now, newId: idMaker() };
  const storage = createStorageWatch(Date.now);
  const database = await openDatabase(url, '', { disk: quickDisk });
  const files = mkdtempSync(join(tmpdir(), 'guiju-files-'));
  const tenant = await openTenant({
    ...shared,
    database,
    shelf: openFolderShelf(files),
    random: Math.random,
  });
  const folders = packages.map((name) =>
    fileURLToPath(new URL(`../../../metadata/packages/${name}`, import.meta.url)),
  );
  const manifest = {
    name: 'shop',
    version: '1.0.0',
    guiju: { prefix: 's', label: { zh: '店', en: 'Shop' } },
  };
  const shop = new Map<string, Json>([
    ['package.json', manifest],
    ...shopForms.map((form) => [`forms/${form.name}.json`, form as unknown as Json] as const),
    ...Object.entries(more),
  ]);
  await tenant.publisher.publish(
    [...folders.map((folder) => readPackageFolder(folder).files), shop].map(installedFrom),
    { actor: platformUser, reason: 'test' },
  );
  const clocks = createSharedClock(database, Date.now);
  const slow = createSlowStatements(Date.now);
  const node = createNode({ ...shared, domains, tenant, storage, slow, shared: clocks });
  await makeAdministrator({ tenant, gate: node.gate, folders, password, randomPassword: () => password });
  const from = { address: '::1', agent: null, requestId: 'test' };
  const { token } = await signInAs(node.gate, 'admin', password, from);

  async function over(id: string, { as = token }: UploadRequest): Promise<JsonObject> {
    for (;;) {
      const answer = await world.ask('GET', `/api/jobs/${id}`, { as });
      const job = (await answer.json()) as JsonObject;
      if (answer.status !== 200) throw new Error(JSON.stringify(job));
      if (job['status'] !== 'waiting' && job['status'] !== 'running') return job;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const world: World = {
    tenant,
    call: (language = 'zh') => ({ ...tenant.systemCall(), language }),
    form(name) {
      const form = tenant.served().model.forms.get(name);
      if (!form) throw new Error(`no form ${name}`);
      return form;
    },
    create: async (form, body) => (await tenant.store.create(world.call(), world.form(form), body)).record,
    async all(form) {
      const { fields, entries } = world.form(form);
      const names = [...fields, ...entries].filter(({ hidden }) => !hidden).map(({ name }) => name);
      const query = { view: 'manage', fields: [...new Set(names)], limit: 500 } as const;
      return allPages((cursor: string | undefined) =>
        tenant.store.list(world.call(), world.form(form), {
          ...query,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
    },
    async ask(method, path, { body, headers = {}, as = token } = {}) {
      return node.app.request(path, {
        method,
        headers: { 'accept-language': 'en', authorization: `Bearer ${as}`, ...headers },
        ...(body === undefined ? {} : { body }),
      });
    },
    async import(form, bytes, query = '', asked = {}) {
      const path = `/api/forms/${form}/import${query}`;
      const answer = await world.ask('POST', path, { ...asked, body: new Uint8Array(bytes) });
      const response = (await answer.json()) as JsonObject;
      return answer.status === 202 ? over(String(response['id']), asked) : response;
    },
    async undo(job, asked = {}) {
      const answer = await world.ask('POST', `/api/jobs/${String(job['id'])}/undo`, asked);
      const response = (await answer.json()) as JsonObject;
      return answer.status === 202 ? over(String(response['id']), asked) : response;
    },
    async file(job) {
      const answer = await world.ask('GET', `/api/jobs/${String(job['id'])}/file`);
      if (answer.status !== 200) throw new Error(await answer.text());
      return new Uint8Array(await answer.arrayBuffer());
    },
    async user(number, org, actions, more = []) {
      const role = `R-${number}`;
      await world.create('role', {
        number: role,
        name: role,
        grants: actions.length > 0 ? [{ form: '*', actions, scope: 'own' }] : [],
      });
      const organisation = { number: org };
      const user = await world.create('user', {
        number,
        name: number,
        organisation,
        roles: [role, ...more].map((one) => ({ role: { number: one }, organisation })),
      });
      await node.gate.setPassword({ id: user.id, number }, password);
      return (await signInAs(node.gate, number, password, from)).token;
    },
    async close() {
      await node.stop();
      await tenant.close();
      rmSync(files, { recursive: true, force: true });
    },
  };
  return world;
}

function idMaker(): () => string {
  return () => randomUUID().replace(/^(.{14})4/, '$17');
}
