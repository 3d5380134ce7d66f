import type { ReactiveControllerHost } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { WireRecord } from '../../../metadata/contract/records/record.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { changePlatformRecord, readPlatformRecord } from '../../model/one-record.ts';
import { session } from '../../session/session.ts';

export type GrantScope = string;

/** A grant of a role: its actions on one form (`*`: all but the platform's), in one scope. */
export interface Grant {
  readonly id?: string;
  readonly form: string;
  readonly actions: readonly string[];
  readonly moreActions: string | null;
  readonly scope: GrantScope;
  /** Of what comes with reading and exporting, what does not. */
  readonly withheld: readonly string[];
  /** Ids of fields that have to name what is the user's own; empty: every record. */
  readonly limitedBy: readonly string[];
  /** Paths of fields; empty: all. */
  readonly readable: readonly string[];
  readonly writable: readonly string[];
}

/** A role, and what its grants can say. */
export interface Role {
  readonly record: WireRecord;
  readonly form: FormModel;
  readonly actions: readonly OptionSource[];
  readonly scopes: readonly OptionSource[];
  /** Actions that come with others, and that a grant may withhold. */
  readonly along: readonly OptionSource[];
}

/** A role with its grants: read, changed in memory, saved as one write. */
export class RoleData {
  grants: readonly Grant[] = [];
  readonly loading: Loading<Role, string>;
  readonly #host: ReactiveControllerHost;
  #saved: readonly Grant[] = [];

  constructor(host: ReactiveControllerHost, id: () => string | undefined) {
    this.#host = host;
    this.loading = new Loading(host, { key: id, load: readRole, loaded: ({ record }) => this.#take(record) });
  }

  get changed(): boolean {
    return this.grants !== this.#saved;
  }

  #take({ grants: rows }: WireRecord): void {
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

  /** Saves what stood there before; what was taken away since comes again as new. */
  async restore(grants: readonly Grant[]): Promise<void> {
    const known = new Set(this.#saved.map(({ id }) => id));
    this.grants = grants.map(({ id, ...rest }) => (id && known.has(id) ? { id, ...rest } : rest));
    await this.save();
  }

  /** As the server has them. */
  get saved(): readonly Grant[] {
    return this.#saved;
  }

  async save(): Promise<void> {
    const { value: role } = this.loading;
    if (!role) return;
    const kept = new Set(this.grants.flatMap(({ id }) => id ?? []));
    const gone = this.#saved.filter(({ id }) => id && !kept.has(id));
    const record = await changePlatformRecord('role', role.record, {
      grants: [
        ...this.grants.map((grant) => ({
          ...grant,
          actions: [...grant.actions],
          withheld: [...grant.withheld],
          limitedBy: grant.limitedBy.length > 0 ? [...grant.limitedBy] : null,
          readable: grant.readable.length > 0 ? [...grant.readable] : null,
          writable: grant.writable.length > 0 ? [...grant.writable] : null,
        })),
        ...gone.map(({ id }) => ({ id: id ?? '', $delete: true })),
      ],
    });
    this.#take(record);
    this.loading.set({ ...role, record });
  }
}

async function readRole(id: string, signal: AbortSignal): Promise<Role> {
  const [form, record] = await Promise.all([
    forms.get(session.formById('role')?.name ?? 'role'),
    readPlatformRecord('role', id, signal),
  ]);
  const columns = form.byId.get('grants')?.rows?.byId;
  const options = (id: string) => columns?.get(id)?.options ?? [];
  return {
    record,
    form,
    actions: options('actions'),
    scopes: options('scope'),
    along: options('withheld'),
  };
}

/** A grant as records of roles have it. */
export function readGrant(row: JsonObject): Grant {
  const { id, form, actions, moreActions, scope, withheld, limitedBy, readable, writable } = row;
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
  return {
    ...(typeof id === 'string' && { id }),
    form: String(form ?? ''),
    actions: texts(actions),
    moreActions: typeof moreActions === 'string' && moreActions !== '' ? moreActions : null,
    scope: String(scope ?? 'own'),
    withheld: texts(withheld),
    limitedBy: texts(limitedBy),
    readable: texts(readable),
    writable: texts(writable),
  };
}
