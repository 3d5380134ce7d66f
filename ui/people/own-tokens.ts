import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Token, WantedToken } from '../../metadata/contract/people/credentials.ts';
import { session } from '../session/session.ts';

/** One's own access tokens. The text of a new one is known here once, until it is put away. */
export class OwnTokens implements ReactiveController {
  tokens: readonly Token[] | null = null;
  failure: unknown = null;
  fresh: string | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  hostDisconnected(): void {
    this.fresh = null;
  }

  async load(): Promise<void> {
    try {
      this.tokens = (await session.api.call('GET /api/me/tokens')).items;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.#host.requestUpdate();
  }

  async create(wanted: WantedToken): Promise<void> {
    const { token } = await session.api.call('POST /api/me/tokens', { body: wanted });
    this.fresh = token;
    await this.load();
  }

  async revoke(id: string): Promise<void> {
    await session.api.call('DELETE /api/me/tokens/:id', { path: { id } });
    await this.load();
  }

  putAway(): void {
    this.fresh = null;
    this.#host.requestUpdate();
  }
}
