import { parseDate } from '../../../rules/calendar.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Parameter } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

export const dateParameter: Parameter = {
  name: 'on',
  summary: {
    zh: '哪一天（组织所在地日期）；默认今天',
    en: 'On which day, local to the organisation; today by default',
  },
  schema: { type: 'string', format: 'date' },
};

export function dateOf(ask: Ask): string | undefined {
  const text = ask.query.get(dateParameter.name);
  if (text === null) return undefined;
  const date = parseDate(text);
  if (date === null) throw parametersWrong({}, [{ path: '/on', code: 'not-date' }]);
  return date;
}
