import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { satisfies } from 'semver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { operations } from '../../metadata/contract/operations/calls.ts';
import { openTraces } from '../../runtime/care/traces/open-traces.ts';
import { readAuditForward } from '../../runtime/config/audit-forward.ts';
import { readConfig } from '../../runtime/config/config.ts';
import { createLog } from '../../runtime/config/log.ts';
import { readTracesPlan } from '../../runtime/config/traces-plan.ts';
import { domains } from '../../runtime/domains.ts';
import { openTestNode } from '../../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../services/databases.ts';
import {
  alertExpressions,
  dashboardExpressions,
  documentsOf,
  keysAt,
  metricsOf,
  readDeployFile,
  within,
} from './deploy-files.ts';
import { copiesOf, readDockerfile } from './dockerfile.ts';
import { readYaml } from './read-yaml.ts';

const [compose = {}] = documentsOf('compose.yaml');
const [prometheus = {}] = documentsOf('prometheus.yaml');
const cluster = new Map(documentsOf('kubernetes.yaml').map((one) => [String(one['kind']), one]));
const deployment = within(cluster.get('Deployment'), 'spec', 'template', 'spec');
const container = within(deployment, 'containers', 0);
const stages = readDockerfile(readDeployFile('Dockerfile'));
const image = stages.at(-1) ?? { name: '', image: '', steps: [] };
const imageSays = (what: string) => image.steps.find(({ does }) => does === what)?.rest ?? '';
const pairs = (text: string) =>
  new Map([...text.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]));
