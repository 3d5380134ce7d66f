import type { Metric, MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import type { LongReadCounts } from '../../database/connection.ts';
import type { Host } from '../pipeline/host.ts';
import type { StreamCounts } from '../pipeline/streams.ts';
import { buckets, type Count, type Traffic } from '../pipeline/traffic.ts';

let registry: Registry | undefined;

/** Prometheus' text. prom-client is loaded by whoever asks first, as most servers are never asked. */
export async function renderMetrics(traffic: Traffic, host: Host): Promise<{ text: string; type: string }> {
  const { collectDefaultMetrics, Registry: Register, Gauge } = await import('prom-client');
  if (!registry) {
    registry = new Register();
    collectDefaultMetrics({ register: registry });
  }
  const own = new Register();
  own.registerMetric(requests(traffic));
  own.registerMetric(seconds(traffic));
  for (const one of longReads(host.database.longReads())) own.registerMetric(one);
  for (const one of streams(host.streams.counts())) own.registerMetric(one);
  const revision = new Gauge({
    name: 'guiju_revision',
    help: 'Newest revision this node has followed',
    registers: [own],
  });
  revision.set(host.revision());
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
  const all = Register.merge([registry, own]);
  return { text: withoutNothing(await all.metrics()), type: all.contentType };
}

/** Before the first turn was measured, and right after a scrape, there is no lag to tell: nothing is said of it then. */
function withoutNothing(text: string): string {
  if (!/^nodejs_eventloop_lag_mean_seconds nan$/im.test(text)) return text;
  return text.replace(/^(?:# \w+ )?nodejs_eventloop_lag_(?:min|max|mean|stddev|p\d+)_seconds\b.*\n/gm, '');
}

function streams({ open, refused }: StreamCounts): readonly Metric[] {
  const refusals = Object.entries(refused).map(([limit, value]) => ({ value, labels: { limit } }));
  return [
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

function requests(traffic: Traffic): Metric {
  const values = traffic
    .counts()
    .flatMap((count) =>
      count.classes.flatMap((value, index) =>
        value === 0 ? [] : [{ value, labels: { ...labels(count), status: `${index + 1}xx` } }],
      ),
    );
  return metric('guiju_http_requests_total', 'Requests answered', 'counter', values);
}

function seconds(traffic: Traffic): Metric {
  const name = 'guiju_http_request_duration_seconds';
  const values = traffic.counts().flatMap((count) => {
    let total = 0;
    const cumulated = count.times.map((value, index) => {
      total += value;
      const bound = buckets[index];
      const le = bound === undefined ? '+Inf' : bound / 1000;
      return { value: total, labels: { ...labels(count), le }, metricName: `${name}_bucket` };
    });
    if (total === 0) return [];
    return [
      ...cumulated,
      { value: count.milliseconds / 1000, labels: labels(count), metricName: `${name}_sum` },
      { value: total, labels: labels(count), metricName: `${name}_count` },
    ];
  });
  return metric(name, 'Time to the answer', 'histogram', values);
}

function labels({ endpoint }: Count): Record<string, string> {
  return { method: endpoint.method, route: endpoint.path };
}

/** Counts that were kept elsewhere, in the shape prom-client prints. */
function metric(name: string, help: string, type: string, values: MetricValue<string>[]): Metric {
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
