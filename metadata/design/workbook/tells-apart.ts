/** Share of the rows that may say what another says in a column that names them: somebody typed one twice. */
const fewTwice = 0.05;
const leastRows = 4;

/** Tells whether a column is filled in every row, and no two rows, or hardly any, say the same in it. */
export function tellsApart(
  { filled, distinct }: { readonly filled: number; readonly distinct: number },
  rows: number,
): boolean {
  const most = rows < leastRows ? 0 : Math.max(1, Math.floor(rows * fewTwice));
  return rows > 0 && filled === rows && rows - distinct <= most;
}
