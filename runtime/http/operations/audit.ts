import type { Problem } from '../../../metadata/common/issue.ts';
import { audit } from '../../../metadata/contract/audit/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import { type Call, callForLater } from '../../call/call.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { noted } from '../../work/jobs/job.ts';
import type { SheetFormat } from '../../work/sheets/book/sheet.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import { accepted } from '../jobs/job-answer.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { formUnknown, parametersWrong } from '../pipeline/refusals.ts';
import { type CallAsked, serveCall } from '../pipeline/serve-call.ts';
import { refusing } from '../records/read-upload.ts';
import { sheetFile } from '../records/sheet-answers.ts';
import { shownTrail, type TrailAsked } from './trail-shown.ts';
import { trailLabel, trailTable } from './trail-table.ts';
import { wordsOf } from './trail-words.ts';

/** The query of a call for the trail, as it was sent. */
type AuditQuery = CallAsked<typeof audit.list>['query'];

export const auditEndpoints: readonly Endpoint[] = [
  serveCall(audit.list, async ({ ask, query }) => ({ body: await shownTrail(ask, trailAsked(ask, query)) })),
];

function trailAsked(ask: Ask, query: AuditQuery): TrailAsked {
  const problems: Problem[] = [];
  const time = (name: 'from' | 'to'): number | undefined => {
    const given = query[name];
    if (given === undefined) return undefined;
    const instant = parseInstant(given);
    if (instant !== null) return Date.parse(instant);
    problems.push({ path: `/${name}`, code: 'parameter-time', params: { name } });
    return undefined;
  };
  const { user, action, form, organisation, q = '', hide, limit = 50, cursor } = query;
  const [after, before] = [time('from'), time('to')];
  if (problems.length > 0) throw parametersWrong({}, problems);
  const words = wordsOf(q);
  return {
    limit,
    ...(after !== undefined && { from: after }),
    ...(before !== undefined && { to: before }),
    ...(user !== undefined && { users: listed(user) }),
    ...(action !== undefined && { actions: listed(action) }),
    ...(form !== undefined && { forms: listed(form).map((name) => formNamed(ask, name)) }),
    ...(organisation !== undefined && { orgs: listed(organisation) }),
    ...(words.length > 0 && { words }),
    ...(hide && { withoutSignIns: true }),
    ...(cursor && { cursor }),
  };
}

function listed(text: string): readonly string[] {
  return text.split(',').filter(Boolean);
}

function formNamed({ served }: Ask, name: string): Form {
  const found = served.model.forms.get(name);
  if (!found) throw formUnknown({ form: name });
  return found;
}

/** The same as a file. */
export function auditFileEndpoint(sheets: Sheets, jobs: Jobs, zoneOf: (org: string) => string): Endpoint {
  return serveCall(audit.export, async ({ ask, query: { format = 'xlsx', mode, ...narrowing } }) => {
    const { host } = ask;
    const query = trailAsked(ask, narrowing);
    const note = noting(ask, format);
    const tableFor = (call: Call) => {
      const reader = host.database.reading(call.reading ?? { who: call.user.id });
      return trailTable({ host, call, reader }, query, zoneOf(call.org));
    };
    if (mode === 'job') {
      const later = callForLater(ask.call);
      const work = noted(sheets.exportingTable(later, tableFor(later), format), async ({ outcome }) => {
        if (outcome) await note(Number(outcome.details?.['records'] ?? 0));
      });
      return accepted(await jobs.start(ask.call, work));
    }
    const { bytes, records } = await refusing(() => sheets.exportTable(ask.call, tableFor(ask.call), format));
    await note(records);
    return sheetFile(ask.call, { label: trailLabel }, format, bytes);
  });
}

/** Notes the export in the trail, as of all data that leaves the house in bulk. */
function noting({ host, call, requestId }: Ask, format: SheetFormat) {
  const { user: actor, org } = call;
  return (records: number): Promise<void> =>
    host.audit.record({
      action: 'export',
      actor,
      org,
      target: '/api/audit/export',
      detail: { format, records, requestId },
    });
}
