import { Hono } from 'hono';
import type { JsonSchema } from '../../metadata/common/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Gate } from '../access/auth/gate.ts';
import type { ResetMails } from '../access/sign-in/reset-mails.ts';
import type { SingleSignOn } from '../access/sign-in/single-sign-on.ts';
import { limited } from '../model/openapi/limited.ts';
import { apolloEndpoints } from './apollo/apollo.ts';
import { changeSetEndpoints } from './changes/change-sets.ts';
import { documentEndpoints } from './docs/documentation.ts';
import { recordFileEndpoints } from './files/record-files.ts';
import { uploadEndpoints } from './files/uploads.ts';
import { jobEndpoints } from './jobs/jobs.ts';
import { ofrepEndpoints } from './ofrep/ofrep.ts';
import { auditEndpoints } from './operations/audit.ts';
import { nodeEndpoints } from './operations/nodes.ts';
import { nowEndpoints, operationEndpoints } from './operations/operations.ts';
import { watchEndpoints } from './operations/watch.ts';
import { droppedRecordEndpoints } from './packages/dropped-records.ts';
import { modelEndpoints } from './packages/model.ts';
import { packedEndpoints } from './packages/packed-package.ts';
import { publishesEndpoints } from './packages/publishes.ts';
import { trustedKeyEndpoints } from './packages/trusted-keys.ts';
import { uninstallEndpoints } from './packages/uninstall.ts';
import { copyEndpoints } from './params/copy-values.ts';
import { dangerEndpoints } from './params/dangers.ts';
import { ifOrganisationEndpoints } from './params/if-organisation.ts';
import { manyEndpoints } from './params/many.ts';
import { parameterEndpoints } from './params/parameters.ts';
import { readerEndpoints } from './params/readers.ts';
import { authenticatorEndpoints } from './people/authenticators.ts';
import { meEndpoints } from './people/me.ts';
import { preferenceEndpoints } from './people/preferences.ts';
import { sessionEndpoints } from './people/session.ts';
import { singleSignOnEndpoints } from './people/single-sign-on.ts';
import { userEndpoints } from './people/users.ts';
import { viewEndpoints } from './people/views.ts';
import { arrivals } from './pipeline/arrival.ts';
import type { Endpoint } from './pipeline/endpoint.ts';
import type { Host, HttpOptions } from './pipeline/host.ts';
import { Respond } from './pipeline/respond.ts';
import { serve, unmatched } from './pipeline/serve.ts';
import { Traffic } from './pipeline/traffic.ts';
import type { UiFiles } from './pipeline/ui-files.ts';
import { createWatchers, type Watchers } from './pipeline/watchers.ts';
import { assignmentEndpoints } from './records/assignments.ts';
import { batchEndpoints } from './records/batch.ts';
import { deletedEndpoints } from './records/deleted.ts';
import { formEndpoints } from './records/forms.ts';
import { recordEndpoints } from './records/records.ts';
import { searchEndpoints } from './records/search.ts';
import { settingEndpoints } from './records/settings.ts';
import { scimEndpoints } from './scim/scim.ts';

/** The parts that the HTTP floor is made of; whoever adds calls hands them in as `more`. */
export interface AppParts {
  readonly host: Host;
  readonly gate: Gate;
  readonly options?: HttpOptions;
  readonly more?: readonly Endpoint[];
  /** Signing in by providers. Default: by passwords alone. */
  readonly signOn?: SingleSignOn;
  /** Sends links to choose another password. Default: there is no mailbox to send them from. */
  readonly resets?: ResetMails;
  /** The address at which this server is reached. Default: http://localhost. */
  readonly url?: string;
  /** Counts what is answered. Default: for itself. */
  readonly traffic?: Traffic;
  /** The web UI, where it was built. */
  readonly ui?: UiFiles;
}

const defaults: Required<Omit<HttpOptions, 'maps'>> = {
  https: false,
  proxy: false,
  bodyLimit: 4 * 1024 * 1024,
};

