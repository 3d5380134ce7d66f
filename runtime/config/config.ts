import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Problem, Result } from '../../metadata/common/issue.ts';
import { isObject } from '../../metadata/common/json.ts';
import { nearNames } from '../../metadata/common/near-names.ts';
import type { HostEntry } from '../../rules/hosts/host-entry.ts';
import type { LongReadLimits } from '../database/connection.ts';
import { readMysqlAddress } from '../database/drivers/mysql-hosts.ts';
import type { Synchronous } from '../database/drivers/sqlite.ts';
import { type AuditForward, readAuditForward } from './audit-forward.ts';
import { type BackupPlan, backupSettings, readBackupPlan } from './backup-plan.ts';
import type { DomainSetting } from './domain-setting.ts';
import { type FilesPlace, readFilesPlace } from './files-place.ts';
import { readHosts } from './hosts.ts';
import { parseJsonFile } from './json-file.ts';
import { type Maps, readMaps } from './maps.ts';
import { isNodeName } from './node-name.ts';
import { readScannerPlace, type ScannerPlace } from './scanner-place.ts';
import { type Mailbox, readSmtp } from './smtp.ts';
import { readTracesPlan, type TracesPlan, tracesSettings } from './traces-plan.ts';
import { withoutUsers } from './users-in-addresses.ts';

export interface StreamLimits {
  /** Event streams one person may have open at once. Default: 20. */
  readonly each?: number;
  /** Event streams everybody together may have open at once, on one node. Default: 1,000. */
  readonly all?: number;
}

export const usualStreams = { each: 20, all: 1_000 };

