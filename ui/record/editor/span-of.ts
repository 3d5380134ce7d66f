import type { Field } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';

/** How much of the columns of its group a field takes. */
interface Span {
  /** Columns; rows of a record take all there are. */
  readonly columns: number | 'all';
  /** As styles of the layout have it. */
  readonly name: string;
  readonly style: string;
}

/** As the form says, else as the kind of the field asks for. */
export function spanOf(field: Field, columns: number | undefined = field.span): Span {
  const asked = uiKind(field).span ?? 1;
  const taken = field.rows ? 'all' : (columns ?? asked);
  return {
    columns: taken,
    name: taken === 'all' ? 'all spans' : 'sized',
    style: taken === 'all' ? '' : `--span:${taken}`,
  };
}
