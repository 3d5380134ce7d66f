import type { Json } from '../../metadata/common/json.ts';
import { clusters, instances, namespaces, type TwoWorlds } from './two-worlds.suite.ts';
import type { WorldCall } from './two-worlds-call.suite.ts';
import { apps } from './two-worlds-people.suite.ts';

/**
 * Makes the calls of every caller at doors that chance seldom opens: parameters by other protocols, others' jobs,
 * workbooks.
 */
export function doorCalls(worlds: TwoWorlds): readonly WorldCall[] {
  const callers = Object.keys(worlds.callers);
  // Reading a file takes longer than most calls: those who may share the forms, and others try one.
  const forms = Object.keys(worlds.own.ids).filter((form) => (worlds.references[form] ?? []).length > 0);
  const importing = callers.filter((caller) => /clerk|designer/.test(caller));
  return [
    ...callers.flatMap((caller) => [
      ...spacesFor(caller),
      ...parametersFor(caller),
      ...jobsFor(caller, worlds.foreign.ids['job'] ?? []),
    ]),
    ...forms.flatMap((form, at) => importsOf(form, importing[at % importing.length] ?? '', worlds)),
    ...callers.flatMap((caller) => importsOf(forms[0] ?? '', caller, worlds)),
  ];
}

const parameters = ['sim_config/sim_callback_request_timeout', `sim_invoice_list_config/${instances[0]}`];

function spacesFor(caller: string): readonly WorldCall[] {
  const isApp = (apps as readonly string[]).includes(caller);
  const apart = isApp ? [caller] : ['north-CANARY'];
  return apart.flatMap((appId) =>
    clusters.flatMap((cluster) =>
      namespaces.flatMap((namespace) =>
        ['/configs', '/configfiles/json'].map((place) =>
          got(caller, `${place}/${appId}/${cluster}/${namespace}`, `${place}/:appId/:cluster/:namespace`),
        ),
      ),
    ),
  );
}

function parametersFor(caller: string): readonly WorldCall[] {
  const contexts: readonly Json[] = [{}, { org: 'NORTH' }, { taxNumber: instances[0] }, { org: 'NORTH-1' }];
  return [
    ...['set=true', 'set=false', 'unread=1'].map((query) =>
      got(caller, `/api/params?${query}`, '/api/params'),
    ),
    ...parameters.flatMap((parameter) =>
      ['', '/overrides', '/readers', '/instances', '/grid', '/history'].map((part) =>
        got(caller, `/api/params/${parameter}${part}`, `/api/params/:type/:key${part}`),
      ),
    ),
    ...contexts.map((context) => posted(caller, '/ofrep/v1/evaluate/flags', { context })),
  ];
}

function jobsFor(caller: string, jobs: readonly string[]): readonly WorldCall[] {
  return jobs.flatMap((job) => [
    ...['', '/events', '/file'].map((part) => got(caller, `/api/jobs/${job}${part}`, `/api/jobs/:id${part}`)),
    { ...posted(caller, '/api/jobs/:id/cancel'), path: `/api/jobs/${job}/cancel` },
  ]);
}

/** Rows that name what is another's in each column that names records: by number, by name, by id, and nearly. */
function importsOf(form: string, caller: string, worlds: TwoWorlds): readonly WorldCall[] {
  const fields = (worlds.references[form] ?? []).slice(0, 6);
  const words = ['CANARY-1', 'FINCH-1', 'CANARZ-1', 'FINCH', 'OURS-1', 'OURZ-1'];
  const ids = [0, -1].map((at) => fields.map(({ target }) => worlds.foreign.ids[target]?.at(at) ?? ''));
  const cells = [...words.map((word) => fields.map(() => word)), ...ids];
  const rows = cells.map((row, at) => [`S-${at}`, `New ${at}`, ...row].join(','));
  const file = [['number', 'name', ...fields.map(({ field }) => field)].join(','), ...rows].join('\n');
  const path = `/api/forms/${form}/import`;
  const route = '/api/forms/:form/import';
  const meant = Object.fromEntries(fields.map(({ target }) => [target, { 'OURZ-1': 'CANARY-1' }]));
  return [
    { ...posted(caller, route), path: `${path}?dryRun=true`, file, sentAs: 'multipart' },
    {
      ...posted(caller, route),
      path: `${path}?meant=${encodeURIComponent(JSON.stringify(meant))}`,
      file,
      sentAs: 'xlsx',
    },
  ];
}

function got(caller: string, path: string, route: string): WorldCall {
  return { caller, route: `GET ${route}`, method: 'GET', path };
}

function posted(caller: string, path: string, body?: Json): WorldCall {
  return {
    caller,
    route: `POST ${path}`,
    method: 'POST',
    path,
    ...(body === undefined ? {} : { body }),
  };
}
