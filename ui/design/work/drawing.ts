import { sameData } from '../../../metadata/common/same-data.ts';
import type { DesignSources } from '../../../metadata/contract/design/parts.ts';
import type { CopyAs } from '../../../metadata/design/copy-form.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { forms } from '../../model/forms.ts';
import type { TypedAnswer, TypedQuestion } from '../json/typed-answer.ts';
import { BenchDoor } from './bench-door.ts';
import type { BegunAs, BenchAnswers, Drawn, DrawQuestion } from './bench-shapes.ts';

/** Steps that can no longer be taken, each with why. */
export type Refused = BenchAnswers['draw']['refused'][number];

/** The drawing of a design with its steps, made by a worker that goes on from the steps it has. */
export class Drawing {
  drawn: Drawn | null = null;
  /** Packages that steps are written into: the customer's layer, and those that are made here. */
  layers: readonly string[] = [localPackage];
  /** The time zone in which stored days become moments. */
  zone = '';
  /** The parts that are to be drawn. */
  asked: DrawQuestion = {};
  #bench: BenchDoor | null = null;
  /** The steps that the worker has. */
  #taken: readonly DesignStep[] = [];
  #drawing: Promise<void> | null = null;
  #again = false;
  readonly #steps: () => readonly DesignStep[];
  readonly #refuse: (taken: readonly DesignStep[], refused: readonly Refused[]) => boolean;

  /** `refuse` answers whether there are other steps by that. */
  constructor(
    steps: () => readonly DesignStep[],
    refuse: (taken: readonly DesignStep[], refused: readonly Refused[]) => boolean,
  ) {
    this.#steps = steps;
    this.#refuse = refuse;
  }

  isOurs(name: string): boolean {
    return this.layers.includes(name);
  }

  /** The steps that the drawing does not tell yet. */
  get undrawn(): readonly DesignStep[] {
    const steps = this.#steps();
    const other = this.#otherThan(steps);
    return other < 0 ? [] : steps.slice(other);
  }

  /** From which step on the worker has others; a step that comes back from the server is the same step. */
  #otherThan(steps: readonly DesignStep[]): number {
    return steps.findIndex((step, at) => !sameData(step, this.#taken[at]));
  }

  /** Gives the worker the packages that the design builds on from now on. */
  async open({ zone, ...sources }: DesignSources & { readonly zone: string }): Promise<void> {
    this.#taken = [];
    this.zone = zone;
    const here = sources.packages.flatMap(({ name, designed }) => (designed ? [name] : []));
    this.layers = [localPackage, ...here];
    this.#bench ??= new BenchDoor();
    const checks = (await forms.recordChecks()).map(({ find: _, ...stated }) => stated);
    await this.#bench.ask({ do: 'open', sources, checks });
  }

  /** The form that a template says, called otherwise. */
  async fromTemplate(address: string, as: BegunAs) {
    return (await this.#bench?.ask({ do: 'template', address, as })) ?? null;
  }

  /** The form as all layers say it, called otherwise. */
  async copyOf(form: string, as: CopyAs) {
    return (await this.#bench?.ask({ do: 'copy', form, as })) ?? null;
  }

  /** Its fields as all layers say them. */
  async fieldsOf(form: string) {
    return (await this.#bench?.ask({ do: 'fields', form })) ?? [];
  }

  /** The form that the last of the steps is about, as it would be with them; undefined: nothing is open. */
  async proposed(steps: readonly DesignStep[]) {
    return await this.#bench?.ask({ do: 'proposed', steps });
  }

  /** The form as all layers together say it, each line with who said it. */
  async effectiveOf(form: string) {
    return (await this.#bench?.ask({ do: 'effective', form })) ?? null;
  }

  /** The steps by which it becomes what somebody typed. */
  async typed(asked: TypedQuestion): Promise<TypedAnswer> {
    return (await this.#bench?.ask({ do: 'typed', ...asked })) ?? { steps: [], flaws: [] };
  }

  /** Those of the steps that could not be taken now. */
  async tried(steps: readonly DesignStep[]): Promise<readonly Refused[]> {
    await this.#drawing;
    return (await this.#bench?.ask({ do: 'try', steps })) ?? [];
  }

  async filesOf(layer: string) {
    return (await this.#bench?.ask({ do: 'files', layer })) ?? [];
  }

  /** One drawing at a time; whatever came meanwhile is in the next. */
  async draw(): Promise<void> {
    this.#again = true;
    this.#drawing ??= this.#drawAll().finally(() => {
      this.#drawing = null;
    });
    await this.#drawing;
  }

  async #drawAll(): Promise<void> {
    const bench = this.#bench;
    while (this.#again && bench) {
      this.#again = false;
      const steps = this.#steps();
      const other = this.#otherThan(steps);
      const keep = other < 0 ? steps.length : other;
      const ask = { do: 'draw', keep, steps: steps.slice(keep), asked: this.asked } as const;
      const { refused, drawn } = await bench.ask(ask);
      this.#taken = steps;
      this.drawn = drawn;
      if (this.#refuse(steps.slice(keep), refused)) this.#again = true;
    }
  }
}
