import type { JsonObject } from '../../../metadata/common/json.ts';
import { prints } from '../../../metadata/contract/prints/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import { printDesign } from '../../../rules/paper/contract.ts';
import type { Call } from '../../call/call.ts';
import { requireAnywhere } from '../../storage/store/record/access.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { noted } from '../../work/jobs/job.ts';
import { namedPrint, type Prints, printsOf } from '../../work/print/create-prints.ts';
import { accepted } from '../jobs/job-answer.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { listQuery } from './list-query.ts';
import { readInView } from './read-in-view.ts';

/** File systems take no names that are much longer. */
const longestName = 120;

/** A page of this may load nothing and run nothing: its own style and pictures are all it has. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Records on paper, with the rights of whoever reads them. */
export function printEndpoints(papers: Prints, jobs: Jobs): readonly Endpoint[] {
  return [
    serveCall(prints.list, ({ ask: { served, form } }) => ({
      body: {
        items: printsOf(served.model, form).map(({ package: owner, content }) => ({
          name: content.name,
          label: content.label,
          package: owner,
          paper: content.paper.size,
        })),
      },
    })),
    serveCall(prints.record, async ({ ask, query: { view, language, format = 'pdf' } }) => {
      const { body } = await readInView({ ask, query: view ? { view } : {} });
      await ask.host.store.requireRight(ask.call, ask.form, ask.recordId, 'print');
      const name = ask.param('print');
      const call = { ...ask.call, ...(language && { language }) };
      const bytes = await papers.print(call, ask.form, body, { name, format });
      const called = calledOnPaper(call, ask.form, body, name);
      return { raw: bytes, headers: printHeaders(format, called) };
    }),
    serveCall(printDesign.draw, async ({ body }) => {
      const tree = await body();
      return { raw: await papers.draw(tree), headers: printHeaders('pdf', tree.title || 'print') };
    }),
    serveCall(prints.selection, async ({ ask }) => {
      requireAnywhere(ask.call, ask.form, 'print');
      return started(ask, ask.call, selected(ask, ask.query));
    }),
    serveCall(prints.records, async ({ ask, body, query: { language } }) => {
      requireAnywhere(ask.call, ask.form, 'print');
      const { records } = await body();
      const filter = { fact: 'id', operator: 'in' as const, value: [...records] };
      const { view, sort } = selected(ask, without(ask.query, 'language'));
      return started(
        ask,
        { ...ask.call, ...(language && { language }) },
        { view, ...(sort && { sort }), filter },
      );
    }),
  ];

  /** `call`: in the language that stands on paper. */
  async function started(ask: Ask, call: Call, query: ReturnType<typeof selected>) {
    const name = ask.param('print');
    const work = papers.printing(call, ask.form, { name, query });
    return accepted(await jobs.start(ask.call, noted(work, noteSelection(ask, name))));
  }
}

/** The template, the number and the name of a record, as a file is called. */
function calledOnPaper(call: Call, form: Form, record: JsonObject, print: string): string {
  const { label } = namedPrint(call, form, print);
  const said = [form.number, form.title].flatMap((field) => {
    const value = field && record[field.name];
    return typeof value === 'string' && value !== '' ? value : [];
  });
  const called = [label[call.language], ...new Set(said)].join(' ');
  return (
    called
      .replace(/[\\/:*?"<>|\s]+/g, ' ')
      .trim()
      .slice(0, longestName) || print
  );
}

/** The headers of what is printed; a page of it loads and runs nothing. */
export function printHeaders(format: 'pdf' | 'html', name: string): Readonly<Record<string, string>> {
  if (format === 'html')
    return { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy };
  return {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
  };
}

function without(query: URLSearchParams, name: string): URLSearchParams {
  return new URLSearchParams([...query].filter(([one]) => one !== name));
}

function selected(ask: Ask, query: URLSearchParams) {
  const problems = ['fields', 'limit', 'cursor', 'count']
    .filter((name) => query.has(name))
    .map((name) => ({ path: `/${name}`, code: 'unknown-parameter', params: { name } }));
  if (problems.length > 0) throw parametersWrong({}, problems);
  const { view, filter, q, sort } = listQuery(ask, query);
  return {
    view: view ?? ('manage' as const),
    ...(filter && { filter }),
    ...(q && { q }),
    ...(sort && { sort }),
  };
}

/** Notes it in the audit trail, as of all data that leaves the house in bulk; the request is answered long before. */
function noteSelection({ host, call, form, requestId }: Ask, print: string) {
  const { user: actor, org } = call;
  return async ({
    outcome,
  }: {
    readonly outcome: { readonly details?: JsonObject } | undefined;
  }): Promise<void> => {
    if (!outcome) return;
    const detail = { format: 'pdf', print, records: outcome.details?.['records'] ?? null, requestId };
    const target = `/api/forms/${form.name}/prints/${print}`;
    await host.audit.record({ action: 'export', actor, target, org, detail });
  };
}
