import { msg, str } from '@lit/localize';
import type { CalendarSpan } from '../../changes/changes-domain.ts';
import type { DatedEvent } from '../../kit/chart/gj-month.ts';
import { moment } from '../../kit/moment.ts';
import { plural } from '../../session/i18n.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

/** What is issued and done by itself on each day of a span, with its window. */
export async function calendarEvents(
  query: CalendarSpan,
  signal: AbortSignal,
): Promise<readonly DatedEvent[]> {
  const { items } = await einvoicingApi.call('GET /api/schedule', { query: { ...query }, signal });
  return items.flatMap(({ form, id, name, runs = [] }) =>
    runs.map(({ first, last, count }): DatedEvent => {
      const [[day = '', begin = ''], end] = [moment(first).split(' '), moment(last).slice(11)];
      return {
        day,
        time: count > 1 ? `${begin}–${end}` : begin,
        name,
        href: `/forms/${form}/${id}`,
        sort: msg('自动执行', { id: 'calendar-runs' }),
        ...(count > 1 && { note: plural(msg(str`${count} 次`, { id: 'calendar-times' })) }),
      };
    }),
  );
}
