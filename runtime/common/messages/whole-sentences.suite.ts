/** What a refusal says must be said to its end: a `{param}` that nobody filled in fails whichever test met it. */
export function expectWholeSentences(status: number, answer: unknown): void {
  if (status < 400 || typeof answer !== 'object' || answer === null) return;
  const { code, detail, errors } = answer as { code?: unknown; detail?: unknown; errors?: unknown };
  const found = [{ code, message: detail }, ...(Array.isArray(errors) ? errors : [])];
  for (const one of found)
    if (typeof one.message === 'string' && /\{\w+(\||\})/.test(one.message))
      throw new Error(`${String(one.code)} does not say all: ${one.message}`);
}
