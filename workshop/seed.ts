import { configureGlobal } from 'fast-check';

/** Every generated case of a run comes from one seed; a failure names it, GUIJU_SEED brings it back. */
configureGlobal({ seed: Number(process.env['GUIJU_SEED']) });
