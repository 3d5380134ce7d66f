import type { ReactiveControllerHost } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { RuleFindingAnswer } from '../../metadata/contract/match/findings.ts';
import { Loading } from '../kit/loading.ts';
import { session } from '../session/session.ts';

/** Something odd about a rule of a form, in the server's words. */
export type RuleFinding = RuleFindingAnswer & { readonly form: string };

interface RememberedFindings {
  readonly at: number;
  readonly findings: readonly RuleFinding[];
}

/** Looking at every rule of every form is work: what was found holds for ten minutes. */
const fresh = 10 * 60_000;
/** The codes of findings on rules that can never win. */
export const neverWinning: ReadonlySet<string> = new Set([
  ...[
    'rule-broken',
    'rule-outdated',
    'rule-never-matches',
    'rule-for-others',
    'rule-for-nobody',
    'rule-shadowed',
    'rule-shadowed-unseen',
  ],
  ...['rule-shadowed-together', 'rule-shadowed-together-more'],
]);
const most = 5;

/** Rules of the organisation that can never win, over all forms that match; asked one form after the other. */
export class RuleFindings extends Loading<readonly RuleFinding[]> {
  constructor(host: ReactiveControllerHost) {
    super(host, {
      behind: true,
      load: async (_, signal) => {
        const key = `guiju.rules.${session.who?.user.id}.${session.org?.number}.${session.language}`;
        const kept = readRemembered(key);
        if (kept) return kept.findings;
        const found: RuleFinding[] = [];
        for (const form of session.forms) {
          if (!form.match || !form.actions.includes('match')) continue;
          // A form that cannot be asked says nothing; the others do.
          found.push(...(await analyse(form, signal).catch(() => [])));
          if (signal.aborted) return found;
          this.set([...found]);
        }
        const remembered: RememberedFindings = { at: Date.now(), findings: found };
        sessionStorage.setItem(key, JSON.stringify(remembered));
        return found;
      },
    });
  }

  get findings(): readonly RuleFinding[] {
    return this.value ?? [];
  }
}

async function analyse({ name }: FormOutline, signal: AbortSignal): Promise<readonly RuleFinding[]> {
  const { items } = await session.api.call('POST /api/forms/:form/match/analysis', {
    path: { form: name },
    body: {},
    signal,
  });
  return items
    .filter(({ code }) => neverWinning.has(code))
    .slice(0, most)
    .map((finding) => ({ ...finding, form: name }));
}

function readRemembered(key: string): RememberedFindings | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as RememberedFindings | null;
    return kept && Date.now() - kept.at < fresh ? kept : null;
  } catch {
    return null;
  }
}
