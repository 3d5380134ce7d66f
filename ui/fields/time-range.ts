import { line } from './line.ts';

export const timeRange = line({ name: 'time-range', width: 150 });
