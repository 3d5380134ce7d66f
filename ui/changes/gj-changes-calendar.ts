import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { addDays } from '../../rules/calendar.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { type Day, monthFrom, weeksShown } from '../kit/chart/calendar-days.ts';
import type { DatedEvent } from '../kit/chart/gj-month.ts';
import { Loading } from '../kit/loading.ts';
import type { ChangeSummary } from '../params/basket/change-set.ts';
import { setName } from '../params/basket/set-words.ts';
import { language } from '../session/i18n.ts';
import { serverClock } from '../session/server-clock.ts';
import { session } from '../session/session.ts';
import { stacked } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { CalendarSpan, ChangesDomain } from './changes-domain.ts';
import { localTime } from './local-time.ts';
import '../kit/chart/gj-month.ts';

interface Shown {
  readonly events: readonly DatedEvent[];
  readonly today: Day;
  /** There are more change sets than were read. */
  readonly isCut: boolean;
  /** What domains would have told could not be read. */
  readonly isPartial: boolean;
}

const mostPages = 5;

/** What happens when, in a month: change sets that are scheduled or were published, and what domains run by themselves. */
export class GjChangesCalendar extends withProperties(GjElement, {
  domains: given<readonly ChangesDomain[]>(() => []),
  /** A day of the month. Default: that of today. */
  month: state(''),
}) {
  static override styles = [shared, stacked];

  readonly #shown = new Loading<Shown, [month: string, org: string, language: string]>(this, {
    key: () => [this.month, session.org?.number ?? '', language()],
    load: ([month], signal) => this.#load(month, signal),
    keeps: true,
  });

  async #load(month: string, signal: AbortSignal): Promise<Shown> {
    await serverClock.learn();
    const { today } = serverClock.moment;
    const mondays = weeksShown(month || today, 'month');
    const first = mondays[0] ?? today;
    const span = { from: first, to: addDays(mondays.at(-1) ?? first, 6) };
    const sets = changeEvents(span, signal);
    const others = this.domains.map(
      async ({ calendarEvents }) => (await calendarEvents?.(span, signal)) ?? [],
    );
    const [{ events, isCut }, settled] = await Promise.all([sets, Promise.allSettled(others)]);
    const found = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    return {
      events: [...events, ...found],
      today,
      isCut,
      isPartial: settled.some(({ status }) => status === 'rejected'),
    };
  }

  override render(): unknown {
    return this.#shown.shown((shown) => this.#month(shown), { outline: { rows: 8 } });
  }

  #month({ events, today, isCut, isPartial }: Shown): TemplateResult {
    const notes = [
      ...(isCut ? [msg('变更集太多，未全部列出。', { id: 'changes-calendar-cut' })] : []),
      ...(isPartial ? [msg('未能读取自动执行的安排。', { id: 'changes-calendar-partial' })] : []),
    ];
    return html`${notes.map((note) => html`<p class="small in-warn" role="status">${note}</p>`)}
      <gj-month class="card" label=${msg('日历', { id: 'changes-calendar' })} month=${monthFrom(this.month || today, 0)}
        today=${today} .events=${events} @month=${({ detail }: CustomEvent<Day>) => {
          this.month = detail;
        }}></gj-month>
      ${
        events.length === 0
          ? html`<p class="muted small" role="status">${msg('这个月没有安排。', { id: 'changes-calendar-none' })}</p>`
          : nothing
      }`;
  }
}

async function changeEvents(
  { from, to }: CalendarSpan,
  signal: AbortSignal,
): Promise<Pick<Shown, 'events' | 'isCut'>> {
  const query = {
    ...{ state: 'scheduled,published', limit: 200 },
    ...{ from: instantOf(from), to: instantOf(addDays(to, 1)) },
  };
  const events: DatedEvent[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const asked: typeof query & { cursor?: string } = cursor === null ? query : { ...query, cursor };
    const answer = await session.api.call('GET /api/changesets', { query: asked, signal });
    events.push(...answer.items.map(eventOf));
    cursor = answer.next;
    if (cursor === null) break;
  }
  return { events, isCut: cursor !== null };
}

function eventOf(set: ChangeSummary): DatedEvent {
  const at = set.publishedAt ?? set.scheduledAt ?? '';
  const isWaiting = set.publishedAt === null;
  const until = isWaiting && set.notAfter ? localTime(set.notAfter) : null;
  return {
    ...localTime(at),
    name: setName(set),
    href: `/changes/${set.id}`,
    sort: isWaiting
      ? msg('计划发布的变更集', { id: 'calendar-scheduled' })
      : msg('已发布的变更集', { id: 'calendar-published' }),
    ...(until && {
      note: msg(str`最迟 ${until.day.slice(5)} ${until.time}`, { id: 'calendar-not-after' }),
    }),
  };
}

/** The beginning of a day of the reader. */
function instantOf(day: Day): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).toISOString();
}

customElements.define('gj-changes-calendar', GjChangesCalendar);
