import { str } from '@lit/localize';

/** Issuing in numbers, where one starts. */
export const texts = {
  numbers: 'Issuing',
  'numbers-below': 'this organisation and those below',
  'numbers-credit': 'Credit used',
  'numbers-confirmations': 'Confirmations for us',
  'numbers-credit-day': str`${0} · today`,
  'numbers-credit-month': str`${0} · this month`,
  'numbers-failed': 'Failed',
  'numbers-first': 'Do this first',
  'numbers-held': 'Applications held',
  'numbers-issuing': 'Being issued',
  'numbers-month': 'Issued this month',
  'numbers-own': 'this organisation',
  'numbers-pending': 'To be issued',
  'numbers-quota': str`${0}: ${1}% or more of this month’s quota is used, ${2} is left`,
  'numbers-quota-out': str`${0}: this month’s quota is used up`,
  'numbers-quota-pace': str`${0}: ${1}% or more of this month’s quota is used, ${2} is left; at this pace it runs out on ${3}`,
  'numbers-reasons': 'Why issuing failed',
  'numbers-runs': 'What runs next by itself',
  'numbers-summary': str`${0}: the Leqi summary for ${1} is to be confirmed; it is confirmed automatically on ${2} at 00:00`,
  'numbers-to-audit': 'Applications to audit',
  'numbers-today': str`today ${0}`,
  'numbers-waiting': 'Applications waiting',
};