const imageSettings = pairs(imageSays('ENV'));
const unit = readDeployFile('guiju.service');
const unitSettings = pairs(/^Environment=(.*)$/m.exec(unit)?.[1] ?? '');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** The names among these that the server does not know as settings. */
function unknownSettings(names: Iterable<string>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-settings-'));
  try {
    const file = join(folder, 'settings.json');
    writeFileSync(file, JSON.stringify(Object.fromEntries([...names].map((name) => [name, 'x']))));
    const read = readConfig({ GUIJU_CONFIG: file }, domains);
    const problems = read.ok ? [] : read.problems;
    return problems.filter(({ code }) => code === 'config-unknown').map(({ path }) => path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the files of deploy', () => {
  it('name no setting that the server does not know', () => {
    const texts = readdirSync('deploy').map(readDeployFile).join('\n');
    const anywhere = [...texts.matchAll(/\b(?:GUIJU_[A-Z_]+|DATABASE_URL|LOG_LEVEL)\b/g)].map(
      ([name]) => name,
    );
    const given = [
      ...keysAt(compose, 'services', 'guiju', 'environment'),
      ...keysAt(cluster.get('ConfigMap'), 'data'),
      ...keysAt(cluster.get('Secret'), 'stringData'),
      ...((within(container, 'env') ?? []) as readonly JsonObject[]).map(({ name }) => String(name)),
      ...[...imageSettings.keys(), ...unitSettings.keys()].map(String),
    ];
    expect(given.length).toBeGreaterThan(15);
    // That one is the C library's.
    const own = new Set([...anywhere, ...given]).difference(new Set(['MALLOC_ARENA_MAX']));
    expect(unknownSettings(own)).toEqual([]);
    expect(unknownSettings(['GUIJU_PROXYS', 'PORT'])).toEqual(['GUIJU_PROXYS']);
  });

  it('agree about port, data folder and user', () => {
    const usual = readConfig({}, domains);
    const port = String(usual.ok && usual.value.port);
    const upstream = /upstream guiju \{\s*server [\d.]+:(\d+);/.exec(readDeployFile('nginx.conf'))?.[1];
    expect({
      image: imageSettings.get('PORT'),
      exposed: imageSays('EXPOSE'),
      unit: unitSettings.get('PORT'),
      pod: within(container, 'ports', 0, 'containerPort'),
      compose: String(within(compose, 'services', 'caddy', 'environment', 'UPSTREAM')).split(':')[1],
      caddy: /\{\$UPSTREAM:127\.0\.0\.1:(\d+)\}/.exec(readDeployFile('Caddyfile'))?.[1],
      nginx: upstream,
      prometheus: String(within(prometheus, 'scrape_configs', 0, 'static_configs', 0, 'targets', 0)).split(
        ':',
      )[1],
    }).toEqual({
      image: port,
      exposed: port,
      unit: port,
      pod: port,
      compose: port,
      caddy: port,
      nginx: port,
      prometheus: port,
    });
    const home = imageSettings.get('GUIJU_HOME');
    const mounts = within(container, 'volumeMounts') as readonly JsonObject[];
    expect(imageSays('VOLUME')).toBe(home);
    const places = within(compose, 'services', 'guiju', 'volumes');
    const backups = String(within(compose, 'services', 'guiju', 'environment', 'GUIJU_BACKUP'));
    expect(places).toEqual([`data:${home}`, `backups:${backups}`]);
    expect(readDeployFile('Dockerfile')).toContain(`-o guiju -g guiju ${home} ${backups}\n`);
    expect(mounts.map(({ mountPath }) => mountPath)).toEqual([home, '/tmp']);
    expect(unitSettings.get('GUIJU_HOME')).toBe(`/var/lib/${/^StateDirectory=(.*)$/m.exec(unit)?.[1]}`);
    const security = within(deployment, 'securityContext');
    expect(imageSays('USER')).toBe(`${within(security, 'runAsUser')}:${within(security, 'runAsGroup')}`);
  });

  it('probe what the server answers strangers, and scrape what it answers administrators', () => {
    const access = new Map<string, string>(Object.values(operations).map((call) => [call.path, call.access]));
    const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) =>
      within(container, probe, 'httpGet', 'path'),
    );
    const health = /'(\/\w+)'\)\.then/.exec(imageSays('HEALTHCHECK'))?.[1];
    expect([...probes, health]).toEqual(['/healthz', '/healthz', '/readyz', '/readyz']);
    expect([...probes, health].map((path) => access.get(String(path)))).toEqual(Array(4).fill('public'));
    expect(access.get(String(within(prometheus, 'scrape_configs', 0, 'metrics_path')))).toBe('administers');
  });

  it('leave a server the time it takes to stop', () => {
    const [, drains = '0'] =
      /have (\d+) seconds/.exec(readFileSync('docs/manual/en.md', 'utf8').split('**Stopping.**')[1] ?? '') ??
      [];
    const times = [
      /^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1],
      String(within(compose, 'services', 'guiju', 'stop_grace_period')).replace(/s$/, ''),
      Number(within(deployment, 'terminationGracePeriodSeconds')) -
        Number(within(container, 'lifecycle', 'preStop', 'exec', 'command', 1)),
    ].map(Number);
    expect(Number(drains)).toBeGreaterThan(0);
    for (const time of times) expect(time).toBeGreaterThan(Number(drains) + 5);
  });

  it('let those wait who may, through nginx as without it', () => {
    const waits = [...readDeployFile('nginx.conf').matchAll(/proxy_(?:read|send)_timeout (\d+)s;/g)].map(
      ([, seconds]) => Number(seconds),
    );
    // Whoever waits for changes by the protocol of Apollo is answered after a minute.
    expect(waits).toHaveLength(2);
    for (const seconds of waits) expect(seconds).toBeGreaterThan(90);
  });

  it('ask of who copies compose.yaml exactly what example.env lists, and hand Caddy what it reads', () => {
    const asked = [...readDeployFile('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    const listed = [...readDeployFile('example.env').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual(listed.sort());
    const read = [...readDeployFile('Caddyfile').matchAll(/\{\$([A-Z_]+)/g)].map(([, name]) => name);
    expect(keysAt(compose, 'services', 'caddy', 'environment').sort()).toEqual(read.sort());
  });

  it('mount volumes that are declared and files that are there', () => {
    const volumes = Object.values(within(compose, 'services') as JsonObject).flatMap(
      (service) => (within(service, 'volumes') ?? []) as readonly string[],
    );
    const [files, named] = [
      volumes.filter((one) => one.startsWith('.')),
      volumes.filter((one) => !one.startsWith('.')),
    ];
    expect(named.map((one) => one.split(':')[0]).sort()).toEqual(keysAt(compose, 'volumes').sort());
    expect(files.map((one) => existsSync(join('deploy', one.split(':')[0] ?? '')))).toEqual([true]);
    const build = within(compose, 'services', 'guiju', 'build');
    expect(
      existsSync(join('deploy', String(within(build, 'context')), String(within(build, 'dockerfile')))),
    ).toBe(true);
    const mounted = (within(container, 'volumeMounts') as readonly JsonObject[]).map(({ name }) => name);
    expect((within(deployment, 'volumes') as readonly JsonObject[]).map(({ name }) => name)).toEqual(mounted);
  });

  it('select the pods that the deployment makes', () => {
    const labels = within(cluster.get('Deployment'), 'spec', 'template', 'metadata', 'labels');
    expect(within(cluster.get('Deployment'), 'spec', 'selector', 'matchLabels')).toEqual(labels);
    expect(within(cluster.get('Service'), 'spec', 'selector')).toEqual(labels);
    expect(within(cluster.get('PodDisruptionBudget'), 'spec', 'selector', 'matchLabels')).toEqual(labels);
    const sources = (within(container, 'envFrom') as readonly JsonObject[]).map(
      (one) => within(one, 'configMapRef', 'name') ?? within(one, 'secretRef', 'name'),
    );
    const named = ['ConfigMap', 'Secret'].map((kind) => within(cluster.get(kind), 'metadata', 'name'));
    expect(sources).toEqual(named);
  });

  it('keep the image to what is there, what is built, and what the package carries', () => {
    const allowed = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const copies = stages.flatMap(copiesOf);
    const ofCheckout = new Set(copies.filter(({ from }) => !from).flatMap(({ sources }) => sources));
    expect([...ofCheckout].filter((source) => !existsSync(source))).toEqual([]);
    const tops = new Set([...ofCheckout].map((source) => `!${source.split('/')[0]}`));
    expect([...tops].sort()).toEqual(allowed.sort());
    const names = stages.map(({ name }) => name);
    expect(copies.filter(({ from }) => from !== undefined && !names.includes(from))).toEqual([]);
    const brought = copiesOf(image).flatMap(({ sources }) =>
      sources.map((source) => source.split('/').at(-1)),
    );
    expect(brought.sort()).toEqual([...manifest.files, 'LICENSE', 'node_modules', 'package.json'].sort());
    const built = stages[0]?.steps.find(({ does, rest }) => does === 'RUN' && rest.includes('workshop'));
    expect(built?.rest).toBe(manifest.scripts.build);
    expect(imageSays('ENTRYPOINT')).toContain(manifest.bin.guiju);
    for (const { image: base } of stages)
      expect(satisfies(`${/^node:(\d+)-/.exec(base)?.[1]}.99.0`, manifest.engines.node)).toBe(true);
  });
});

describe('what is watched', () => {
  let scraped = '';
  let close = async () => {};
  beforeAll(async () => {
    const database = await freshDatabase('sqlite');
    const folder = mkdtempSync(join(tmpdir(), 'guiju-watched-'));
    const kept = { last: 1, days: 0, weeks: 0, months: 0 };
    const backups = { place: { folder }, times: { hours: 24 }, kept, trialDays: 0 };
    // Nobody collects traces there; that is told, too.
    const { plan } = readTracesPlan({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    const said = { version: '1.0.0', node: 'web-1', log: createLog('silent'), farewell: 10 };
    const traces = await openTraces(plan, said);
    const auditForward = readAuditForward('syslog+udp://127.0.0.1:9', undefined) ?? undefined;
    const node = await openTestNode(database.url, { backups, traces, ...(auditForward && { auditForward }) });
    close = async () => {
      await node.close();
      await traces?.close();
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    };
    await node.ask('GET', '/readyz');
    // The lag is told once it was measured.
    while (!/^nodejs_eventloop_lag_p99_seconds [\d.]/m.test(scraped)) {
      await sleep(20);
      scraped = await (await node.raw('GET', '/metrics')).text();
    }
  });
  afterAll(() => close());

  const expressions = [...alertExpressions(), ...dashboardExpressions()];

  it('is something that the server answers, by names that it has', () => {
    const known = new Set(['up']);
    for (const [, name = '', type] of scraped.matchAll(/^# TYPE (\S+) (\w+)$/gm)) {
      known.add(name);
      if (type === 'histogram') for (const end of ['bucket', 'sum', 'count']) known.add(`${name}_${end}`);
    }
    const asked = expressions.map(([name, expression]) => ({ name, metrics: metricsOf(expression) }));
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter(({ metrics }) => metrics.length === 0)).toEqual([]);
    expect(asked.filter(({ metrics }) => metrics.some((one) => !known.has(one)))).toEqual([]);
  });

  it('is asked by labels that the server gives, and values that they have', () => {
    const open = new Set(['job', 'instance', 'status', 'route']);
    const wrong = expressions.flatMap(([name, expression]) =>
      [...expression.matchAll(/([a-z_]+)\{([^}]*)\}/g)].flatMap(([, metric, inside = '']) => {
        const samples = [...scraped.matchAll(new RegExp(`^${metric}(?:\\{([^}]*)\\})? `, 'gm'))].map(
          ([, labels = '']) => labels,
        );
        if (samples.length === 0) return [];
        return [...inside.matchAll(/(\w+)(?:!=|=~|!~|=)"([^"]*)"/g)].flatMap(
          ([, label = '', values = '']) => {
            if (label === 'job' || label === 'instance') return [];
            if (open.has(label))
              return samples.some((one) => one.includes(`${label}="`)) ? [] : [`${name}: ${label}`];
            return values
              .split('|')
              .filter((value) => !samples.some((one) => one.includes(`${label}="${value}"`)))
              .map((value) => `${name}: ${label}=${value}`);
          },
        );
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('is told with labels that the expression leaves', () => {
    const [{ groups } = {}] = documentsOf('prometheus-alerts.yaml');
    const rules = within(groups, 0, 'rules') as readonly JsonObject[];
    const without = rules.filter(
      ({ expr, annotations }) =>
        /\bby \(/.test(String(expr)) &&
        [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].some(
          ([, label = '']) => !new RegExp(`by \\([^)]*\\b${label}\\b`).test(String(expr)),
        ),
    );
    expect(without).toEqual([]);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });
});

describe('reading YAML', () => {
  it('refuses what is none, and what is there twice', () => {
    expect(readYaml("a: [1, \"b\\n\"]\n---\nc: {d: 'it''s'}\ne: |\n  x\n    y\n")).toEqual([
      { a: ['1', 'b\n'] },
      { c: { d: "it's" }, e: 'x\n  y' },
    ]);
    expect(() => readYaml('a: [1\nb: 2')).toThrow('no YAML');
    expect(() => readYaml('a: 1\na: 2')).toThrow('a is there twice');
  });
});
