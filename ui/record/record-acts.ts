import { msg } from '@lit/localize';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { ActionSource } from '../../metadata/source.ts';
import { recordCalled } from '../fields/common/record-called.ts';
import { failureText } from '../kit/base/failure-text.ts';
import type { GjElement } from '../kit/base/gj-element.ts';
import { askBefore } from '../kit/dialog/ask-before.ts';
import { notify } from '../kit/gj-notices.ts';
import type { Agree } from '../model/agree.ts';
import { deskFor, isEnding } from '../model/desks.ts';
import { say } from '../session/i18n.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { Overlay } from './gj-record-overlays.ts';
import { leadToProblems } from './gj-record-problems.ts';
import type { StateAction } from './put-record-in-basket.ts';
import type { RecordDomain } from './record-domain.ts';

/** The page on which something is done to a record. */
export interface ActsHost extends GjElement {
  readonly editor: RecordEditor | null;
  readonly agree: Agree | undefined;
  readonly domains: readonly RecordDomain[];
  overlay: Overlay | null;
  /** Takes in what is still being typed. */
  settle(): void;
  /** Goes to a place of the record, by its path. */
  jump(path: string): Promise<void>;
}

/** What is done to a record beside saving it: each loaded when it is first wanted, and asked about before where it says so. */
export class RecordActs {
  readonly #host: ActsHost;

  readonly #save: () => Promise<boolean>;

  constructor(host: ActsHost, save: () => Promise<boolean>) {
    this.#host = host;
    this.#save = save;
  }

  /** The form is another one since a publish: the page follows, what was typed stays. */
  async followForm(): Promise<void> {
    const { editor } = this.#host;
    if (!editor) return;
    try {
      const lost = await editor.reshape();
      const { lostText } = await import('./editor/record-reshape.ts');
      if (!lost || editor !== this.#host.editor) return;
      const text = msg('表单已更新，页面已随之变化。', { id: 'form-updated' });
      notify(lost.length > 0 ? lostText(lost) : { text });
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
  }

  async putInBasket(editor: RecordEditor, action?: StateAction): Promise<void> {
    this.#host.settle();
    const { putRecordInBasket } = await import('./put-record-in-basket.ts');
    const first = await putRecordInBasket(editor, action);
    if (first) await leadToProblems(this.#host, first.path);
  }

  /** In one press: what was typed is saved before, and what is wrong with it is told where it stands. */
  act(editor: RecordEditor, name: string): Promise<void> {
    return this.#once(editor, () => this.#act(editor, name));
  }

  perform(editor: RecordEditor, name: string): Promise<void> {
    return this.#once(editor, () => this.#perform(editor, name));
  }

  /** One at a time: the second press of a double click does nothing. */
  async #once(editor: RecordEditor, act: () => Promise<void>): Promise<void> {
    if (this.#acted === editor) return;
    this.#acted = editor;
    try {
      await act();
    } finally {
      if (this.#acted === editor) this.#acted = null;
    }
  }
  #acted: RecordEditor | null = null;

  async #act(editor: RecordEditor, name: string): Promise<void> {
    const isSaved = editor.base !== null && !editor.dirty && !editor.busy;
    if (!isSaved && !(await this.#save())) return;
    const action = editor.form.actions.find((one) => one.name === name);
    const isAsked = action && (action.confirm || action.asksReason);
    if (!isAsked || deskFor(this.#host.domains, action.capability)) await this.#perform(editor, name);
    else await this.#agree(editor, action, say(action.confirm));
  }

  /** Asks the question of an action, and does the action once somebody agrees. */
  async #agree(editor: RecordEditor, action: ActionSource, text: string, body?: JsonObject): Promise<void> {
    const { label, asksReason } = action;
    const isGiven = body?.['reason'] !== undefined;
    const asked = {
      label: say(label),
      question: text,
      note: recordCalled(editor.form, editor.base),
      asksReason: asksReason && !isGiven,
      danger: isEnding(action, editor.form, this.#host.domains),
    };
    const said = await askBefore(this.#host, asked);
    if (said) await this.#perform(editor, action.name, body || asksReason ? { ...body, ...said } : undefined);
  }

  async #perform(editor: RecordEditor, name: string, body?: JsonObject): Promise<void> {
    const { perform } = await import('./do-to-record.ts');
    const { agree, domains } = this.#host;
    const jump = (path: string) => leadToProblems(this.#host, path);
    const asked = await perform(editor, name, { agree, domains, body, jump });
    const action = editor.form.actions.find((one) => one.name === name);
    if (asked && action) await this.#agree(editor, action, asked.text, asked.body);
  }

  delete(editor: RecordEditor): Promise<void> {
    return this.#once(editor, async () => {
      const { deleteRecord } = await import('./do-to-record.ts');
      const items = await deleteRecord(editor, this.#host.agree);
      if (items) this.#host.overlay = { name: 'referrers', items };
    });
  }
}
