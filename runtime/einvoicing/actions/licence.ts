import type { JsonObject } from '../../../metadata/common/json.ts';
import { render } from '../../../metadata/common/render.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import { decideLicence, type LicenceAnswer } from '../../../rules/einvoicing/licence/licence.ts';
import { messages } from '../../../rules/einvoicing/licence/messages.ts';
import { type Refusal, refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import { decided } from '../../storage/store/commit/group.ts';
import { type PlannedWrite, rehearsed } from '../../storage/store/commit/planned-write.ts';
import { readStored } from '../../storage/store/record/records.ts';
import { noSuchAction } from '../../storage/store/record/refusals.ts';
import { takeRevisions } from '../../storage/store/record/revisions.ts';
import { copyRow, type Stored, stamp } from '../../storage/store/record/stored.ts';
import type { ActionCall, ActionObstacle, ObstacleAsked, Unchanged } from '../../storage/store/save/parts.ts';
import type { Saved } from '../../storage/store/save/save.ts';
import { planUntouched } from '../../storage/store/write/plan-write.ts';
import { becoming } from '../../storage/store/write/set-fields.ts';
import { type Event, emit } from '../../work/outbox/outbox.ts';
import type { StoredAs } from '../forms/forms.ts';

const licenceRefused = refusal('licence-refused', 409);

/** Ids of what the form of licences has, and of the one that counts them. */
const needed = ['service', 'status', 'authorisedOn', 'withdrawnOn', 'authorisation'];
const counted = {
  issuing: ['issuingUsed', 'issuingTotal'],
  receiving: ['receivingUsed', 'receivingTotal'],
} as const;

/** Gives a licence to a tax number: never more than there are, and not within sixty days of a withdrawal. */
export function authorise(asked: ActionCall, action: ActionSource): Promise<PlannedWrite<Saved> | Unchanged> {
  const { localDate } = asked.call.now;
  return turned(asked, action, 'authorise', {
    status: 'authorised',
    authorisedOn: localDate,
    withdrawnOn: null,
  });
}

/** Takes it away again, where licences may be taken away at all. */
export function withdraw(asked: ActionCall, action: ActionSource): Promise<PlannedWrite<Saved> | Unchanged> {
  const { localDate } = asked.call.now;
  return turned(asked, action, 'withdraw', { status: 'withdrawn', withdrawnOn: localDate });
}

type What = 'authorise' | 'withdraw';

/** With what either would be refused of a licence as it is stored, and of the licences that there are. */
export const licenceObstacle =
  (what: What): ActionObstacle =>
  async ({ parts, reader, call, form, stored: licence }: ObstacleAsked) => {
    const stored: StoredAs<'licence'> = licence;
    const target = call.served.model.formsById.get(form.byId.get('authorisation')?.target ?? '');
    if (!target) return undefined;
    const known: StoredAs<'cloud-authorisation'> | undefined = await readStored(
      reader,
      parts.layout(call, target),
      stored.authorisation ?? '',
    );
    if (!known) return undefined;
    const answer = judged(what, call.now.localDate, stored, known);
    return answer.allowed ? undefined : answer.refused;
  };

interface Licences {
  readonly stored: StoredAs<'licence'>;
  readonly before: StoredAs<'licence'> | null;
}

/** Licence and count change together, in a transaction that nobody else's overlaps. */
async function turned(
  asked: ActionCall,
  action: ActionSource,
  what: What,
  values: JsonObject,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, call, form } = asked;
  const unfit = () => noSuchAction(form, action.name);
  const target = call.served.model.formsById.get(form.byId.get('authorisation')?.target ?? '');
  if (!target || needed.some((id) => !form.byId.has(id))) throw unfit();
  const planned = await becoming(asked, action, values);
  if ('unchanged' in planned) return planned;
  const layout = parts.layout(call, target);
  const alone = async (tx: Connection, first: number) => {
    const effects = await decided(tx, planned as PlannedWrite<Saved>, first);
    const { stored, before }: Licences = effects.result;
    const known: StoredAs<'cloud-authorisation'> | undefined = await readStored(
      tx,
      layout,
      stored.authorisation ?? '',
    );
    if (!known || !before) throw unfit();
    const answer = judged(what, call.now.localDate, before, known);
    if (!answer.allowed) throw answer.refused;
    const next: Stored = { ...copyRow(known, target), [answer.counted]: answer.used };
    stamp(call, next);
    const change = { call, form: target, before: known, next, operation: action.name };
    const count = await planUntouched(parts, tx, change);
    if (what === 'withdraw') await emit({ tx, revision: first }, call.now.instant, [withdrawnEvent(stored)]);
    const also = await decided(tx, count, (await takeRevisions(tx, 1)).first);
    return {
      ...effects,
      statements: [...effects.statements, ...also.statements],
      inserts: [...effects.inserts, ...also.inserts],
      events: [...effects.events, ...also.events],
    };
  };
  return rehearsed(call, { ...planned, alone });
}

type Judged =
  | { readonly allowed: true; readonly counted: string; readonly used: number }
  | { readonly allowed: false; readonly refused: Refusal };

function judged(
  what: What,
  today: string,
  licence: StoredAs<'licence'>,
  known: StoredAs<'cloud-authorisation'>,
): Judged {
  const [used, total] = counted[licence.service === 'receiving' ? 'receiving' : 'issuing'];
  const answer = decideLicence({
    do: what,
    today,
    withdrawnOn: licence.withdrawnOn ?? null,
    used: known[used] ?? 0,
    total: known[total] ?? 0,
    final: known.withdrawable === false,
    ...(known.syncedAt ? { grouped: isGrouped(known, licence) } : {}),
  });
  return answer.allowed
    ? { allowed: true, counted: used, used: answer.used }
    : { allowed: false, refused: refusalOf(answer, known[total] ?? 0) };
}

function isGrouped(
  { groups }: StoredAs<'cloud-authorisation'>,
  { service, taxNo }: StoredAs<'licence'>,
): boolean {
  return (groups ?? []).some((one) => one.service === service && one.taxNo === taxNo);
}

/** The cloud is told of it once it is committed. */
function withdrawnEvent({ id, org, authorisation, service, taxNo, withdrawnOn }: StoredAs<'licence'>): Event {
  const payload = {
    authorisation: authorisation ?? null,
    service: service ?? null,
    taxNo: taxNo ?? null,
    withdrawnOn: withdrawnOn ?? null,
  };
  return { kind: 'licence-withdrawn', form: 'licence', record: id, document: id, org, payload };
}

function refusalOf({ issue = 'licence-final', from = '', used }: LicenceAnswer, total: number) {
  const say = (language: 'zh' | 'en') => render(messages, issue, { from, used, total }, language) ?? issue;
  return licenceRefused({ issue, why: { zh: say('zh'), en: say('en') } });
}
