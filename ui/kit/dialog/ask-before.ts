import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { openForm } from './form-dialog.ts';

/** Characters of a reason. */
const longest = 500;

interface Asked {
  /** The action, as its button says it. */
  readonly label: string;
  /** What is asked before it is done. Default: nothing. */
  readonly question?: string | null | undefined;
  /** Said below the question. Default: nothing. */
  readonly note?: string;
  /** Whether it is done only with a reason. */
  readonly asksReason?: boolean | undefined;
  /** Nothing leads back from it. */
  readonly danger?: boolean;
}

/** Asks what an action wants to know before it is done, and answers the body it is done with; null: it is not done. */
export async function askBefore(
  host: LitElement,
  { label, question, note, asksReason, danger = false }: Asked,
): Promise<JsonObject | null> {
  let said: JsonObject = {};
  const isSent = await openForm(host, {
    label,
    before: () =>
      html`${question ? html`<p>${question}</p>` : nothing}${
        note ? html`<p class="muted">${note}</p>` : nothing
      }`,
    fields: {
      reason: {
        kind: 'lines',
        label: msg('原因', { id: 'reason' }),
        hint: msg(str`保存在历史中，提交人能看到；最多 ${longest} 个字符`, { id: 'action-reason-hint' }),
        required: true,
        most: longest,
        when: () => asksReason === true,
      },
    },
    act: label,
    danger,
    send: async ({ reason }) => {
      said = asksReason ? { reason } : {};
    },
  });
  return isSent ? said : null;
}
