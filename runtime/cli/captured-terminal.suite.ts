import { serverVersion } from '../common/version.ts';
import { testedDomains } from '../server/edition.suite.ts';
import { runCli } from './run.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The document that --json printed; there is one, or the test fails. */
  readonly json: unknown;
}

export interface CliSetup {
  readonly environment?: Readonly<Record<string, string>>;
  /** The words that somebody types when asked. Default: nobody sits there. */
  readonly types?: string;
}

/** Said every other second: whether it is depends on the machine alone. */
const howFar = /^ {2}[\d,]+ \/ [\d,]+$/;

/** Runs a command line as the program does, with a terminal that remembers. */
export async function cli(argv: readonly string[], { environment = {}, types }: CliSetup = {}): Promise<Ran> {
  const [out, err, results]: [string[], string[], unknown[]] = [[], [], []];
  const code = await runCli({
    argv,
    environment: { LOG_LEVEL: 'silent', ...environment },
    version: serverVersion,
    domains: async () => testedDomains,
    terminal: (language, json) => ({
      language,
      json,
      say: (text) => void (json || out.push(text)),
      warn: (text) => void (howFar.test(text) || err.push(text)),
      result: (value) => void (json && results.push(value)),
      ask: async () => types,
      secret: async () => types,
    }),
  });
  if (results.length > 1) throw new Error(`${results.length} JSON documents: ${JSON.stringify(results)}`);
  return { code, out: out.join('\n'), err: err.join('\n'), json: results[0] };
}
