import type { Field } from '../../metadata/field.ts';
import type { Compiled, Leaf, Node } from '../../rules/condition/compiled.ts';
import { type Fact, targetOf } from '../../rules/condition/scope.ts';

/** What conditions ask of a reference that facts may not have said: its id, its number, fields of its record. */
export interface Need {
  readonly id: boolean;
  readonly number: boolean;
  /** Fields of the record that are references themselves; present when any field is asked for. */
  readonly beyond?: ReadonlyMap<string, string>;
}

/** By path of the reference in the facts. Grows with the conditions it is told of. */
export class Needs {
  readonly #byPath = new Map<string, Need>();

  get(path: string): Need | undefined {
    return this.#byPath.get(path);
  }

  get isEmpty(): boolean {
    return this.#byPath.size === 0;
  }

  add({ node }: Compiled): void {
    this.#addNode(node);
  }

  #addNode(node: Node): void {
    if (node.type === 'leaf') this.#addLeaf(node);
    else if (node.type === 'not') this.#addNode(node.node);
    else for (const inner of node.nodes) this.#addNode(inner);
  }

  #addLeaf({ fact, operand }: Leaf): void {
    if ('fact' in operand) {
      this.#addFact(fact, true, true);
      this.#addFact(operand.fact, true, true);
      return;
    }
    const refs = operand.values.flatMap((value) => (typeof value === 'object' ? [value] : []));
    this.#addFact(
      fact,
      refs.some((ref) => ref.id !== undefined),
      refs.some((ref) => ref.id === undefined),
    );
  }

  #addFact({ entries, via, member, points }: Fact, id: boolean, number: boolean): void {
    if (!('field' in member) && !via) return;
    const trail = entries.map((field) => field.id);
    if (via) {
      const beyond = 'field' in member && points ? [[member.field.id, points.form] as const] : [];
      this.#merge([...trail, via.id].join('.'), { id: true, number: false, beyond: new Map(beyond) });
    } else if ('field' in member && pointsAnywhere(member.field) && (id || number))
      this.#merge([...trail, member.field.id].join('.'), { id, number });
  }

  #merge(path: string, need: Need): void {
    const known = this.#byPath.get(path);
    const beyond =
      known?.beyond || need.beyond ? new Map([...(known?.beyond ?? []), ...(need.beyond ?? [])]) : undefined;
    this.#byPath.set(path, {
      id: need.id || known?.id === true,
      number: need.number || known?.number === true,
      ...(beyond ? { beyond } : {}),
    });
  }
}

function pointsAnywhere(field: Field): boolean {
  return targetOf(field) !== undefined;
}
