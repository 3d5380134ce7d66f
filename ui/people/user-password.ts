import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { session } from '../session/session.ts';

/** Whether a user has a password yet, as administrators are told. */
export class UserPassword implements ReactiveController {
  /** Undefined until it is known, and for whoever may not ask. */
  isSet: boolean | undefined;
  readonly #host: ReactiveControllerHost;
  #user = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async load(user: string): Promise<void> {
    this.#user = user;
    this.isSet = undefined;
    if (!session.who?.administers) return;
    const answer = await session.api
      .call('GET /api/users/:id/password', { path: { id: user } })
      .catch(() => undefined);
    if (user !== this.#user) return;
    this.isSet = answer?.set;
    this.#host.requestUpdate();
  }
}
