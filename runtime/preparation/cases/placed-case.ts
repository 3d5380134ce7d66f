import type { Model } from '../../../metadata/model.ts';
import type { CasesSource } from '../../../metadata/source.ts';

type Case = CasesSource['cases'][number];

/** A case with where it stands. */
export interface PlacedCase extends Case {
  readonly package: string;
  readonly file: string;
  readonly form?: string;
  readonly decision?: string;
}

export function casesIn({ cases }: Pick<Model, 'cases'>): readonly PlacedCase[] {
  return cases.flatMap(({ package: owner, file, content: { form, decision, cases: own } }) =>
    own.map((one) => ({
      ...one,
      package: owner,
      file,
      ...(form !== undefined && { form }),
      ...(decision !== undefined && { decision }),
    })),
  );
}
