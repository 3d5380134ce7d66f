import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Call } from '../call.ts';
import { openDatabase } from '../database/open-database.ts';
import { createLog } from '../log.ts';
import { createNode } from '../server/create-node.ts';
import type { WireRecord } from '../store/store.ts';
import { installStandardPackages, makeAdministrator } from '../tenant/first-start.ts';
import { openTenant, type Tenant } from '../tenant/tenant.ts';
import { createVault } from '../vault.ts';

const packages = ['platform', 'basis', 'invoicing'];
const password = 'correct horse battery';

/** A server as it starts on an empty database, with every package that ships. */
export interface World {
  readonly tenant: Tenant;
  /** By the platform's right. */
  call(language?: 'zh' | 'en'): Call;
  form(name: string): Form;
  create(form: string, body: JsonObject): Promise<WireRecord>;
  all(form: string): Promise<readonly WireRecord[]>;
  /** As the administrator, in English unless said otherwise. */
  ask(method: string, path: string, options?: Asked): Promise<Response>;
  /** Sends a file and waits until its job is over. */
  import(form: string, bytes: Uint8Array, query?: string): Promise<JsonObject>;
  close(): Promise<void>;
}

interface Asked {
  readonly body?: Uint8Array<ArrayBuffer> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function openWorld(url: string): Promise<World> {
  const log = createLog('fatal');
  const vault = createVault(randomBytes(32));
  const shared = { log, vault, version: '0.1.0', clock: Date.now, newId: idMaker() };
  const tenant = await openTenant({ ...shared, database: await openDatabase(url, ''), random: Math.random });
  const folders = packages.map((name) =>
    fileURLToPath(new URL(`../../metadata/packages/${name}`, import.meta.url)),
  );
  await installStandardPackages(tenant, folders);
  const node = createNode({ ...shared, tenant });
  await makeAdministrator({ tenant, gate: node.gate, folders, password, randomPassword: () => password });
  const { token } = await node.gate.signIn('admin', password, {
    address: '::1',
    agent: null,
    requestId: 't',
  });

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
      const items: WireRecord[] = [];
      const { fields, entries } = world.form(form);
      const names = [...fields, ...entries].filter(({ hidden }) => !hidden).map(({ name }) => name);
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const query = { view: 'manage', fields: [...new Set(names)], limit: 500 } as const;
        const page = await tenant.store.list(world.call(), world.form(form), {
          ...query,
          ...(cursor === undefined ? {} : { cursor }),
        });
        items.push(...page.items);
        cursor = page.next;
      }
      return items;
    },
    async ask(method, path, { body, headers = {} } = {}) {
      return node.app.request(path, {
        method,
        headers: { 'accept-language': 'en', authorization: `Bearer ${token}`, ...headers },
        ...(body === undefined ? {} : { body }),
      });
    },
    async import(form, bytes, query = '') {
      const answer = await world.ask('POST', `/api/forms/${form}/import${query}`, {
        body: new Uint8Array(bytes),
      });
      const told = (await answer.json()) as JsonObject;
      if (answer.status !== 202) return told;
      for (;;) {
        const job = (await (await world.ask('GET', `/api/jobs/${String(told['id'])}`)).json()) as JsonObject;
        if (job['status'] !== 'waiting' && job['status'] !== 'running') return job;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close() {
      await node.stop();
      await tenant.close();
    },
  };
  return world;
}

function idMaker(): () => string {
  return () => randomUUID().replace(/^(.{14})4/, '$17');
}
