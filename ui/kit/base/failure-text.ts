import { msg, str } from '@lit/localize';
import { ApiProblem, Unreachable } from '../../session/api.ts';

/** A failure of the page's own, whose message is written for people. */
export class SpokenFailure extends Error {}

/**
 * Says in words why a call failed: all the errors the server found, or the page's own words where it gave no answer.
 */
export function failureText(failure: unknown): string {
  if (failure instanceof ApiProblem) {
    const found = failure.errors.map(({ message }) => message).filter(Boolean);
    if (found.length > 0) return found.join(' ');
    // Something between the page and the server answered in its place.
    const { status, message } = failure;
    return failure.code || status < 500
      ? message
      : msg(str`服务器没有正常应答（HTTP ${status}），请稍后再试。`, { id: 'gateway-failed' });
  }
  if (failure instanceof SpokenFailure) return failure.message;
  if (failure instanceof Unreachable) return msg('无法连接服务器。', { id: 'unreachable' });
  return msg('操作失败，请重试。', { id: 'not-succeeded' });
}
