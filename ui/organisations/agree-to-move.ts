import { focusedElement } from '../kit/focus.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';

interface Named {
  readonly number: string;
  readonly name: string;
}

/**
 * Shows what organisations would read differently if one stood below another parent, and answers whether it is to be
 * done. Where nothing changes nobody is asked. `go`: what the button that goes on says.
 */
export async function agreeToMove(organisation: Named, parent: Named, go: string): Promise<boolean> {
  const query = { organisation: organisation.number, parent: parent.number };
  try {
    const answer = await session.api.get<{ total: number; hidden: number }>('/api/params/if-moved', {
      query,
    });
    if (answer.total + answer.hidden === 0) return true;
    return await asked({ name: organisation.name, parent: parent.name, go, answer });
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure;
    // No move at all: whoever asks for it is told at its field.
    if (failure.errors.some(({ code }) => code === 'organisation-below-itself')) return true;
    return asked({ name: organisation.name, parent: parent.name, go, failure });
  }
}

async function asked(what: object): Promise<boolean> {
  const before = focusedElement();
  await import('../changes/gj-if-moved-dialog.ts');
  const dialog = Object.assign(document.createElement('gj-if-moved-dialog'), what);
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
