import { settleSoon } from '../../runtime/cli/common/settle.ts';
import { readConfig } from '../../runtime/config/config.ts';
import { createLogSink } from '../../runtime/config/log-sink.ts';
import { domains } from '../../runtime/domains.ts';
import { openInstallation } from '../../runtime/server/open-installation.ts';
import { startServer } from '../../runtime/server/start-server.ts';

/** `guiju start --demo` by a clock, the database's included, that is as far ahead as whoever began this says. */
let ahead = Number(process.argv[2]);
process.on('message', (seconds: number) => {
  ahead = seconds;
});
const config = readConfig(process.env, domains);
if (!config.ok) throw new Error(JSON.stringify(config));
const installation = await openInstallation(config.value, {
  domains,
  logs: createLogSink(process.stdout),
  serves: true,
  clock: () => Date.now() + ahead * 1_000,
});
const server = await startServer(installation, { demo: true });
settleSoon();
await new Promise((resolve) => process.once('SIGTERM', resolve));
await server.close();
process.exit();
