import type { ReactiveControllerHost } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { Coverage } from '../../metadata/contract/match/findings.ts';
import { Loading } from '../kit/loading.ts';
import { firstAsked } from '../match/first-asked.ts';
import { coverRules } from '../match/match-run.ts';
import { mayDesign, session } from '../session/session.ts';
import type { SavedList } from './saved-lists.ts';

/** Documents of the organisation for which no rule of a form holds. */
export interface Unmatched {
  readonly rules: FormOutline;
  readonly documents: number;
  readonly of: number;
}

interface Expiring {
  readonly name: string;
  readonly on: string;
}

/** A design that somebody waits for, or that came back. */
export interface WaitingDesign {
  readonly id: string;
  readonly name: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly why: 'approve' | 'rejected' | 'failed';
}

interface Worklist {
  readonly lists: readonly SavedList[];
  readonly unmatched: readonly Unmatched[];
  readonly expiring: readonly Expiring[];
  readonly designs: readonly WaitingDesign[];
}

const nothingFound: Worklist = { lists: [], unmatched: [], expiring: [], designs: [] };
const mostLists = 8;
/** Newest documents that are tried. */
const tried = 100;
/** Days. */
const soon = 30;
/** Trying many documents is work: what was found holds for ten minutes. */
const fresh = 10 * 60_000;

/**
 * Loads the work of this person: kept lists with their counts, waiting designs, tokens that end soon, and documents
 * without a rule.
 */
export class WorklistData extends Loading<Worklist, string> {
  constructor(host: ReactiveControllerHost) {
    super(host, {
      key: () => session.org?.number ?? '',
      load: async (_, signal) => {
        // One after the other, quick ones first; what cannot be asked says nothing, the others do.
        const parts: readonly (() => Promise<Partial<Worklist>>)[] = [
          async () => ({ lists: await savedLists() }),
          async () => ({ designs: await waitingDesigns() }),
          async () => ({ expiring: await expiringTokens() }),
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

/** Others' that this person may agree to, and his own that came back or were not published in time. */
async function waitingDesigns(): Promise<readonly WaitingDesign[]> {
  const { who } = session;
  if (!mayDesign()) return [];
  const { items } = await session.api.call('GET /api/design/drafts');
  const mayPublish = who?.publishes ?? false;
  return items.flatMap(({ id, name, by, state, proposed, rejected, failure }): readonly WaitingDesign[] => {
    const isOwn = [by.id, proposed?.id].includes(who?.user.id);
    if (state === 'proposed') return isOwn || !mayPublish ? [] : [{ id, name, by, why: 'approve' }];
    if (state !== 'open' || !isOwn || !(rejected || failure)) return [];
    return [{ id, name, by, why: rejected ? 'rejected' : 'failed' }];
  });
}

async function expiringTokens(): Promise<readonly Expiring[]> {
  const { items } = await session.api.call('GET /api/me/tokens');
  const until = new Date(Date.now() + soon * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return items.flatMap(({ name, expiresOn, enabled }) =>
    enabled && expiresOn !== null && expiresOn <= until ? [{ name, on: expiresOn }] : [],
  );
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
      if (covered && documents > 0) found.push({ form: form.id, documents, of: covered.facts });
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
