import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import { firstOfMonth, lastOfMonth, type Moment } from '../../../rules/calendar.ts';
import type { AutoIssued } from '../../../rules/einvoicing/auto-issue/auto-issue.ts';
import type { PartialWire, Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Page } from '../../storage/store/record/store.ts';
import { platformCall } from '../../work/schedule/schedule-parts.ts';
import { orgOf } from '../../work/schedule/tasks.ts';
import { requireForm } from '../forms/forms.ts';
import type { AutomationParts } from './automation-parts.ts';

/** Ids of applications by organisation and by number of the scheme that issues them. */
export type Qualifying = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

interface QualifyingQuestion {
  readonly at: Moment;
  /** Whether an organisation is looked at. */
  readonly wanted: (org: string) => boolean;
  /** Numbers of schemes of the organisation whose last run still goes on. */
  readonly running: (org: string) => readonly string[];
  /** Whether a scheme by number only prepares confirmations: an application that has one is left alone. */
  readonly prepares: (scheme: string) => boolean;
  /** Number of a scheme that somebody runs now, whatever its window. Default: all that are due. */
  readonly now?: string;
}

const pageSize = 100;

/** Finds the applications that go with each scheme at the moment, page by page. */
export async function qualifying(parts: AutomationParts, asked: QualifyingQuestion): Promise<Qualifying> {
  const call = platformCall(parts);
  const form = requireForm(call, 'invoice-application');
  const found = new Map<string, Map<string, string[]>>();
  for (let cursor: string | null = null; ; ) {
    const page: Page<PartialWire<'invoice-application'>> = await parts.store.list(call, form, {
      view: 'manage',
      filter: openIn(asked.at),
      sort: ['billDate', 'id'],
      limit: pageSize,
      fields: fieldsOf(form),
      ...(cursor === null ? {} : { cursor }),
    });
    const byOrg = Map.groupBy(page.items, orgOf);
    for (const [org, applications] of byOrg) {
      if (!asked.wanted(org)) continue;
      const own = found.get(org) ?? new Map<string, string[]>();
      found.set(org, own);
      for (const { scheme, ids } of await decided(parts, platformCall(parts, org), applications, asked))
        own.set(scheme, [...(own.get(scheme) ?? []), ...ids]);
    }
    if (page.next === null) return found;
    cursor = page.next;
  }
}

async function decided(
  { decide }: AutomationParts,
  call: Call,
  applications: readonly Wire<'invoice-application'>[],
  { at, running, now, prepares }: QualifyingQuestion,
) {
  const input: JsonObject = {
    applications,
    running: running(call.org),
    ...(now === undefined ? {} : { now: [now] }),
  };
  const { result } = await decide(call, 'auto-issue', input, { at: at.instant, whole: true, trace: 'none' });
  const byNumber = new Map(applications.map((one) => [one.number ?? '', one]));
  return (result as AutoIssued).issue.map(({ scheme, applications: numbers }) => ({
    scheme,
    ids: numbers.flatMap((number) => {
      const one = byNumber.get(number);
      return one && !(prepares(scheme) && one.redConfirmation) ? [one.id] : [];
    }),
  }));
}

/** The same that the decision asks of each, as far as a database can look for it. */
function openIn({ localDate }: Moment): Condition {
  return {
    all: [
      { fact: 'applyStatus', operator: 'equal', value: 'none' },
      { fact: 'billStatus', operator: 'equal', value: 'normal' },
      { fact: 'auditStatus', operator: 'in', value: ['C', 'D'] },
      { fact: 'closed', operator: 'notEqual', value: true },
      { fact: 'billDate', operator: 'between', value: [firstOfMonth(localDate), lastOfMonth(localDate)] },
    ],
  };
}

function fieldsOf(form: Form): readonly string[] {
  return [...form.fields.filter(({ hidden }) => !hidden).map(({ name }) => name), 'org'];
}
