/**
 * The factor by which a test waits longer than at a desk before it gives up. Machines that judge changes are shared and
 * slow at times; `GUIJU_TEST_SLOWER=8` lets pages run as on a machine eight times slower, which shows the tests that
 * pass by luck alone.
 */
export const slower = Number(process.env['GUIJU_TEST_SLOWER'] ?? 1);
export const patience = Math.max(process.env['CI'] ? 4 : 1, slower);
