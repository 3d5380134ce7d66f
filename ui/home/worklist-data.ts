import type { ReactiveControllerHost } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { Coverage } from '../../metadata/contract/match/findings.ts';
import { Loading } from '../kit/loading.ts';
import { firstAsked } from '../match/first-asked.ts';
import { coverRules } from '../match/match-run.ts';
import { session } from '../session/session.ts';
import type { SavedList } from './saved-lists.ts';

/** Documents of the organisation for which no rule of a form holds. */
export interface Unmatched {
  readonly rules: FormOutline;
  readonly documents: number;
  readonly of: number;
}

interface Worklist {
  readonly lists: readonly SavedList[];
  readonly unmatched: readonly Unmatched[];
}

const nothingFound: Worklist = { lists: [], unmatched: [] };
const mostLists = 8;
/** Newest documents that are tried. */
const tried = 100;
/** Trying many documents is work: what was found holds for ten minutes. */
const fresh = 10 * 60_000;

/**
 * Loads the lists that this person keeps with their counts, and documents without a rule.
 */
export class WorklistData extends Loading<Worklist, string> {
  constructor(host: ReactiveControllerHost) {
    super(host, {
      behind: true,
      key: () => session.org?.number ?? '',
      load: async (_, signal) => {
        // One after the other, quick ones first; what cannot be asked says nothing, the others do.
        const parts: readonly (() => Promise<Partial<Worklist>>)[] = [
          async () => ({ lists: await savedLists() }),
          async () => ({ unmatched: await unmatchedDocuments(signal) }),
        ];
        let found = nothingFound;
        for (const ask of parts) {
          found = { ...found, ...(await ask().catch(() => ({}))) };
          if (signal.aborted) break;
          this.set(found);
        }
        return found;
      },
    });
  }

  get found(): Worklist {
    return this.value ?? nothingFound;
  }
}

async function savedLists(): Promise<readonly SavedList[]> {
  const { items } = await session.api.call('GET /api/me/views');
  const mine = items.filter((view) => view.mine);
  if (mine.length === 0) return [];
  // All that a list is: whoever keeps none does not load it.
  const { countSaved } = await import('./saved-lists.ts');
  return countSaved(mine, mostLists);
}

async function unmatchedDocuments(signal: AbortSignal): Promise<readonly Unmatched[]> {
  const key = `guiju.unmatched.${session.who?.user.id}.${session.org?.number}`;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as {
    readonly at: number;
    readonly found: readonly (Omit<Unmatched, 'rules'> & { readonly form: string })[];
  } | null;
  const found = kept && Date.now() - kept.at < fresh ? [...kept.found] : [];
  if (!kept || Date.now() - kept.at >= fresh) {
    for (const form of session.forms) {
      const about = session.formById(form.facts ?? '');
      if (!form.actions.includes('match') || !about?.actions.includes('read')) continue;
      const covered = await cover(form, signal).catch(() => null);
      if (signal.aborted) return [];
      const documents = covered?.unmatched.length ?? 0;
      // Where an organisation has no rules, nobody waits for one.
      if (covered && covered.rules.length > 0 && documents > 0)
        found.push({ form: form.id, documents, of: covered.facts });
    }
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), found }));
  }
  return found.flatMap(({ form, ...counts }) => {
    const rules = session.formById(form);
    return rules ? [{ rules, ...counts }] : [];
  });
}

/** Of the newest documents; undefined: the rules want to be asked within a record. */
async function cover({ name }: FormOutline, signal: AbortSignal): Promise<Coverage | undefined> {
  const described = await session.api.call('GET /api/forms/:form', { path: { form: name } });
  if (described.match?.within === 'required') return undefined;
  const ask = firstAsked(described);
  const org = session.org?.number ?? '';
  return coverRules({ form: name, org, at: null, ask, within: null }, { limit: tried }, signal);
}
