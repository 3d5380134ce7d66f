import { records } from '../../../metadata/contract/records/calls.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import { settingBack } from '../../care/moments/set-back.ts';
import { refusal } from '../../common/refusal.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { accepted } from '../jobs/job-answer.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

interface SetBackParts {
  readonly jobs: Jobs;
  readonly zone: (org: string) => string;
  readonly clock: () => number;
}

const momentWrong = refusal('restore-moment-wrong', 400);
const noOrganisation = refusal('then-no-organisation', 404);

/** The records of a form as they were at a moment, put back by ordinary writes. */
export const setBackEndpoint = ({ jobs, zone, clock }: SetBackParts): Endpoint =>
  serveCall(records.setBack, async ({ ask, body }) => {
    const { at: said, record, org, later = 'keep', dryRun = false } = await body();
    const instant = parseInstant(said);
    if (instant === null) throw momentWrong({ value: said });
    const { form, host } = ask;
    // Many records at once are dangerous; one alone is set back by its history as well.
    if (!dryRun && record === undefined) await ask.principal.confirmed?.();
    const call = dryRun ? ask.call : ask.writeCall;
    // The request is answered long before its work is over.
    const parts = { store: host.store, reader: host.database, zone: zone(call.org), clock };
    const asked = { form, at: Date.parse(instant), record, org: orgOf(ask, org), later, dryRun };
    return accepted(await jobs.start(call, settingBack(parts, { ...call }, asked)));
  });

function orgOf({ served }: Ask, number: string | undefined): string | undefined {
  if (number === undefined) return undefined;
  const org = served.orgs.byNumber(number);
  if (!org) throw noOrganisation({ org: number });
  return org.id;
}
