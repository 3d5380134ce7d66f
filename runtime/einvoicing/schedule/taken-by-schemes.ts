import type { JsonObject } from '../../../metadata/common/json.ts';
import { momentIn } from '../../../rules/calendar.ts';
import type { AutoIssued } from '../../../rules/einvoicing/auto-issue/auto-issue.ts';
import { nextRun } from '../../../rules/schedule/runs.ts';
import { type Timed, timetableOf } from '../../../rules/schedule/timetable.ts';
import type { Call } from '../../call/call.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { everyRecord } from '../../work/schedule/tasks.ts';
import { knownForm } from '../forms/forms.ts';
import type { Taking } from '../issuing/documents/issuing-parts.ts';

/**
 * Schemes that issue some of the applications by themselves sooner or later, as the organisation of the call has them:
 * whatever their window, and whether they are approved by now or not.
 */
export async function takenBySchemes(
  { store, decide, zone }: Parts,
  call: Call,
  applications: readonly JsonObject[],
): Promise<readonly Taking[]> {
  const form = knownForm(call, 'auto-issue-scheme');
  if (!form) return [];
  const schemes = await everyRecord((cursor) =>
    store.list(call, form, {
      view: 'use',
      fields: ['number', ...timetableMembers.flatMap((id) => form.byId.get(id)?.name ?? [])],
      limit: 100,
      sort: ['number'],
      filter: { fact: 'enabled', operator: 'equal', value: true },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  if (schemes.length === 0) return [];
  const input: JsonObject = {
    applications: applications.map((one) => ({ ...one, auditStatus: 'D' })),
    now: schemes.map(({ number }) => number ?? ''),
  };
  const { result } = await decide(call, 'auto-issue', input, { whole: true, trace: 'none' });
  const nextOf = (number: string) => {
    const scheme = schemes.find((one) => one['number'] === number);
    const next = scheme
      ? nextRun(timetableOf(scheme as Timed), Date.parse(call.now.instant), zone(call.org))
      : null;
    if (next === null) return null;
    const { localDate, localTime } = momentIn(zone(call.org), next);
    return `${localDate} ${localTime.slice(0, 5)}`;
  };
  return (result as AutoIssued).issue.map((one) => ({ ...one, next: nextOf(one.scheme) }));
}

interface Parts {
  readonly store: Store;
  readonly decide: Decisions['decide'];
  readonly zone: (org: string) => string;
}

const timetableMembers = [
  'frequency',
  'monthDays',
  'weekDays',
  'window',
  'time',
  'everyMinutes',
] as const satisfies readonly (keyof Timed)[];
