import { RegExpRouter } from 'hono/router/reg-exp-router';
import { expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { documentsFileEndpoint } from '../match/documents-file.ts';
import { matchEndpoints } from '../match/matching.ts';
import { auditFileEndpoint } from '../operations/audit.ts';
import { caseEndpoints } from '../packages/package-cases.ts';
import { sheetEndpoints } from '../records/sheets.ts';

/** Paths the one quick router cannot tell apart would make Hono fall back to a slower one for all of them. */
it('leaves every path to the router that matches with one expression', () => {
  const nothing = {} as never;
  const more = [
    ...sheetEndpoints(nothing, nothing),
    auditFileEndpoint(nothing, nothing, nothing),
    ...matchEndpoints(nothing),
    documentsFileEndpoint(nothing),
    ...caseEndpoints(nothing),
  ];
  const streams = { listen: () => {} };
  const random = (size: number) => new Uint8Array(size);
  const host = { random, streams, follow: () => () => {} } as never;
  const { routes } = createApp({ host, gate: nothing, more });
  const router = new RegExpRouter<number>();
  for (const { method, path } of routes) router.add(method, path, 1);
  expect(() => router.match('GET', '/api/forms/any/records')).not.toThrow();
  const clash = () => {
    const other = new RegExpRouter<number>();
    other.add('POST', '/api/packages/demo', 1);
    other.add('POST', '/api/packages/:name/test', 1);
    other.match('POST', '/');
  };
  expect(clash).toThrow();
});
