import type { Mutant } from './mutant.ts';

const settings = { file: 'runtime/imaging/settings.db.test.ts' };
const modes = { file: 'runtime/imaging/modes.db.test.ts' };

/** Images of bills: modes, pushes, matching, and who may see and bring them. */
export const ofImagingModes: readonly Mutant[] = [
  {
    file: 'rules/imaging/imaging-mode/imaging-mode.ts',
    find: "return lacks.length > 0 ? 'basic' : asked;",
    replace: 'return asked;',
    why: 'images go out though the setting that lets them is off',
    suite: settings,
  },
  {
    file: 'rules/imaging/imaging-licence/imaging-licence.ts',
    find: 'if (users.length === 0) return true;',
    replace: 'return true;',
    why: 'somebody approves images without a licence',
    suite: settings,
  },
  {
    file: 'rules/imaging/imaging-route/way.ts',
    find: "if (next === 'upload' && step > 0)",
    replace: "if (next === 'upload')",
    why: 'a bill that needs images passes an approval by',
    suite: modes,
  },
  {
    file: 'runtime/imaging/bills/special-bills.ts',
    find: "? [] : ['images', 'sentBack'];",
    replace: '? [] : [];',
    why: 'who approves opens images that the node does not show',
    suite: settings,
  },
  {
    file: 'runtime/imaging/pushing/write-pushes.ts',
    find: "state: isKept ? 'kept' : 'waiting',",
    replace: "state: 'kept',",
    why: 'nothing is pushed, and everybody thinks it was',
    suite: modes,
  },
  {
    file: 'runtime/imaging/arrivals/match-arrivals.ts',
    find: 'if (result.integrated && result.matchBy === by) return { bill: bill.id, by };',
    replace: 'if (result.integrated) return { bill: bill.id, by };',
    why: 'images come to a bill by something else than its scheme says',
    suite: settings,
  },
];
