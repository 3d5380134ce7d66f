import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { openTraces } from '../../care/traces/open-traces.ts';
import { openSmallCollector } from '../../care/traces/small-collector.suite.ts';
import type { Traces } from '../../common/traces/trace.ts';
import { createLog } from '../../config/log.ts';
import { readTracesPlan } from '../../config/traces-plan.ts';
import { ImagingWorld } from '../imaging-world.suite.ts';

const of = '5'.repeat(32);
const traceparent = `00-${of}-b7ad6b7169203331-01`;

/** An imaging system and a business system, which hear who calls them and in which trace. */
async function openPartner() {
  const heard: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { heard, answers, port, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

describeOnDatabases('what a bill has told', (database) => {
  let collector: Awaited<ReturnType<typeof openSmallCollector>>;
  let partner: Awaited<ReturnType<typeof openPartner>>;
  let traces: Traces;
  let world: ImagingWorld;
  beforeAll(async () => {
    collector = await openSmallCollector();
    partner = await openPartner();
    const { plan } = readTracesPlan({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const parts = { version: '1', node: 'web-1', log: createLog('silent'), delay: 20, farewell: 100 };
    traces = (await openTraces(plan, parts)) ?? expect.fail('no traces');
    world = await ImagingWorld.open(database.url, { traces });
    await allowHost(world.node, partner.url);
  });
  afterAll(async () => {
    await world.close();
    await traces.close();
    await collector.close();
    partner.close();
  });

  /** Each of the calls that arrived there, with its span and the attempt it belongs to. */
  const attempts = (path: string, count: number) =>
    vi.waitFor(
      () => {
        const calls = partner.heard.filter((one) => one.path === path);
        expect(calls).toHaveLength(count);
        return calls.map(({ headers }) => {
          const [, trace, span] = String(headers['traceparent']).split('-');
          const spans = collector.spans.filter(({ traceId }) => traceId === trace);
          const call = spans.find(({ spanId }) => spanId === span) ?? expect.fail(`no call ${span} yet`);
          const attempt = spans.find(({ name }) => name === 'send') ?? expect.fail('no attempt yet');
          expect(headers['traceparent']).toBe(`00-${attempt.traceId}-${call.spanId}-01`);
          expect(call).toMatchObject({ kind: 3, parentSpanId: attempt.spanId });
          expect(attempt).toMatchObject({
            parentSpanId: undefined,
            attributes: { 'guiju.form': 'image-push' },
          });
          return attempt;
        });
      },
      { timeout: 20_000 },
    );
  /** The transactions of the request by which somebody sent it on. */
  const asked = () => collector.spans.filter(({ traceId, name }) => traceId === of && name === 'transaction');

  it('goes out in traces of their own, each with a link to where the bill was sent on', async () => {
    const kind = world.kind();
    await world.system({ port: partner.port });
    await world.changed('business-system', 'XINGHAN', { address: `${partner.url}told` });
    await world.scheme('sync', kind);
    const bill = await world.bill(kind);
    await world.scan(bill, 'secret-name.png');
    partner.answers.push(503, 503);
    const path = `/api/forms/image-bill/records/${bill}`;
    const { headers } = await world.node.ask('GET', path);
    const seen = { 'if-match': headers.get('etag') ?? '', traceparent };
    const { status, body } = await world.node.ask('POST', `${path}/actions/submit`, {}, seen);
    expect(status, JSON.stringify(body)).toBe(200);

    const first = [...(await attempts('/', 1)), ...(await attempts('/told', 1))];
    const places = await vi.waitFor(() => {
      const found = asked().map(({ spanId }) => spanId);
      expect(found).not.toEqual([]);
      return found;
    });
    for (const { traceId, links, status: ended } of first) {
      expect(traceId).not.toBe(of);
      expect(links).toHaveLength(1);
      expect(places).toContain(links[0]);
      // Refused with 503.
      expect(ended).toBe(2);
    }

    // Who tries again has another trace, and the same link.
    world.pass(61_000);
    for (const path of ['/', '/told']) {
      const [before, again] = await attempts(path, 2);
      expect(again?.links).toEqual(before?.links);
      expect(again?.traceId).not.toBe(before?.traceId);
      expect(again?.status).toBe(0);
    }
    expect(JSON.stringify(collector.spans)).not.toContain('secret-name');
  });
});
