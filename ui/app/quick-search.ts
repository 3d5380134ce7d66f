import type { ReactiveControllerHost } from 'lit';
import type { Label } from '../../metadata/common/label.ts';
import type { FoundRecord } from '../../metadata/contract/search/calls.ts';
import { Loading } from '../kit/loading.ts';
import { session } from '../session/session.ts';

/** Milliseconds in which nobody types on. */
const quiet = 180;

interface Found {
  readonly hits: readonly FoundRecord[];
  /** Labels of the forms of which not all records were searched. */
  readonly unsearched: readonly Label[];
}

/** Asks the server for records while somebody types; only the last question is answered. */
export class QuickSearch extends Loading<Found, string> {
  constructor(host: ReactiveControllerHost) {
    super(host, {
      key: null,
      keeps: true,
      load: async (q, signal) => {
        await new Promise((resolve) => setTimeout(resolve, quiet));
        if (signal.aborted) return { hits: [], unsearched: [] };
        const query = { q, limit: 20 };
        const { items, unsearched } = await session.api.call('GET /api/search', { query, signal });
        return { hits: items, unsearched: unsearched.map(({ label }) => label) };
      },
    });
  }

  get hits(): readonly FoundRecord[] {
    return this.failure === null ? (this.value?.hits ?? []) : [];
  }

  get unsearched(): readonly Label[] {
    return this.busy || this.failure !== null ? [] : (this.value?.unsearched ?? []);
  }

  search(text: string): void {
    const q = text.trim();
    if (q === '') this.clear();
    else void this.load(q);
  }
}
