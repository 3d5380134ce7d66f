import { globSync, readFileSync } from 'node:fs';
import { loadsOf } from './touched.ts';

/** The module that opens a server under test. */
const servers = 'runtime/server/edition.suite.ts';
/** A package or a room of a domain, or the list of them, by name. */
const ofDomain = /'(?:basis|invoicing|imaging)'|\/(?:einvoicing|imaging)\/|\/domains\.ts'/;

/**
 * Suites of what reads every package that ships, or every table, those of domains among them; so does the command line.
 */
const ofEverything: readonly string[] = [
  'runtime/care/doctor/every-column.long.db.test.ts',
  'runtime/model/packages/standard-packages.test.ts',
  'runtime/model/packages/standard-params.test.ts',
  'runtime/preparation/install/what-it-brings.test.ts',
];

/**
 * The suites of the runtime that open a server and neither name a domain nor go by another suite that does: they hold of
 * a server without any.
 */
export function platformSuites(): readonly string[] {
  const all = globSync('runtime/**/*.{test,suite}.ts');
  const texts = new Map(all.map((path) => [path, readFileSync(path, 'utf8')]));
  const loads = new Map(
    [...texts].map(([path, text]) => [path, loadsOf(path, text).filter((one) => texts.has(one))]),
  );
  const closed = (path: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const next of loads.get(path) ?? []) closed(next, seen);
    return seen;
  };
  return all.filter((path) => {
    if (!path.includes('.test.') || path.startsWith('runtime/cli/') || ofEverything.includes(path))
      return false;
    const loaded = closed(path);
    return (
      loaded.has(servers) &&
      [...loaded].every((one) => one === servers || !ofDomain.test(texts.get(one) ?? ''))
    );
  });
}
