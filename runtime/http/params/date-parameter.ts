import { parseDate } from '../../../rules/calendar.ts';
import type { Ask } from '../pipeline/ask.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

/** The day that `on=` asks for; undefined: today. */
export function dateOf(ask: Ask): string | undefined {
  const text = ask.query.get('on');
  if (text === null) return undefined;
  const date = parseDate(text);
  if (date === null) throw parametersWrong({}, [{ path: '/on', code: 'not-date' }]);
  return date;
}
