import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { Condition } from '../../metadata/condition.ts';
import { compileLater } from '../../rules/condition/compile.ts';
import type { Compiled } from '../../rules/condition/compiled.ts';
import { describe, factLabel, refsIn, type Wording } from '../../rules/condition/describe.ts';
import { leavesOf } from '../../rules/condition/outdated.ts';
import { namedProblems, renameCondition, renameFact } from '../../rules/condition/rename.ts';
import { type Fact, type Line, onLine, resolveFact, type Scope } from '../../rules/condition/scope.ts';
import { toFilter } from '../../rules/condition/to-filter.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { serverClock } from '../session/server-clock.ts';
import { session } from '../session/session.ts';
import { type EditedGroup, editedOf, keyAt, linesAround, writeCondition } from './edited-condition.ts';
import { factsOffered, type OfferedFact } from './facts/facts-offered.ts';
import { RefNames } from './facts/match-names.ts';
import { loadValueFields } from './value-field.ts';

/** The control that should have the focus after a change. */
export interface Wanted {
  readonly key: number;
  readonly part: 'fact' | 'operator' | 'value' | 'menu';
}

/** The limits of a condition: the facts and operators that it may use. */
export interface ConditionLimits {
  /** Tells of a fact by its path in ids whether it may be asked. Default: all may. */
  readonly offers?: ((path: string) => boolean) | undefined;
  /** Whether a database has to judge the condition: no patterns, counts or sums. Default: no. */
  readonly filters?: boolean;
  /** Whether the condition judges records while they are made, and may ask whether one is new. Default: no. */
  readonly making?: boolean;
}

/**
 * A condition on the bench: what it is so far, whether it holds together, how it reads. Tells `change`, and `edit` when
 * somebody changed it.
 */
export class ConditionBench extends EventTarget {
  readonly form: FormModel;
  readonly targets: ReadonlyMap<string, FormModel>;
  readonly scope: Scope;
  readonly offered: readonly OfferedFact[];
  readonly names: RefNames;
  root: EditedGroup;
  condition: Condition | null = null;
  /** Null: unfinished or wrong, `problems` say where; or there is none. */
  compiled: Compiled | null = null;
  problems: readonly Problem[] = [];
  /** The verdict on each part for the facts at hand, by the part's key. */
  verdicts: ReadonlyMap<number, Judged> = new Map();
  /** Counts changes, so that elements draw anew. */
  turn = 0;
  wanted: Wanted | null = null;
  /** Somebody wanted to finish: parts that are unfinished count as wrong. */
  strict = false;
  readonly #byPath: ReadonlyMap<string, OfferedFact>;
  readonly #limits: ConditionLimits;
  #keys: ReadonlyMap<string, number> = new Map();
  readonly #onLines = new Map<string, readonly OfferedFact[]>();
  #past: EditedGroup[] = [];

  private constructor(
    { form, targets }: { readonly form: FormModel; readonly targets: ReadonlyMap<string, FormModel> },
    limits: ConditionLimits,
    root: EditedGroup,
  ) {
    super();
    this.form = form;
    this.targets = targets;
    this.scope = { shape: form, target: (id) => targets.get(id), making: limits.making ?? false };
    this.#limits = limits;
    this.offered = factsOffered(this.scope, limits.offers);
    this.#byPath = new Map(this.offered.map((one) => [one.path, one]));
    this.names = new RefNames(session.api, targets);
    this.root = root;
  }

