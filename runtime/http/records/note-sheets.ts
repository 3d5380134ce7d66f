import type { JsonObject } from '../../../metadata/json.ts';
import type { JobCounts, Outcome } from '../../jobs/job.ts';
import type { ExportRequest } from '../../sheets/export-file.ts';
import type { SheetFormat } from '../../sheets/sheet.ts';
import type { Ask } from '../pipeline/ask.ts';

/** What leaves the house in bulk stands in the audit trail, by the address it was asked at. */
export function noteExport(ask: Ask, { format }: ExportRequest) {
  const note = noting(ask, 'export');
  return async ({ outcome }: { readonly outcome: Outcome | undefined }): Promise<void> => {
    if (outcome) await note({ format, records: outcome.details?.['records'] ?? null });
  };
}

/** What came in by a file does so too, with what became of it; also where it was broken off half way. */
export function noteImport(
  ask: Ask,
  { format, name }: { readonly format: SheetFormat; readonly name: string },
) {
  const note = noting(ask, 'import');
  return async ({
    counts,
    outcome,
  }: {
    readonly counts: JobCounts;
    readonly outcome: Outcome | undefined;
  }) => {
    const written = (counts.created ?? 0) + (counts.updated ?? 0) > 0;
    const noted = { ...counts, ...(outcome?.details?.['counts'] as JsonObject | undefined) };
    if (outcome || written)
      await note({ format, upload: name, ...noted, ...(outcome ? {} : { brokenOff: true }) });
  };
}

/** The request is answered long before its work is over. */
function noting({ host, call, form, requestId }: Ask, action: 'import' | 'export') {
  const { user: actor, org } = call;
  const target = `/api/forms/${form.name}/${action}`;
  return (detail: JsonObject): Promise<void> =>
    host.audit.record({ action, actor, target, org, detail: { ...detail, requestId } });
}
