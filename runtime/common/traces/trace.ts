import { AsyncLocalStorage } from 'node:async_hooks';

/** Values of no record and of nobody: names of the model, methods, codes and counts. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export type SpanKind = 'internal' | 'server' | 'client';

/** A span as others name it, who may never see it. */
export interface TracePlace {
  readonly traceId: string;
  readonly spanId: string;
  /** Whether it is kept and sent; one that is not is told to others all the same. */
  readonly isSampled: boolean;
}

/** A stretch of work, as those see it who follow it from elsewhere. */
export interface Span extends TracePlace {
  /** The headers of W3C Trace Context, by which another server goes on with its trace. */
  readonly headers: Readonly<Record<string, string>>;
  set(attributes: Attributes): void;
  /** Says in a word, a code, why it went wrong. */
  fail(code: string): void;
  /** A part of it; null: its trace has as many as it may. */
  child(name: string, kind: SpanKind, attributes: Attributes): Span | null;
  end(): void;
}

export interface Beginning {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Reads a header of whoever asked: his span is the one above. Default: nobody asked. */
  readonly from?: (header: string) => string | null;
  /** The span in which it was asked for, of a trace that may be over by then. Default: none. */
  readonly after?: TracePlace | null;
  /** Milliseconds since 1970. Default: now. */
  readonly at?: number;
}

/** Why spans were given up: too many waited · who collects them did not take them · he was not reached, or not in time. */
export type DropReason = 'full' | 'refused' | 'unreached';

export interface SpanCounts {
  readonly sent: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Whether the last ones did not arrive. */
  readonly isFailing: boolean;
}

/** Begins traces. A server that sends none has none of these, and nothing here costs it anything. */
export interface Traces {
  begin(name: string, how?: Beginning): Span;
  /** The spans that arrived where they are sent to, and those that were given up, since the start. */
  counts(): SpanCounts;
  /** Sends what waits, and waits no longer than some seconds for it. */
  close(): Promise<void>;
}

/** The place in a trace at which some work is done. */
interface Place {
  /** Null: a trace that begins with the first part that is worth telling, and has none yet. */
  readonly known: () => Span | null;
  readonly span: () => Span;
}

const places = new AsyncLocalStorage<Place | undefined>();

/** The span in which this is done. Null: none is followed. */
export function currentSpan(): Span | null {
  return places.getStore()?.known() ?? null;
}

/** A span as W3C Trace Context writes it, to be kept; null: none is followed. */
export function traceparentOf(span: TracePlace | null): string | null {
  return span && `00-${span.traceId}-${span.spanId}-${span.isSampled ? '01' : '00'}`;
}

/** The same read again; null: there is none. */
export function placeIn(traceparent: string | null | undefined): TracePlace | null {
  const [, traceId, spanId, flags] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId) return null;
  return { traceId, spanId, isSampled: Number.parseInt(flags ?? '', 16) % 2 === 1 };
}

/**
 * Does work as a part of the span in which it is done; just does it where none is followed, or there are too many parts
 * already: it has no span of its own then.
 */
export function span<T>(
  name: string,
  attributes: Attributes,
  work: (own: Span | null) => T,
  kind: SpanKind = 'internal',
): T {
  const own = places.getStore()?.span().child(name, kind, attributes) ?? null;
  return own ? within(own, () => work(own)) : work(null);
}

/** Does work as a trace of its own. `traces` null: none is followed. */
export function traced<T>(traces: Traces | null | undefined, name: string, how: Beginning, work: () => T): T {
  return traces ? within(traces.begin(name, how), work) : work();
}

/** The same for work that mostly finds nothing to do: its trace begins with its first part, if it has one. */
export async function tracedIfAny<T>(
  traces: Traces | null | undefined,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!traces) return work();
  const at = Date.now();
  let begun: Span | null = null;
  const open = () => {
    begun ??= traces.begin(name, { at });
    return begun;
  };
  try {
    return await places.run({ known: () => begun, span: open }, work);
  } catch (error) {
    if (begun) tellFailure(begun, error);
    throw error;
  } finally {
    (begun as Span | null)?.end();
  }
}

/** Does work that belongs to nobody's trace, whoever set it off. */
export function apart<T>(work: () => T): T {
  return places.getStore() ? places.run(undefined, work) : work();
}

/** Does work at a place that was remembered. */
export type PlaceKept = <T>(work: () => T) => T;

/** Remembers the place at which it is called, for what somebody else does there later. */
export function placeKept(): PlaceKept {
  const place = places.getStore();
  return (work) => (place || places.getStore() ? places.run(place, work) : work());
}

function within<T>(own: Span, work: () => T): T {
  const place: Place = { known: () => own, span: () => own };
  const failed = (error: unknown): never => {
    tellFailure(own, error);
    own.end();
    throw error;
  };
  let result: T;
  try {
    result = places.run(place, work);
  } catch (error) {
    return failed(error);
  }
  if (result instanceof Promise)
    return result.then((value) => {
      own.end();
      return value;
    }, failed) as T;
  own.end();
  return result;
}

/** Says by its code what went wrong, as that names nobody and holds no value. A mistake of the caller is no failure. */
function tellFailure(own: Span, error: unknown): void {
  if (!(error instanceof Error)) own.fail('unknown');
  else {
    const { code, status } = error as { readonly code?: unknown; readonly status?: unknown };
    const said = typeof code === 'string' ? code : error.name;
    if (typeof status === 'number' && status < 500) own.set({ 'guiju.problem': said });
    else own.fail(said);
  }
}
