import { openTerminal } from './cli/common/terminal.ts';
import { runCli } from './cli/run.ts';
import { serverVersion } from './common/version.ts';

/** The program begins here: the one place that hands the process down. */
process.exitCode = await runCli({
  argv: process.argv.slice(2),
  environment: process.env,
  version: serverVersion,
  domains: async () => (await import('./domains.ts')).domains,
  terminal: (language, json) =>
    openTerminal({ input: process.stdin, output: process.stdout, errors: process.stderr }, language, json),
});
