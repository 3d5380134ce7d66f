import { str } from '@lit/localize';

/** Issuing in numbers, where one starts. */
export const texts = {
  numbers: 'Issuing',
  'numbers-below': 'this organisation and those below',
  'numbers-answer-by': str`first by ${0}`,
  'numbers-confirm-others': 'Red confirmations for the other side',
  'numbers-confirm-us': 'Red confirmations for us',
  'numbers-credit': 'Limits and licences',
  'numbers-credit-day': str`Today · ${0}`,
  'numbers-credit-month': str`This month · ${0}`,
  'numbers-failed': 'Failed',
  'numbers-held': 'Applications held',
  'numbers-issuing': 'Being issued',
  'numbers-month': 'Issued this month',
  'numbers-own': 'this organisation',
  'numbers-pending': 'To be issued',
  'numbers-licences': str`Licences to issue · ${0}`,
  'numbers-quota': str`Quota of the month · ${0}`,
  'numbers-reasons': 'Why issuing failed',
  'numbers-runs': 'What runs next by itself',
  'numbers-to-audit': 'Applications to audit',
  'numbers-today': str`today ${0}`,
  'numbers-waiting': 'Applications waiting',
};
