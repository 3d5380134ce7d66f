import { expect, it } from 'vitest';
import { issuableIn } from './issuable.ts';

const application = (number: string) => ({ id: number, number, revision: 1, organisation: null });

/** Of applications A to D: the invoices each becomes part of, and the places of those that may not leave. */
it.each([
  ['all, where nothing stops', [[0], [1], [2, 3]], [], ['A', 'B', 'C', 'D'], 3],
  ['those beside one that is stopped', [[0], [1], [2, 3]], [1], ['A', 'C', 'D'], 2],
  ['none of two that share what is stopped', [[0], [1], [2, 3]], [2], ['A', 'B'], 2],
  ['not the other invoices of one that is stopped', [[0], [0], [1]], [1], ['B', 'C', 'D'], 1],
  ['nor what those are shared with', [[0], [0, 1], [1, 2], [3]], [0], ['D'], 1],
  [
    'none, where all are stopped',
    [
      [0, 1],
      [2, 3],
    ],
    [0, 1],
    [],
    0,
  ],
])('what can be issued is %s', (_what, invoices, stopped, left, count) => {
  const flaws = stopped.map((invoice) => ({
    ...{ invoice, severity: 'stops', code: 'rate-missing', text: '', document: 0, path: '' },
  }));
  const found = issuableIn({
    applications: ['A', 'B', 'C', 'D'].map(application),
    result: { pendingInvoices: invoices.map((of) => ({ of })) },
    flaws: flaws as never,
  });
  expect([found.applications.map(({ number }) => number), found.invoices]).toEqual([left, count]);
});
