import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import { readsStored } from '../../../metadata/kinds/common/kept-value.ts';
import { kindOutcome } from '../../../metadata/kinds/common/kind-change.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural } from '../../session/i18n.ts';
import { fitHeld, fitWords, unfitRowsCode } from '../publish/fit-values.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { notifyHere } from '../work/design-notices.ts';
import type { FreshField } from './fresh-field.ts';
import type { StoredText } from './stored-texts.ts';

/** Those of the stored texts that a field is none of the new kind for. */
export function unfitTexts(
  form: FormModel,
  { changes = '', kind, properties }: FreshField,
  stored: readonly StoredText[],
): readonly StoredText[] {
  const [former, next] = [fieldAtPath(form, changes), kinds.get(kind)];
  if (!former || !next || 'options' in next.properties) return [];
  const field = loneField(next, properties);
  const outcome = kindOutcome(former, field);
  if (outcome !== 'read' && outcome !== 'unread') return [];
  return stored.filter(({ text }) => !readsStored(text, field));
}

const rowsOf = (texts: readonly StoredText[]) => texts.reduce((sum, { count }) => sum + count, 0);

/** Number of values that are named; the others are counted. */
const named = 12;

/** Draws the values that do not fit, with how often each stands. */
export function unfitNote(texts: readonly StoredText[]): TemplateResult | typeof nothing {
  if (texts.length === 0) return nothing;
  const rest = texts.length - named;
  return html`<section class="unfit small gridded gap-1 toned warn in-warn pad-2-3 above-1" role="note">
    <p>${plural(msg(str`${rowsOf(texts)} 行的值不符合新类型，发布前要改为其他值或清空：`, { id: 'design-unfit-texts' }))}</p>
    <ul class="gridded gap-half">${texts
      .slice(0, named)
      .map(
        ({ text, count }) =>
          html`<li class="breaks"><b>${text}</b> <span class="muted">${plural(
            msg(str`${count} 行`, { id: 'design-stored-rows' }),
          )}</span></li>`,
      )}</ul>
    ${rest > 0 ? html`<p class="muted">${plural(msg(str`另有 ${rest} 种`, { id: 'design-stored-more' }))}</p>` : nothing}</section>`;
}

/** Once the field is of the new kind: says it, and leads to what becomes of them. */
export function notifyUnfit(
  host: LitElement,
  form: FormModel,
  changes: string,
  texts: readonly StoredText[],
): void {
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
