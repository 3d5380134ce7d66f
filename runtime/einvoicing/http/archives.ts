import { archiving } from '../../../rules/einvoicing/contract/archive.ts';
import { missingRight } from '../../call/rights.ts';
import { accepted } from '../../http/jobs/job-answer.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { forbidden } from '../../http/pipeline/refusals.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { type ArchiveParts, archiveMonth } from '../archive/archive-month.ts';
import { requireForm } from '../forms/forms.ts';

/** Invoices of a month as one package, made as a job. */
export function archiveEndpoints(parts: ArchiveParts & { readonly jobs: Jobs }): readonly Endpoint[] {
  return [
    serveCall(archiving.archive, async ({ ask: { call }, body }) => {
      const { month } = await body();
      const form = requireForm(call, 'invoice');
      const scope = call.rights.scope(form, 'export');
      if (scope !== 'all' && !scope.has(call.org))
        throw forbidden(missingRight(call.served.model, form, 'export'));
      return accepted(await parts.jobs.start(call, archiveMonth(parts, call, month)));
    }),
  ];
}
