import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';

/** Milliseconds that one batch may take, with all its tries. */
const patience = 5_000;

/**
 * Posts spans in OTLP to the address that whoever runs the server named, and to no other: it follows no redirects. What it
 * asks is in no trace itself.
 */
export function otlpExporter({
  url,
  headers,
}: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}): OTLPTraceExporter {
  return new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: patience });
}
