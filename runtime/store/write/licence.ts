import type { JsonObject } from '../../../metadata/json.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import { decideLicence, type LicenceAnswer } from '../../../rules/decisions/licence/licence.ts';
import { licenceMessages } from '../../../rules/decisions/licence/messages.ts';
import type { Connection } from '../../database/database.ts';
import { type Draft, rehearsed, type WriteEvent } from '../commit/draft.ts';
import { decided } from '../commit/group.ts';
import { readStored } from '../record/records.ts';
import { actionUnknown, licenceRefused } from '../record/refusals.ts';
import { type Stored, stamp } from '../record/stored.ts';
import type { ActionCall, Unchanged } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { becoming } from './set-fields.ts';

/** Ids of what the form of licences has, and of the one that counts them. */
const needed = ['service', 'status', 'authorisedOn', 'withdrawnOn', 'authorisation'];
const counted = { issuing: ['issuingUsed', 'issuingTotal'], receiving: ['receivingUsed', 'receivingTotal'] };

/** Gives a licence to a tax number: never more than there are, and not within sixty days of a withdrawal. */
export function authorise(asked: ActionCall, action: ActionSource): Promise<Draft<Saved> | Unchanged> {
  const { localDate } = asked.call.now;
  return turned(asked, action, 'authorise', {
    status: 'authorised',
    authorisedOn: localDate,
    withdrawnOn: null,
  });
}

/** Takes it away again, where licences may be taken away at all. */
export function withdraw(asked: ActionCall, action: ActionSource): Promise<Draft<Saved> | Unchanged> {
  const { localDate } = asked.call.now;
  return turned(asked, action, 'withdraw', { status: 'withdrawn', withdrawnOn: localDate });
}

/** Licence and count change together, in a transaction that nobody else's overlaps. */
async function turned(
  asked: ActionCall,
  action: ActionSource,
  what: 'authorise' | 'withdraw',
  values: JsonObject,
): Promise<Draft<Saved> | Unchanged> {
  const { parts, call, form } = asked;
  const target = form.byId.get('authorisation')?.target;
  if (target === undefined || needed.some((id) => !form.byId.has(id)))
    throw actionUnknown({ action: action.name, form: { ...form.label } });
  const draft = await becoming(asked, action, values, 'platform');
  if ('unchanged' in draft) return draft;
  return rehearsed(call, { ...draft, size: 2, alone });

  async function alone(tx: Connection, first: number) {
    const effects = await decided(tx, draft as Draft<Saved>, first);
    const { stored, before } = effects.result;
    const layout = parts.layouts.byId(call.served, target ?? '');
    const known = await readStored(tx, layout, String(stored['authorisation']));
    if (!known || !before) throw actionUnknown({ action: action.name, form: { ...form.label } });
    const [used = '', total = ''] = counted[stored['service'] === 'receiving' ? 'receiving' : 'issuing'];
    const answer = decideLicence({
      do: what,
      today: call.now.localDate,
      withdrawnOn: (before['withdrawnOn'] as string | null | undefined) ?? null,
      used: Number(known[used] ?? 0),
      total: Number(known[total] ?? 0),
      final: known['withdrawable'] === false,
    });
    if (!answer.allowed) throw licenceRefused({ ...refusalOf(answer, known, total) });
    const next: Stored = { ...known, [used]: answer.used, revision: first + 1 };
    stamp(call, next);
    const count = { sql: layout.update, params: layout.updateCells(next, known.revision), guard: true };
    const event: WriteEvent = {
      revision: next.revision,
      form: layout.form.id,
      record: next.id,
      operation: action.name,
      at: call.now.instant,
      actor: call.user,
      org: call.org,
      reason: call.reason ?? null,
      stored: next,
      before: null,
      changed: [used],
    };
    return {
      ...effects,
      statements: [...effects.statements, count],
      events: [...effects.events, event],
    };
  }
}

function refusalOf({ issue, from = '', used }: LicenceAnswer, known: Stored, total: string) {
  const why = licenceMessages[issue ?? 'licence-final'];
  const fill = (text: string) =>
    text
      .replaceAll('{from}', from)
      .replaceAll('{used}', String(used))
      .replaceAll('{total}', String(known[total] ?? 0));
  return { issue: issue ?? null, why: { zh: fill(why.zh), en: fill(why.en) } };
}
