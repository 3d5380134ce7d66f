import type { ReactiveControllerHost } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import { Loading } from '../kit/loading.ts';
import type { Parameter } from '../params/parameter-data.ts';
import { session } from '../session/session.ts';

/** A parameter that the organisation of the page reads, and what it reads of it as a text. */
export interface FoundParameter {
  readonly parameter: Parameter;
  readonly value: string;
}

/** The parameters this person may see, read once for each organisation when somebody looks for something. */
export class PaletteParameters extends Loading<readonly FoundParameter[], string> {
  constructor(host: ReactiveControllerHost) {
    super(host, {
      key: null,
      keeps: true,
      behind: true,
      load: async (_, signal) => {
        const { readParameters } = await import('../params/parameter-data.ts');
        const all = await readParameters(signal);
        return all.map((parameter) => ({ parameter, value: plain(parameter.effective.value) }));
      },
    });
  }

  get all(): readonly FoundParameter[] {
    return this.value ?? [];
  }

  /** Asks for them, unless they are there or on their way. */
  want(): void {
    const { who, org } = session;
    if (!who || !(who.administers || who.parameters) || !org || this.#asked === org.number) return;
    this.#asked = org.number;
    void this.load(org.number).then((isCome) => {
      if (!isCome) this.#asked = '';
    });
  }
  #asked = '';

  /** What was read may be another by the next time. */
  forget(): void {
    this.#asked = '';
  }
}

/** Lists and structures as they are written, texts and numbers as they are. */
function plain(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
