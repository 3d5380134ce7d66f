import { msg } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { mayTakeFocus } from '../kit/base/focus.ts';
import type { FormModel } from '../model/form-model.ts';
import { takeOver } from '../session/record-links.ts';
import { router } from '../session/router.ts';
import type { RecordEditor } from './editor/record-editor.ts';

interface RecordHost extends ReactiveControllerHost {
  readonly editor: RecordEditor | null;
}

/**
 * Leads to the place of a record that the address names, with what was found there by whoever leads to it: once its page
 * has opened, and again when one is led elsewhere in the record that stands there already.
 */
export class LedTo implements ReactiveController {
  readonly #host: RecordHost;
  readonly #jump: (path: string) => Promise<void>;

  constructor(host: RecordHost, jump: (path: string) => Promise<void>) {
    this.#host = host;
    this.#jump = jump;
    host.addController(this);
  }

  hostConnected(): void {
    router.addEventListener('change', this.lead);
  }

  hostDisconnected(): void {
    router.removeEventListener('change', this.lead);
  }

  readonly lead = async (): Promise<void> => {
    const { editor } = this.#host;
    const { parts, query } = router.place;
    const at = query.get('at');
    if (!editor?.base || at === null || !parts.includes(editor.base.id)) return;
    const found = takeOver(editor.base.id);
    const message = msg('请核对这里', { id: 'look-here' });
    editor.tell(found.length > 0 ? found : [{ path: at, code: '', message, severity: 'warning' }]);
    // Whoever has gone on meanwhile is not called back.
    if (mayTakeFocus()) await this.#jump(at);
  };
}

/** The tab on which a field stands; undefined: on none. */
export function tabWith(form: FormModel | undefined, name: string): string | undefined {
  const id = form?.byName.get(name)?.id ?? name;
  return form?.layout.tabs.find(({ groups }) => groups.some(({ fields }) => fields.includes(id)))?.name;
}
