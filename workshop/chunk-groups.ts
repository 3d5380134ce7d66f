import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The part of the bundler's own graph that is asked here. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Names the chunk of everything that an entry needs at once, itself and through others. */
function allOf(entry: string, chunk: string) {
  let known: ReadonlySet<string> | undefined;
  const needed = (graph: Graph) => {
    const found = new Set([entry]);
    // A set that grows while one walks it is walked to its end.
    for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
    return found;
  };
  return (id: string, graph: Graph): string | null => {
    known ??= needed(graph);
    return known.has(id) || (chunk === 'first' && /rolldown[\\/]runtime/.test(id)) ? chunk : null;
  };
}

/**
 * The groups of modules that travel together. A page that signs somebody in fetches `first` alone, one that is signed
 * in the shell with it; the kinds of fields come with the first form, Vaadin with the first list or picker, and modules
 * that ten pages and dialogs share come in one piece, as do small parts of the kit and of pickers, which halves the
 * requests of every page. `e2e/sizes.long.e2e.test.ts` says how large they may be.
 */
export const chunkGroups = [
  { name: allOf(at('../ui/main.ts'), 'first'), priority: 5 },
  { name: allOf(at('../ui/app/main.ts'), 'shell'), priority: 4 },
  // Small, and wanted by pages that have little else in common: amounts are added up and written where no field is shown.
  {
    name: 'small',
    test: new RegExp(
      [
        'metadata/common/(?:decimal|grouped|greatest)',
        'metadata/currency/currencies',
        'common/civil',
        'rules/sharing/(?:index|seen-by|strategies)',
        'ui/match/(?:rule-findings|match-run)',
        'ui/session/guide',
        'ui/model/(?:report/report-cells|lands-in|asked|print-lack)',
        'ui/einvoicing/(?:common/einvoicing-api|numbers/limit-bars)',
      ].join('|'),
    ),
    priority: 3.5,
  },
  {
    name: 'kinds',
    test: /form-model|metadata[\\/]kinds(?![\\/]words)|metadata[\\/]condition/,
    minShareCount: 5,
    priority: 3,
  },
  // Before Vaadin, which would take with it what of lit both of them use.
  { name: 'kit', test: /ui[\\/]kit[\\/](?!table)|lit-html|text-width/, minShareCount: 3, priority: 3 },
  // Numbers of a report, and what they are drawn as beside text.
  {
    name: 'charts',
    test: /ui[\\/]kit[\\/]chart[\\/](?:gj-(?:chart|funnel|bar-list)|drawn-chart|cut-text|percent-of|scale|textures|tick-text)\.ts|chart-shape\.ts|ui[\\/]model[\\/]report[\\/]drill-down/,
    priority: 3.1,
  },
  { name: 'vaadin', test: /@vaadin/, minShareCount: 4, priority: 2 },
  {
    name: 'pickers',
    test: /record-(picks|names|face)|sharing-orgs|tree-rows|picker-words/,
    minShareCount: 3,
    priority: 1.5,
  },
  // What a list, a board and a report ask alike.
  {
    name: 'asking',
    test: /ui[\\/]list[\\/](?:state[\\/](?!bulk)|filter|views[\\/]view-)|list-question|columns-chooser|group-fields/,
    minShareCount: 2,
    priority: 0.9,
  },
  // Small parts that every record is drawn by, and others use as well.
  {
    name: 'record-parts',
    test: /ui[\\/]record[\\/](?:editor[\\/](?:span-of|record-platform-fields|record-findings)|versions[\\/]record-actions)/,
    priority: 0.94,
  },
  // A few lines each, of conditions and formulas.
  {
    name: 'rule-parts',
    test: /rules[\\/](?:condition[\\/]outdated|decisions[\\/]given|behaviour[\\/]asked-parameters|formula[\\/]steps)\.ts/,
    priority: 0.95,
  },
  // Sums want decimals, which pages without any do not fetch.
  { name: 'table', test: /ui[\\/]kit[\\/]table[\\/](?!summed)/, minShareCount: 3, priority: 1.5 },
  // Days are reckoned with where somebody asks or types: a list that is only read does not, and fetches none of it.
  {
    name: 'shared',
    test: (id: string) =>
      !/temporal|rules[\\/](calendar|condition(?![\\/](scope|system-facts)))|server-clock|local-moment|einvoicing-api/.test(
        id,
      ),
    minShareCount: 10,
    priority: 1,
  },
];
