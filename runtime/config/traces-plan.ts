const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof samplers)[number];

/** Where traces are sent, as whoever runs the server says in the words of OpenTelemetry. */
export interface TracesPlan {
  /** Spans are posted to it, as they are written here. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What a server says of itself beside its name, version and node. */
  readonly resource: Readonly<Record<string, string>>;
  readonly service: string;
  readonly sampler: SamplerName;
  /** The share of traces that is kept where the sampler goes by one. */
  readonly share: number;
}

const names = [
  'OTEL_SDK_DISABLED',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
] as const;
type Name = (typeof names)[number];
export const tracesSettings: readonly Name[] = names;

type Given = { readonly [name in Name]?: string | undefined };

interface WrongSetting {
  readonly setting: Name;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const protocol = 'http/json';

/** No plan: nothing is traced, as long as no address is said. What is wrong is told, all of it. */
export function readTracesPlan(given: Given): {
  readonly plan?: TracesPlan;
  readonly wrong: readonly WrongSetting[];
} {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = given;
  if (given.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || (base ?? whole) === undefined)
    return { wrong: [] };
  const wrong: WrongSetting[] = [];
  const complain = (setting: Name, code: string, more: WrongSetting['params'] = {}) =>
    wrong.push({ setting, code, params: { value: given[setting] ?? '', ...more } });
  for (const setting of ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const)
    if (given[setting] !== undefined && !isAddress(given[setting])) complain(setting, 'config-traces');
  if ((given.OTEL_EXPORTER_OTLP_PROTOCOL ?? protocol) !== protocol)
    complain('OTEL_EXPORTER_OTLP_PROTOCOL', 'config-choice', { choices: protocol });
  const headers = readPairs(given.OTEL_EXPORTER_OTLP_HEADERS);
  // A header may be a key: it is not repeated.
  if (!headers || !Object.entries(headers).every(isHeader))
    complain('OTEL_EXPORTER_OTLP_HEADERS', 'config-pairs', { value: '' });
  const resource = readPairs(given.OTEL_RESOURCE_ATTRIBUTES);
  if (!resource) complain('OTEL_RESOURCE_ATTRIBUTES', 'config-pairs');
  const sampler = samplers.find((name) => name === (given.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on'));
  if (!sampler) complain('OTEL_TRACES_SAMPLER', 'config-choice', { choices: samplers.join(', ') });
  const share = Number(given.OTEL_TRACES_SAMPLER_ARG ?? 1);
  if (!(share >= 0 && share <= 1)) complain('OTEL_TRACES_SAMPLER_ARG', 'config-share');
  if (!headers || !resource || !sampler || wrong.length > 0) return { wrong };
  const { 'service.name': named = 'guiju', ...others } = resource;
  return {
    plan: {
      url: whole ?? `${(base ?? '').replace(/\/+$/, '')}/v1/traces`,
      headers,
      resource: others,
      service: given.OTEL_SERVICE_NAME ?? named,
      sampler,
      share,
    },
    wrong,
  };
}

function isAddress(said: string | undefined): boolean {
  return said !== undefined && /^https?:\/\//.test(said) && URL.canParse(said);
}

function isHeader([name, value]: readonly [string, string]): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value);
}

/** `name=value,other=value`, each value as in an address. Null: they are no pairs. */
function readPairs(said = ''): Readonly<Record<string, string>> | null {
  const pairs: Record<string, string> = {};
  for (const part of said.split(',').filter((one) => one.trim() !== '')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at <= 0 || name === '') return null;
    try {
      pairs[name] = decodeURIComponent(part.slice(at + 1).trim());
    } catch {
      return null;
    }
  }
  return pairs;
}
