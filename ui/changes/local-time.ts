import { moment } from '../kit/moment.ts';

/** An instant as the day and the time of its reader. */
export function localTime(at: string): { readonly day: string; readonly time: string } {
  const [day = '', time = ''] = moment(at).split(' ');
  return { day, time };
}