/** Every call this server answers. What is not in here does not exist. */
function endpoints(
  { host, gate, options, signOn, resets, url = 'http://localhost', more = [] }: AppParts,
  { watchers }: { readonly watchers: Watchers },
): readonly Endpoint[] {
  const known = { ...defaults, ...options };
  const { https } = known;
  return [
    ...sessionEndpoints(gate, { ...known, ...(signOn && { signOn }), ...(resets && { resets }) }),
    ...(signOn ? singleSignOnEndpoints(signOn, gate, { https, resets: resets !== undefined }) : []),
    ...meEndpoints(gate),
    ...viewEndpoints,
    ...preferenceEndpoints,
    ...userEndpoints(gate, https),
    ...authenticatorEndpoints(gate),
    ...formEndpoints,
    ...recordEndpoints,
    ...recordFileEndpoints,
    ...uploadEndpoints,
    ...deletedEndpoints,
    ...settingEndpoints,
    ...batchEndpoints,
    ...assignmentEndpoints,
    ...parameterEndpoints,
    ...changeSetEndpoints,
    ...manyEndpoints,
    ...copyEndpoints,
    ...ifOrganisationEndpoints,
    ...dangerEndpoints,
    ...readerEndpoints,
    ...nowEndpoints,
    ...searchEndpoints,
    ...watchEndpoints(host, gate, watchers),
    ...jobEndpoints(gate),
    ...auditEndpoints,
    ...modelEndpoints,
    ...packedEndpoints,
    ...publishesEndpoints,
    ...nodeEndpoints,
    ...uninstallEndpoints,
    ...droppedRecordEndpoints,
    ...trustedKeyEndpoints,
    // These follow protocols of others.
    ...ofrepEndpoints(host, gate, watchers),
    ...apolloEndpoints(host, gate),
    ...scimEndpoints(gate, url),
    ...more,
  ];
}

export function createApp(parts: AppParts): Hono {
  const options = { ...defaults, ...parts.options };
  const respond = new Respond(parts.host, options);
  const arrive = arrivals((size) => parts.host.random(size));
  const watchers = createWatchers(parts.host, parts.gate);
  const { traffic = new Traffic() } = parts;
  const described = endpoints(parts, { watchers }).map(withLimits);
  const all = [...described, ...operationEndpoints(traffic), ...documentEndpoints(described)];
  const app = new Hono();
  const served = (endpoint: Endpoint) =>
    serve(endpoint, { host: parts.host, gate: parts.gate, options, respond, arrive, traffic });
  for (const [first, ...others] of Map.groupBy(all, routeOf).values()) {
    if (!first) continue;
    const answer = served(first);
    const doors = others.length === 0 ? [] : [first, ...others].sort(nearestFirst).map(doorOf(served));
    app.on(first.method, first.routed ?? first.path, (context) =>
      (doors.find(({ fits }) => fits(context.req.path))?.answer ?? answer)(context),
    );
  }
  const nothing = unmatched(all, { respond, arrive, traffic, log: parts.host.log });
  app.notFound((context) => parts.ui?.(context.req.raw) ?? nothing(context));
  return app;
}

/** Gives each list and text in the schemas of a call's body a limit, by which it is judged and documented. */
function withLimits(endpoint: Endpoint): Endpoint {
  const { body, documented } = endpoint.schema ?? {};
  if (body === undefined) return endpoint;
  const own = typeof documented === 'function' ? limitedEach(documented) : documented;
  return {
    ...endpoint,
    schema: {
      ...endpoint.schema,
      body: limited(body),
      ...(own && { documented: typeof own === 'function' ? own : limited(own) }),
    },
  };
}

/** The same schema limited is the same again: by that the document knows what forms share. */
function limitedEach(documented: (form?: Form) => JsonSchema): (form?: Form) => JsonSchema {
  const known = new WeakMap<JsonSchema, JsonSchema>();
  return (form) => {
    const said = documented(form);
    const made = known.get(said) ?? limited(said);
    known.set(said, made);
    return made;
  };
}

/** `/api/packages/:name.tgz` before `/api/packages/:name`: of those that fit, the one that says most. */
function nearestFirst(a: Endpoint, b: Endpoint): number {
  return said(b).length - said(a).length;
}

function said({ path }: Endpoint): string {
  return path.replaceAll(/:\w+/g, '');
}

function doorOf<T>(served: (endpoint: Endpoint) => T) {
  return (endpoint: Endpoint) => {
    const parts = endpoint.path.split(/:\w+/).map((part) => part.replaceAll('.', '\\.'));
    const shape = new RegExp(`^${parts.join('[^/]+')}$`);
    return { fits: (path: string) => shape.test(path), answer: served(endpoint) };
  };
}

/** Names the route of a call: where words stand in place of a name, the router takes all of them to one. */
function routeOf({ method, path, routed = path }: Endpoint): string {
  return `${method} ${routed}`;
}
