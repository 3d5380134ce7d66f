import { refusal } from '../refusal.ts';

/** A row was written after the plan had looked, and its value does not fit the new column. */
export const unfitRow = refusal('tables-unfit-row', 409);
