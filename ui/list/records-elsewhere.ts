import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Named, session } from '../session/session.ts';

/** Enough to show where to look; whoever wants all has the list of what he manages. */
const most = 6;

/** Which other organisations have records of a form, as far as one manages them. */
export class RecordsElsewhere implements ReactiveController {
  organisations: readonly Named[] = [];
  readonly #host: ReactiveControllerHost;
  #asked = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Asked once for a form and an organisation. */
  async look(form: string): Promise<void> {
    const here = session.org?.id;
    const wanted = `${form} ${here}`;
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    this.organisations = [];
    try {
      const path = `/api/forms/${encodeURIComponent(form)}/records`;
      const query = { view: 'manage', limit: 100, fields: 'org' };
      const { items } = await session.api.get<{ items: { org: Named }[] }>(path, { query });
      if (wanted !== this.#asked) return;
      const usable = new Set(session.who?.organisations.map(({ id }) => id));
      const owners = new Map(items.map(({ org }) => [org.id, org]));
      this.organisations = [...owners.values()]
        .filter(({ id }) => id !== here && usable.has(id))
        .slice(0, most);
    } catch {
      // A hint; without an answer there is none.
    }
    this.#host.requestUpdate();
  }
}
