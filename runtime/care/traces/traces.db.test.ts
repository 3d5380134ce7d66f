import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { span, type Traces, traced } from '../../common/traces/trace.ts';
import { createLog } from '../../config/log.ts';
import { readTracesPlan } from '../../config/traces-plan.ts';
import { deskAt, seller, serviceLine } from '../../einvoicing/issuing/desk.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createS3Client } from '../../storage/contents/s3-client.ts';
import type { TracesParts } from './create-traces.ts';
import { openTraces } from './open-traces.ts';
import { type ArrivedSpan, openSmallCollector } from './small-collector.suite.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const caller = 'b7ad6b7169203331';
const followed = { traceparent: `00-${trace}-${caller}-01`, tracestate: 'vendor=opaque' };

/** A server somewhere else, which hears who calls it. */
async function openPartner() {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"objects":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, heard, close: () => server.close() };
}

describeOnDatabases('traces', (under) => {
  const lines: JsonObject[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  let collector: Awaited<ReturnType<typeof openSmallCollector>>;
  let partner: Awaited<ReturnType<typeof openPartner>>;
  let traces: Traces;
  let node: TestNode;

  const open = async (settings: Readonly<Record<string, string>>, more: Partial<TracesParts> = {}) => {
    const { plan, wrong } = readTracesPlan(settings);
    expect(wrong).toEqual([]);
    const parts = { version: '1.2.3', node: 'web-1', log, delay: 20, farewell: 100, ...more };
    return (await openTraces(plan, parts)) ?? expect.fail('no traces');
  };
  const spansOf = (of = trace) => collector.spans.filter(({ traceId }) => traceId === of);
  /** Waits until the span of a request has come, which ends last. */
  const arrived = (name: string, of = trace) =>
    vi.waitFor(() => {
      const spans = spansOf(of);
      const span = spans.find((one) => one.name === name) ?? expect.fail(`no ${name} yet`);
      return {
        span,
        below: (other: ArrivedSpan) => spans.filter((one) => one.parentSpanId === other.spanId),
      };
    });
  const names = (spans: readonly ArrivedSpan[]) => [...new Set(spans.map(({ name }) => name))].sort();
  const setRegistry = async (of: TestNode) => {
    const setting = '/api/forms/tenant-settings/record';
    await allowHost(of, partner.url);
    const { headers } = await of.ask('GET', setting);
    const seen = { 'if-match': headers.get('etag') ?? '' };
    const { status, body } = await of.ask('PATCH', setting, { registry: partner.url }, seen);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
  };
  const search = (of: TestNode, headers: Readonly<Record<string, string>>) =>
    of.ask('GET', '/api/registry/packages?q=shop', undefined, headers);

  beforeAll(async () => {
    collector = await openSmallCollector();
    partner = await openPartner();
    traces = await open({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a%20word',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'], log, traces });
    await deskAt(node).simulate();
    await setRegistry(node);
  });
  afterAll(async () => {
    await node.close();
    await traces.close();
    await collector.close();
    partner.close();
  });

  it('lead from whoever asked through the request to what is written', async () => {
    const body = { number: 'U-1', name: '套' };
    const { status, headers } = await node.ask('POST', '/api/forms/unit/records', body, followed);
    expect(status).toBe(201);
    const { span, below } = await arrived('POST /api/forms/:form/records');
    expect(span).toMatchObject({ parentSpanId: caller, kind: 2, status: 0 });
    expect(span.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/forms/:form/records',
      'http.response.status_code': 201,
      'guiju.request_id': headers.get('x-request-id'),
    });
    const [write] = below(span);
    expect(write).toMatchObject({ name: 'write', kind: 3, attributes: { 'guiju.revisions': 1 } });
    expect(write && names(below(write))).toEqual(['transaction']);
    expect(write?.attributes['db.system.name']).toBe(under.name === 'sqlite' ? 'sqlite' : 'mysql');
    expect(span.resource).toMatchObject({
      'service.name': 'guiju',
      'service.version': '1.2.3',
      'service.instance.id': 'web-1',
      'deployment.environment.name': 'test',
    });
    expect(collector.asked[0]).toEqual({ url: '/v1/traces', authorization: 'Bearer a word' });
    const line = lines.find((one) => one['requestId'] === headers.get('x-request-id'));
    expect(line).toMatchObject({ trace_id: trace, span_id: span.spanId });
  });

  it('lead through a decision to the steps of a plan and the matches that it asks for', async () => {
    const of = 'a'.repeat(32);
    const application = {
      ...{ number: 'A-1', buyerName: 'Whoever buys', invoiceType: '10xdp', sellerTaxNo: seller },
      lines: [serviceLine],
    };
    const desk = deskAt(node);
    await desk.make('merge-rule', { number: 'G', name: '合并' });
    await desk.make('split-rule', { number: 'S', name: '拆分' });
    const condition = { fact: 'buyerName', operator: 'contains', value: 'Whoever' };
    const rules = { mergeRule: 'G', splitRule: 'S' };
    await desk.make('processing-scheme', { number: 'P', name: '方案', priority: 1, ...rules, condition });
    const id = await desk.make('invoice-application', application);
    const asked = { traceparent: `00-${of}-${caller}-01` };
    const { status } = await node.ask('POST', '/api/decisions/plan', { ids: [id] }, asked);
    expect(status).toBe(200);
    const { span, below } = await arrived('POST /api/decisions/plan', of);
    const plan = below(span).find(({ name }) => name === 'plan');
    expect(plan?.attributes).toEqual({ 'guiju.applications': 1 });
    const steps = plan ? below(plan).filter(({ name }) => name === 'step') : [];
    expect(steps.map(({ attributes }) => attributes['guiju.step'])).toEqual(['prepare', 'merge', 'invoices']);
    const [prepare] = steps;
    expect(prepare && below(prepare)).toMatchObject([
      { name: 'match', attributes: { 'guiju.form': 'processing-scheme' } },
    ]);
    await node.ask('POST', '/api/decisions/may-be-issued', { input: { invoice: application } }, asked);
    const decided = await arrived('POST /api/decisions/:name', of);
    expect(decided.below(decided.span)).toMatchObject([
      { name: 'decide', attributes: { 'guiju.decision': 'may-be-issued' } },
    ]);
    // What stands in records is in none of them.
    expect(JSON.stringify(spansOf(of))).not.toMatch(/Whoever|A-1|服务费/);
  });

  it('go on where this server calls another one', async () => {
    const of = 'c'.repeat(32);
    const { status } = await search(node, { ...followed, traceparent: `00-${of}-${caller}-01` });
    expect(status).toBe(200);
    const { span, below } = await arrived('GET /api/registry/packages', of);
    const [call] = below(span);
    expect(call).toMatchObject({ name: 'GET', kind: 3 });
    expect(call?.attributes).toEqual({
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(partner.url).port),
      'http.response.status_code': 200,
    });
    expect(partner.heard.at(-1)).toMatchObject({
      traceparent: `00-${of}-${call?.spanId}-01`,
      tracestate: 'vendor=opaque',
    });
  });

  it('are not sent where whoever asked keeps none, and others are told so', async () => {
    const of = 'd'.repeat(32);
    await search(node, { traceparent: `00-${of}-${caller}-00` });
    expect(partner.heard.at(-1)?.['traceparent']).toMatch(`00-${of}-`);
    expect(partner.heard.at(-1)?.['traceparent']).toMatch(/-00$/);
    const after = 'e'.repeat(32);
    await search(node, { traceparent: `00-${after}-${caller}-01` });
    await arrived('GET /api/registry/packages', after);
    expect(spansOf(of)).toEqual([]);
  });

  it('begin anew where what comes is none', async () => {
    await search(node, { traceparent: '00-zz-1-01', tracestate: 'vendor=opaque' });
    const { traceparent = '' } = partner.heard.at(-1) ?? {};
    expect(String(traceparent)).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    expect(partner.heard.at(-1)).not.toHaveProperty('tracestate');
  });

  it('tell work that goes on beside the request apart from it, and which one began it', async () => {
    const of = 'f'.repeat(32);
    const sent = await node.raw(
      'POST',
      '/api/forms/unit/import',
      new TextEncoder().encode('编码,名称\nU-7,箱\n'),
      { 'content-type': 'text/csv', traceparent: `00-${of}-${caller}-01` },
    );
    expect(sent.status).toBe(202);
    const { span } = await arrived('POST /api/forms/:form/import', of);
    const job = await vi.waitFor(
      () => collector.spans.find(({ name }) => name === 'job import') ?? expect.fail('no job yet'),
      { timeout: 10_000 },
    );
    expect(job).toMatchObject({ parentSpanId: undefined, links: [span.spanId], status: 0 });
    expect(job.attributes).toEqual({ 'guiju.job.kind': 'import', 'guiju.form': 'unit' });
    expect(names(spansOf(job.traceId))).toContain('write');
  });

  it('of scheduled work are apart, and those of idle tasks do not begin', async () => {
    const desk = deskAt(node);
    const scheme = await desk.make('auto-issue-scheme', {
      ...{ name: '自动', frequency: 'daily', window: '08:00:00~18:00:00', everyMinutes: 60 },
      ...{ sign: ['positive'], merge: 'none', push: 'issue', priority: 5 },
      condition: { fact: 'sourceSystem', operator: 'equal', value: 'NOBODY' },
    });
    expect((await desk.act('auto-issue-scheme', scheme, 'run-now')).status).toBe(200);
    const found = () => collector.spans.find(({ name }) => name === 'run') ?? expect.fail('no run yet');
    const run = await vi.waitFor(found, { timeout: 10_000 });
    expect(run).toMatchObject({ parentSpanId: undefined, attributes: { 'guiju.form': 'auto-issue-run' } });
    expect(names(spansOf(run.traceId))).toEqual(['run', 'transaction', 'write']);
    const tasks = collector.spans.filter(({ name }) => name.startsWith('task '));
    expect(tasks.filter(({ traceId }) => spansOf(traceId).length === 1)).toEqual([]);
  });

  it('of messages are apart, with a link to where each was asked for, and go on to who hears it', async () => {
    const desk = deskAt(node);
    await allowHost(node, partner.url);
    await desk.make('callback-target', { name: 'ERP', url: partner.url });
    const of = '4'.repeat(32);
    const application = await desk.approved({ dataSource: 'api', sourceSystem: 'ERP', lines: [serviceLine] });
    const { revision } = await desk.read('invoice-application', application);
    const issued = await node.ask(
      'POST',
      `${desk.records('invoice-application')}/${application}/actions/issue`,
      {},
      { 'if-match': `"${String(revision)}"`, traceparent: `00-${of}-${caller}-01` },
    );
    expect(issued.status, JSON.stringify(issued.body)).toBe(200);
    const { database } = node.tenant;
    const asked = await database.first<{ trace: string }>(
      "SELECT trace FROM gj_outbox WHERE kind = 'application-pending' ORDER BY revision DESC LIMIT 1",
    );
    expect(asked?.trace).toMatch(new RegExp(`^00-${of}-[\\da-f]{16}-01$`));
    const sent = await vi.waitFor(
      () =>
        collector.spans.find(
          ({ name, attributes }) => name === 'send' && attributes['guiju.form'] === 'callback',
        ) ?? expect.fail('no callback yet'),
      { timeout: 20_000 },
    );
    expect(sent).toMatchObject({ parentSpanId: undefined, status: 0 });
    const event = await database.first<{ trace: string }>(
      "SELECT trace FROM gj_outbox WHERE kind = 'invoice-issued' ORDER BY revision DESC LIMIT 1",
    );
    const [, linked = 'none', span = 'none'] = event?.trace.split('-') ?? [];
    expect(sent.links).toEqual([span]);
    expect(linked).not.toBe(sent.traceId);
    const call = spansOf(sent.traceId).find(
      ({ kind, parentSpanId }) => kind === 3 && parentSpanId === sent.spanId,
    );
    expect(partner.heard.find((headers) => headers['guiju-event'] === 'issued')).toMatchObject({
      traceparent: `00-${sent.traceId}-${call?.spanId}-01`,
    });
  });

  it('tell the steps by which tables come to fit what is published', async () => {
    const { files } = notePackage([]);
    const packages = [{ files: Object.fromEntries(files) }];
    const { body } = await node.ask('POST', '/api/model/plan', { packages });
    const of = '1'.repeat(32);
    const asked = { traceparent: `00-${of}-${caller}-01` };
    const { status } = await node.ask(
      'POST',
      '/api/model/apply',
      { packages, hash: body['hash'] ?? '' },
      asked,
    );
    expect(status).toBe(200);
    const { span, below } = await arrived('POST /api/model/apply', of);
    const steps = below(span).filter(({ name }) => name === 'step');
    expect(steps.map(({ attributes }) => attributes['guiju.step'])).toContain('create-table');
  });

  it('go on to the bucket in which files are kept, of which no object is named', async () => {
    const of = '2'.repeat(32);
    const at = { address: `${partner.url}bucket`, region: 'x', keyId: 'k', secret: 's' };
    const { ask } = createS3Client({ ...at, fetch: (request) => fetch(request) });
    const from = (name: string) => (name === 'traceparent' ? `00-${of}-${caller}-01` : null);
    await traced(traces, 'brought', { from }, () => ask('GET', 'files/secret-name'));
    const { span, below } = await arrived('brought', of);
    const [call] = below(span);
    expect(call).toMatchObject({ name: 'GET', attributes: { 'http.response.status_code': 200 } });
    expect(partner.heard.at(-1)).toMatchObject({ traceparent: `00-${of}-${call?.spanId}-01` });
    expect(JSON.stringify(call)).not.toContain('secret');
  });

  it('have no more parts than they may, and say how many are missing', async () => {
    const of = '3'.repeat(32);
    const from = (name: string) => (name === 'traceparent' ? `00-${of}-${caller}-01` : null);
    traced(traces, 'long', { from }, () => {
      for (let at = 0; at < 500; at += 1) span('part', {}, () => {});
    });
    const { span: long } = await arrived('long', of);
    expect(Number(long.attributes['guiju.spans_left_out'])).toBe(101);
    await vi.waitFor(() => expect(spansOf(of)).toHaveLength(400));
  });

  it('are found from the times in the metrics, which other readers get as ever', async () => {
    const metrics = async (accept: string) => {
      const answer = await node.raw('GET', '/metrics', undefined, { accept });
      return [answer.headers.get('content-type'), await answer.text()] as const;
    };
    const unkept = '9'.repeat(32);
    await node.ask('GET', '/api/session', undefined, { traceparent: `00-${unkept}-${caller}-00` });
    const [type, text] = await metrics('application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3');
    expect(type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    const bucket =
      /^guiju_http_request_duration_seconds_bucket\{method="POST",route="\/api\/forms\/:form\/import",.*$/gm;
    expect(text.match(bucket)?.join('\n')).toMatch(
      /\} 1 # \{trace_id="f{32}",span_id="[\da-f]{16}"\} [\d.]+ \d{10}(\.\d+)?$/m,
    );
    expect(text).not.toContain(unkept);
    expect(text).toMatch(/# EOF\n$/);
    expect(text).toMatch(/^# TYPE guiju_http_requests counter$/m);
    expect(text).toMatch(/^guiju_http_requests_total\{/m);
    expect(text).toMatch(/^guiju_trace_spans_sent_total [1-9]\d*$/m);
    expect(text).not.toMatch(/\n\n/);
    const [plainType, plain] = await metrics('text/plain');
    expect(plainType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(plain).toMatch(/^# TYPE guiju_http_requests_total counter$/m);
    expect(plain).not.toMatch(/trace_id|EOF/);
  });

  it('are counted where the collector does not take them, which is said once', async () => {
    const metrics = async () => (await node.raw('GET', '/metrics')).text();
    const refused = () => traces.counts().dropped.refused;
    const had = refused();
    const said = () => lines.filter(({ msg }) => msg === 'traces do not arrive: spans are dropped');
    expect(await metrics()).toMatch(/^guiju_trace_export_failing 0$/m);
    collector.answers(400);
    const before = said().length;
    for (let at = 0; at < 3; at += 1) {
      const now = refused();
      expect((await search(node, followed)).status).toBe(200);
      await vi.waitFor(() => expect(refused()).toBeGreaterThan(now));
    }
    expect(refused()).toBeGreaterThan(had + 2);
    expect(said().slice(before)).toMatchObject([{ level: 'warn', url: collector.url }]);
    const text = await metrics();
    expect(text).toMatch(/^guiju_trace_export_failing 1$/m);
    expect(text).toMatch(/^guiju_trace_spans_dropped_total\{reason="refused"\} [1-9]\d*$/m);
    for (const reason of ['full', 'unreached'])
      expect(text).toContain(`\nguiju_trace_spans_dropped_total{reason="${reason}"} 0\n`);
    collector.answers(200);
    await search(node, followed);
    await vi.waitFor(() => expect(lines.some(({ msg }) => msg === 'traces arrive again')).toBe(true));
  });

  it('keep nobody waiting where no collector is, and take no more room than they have', async () => {
    const gone = await openSmallCollector();
    await gone.close();
    const lost = await open({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${gone.url}/v1/traces` }, { room: 5 });
    const other = await openTestNode((await under.fresh()).url, { traces: lost });
    try {
      for (let at = 0; at < 20; at += 1)
        expect((await other.ask('GET', '/api/session', undefined, followed)).status).toBe(200);
      expect(lost.counts().dropped.full).toBeGreaterThan(10);
      await vi.waitFor(() => expect(lost.counts().dropped.unreached).toBeGreaterThan(0), { timeout: 8_000 });
      expect(lost.counts().dropped.refused).toBe(0);
      const begun = performance.now();
      await lost.close();
      expect(performance.now() - begun).toBeLessThan(4_000);
    } finally {
      await other.close();
    }
  });

  it('are not made where nobody said where they go: no header is added', async () => {
    const other = await openTestNode((await under.fresh()).url);
    try {
      await setRegistry(other);
      expect((await search(other, followed)).status).toBe(200);
      expect(await (await other.raw('GET', '/metrics')).text()).not.toContain('guiju_trace');
      expect(partner.heard.at(-1)).not.toHaveProperty('traceparent');
      const { plan } = readTracesPlan({ OTEL_SERVICE_NAME: 'guiju' });
      expect(await openTraces(plan, { version: '1', node: 'web-1', log })).toBeNull();
    } finally {
      await other.close();
    }
  });
});
