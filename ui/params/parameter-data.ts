import type { ReactiveControllerHost } from 'lit';
import { isObject, type Json } from '../../metadata/common/json.ts';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import type { SourcedValue, ValueFrom } from '../../metadata/contract/params/value.ts';
import { everyInstance } from '../../rules/params/address.ts';
import { Loading } from '../kit/loading.ts';
import { session } from '../session/session.ts';

export type Scope = Definition['scopes'][number];

/**
 * A parameter and what the organisation reads of it; with a dimension, one that stands for all its instances, and each
 * that is set.
 */
export interface Parameter {
  /** `type/key`, as addresses write it. */
  readonly path: string;
  readonly key: string;
  readonly definition: Definition;
  readonly effective: SourcedValue;
}

export type Origin = 'here' | 'below' | 'inherited';

const origins: readonly Origin[] = ['here', 'below', 'inherited'];

export interface ParameterQuery {
  readonly q: string;
  readonly type: string | null;
  /** Default: wherever it comes from. */
  readonly origin: Origin | null;
  readonly danger: boolean;
  /** Only those that are dangerous and not as they are when unset. */
  readonly on: boolean;
  /** Only those that no program has read for long. */
  readonly unread: boolean;
}

/** All parameters one may see, as the organisation of the page reads them. */
export function parametersShown(host: ReactiveControllerHost): Loading<readonly Parameter[]> {
  return new Loading(host, { load: (_, signal) => readParameters(signal) });
}

export async function readParameters(signal: AbortSignal): Promise<readonly Parameter[]> {
  const [{ items }, { values }] = await Promise.all([
    session.api.call('GET /api/params', { signal }),
    session.api.call('GET /api/params/values', {
      query: { format: 'full', instance: everyInstance },
      signal,
    }),
  ]);
  const instances = await Promise.all(items.map((definition) => instancesOf(definition)));
  return items.flatMap((definition, at) => {
    const key = definition.key ?? everyInstance;
    const effective = values[definition.type]?.[key];
    return isSourced(effective) ? [parameterOf(definition, key, effective), ...(instances[at] ?? [])] : [];
  });
}

/** As `format=full` tells it. */
function isSourced(value: Json | undefined): value is Json & SourcedValue {
  return isObject(value) && 'from' in value;
}

export function parameterOf(definition: Definition, key: string, effective: SourcedValue): Parameter {
  return { path: `${definition.type}/${key}`, key, definition, effective };
}

/** Reads a parameter for each tax number, form … that has a value of its own, whoever set it. */
export async function instancesOf(definition: Definition): Promise<readonly Parameter[]> {
  const { type, key, overrides } = definition;
  if (key !== undefined || !overrides.reached) return [];
  const path = { type, key: everyInstance };
  const { items } = await session.api.call('GET /api/params/:type/:key/instances', { path });
  return items.map((one) => parameterOf(definition, one.key, one));
}

/** Counts the parameters that these are of: one that is set for several tax numbers is one. */
export function parametersAmong(shown: readonly Parameter[]): number {
  return new Set(shown.map(({ definition }) => definition)).size;
}

/** Days after which nobody seems to need a parameter. */
export const unreadDays = 90;

/** No program has read it for so long. */
export function isUnread({ definition: { readers } }: Parameter, now: number): boolean {
  return readers.lastRead === null || now - Date.parse(readers.lastRead) > unreadDays * 86_400_000;
}

/** Dangerous, and not as it is when nobody sets it. */
export function isOn({ definition, effective }: Parameter): boolean {
  return (
    definition.danger && JSON.stringify(effective.value) !== JSON.stringify(definition.unset.value ?? null)
  );
}

/** As an organisation sees it; default: that of the page. */
export function originOf(
  { scope, org }: ValueFrom,
  reader: string | undefined = session.org?.number,
): 'here' | 'inherited' | null {
  if (scope === 'organisation') return org?.number === reader ? 'here' : 'inherited';
  return scope === 'system' ? 'inherited' : null;
}

export function readAsked(query: URLSearchParams): ParameterQuery {
  const origin = query.get('from');
  return {
    q: query.get('q') ?? '',
    type: query.get('type'),
    origin: origins.find((one) => one === origin) ?? null,
    danger: query.get('danger') === 'true',
    on: query.get('on') === 'true',
    unread: query.get('unread') === 'true',
  };
}

/** The address of the page as it is asked now, with a parameter open beside the list. */
export function addressOf(
  { q, type, origin, danger, on, unread }: ParameterQuery,
  open: string | null,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ type, q: q.trim(), from: origin, open }))
    if (value) query.set(name, value);
  if (danger) query.set('danger', 'true');
  if (on) query.set('on', 'true');
  if (unread) query.set('unread', 'true');
  const text = query.toString();
  return `/parameters${text ? `?${text}` : ''}`;
}
