import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import { sameData } from '../../../../metadata/common/same-data.ts';
import { keepsWorkDays } from '../../../../metadata/formula/keeps-work-days.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Served } from '../../../call/call.ts';
import { mayAnywhere } from '../../../call/rights.ts';
import type { Effects, PlannedWrite } from '../commit/planned-write.ts';
import type { Layouts } from '../record/layouts.ts';
import type { Stored } from '../record/stored.ts';
import { noteFills, remakeOf } from '../save/fill-notes.ts';
import type { Step } from '../save/parts.ts';
import { forgetCalendars } from '../save/work-calendar.ts';

/** The values of a calendar by which days are counted. */
const counting = ['days', 'exceptions', 'enabled', 'org', 'sharing', 'number'];

function formsOf({ model }: Served): readonly Form[] {
  return [...model.formsById.values()].filter(keepsWorkDays);
}

function saysOtherwise(before: Stored | null, next: Stored | null): boolean {
  if (!before?.enabled && !next?.enabled) return false;
  const of = (one: Stored | null): Json => counting.map((id) => one?.[id] ?? null);
  return !sameData(of(before), of(next));
}

/** Tells whoever changes a calendar of which forms, that he may read, values are counted anew. */
export function recountProblems({ call, before, next }: Step): readonly Problem[] {
  const all = saysOtherwise(before, next) ? formsOf(call.served) : [];
  const forms = all.filter((form) => mayAnywhere(call.rights, form, 'read'));
  if (forms.length === 0) return [];
  const params = { forms: forms.map(({ label }) => ({ ...label })) };
  return [{ path: '', code: 'work-days-recounted', severity: 'warning', params }];
}

/** The write of a calendar, and with it a note of the values that were counted by it: a job counts them anew. */
export function recountingDays<T>(_: Layouts, planned: PlannedWrite<T>, step: Step): PlannedWrite<T> {
  return saysOtherwise(step.before, step.next) ? withRecount(planned, step) : planned;
}

/** The same of an organisation that comes under another one, whose calendar may be another. */
export function recountingMoved<T>(_: Layouts, planned: PlannedWrite<T>, step: Step): PlannedWrite<T> {
  const { before, next } = step;
  const isMoved = before !== null && next !== null && before['parent'] !== next['parent'];
  return isMoved ? withRecount(planned, step) : planned;
}

function withRecount<T>(planned: PlannedWrite<T>, { call }: Step): PlannedWrite<T> {
  forgetCalendars(call);
  const fills = remakeOf(formsOf(call.served));
  if (fills.length === 0 || call.rehearsal) return planned;
  const at = Date.parse(call.now.instant);
  const { alone } = planned;
  const noted = (effects: Effects<T>, revision: number): Effects<T> => ({
    ...effects,
    statements: [...effects.statements, noteFills({ revision, fills, actor: call.user.id, at })],
  });
  return {
    ...planned,
    decide: (known, first) => noted(planned.decide(known, first), first),
    ...(alone ? { alone: async (tx, first) => noted(await alone(tx, first), first) } : {}),
  };
}
