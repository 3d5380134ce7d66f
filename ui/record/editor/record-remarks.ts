import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isSame } from '../../model/record-same.ts';
import { type Finding, type Flaw, findingsOf, inReadingOrder } from './record-findings.ts';
import type { Look } from './record-live.ts';

interface Said {
  readonly form: FormModel;
  /** Null: nothing is judged, as of a record that nobody may change. */
  readonly look: Look | null;
  readonly say: (problem: Problem) => string;
}

/** All that is to be said about a record, and of which places it is due. */
export class RecordRemarks {
  readonly #flaws = new Map<string, Flaw>();
  readonly #touched = new Set<string>();
  #answered: readonly FieldProblem[] = [];
  #seen: JsonObject = {};
  #tried = false;
  #known: (Said & { readonly findings: readonly Finding[] }) | null = null;

  /** Whether some typed text is no value. */
  get isFlawed(): boolean {
    return this.#flaws.size > 0;
  }

  /** Somebody tried to save the record since it was last saved. */
  get tried(): boolean {
    return this.#tried;
  }
  set tried(tried: boolean) {
    this.#tried = tried;
    this.#known = null;
  }

  /** What the server said of it. */
  set answered(problems: readonly FieldProblem[]) {
    this.#answered = problems;
    this.#known = null;
  }

  /** What was called wrong of a field that another one has filled in since the record was last seen is so no longer. */
  seen(edited: JsonObject): void {
    const before = this.#seen;
    this.#seen = edited;
    const left = this.#answered.filter(({ path, severity }) => {
      const [, name = ''] = path.split('/');
      return severity === 'warning' || name === '' || isSame(before[name], edited[name]);
    });
    if (left.length < this.#answered.length) this.answered = left;
  }

  forget(): void {
    this.#flaws.clear();
    this.#touched.clear();
    this.answered = [];
    this.tried = false;
  }

  touch(path: string): void {
    this.#touched.add(path);
    this.answered = this.#answered.filter((one) => one.path !== path && !one.path.startsWith(`${path}/`));
  }

  /** Notes a text that is no value, or that it is one again; answers whether that is news. */
  flaw(path: string, sentence: string | null, { cells, text }: Omit<Flaw, 'sentence'>): boolean {
    const before = this.#flaws.get(path)?.sentence ?? null;
    if (sentence === null) this.#flaws.delete(path);
    else this.#flaws.set(path, { sentence, cells, text });
    this.#known = null;
    if (before === sentence) return false;
    this.#touched.add(path);
    return true;
  }

  /** The texts that are no values, by path. */
  get flaws(): ReadonlyMap<string, Flaw> {
    return this.#flaws;
  }

  /** Drops the texts that are no values where nobody is asked for one any more. */
  dropFlaws(isGone: (name: string) => boolean): void {
    for (const path of [...this.#flaws.keys()])
      if (isGone(path.slice(1))) {
        this.#flaws.delete(path);
        this.#known = null;
      }
  }

  isTouched(path: string): boolean {
    return [...this.#touched].some((one) => path === one || path.startsWith(`${one}/`));
  }

  /** In reading order; what nobody has come to yet is not called missing. */
  findings(said: Said): readonly Finding[] {
    const known = this.#known;
    if (known && known.look === said.look && known.form === said.form) return known.findings;
    const { problems = [], warnings = [] } = said.look ?? {};
    const due = ({ path, code }: Problem) => this.#tried || (code !== 'required' && this.isTouched(path));
    const judged = { problems: problems.filter(due), warnings, say: said.say };
    const findings = inReadingOrder(findingsOf(this.#flaws, this.#answered, judged), said.form);
    this.#known = { ...said, findings };
    return findings;
  }
}
