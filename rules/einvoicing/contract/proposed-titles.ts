import { flag, integer, list, maybe, object, type TypeOf, text } from '../../../metadata/shape/shape.ts';

const said = maybe(text());

export const proposedTitles = object({
  items: list(
    object({
      title: object({ id: text(), number: text(), name: text() }),
      row: maybe(integer({ minimum: 1 }), { description: 'Place of the row; null: the title has none' }),
      isDefault: flag(),
      fills: object({
        buyerName: said,
        buyerTaxNo: said,
        buyerKind: said,
        buyerIdNo: said,
        buyerAddress: said,
        buyerPhone: said,
        buyerBank: said,
        buyerAccount: said,
        buyerMobile: said,
        buyerEmail: said,
      }),
    }),
  ),
});
export type ProposedTitles = TypeOf<typeof proposedTitles>;
