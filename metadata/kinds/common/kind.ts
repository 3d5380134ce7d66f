export type { Column } from '../../field.ts';
