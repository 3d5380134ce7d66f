import { append } from '../../../../metadata/common/append.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import { type JsonObject, placesAround } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Action } from '../../../call/rights.ts';
import { platformRights } from '../../../call/system-call.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/database.ts';
import { readInput, withoutRead } from '../body/input.ts';
import type { Input } from '../body/input-work.ts';
import { resolveFiles } from '../body/named-files.ts';
import { resolvePicks } from '../body/picks.ts';
import { readKnownMembers, readNewMembers } from '../body/platform-members.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import type { RecordChange } from '../commit/record-change.ts';
import { type ChangeAsked, changeOfCopy } from '../copies/personalise.ts';
import { outsideLimits, requireSomeUse, requireUse } from '../record/access.ts';
import { readableShape } from '../record/asked-shape.ts';
import { bodyPath } from '../record/body-path.ts';
import { changedPlaces, saysTheSame } from '../record/changed-paths.ts';
import { contentWrong, settingOnly } from '../record/refusals.ts';
import { copyRow, newRecord, type Stored, settingId, stamp } from '../record/stored.ts';
import { behave, claimsAfter } from '../save/behave.ts';
import { notTaken } from '../save/not-taken.ts';
import { requireUnlocked } from '../save/origin.ts';
import type { StoreParts, Unchanged } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import { plannedSave, type Save, type Saved } from '../save/save.ts';
import { movedParents, withoutLoops } from '../save/tree.ts';
import { findToChange } from '../sight/find.ts';

/** A new record from what somebody sent. */
export async function planCreate(
  parts: StoreParts,
  reader: Connection,
  call: Call,
  form: Form,
  body: JsonObject,
): Promise<PlannedWrite<Saved>> {
  requireSomeUse(call, form, 'create');
  if (form.kind === 'setting')
    throw settingOnly({ form: { ...form.label }, name: form.name, allowed: 'GET' });
  const next = newRecord(call, form, parts.newId());
  return planNew(parts, reader, { call, form, body, next });
}

/** A record as it will be after somebody's change. */
export async function planChange(
  parts: StoreParts,
  reader: Connection,
  asked: ChangeAsked,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const { call, form, id, body, manner, ifMatch } = asked;
  const layout = parts.layout(call, form);
  if (form.kind === 'setting' && ifMatch === 0 && id === settingId(form, call.org)) {
    const fresh = await firstSetting(parts, reader, call, form, body);
    if (fresh) return fresh;
  }
  const own = await changeOfCopy(parts, reader, asked);
  if (own) return own;
  const before = await findToChange(reader, call, layout, id, 'edit');
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  const pause = timeSlices();
  const shaped = parts.validators.body(readableShape(call.rights, form), body);
  await pause();
  const next = copyRow(before, form);
  stamp(call, next);
  const platform = readKnownMembers(call, form, body, next);
  const input = readInput(parts, { call, form, body, next, manner });
  parts.special(form).edited?.(call, form, before, next);
  return finish(parts, reader, { call, form, before, next, operation: 'update' }, input, [
    ...shaped,
    ...platform,
  ]);
}

interface NewAsked {
  readonly call: Call;
  readonly form: Form;
  readonly body: JsonObject;
  readonly next: Stored;
  readonly mayExist?: boolean;
}

/** The same as it was begun, where it has its id already. */
export async function planNew(
  parts: StoreParts,
  reader: Connection,
  { call, form, body, next, mayExist = false }: NewAsked,
): Promise<PlannedWrite<Saved>> {
  const pause = timeSlices();
  const shaped = parts.validators.body(readableShape(call.rights, form), body);
  await pause();
  const platform = readNewMembers(call, form, body, next);
  const input = readInput(parts, { call, form, body, next, manner: 'merge' });
  parts.special(form).begin?.(call, form, next);
  return finishNew(parts, reader, { call, form, before: null, next, operation: 'create', mayExist }, input, [
    ...shaped,
    ...platform,
  ]);
}

/** The document of an organisation that has none yet; undefined when somebody was faster. */
async function firstSetting(
  parts: StoreParts,
  reader: Connection,
  call: Call,
  form: Form,
  body: JsonObject,
): Promise<PlannedWrite<Saved> | undefined> {
  requireUse(call, form, 'edit');
  const id = settingId(form, call.org);
  const layout = parts.layout(call, form);
  const known = await reader.first(layout.byRecordId, [id]);
  return known
    ? undefined
    : planNew(parts, reader, { call, form, body, next: newRecord(call, form, id), mayExist: true });
}

/** What is said of a value as it was read. */
const ofValues: ReadonlySet<string> = new Set(['required', 'outside-limits', 'organisation-second-root']);

/** Changes that say what a record is to become; actions of a form go by their own conditions. */
const byHand: ReadonlySet<string> = new Set(['update', 'restore']);

/** As `finishNew`, for a record that is there; one in which nothing changes is not written. */
export async function finish(
  parts: StoreParts,
  reader: Connection,
  change: RecordChange & { readonly before: Stored },
  input: Input,
  found: readonly Problem[] = [],
): Promise<PlannedWrite<Saved> | Unchanged> {
  const judged = await judgedBy(parts, reader, change, input, found);
  const { before, form } = change;
  if (saysTheSame(form, before, judged.next)) return { unchanged: before, warnings: judged.warnings };
  if (byHand.has(change.operation)) {
    const places = changedPlaces(form, before, judged.next);
    await requireUnlocked(parts, reader, { call: change.call, form, stored: before, action: 'edit', places });
  }
  return plannedFrom(parts, change, judged, pickedIds(input));
}

