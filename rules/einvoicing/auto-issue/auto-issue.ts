import { sign } from '../../../metadata/common/decimal.ts';
import { compareDates, type Moment, monthOf } from '../../calendar.ts';
import { textIn } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { isOpen, timetableOf } from '../../schedule/timetable.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { Forms } from '../forms/forms.ts';

/** A scheme of automatic issuing: when it issues, and which applications. */
export type AutoScheme = Omit<Forms['auto-issue-scheme'], 'number'> & { readonly number: string };

export interface AutoIssueQuestion {
  readonly at: Moment;
  readonly schemes: readonly AutoScheme[];
  readonly applications?: readonly Application[];
  /** Numbers of schemes whose last run still goes on. */
  readonly running?: readonly string[];
  /** Numbers of schemes that somebody runs now. Default: those whose window is open. */
  readonly now?: readonly string[];
}

export interface AutoIssued {
  readonly due: readonly string[];
  readonly skipped: readonly string[];
  readonly issue: readonly { readonly scheme: string; readonly applications: readonly string[] }[];
}

/** Decides which schemes are due, and which applications go with which: each with the first that fits. */
export async function autoIssue(
  { at, schemes, applications = [], running = [], now }: AutoIssueQuestion,
  rules: Rules,
  level?: TraceLevel,
): Promise<Decided<AutoIssued>> {
  const trace = new Trace(level);
  const due = schemes
    .filter((scheme) => now?.includes(scheme.number) ?? isDue(scheme, at))
    .map(({ number }) => number);
  const skipped = due.filter((number) => running.includes(number));
  for (const number of skipped) trace.step('scheme-running', { params: { number } });
  const going = new Set(due.filter((number) => !skipped.includes(number)));
  const issue = new Map<string, string[]>();
  const order: string[] = [];
  for (const [place, application] of applications.entries()) {
    const reason = whyNot(application, at);
    if (reason) {
      trace.look('application-left', { at: { document: place }, params: { reason } });
      continue;
    }
    const negative = sign(textIn(application, 'gross') || '0') < 0;
    const hits = await rules.hits('auto-issue-scheme', application, {
      ask: { sign: negative ? 'negative' : 'positive' },
    });
    const scheme = hits.map(({ record }) => textIn(record, 'number')).find((number) => going.has(number));
    for (const { record } of hits) {
      const number = textIn(record, 'number');
      if (!order.includes(number)) order.push(number);
    }
    if (scheme === undefined) continue;
    issue.set(scheme, [...(issue.get(scheme) ?? []), textIn(application, 'number')]);
    trace.step('application-issued', { at: { document: place }, params: { scheme } });
  }
  const issued = [...issue].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return trace.decided({
    due,
    skipped,
    issue: issued.map(([scheme, numbers]) => ({ scheme, applications: numbers })),
  });
}

/** Tells whether its window is open. */
export function isDue(scheme: AutoScheme, at: Moment): boolean {
  return isOpen(timetableOf(scheme), at);
}

/** Returns the reason why an application is not issued by itself; null: it may be. */
function whyNot(application: Application, { localDate }: Moment): string | null {
  const said = (member: keyof Application): string => textIn(application, member);
  if (said('applyStatus') !== 'none' && said('applyStatus') !== '') return 'applied';
  if (said('billType') === 'void') return 'kind';
  if (!['normal', ''].includes(said('billStatus'))) return 'state';
  if (!['C', 'D'].includes(said('auditStatus'))) return 'not-approved';
  if (application.closed === true) return 'closed';
  return compareDates(monthOf(said('billDate')), monthOf(localDate)) === 0 ? null : 'month';
}
