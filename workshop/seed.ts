import { enableCompileCache } from 'node:module';
import { configureGlobal } from 'fast-check';

/**
 * Every generated case of a run comes from one seed; a failure names it, GUIJU_SEED brings it back. With GUIJU_SHRINK=no
 * a case that fails is left as it is: where it is enough that one does.
 */
configureGlobal({
  seed: Number(process.env['GUIJU_SEED']),
  endOnFailure: process.env['GUIJU_SHRINK'] === 'no',
});

// Threads and processes that a suite starts need not compile modules that others did.
enableCompileCache(process.env['NODE_COMPILE_CACHE']);
