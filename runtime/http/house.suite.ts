import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { compile } from '../../metadata/model/compile.ts';
import { readSourceFiles } from '../../metadata/model/source-files.ts';
import type { FormSource, PackageSource } from '../../metadata/source.ts';
import { createGate } from '../access/auth/create-gate.ts';
import type { Served } from '../call/call.ts';
import { systemCall } from '../call/system-call.ts';
import { expectWholeSentences } from '../common/messages/whole-sentences.suite.ts';
import { createVault } from '../common/vault.ts';
import { createLog } from '../config/log.ts';
import { atTime } from '../database/at-time.ts';
import { openMigrated } from '../database/migrated.suite.ts';
import { quickDisk } from '../database/quick-disk.suite.ts';
import { createChangeSets } from '../effective/changes/create-change-sets.ts';
import { createMatching } from '../effective/match/create-matching.ts';
import { createPast } from '../effective/past/past.ts';
import { createPackageData } from '../model/packages/package-data.ts';
import { readPackageFolder } from '../model/packages/read-folder.ts';
import { createParameters } from '../params/parameters.ts';
import { createReaders } from '../params/readers/readers.ts';
import { createFeed } from '../params/watch/feed.ts';
import { createWatching } from '../params/watch/watching.ts';
import { standardEdition } from '../server/edition.suite.ts';
import { createContents } from '../storage/contents/contents.ts';
import { openFolderShelf } from '../storage/contents/folder-shelf.ts';
import type { Scan } from '../storage/contents/scan.ts';
import { createStore } from '../storage/store/create-store.ts';
import { type ChangeRow, changeColumns, readChange } from '../storage/store/history/history.ts';
import { formTables } from '../storage/tables/form-tables.ts';
import { publish } from '../storage/tables/model.suite.ts';
import { readPhysical } from '../storage/tables/state.ts';
import { createClock } from '../tenant/clock.ts';
import { createFollowing } from '../tenant/following.ts';
import { createOrganisations } from '../tenant/organisations.ts';
import { positionAt, rewoundStates } from '../tenant/state-rewind.ts';
import { createFileLinks } from '../work/links/create-file-links.ts';
import { createPictures } from '../work/pictures/create-pictures.ts';
import { createSmallPictures } from '../work/pictures/small-pictures.ts';
import { createPrints } from '../work/print/create-prints.ts';
import { createApp } from './app.ts';
import { fileLinkEndpoints } from './files/file-links.ts';
import { noPublisher, noRefills } from './packages/no-publisher.suite.ts';
import { publishEndpoints } from './packages/publish.ts';
import type { Endpoint } from './pipeline/endpoint.ts';
import type { Host, HttpOptions } from './pipeline/host.ts';
import { createStreams } from './pipeline/streams.ts';
import { sampleForms } from './sample-forms.suite.ts';

const label = { zh: '样例', en: 'Sample' };
export const password = 'correct horse battery';

/** A server for tests, real but for the lead-in: one node with the platform's forms and a few of its own, over HTTP. */
export interface House {
  readonly host: Host;
  readonly app: ReturnType<typeof createApp>;
  readonly log: string[];
  /** The folder of the contents of files. */
  readonly files: string;
  readonly orgs: Readonly<Record<'root' | 'north' | 'south', string>>;
  /** Moves the clock, in milliseconds. */
  later(milliseconds: number): void;
  /** Sends a request; a body that is no text is sent as JSON. */
  ask(method: string, path: string, options?: AskOptions): Promise<HouseAnswer>;
  /** A session's token. */
  signIn(user: string, secret?: string): Promise<string>;
  /** A user with one role that has these grants in an organisation. */
  user(number: string, org: string, grants: readonly JsonObject[], administers?: boolean): Promise<string>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly as?: string;
  readonly body?: Json | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HouseAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
  /** Returns the value at a JSON Pointer of the answer. */
  at(pointer: string): unknown;
}

export function samplePackages(more: readonly FormSource[] = []): readonly PackageSource[] {
  const folder = join(fileURLToPath(new URL('../../metadata/packages', import.meta.url)), 'platform');
  const platform = readSourceFiles(readPackageFolder(folder).files);
  if (!platform.source) throw new Error(JSON.stringify(platform.issues));
  const sample: PackageSource = {
    manifest: { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label } },
    forms: [...sampleForms, ...more].map((content) => ({ file: `forms/${content.name}.json`, content })),
    extensions: [],
    params: [],
    data: [],
    cases: [],
    messages: [],
  };
  return [platform.source, sample];
}

