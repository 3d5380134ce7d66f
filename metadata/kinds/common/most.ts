/** Rows that one list of a record holds. */
export const mostRows = 5_000;
/** Records, fields and the like that one field names. */
export const mostPicked = 1_000;
