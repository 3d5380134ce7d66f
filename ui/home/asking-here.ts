import { Asking } from '../kit/asking.ts';
import { session } from '../session/session.ts';

/** Asks for the organisation of the moment, and again when another is chosen. */
export abstract class AskingHere extends Asking {
  #org: string | null = null;
  readonly #follow = () => {
    const org = session.org?.number ?? '';
    if (org === this.#org) return;
    this.#org = org;
    void this.look(this.begin());
  };

  hostConnected(): void {
    session.addEventListener('change', this.#follow);
    this.#org = null;
    this.#follow();
  }

  override hostDisconnected(): void {
    session.removeEventListener('change', this.#follow);
    super.hostDisconnected();
  }

  protected abstract look(signal: AbortSignal): Promise<void>;
}
