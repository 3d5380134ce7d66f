import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import { session } from '../session/session.ts';

export type PlatformRecord = { readonly id: string; readonly revision: number } & Readonly<
  Record<string, Json | undefined>
>;

/** One record of a platform form, found by the form's id, as its manager sees it. */
export class OneRecord implements ReactiveController {
  record: PlatformRecord | null = null;
  failure: unknown = null;
  readonly #host: ReactiveControllerHost;
  readonly #form: string;

  constructor(host: ReactiveControllerHost, form: string) {
    this.#host = host;
    this.#form = form;
    host.addController(this);
  }

  hostConnected(): void {}

  #path(id: string): string {
    return `/api/forms/${session.formById(this.#form)?.name ?? this.#form}/records/${id}`;
  }

  async load(id: string): Promise<void> {
    try {
      this.record = await session.api.get<PlatformRecord>(this.#path(id), { query: { view: 'manage' } });
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.#host.requestUpdate();
  }

  /** Writes the members given; throws what the server refuses. */
  async change(members: { readonly [name: string]: Json }): Promise<void> {
    const { record } = this;
    if (!record) return;
    const answer = await session.api.patch<PlatformRecord>(this.#path(record.id), members, {
      ifMatch: record.revision,
    });
    this.record = answer;
    this.#host.requestUpdate();
  }
}
