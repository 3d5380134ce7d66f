import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import {
  type Answer,
  isAnswer,
  type RecordQuestion,
  recordQuestionId,
} from '../../../../metadata/merge/question.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Refusal } from '../../../common/refusal.ts';
import { decided } from '../commit/group.ts';
import type { LoadedContent } from '../record/shipment.ts';
import { planChange } from '../write/plan-write.ts';
import { isLeftAlone, mergedBody, mergeValues, type ThreeSides, withIdsOfHere } from './merge-values.ts';
import { shipmentChange } from './shipment-body.ts';
import { attempt, type ShipmentWork, writeIn } from './shipment-work.ts';

export interface ChangedValues {
  /** How the record would be had all of it followed: whatever is like that later was left as shipped. */
  readonly stored: LoadedContent['stored'];
  /** Fields that are the customer's, by ids: `lines.rate`. */
  readonly customised: readonly string[];
  readonly questions: readonly RecordQuestion[];
  /** Why nothing was written: it waits for answers. */
  readonly refused?: Refusal;
}

/** Brings over what merges by itself; what would make the record invalid is asked about, and waits. */
export async function changeValues(
  work: ShipmentWork,
  call: Call,
  form: Form,
  key: string,
  sides: ThreeSides,
): Promise<ChangedValues> {
  const { parts, tx } = work;
  const { was, content, now } = sides;
  const merged = mergeValues(form, sides);
  const { followed, rows, stays } = merged;
  const changed = [...followed, ...rows.keys(), ...stays];
  const plan = (body: JsonObject) =>
    planChange(parts, tx, { call, form, id: now.id, body, manner: 'merge', ifMatch: undefined });
  const refused: Refusal[] = [];
  const write = (body: JsonObject) =>
    attempt(refused, async () =>
      Object.keys(body).length > 0 ? writeIn(work, await plan(body)) : Promise.resolve(now),
    );

  const stored = { ...was.stored };
  const whole =
    rows.size + stays.length === 0
      ? undefined
      : await attempt([], async () => {
          const planned = await plan(shipmentChange(form, content.values, changed, now, call.served));
          return 'unchanged' in planned
            ? planned.unchanged
            : (await decided(tx, planned, work.revision)).result.stored;
        });
  let written = await write(mergedBody(form, sides, merged, call.served));
  let questions: readonly RecordQuestion[] = [];
  if (!written) {
    questions = await askAbout(work, call, { form, key, sides, changed, why: refused[0] });
    const answered = questions.every(({ answer }) => answer !== undefined);
    written = answered ? await write(answeredBody(call, form, sides, questions)) : undefined;
    if (!written)
      return {
        stored: was.stored,
        customised: [],
        ...(refused[0] && { refused: refused[0] }),
        questions: answered ? stillAsked(questions, refused.at(-1)) : questions,
      };
    questions = questions.map((one) => ({ ...one, problems: [] }));
  }
  const answers = new Map(questions.map(({ target, answer }) => [target.split('/').at(-1), answer]));
  for (const id of changed) {
    const of = rows.get(id);
    const follows = answers.has(id) ? answers.get(id) === 'theirs' : followed.includes(id);
    const said = follows ? written[id] : (whole?.[id] ?? stored[id]);
    stored[id] = of ? withIdsOfHere(said, of, now[id], written[id]) : (said ?? null);
  }
  const customised = [
    ...stays.filter((id) => !leftAloneSince(form.byId.get(id), stored, now)),
    ...[...rows].flatMap(([id, { both }]) => both.map((path) => (path === '' ? id : `${id}.${path}`))),
  ].filter((path) => !answers.has(path.split('.')[0]));
  return { stored, customised, questions };
}

interface AskedAbout {
  readonly form: Form;
  readonly key: string;
  readonly sides: ThreeSides;
  readonly changed: readonly string[];
  /** Why the merged record cannot be written. */
  readonly why: Refusal | undefined;
}

/** Every field of which the package says something else than stands here. */
async function askAbout(
  { parts, tx, answers }: ShipmentWork,
  call: Call,
  { form, key, sides, changed, why }: AskedAbout,
): Promise<readonly RecordQuestion[]> {
  const { was, content, now } = sides;
  const wire = await parts.answers.one(tx, call, form, now);
  const by = wire['modifiedBy'] as JsonObject | null;
  const problems = problemsOf(why);
  return changed.flatMap((id): RecordQuestion[] => {
    const field = form.byId.get(id);
    if (!field) return [];
    const values = [
      was.values[id] ?? null,
      content.values[id] ?? null,
      saidHere(wire[field.name] ?? null),
    ] as const;
    const spot = { form: form.id, target: `records/${key}/${id}` };
    const question = recordQuestionId(spot, values);
    const answer = answers[question];
    const [base, theirs, ours] = values;
    return [
      {
        ...spot,
        id: question,
        package: call.reason ?? '',
        layer: 'local',
        label: { ...field.label },
        base,
        theirs,
        ours,
        proposal: 'ours',
        remembered: false,
        problems,
        ...(isAnswer(answer as Json) && { answer: answer as Answer }),
        record: {
          key,
          id: now.id,
          at: String(wire['modifiedAt']),
          by: by === null ? null : String(by['name'] ?? by['number'] ?? ''),
        },
      },
    ];
  });
}

/** References as packages name them, rows without what the platform makes of them. */
function saidHere(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => saidHere(one));
  if (typeof value !== 'object' || value === null) return value;
  const { id, number, name, ...rest } = value as JsonObject;
  if (typeof number === 'string' && id !== undefined && Object.keys(rest).length === 0) return number;
  return { ...(number === undefined ? {} : { number }), ...(name === undefined ? {} : { name }), ...rest };
}

function answeredBody(
  { served }: Call,
  form: Form,
  { content, now }: ThreeSides,
  questions: readonly RecordQuestion[],
): JsonObject {
  const theirs: string[] = [];
  const others: Record<string, Json> = {};
  for (const { target, answer } of questions) {
    const id = target.split('/').at(-1) ?? '';
    if (answer === 'theirs') theirs.push(id);
    else if (answer !== undefined && answer !== 'ours') others[id] = answer.value;
  }
  return {
    ...shipmentChange(form, content.values, theirs, now, served),
    ...shipmentChange(form, others, Object.keys(others), now, served),
  };
}

/** The record would not be valid with these answers either. */
function stillAsked(
  questions: readonly RecordQuestion[],
  refusal: Refusal | undefined,
): readonly RecordQuestion[] {
  return questions.map(({ answer: _answer, ...one }) => ({ ...one, problems: problemsOf(refusal) }));
}

function problemsOf(refusal: Refusal | undefined): RecordQuestion['problems'] {
  if (!refusal) return [];
  const { code, params, problems } = refusal;
  return problems.length > 0 ? [...problems] : [{ path: '', code, params }];
}

function leftAloneSince(field: Field | undefined, stored: JsonObject, now: JsonObject): boolean {
  return (
    field === undefined ||
    isLeftAlone(field, stored, now) ||
    isDeepStrictEqual(stored[field.id], now[field.id])
  );
}
