import { add, sign, sub, sum } from '../../../../metadata/common/decimal.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { edited, lineFigures, sourcesAfter } from '../../../../rules/einvoicing/common/edited-lines.ts';
import { freeOfPending } from '../../../../rules/einvoicing/common/free-of-pending.ts';
import type { Line } from '../../../../rules/einvoicing/common/line.ts';
import { issueLabel } from '../../../../rules/einvoicing/issue-words.ts';
import { issueOf } from '../../../../rules/einvoicing/may-be-issued/flaw.ts';
import { mayBeIssued } from '../../../../rules/einvoicing/may-be-issued/may-be-issued.ts';
import type { Leaving } from '../../../../rules/einvoicing/may-be-issued/question.ts';
import { specialMembers } from '../../../../rules/einvoicing/special-business/special-business.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { platformRights } from '../../../call/system-call.ts';
import { handsOn } from '../../../storage/store/act/at-once.ts';
import { decided } from '../../../storage/store/commit/group.ts';
import type { PlannedWrite } from '../../../storage/store/commit/planned-write.ts';
import { takeRevisions } from '../../../storage/store/record/revisions.ts';
import type { SpecialForm, Step, StoreParts } from '../../../storage/store/save/parts.ts';
import type { Save, Saved } from '../../../storage/store/save/save.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { asPlatform, requireForms } from './document-forms.ts';

type Pending = StoredAs<'pending-invoice'>;
type PendingLine = NonNullable<Pending['lines']>[number];

const freeOfLine: ReadonlySet<string> = new Set(['remark', 'vehicle']);

/** The findings about figures, which an edit may cause. */
const ofFigures =
  /^(line-(amount|tax|gross|sign|amount-zero)|invoice-(amount|tax|gross)|total-zero|quantity-or-price-missing|discount-|difference-)/;

/** Nothing of it was taken from anywhere: it is whoever's who makes it. */
function isMadeByHand({ sources, blueUses }: Pending): boolean {
  return (sources ?? []).length === 0 && (blueUses ?? []).length === 0;
}

/** Figures may be edited where a parameter names the seller; a red one takes of its blue one what it takes. */
function hasFigures(call: Call, { sellerTaxNo, blueUses, org }: Pending): boolean {
  const named = parameterTexts(call, org)('sim_config', 'sim_wait_edit_enable') ?? '';
  const isNamed = named.split(',').some((one) => one.trim() !== '' && one.trim() === sellerTaxNo);
  return isNamed && (blueUses ?? []).length === 0;
}

/** What it is about is another: its elements are made anew when it goes to the channel. */
function isOtherBusiness(was: Pending, next: Pending): boolean {
  const said = (one: Pending) => [
    specialMembers.map((member) => one[member] ?? null),
    (one.lines ?? []).map(({ vehicle }) => vehicle ?? null),
  ];
  return JSON.stringify(said(was)) !== JSON.stringify(said(next));
}

/** Figures follow from those that somebody changed, and the sources keep what became another by it. */
export const pendingEdited: NonNullable<SpecialForm['edited']> = (call, _form, before, next) => {
  const [was, document]: [Pending, Pending] = [before, next];
  if (call.rights === platformRights) return;
  if (isOtherBusiness(was, document)) document.specialElements = [];
  if (isMadeByHand(was) || !hasFigures(call, was)) return;
  const lines = was.lines ?? [];
  const after = (document.lines ?? []).map((line): PendingLine => {
    const own = lines.find(({ id }) => id === line.id);
    return own ? (edited(own as Line, line as Line) as unknown as PendingLine) : line;
  });
  document.lines = after;
  const sources = sourcesAfter(was.sources ?? [], lines as readonly Line[], after as readonly Line[]);
  document.sources = [...sources];
};

