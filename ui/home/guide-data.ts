import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isObject, type JsonObject } from '../../metadata/json.ts';
import { rulesAbout } from '../session/handed-documents.ts';
import { formsIn, menuTree } from '../session/menu-tree.ts';
import { type FormOutline, session } from '../session/session.ts';

/** Real data for the steps: documents of one organisation, and rules about them. */
export interface GuideMatter {
  /** Of the documents. */
  readonly about: FormOutline;
  readonly rules: FormOutline;
  readonly org: { readonly number: string; readonly name: string };
  /** Of that organisation; the first is looked at alone. */
  readonly documents: readonly { readonly id: string; readonly number: string }[];
}

const looked = 50;

/** Looks for documents that rules ask, of an organisation one may act for. Null: there are none, or not yet. */
export class GuideData implements ReactiveController {
  matter: GuideMatter | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.look();
  }

  async look(): Promise<void> {
    // Without an answer there is no path; the page is of use all the same.
    this.matter = await findMatter().catch(() => null);
    this.#host.requestUpdate();
  }
}

async function findMatter(): Promise<GuideMatter | null> {
  const documents = formsIn(menuTree(session.menu, session.forms)).filter(({ kind }) => kind === 'document');
  for (const about of documents) {
    const asking = rulesAbout(about.id);
    const rules = formsIn(menuTree(session.menu, session.forms)).find((form) => asking.includes(form));
    if (!rules) continue;
    const query = { view: 'manage', limit: looked, fields: 'number,org', sort: 'createdAt' };
    const { items } = await session.api.get<{ items: readonly JsonObject[] }>(
      `/api/forms/${encodeURIComponent(about.name)}/records`,
      { query },
    );
    const mine = items.filter(({ org }) => known(org) !== undefined);
    // Several make the better example.
    const byOrg = [...Map.groupBy(mine, (item) => known(item['org'])?.number).values()];
    const [most = []] = byOrg.sort((a, b) => b.length - a.length);
    const org = known(most[0]?.['org']);
    if (!org) continue;
    const named = most.map(({ id, number }) => ({ id: String(id), number: String(number ?? '') }));
    return { about, rules, org, documents: named };
  }
  return null;
}

function known(org: JsonObject[string] | undefined) {
  return isObject(org ?? null)
    ? session.who?.organisations.find(({ number }) => number === (org as JsonObject)['number'])
    : undefined;
}
