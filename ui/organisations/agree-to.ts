import { msg } from '@lit/localize';
import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { IfOrganisation } from '../../metadata/contract/params/many.ts';
import type { Becoming } from '../changes/if-organisation.ts';
import { focusedElement } from '../kit/base/focus.ts';
import type { Doing } from '../model/agree.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';

interface Named {
  readonly number: string;
  readonly name: string;
}

/**
 * Shows what would become of what organisations read, and who reads it, if this were done to one of them, and answers
 * whether it is to be done. Where nothing comes of it nobody is asked. `go`: what the button that goes on says.
 */
export async function agreeTo(becoming: Becoming, go: string): Promise<boolean> {
  const { action, organisation, parent } = becoming;
  const query = { organisation: organisation.number, action, ...(parent && { parent: parent.number }) };
  try {
    const answer = await session.api.call('GET /api/params/if', { query });
    return saysNothing(answer) || (await asked({ becoming, go, answer }));
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure;
    // No move at all: whoever asks for it is told at its field.
    if (failure.errors.some(({ code }) => code === 'organisation-below-itself')) return true;
    return asked({ becoming, go, failure });
  }
}

/** The same on the page of an organisation. */
export async function agreeToDoing({ action, base, edited }: Doing): Promise<boolean> {
  const organisation = await namedIn(base);
  if (!organisation) return true;
  if (action !== 'change') return agreeTo({ action, organisation }, goWords(action));
  const [before, after] = [base['parent'], edited['parent']];
  if (!isObject(after) || (isObject(before) && before['id'] === after['id'])) return true;
  const parent = await namedIn(after);
  return (
    parent === null || agreeTo({ action: 'move', organisation, parent }, msg('移动并保存', { id: 'if-save' }))
  );
}

export function goWords(action: 'enable' | 'disable' | 'delete'): string {
  if (action === 'delete') return msg('删除', { id: 'delete' });
  return action === 'enable' ? msg('启用', { id: 'enable' }) : msg('禁用', { id: 'disable' });
}

/** As it names itself, or as one's own organisations do where a list shows no number. */
async function namedIn({ id, number, name }: JsonObject): Promise<Named | null> {
  if (typeof number === 'string') return { number, name: typeof name === 'string' ? name : number };
  return (await session.everyOrganisation()).find((one) => one.id === id) ?? null;
}

function saysNothing({ total, hidden, readers, own }: IfOrganisation): boolean {
  return total + hidden + readers.count + (own ? own.total + own.hidden : 0) === 0;
}

async function asked(what: object): Promise<boolean> {
  const before = focusedElement();
  await import('../changes/gj-if-organisation-dialog.ts');
  const dialog = Object.assign(document.createElement('gj-if-organisation-dialog'), what);
  return new Promise((resolve) => {
    let isAgreed = false;
    dialog.addEventListener('agreed', () => {
      isAgreed = true;
    });
    dialog.addEventListener('closed', () => {
      dialog.remove();
      before?.focus();
      resolve(isAgreed);
    });
    document.body.append(dialog);
  });
}
