/** Values of JSON in a body of a call that takes many documents, records or files at once: each is read by itself. */
export const manyValues = 100_000;

/** The same of one record, which is judged as a whole: some thousands of rows as people fill them. */
export const recordValues = 50_000;
