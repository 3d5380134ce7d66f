import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { OneRecord, type PlatformRecord } from '../model/one-record.ts';
import { session } from '../session/session.ts';

export type GrantScope = string;

/** What a role gives for one form (`*`: all but the platform's), in one scope. */
export interface Grant {
  readonly id?: string;
  readonly form: string;
  readonly actions: readonly string[];
  readonly moreActions: string | null;
  readonly scope: GrantScope;
  /** Paths of fields; empty: all. */
  readonly readable: readonly string[];
  readonly writable: readonly string[];
}

export interface Option {
  readonly value: string;
  readonly label: Label;
}

interface DescribedField {
  readonly name: string;
  readonly options?: readonly Option[];
  readonly fields?: readonly DescribedField[];
}

/** A role with its grants: read, changed in memory, saved as one write. */
export class RoleData implements ReactiveController {
  grants: readonly Grant[] = [];
  actions: readonly Option[] = [];
  scopes: readonly Option[] = [];
  failure: unknown = null;
  readonly #host: ReactiveControllerHost;
  readonly #record: OneRecord;
  #saved: readonly Grant[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#record = new OneRecord(host, 'role');
    host.addController(this);
  }

  hostConnected(): void {}

  get record(): PlatformRecord | null {
    return this.#record.record;
  }

  get changed(): boolean {
    return this.grants !== this.#saved;
  }

  async load(id: string): Promise<void> {
    try {
      const form = session.formById('role')?.name ?? 'role';
      const { fields } = await session.api.get<{ fields: readonly DescribedField[] }>(`/api/forms/${form}`);
      const columns = fields.find(({ name }) => name === 'grants')?.fields ?? [];
      const options = (name: string) => columns.find((column) => column.name === name)?.options ?? [];
      this.actions = options('actions');
      this.scopes = options('scope');
      await this.#record.load(id);
      if (this.#record.failure) throw this.#record.failure;
      this.#take();
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.#host.requestUpdate();
  }

  #take(): void {
    const rows = this.record?.['grants'];
    this.#saved = Array.isArray(rows) ? rows.map((row) => readGrant(row as JsonObject)) : [];
    this.grants = this.#saved;
  }

  /** Puts a grant in place of another (null: one more); one that gives nothing goes. */
  put(old: Grant | null, grant: Grant): void {
    const given = grant.actions.length > 0 || grant.moreActions ? [grant] : [];
    this.grants = old
      ? this.grants.flatMap((other) => (other === old ? given : [other]))
      : [...this.grants, ...given];
    this.#host.requestUpdate();
  }

  undo(): void {
    this.grants = this.#saved;
    this.#host.requestUpdate();
  }

  async save(): Promise<void> {
    const kept = new Set(this.grants.flatMap(({ id }) => id ?? []));
    const gone = this.#saved.filter(({ id }) => id && !kept.has(id));
    await this.#record.change({
      grants: [
        ...this.grants.map((grant) => ({
          ...grant,
          actions: [...grant.actions],
          readable: grant.readable.length > 0 ? [...grant.readable] : null,
          writable: grant.writable.length > 0 ? [...grant.writable] : null,
        })),
        ...gone.map(({ id }) => ({ id: id ?? '', $delete: true })),
      ],
    });
    this.#take();
    this.#host.requestUpdate();
  }
}

function readGrant({ id, form, actions, moreActions, scope, readable, writable }: JsonObject): Grant {
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
  return {
    ...(typeof id === 'string' && { id }),
    form: String(form ?? ''),
    actions: texts(actions),
    moreActions: typeof moreActions === 'string' && moreActions !== '' ? moreActions : null,
    scope: String(scope ?? 'own'),
    readable: texts(readable),
    writable: texts(writable),
  };
}
