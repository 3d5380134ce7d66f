import { line } from '../common/line.ts';

export const duration = line({ name: 'duration', align: 'end', width: 110, example: '1h 30m' });
