import type { Metric, MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import type { Host } from './host.ts';
import { buckets, type Count, type Traffic } from './traffic.ts';

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
  const all = Register.merge([registry, own]);
  return { text: await all.metrics(), type: all.contentType };
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
  const told = { name, help, type, aggregator: 'sum', values } as unknown as MetricObjectWithValues<
    MetricValue<string>
  >;
  return {
    name,
    get: async () => told,
    reset: () => undefined,
    labels: () => undefined,
  } as unknown as Metric;
}
