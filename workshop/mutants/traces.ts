import type { Mutant } from './mutant.ts';

const traces = { file: 'runtime/care/traces/traces.db.test.ts' };

/** What is followed of a request, and where it goes on. */
export const ofTraces: readonly Mutant[] = [
  {
    file: 'runtime/care/traces/create-traces.ts',
    find: 'const above = from\n',
    replace: 'const above = from && 1 > 2\n',
    why: 'nobody who calls this server finds its part in his trace',
    suite: traces,
  },
  {
    file: 'runtime/access/egress/egress.ts',
    find: '{ ...(own ?? currentSpan())?.headers, ...headers,',
    replace: '{ ...headers,',
    why: 'a trace ends where this server calls another',
    suite: traces,
  },
  {
    file: 'runtime/care/traces/bounded-processor.ts',
    find: 'if (waiting >= room)',
    replace: 'if (waiting < 0)',
    why: 'what found no room while the collector was down is counted nowhere',
    suite: traces,
  },
  {
    file: 'runtime/storage/store/commit/writer.ts',
    find: 'return group[0] ? group[0].at(own) : own();',
    replace: 'return own();',
    why: 'a transaction stands in the trace of nobody who wrote in it',
    suite: traces,
  },
  {
    file: 'runtime/common/traces/trace.ts',
    find: 'return await places.run({ known: () => begun, span: open }, work);',
    replace: 'open();\n    return await places.run({ known: () => begun, span: open }, work);',
    why: 'a server that rests sends a trace for each turn of each task',
    suite: traces,
  },
  {
    file: 'runtime/http/pipeline/traffic.ts',
    find: 'if (!span?.isSampled) return;',
    replace: 'if (!span) return;',
    why: 'metrics lead to traces that nobody keeps',
    suite: traces,
  },
];
