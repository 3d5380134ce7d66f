import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { own } from '../../kit/dialog/dialog-form.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { plural, say } from '../../session/i18n.ts';
import { jobs } from '../../session/jobs.ts';
import { session } from '../../session/session.ts';

interface Colleague {
  readonly id: string;
  readonly name: string | null;
  readonly number: string | null;
}

/** Asks who of those who may see a form hears that it is another now, and tells them. */
export async function tellOf(form: FormOutline): Promise<void> {
  try {
    const { items, more } = await session.api.call('GET /api/design/tell', { query: { form: form.name } });
    if (items.length === 0 && !more) {
      notify({ text: msg('没有其他人能看到这个表单。', { id: 'tell-nobody' }) });
      return;
    }
    await ask(form, items, more);
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error' });
  }
}

async function ask(form: FormOutline, items: readonly Colleague[], more: boolean): Promise<void> {
  const label = msg('通知对象', { id: 'tell-whom' });
  let reached = 0;
  let job: Job | undefined;
  const isSent = await openForm(null, {
    label: msg(str`通知同事：“${say(form.listLabel)}”有更新`, { id: 'tell-of' }),
    fields: {
      people: own<readonly string[] | null>({
        label,
        start: more ? null : items.map(({ id }) => id),
        control: ({ value, change }) =>
          html`${more ? everybody(items.length, value === null, (all) => change(all ? null : [])) : nothing}
            ${value === null ? nothing : picks(items, value, { label, change })}`,
      }),
      note: { label: msg('附言', { id: 'tell-note' }), kind: 'lines', most: 500 },
    },
    may: ({ people }) => people === null || people.length > 0,
    act: msg('通知', { id: 'tell-do' }),
    send: async ({ people, note }) => {
      const said = { form: form.name, ...(note.trim() !== '' && { note: note.trim() }) };
      const body = { ...said, ...(people && { people: [...people] }) };
      const answer = await session.api.call('POST /api/design/tell', { body });
      if ('people' in answer) reached = answer.people;
      else job = answer;
    },
  });
  if (!isSent) return;
  if (job) jobs.follow(job);
  notify({
    text: job
      ? msg('正在通知所有看得到它的同事；进度在“任务与通知”里。', { id: 'tell-all-begun' })
      : plural(msg(str`已通知 ${reached} 人`, { id: 'tell-done' })),
  });
}

/** Where there are more colleagues than one picks from: all of them, or some of the first. */
function everybody(listed: number, all: boolean, change: (all: boolean) => void): TemplateResult {
  return html`<label class="flex centred gap-1h"><input type="checkbox" .checked=${all} @change=${() =>
    change(!all)} />${msg('所有看得到它的同事', { id: 'tell-everybody' })}</label>
    ${all ? nothing : html`<p class="small muted">${msg(str`同事很多，这里列出其中 ${listed} 位。`, { id: 'tell-more' })}</p>`}`;
}

function picks(
  items: readonly Colleague[],
  picked: readonly string[],
  { label, change }: { readonly label: string; readonly change: (picked: readonly string[]) => void },
): TemplateResult {
  return html`<span class="small muted" aria-hidden="true">${label}</span><div class="gridded gap-1 scrolls" role="group" aria-label=${label} style="max-height:var(--gj-size-220)">${items.map(
    ({ id, name, number }) => html`<label class="flex centred gap-1h"><input type="checkbox"
      .checked=${picked.includes(id)} @change=${() =>
        change(
          picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id],
        )} />${name || number}
      <span class="small muted">${number}</span></label>`,
  )}</div>`;
}
