import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { analyseRules, type Finding } from '../fields/match-findings.ts';

const stopping = new Set(['rule-broken', 'rule-outdated']);

/** What of a saved rule cannot be judged any more, or names what was left out since. */
export class StoppedRule implements ReactiveController {
  findings: readonly Finding[] = [];
  readonly #host: ReactiveControllerHost;
  #asked: AbortController | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked?.abort();
  }

  async load(form: string, record: string): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const { items } = await analyseRules(form, { records: [record] }, asked.signal);
      this.findings = items.filter(({ code }) => stopping.has(code));
    } catch {
      // Whoever may not ask is told nothing; the record says what it says.
      this.findings = [];
    }
    if (!asked.signal.aborted) this.#host.requestUpdate();
  }
}
