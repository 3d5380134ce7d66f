import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { renderProblems } from '../common/messages/render-problem.ts';
import { readMysqlAddress } from '../database/drivers/mysql-hosts.ts';
import { domains } from '../domains.ts';
import { readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-config-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Settings = Readonly<Record<string, string>>;
const secret = '07'.repeat(32);

type Wrong = readonly [sentence: string, environment: Settings, mistakes: readonly string[]];

const wrong: readonly Wrong[] = [
  ['a port that is none', { PORT: '70000' }, ['PORT config-port']],
  ['a name of a server with a comma in it', { GUIJU_NODE: 'web-1, web-2' }, ['GUIJU_NODE config-node']],
  ['a level nobody logs at', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL config-log-level']],
  [
    'a database without a name, and no key for it',
    { DATABASE_URL: 'mysql://localhost' },
    ['DATABASE_URL config-database-url', 'GUIJU_SECRET config-secret-needed'],
  ],
  ['a key that is too short', { GUIJU_SECRET: 'abcd' }, ['GUIJU_SECRET config-secret']],
  [
    'a password that is too short',
    { GUIJU_ADMIN_PASSWORD: 'short' },
    ['GUIJU_ADMIN_PASSWORD config-admin-password'],
  ],
  ['an address without http', { GUIJU_URL: 'guiju.example' }, ['GUIJU_URL config-url']],
  ['a registry that is no address', { GUIJU_REGISTRY: 'npm.example' }, ['GUIJU_REGISTRY config-registry']],
  ['a token for no registry', { GUIJU_REGISTRY_TOKEN: 'token' }, ['GUIJU_REGISTRY config-registry']],
  ['a bucket without a key', { GUIJU_FILES: 'https://s3.example/guiju' }, ['GUIJU_FILES config-files']],
  ['room for half a megabyte', { GUIJU_FILES_EACH: '0.5' }, ['GUIJU_FILES_EACH config-count']],
  ['a scanner of another sort', { GUIJU_SCANNER: 'http://scanner' }, ['GUIJU_SCANNER config-scanner']],
  [
    'a folder for backups that depends on where it starts',
    { GUIJU_BACKUP: 'backups' },
    ['GUIJU_BACKUP config-backup'],
  ],
  [
    'a bucket for backups without its key',
    { GUIJU_BACKUP: 'https://s3.example/b' },
    ['GUIJU_BACKUP config-backup'],
  ],
  ['a time for backups that go nowhere', { GUIJU_BACKUP_AT: '02:30' }, ['GUIJU_BACKUP config-backup']],
  [
    'backups at no time, none of them kept, and tried at random',
    {
      GUIJU_BACKUP: '/backups',
      GUIJU_BACKUP_AT: 'nightly',
      GUIJU_BACKUP_KEEP: 'last 0, days 7',
      GUIJU_BACKUP_TRIAL_DAYS: '500',
    },
    [
      'GUIJU_BACKUP_AT config-backup-at',
      'GUIJU_BACKUP_KEEP config-backup-keep',
      'GUIJU_BACKUP_TRIAL_DAYS config-count',
    ],
  ],
  ...[
    '6h, increments 6h',
    '02:30, increments 1m',
    '02:30, increments',
    '02:30, 1h',
    '02:30, increments 1h, 2h',
  ].map(
    (value): Wrong => [
      `increments ${value}`,
      { GUIJU_BACKUP: '/backups', GUIJU_BACKUP_AT: value },
      ['GUIJU_BACKUP_AT config-backup-at'],
    ],
  ),
  ...['syslog://siem', 'syslog+tls://', 'syslog+tcp://siem/path', 'siem.example:514'].map(
    (value): Wrong => [
      `the audit trail forwarded to ${value}`,
      { GUIJU_AUDIT_FORWARD: value },
      ['GUIJU_AUDIT_FORWARD config-audit-forward'],
    ],
  ),
  [
    'a token that no syslog server takes',
    { GUIJU_AUDIT_FORWARD: 'syslog+tls://siem.example', GUIJU_AUDIT_FORWARD_TOKEN: 'token' },
    ['GUIJU_AUDIT_FORWARD config-audit-forward'],
  ],
  [
    'a collector that is no address',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
    ['OTEL_EXPORTER_OTLP_ENDPOINT config-traces'],
  ],
  [
    'traces in a protocol that is not spoken, kept by nobody knows what',
    {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization',
      OTEL_RESOURCE_ATTRIBUTES: 'region=%zz',
      OTEL_TRACES_SAMPLER: 'jaeger_remote',
      OTEL_TRACES_SAMPLER_ARG: '2',
    },
    [
      'OTEL_EXPORTER_OTLP_PROTOCOL config-choice',
      'OTEL_EXPORTER_OTLP_HEADERS config-pairs',
      'OTEL_RESOURCE_ATTRIBUTES config-pairs',
      'OTEL_TRACES_SAMPLER config-choice',
      'OTEL_TRACES_SAMPLER_ARG config-share',
    ],
  ],
  ['a map without a place in it', { GUIJU_MAP: 'https://map.example/' }, ['GUIJU_MAP config-map']],
  [
    'maps whose server is filled in, or that are no pages',
    { GUIJU_MAP: 'https://{lat}.example/{lon}', GUIJU_MAP_ADDRESS: 'javascript:alert("{address}")' },
    ['GUIJU_MAP config-map', 'GUIJU_MAP_ADDRESS config-map'],
  ],
  ['a key for no bucket', { GUIJU_FILES_KEY: 'key' }, ['GUIJU_FILES config-files']],
  [
    'a server without a bucket',
    { GUIJU_FILES: 'https://s3.example', GUIJU_FILES_KEY: 'k', GUIJU_FILES_SECRET: 's' },
    ['GUIJU_FILES config-files'],
  ],
  ['a time that is none', { GUIJU_READ_SECONDS: '0' }, ['GUIJU_READ_SECONDS config-read-seconds']],
  ['a proxy that is perhaps', { GUIJU_PROXY: 'maybe' }, ['GUIJU_PROXY config-switch']],
  ['more matches than all', { GUIJU_MATCH_CHECKS: '1.5' }, ['GUIJU_MATCH_CHECKS config-share']],
  ['a way to write that is none', { GUIJU_SYNCHRONOUS: 'off' }, ['GUIJU_SYNCHRONOUS config-choice']],
  ['a share that is no number', { GUIJU_MATCH_CHECKS: 'some' }, ['GUIJU_MATCH_CHECKS config-share']],
  [
    'more learned indexes than a table has room for',
    { GUIJU_LEARNED_INDEXES: '17' },
    ['GUIJU_LEARNED_INDEXES config-count'],
  ],
  ['a host that is none', { GUIJU_HOSTS: 'https://hooks.example.com' }, ['GUIJU_HOSTS config-hosts']],
  [
    'an address of customs that is none',
    { GUIJU_CUSTOMS_TEST: 'customs' },
    ['GUIJU_CUSTOMS_TEST config-like'],
  ],
  ['a gateway for text messages that is none', { GUIJU_SMS: 'sms.example.com' }, ['GUIJU_SMS config-like']],
  ['a mail server that is none', { GUIJU_SMTP: 'mail.example.com' }, ['GUIJU_SMTP config-smtp']],
  ['streams without end', { GUIJU_STREAMS_EACH: 'all' }, ['GUIJU_STREAMS_EACH config-count']],
  ['fewer streams than none', { GUIJU_STREAMS_ALL: '-1' }, ['GUIJU_STREAMS_ALL config-count']],
  ['half an index', { GUIJU_LEARNED_INDEXES: '1.5' }, ['GUIJU_LEARNED_INDEXES config-count']],
  [
    'a file that is not there',
    { GUIJU_CONFIG: join(folder, 'none.json') },
    ['GUIJU_CONFIG config-file-missing'],
  ],
  ['a file that is a folder', { GUIJU_CONFIG: folder }, ['GUIJU_CONFIG config-file-unreadable']],
  [
    'a file that is not JSON',
    { GUIJU_CONFIG: file('cut.json', '{ "PORT": ') },
    ['GUIJU_CONFIG config-file-syntax'],
  ],
  ['a file that is no object', { GUIJU_CONFIG: file('list.json', '[]') }, ['GUIJU_CONFIG config-file']],
  [
    'a file with a setting nobody knows and one that is no text',
    { GUIJU_CONFIG: file('odd.json', '{ "PROT": 1, "HOST": null }') },
    ['PROT config-unknown', 'HOST config-text'],
  ],
  [
    'everything at once',
    { PORT: 'x', LOG_LEVEL: 'x', GUIJU_URL: 'x', GUIJU_PROXY: 'x' },
    ['PORT config-port', 'LOG_LEVEL config-log-level', 'GUIJU_URL config-url', 'GUIJU_PROXY config-switch'],
  ],
];

describe('the configuration', () => {
  it.each(wrong)('refuses %s', (_, environment, mistakes) => {
    const read = readConfig(environment, domains);
    expect(read.ok ? [] : read.problems.map(({ path, code }) => `${path} ${code}`)).toEqual(mistakes);
  });

  it.each([
    ['GUIJU_URL', 'http://me:s3cr3t@guiju.example', 'sign in on the page'],
    ['GUIJU_SMS', 'https://me:s3cr3t@sms.example/send', 'GUIJU_SMS_TOKEN'],
    ['GUIJU_CUSTOMS', 'https://me:s3cr3t@customs.example', 'customs settings'],
    ['GUIJU_CUSTOMS_TEST', 'https://me:s3cr3t@customs.example', 'customs settings'],
    ['GUIJU_HOSTS', 'a.example:443, me:s3cr3t@b.example:443', 'settings that use the host'],
    ['GUIJU_REGISTRY', 'https://me:s3cr3t@npm.example', 'GUIJU_REGISTRY_TOKEN'],
    ['GUIJU_BACKUP', 'https://me:s3cr3t@s3.example/b', 'GUIJU_BACKUP_KEY'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://me:s3cr3t@collector.example', 'OTEL_EXPORTER_OTLP_HEADERS'],
    ['GUIJU_REGISTRY', 'me:s3cr3t@npm.example', 'GUIJU_REGISTRY_TOKEN'],
  ])('says of %s=%s where what somebody signs in with belongs: %s', (setting, value, where) => {
    const read = readConfig({ [setting]: value }, domains);
    if (read.ok) expect.fail('it was taken');
    const [first, ...others] = renderProblems(read.problems, 'en', new Map());
    expect(first).toMatchObject({ path: setting, code: 'config-address-user' });
    expect(first?.message).toContain(where);
    const wrong = setting === 'GUIJU_BACKUP' ? ['config-backup'] : [];
    expect(others.map(({ code }) => code)).toEqual(value.startsWith('me') ? ['config-registry'] : wrong);
    expect(JSON.stringify(read.problems)).not.toContain('s3cr3t');
  });

  it.each([
    ['mysql://u:p%40@one,two:3307/db', ['one:3306', 'two:3307']],
    ['mariadb://u@[::1]:3308,127.0.0.1/db?ssl=true', ['::1:3308', '127.0.0.1:3306']],
    ['mysql://u:p@one,/db', undefined],
    ['mysql://u:p@one,two:x/db', undefined],
    ['mysql://u:p@one,two', undefined],
    ['postgres://u:p@one,two/db', undefined],
  ])('knows the hosts of %s', (url, hosts) => {
    const read = readConfig({ DATABASE_URL: url, GUIJU_SECRET: '00'.repeat(32) }, domains);
    expect(read.ok).toBe(hosts !== undefined);
    expect(readMysqlAddress(url)?.hosts.map(({ host, port }) => `${host}:${port}`)).toEqual(hosts);
  });

  it.each<[sentence: string, given: Settings, plan: JsonObject | undefined]>([
    ['none are made where only their name is said', { OTEL_SERVICE_NAME: 'invoices' }, undefined],
    [
      'none are made where they are switched off',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'true' },
      undefined,
    ],
    [
      'an address alone means all of them, below it',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' },
      {
        url: 'http://collector:4318/v1/traces',
        headers: {},
        resource: {},
        service: 'guiju',
        sampler: 'parentbased_always_on',
        share: 1,
      },
    ],
    [
      'the address for traces goes first and is taken as it is, with all that is said',
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/otlp',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a%3Db, x-tenant=t',
        OTEL_RESOURCE_ATTRIBUTES: 'service.name=desk,deployment.environment.name=prod',
        OTEL_TRACES_SAMPLER: 'traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0.25',
      },
      {
        url: 'https://traces.example/otlp',
        headers: { authorization: 'Bearer a=b', 'x-tenant': 't' },
        resource: { 'deployment.environment.name': 'prod' },
        service: 'desk',
        sampler: 'traceidratio',
        share: 0.25,
      },
    ],
  ])('of traces: %s', (_, given, plan) => {
    const read = readConfig(given, domains);
    expect(read.ok ? read.value.traces : read.problems).toEqual(plan);
  });

  it.each<[sentence: string, given: Settings, plan: JsonObject]>([
    [
      'a folder alone means every night, every hour between, and what is usually kept',
      { GUIJU_BACKUP: '/backups' },
      {
        place: { folder: '/backups' },
        times: { at: '02:30:00' },
        increments: 60,
        kept: { last: 3, days: 7, weeks: 4, months: 12, increments: 7 },
        trialDays: 7,
      },
    ],
    [
      'a bucket, hours and counts are taken as they are said',
      {
        GUIJU_BACKUP: 'https://s3.example/b/guiju?region=cn-north-1',
        GUIJU_BACKUP_KEY: 'k',
        GUIJU_BACKUP_SECRET: 's',
        GUIJU_BACKUP_AT: '6h',
        GUIJU_BACKUP_KEEP: 'days 14',
        GUIJU_BACKUP_TRIAL_DAYS: '0',
      },
      {
        place: {
          bucket: { address: 'https://s3.example/b/guiju', region: 'cn-north-1', keyId: 'k', secret: 's' },
        },
        times: { hours: 6 },
        kept: { last: 1, days: 14, weeks: 0, months: 0 },
        trialDays: 0,
      },
    ],
    [
      'increments come as often as is said, and of as many full ones',
      {
        GUIJU_BACKUP: '/b',
        GUIJU_BACKUP_AT: '24h, increments 15m',
        GUIJU_BACKUP_KEEP: 'last 2, increments 2',
      },
      {
        place: { folder: '/b' },
        times: { hours: 24 },
        increments: 15,
        kept: { last: 2, days: 0, weeks: 0, months: 0, increments: 2 },
        trialDays: 7,
      },
    ],
  ])('of backups: %s', (_, given, plan) => {
    expect(readConfig(given, domains)).toMatchObject({ ok: true, value: { backups: plan } });
  });

  it('comes from the environment before the file, with a default for the rest', () => {
    const given = {
      PORT: 9000,
      GUIJU_SECRET: secret,
      GUIJU_URL: 'https://guiju.example/',
      GUIJU_REGISTRY: 'https://npm.example/own',
      GUIJU_REGISTRY_TOKEN: 't',
    };
    const environment = { PORT: '9001', GUIJU_CONFIG: file('good.json', JSON.stringify(given)) };
    expect(readConfig(environment, domains)).toMatchObject({
      ok: true,
      value: {
        port: 9001,
        url: 'https://guiju.example',
        registry: { url: 'https://npm.example/own/', token: 't' },
        host: '::',
        logLevel: 'info',
        proxy: false,
        matchChecks: 0.001,
        synchronous: 'full',
      },
    });
  });
});
