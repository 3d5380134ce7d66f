import type { Json } from '../../../metadata/common/json.ts';
import type { RecordChange } from '../../../metadata/contract/changes/preview.ts';
import type { Form } from '../../../metadata/model.ts';
import { type Item, isParam } from '../../../rules/changes/item.ts';
import type { Call } from '../../call/call.ts';
import type { TogetherOutcome, WireRecord } from '../../storage/store/record/store.ts';
import { placeAbout } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { seesItem } from './item-rights.ts';
import { previewMatches, type RuleTrial } from './preview-matches.ts';

export interface Tried {
  readonly order: readonly Item[];
  readonly outcome: TogetherOutcome;
  readonly trial: RuleTrial;
}

/** Longest text of one side of a difference; what is longer is told by its rows. */
const mostShown = 16 * 1024;

/** Answers the changes of each record, field by field; and of rules, the documents that another one would match. */
export async function previewRecords(
  parts: ChangesParts,
  call: Call,
  { order, outcome, trial }: Tried,
): Promise<readonly RecordChange[]> {
  const { served, rights } = call;
  const written = order.flatMap((item, at) =>
    isParam(item) ? [] : [{ item, record: outcome.done[at]?.record }],
  );
  const matches = await previewMatches(parts, call, trial, written);
  return order.flatMap((item, at): RecordChange[] => {
    const done = outcome.done[at];
    if (isParam(item) || !done || !seesItem(served, rights, placeAbout(item))) return [];
    const form = served.model.formsById.get(item.form);
    if (!form) return [];
    const { before = null, after = null } = done;
    const number = form.number ? ((after ?? before)?.[form.number.name] ?? null) : null;
    const { action, id } = item;
    const matched = matches.get(id);
    return [
      {
        item: id,
        action,
        form: form.name,
        number,
        diff: differences(call, form, before, after),
        ...(matched && { matches: matched }),
      },
    ];
  });
}

function differences(
  { rights }: Call,
  form: Form,
  before: WireRecord | null,
  after: WireRecord | null,
): RecordChange['diff'] {
  const own = form.fields.flatMap((field): RecordChange['diff'][number][] => {
    const [from, to] = [before?.[field.name] ?? null, after?.[field.name] ?? null];
    if (!rights.readable(form, field) || JSON.stringify(from) === JSON.stringify(to)) return [];
    return [{ path: `/${field.name}`, label: { ...field.label }, from: shown(from), to: shown(to) }];
  });
  const [was, is] = [before?.['enabled'] ?? null, after?.['enabled'] ?? null];
  if (before === null || after === null || was === is) return own;
  return [...own, { path: '/enabled', label: { zh: '启用', en: 'Enabled' }, from: was, to: is }];
}

/** Long rows are counted. */
function shown(value: Json): Json {
  if (!Array.isArray(value) || JSON.stringify(value).length <= mostShown) return value;
  return { rows: value.length };
}
