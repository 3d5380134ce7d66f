import type { JsonObject } from '../metadata/common/json.ts';

export type Decide = (facts: JsonObject) => Promise<unknown>;

/** Turn about, so that whatever else the machine does meets all alike; the best of eight turns counts. */
export async function perSecond(rivals: ReadonlyMap<string, Decide>, facts: readonly JsonObject[]) {
  const best = new Map<string, number>();
  for (let turn = 0; turn < 8; turn += 1) {
    for (const [name, decide] of rivals) {
      const started = performance.now();
      let done = 0;
      for (; performance.now() - started < 400; done += 1) {
        await decide(facts[(turn * 8 + done) % facts.length] ?? {});
      }
      const rate = (done * 1_000) / (performance.now() - started);
      best.set(name, Math.max(rate, best.get(name) ?? 0));
    }
  }
  return best;
}