/** The settings of this node: from the environment, or from one JSON file that `GUIJU_CONFIG` names. */
export interface Config {
  /** `PORT`. Default: 8787. */
  readonly port: number;
  /** `HOST`, the address to listen on. Default: every address of the machine. */
  readonly host: string;
  /** `GUIJU_NODE`, how people call this server. Default: its machine and port. */
  readonly node?: string;
  /** `GUIJU_HOME`, the data folder. Default: ./data. */
  readonly home: string;
  /** `DATABASE_URL`, mysql://…. Default: SQLite in the data folder. */
  readonly databaseUrl?: string;
  /** `GUIJU_ADMIN_PASSWORD`, for the first start only. Default: a random one, printed once. */
  readonly adminPassword?: string;
  /** `GUIJU_SECRET`, 32 bytes in base64 or hex. Default: a key file in the data folder; needed with DATABASE_URL. */
  readonly secret?: Uint8Array;
  /** `LOG_LEVEL`. Default: info. */
  readonly logLevel: LogLevel;
  /** `GUIJU_URL`, how people reach the server. Default: http://localhost:PORT. */
  readonly url: string;
  /** `GUIJU_READ_SECONDS` says how long a read may take. Default: what the database's driver says. */
  readonly longReads?: LongReadLimits;
  /** `GUIJU_PROXY=1`: believe X-Forwarded-For of the proxy in front. Default: no. */
  readonly proxy: boolean;
  /**
   * `GUIJU_MATCH_CHECKS`, 0 to 1: of all matches, how many json-rules-engine judges again by itself. Default: 0.001.
   */
  readonly matchChecks: number;
  /** `GUIJU_SYNCHRONOUS`, full or normal: whether SQLite answers a write before the disk has it. Default: full. */
  readonly synchronous: Synchronous;
  /** `GUIJU_LEARNED_INDEXES`: indexes that lists may learn they need, of each form; 0: none. Default: 12. */
  readonly learnedIndexes: number;
  /**
   * `GUIJU_STREAMS_EACH`, `GUIJU_STREAMS_ALL`: event streams of one person and of all, on this node. Default: 20 and
   * 1,000.
   */
  readonly streams?: StreamLimits;
  /** `GUIJU_SMTP`, smtp(s)://user:password@host:port?from=address: the system's own mailbox. Default: none. */
  readonly smtp?: Mailbox;
  /**
   * `GUIJU_HOSTS`, `hooks.example.com:443, erp.corp.example:8080 private`: where people may have the server call,
   * beside what administrators list. Default: nowhere.
   */
  readonly hosts?: readonly HostEntry[];
  /**
   * `GUIJU_REGISTRY`, `GUIJU_REGISTRY_TOKEN`: the npm registry that packages are installed from by name. Default: what
   * the tenant's settings say.
   */
  readonly registry?: { readonly url: string; readonly token?: string };
  /**
   * `GUIJU_FILES`, `GUIJU_FILES_KEY`, `GUIJU_FILES_SECRET`: the bucket in which files are kept, of a server that speaks
   * the protocol of S3. Default: the folder `files` of the data folder, which several servers have to share.
   */
  readonly files?: FilesPlace;
  /**
   * `GUIJU_FILES_EACH`, `GUIJU_FILES_ORGANISATION`, `GUIJU_FILES_ALL`: megabytes of files that one person, one
   * organisation and all together may bring. Default: as many as there is room for.
   */
  readonly filesRoom?: { readonly person?: number; readonly organisation?: number; readonly all?: number };
  /**
   * `GUIJU_SCANNER`: where clamd listens, which looks for viruses in every file that is brought. Default: nobody does.
   */
  readonly scanner?: ScannerPlace;
  /**
   * `GUIJU_BACKUP` with `GUIJU_BACKUP_KEY` and `GUIJU_BACKUP_SECRET`, `GUIJU_BACKUP_AT`, `GUIJU_BACKUP_KEEP` and
   * `GUIJU_BACKUP_TRIAL_DAYS`: the backups that the server makes by itself. Default: none.
   */
  readonly backups?: BackupPlan;
  /**
   * `GUIJU_AUDIT_FORWARD`, `GUIJU_AUDIT_FORWARD_TOKEN`: the syslog server, or the address for JSON lines, that the audit
   * trail is forwarded to. Default: none.
   */
  readonly auditForward?: AuditForward;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT` and its like: where traces are sent. Default: nowhere, and none are made. */
  readonly traces?: TracesPlan;
  /** `GUIJU_MAP`, `GUIJU_MAP_ADDRESS`: the map that pages lead to. Default: that of the reader's device. */
  readonly maps?: Maps;
  /** The values of settings that domains bring, by their names. Default: none. */
  readonly domainSettings?: Readonly<Record<string, string>>;
}

/** The machine and the process that this is. */
export const thisProcess = { host: hostname(), pid: process.pid };

/** Bytes of memory that the process takes. */
export const residentMemory = () => process.memoryUsage.rss();

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Learned indexes of a form; at most as many as its table has room for beside those the model wants. */
const [usualLearned, mostLearned] = [12, 16];

/** More open streams than any node serves. */
const mostStreams = 100_000;

const settings = [
  'PORT',
  'HOST',
  'GUIJU_NODE',
  'GUIJU_HOME',
  'DATABASE_URL',
  'GUIJU_ADMIN_PASSWORD',
  'GUIJU_SECRET',
  'LOG_LEVEL',
  'GUIJU_URL',
  'GUIJU_PROXY',
  'GUIJU_READ_SECONDS',
  'GUIJU_MATCH_CHECKS',
  'GUIJU_LEARNED_INDEXES',
  'GUIJU_SYNCHRONOUS',
  'GUIJU_STREAMS_EACH',
  'GUIJU_STREAMS_ALL',
  'GUIJU_SMTP',
  'GUIJU_HOSTS',
  'GUIJU_REGISTRY',
  'GUIJU_REGISTRY_TOKEN',
  'GUIJU_FILES',
  'GUIJU_FILES_KEY',
  'GUIJU_FILES_SECRET',
  'GUIJU_FILES_EACH',
  'GUIJU_FILES_ORGANISATION',
  'GUIJU_FILES_ALL',
  'GUIJU_SCANNER',
  'GUIJU_AUDIT_FORWARD',
  'GUIJU_AUDIT_FORWARD_TOKEN',
  'GUIJU_MAP',
  'GUIJU_MAP_ADDRESS',
  ...backupSettings,
  ...tracesSettings,
] as const;
type Setting = (typeof settings)[number];
/** Beside them those of domains. */
type Settings = Partial<Record<Setting, string>> & { [name: string]: string | undefined };

/** Everything wrong is listed at once; a path is the setting's name. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  domains: readonly { readonly settings?: readonly DomainSetting[] }[],
): Result<Config> {
  const own = domains.flatMap((domain) => domain.settings ?? []);
  const names = [...settings, ...own.map(({ name }) => name)];
  const problems: Problem[] = [];
  const given: Settings = {
    ...fileSettings(environment['GUIJU_CONFIG'], names, problems),
    ...environmentSettings(environment, names),
  };
  const wrong = (path: string, code: string, params: Problem['params'] = {}) =>
    problems.push({ path, code, params: { setting: path, ...params } });

  for (const { setting, instead } of withoutUsers(given, own))
    problems.push({
      path: setting,
      code: 'config-address-user',
      params: { setting, instead: { ...instead } },
    });

  const port = Number(given.PORT ?? 8787);
  if (!isPort(port)) wrong('PORT', 'config-port', { value: given.PORT ?? '' });
  const node = given.GUIJU_NODE;
  if (node !== undefined && !isNodeName(node)) wrong('GUIJU_NODE', 'config-node', { value: node });
  const level = given.LOG_LEVEL ?? 'info';
  if (!isLogLevel(level))
    wrong('LOG_LEVEL', 'config-log-level', { value: level, levels: logLevels.join(', ') });
  const databaseUrl = given.DATABASE_URL;
  if (databaseUrl !== undefined && !readMysqlAddress(databaseUrl))
    wrong('DATABASE_URL', 'config-database-url');
  const secret = given.GUIJU_SECRET === undefined ? undefined : readSecret(given.GUIJU_SECRET);
  if (secret === null) wrong('GUIJU_SECRET', 'config-secret');
  if (databaseUrl !== undefined && given.GUIJU_SECRET === undefined)
    wrong('GUIJU_SECRET', 'config-secret-needed');
  const password = given.GUIJU_ADMIN_PASSWORD;
  if (password !== undefined && [...password].length < 10)
    wrong('GUIJU_ADMIN_PASSWORD', 'config-admin-password');
  // A port that is wrong has been said already.
  const url = given.GUIJU_URL ?? `http://localhost:${isPort(port) ? port : 0}`;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) wrong('GUIJU_URL', 'config-url', { value: url });
  const proxy = given.GUIJU_PROXY ?? '0';
  if (proxy !== '0' && proxy !== '1') wrong('GUIJU_PROXY', 'config-switch', { value: proxy });
  const matchChecks = Number(given.GUIJU_MATCH_CHECKS ?? 0.001);
  if (!(matchChecks >= 0 && matchChecks <= 1))
    wrong('GUIJU_MATCH_CHECKS', 'config-share', { value: given.GUIJU_MATCH_CHECKS ?? '' });

