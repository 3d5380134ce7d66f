import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { session } from '../session/session.ts';

export interface OpenToken {
  readonly id: string;
  readonly name: string;
  readonly hint: string | null;
  readonly expiresOn: string | null;
}

/** Tokens that a new password would leave as they are: one's own, or a user's (by id), as administrators are told. */
export class OpenTokens implements ReactiveController {
  tokens: readonly OpenToken[] = [];
  readonly #host: ReactiveControllerHost;
  #user: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Where they cannot be known, nobody is asked about them: the answer to the new password still tells. */
  async load(user: string | null): Promise<void> {
    this.#user = user;
    const found = await (user === null ? own() : ofUser(user)).catch(() => []);
    if (user !== this.#user) return;
    this.tokens = found;
    this.#host.requestUpdate();
  }
}

async function own(): Promise<readonly OpenToken[]> {
  type Own = OpenToken & { readonly enabled: boolean };
  const { items } = await session.api.get<{ items: Own[] }>('/api/me/tokens');
  const today = new Date().toISOString().slice(0, 10);
  return items.filter(({ enabled, expiresOn }) => enabled && (expiresOn === null || expiresOn >= today));
}

async function ofUser(user: string): Promise<readonly OpenToken[]> {
  return (await session.api.get<{ tokens: OpenToken[] }>(`/api/users/${user}/password`)).tokens;
}
