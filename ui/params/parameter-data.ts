import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { foldText } from '../../metadata/fold-text.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import { everyInstance } from '../../rules/params/address.ts';
import { session } from '../session/session.ts';

/** A definition as `GET /api/params` tells it. */
export interface Definition {
  readonly type: string;
  readonly typeLabel: Label;
  /** Absent with a dimension. */
  readonly key?: string;
  readonly dimension?: string;
  readonly label: Label;
  readonly help?: Label;
  readonly kind: string;
  readonly properties: JsonObject;
  readonly unit?: string;
  readonly several: boolean;
  readonly danger: boolean;
  readonly unset: { readonly label: Label };
  readonly overrides: { readonly values: number };
  readonly may: { readonly organisation: boolean; readonly system: boolean };
}

export interface Organisation {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

/** Where an effective value comes from. */
export interface From {
  readonly scope: 'unset' | 'preset' | 'system' | 'organisation';
  readonly org?: Organisation | null;
  readonly locked?: boolean;
}

interface Effective {
  readonly value: Json;
  readonly raw: string | null;
  readonly isSet: boolean;
  readonly from: From;
}

/** A parameter and what the organisation reads of it; of a dimension, what holds for all its instances. */
export interface Parameter {
  /** `type/key`, as addresses write it. */
  readonly path: string;
  readonly key: string;
  readonly definition: Definition;
  readonly effective: Effective;
}

export type Origin = 'here' | 'inherited';

export interface Asked {
  readonly q: string;
  readonly type: string | null;
  /** Default: wherever it comes from. */
  readonly origin: Origin | null;
  readonly danger: boolean;
}

/** All parameters one may see, as the organisation of the page reads them. */
export class ParameterData implements ReactiveController {
  /** Null: they are on their way. */
  parameters: readonly Parameter[] | null = null;
  failure: unknown = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  async load(): Promise<void> {
    this.failure = null;
    try {
      const [{ items }, { values }] = await Promise.all([
        session.api.get<{ items: readonly Definition[] }>('/api/params'),
        session.api.get<{ values: Readonly<Record<string, Readonly<Record<string, Effective>>>> }>(
          '/api/params/values',
          { query: { format: 'full', instance: everyInstance } },
        ),
      ]);
      this.parameters = items.flatMap((definition) => {
        const key = definition.key ?? everyInstance;
        const effective = values[definition.type]?.[key];
        return effective ? [{ path: `${definition.type}/${key}`, key, definition, effective }] : [];
      });
    } catch (failure) {
      this.failure = failure;
    }
    this.#host.requestUpdate();
  }
}

/** What fits search and filters; the type is chosen among them. */
export function fitting(
  parameters: readonly Parameter[],
  { q, origin, danger }: Asked,
): readonly Parameter[] {
  const words = foldText(q.trim());
  return parameters.filter(
    ({ definition, effective, key }) =>
      (!danger || definition.danger) &&
      (origin === null || originOf(effective.from) === origin) &&
      (words === '' || textsOf(definition, key).some((text) => foldText(text).includes(words))),
  );
}

export function originOf({ scope, org }: From): Origin | null {
  if (scope === 'organisation') return org?.id === session.org?.id ? 'here' : 'inherited';
  return scope === 'system' ? 'inherited' : null;
}

function textsOf({ type, typeLabel, label, help }: Definition, key: string): readonly string[] {
  return [type, key, ...[typeLabel, label, help].flatMap((one) => (one ? [one.zh, one.en] : []))];
}

export function readAsked(query: URLSearchParams): Asked {
  const origin = query.get('from');
  return {
    q: query.get('q') ?? '',
    type: query.get('type'),
    origin: origin === 'here' || origin === 'inherited' ? origin : null,
    danger: query.get('danger') === 'true',
  };
}

/** The address of the page as it is asked now, with a parameter open beside the list. */
export function addressOf({ q, type, origin, danger }: Asked, open: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ type, q: q.trim(), from: origin, open }))
    if (value) query.set(name, value);
  if (danger) query.set('danger', 'true');
  const text = query.toString();
  return `/parameters${text ? `?${text}` : ''}`;
}