  const seconds = given.GUIJU_READ_SECONDS;
  if (seconds !== undefined && !/^[1-9]\d{0,3}$/.test(seconds))
    wrong('GUIJU_READ_SECONDS', 'config-read-seconds', { value: seconds });

  const learnedIndexes = Number(given.GUIJU_LEARNED_INDEXES ?? usualLearned);
  if (!Number.isInteger(learnedIndexes) || learnedIndexes < 0 || learnedIndexes > mostLearned)
    wrong('GUIJU_LEARNED_INDEXES', 'config-count', {
      value: given.GUIJU_LEARNED_INDEXES ?? '',
      most: mostLearned,
    });

  const limit = (setting: 'GUIJU_STREAMS_EACH' | 'GUIJU_STREAMS_ALL', usual: number): number => {
    const count = Number(given[setting] ?? usual);
    if (!Number.isInteger(count) || count < 0 || count > mostStreams)
      wrong(setting, 'config-count', { value: given[setting] ?? '', most: mostStreams });
    return count;
  };
  const streams = {
    each: limit('GUIJU_STREAMS_EACH', usualStreams.each),
    all: limit('GUIJU_STREAMS_ALL', usualStreams.all),
  };

  const smtp = given.GUIJU_SMTP === undefined ? undefined : readSmtp(given.GUIJU_SMTP);
  if (smtp === null) wrong('GUIJU_SMTP', 'config-smtp');
  const domainSettings: Record<string, string> = {};
  for (const { name, form } of own) {
    const value = given[name];
    if (value === undefined) continue;
    if (form && !form.fits(value)) wrong(name, 'config-like', { like: { ...form.like } });
    domainSettings[name] = value;
  }
  const hosts = given.GUIJU_HOSTS === undefined ? undefined : readHosts(given.GUIJU_HOSTS);
  if (hosts === null) wrong('GUIJU_HOSTS', 'config-hosts', { value: given.GUIJU_HOSTS ?? '' });
  const registry = registryOf(given);
  if (registry === null) wrong('GUIJU_REGISTRY', 'config-registry', { value: given.GUIJU_REGISTRY ?? '' });

  const room = (setting: 'GUIJU_FILES_EACH' | 'GUIJU_FILES_ORGANISATION' | 'GUIJU_FILES_ALL') => {
    const value = given[setting];
    if (value === undefined) return undefined;
    if (!/^[1-9]\d{0,8}$/.test(value)) wrong(setting, 'config-count', { value, most: 999_999_999 });
    return Number(value) * 1024 * 1024;
  };
  const [person, organisation, all] = [
    room('GUIJU_FILES_EACH'),
    room('GUIJU_FILES_ORGANISATION'),
    room('GUIJU_FILES_ALL'),
  ];
  const filesRoom = {
    ...(person !== undefined && { person }),
    ...(organisation !== undefined && { organisation }),
    ...(all !== undefined && { all }),
  };
  const files = readFilesPlace(given);
  if (files === null) wrong('GUIJU_FILES', 'config-files', { value: given.GUIJU_FILES ?? '' });
  const scanner = readScannerPlace(given.GUIJU_SCANNER);
  if (scanner === null) wrong('GUIJU_SCANNER', 'config-scanner', { value: given.GUIJU_SCANNER ?? '' });

