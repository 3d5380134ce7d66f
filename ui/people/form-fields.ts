import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Label } from '../../metadata/common/label.ts';
import { session } from '../session/session.ts';

interface Described {
  readonly id: string;
  readonly label: Label;
  readonly fields?: readonly Described[];
}

/** Fields of one form as a flat list of paths, those in rows below the rows they stand in. */
export class FormFields implements ReactiveController {
  lines: readonly { readonly path: string; readonly label: Label; readonly level: number }[] = [];
  failure: unknown = null;
  readonly #host: ReactiveControllerHost;
  #form = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async load(form: string): Promise<void> {
    if (form === this.#form && !this.failure) return;
    this.#form = form;
    this.lines = [];
    this.failure = null;
    try {
      const name = session.formById(form)?.name ?? form;
      const { fields } = await session.api.get<{ fields: readonly Described[] }>(`/api/forms/${name}`);
      if (form === this.#form) this.lines = flat(fields, '', 0);
    } catch (failure) {
      this.failure = failure;
    }
    this.#host.requestUpdate();
  }
}

function flat(fields: readonly Described[], before: string, level: number): FormFields['lines'] {
  return fields.flatMap(({ id, label, fields: inner }) => [
    { path: before + id, label, level },
    ...(inner ? flat(inner, `${before}${id}.`, level + 1) : []),
  ]);
}
