import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { readYaml } from './read-yaml.ts';

export const readDeployFile = (name: string): string => readFileSync(`deploy/${name}`, 'utf8');

export const documentsOf = (name: string) => readYaml(readDeployFile(name)) as readonly JsonObject[];

/** What is at these names, one inside the other; lists by their numbers. */
export function within(value: Json | undefined, ...names: readonly (string | number)[]): Json | undefined {
  return names.reduce<Json | undefined>(
    (at, name) => (at && typeof at === 'object' ? (at as Record<string | number, Json>)[name] : undefined),
    value,
  );
}

export const keysAt = (value: Json | undefined, ...names: readonly (string | number)[]) =>
  Object.keys(within(value, ...names) ?? {});

/** The expressions of alerts, by the names of these. */
export function alertExpressions(): readonly (readonly [name: string, expression: string])[] {
  return documentsOf('prometheus-alerts.yaml').flatMap(({ groups }) =>
    (groups as readonly JsonObject[]).flatMap(({ rules }) =>
      (rules as readonly JsonObject[]).map(({ alert, expr }) => [String(alert), String(expr)] as const),
    ),
  );
}

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly query: string; readonly type: string }[] };
}

/** The expressions of the dashboard, with its variables as Grafana fills them in, by the titles of the panels. */
export function dashboardExpressions(): readonly (readonly [name: string, expression: string])[] {
  const { panels, templating } = JSON.parse(readDeployFile('grafana.json')) as Dashboard;
  const asked = templating.list.filter(({ type }) => type === 'query');
  const all = [
    ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
    ...asked.map(({ query }) => [query, /^label_values\((.+), \w+\)$/.exec(query)?.[1] ?? query] as const),
  ];
  return all.map(([title, expression]) => [
    title,
    expression.replaceAll('$__rate_interval', '2m').replaceAll('$instance', '.*').replaceAll('$job', 'guiju'),
  ]);
}

/** Names in an expression that are metrics: of a word before labels or an operator, no function or label. */
export function metricsOf(expression: string): readonly string[] {
  const bare = expression
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ');
  return [...bare.matchAll(/\b[a-z_:][a-z0-9_:]*\b(?!\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !['and', 'or', 'unless', 'bool', 'by', 'on', 'e9'].includes(name));
}
