import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { ApiProblem } from '../session/api.ts';
import { many } from '../session/many.ts';
import { listAddress } from '../session/record-links.ts';
import '../kit/gj-state.ts';

/** Loads what is told of a record that is gone, which is seldom wanted; answers what to tell. */
export function readyToTell(failure: unknown): Promise<unknown> {
  if (!(failure instanceof ApiProblem)) return Promise.resolve(failure);
  return import('./gj-record-deleted.ts').then(
    () => failure,
    (lost: unknown) => lost,
  );
}

/** In place of a record that could not be read: why, and where to go from there. */
export function recordMissing(
  form: FormOutline,
  record: string,
  failure: unknown,
  again: () => void,
): TemplateResult {
  const status = failure instanceof ApiProblem ? failure.status : 0;
  if (status === 404 || status === 400)
    return html`<gj-record-deleted .form=${form.name} .record=${record} @restored=${again}>${back(form)}</gj-record-deleted>`;
  if (status === 403)
    return html`<gj-state symbol="lock" .text=${failureText(failure)}>${back(form)}</gj-state>`;
  return html`<gj-state failed .text=${failureText(failure)} @retry=${again}></gj-state>`;
}

/** In place of a new record, for those who may make none. */
export function mayNotMake(form: FormOutline): TemplateResult {
  const text = msg(str`您没有新建${many(form)}的权限，请联系管理员。`, { id: 'may-not-make' });
  return html`<gj-state symbol="lock" .text=${text}>${back(form)}</gj-state>`;
}

function back({ name }: FormOutline): TemplateResult {
  return html`<a href=${listAddress(name)}>${msg('回到列表', { id: 'back-to-list' })}</a>`;
}
