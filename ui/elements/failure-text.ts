import { msg } from '@lit/localize';
import { ApiProblem, Unreachable } from '../api.ts';

/** Why something did not succeed, in words; all that the server found wrong, and the page's own words for silence. */
export function failureText(failure: unknown): string {
  if (failure instanceof ApiProblem) {
    const found = failure.errors.map(({ message }) => message).filter(Boolean);
    return found.length > 0 ? found.join(' ') : failure.message;
  }
  if (failure instanceof Unreachable) return msg('无法连接服务器。', { id: 'unreachable' });
  return msg('没有成功，请再试一次。', { id: 'not-succeeded' });
}
