/** Fails the test that met a refusal with a `{param}` that nobody filled in: a sentence must be said to its end. */
export function expectWholeSentences(status: number, answer: unknown): void {
  if (status < 400 || typeof answer !== 'object' || answer === null) return;
  const { code, detail, errors } = answer as { code?: unknown; detail?: unknown; errors?: unknown };
  const found = [{ code, message: detail }, ...(Array.isArray(errors) ? errors : [])];
  for (const one of found)
    if (typeof one.message === 'string' && /\{\w+(\||\})/.test(one.message))
      throw new Error(`${String(one.code)} does not say all: ${one.message}`);
}
