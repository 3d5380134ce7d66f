import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { signInAs } from '../access/auth/signed-in.suite.ts';
import type { PasswordCost } from '../access/credentials/password.ts';
import { platformUser } from '../call/system-call.ts';
import { expectWholeSentences } from '../common/messages/whole-sentences.suite.ts';
import type { BackupPlan } from '../config/backup-plan.ts';
import type { Config } from '../config/config.ts';
import { readHosts } from '../config/hosts.ts';
import type { Log } from '../config/log.ts';
import type { LongReadLimits } from '../database/connection.ts';
import type { MysqlBudgets } from '../database/drivers/mysql.ts';
import type { Synchronous } from '../database/drivers/sqlite.ts';
import { quickDisk } from '../database/quick-disk.suite.ts';
import type { Domain } from '../domain.ts';
import type { Installed } from '../model/packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../model/packages/read-folder.ts';
import { installedFrom } from '../model/publish/publisher.ts';
import type { LearningOptions } from '../storage/indexes/learned-indexes.ts';
import { installStandardPackages, makeAdministrator } from '../tenant/first-start.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { createNode } from './create-node.ts';
import { testedDomains } from './edition.suite.ts';
import { openInstallation } from './open-installation.ts';
import { beginPrepared } from './prepared.suite.ts';
import type { NodeParts, ServingNode } from './serving-node.ts';

export const adminPassword = 'correct horse battery';

/** Nobody guesses at passwords of tests; what they cost elsewhere, tests of passwords say. */
const passwordCost: PasswordCost = { memory: 64, passes: 1 };

