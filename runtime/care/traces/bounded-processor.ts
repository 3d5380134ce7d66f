import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { apart, type DropReason } from '../../common/traces/trace.ts';

export interface BoundedParts {
  readonly exporter: SpanExporter;
  /** Spans that may wait or be under way. What comes beyond them is given up. */
  readonly room: number;
  /** Milliseconds that spans wait for others before they are sent. */
  readonly delay: number;
  /** Spans were given up: there was no room for them, or they did not arrive. */
  readonly dropped: (spans: number, why: { readonly reason: DropReason; readonly text: string }) => void;
  readonly arrived: (spans: number) => void;
}

/** Hands spans on in batches, and never makes anybody wait: the ones for which there is no room are counted. */
export function boundedProcessor({ exporter, room, delay, dropped, arrived }: BoundedParts): SpanProcessor {
  let waiting = 0;
  const counted: SpanExporter = {
    export(spans, done) {
      exporter.export(spans, (result: ExportResult) => {
        waiting -= spans.length;
        if (result.code === ExportResultCode.SUCCESS) arrived(spans.length);
        else dropped(spans.length, whyNot(result.error));
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
  const batches = new BatchSpanProcessor({
    exporter: counted,
    maxQueueSize: room,
    maxExportBatchSize: Math.min(512, room),
    scheduledDelayMillis: delay,
  });
  return {
    onStart() {},
    onEnd(span: ReadableSpan) {
      if (waiting >= room) {
        dropped(1, { reason: 'full', text: 'too many wait' });
        return;
      }
      waiting += 1;
      // Its timer goes on for all: it is of no request.
      apart(() => batches.onEnd(span));
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };
}

/** Whoever answers refuses by a status; everything else is no answer. */
function whyNot(error: Error | undefined) {
  const reason: DropReason = error?.name === 'OTLPExporterError' ? 'refused' : 'unreached';
  return { reason, text: error?.message ?? 'not taken' };
}
