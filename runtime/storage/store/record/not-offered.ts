import { approvalsOf, isWaiting, leavesAgainst } from '../../../../metadata/approvals.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Label, Language } from '../../../../metadata/common/label.ts';
import type { Field } from '../../../../metadata/field.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { ActionSource } from '../../../../metadata/source.ts';
import type { Call } from '../../../call/call.ts';
import type { Refusal } from '../../../common/refusal.ts';
import { managesRecord } from './access.ts';
import { actionRefused } from './refusals.ts';
import type { Stored } from './stored.ts';

/** So many fields, and so many actions, are named. */
const mostNamed = 4;

interface NotOffered {
  readonly call: Call;
  readonly form: Form;
  readonly stored: Stored;
  readonly action: ActionSource;
  /** Whether the form offers another action for the record as it is. */
  readonly offers: (action: string) => Promise<boolean>;
}

/**
 * The refusal of an action that a form does not offer for a record as it is: of several, it says for which one; in which
 * state that is, for whom it waits, and what the caller may do to it instead.
 */
export async function notOffered({ call, form, stored, action, offers }: NotOffered): Promise<Refusal> {
  const next: ActionSource[] = [];
  for (const one of form.actions)
    if (one.on !== 'form' && managesRecord(call, form, one.name, stored) && (await offers(one.name)))
      next.push(one);
  const why = { zh: wordsIn('zh'), en: wordsIn('en') };
  const offered = next.map(({ name }) => name);
  return actionRefused({ action: { ...action.label }, record: recordOf(call, form, stored), why }, [], {
    offered,
  });

  function wordsIn(language: Language): string {
    const parts = [...stateOf(language), ...waitsIn(language)];
    const labels = next.slice(0, mostNamed).map(({ label }) => label[language]);
    if (labels.length > 0)
      parts.push(
        language === 'zh' ? `现在可以：${labels.join('、')}` : `what can be done now: ${labels.join(', ')}`,
      );
    if (parts.length === 0) return '';
    return language === 'zh' ? `：${parts.join('；')}` : `: ${parts.join('; ')}`;
  }

  function stateOf(language: Language): readonly string[] {
    const ids = new Set(leavesAgainst(action, stored).map(({ fact }) => fact));
    return [...ids].slice(0, mostNamed).flatMap((id) => {
      const field = form.byId.get(id);
      if (!field || field.hidden || !call.rights.readable(form, field)) return [];
      const said = saidBy(field, stored[id] ?? null, language);
      if (said === undefined) return [];
      const { label } = field;
      return language === 'zh' ? `${label.zh}为${said}` : `${label.en} is ${said}`;
    });
  }

  function waitsIn(language: Language): readonly string[] {
    const approval = approvalsOf(form).find(
      (one) => call.rights.readable(form, one.field) && isWaiting(one, stored),
    );
    const [approve] = approval?.approve ?? [];
    if (!approve || approve === action) return [];
    return [language === 'zh' ? `等待${approve.label.zh}` : `it waits for “${approve.label.en}”`];
  }
}

function recordOf({ rights }: Call, form: Form, stored: Stored): Label & { readonly [name: string]: string } {
  const field = form.title ?? form.number ?? form.byName.get('name');
  const name = field && rights.readable(form, field) ? stored[field.id] : null;
  return typeof name === 'string' && name !== ''
    ? { zh: `“${name}”`, en: `“${name}”` }
    : { zh: '这条数据', en: 'this record' };
}

/** A value as people read it; undefined: it takes more than a word. */
function saidBy(field: Field, value: Json, language: Language): string | undefined {
  if (value === null) return language === 'zh' ? '空' : 'empty';
  if (typeof value === 'boolean' || field.kind.name === 'boolean')
    return language === 'zh' ? (value ? '“是”' : '“否”') : value ? '“yes”' : '“no”';
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const known = [...(field.options ?? []), ...(field.formerOptions ?? [])];
  const option = known.find((one) => one.value === value);
  if (!option && field.target) return undefined;
  return `“${option?.label[language] ?? value}”`;
}
