import { line } from '../common/line.ts';
import { clocked } from '../common/shown.ts';

export const timeRange = line({
  name: 'time-range',
  width: 150,
  show: clocked,
  text: clocked,
  example: '22:00-08:00',
});
