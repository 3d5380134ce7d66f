import { mutants } from './mutants/index.ts';
import type { Mutant } from './mutants/mutant.ts';
import { copyTree } from './mutants/spoilt-tree.ts';
import { isNoticed, tryMutants } from './mutants/try-mutants.ts';

/**
 * `npm run mutants`, or `-- store sharing/verdict.ts "ends a day early"`: puts small faults into a copy of the tree, one
 * at a time, and tells which of them the suite that is named for each does not notice.
 */
const asked = process.argv.slice(2);
const isAsked = (area: string, { file, why }: Mutant): boolean =>
  asked.length === 0 ||
  asked.some((words) => (words in mutants ? words === area : `${file}: ${why}`.includes(words)));
const wanted = Object.entries(mutants).map(([area, all]) => ({
  area,
  chosen: all.filter((mutant) => isAsked(area, mutant)),
}));

const tree = copyTree();
process.once('SIGINT', () => {
  tree.remove();
  process.exit(130);
});
const lines: string[] = [];
let survived = 0;
let tried = 0;
try {
  for (const { area, chosen } of wanted) {
    let [noticed, seconds] = [0, 0];
    for await (const each of tryMutants(chosen, tree)) {
      const { mutant, verdict } = each;
      process.stdout.write(
        `${verdict.padEnd(12)} ${each.seconds.toFixed(1).padStart(6)} s  ${mutant.file}: ${mutant.why}\n`,
      );
      noticed += Number(isNoticed(each));
      seconds += each.seconds;
    }
    if (chosen.length === 0) continue;
    tried += chosen.length;
    survived += chosen.length - noticed;
    lines.push(
      `| ${area} | ${chosen.length} | ${noticed} | ${chosen.length - noticed} | ${seconds.toFixed(0)} s |`,
    );
  }
} finally {
  tree.remove();
}
process.stdout.write(
  `\n| area | faults | noticed | not | time |\n| --- | --: | --: | --: | --: |\n${lines.join('\n')}\n`,
);
process.stdout.write(`\n${tried - survived} of ${tried} noticed\n`);
process.exitCode = tried > 0 && survived === 0 ? 0 : 1;
