import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { readsStored } from '../../../metadata/kinds/common/kept-value.ts';
import { kindOutcome } from '../../../metadata/kinds/common/kind-change.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { meantValue, writtenValue } from '../../../rules/meant-value.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, plural } from '../../session/i18n.ts';
import { fitHeld, fitWords, unfitRowsCode } from '../publish/fit-values.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import { notifyHere } from '../work/design-notices.ts';
import type { FreshField } from './fresh-field.ts';
import type { StoredText } from './stored-texts.ts';

/** A stored text that is no value of the new kind as it stands. */
export interface UnfitText extends StoredText {
  /** The value that it plainly means, as the kind keeps it and as people write it. Default: somebody has to say. */
  readonly means?: { readonly kept: string; readonly written: string };
}

/** Those of the stored texts that a field of the new kind does not take over as they are. */
export function unfitTexts(
  form: FormModel,
  { changes = '', kind, properties }: FreshField,
  stored: readonly StoredText[],
): readonly UnfitText[] {
  const [former, next] = [fieldAtPath(form, changes), kinds.get(kind)];
  if (!former || !next || 'options' in next.properties) return [];
  const field = loneField(next, properties);
  const outcome = kindOutcome(former, field);
  if (outcome !== 'read' && outcome !== 'unread') return [];
  const { zone } = design.drawing;
  return stored.flatMap((one): readonly UnfitText[] => {
    if (readsStored(one.text, field)) return [];
    const kept = meantValue(one.text, field, { language: language(), zone });
    return [kept === null ? one : { ...one, means: { kept, written: writtenValue(kept, field, zone) } }];
  });
}

/** What texts become that plainly mean something, most frequent first. */
export function meanings(texts: readonly UnfitText[]): Readonly<Record<string, string>> {
  const read = texts.flatMap(({ text, means }) => (means ? [[text, means.kept] as const] : []));
  return Object.fromEntries(read.slice(0, mostMeant));
}

/** Number of texts that become values as the kind changes; what is beyond is told when it is published. */
const mostMeant = 2000;

const rowsOf = (texts: readonly StoredText[]) => texts.reduce((sum, { count }) => sum + count, 0);

/** Number of values that are named; the others are counted. */
const named = 12;

/** Draws the values that become others, to be checked, and those of which somebody has to say what they become. */
export function unfitNote(texts: readonly UnfitText[]): TemplateResult {
  const read = texts.filter(({ means }) => means);
  const asked = texts.filter(({ means }) => !means);
  return html`${note(
    read,
    'ok',
    plural(msg(str`${rowsOf(read)} 行的值按新类型改写，请核对：`, { id: 'design-meant-texts' })),
  )}${note(
    asked,
    'warn in-warn',
    plural(
      msg(str`${rowsOf(asked)} 行的值不符合新类型，发布前要改为其他值或清空：`, { id: 'design-unfit-texts' }),
    ),
  )}`;
}

/** Draws some values, with how often each stands. */
function note(texts: readonly UnfitText[], tone: string, said: string): TemplateResult | typeof nothing {
  if (texts.length === 0) return nothing;
  const rest = texts.length - named;
  return html`<section class="unfit small gridded gap-1 toned ${tone} pad-2-3 above-1" role="note">
    <p>${said}</p>
    <ul class="gridded gap-half">${texts.slice(0, named).map(drawn)}</ul>
    ${rest > 0 ? html`<p class="muted">${plural(msg(str`另有 ${rest} 种`, { id: 'design-stored-more' }))}</p>` : nothing}</section>`;
}

function drawn({ text, count, means }: UnfitText): TemplateResult {
  return html`<li class="breaks"><b>${text}</b>${means ? ` → ${means.written}` : ''} <span class="muted">${plural(
    msg(str`${count} 行`, { id: 'design-stored-rows' }),
  )}</span></li>`;
}

/** Once the field is of the new kind: says it, and leads to what becomes of them. */
export function notifyUnfit(
  host: LitElement,
  form: FormModel,
  changes: string,
  unfit: readonly UnfitText[],
): void {
  const texts = unfit.filter(({ means }) => !means);
  if (texts.length === 0) return;
  const held = texts.map(({ text, count }) => ({ value: text, count }));
  const path = `${form.id}/${changes.replaceAll('.', '/')}`;
  notifyHere({
    kind: 'warning',
    text: plural(
      msg(str`${rowsOf(texts)} 行的值不符合新类型，发布前要改为其他值或清空`, { id: 'design-unfit-left' }),
    ),
    offers: [
      {
        text: fitWords(unfitRowsCode),
        act: async () => {
          await fitHeld(host, { code: unfitRowsCode, path, held, count: rowsOf(texts) });
        },
      },
    ],
  });
}
