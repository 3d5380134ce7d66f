import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../services/mariadbd.ts';
import { alertCases } from './alert-cases.ts';
import { alertExpressions, dashboardExpressions, metricsOf, readDeployFile } from './deploy-files.ts';
import {
  provide,
  type Running,
  type RunningGuiju,
  startGuiju,
  startListening,
  substituted,
} from './running.ts';

const asked = promisify(execFile);
const rules = 'prometheus-alerts.yaml';

describe('the files for Prometheus', () => {
  let folder: string;
  let guiju: RunningGuiju;
  let prometheus: Running;
  beforeAll(async () => {
    await provide({ prometheus: 'prometheus', promtool: 'prometheus' });
    folder = mkdtempSync(join(tmpdir(), 'guiju-prometheus-'));
    // Nobody listens for traces there: what is told of those that are dropped is told from the start.
    // Nor for the audit trail, of which nobody hears whether a datagram arrived.
    guiju = await startGuiju({
      GUIJU_BACKUP: folder,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      GUIJU_AUDIT_FORWARD: 'syslog+udp://127.0.0.1:9',
    });
    const create = 'token create admin --name Prometheus --scopes read,administer'.split(' ');
    expect(readDeployFile('prometheus.yaml')).toContain(create.slice(3).join(' '));
    const token = execFileSync(process.execPath, [resolve('boot.mjs'), ...create], {
      env: { PATH: process.env['PATH'], GUIJU_HOME: guiju.home },
    });
    writeFileSync(join(folder, 'token'), token);
    writeFileSync(join(folder, rules), readDeployFile(rules));
    const own = substituted(readDeployFile('prometheus.yaml'), {
      '127.0.0.1:8787': `127.0.0.1:${guiju.port}`,
      '/etc/prometheus/guiju-token': join(folder, 'token'),
      ': 30s': ': 1s',
    });
    writeFileSync(join(folder, 'prometheus.yaml'), own);
    const port = await freePort();
    const args = {
      'config.file': join(folder, 'prometheus.yaml'),
      'storage.tsdb.path': join(folder, 'data'),
      'web.listen-address': `127.0.0.1:${port}`,
    };
    const flags = Object.entries(args).map(([name, value]) => `--${name}=${value}`);
    prometheus = await startListening(['prometheus', ...flags], port);
    while (!(await results('up == 1')).length) await sleep(200);
    await sleep(3_000);
  }, 600_000);
  afterAll(async () => {
    await prometheus.stop();
    await guiju.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const api = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${prometheus.port}/api/v1/${path}`);
    return (await answer.json()) as { status: string; error?: string; data?: unknown };
  };
  const results = async (expression: string): Promise<readonly unknown[]> => {
    const { data } = await api(`query?query=${encodeURIComponent(expression)}`).catch(() => ({ data: null }));
    return (data as { result?: readonly unknown[] } | null)?.result ?? [];
  };

  it('are taken by promtool', async () => {
    const checked = await asked('promtool', [
      'check',
      'config',
      '--lint=all',
      join(folder, 'prometheus.yaml'),
    ]);
    expect(checked.stdout).toContain('is valid prometheus config file');
    const linted = await asked('promtool', [
      'check',
      'rules',
      '--lint=all',
      '--lint-fatal',
      join(folder, rules),
    ]);
    expect(linted.stdout).toContain(`${alertExpressions().length} rules found`);
  });

  it('are evaluated by a Prometheus that scrapes the server', async () => {
    const health = async () => {
      const { data } = await api('rules');
      const { groups } = data as {
        groups: readonly { rules: readonly { name: string; health: string }[] }[];
      };
      return groups.flatMap((group) => group.rules.map(({ name, health }) => `${name} ${health}`));
    };
    await expect.poll(health).toEqual(alertExpressions().map(([name]) => `${name} ok`));
    const firing = await results('ALERTS{alertstate="firing"}');
    expect(firing).toEqual([]);
  });

  it.each([...alertExpressions(), ...dashboardExpressions()])(
    '%s asks of what it has: %s',
    async (_, expression) => {
      const { status, error } = await api(`query?query=${encodeURIComponent(expression)}`);
      expect([status, error]).toEqual(['success', undefined]);
      for (const metric of metricsOf(expression)) {
        // By OpenMetrics a counter is a family without the end of its name.
        const family = metric.replace(/(?<=seconds)_(bucket|sum|count)$|_total$/, '');
        const { data } = await api(`metadata?metric=${family}`);
        const isKnown = metric === 'up' || Object.keys(data as object).length > 0;
        expect([metric, isKnown]).toEqual([metric, true]);
      }
    },
  );

  it('draw something of a server on one database, but for what a cluster, searches or lists have', async () => {
    const empty: string[] = [];
    for (const [title, expression] of dashboardExpressions())
      if ((await results(expression)).length === 0) empty.push(title);
    expect(empty.sort()).toEqual([
      'Clocks',
      'Database members',
      'Search indexes behind',
      'Waiting for want of an index',
    ]);
  });
});

describe('the alerts', () => {
  it('have a case each', () => {
    const others = alertExpressions()
      .map(([name]) => name)
      .filter((name) => name !== 'GuijuNotWatched');
    expect(alertCases.map(({ alert }) => alert)).toEqual(others);
  });

  it.each(alertCases)(
    '$alert is told of the server that is ill, and of no other',
    async ({ alert, well, ill }) => {
      await provide({ promtool: 'prometheus' });
      const folder = mkdtempSync(join(tmpdir(), 'guiju-alerts-'));
      const series = (values: Readonly<Record<string, string>>, instance: string) =>
        Object.entries(values).map(([name, value]) => {
          const [, metric = name, labels = ''] = /^(\w+)\{(.*)\}$/.exec(name) ?? [];
          const own = `job="guiju",instance="${instance}"${labels && `,${labels}`}`;
          return { series: `${metric}{${own}}`, values: value };
        });
      const ends = alert === 'GuijuSearchBehind' ? '89m' : '19m';
      const test = {
        rule_files: [resolve('deploy', rules)],
        evaluation_interval: '30s',
        tests: [
          {
            interval: '30s',
            input_series: [...series(well, 'well:8787'), ...series(ill, 'ill:8787')],
            promql_expr_test: [
              {
                expr: `count by (instance) (ALERTS{alertname="${alert}",alertstate="firing"})`,
                eval_time: ends,
                exp_samples: [{ labels: '{instance="ill:8787"}', value: 1 }],
              },
              {
                expr: 'count(ALERTS{alertname="GuijuNotWatched",alertstate="firing"})',
                eval_time: ends,
                exp_samples: alert === 'GuijuDown' ? [] : [{ labels: '{}', value: 1 }],
              },
            ],
          },
        ],
      };
      try {
        writeFileSync(join(folder, 'test.yaml'), JSON.stringify(test));
        const { stdout } = await asked('promtool', ['test', 'rules', join(folder, 'test.yaml')]);
        expect(stdout).toContain('SUCCESS');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