  const backups = readBackupPlan(given);
  const traces = readTracesPlan(given);
  for (const { setting, code, params } of [...backups.wrong, ...traces.wrong]) wrong(setting, code, params);
  const forward = given.GUIJU_AUDIT_FORWARD;
  const auditForward = readAuditForward(forward, given.GUIJU_AUDIT_FORWARD_TOKEN);
  if (auditForward === null) wrong('GUIJU_AUDIT_FORWARD', 'config-audit-forward', { value: forward ?? '' });

  const maps = readMaps(given);
  const wrongMaps = maps && 'length' in maps ? maps : [];
  for (const setting of wrongMaps) wrong(setting, 'config-map', { value: given[setting] ?? '' });

  const synchronous = given.GUIJU_SYNCHRONOUS ?? 'full';
  if (synchronous !== 'full' && synchronous !== 'normal') {
    wrong('GUIJU_SYNCHRONOUS', 'config-choice', { value: synchronous, choices: 'full, normal' });
    return { ok: false, problems };
  }

  if (problems.length > 0 || !isLogLevel(level)) return { ok: false, problems };
  return {
    ok: true,
    value: {
      port,
      host: given.HOST ?? '::',
      home: resolve(given.GUIJU_HOME ?? 'data'),
      logLevel: level,
      url: url.replace(/\/+$/, ''),
      proxy: proxy === '1',
      matchChecks,
      learnedIndexes,
      synchronous,
      streams,
      domainSettings,
      ...(node === undefined ? {} : { node }),
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      ...(password === undefined ? {} : { adminPassword: password }),
      ...(secret ? { secret } : {}),
      ...(smtp ? { smtp } : {}),
      ...(hosts ? { hosts } : {}),
      ...(registry ? { registry } : {}),
      ...(files ? { files } : {}),
      ...(scanner ? { scanner } : {}),
      ...(backups.plan ? { backups: backups.plan } : {}),
      ...(auditForward ? { auditForward } : {}),
      ...(traces.plan ? { traces: traces.plan } : {}),
      ...(maps && !('length' in maps) ? { maps } : {}),
      filesRoom,
      ...(seconds === undefined ? {} : { longReads: { deadline: Number(seconds) * 1_000 } }),
    },
  };
}

/** Null: an address that is none, or a token for nobody. */
function registryOf({
  GUIJU_REGISTRY: url,
  GUIJU_REGISTRY_TOKEN: token,
}: Settings): Config['registry'] | null {
  if (url === undefined) return token === undefined ? undefined : null;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return null;
  const { search, hash } = new URL(url);
  if (search + hash !== '') return null;
  return { url: url.replace(/\/*$/, '/'), ...(token !== undefined && { token }) };
}

function environmentSettings(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Settings {
  const given: Settings = {};
  for (const name of names) {
    const value = environment[name]?.trim();
    if (value) given[name] = value;
  }
  return given;
}

function fileSettings(file: string | undefined, names: readonly string[], problems: Problem[]): Settings {
  if (!file) return {};
  const wrong = (code: string, params: Problem['params'] = {}): Settings => {
    problems.push({ path: 'GUIJU_CONFIG', code, params: { file, ...params } });
    return {};
  };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code: reason = '' } = error as NodeJS.ErrnoException;
    return reason === 'ENOENT' ? wrong('config-file-missing') : wrong('config-file-unreadable', { reason });
  }
  const parsed = parseJsonFile(text);
  if (!parsed.ok)
    return wrong(parsed.code === 'json-deep' ? 'config-file' : 'config-file-syntax', parsed.params);
  const content = parsed.value;
  if (!isObject(content)) return wrong('config-file');
  const given: Settings = {};
  for (const [name, value] of Object.entries(content)) {
    if (!names.includes(name))
      problems.push({
        path: name,
        code: 'config-unknown',
        params: { file, setting: name, near: nearNames(name, names) },
      });
    else if (typeof value === 'string' || typeof value === 'number') given[name] = String(value);
    else problems.push({ path: name, code: 'config-text', params: { file, setting: name } });
  }
  return given;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

function isLogLevel(level: string): level is LogLevel {
  return logLevels.some((known) => known === level);
}

/** 32 bytes in hex or base64, else null. */
export function readSecret(text: string): Uint8Array | null {
  const bytes = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  return bytes.length === 32 ? bytes : null;
}
