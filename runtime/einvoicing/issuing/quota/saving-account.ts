import { sign, sub } from '../../../../metadata/common/decimal.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { countOf, firstDownload } from '../../../../rules/einvoicing/quota/account.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { platformRights } from '../../../call/system-call.ts';
import { handsOn } from '../../../storage/store/act/at-once.ts';
import { decided } from '../../../storage/store/commit/group.ts';
import { takeRevisions } from '../../../storage/store/record/revisions.ts';
import type { SpecialForm } from '../../../storage/store/save/parts.ts';
import { knownForm, type StoredAs } from '../../forms/forms.ts';
import { ledgerOwn } from '../documents/refusals.ts';
import { countedEarlier, reachedBy } from './ledger.ts';

type Account = StoredAs<'quota-account'>;

/** An account of a month: what somebody types of it stands in the entries, too, in the same commit. */
export const savingAccount: SpecialForm = {
  begin(call, _form, next) {
    const account: Account = next;
    if (account.leqi !== true || !account.given) return;
    const share = parameterTexts(call, next.org)('system', 'lqFirstDownloadShare');
    account.downloaded = firstDownload(account.given, share);
  },
  // Less quota may be mostly used already.
  edited(call, _form, _before, next) {
    const account: Account = next;
    Object.assign(next, reachedBy(account, countOf(account), call));
  },
  // What is used of it stands in a former version as it was then.
  async permit(_reader, _layouts, { call, operation }) {
    if (operation === 'restore' && call.rights !== platformRights) throw ledgerOwn();
  },
  problems: ({ before, next }) => [...wrongMonth(next), ...moved(before, next)],
  saving(parts, planned, { call, before, next }) {
    const changes = changesOf(before, next);
    const entry = knownForm(call, 'quota-entry');
    if (call.rehearsal || !entry || changes.length === 0) return planned;
    const { taxNo, month }: Account = next;
    return {
      ...planned,
      async alone(tx, first) {
        if (!before) {
          const { transaction: reading } = handsOn(parts, call, tx, first);
          Object.assign(next, await countedEarlier(reading, entry, next, call));
        }
        const effects = await decided(tx, planned, first);
        const { first: after } = await takeRevisions(tx, 1);
        const { transaction, events } = handsOn(parts, { ...call, org: next.org }, tx, after);
        const about = { happenedAt: call.now.instant, taxNo: taxNo ?? null, month: month ?? null };
        for (const change of changes) await transaction.create(entry, { ...about, ...change });
        return { ...effects, events: [...effects.events, ...events] };
      },
    };
  },
};

function changesOf(before: Account | null, next: Account): readonly JsonObject[] {
  const { given, downloaded, leqi } = next;
  const adjusted = sub(next.adjusted ?? '0', before?.adjusted ?? '0');
  const begins = [
    { kind: 'given', net: given ?? '0' },
    { kind: 'download', net: downloaded ?? '0', leqi: leqi === true },
  ];
  const all = [...(before ? [] : begins), { kind: 'adjust', net: adjusted }];
  return all.filter(({ kind, net }) => kind === 'given' || sign(net) !== 0);
}

function wrongMonth({ month }: Account): readonly Problem[] {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month ?? '')
    ? []
    : [{ path: '/month', code: 'quota-month', params: {} }];
}

/** The entries go by it. */
function moved(before: Account | null, next: Account): readonly Problem[] {
  if (!before) return [];
  return (['taxNo', 'month', 'given', 'leqi'] as const)
    .filter((name) => (before[name] ?? null) !== (next[name] ?? null))
    .map((name) => ({ path: `/${name}`, code: 'quota-fixed', params: {} }));
}
