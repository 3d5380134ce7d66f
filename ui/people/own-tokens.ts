import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { session } from '../session/session.ts';

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[] | null;
  readonly expiresOn: string | null;
  readonly hint: string | null;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresOn: string | null;
}

const path = '/api/me/tokens';

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
      this.tokens = (await session.api.get<{ items: Token[] }>(path)).items;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.#host.requestUpdate();
  }

  async create(wanted: NewToken): Promise<void> {
    const { token } = await session.api.post<{ token: string }>(path, {
      ...wanted,
      scopes: [...wanted.scopes],
    });
    this.fresh = token;
    await this.load();
  }

  async revoke(id: string): Promise<void> {
    await session.api.delete(`${path}/${id}`);
    await this.load();
  }

  putAway(): void {
    this.fresh = null;
    this.#host.requestUpdate();
  }
}
