export type { Column, Comparison, Kind } from '../field.ts';
