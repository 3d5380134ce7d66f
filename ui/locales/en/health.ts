import { str } from '@lit/localize';

export const texts = {
  traces: 'Traces',
  'traces-dropped': str`{${0}|span was|spans were} dropped since the start: ${1}`,
  'traces-full': str`${0} found no room`,
  'traces-refused': str`${0} refused by the collector`,
  'traces-unreached': str`${0} not delivered`,
  'health-day': str`${0}, last 24 hours: least ${1}, most ${2}, latest ${3}`,
  'day-failed': 'Errors, last 24 hours',
  'day-requests': 'Requests, last 24 hours',
};
