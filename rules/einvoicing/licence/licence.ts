import { addDays } from '../../calendar.ts';

/** The question of a licence: what somebody wants to do with that of a tax number. */
export interface LicenceQuestion {
  readonly do: 'authorise' | 'withdraw' | 'issue';
  /** The local day of the question. */
  readonly today: string;
  /** The day of the last withdrawal, while it is not authorised again. */
  readonly withdrawnOn?: string | null;
  /** Licences of the service that are in use, and how many there are. */
  readonly used?: number;
  readonly total?: number;
  /** The older behaviour: an authorisation is final. Default: no. */
  readonly final?: boolean;
  /** Whether the cloud has a licence of the service for the tax number. Default: it was not asked. */
  readonly grouped?: boolean;
}

export interface LicenceAnswer {
  readonly allowed: boolean;
  /** In use afterwards. */
  readonly used: number;
  readonly issue?:
    | 'licence-blocked'
    | 'licence-exhausted'
    | 'licence-final'
    | 'licence-ungrouped'
    | 'licence-withdrawn';
  /** The first day on which it can be authorised again. */
  readonly from?: string;
}

/** After a withdrawal: blocked on the day itself and through day 59. */
const blockedDays = 60;

/**
 * Decides whether it may be done, and how many are in use then.
 *
 * @example
 * decideLicence({ do: 'authorise', today: '2026-03-01', used: 1, total: 2 }) //=> { allowed: true, used: 2 }
 * decideLicence({ do: 'authorise', today: '2026-03-01', used: 2, total: 2 }) //=> { allowed: false, used: 2, issue: 'licence-exhausted' }
 * decideLicence({ do: 'withdraw', today: '2026-03-01', used: 2 }) //=> { allowed: true, used: 1 }
 */
export function decideLicence(question: LicenceQuestion): LicenceAnswer {
  const { do: what, today, withdrawnOn, used = 0, total = 0, final = false, grouped = true } = question;
  if (what === 'withdraw') {
    return final
      ? { allowed: false, used, issue: 'licence-final' }
      : { allowed: true, used: Math.max(0, used - 1) };
  }
  if (what === 'issue')
    return withdrawnOn ? { allowed: false, used, issue: 'licence-withdrawn' } : { allowed: true, used };
  if (withdrawnOn) {
    const from = addDays(withdrawnOn, blockedDays);
    if (today < from) return { allowed: false, used, issue: 'licence-blocked', from };
  }
  if (!grouped) return { allowed: false, used, issue: 'licence-ungrouped' };
  if (used >= total) return { allowed: false, used, issue: 'licence-exhausted' };
  return { allowed: true, used: used + 1 };
}
