import type { Exemplar } from '../pipeline/traffic.ts';

export const openMetricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Answers whether whoever asks takes OpenMetrics, as Prometheus does. */
export function takesOpenMetrics(accept: string | null): boolean {
  return (accept ?? '')
    .split(',')
    .some((part) => /^\s*application\/openmetrics-text\b/i.test(part) && !/;\s*q=0(\.0*)?\s*$/.test(part));
}

/** The same metrics as OpenMetrics writes them: a counter is named without its `_total`, and nothing stands between. */
export function openMetrics(text: string): string {
  const counters = new Set<string>();
  for (const [, name = ''] of text.matchAll(/^# TYPE (\S+)_total counter$/gm)) counters.add(`${name}_total`);
  const lines = text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const [, word = '', name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    return counters.has(name) ? [`# ${word} ${name.replace(/_total$/, '')} ${rest}`] : [line];
  });
  return `${lines.join('\n')}\n# EOF\n`;
}

/** What stands behind a bucket: the newest trace that is counted in it. */
export function exemplarText(exemplar: Exemplar | undefined): string {
  if (!exemplar) return '';
  const { traceId, spanId, milliseconds, at } = exemplar;
  return ` # {trace_id="${traceId}",span_id="${spanId}"} ${milliseconds / 1000} ${at / 1000}`;
}