  /** Undefined: the condition has a shape that no condition has. */
  static async open(
    form: FormModel,
    condition: Json,
    limits: ConditionLimits,
  ): Promise<ConditionBench | undefined> {
    const root = editedOf(condition);
    if (!root) return undefined;
    const bench = new ConditionBench(await forms.around(form), limits, root);
    await Promise.all([bench.#settle(), loadValueFields(bench.offered.map(({ fact }) => fact))]);
    return bench;
  }

  /** Facts as a part may ask them: inside of one line, those of the line and those that stand once. */
  offeredAt(key: number): readonly OfferedFact[] {
    const around = linesAround(this.root, key);
    if (around.length === 0) return this.offered;
    const name = around.join(' ');
    const known = this.#onLines.get(name);
    if (known) return known;
    const line = this.#lineOf(around);
    const offered = this.offered.flatMap((one) => {
      const fact = onLine(one.fact, line);
      return fact ? [{ ...one, fact }] : [];
    });
    this.#onLines.set(name, offered);
    return offered;
  }

  factAt(path: string, key: number): Fact | undefined {
    const fact = this.fact(path);
    return fact && (onLine(fact, this.#lineOf(linesAround(this.root, key))) ?? fact);
  }

  /** Entries of which a group may ask one line. */
  linesAt(key: number): readonly OfferedFact[] {
    return this.offeredAt(key).filter(({ fact }) => 'rows' in fact.member);
  }

  #lineOf(around: readonly string[]): Line | undefined {
    let line: Line | undefined;
    for (const path of around) {
      const fact = this.fact(path);
      if (fact) line = { fact, ...(line ? { upper: line } : {}) };
    }
    return line;
  }

  fact(path: string): Fact | undefined {
    return this.#byPath.get(path)?.fact ?? this.#unlisted(path);
  }

  /** Facts that are known though nobody offers them, so that what stands there can be read. */
  #unlisted(path: string): Fact | undefined {
    const { fact } = renameCondition({ fact: path, operator: 'equal' }, this.scope, 'toIds') as {
      readonly fact: string;
    };
    return path === '' ? undefined : resolveFact(fact, this.scope);
  }

  get undoable(): boolean {
    return this.#past.length > 0;
  }

  undo(): void {
    const before = this.#past.pop();
    if (before) this.#become(before);
  }

  /** A changed condition; `wanted` is where one goes on. */
  edit(root: EditedGroup, wanted: Wanted | null = null): void {
    if (root === this.root) return;
    this.#past = [...this.#past.slice(-99), this.root];
    this.wanted = wanted;
    this.#become(root);
  }

  #become(root: EditedGroup): void {
    this.root = root;
    this.verdicts = new Map();
    void this.#settle().then(() => this.dispatchEvent(new Event('edit')));
    this.#changed();
  }

  async #settle(): Promise<void> {
    const { condition, keys } = writeCondition(this.root);
    this.condition = condition;
    this.#keys = keys;
    const { root } = this;
    if (condition === null) {
      this.compiled = null;
      this.problems = [];
      this.#changed();
      return;
    }
    const result = await compileLater(renameCondition(condition, this.scope, 'toIds'), this.scope);
    // Something newer was written meanwhile: it has its own verdict.
    if (root !== this.root) return;
    this.problems = result.ok
      ? [...this.#notOffered(result.value), ...this.#unfit(result.value)]
      : namedProblems(result.problems, this.scope);
    this.compiled = this.problems.length === 0 && result.ok ? result.value : null;
    this.#changed();
    if (result.ok && (await this.names.fetch(refsIn(result.value.node)))) this.#changed();
  }

  #unfit(compiled: Compiled): readonly Problem[] {
    const filter = this.#limits.filters ? toFilter(compiled) : null;
    return filter && !filter.ok ? namedProblems(filter.problems, this.scope) : [];
  }

  #notOffered({ node }: Compiled): readonly Problem[] {
    const may = this.#limits.offers;
    if (!may) return [];
    return [...leavesOf(node)].flatMap(({ fact, pointer }) =>
      fact.root === 'call' || may(fact.path)
        ? []
        : [
            {
              path: `${pointer}/fact`,
              code: 'fact-not-offered',
              params: { fact: renameFact(fact.path, this.scope, 'toNames'), label: factLabel(fact) },
            },
          ],
    );
  }

  /** Answers the problems of a part itself, without those of the parts inside it. */
  problemsAt(key: number): readonly Problem[] {
    return this.problems.filter(({ path }) => keyAt(path, this.#keys) === key);
  }

  keyAt(pointer: string): number | undefined {
    return keyAt(pointer, this.#keys);
  }

  judged(verdicts: ReadonlyMap<number, Judged>): void {
    this.verdicts = verdicts;
    this.#changed();
  }

  get wording(): Wording {
    return this.names.wording;
  }

  sentence(language: Language): string {
    const call = { today: serverClock.moment.today };
    return this.compiled ? describe(this.compiled, language, { ...this.wording, call }) : '';
  }

  /** Taken once by the element it is meant for. */
  takeWanted(key: number): Wanted['part'] | undefined {
    if (this.wanted?.key !== key) return undefined;
    const { part } = this.wanted;
    this.wanted = null;
    return part;
  }

  #changed(): void {
    this.turn++;
    this.dispatchEvent(new Event('change'));
  }
}

/** The verdict on a part of a condition for the facts at hand. */
export interface Judged {
  readonly holds: boolean;
  /** Decided against the whole. */
  readonly decided: boolean;
  /** The value of its fact in words; of leaves only. */
  readonly actual?: { readonly zh: string; readonly en: string };
  /** The row that was looked at, from 1; null: there are none. Of groups that ask one line only. */
  readonly row?: number | null;
}