/** A whole node on a database of its own or one it shares, as `guiju start` makes it, without the port. */
export interface TestNode {
  readonly tenant: Tenant;
  readonly node: ServingNode;
  /** Asks as the administrator. */
  ask(
    method: string,
    path: string,
    body?: Json,
    headers?: Readonly<Record<string, string>>,
  ): Promise<TestAnswer>;
  /** The same for what is no JSON: files out, and in. */
  raw(
    method: string,
    path: string,
    bytes?: Uint8Array<ArrayBuffer> | FormData,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Asks the database what time it is, as is done now and then. */
  setClock(): Promise<void>;
  publish(packages: readonly Installed[], hash?: string): Promise<number>;
  close(): Promise<void>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

export interface TestNodeOptions {
  /** Default: all that `guiju` comes with. */
  readonly domains?: readonly Domain[];
  /** Names of standard packages to install. Default: platform alone. */
  readonly packages?: readonly string[];
  readonly onMoment?: (moment: string) => void;
  /** Folder of the built web UI. Default: dist/ui. */
  readonly ui?: string;
  readonly http?: NodeParts['http'];
  /** Default: no match is judged again. */
  readonly matching?: NodeParts['matching'];
  /** Default: nothing is written. */
  readonly log?: Log;
  readonly longReads?: LongReadLimits;
  /** How long the database has. Default: as usual. */
  readonly budgets?: MysqlBudgets;
  readonly search?: NodeParts['search'];
  /** Whether what was answered outlives a power cut. Default: it is confirmed by nothing but a moment. */
  readonly synchronous?: Synchronous;
  readonly learning?: LearningOptions;
  readonly streams?: NodeParts['streams'];
  readonly wait?: NodeParts['wait'];
  /** Default: there is no mailbox of the system. */
  readonly smtp?: Config['smtp'];
  /** The values in the environment for settings of domains, by their names. Default: none. */
  readonly domainSettings?: Readonly<Record<string, string>>;
  /** Milliseconds a plan waits for its rehearsal. Default: until it is done. */
  readonly rehearsalPatience?: number;
  /**
   * The hosts that people may have the server call, as the environment says them: `127.0.0.1:8080 private`. Default:
   * none.
   */
  readonly hosts?: string;
  readonly resolve?: NodeParts['resolve'];
  /** Backups that it makes by itself. Default: none. */
  readonly backups?: BackupPlan;
  /** Where the audit trail is forwarded to. Default: nowhere. */
  readonly auditForward?: NonNullable<NodeParts['config']>['auditForward'];
  /** Where its traces are sent. Default: it makes none. */
  readonly traces?: NodeParts['traces'];
  /** The address at which it is reached. Default: http://localhost. */
  readonly url?: string;
  /** How people call it. Default: by its process. */
  readonly name?: string;
  /** Its data folder, of nodes that share one; whoever made it takes it away. Default: one of its own. */
  readonly home?: string;
  /** Milliseconds a publish waits for other nodes to serve it. Default: as usual. */
  readonly nodesPatience?: number;
  /** Milliseconds since 1970. Default: as it is. */
  readonly clock?: () => number;
  /** The same as the database has it. Default: `clock`, where that is said; null: the database's own. */
  readonly databaseClock?: (() => number) | null;
}

/** The folders of standard packages, with those that they need. */
export function standardWith(names: readonly string[]): readonly string[] {
  const folders = standardPackageFolders();
  const wanted = new Set<string>();
  const want = (name: string): void => {
    const folder = folders.find((one) => basename(one) === name);
    if (folder === undefined || wanted.has(name)) return;
    wanted.add(name);
    const manifest = readPackageFolder(folder).files.get('package.json') as {
      readonly peerDependencies?: object;
    };
    for (const needed of Object.keys(manifest.peerDependencies ?? {})) want(needed);
  };
  for (const name of names) want(name);
  return folders.filter((folder) => wanted.has(basename(folder)));
}

/** Opens the installation that a test node works on; whoever opens it closes its tenant. */
export async function openTestInstallation(url: string, home: string, options: TestNodeOptions = {}) {
  const folders = standardWith(options.packages ?? ['platform']);
  const secret = new Uint8Array(32).fill(7);
  const installation = await openInstallation(
    {
      port: 0,
      host: '127.0.0.1',
      url: options.url ?? 'http://localhost',
      home,
      databaseUrl: url,
      secret,
      logLevel: 'silent',
      proxy: false,
      matchChecks: 0,
      learnedIndexes: 12,
      synchronous: options.synchronous ?? 'full',
      hosts: readHosts(options.hosts ?? '') ?? [],
      domainSettings: options.domainSettings ?? {},
      ...(options.name === undefined ? {} : { node: options.name }),
      ...(options.auditForward ? { auditForward: options.auditForward } : {}),
      ...(options.longReads ? { longReads: options.longReads } : {}),
      ...(options.backups ? { backups: options.backups } : {}),
      ...(options.smtp ? { smtp: options.smtp } : {}),
    },
    {
      domains: options.domains ?? testedDomains,
      serves: true,
      learning: options.learning,
      onMoment: options.onMoment,
      clock: options.clock,
      databaseClock: options.databaseClock,
      budgets: options.budgets,
      disk: options.synchronous ? undefined : quickDisk,
      nodesPatience: options.nodesPatience,
    },
  );
  await installStandardPackages(installation.tenant, folders);
  return { installation, folders };
}

/** A node that has its first administrator and does nothing yet. */
async function firstStarted(url: string, home: string, options: TestNodeOptions) {
  const { installation, folders } = await openTestInstallation(url, home, options);
  const { tenant } = installation;
  const node = createNode({
    ...installation,
    ...(options.ui ? { ui: options.ui } : {}),
    ...(options.url ? { url: options.url } : {}),
    ...(options.http ? { http: options.http } : {}),
    ...(options.matching ? { matching: options.matching } : {}),
    ...(options.log ? { log: options.log } : {}),
    ...(options.search ? { search: options.search } : {}),
    ...(options.streams ? { streams: options.streams } : {}),
    ...(options.wait ? { wait: options.wait } : {}),
    ...(options.resolve ? { resolve: options.resolve } : {}),
    ...(options.traces ? { traces: options.traces } : {}),
    passwordCost,
    rehearsalPatience: options.rehearsalPatience ?? Number.POSITIVE_INFINITY,
  });
  await makeAdministrator({
    tenant,
    gate: node.gate,
    folders,
    password: adminPassword,
    randomPassword: () => '',
  });
  return { installation, node };
}

export async function openTestNode(url: string, options: TestNodeOptions = {}): Promise<TestNode> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'guiju-home-'));
  const done = await prepare(url, home, options);
  const { installation, node } = await firstStarted(url, home, options);
  const { tenant } = installation;
  node.start();
  const signIn = () =>
    signInAs(node.gate, 'admin', adminPassword, { address: '::1', agent: null, requestId: 't' });
  let { token } = await signIn();
  /** Signs in again where the clock was moved beyond the end of a session. */
  const stillIn = async () => {
    if (!options.clock) return;
    const authorization = `Bearer ${token}`;
    const { status } = await node.app.request('/api/session', { headers: { authorization } });
    if (status === 401) ({ token } = await signIn());
  };
  return {
    tenant,
    node,
    async ask(method, path, body, headers = {}) {
      await stillIn();
      const response = await node.app.request(path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer: JsonObject = text === '' ? {} : JSON.parse(text);
      expectWholeSentences(response.status, answer);
      return { status: response.status, headers: response.headers, body: answer };
    },
    async raw(method, path, bytes, headers = {}) {
      return node.app.request(path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(bytes === undefined ? {} : { body: bytes }),
      });
    },
    setClock: installation.shared.set,
    async publish(packages, hash) {
      const actor = { id: platformUser.id, name: platformUser.name };
      const downgrade = packages.map(({ name }) => name);
      const seen = { hash, downgrade };
      const { revision } = await tenant.publisher.publish(packages, { actor, reason: null }, seen);
      return revision;
    },
    async close() {
      await node.stop();
      await tenant.close();
      done();
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

function prepare(url: string, home: string, options: TestNodeOptions): Promise<() => void> {
  const { packages, clock, databaseClock, onMoment, domains = testedDomains } = options;
  // A test that listens wants to hear of the first start, too.
  if (onMoment) return Promise.resolve(() => {});
  const key = JSON.stringify([packages, domains.length, clock?.(), databaseClock?.()]);
  return beginPrepared(url, key, async (empty) => {
    const { node, installation } = await firstStarted(empty, home, options);
    await node.stop();
    await installation.tenant.close();
  });
}

/** A package with one form, `note`, whose fields the test says. */
export function notePackage(
  fields: readonly JsonObject[],
  form: JsonObject = {},
  version = '1.0.0',
): Installed {
  const label = { zh: '便签', en: 'Note' };
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        { name: 'notes', version, peerDependencies: { platform: '*' }, guiju: { prefix: 'nt', label } },
      ],
      [
        'forms/note.json',
        {
          name: 'note',
          kind: 'master',
          sharing: 'everybody',
          label,
          fields: [
            { name: 'number', kind: 'text', length: 40, label: { zh: '编码', en: 'Number' }, required: true },
            ...fields,
          ],
          ...form,
        },
      ],
    ]),
  );
}
