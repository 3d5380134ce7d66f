import type { Metric, MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import type { ForwardState } from '../../care/trail/forward-trail.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { LongReadCounts } from '../../database/connection.ts';
import type { Host } from '../pipeline/host.ts';
import type { StreamCounts } from '../pipeline/streams.ts';
import { buckets, type Count, type Traffic } from '../pipeline/traffic.ts';
import { exemplarText, openMetrics, openMetricsType } from './open-metrics.ts';

let registry: Registry | undefined;

/**
 * Prometheus' text, or that of OpenMetrics, which leads from answers to their traces. prom-client is loaded by whoever asks
 * first, as most servers are never asked.
 */
export async function renderMetrics(
  traffic: Traffic,
  host: Host,
  { isOpen }: { readonly isOpen: boolean },
): Promise<{ text: string; type: string }> {
  const { collectDefaultMetrics, Registry: Register, Gauge } = await import('prom-client');
  if (!registry) {
    registry = new Register();
    collectDefaultMetrics({ register: registry });
  }
  const own = new Register();
  for (const one of longReads(host.database.longReads())) own.registerMetric(one);
  for (const one of streams(host.streams.counts())) own.registerMetric(one);
  const revision = new Gauge({
    name: 'guiju_revision',
    help: 'Newest revision this node has followed',
    registers: [own],
  });
  revision.set(host.revision());
  const ahead = new Gauge({
    name: 'guiju_clock_ahead_seconds',
    help: "Seconds that this machine's clock is ahead of the database's",
    registers: [own],
  });
  ahead.set(host.ahead() / 1000);
  for (const one of [...members(host), ...backups(host)]) own.registerMetric(one);
  const model = new Gauge({
    name: 'guiju_model_revision',
    help: 'Revision of the publish whose model is served',
    registers: [own],
  });
  model.set(host.served().revision);
  own.registerMetric(
    metric('guiju_log_lines_dropped_total', 'Lines of log that could not be written', 'counter', [
      { value: host.logsDropped(), labels: {} },
    ]),
  );
  const { rebuilt, checks } = host.matchCounts();
  own.registerMetric(
    metric('guiju_match_rebuilds_total', 'Sets of rules made ready anew after a change', 'counter', [
      { value: rebuilt, labels: {} },
    ]),
  );
  own.registerMetric(
    metric(
      'guiju_match_checks_total',
      'Matches judged again by json-rules-engine alone',
      'counter',
      Object.entries(checks).map(([result, value]) => ({ value, labels: { result } })),
    ),
  );
  for (const one of traces(host)) own.registerMetric(one);
  for (const one of forwarding(await host.auditForwarding(), host.clock())) own.registerMetric(one);
  const learned = host.learnedIndexes().map(({ name, columns, state, cost }) => ({
    value: cost,
    labels: { form: name, columns, state },
  }));
  const help = 'Milliseconds that lists waited for want of an index, by what became of it';
  own.registerMetric(metric('guiju_learned_index_cost_milliseconds', help, 'gauge', learned));
  const { ways, indexes } = host.searches();
  own.registerMetric(
    metric(
      'guiju_searches_total',
      'Pages of searches: by the index of texts, in the order that was wanted, or looking through all',
      'counter',
      Object.entries(ways).map(([way, value]) => ({ value, labels: { way } })),
    ),
  );
  own.registerMetric(
    metric(
      'guiju_search_index_behind',
      'Revisions that an index of texts does not know yet, by its phase',
      'gauge',
      indexes.map(({ form, phase, behind }) => ({ value: behind, labels: { form, phase } })),
    ),
  );
  const pause = timeSlices();
  const parts: string[] = [];
  for (const each of [registry, own])
    for (const { name } of await each.getMetricsAsArray()) {
      parts.push(`${await each.getSingleMetricAsString(name)}\n`);
      await pause();
    }
  for (const lines of [...requests(traffic), '', ...seconds(traffic, isOpen)]) {
    parts.push(lines);
    await pause();
  }
  const text = withoutNothing(`${parts.join('\n')}\n`);
  return isOpen ? { text: openMetrics(text), type: openMetricsType } : { text, type: registry.contentType };
}

/**
 * Before the first turn was measured, and right after a scrape, there is no lag to tell: nothing is said of it then.
 */
function withoutNothing(text: string): string {
  if (!/^nodejs_eventloop_lag_mean_seconds nan$/im.test(text)) return text;
  return text.replace(/^(?:# \w+ )?nodejs_eventloop_lag_(?:min|max|mean|stddev|p\d+)_seconds\b.*\n/gm, '');
}

function members({ members: all, clocks }: Host): readonly Metric[] {
  return [
    metric(
      'guiju_database_member',
      'Servers of the database, by their state, whether they are worked with, and why nothing can be written to them',
      'gauge',
      all().map(({ name, state, active, reason }) => ({
        value: 1,
        labels: { member: name, state, active: String(active), reason },
      })),
    ),
    metric(
      'guiju_node_clock_ahead_seconds',
      "Seconds that the clock of this node's database member is ahead of that of another node's",
      'gauge',
      clocks.clocks().map(({ id, name, ahead }) => ({ value: ahead / 1000, labels: { node: name, id } })),
    ),
    metric(
      'guiju_commits_ahead_seconds',
      "Seconds that the newest commit is later than the database's clock says",
      'gauge',
      [{ value: clocks.commitsAhead() / 1000, labels: {} }],
    ),
  ];
}

function backups({ backups: known }: Host): readonly Metric[] {
  const found = known();
  if (!found) return [];
  const gauge = (name: string, help: string, value: number) =>
    metric(name, help, 'gauge', [{ value, labels: {} }]);
  return [
    gauge(
      'guiju_backup_age_seconds',
      'Seconds since the last good scheduled backup, or since this server started where there was none',
      found.age / 1000,
    ),
    gauge(
      'guiju_backup_interval_seconds',
      'Seconds that usually lie between two scheduled backups',
      found.interval / 1000,
    ),
    gauge(
      'guiju_backup_unfit',
      'Whether the scheduled backup that was last restored on trial could not be restored',
      Number(found.isUnfit),
    ),
  ];
}

function forwarding(state: ForwardState | null, now: number): readonly Metric[] {
  if (state === null) return [];
  const { waiting, failingSince } = state;
  const seconds = failingSince === null ? 0 : Math.max(0, now - failingSince) / 1000;
  return [
    metric(
      'guiju_audit_forward_waiting',
      'Entries of the audit trail that are still to be forwarded',
      'gauge',
      [{ value: waiting, labels: {} }],
    ),
    metric(
      'guiju_audit_forward_failing_seconds',
      'Seconds since nothing of the audit trail arrives where it is forwarded to; 0: it arrives',
      'gauge',
      [{ value: seconds, labels: {} }],
    ),
  ];
}

function traces({ traces: sending }: Host): readonly Metric[] {
  if (!sending) return [];
  const { sent, dropped, isFailing } = sending.counts();
  return [
    metric('guiju_trace_spans_sent_total', 'Spans of traces that arrived where they are sent to', 'counter', [
      { value: sent, labels: {} },
    ]),
    metric(
      'guiju_trace_spans_dropped_total',
      'Spans of traces that were given up: too many waited, the collector refused them, or it was not reached',
      'counter',
      Object.entries(dropped).map(([reason, value]) => ({ value, labels: { reason } })),
    ),
    metric('guiju_trace_export_failing', 'Whether the last spans of traces did not arrive', 'gauge', [
      { value: Number(isFailing), labels: {} },
    ]),
  ];
}

function streams({ open, refused, rendered, questions }: StreamCounts): readonly Metric[] {
  const refusals = Object.entries(refused).map(([limit, value]) => ({ value, labels: { limit } }));
  return [
    metric(
      'guiju_event_stream_renderings_total',
      'What was made of commits for event streams, once for all who watch the same',
      'counter',
      [{ value: rendered, labels: {} }],
    ),
    metric(
      'guiju_event_stream_questions',
      'Different questions of those who watch records, each answered once for all who ask it',
      'gauge',
      [{ value: questions, labels: {} }],
    ),
    metric('guiju_event_streams_open', 'Event streams that are open', 'gauge', [{ value: open, labels: {} }]),
    metric(
      'guiju_event_streams_refused_total',
      'Event streams that were refused: of one person too many (each), or of everybody (all)',
      'counter',
      refusals,
    ),
  ];
}

function longReads({ running, queued, answered, stopped }: LongReadCounts): readonly Metric[] {
  const ends = Object.entries({ answered, ...stopped });
  return [
    metric('guiju_long_reads_running', 'Long reads under way', 'gauge', [{ value: running, labels: {} }]),
    metric('guiju_long_reads_queued', 'Long reads that wait for their turn', 'gauge', [
      { value: queued, labels: {} },
    ]),
    metric(
      'guiju_long_reads_total',
      'Long reads by how they ended: answered, or stopped by the deadline, by who left, by a full queue',
      'counter',
      ends.map(([end, value]) => ({ value, labels: { end } })),
    ),
  ];
}

/** Of each route its own lines, written here: there are hundreds of routes, and printing them all takes its time. */
function* requests(traffic: Traffic): Generator<string> {
  const name = 'guiju_http_requests_total';
  yield head(name, 'Requests answered', 'counter');
  for (const count of traffic.counts())
    for (const [index, value] of count.classes.entries())
      if (value > 0) yield line(name, { ...labels(count), status: `${index + 1}xx` }, value);
}

function* seconds(traffic: Traffic, isOpen: boolean): Generator<string> {
  const name = 'guiju_http_request_duration_seconds';
  yield head(name, 'Time to the answer', 'histogram');
  for (const count of traffic.counts()) {
    const own = labels(count);
    let total = 0;
    const lines = count.times.map((value, index) => {
      total += value;
      const bound = buckets[index];
      const le = bound === undefined ? '+Inf' : `${bound / 1000}`;
      const exemplar = isOpen ? exemplarText(count.exemplars[index]) : '';
      return line(`${name}_bucket`, { ...own, le }, total) + exemplar;
    });
    lines.push(line(`${name}_sum`, own, count.milliseconds / 1000), line(`${name}_count`, own, total));
    if (total > 0) yield lines.join('\n');
  }
}

function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}`;
}

function line(name: string, own: Readonly<Record<string, string>>, value: number): string {
  const said = Object.entries(own).map(([label, text]) => `${label}=${JSON.stringify(text)}`);
  return `${name}{${said.join(',')}} ${value}`;
}

function labels({ endpoint }: Count): Record<string, string> {
  return { method: endpoint.method, route: endpoint.path };
}

/** Counts that were kept elsewhere, in the shape prom-client prints. */
function metric(name: string, help: string, type: string, values: MetricValue<string>[]): Metric {
  // The library types what it makes itself, and reads no more than this of what it prints.
  const metric = { name, help, type, aggregator: 'sum', values } as unknown as MetricObjectWithValues<
    MetricValue<string>
  >;
  return {
    name,
    get: async () => metric,
    reset: () => undefined,
    labels: () => undefined,
  } as unknown as Metric;
}
