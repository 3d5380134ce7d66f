import { str } from '@lit/localize';

/** English of the drawings of numbers. */
export const texts = {
  'month-after': 'Next month',
  'month-before': 'Previous month',
  'month-now': 'This month',
  'chart-empty': 'No data to chart',
  'chart-drawn': 'Show chart',
  'chart-tabled': 'Show table',
  'chart-name': 'Name',
  'chart-value': 'Value',
  'chart-share': 'Share',
  'chart-step': 'Step',
  'chart-of-before': 'Of previous step',
  'chart-from': 'From',
  'chart-to': 'To',
  'chart-lane': 'Category',
  'chart-when': 'Time',
  'chart-day': 'Date',
  'chart-monday': 'Mon',
  'chart-wednesday': 'Wed',
  'chart-friday': 'Fri',
  'chart-gathered': str`${0} of all so far`,
  'chart-told-one': str`${0}: ${1}`,
  'chart-told-step': str`${0}: ${1}, ${2} of the previous step`,
  'chart-told-flow': str`${0} → ${1}: ${2}`,
};
