import { isObject } from '../../../metadata/common/json.ts';
import { localPackage, orderPackages } from '../../../metadata/model/layers/order.ts';
import { Report } from '../../../metadata/model/layers/report.ts';
import type { PrintSource } from '../../../metadata/print-source.ts';
import { judge } from '../../../metadata/schema/judge.ts';
import { printSchema } from '../../../metadata/schema/print-definitions.ts';
import type { PackageSource } from '../../../metadata/source.ts';
import type { DrawnPrint } from './bench-shapes.ts';

/** The print templates of a form as they are written, right or wrong: who speaks last of a name has the word. */
export function drawnPrints(sources: readonly PackageSource[], form: string): readonly DrawnPrint[] {
  const found = new Map<string, DrawnPrint>();
  for (const { manifest, prints = [] } of orderPackages(sources, new Report()).packages)
    for (const { file, content } of prints) {
      if (!isObject(content) || content.form !== form) continue;
      const name = String(content.name);
      const owner = manifest.name;
      const before = found.get(name)?.package;
      found.set(name, {
        name,
        package: owner,
        file: owner === localPackage ? file : '',
        ...(before !== undefined && before !== owner && { replaces: before }),
        content: printIn(content),
      });
    }
  return [...found.values()];
}

function printIn(content: PrintSource): PrintSource | null {
  return judge(printSchema, content as never).length === 0 ? content : null;
}