export async function openHouse(
  url: string,
  options: {
    http?: HttpOptions;
    more?: readonly Endpoint[];
    forms?: readonly FormSource[];
    scan?: Scan;
    /** The address of the server. Default: one with a name. */
    url?: string;
  } = {},
): Promise<House> {
  let skipped = 0;
  const clock = () => Date.now() + skipped;
  const database = atTime(await openMigrated(url, { disk: quickDisk }), clock);
  const compiled = compile(samplePackages(options.forms));
  const { model } = compiled;
  if (!model) throw new Error(JSON.stringify(compiled.issues, null, 1));
  await publish(database, model);
  const physical = await readPhysical(database);
  const table = formTables(model, physical);
  const organisations = createOrganisations(database.dialect);
  const following = createFollowing(database);
  const files = mkdtempSync(join(tmpdir(), 'guiju-files-'));
  const newId = idMaker(clock);
  const moment = createClock(clock);
  const vault = createVault(randomBytes(32));
  const stamp = () => ({ at: database.dialect.now, zone: 'Asia/Shanghai' });
  const store = createStore({
    database,
    newId,
    stamp,
    random: Math.random,
    seal: vault.seal,
    orgsAfter: (revision) => (following.revision() === revision ? organisations.tree() : undefined),
  });
  let served: Served | undefined;
  const serve = (): Served => {
    const orgs = organisations.tree();
    if (served?.orgs !== orgs) served = { model, revision: 1, orgs, table };
    return served;
  };
  store.onWritten((events) => {
    organisations.follow(events);
    return following.written(events);
  });
  following.follow((events) => organisations.follow(events));
  const now = () => moment('Asia/Shanghai');
  const gate = createGate({
    database,
    clock,
    newId,
    store,
    now,
    served: serve,
    random: randomBytes,
    follow: following.follow,
    deviceKey: vault.derive('device'),
    vault,
    url: options.url ?? 'https://guiju.test',
    passwordCost: { memory: 64, passes: 1 },
  });
  const log: string[] = [];
  /** Parameters of which nothing is set. */
  const watchingOf = () => {
    const parameters = createParameters();
    const zones = organisations.zones;
    const feed = createFeed({
      clock,
      log: createLog('silent'),
      modelOf: async () => model,
      parts: () => ({ revision: following.revision(), model, zones: zones(), values: parameters.values() }),
    });
    const parts = { database, parameters, organisations, followed: following.revision };
    return createWatching({
      feed,
      position: (revision) => positionAt(database, revision),
      trail: (from, to) => rewoundStates({ ...parts, modelThen: async () => model }, from, to),
    });
  };
  const stopping = new AbortController();
  const readers = createReaders({ database, clock, node: 'test', follow: following.follow });
  const pictures = createPictures();
  const { measure } = pictures;
  const shelf = openFolderShelf(files);
  const contents = createContents({ database, shelf, vault, newId, clock, measure, scan: options.scan });
  const host: Host = {
    edition: standardEdition('0.0.0-test'),
    store,
    contents,
    smallPictures: createSmallPictures(contents, pictures),
    database,
    log: createLog('info', { write: (line) => void log.push(line) }),
    logsDropped: () => 0,
    traces: null,
    auditForwarding: async () => null,
    madeByPlatform: {},
    alsoNeeded: {},
    ahead: () => 0,
    members: () => [],
    clocks: { clocks: () => [], commitsAhead: () => 0 },
    matchCounts: () => ({ rebuilt: 0, checks: { agreed: 0, differed: 0, failed: 0, skipped: 0 } }),
    backups: () => null,
    learnedIndexes: () => [],
    searches: () => ({ ways: {}, indexes: [] }),
    vault,
    packageData: createPackageData({
      database,
      contents,
      store,
      node: 'test',
      follow: following.poll,
      call: () => systemCall(serve(), now()),
    }),
    changeSets: createChangeSets({
      store,
      database,
      newId,
      now,
      readers,
      served: serve,
      rightsOf: gate.rightsOf,
      seal: vault.seal,
      matching: createMatching({ database, log: createLog('silent'), zone: () => 'Asia/Shanghai' }),
      catchUp: async () => {},
    }),
    audit: gate.audit,
    past: createPast({ database, edition: standardEdition('0.0.0-test'), served: serve, clock }),
    served: serve,
    revision: following.revision,
    catchUp: async () => {},
    waitForRevision: async (revision) => {
      await following.poll();
      return following.revision() >= revision;
    },
    clock,
    now,
    random: randomBytes,
    newId,
    follow: following.follow,
    watching: watchingOf(),
    historyBegins: async () => 0,
    changes: async (since, limit) => {
      const rows = await database.all<ChangeRow>(
        `SELECT ${changeColumns} FROM gj_history WHERE revision > ? ORDER BY revision LIMIT ${limit}`,
        [since],
      );
      return rows.map(readChange);
    },
    explain: () => [],
    trouble: () => null,
    node: 'n',
    publisher: noPublisher(following.revision),
    streams: createStreams(),
    readers,
    stopping: stopping.signal,
    ready: async () => {
      await database.ping();
      return { ready: true, checks: { database: true } };
    },
  };
  const fileLinks = createFileLinks({
    database,
    store,
    contents,
    now,
    newId,
    audit: gate.audit,
    readerFor: gate.readerFor,
    served: serve,
    random: randomBytes,
    url: 'http://guiju.test',
    prints: createPrints({ store, zone: () => 'Asia/Shanghai', pictures: host.smallPictures }),
    vault: host.vault,
    answersFor: () => ({}),
  });
  const app = createApp({
    host,
    gate,
    options: { proxy: true, ...options.http },
    more: [...publishEndpoints(noRefills), ...fileLinkEndpoints(fileLinks, clock), ...(options.more ?? [])],
  });

  const platform = (id: string) => {
    const form = model.formsById.get(id);
    if (!form) throw new Error(`no form ${id}`);
    return form;
  };
  const system = () => systemCall(serve(), now());
  const create = async (form: string, body: JsonObject, org?: string) => {
    const call = system();
    const written = await store.create({ ...call, org: org ?? (call.org || newId()) }, platform(form), body);
    return written.record.id;
  };
  const root = await create('organisation', { number: 'ROOT', name: '集团' });
  const north = await create('organisation', { number: 'NORTH', name: '北方公司', parent: { id: root } });
  const south = await create('organisation', { number: 'SOUTH', name: '南方公司', parent: { id: root } });

  let address = 0;
  const house: House = {
    host,
    app,
    log,
    files,
    orgs: { root, north, south },
    later: (milliseconds) => {
      skipped += milliseconds;
    },
    async ask(method, path, { as, body, headers = {} } = {}) {
      const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      address += 1;
      const answer = await app.request(path, {
        method,
        headers: {
          'accept-language': 'en',
          'x-forwarded-for': `10.0.0.${address}`,
          ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const text = await answer.text();
      const isJson = /json/.test(answer.headers.get('content-type') ?? '');
      const json: unknown = isJson ? JSON.parse(text) : undefined;
      expectWholeSentences(answer.status, json);
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        json,
        at: (pointer) => valueAt(json, pointer),
      };
    },
    async signIn(user, secret = password) {
      const { at, status, text } = await house.ask('POST', '/api/session', {
        body: { user, password: secret },
      });
      if (status !== 200) throw new Error(`${user} cannot sign in: ${text}`);
      return String(at('/token'));
    },
    async user(number, org, grants, administers = false) {
      const role = await create('role', { number: `R-${number}`, name: number, administers, grants });
      const id = await create('user', {
        number,
        name: number,
        organisation: { id: org },
        roles: [{ role: { id: role }, organisation: { id: org } }],
      });
      await gate.setPassword({ id, number }, password);
      return id;
    },
    close: async () => {
      stopping.abort();
      await database.close();
      rmSync(files, { recursive: true, force: true });
    },
  };
  await house.user('admin', root, [{ form: '*', actions: ['all'], moreActions: '*', scope: 'all' }], true);
  return house;
}

function valueAt(json: unknown, pointer: string): unknown {
  let value = json;
  for (const step of pointer.split('/').slice(1))
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  return value;
}

/** Those of one moment rise, too, as a server's do. */
function idMaker(clock: () => number): () => string {
  let [last, count] = [0, 0];
  return () => {
    const bytes = randomBytes(16);
    const now = clock();
    count = now === last ? count + 1 : 0;
    last = now;
    bytes.writeUIntBE(now, 0, 6);
    bytes.writeUInt16BE(0x7000 | (count & 0x0fff), 6);
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
}
