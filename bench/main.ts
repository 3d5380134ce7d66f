import { run } from '../workshop/run.ts';

/** `npm run bench`: everything that is measured, one after the other. Say names to run only those. */
const benches: Readonly<Record<string, readonly string[]>> = {
  start: ['bench/start.ts'],
  compile: ['bench/compile.ts'],
  install: ['bench/install.ts'],
  match: ['bench/match.ts'],
  'match-http': ['bench/match-http.ts'],
  sqlite: ['bench/http/main.ts', 'sqlite'],
  search: ['bench/search.ts', 'sqlite'],
  'search-mariadb': ['bench/search.ts', 'mariadb'],
  mariadb: ['bench/http/main.ts', 'mariadb'],
  lists: ['bench/lists.ts', 'sqlite'],
  'lists-mariadb': ['bench/lists.ts', 'mariadb'],
  reports: ['bench/reports.ts', 'sqlite'],
  'lay-index': ['bench/lay-index.ts'],
  params: ['bench/params.ts'],
  console: ['bench/console.ts'],
  decisions: ['bench/decisions.ts'],
  'decisions-asked': ['bench/decisions-asked.ts', 'sqlite'],
  watchers: ['bench/watchers.ts'],
  'long-reads': ['bench/long-reads.ts', 'sqlite'],
  'long-reads-mariadb': ['bench/long-reads.ts', 'mariadb'],
  files: ['bench/files.ts'],
  thumbnails: ['bench/thumbnails.ts'],
};
const wanted = process.argv.slice(2);
let missed = 0;
for (const [name, command] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  missed += (await run(process.execPath, command)) === 0 ? 0 : 1;
}
process.exitCode = missed;
