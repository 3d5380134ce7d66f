import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import {
  type EditedGroup,
  type EditedPart,
  editedOf,
  isGroup,
  keyAt,
  linesAround,
  newGroup,
  newLeaf,
  writeCondition,
} from './edited-condition.ts';
import { find, indent, insert, move, outdent, place, remove } from './edited-moves.ts';

const leaf = fc
  .record({ fact: fc.constantFrom('a', 'lines.b', 'ref.c'), value: fc.constantFrom('1', '2') })
  .map(({ fact, value }) => ({ fact, operator: 'equal', value }));

/** Conditions as people build them: no group is empty. */
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf as fc.Arbitrary<Condition>,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
    tie('condition').map((where) => ({ some: 'lines', where })),
  ),
}));

type Leaf = { readonly fact: string; readonly value: string };

/** Judges a condition the slow and obvious way: a leaf holds when it is among those held. */
function holds(of: Condition, held: ReadonlySet<string>): boolean {
  if ('all' in of) return of.all.every((one) => holds(one, held));
  if ('any' in of) return of.any.some((one) => holds(one, held));
  if ('not' in of) return !holds(of.not, held);
  // On a line, a fact is another.
  if ('some' in of) return holds(of.where, new Set([...held].filter((one) => one !== 'a=1')));
  const { fact, value } = of as unknown as Leaf;
  return held.has(`${fact}=${value}`);
}

function leaves(edited: EditedPart): readonly number[] {
  return isGroup(edited) ? edited.parts.flatMap(leaves) : [edited.key];
}
function keys(edited: EditedPart): readonly number[] {
  return isGroup(edited) ? [edited.key, ...edited.parts.flatMap(keys)] : [edited.key];
}
function opened(of: Condition): EditedGroup {
  const edited = editedOf(of as unknown as Json);
  if (!edited) throw new Error('no condition to edit');
  return edited;
}

describe('a condition being edited', () => {
  it('means what the condition means', () => {
    const names = ['a', 'lines.b', 'ref.c'].flatMap((fact) => [`${fact}=1`, `${fact}=2`]);
    fc.assert(
      fc.property(condition, fc.subarray(names), (of, held) => {
        const written = writeCondition(opened(of)).condition;
        expect(written && holds(written, new Set(held))).toBe(holds(of, new Set(held)));
      }),
    );
  });

  it('leads from every pointer to the part it is in', () => {
    const part = newLeaf({ fact: 'a', denied: true });
    const root = newGroup('all', [newLeaf(), newGroup('any', [part])]);
    const { keys: known } = writeCondition(root);
    expect(keyAt('/all/1/any/0/not/value', known)).toBe(part.key);
    expect(keyAt('/all/1/any', known)).toBe(root.parts[1]?.key);
    expect(keyAt('', known)).toBe(root.key);
  });

  it('knows of which line a part is, and leads to it', () => {
    const part = newLeaf({ fact: 'lines.batches.b' });
    const inner = newGroup('any', [part], true, 'lines.batches');
    const line = newGroup('all', [inner], false, 'lines');
    const root = newGroup('all', [line]);
    const { condition: written, keys: known } = writeCondition(root);
    expect(written).toEqual({
      all: [
        {
          some: 'lines',
          where: {
            all: [
              {
                not: {
                  some: 'lines.batches',
                  where: { any: [{ fact: 'lines.batches.b', operator: 'equal' }] },
                },
              },
            ],
          },
        },
      ],
    });
    expect(keyAt('/all/0/where/all/0/not/where/any/0/fact', known)).toBe(part.key);
    expect(keyAt('/all/0/some', known)).toBe(line.key);
    expect(linesAround(root, part.key)).toEqual(['lines', 'lines.batches']);
    expect(linesAround(root, line.key)).toEqual([]);
  });

  it.each([
    ['a text', 'x'],
    ['two heads', { all: [], any: [] }],
    ['a head beside a fact', { all: [], fact: 'a', operator: 'equal' }],
    ['a leaf without an operator', { fact: 'a' }],
    ['an unknown member', { fact: 'a', operator: 'equal', path: '$.x' }],
    ['one line of nothing', { some: 'lines' }],
    ['a group that is no list', { any: {} }],
    ['nothing at all', {}],
  ])('is not made of %s', (_, source) => {
    expect(editedOf(source as Json)).toBeUndefined();
  });

  it('is empty where there is no condition, and writes none', () => {
    expect(writeCondition(opened(null as unknown as Condition)).condition).toBeNull();
  });
});

describe('parts that are moved', () => {
  const actions = fc.array(
    fc.record({
      action: fc.constantFrom('up', 'down', 'indent', 'outdent', 'before', 'after', 'inside'),
      at: fc.nat(),
      to: fc.nat(),
    }),
    { maxLength: 12 },
  );

  function done(
    root: EditedGroup,
    { action, at, to }: { action: string; at: number; to: number },
  ): EditedGroup {
    const all = keys(root);
    const [key = 0, target = 0] = [all[at % all.length], all[to % all.length]];
    if (action === 'up' || action === 'down') return move(root, key, action === 'up' ? -1 : 1);
    if (action === 'indent') return indent(root, key);
    if (action === 'outdent') return outdent(root, key);
    return place(root, key, target, action as 'before' | 'after' | 'inside');
  }

  it('are neither lost nor doubled, whatever is done, and no group is left empty', () => {
    fc.assert(
      fc.property(condition, actions, (of, all) => {
        const before = opened(of);
        const after = all.reduce(done, before);
        expect([...leaves(after)].sort()).toEqual([...leaves(before)].sort());
        expect(new Set(keys(after)).size).toBe(keys(after).length);
        const empty = keys(after).map((key) => find(after, key)?.edited);
        expect(empty.filter((part) => part && isGroup(part) && part.parts.length === 0)).toEqual([]);
      }),
    );
  });

  it('go out of their group at its edge, and take it along when it is empty then', () => {
    const [a, b] = [newLeaf({ fact: 'a' }), newLeaf({ fact: 'b' })];
    const root = newGroup('all', [a, newGroup('any', [b])]);
    const up = move(root, b.key, -1);
    expect(up.parts).toEqual([a, b]);
    expect(move(up, b.key, -1).parts).toEqual([b, a]);
    expect(move(up, a.key, -1).parts).toEqual([a, b]);
  });

  it('cannot be put into themselves', () => {
    const inner = newGroup('any', [newLeaf()]);
    const root = newGroup('all', [inner, newLeaf()]);
    expect(place(root, inner.key, inner.parts[0]?.key ?? 0, 'after')).toBe(root);
    expect(place(root, inner.key, inner.key, 'inside')).toBe(root);
  });

  it('are put in and taken out again', () => {
    const root = newGroup('all', [newLeaf()]);
    const part = newLeaf({ fact: 'a' });
    expect(remove(insert(root, root.key, 0, part), part.key)).toEqual(root);
  });
});
