import { Hono } from 'hono';
import type { Gate } from '../auth/gate.ts';
import { arrivals } from './arrival.ts';
import { assignmentEndpoints } from './assignments.ts';
import { auditEndpoints } from './audit.ts';
import { batchEndpoints } from './batch.ts';
import { documentEndpoints } from './documentation.ts';
import type { Endpoint } from './endpoint.ts';
import { formEndpoints } from './forms.ts';
import type { Host, HttpOptions } from './host.ts';
import { jobEndpoints } from './jobs.ts';
import { meEndpoints } from './me.ts';
import { modelEndpoints } from './model.ts';
import { nowEndpoints } from './now.ts';
import { operationEndpoints } from './operations.ts';
import { preferenceEndpoints } from './preferences.ts';
import { recordEndpoints } from './records.ts';
import { Respond } from './respond.ts';
import { searchEndpoints } from './search.ts';
import { serve } from './serve.ts';
import { sessionEndpoints } from './session.ts';
import { settingEndpoints } from './settings.ts';
import { Traffic } from './traffic.ts';
import type { UiFiles } from './ui-files.ts';
import { unmatched } from './unmatched.ts';
import { userEndpoints } from './users.ts';
import { viewEndpoints } from './views.ts';
import { watchEndpoints } from './watch.ts';

/** All that the HTTP floor is made of; whoever adds calls hands them in as `more`. */
export interface AppParts {
  readonly host: Host;
  readonly gate: Gate;
  readonly options?: HttpOptions;
  readonly more?: readonly Endpoint[];
  /** The web UI, where it was built. */
  readonly ui?: UiFiles;
}

const defaults: Required<HttpOptions> = { https: false, proxy: false, bodyLimit: 4 * 1024 * 1024 };

/** Every call this server answers. What is not in here does not exist. */
function endpoints({ gate, options, more = [] }: AppParts): readonly Endpoint[] {
  return [
    ...sessionEndpoints(gate, options?.https ?? defaults.https),
    ...meEndpoints(gate),
    ...viewEndpoints,
    ...preferenceEndpoints,
    ...userEndpoints(gate),
    ...formEndpoints,
    ...recordEndpoints,
    ...settingEndpoints,
    ...batchEndpoints,
    ...assignmentEndpoints,
    ...nowEndpoints,
    ...searchEndpoints,
    ...watchEndpoints(gate),
    ...jobEndpoints,
    ...auditEndpoints,
    ...modelEndpoints,
    ...more,
  ];
}

export function createApp(parts: AppParts): Hono {
  const options = { ...defaults, ...parts.options };
  const traffic = new Traffic();
  const respond = new Respond(parts.host, options);
  const arrive = arrivals((size) => parts.host.random(size));
  const described = endpoints(parts);
  const all = [...described, ...operationEndpoints(traffic), ...documentEndpoints(described)];
  const app = new Hono();
  for (const endpoint of all)
    app.on(
      endpoint.method,
      endpoint.path,
      serve(endpoint, { host: parts.host, gate: parts.gate, options, respond, arrive, traffic }),
    );
  const nothing = unmatched(all, { respond, arrive, traffic, log: parts.host.log });
  app.notFound((context) => parts.ui?.(context.req.raw) ?? nothing(context));
  return app;
}
