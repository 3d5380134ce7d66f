import { dropPrepared } from './prepared-databases.ts';

/** Asked by Vitest when all suites of a run have ended. */
export const teardown = dropPrepared;