/** Looks up what was named, lets the form's rules complete and judge the record, and collects every mistake. */
export async function finishNew(
  parts: StoreParts,
  reader: Connection,
  change: RecordChange,
  input: Input,
  found: readonly Problem[] = [],
): Promise<PlannedWrite<Saved>> {
  return plannedFrom(parts, change, await judgedBy(parts, reader, change, input, found), pickedIds(input));
}

async function judgedBy(
  parts: StoreParts,
  reader: Connection,
  change: RecordChange,
  input: Input,
  found: readonly Problem[],
) {
  const { call } = change;
  const problems = [...withoutRead(found, input), ...input.problems];
  await timeSlices()();
  const fresh = input.picks.filter((pick) => !pick.known);
  if (fresh.length > 0) append(problems, await resolvePicks(reader, call, fresh, parts.layouts));
  const files = await filesFor(parts, reader, change, input);
  append(problems, files.problems);
  const completed = await behave(parts, reader, change, input.sent);
  const special = parts.special(change.form);
  const filled = problems.some(isError) ? null : await filledNew(parts, change, completed.next);
  if (filled) append(problems, filled);
  const judged = filled ? await behave(parts, reader, change, input.sent) : completed;
  const own = [...(special.problems?.({ ...change, next: judged.next }) ?? [])];
  const right = rightOf(change.operation);
  if (right) append(own, outsideLimits(call, change.form, right, judged.next));
  const decide = parts.decide();
  if (decide && special.judged)
    append(own, await special.judged(decide, parts, { ...change, next: judged.next }, reader));
  const mistaken = new Set(problems.filter(isError).flatMap(({ path }) => [...placesAround(path)]));
  const said = [...judged.errors, ...own, ...judged.warnings]
    .map((problem) => ({
      ...problem,
      path: bodyPath(problem.path, change.form, judged.next, input.places),
    }))
    // A value that could not be read is not missing as well, nor another's.
    .filter(({ code, path }) => !ofValues.has(code) || !mistaken.has(path));
  const [errors, warnings] = [
    [...problems, ...said].filter(isError),
    [...problems, ...said].filter(isWarning),
  ];
  if (errors.length > 0) throw contentWrong({ count: errors.length }, errors);
  append(warnings, await notTaken(parts, reader, { ...change, next: judged.next }, input));
  await special.permit?.(reader, parts.layouts, { ...change, next: judged.next });
  return { ...judged, warnings, statements: [...(change.statements ?? []), ...files.statements] };
}

/** The right whose limits hold for what a record says afterwards; actions of a form say themselves what they make of it. */
function rightOf(operation: RecordChange['operation']): Action | null {
  if (operation === 'create') return 'create';
  return byHand.has(operation) ? 'edit' : null;
}

/** What the configuration makes a new record say, put into it; answers what is wrong with that, null: nothing is. */
async function filledNew(parts: StoreParts, change: RecordChange, next: Stored) {
  const { call: asked, form, before, operation } = change;
  const decide = parts.decide();
  if (!decide || before || operation !== 'create') return null;
  const filled = await parts.special(form).filled?.(decide, parts, { ...change, next });
  if (!filled) return null;
  // Whoever may not write a field himself has it filled all the same.
  const call = { ...asked, rights: platformRights };
  const { values: body, notes = [] } = filled;
  const { problems } = readInput(parts, { call, form, body, next: change.next, manner: 'merge' });
  return [...problems, ...notes];
}

/** The files that a body newly names; most name none. */
async function filesFor(parts: StoreParts, reader: Connection, change: RecordChange, { files }: Input) {
  if (!files?.length) return { problems: [], statements: [] };
  const { layouts, answers, newId, database } = parts;
  return resolveFiles({ layouts, answers, newId, now: database.dialect.now }, reader, change, files);
}

/** The same for a change that touches no field: nothing to complete, nothing to judge. */
export async function planUntouched(
  parts: StoreParts,
  reader: Connection,
  change: RecordChange,
): Promise<PlannedWrite<Saved>> {
  await parts.special(change.form).permit?.(reader, parts.layouts, change);
  const claims = await claimsAfter(parts, reader, change);
  const { next, statements } = change;
  return plannedFrom(parts, change, { next, warnings: [], statements, ...claims }, []);
}

function plannedFrom(
  parts: StoreParts,
  change: RecordChange,
  judged: Pick<Save, 'next' | 'warnings' | 'claims' | 'claimsBefore'> & {
    readonly statements: Save['statements'];
    readonly series?: Save['series'];
  },
  picked: Save['picked'],
): PlannedWrite<Saved> {
  const { call, form, before } = change;
  const { next, warnings, claims, claimsBefore, statements = [], series } = judged;
  const save: Save = {
    call,
    layout: parts.layout(call, form),
    checks: parts.checks(call, form),
    before,
    next,
    operation: change.operation,
    picked,
    warnings,
    claims,
    claimsBefore,
    mayExist: change.mayExist ?? false,
    statements,
    ...(series ? { series } : {}),
    ...(change.reason === undefined ? {} : { reason: change.reason }),
  };
  const layoutOf = (asked: Call, target: string) => parts.layouts.byId(asked.served, target);
  const special = parts.special(form);
  const plain = plannedSave({ existence: parts.existence, layoutOf }, save);
  const saving = special.saving?.(parts, plain, save) ?? plain;
  const planned = special.guard?.(parts.layouts, saving, { call, form, before, next }) ?? saving;
  const moved = before ? movedParents(form, before, next) : [];
  return moved.length === 0 ? planned : withoutLoops(planned, save, moved);
}

function isWarning({ severity }: Problem): boolean {
  return severity === 'warning';
}
function isError(problem: Problem): boolean {
  return !isWarning(problem);
}

function pickedIds(input: Input): Save['picked'] {
  return input.picks.flatMap(({ target, path, known, id, found = known ? id : undefined }) =>
    found === undefined ? [] : [{ target, path, id: found }],
  );
}