/** Names each place that is not to be edited, and says of edited figures whether the invoice could leave with them. */
export function pendingProblems({
  call,
  form,
  before,
  next,
  operation,
}: Step & { readonly next: Pending }): readonly Problem[] {
  if (call.rights === platformRights || !before || !['update', 'restore'].includes(operation ?? ''))
    return [];
  const was: Pending = before;
  if (isMadeByHand(was)) return [];
  const isOther = (a: unknown, b: unknown) => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
  const editable = hasFigures(call, was);
  const problems: Problem[] = form.fields
    .filter(
      ({ id, kind, readonly }) =>
        readonly !== true && !kind.derived && kind.name !== 'entries' && !freeOfPending.has(id),
    )
    .filter(({ id }) => isOther(before[id], next[id]))
    .map(({ name }) => ({ path: `/${name}`, code: 'pending-read-only' }));
  const rows = form.byId.get('lines')?.rows?.fields ?? [];
  const [old, lines] = [was.lines ?? [], next.lines ?? []];
  if (old.length !== lines.length || lines.some(({ id }, at) => id !== old[at]?.id))
    return [...problems, { path: '/lines', code: 'pending-read-only' }];
  const of = (line: PendingLine, id: string) => (line as unknown as Readonly<Record<string, Json>>)[id];
  for (const [at, line] of lines.entries())
    for (const { id, name, kind } of rows) {
      const own = old[at];
      const isFree = kind.derived || freeOfLine.has(id) || (editable && lineFigures.includes(id));
      if (own && !isFree && isOther(of(own, id), of(line, id)))
        problems.push({ path: `/lines/${at}/${name}`, code: 'pending-read-only' });
    }
  const isEdited = lines.some((line, at) =>
    lineFigures.some((id) => isOther(of(line, id), of(old[at] ?? line, id))),
  );
  return problems.length > 0 || !isEdited ? problems : figureProblems(call, next);
}

function figureProblems(call: Call, next: Pending): readonly Problem[] {
  const lines = (next.lines ?? []) as readonly Line[];
  const total = (member: 'amount' | 'tax' | 'gross') => sum(lines.map((line) => line[member] || '0'));
  const sums = { amount: total('amount'), tax: total('tax'), gross: total('gross') };
  const invoice = { ...next, ...sums, lines } as unknown as Leaving;
  const nothingElse = { corrections: [], rateRules: [], codesComplete: false, realEstate: undefined };
  const config = {
    ...nothingElse,
    today: call.now.localDate,
    licences: null,
    codeOf: () => undefined,
    parameter: parameterTexts(call, next.org),
  };
  return mayBeIssued({ invoice }, config)
    .filter(({ code, severity }) => severity === 'error' && ofFigures.test(code))
    .map((flaw) => ({ path: flaw.path, code: flaw.code, message: issueLabel(issueOf(flaw)) }));
}

/** The lines of the applications get the differences of their sources, in the commit of the edit. */
export function differencesNoted(
  parts: StoreParts,
  planned: PlannedWrite<Saved>,
  { call, before, next }: Save,
): PlannedWrite<Saved> {
  if (call.rehearsal || call.rights === platformRights || !before) return planned;
  const [was, document]: [Pending, Pending] = [before, next];
  const moved = movedBy(was, document);
  if (moved.length === 0) return planned;
  return {
    ...planned,
    async alone(tx, first) {
      const effects = await decided(tx, planned, first);
      const { first: revision } = await takeRevisions(tx, 1);
      const { transaction, events } = handsOn(parts, call, tx, revision);
      const { application: form } = requireForms(asPlatform(call));
      for (const [id, rows] of Map.groupBy(moved, ({ application }) => application)) {
        const application = await transaction.find(form, id);
        if (application) await transaction.change(form, application, withMoved(application, rows), 'edited');
      }
      return { ...effects, events: [...effects.events, ...events] };
    },
  };
}

interface Moved {
  readonly application: string;
  readonly line: string;
  readonly amount: string;
  readonly tax: string;
}

function movedBy(was: Pending, next: Pending): readonly Moved[] {
  return (next.sources ?? []).flatMap((source, at): Moved[] => {
    const old = was.sources?.[at];
    const amount = sub(source.amountDifference ?? '0', old?.amountDifference ?? '0');
    const tax = sub(source.taxDifference ?? '0', old?.taxDifference ?? '0');
    if (sign(amount) === 0 && sign(tax) === 0) return [];
    return [{ application: source.application ?? '', line: source.lineId ?? '', amount, tax }];
  });
}

function withMoved(application: StoredAs<'invoice-application'>, rows: readonly Moved[]): JsonObject {
  const lines = (application.lines ?? []).map((line) => {
    const own = rows.filter((row) => row.line === line.id);
    if (own.length === 0) return line;
    const amountDifference = add(line.amountDifference ?? '0', sum(own.map(({ amount }) => amount)));
    const taxDifference = add(line.taxDifference ?? '0', sum(own.map(({ tax }) => tax)));
    return {
      ...line,
      amountDifference,
      taxDifference,
      grossDifference: add(amountDifference, taxDifference),
    };
  });
  return { lines };
}
