import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { otlpExporter } from '../../access/egress/otlp-exporter.ts';
import type { Beginning, DropReason, Span, TracePlace, Traces } from '../../common/traces/trace.ts';
import type { Log } from '../../config/log.ts';
import type { TracesPlan } from '../../config/traces-plan.ts';
import { boundedProcessor } from './bounded-processor.ts';

export interface TracesParts {
  readonly plan: TracesPlan;
  readonly version: string;
  /** How people call this server. */
  readonly node: string;
  readonly log: Log;
  /** Spans that may wait. Default: 2,048. */
  readonly room?: number;
  /** Milliseconds that spans wait for others before they are sent. Default: 2,000. */
  readonly delay?: number;
  /** Milliseconds that the last ones get at the end. Default: 3,000. */
  readonly farewell?: number;
}

/** Parts of one trace that are told: a plan of a thousand documents asks for thousands of matches. */
const mostParts = 400;

/** Bytes of a name or a code that is told. */
const longest = 200;

const kinds = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;
const w3c = new W3CTraceContextPropagator();

export function createTraces(parts: TracesParts): Traces {
  const { plan, log, room = 2_048, delay = 2_000, farewell = 3_000 } = parts;
  let sent = 0;
  const dropped: Record<DropReason, number> = { full: 0, refused: 0, unreached: 0 };
  let isAway = false;
  const processor = boundedProcessor({
    exporter: otlpExporter(plan),
    room,
    delay,
    dropped(spans, { reason, text }) {
      dropped[reason] += spans;
      if (!isAway)
        log.warn({ url: addressOf(plan.url), reason: text }, 'traces do not arrive: spans are dropped');
      isAway = true;
    },
    arrived(spans) {
      sent += spans;
      if (isAway) log.info({ dropped }, 'traces arrive again');
      isAway = false;
    },
  });
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.instance.id': parts.node,
        ...plan.resource,
        'service.name': plan.service,
        'service.version': parts.version,
      }),
    ),
    sampler: samplerOf(plan),
    spanLimits: { attributeValueLengthLimit: longest },
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer('guiju', parts.version);
  return {
    begin: (name, how = {}) => begin(tracer, name, how),
    counts: () => ({ sent, dropped: { ...dropped }, isFailing: isAway }),
    async close() {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, farewell);
      await Promise.race([provider.shutdown().catch(() => {}), late.promise]);
      clearTimeout(timer);
    },
  };
}

/** The server of an address, as what stands behind it may be somebody's key. */
function addressOf(url: string): string {
  return new URL(url).origin;
}

function samplerOf({ sampler, share }: TracesPlan): Sampler {
  const [, name = ''] = /^(?:parentbased_)?(.*)$/.exec(sampler) ?? [];
  const root =
    name === 'always_on'
      ? new AlwaysOnSampler()
      : name === 'always_off'
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(share);
  return sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

function begin(tracer: Tracer, name: string, { kind = 'internal', attributes, from, after, at }: Beginning) {
  const above = from
    ? w3c.extract(ROOT_CONTEXT, from, { keys: () => [], get: (read, header) => read(header) ?? undefined })
    : ROOT_CONTEXT;
  const made = tracer.startSpan(
    name,
    {
      kind: kinds[kind],
      ...(attributes && { attributes }),
      ...(after && { links: [{ context: contextOf(after) }] }),
      ...(at !== undefined && { startTime: at }),
    },
    above,
  );
  return new FollowedSpan(made, trace.setSpan(above, made), { tracer, parts: 0, left: 0 });
}

function contextOf({ traceId, spanId, isSampled }: TracePlace) {
  return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE };
}

/** What all parts of a trace share on this server. */
interface Whole {
  readonly tracer: Tracer;
  parts: number;
  /** Parts that were not told. */
  left: number;
}

class FollowedSpan implements Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
  readonly #span: OtelSpan;
  readonly #context: Context;
  readonly #whole: Whole;
  readonly #isFirst: boolean;

  constructor(span: OtelSpan, context: Context, whole: Whole) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.isSampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
    this.#span = span;
    this.#context = context;
    this.#whole = whole;
    this.#isFirst = whole.parts === 0;
    whole.parts += 1;
  }

  get headers(): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    w3c.inject(this.#context, headers, { set: (all, name, value) => Object.assign(all, { [name]: value }) });
    return headers;
  }

  set(attributes: Readonly<Record<string, string | number | boolean>>): void {
    this.#span.setAttributes(attributes);
  }

  fail(code: string): void {
    this.#span.setAttribute('error.type', code);
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }

  child(name: string, kind: keyof typeof kinds, attributes: Parameters<Span['set']>[0]): Span | null {
    const whole = this.#whole;
    if (whole.parts >= mostParts) {
      whole.left += 1;
      return null;
    }
    const made = whole.tracer.startSpan(name, { kind: kinds[kind], attributes }, this.#context);
    return new FollowedSpan(made, trace.setSpan(this.#context, made), whole);
  }

  end(): void {
    const { left } = this.#whole;
    if (this.#isFirst && left > 0) this.#span.setAttribute('guiju.spans_left_out', left);
    this.#span.end();
  }
}
