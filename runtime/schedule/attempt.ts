import type { JsonObject } from '../../metadata/json.ts';
import type { Call } from '../call/call.ts';
import { renderProblem } from '../messages/render-problem.ts';
import { Refusal } from '../refusal.ts';
import { inBoth } from './run-text.ts';
import type { DocumentOutcome } from './runner.ts';

/** What was refused, in words; null: it was done. What is the server's fault is nobody's outcome. */
export async function attempt(call: Call, work: () => Promise<void>): Promise<DocumentOutcome | null> {
  try {
    await work();
    return null;
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    const { messages } = call.served.model;
    return {
      outcome: 'failed',
      reason: inBoth((language) => {
        const { body } = renderProblem(failure, language, messages, call.requestId);
        const errors = (body['errors'] as readonly JsonObject[]).map(({ message }) => String(message));
        return [String(body['detail']), ...errors].join(language === 'zh' ? '；' : '; ');
      }),
    };
  }
}
