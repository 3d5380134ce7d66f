import type { Block, PrintSource } from '../../../../metadata/print-source.ts';
import { isDigital } from '../../../../rules/einvoicing/common/invoice-types.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { namedPrint } from '../../../work/print/create-prints.ts';
import { requireForm } from '../../forms/forms.ts';

/** Millimetres of a wide column of specifications. */
const wide = 45;

/** Letters of lines where a parameter asks for the largest that a face has room for, in points. */
const largest = 11;

/**
 * The template by which the face of an invoice is drawn. Under tax control a parameter may say that its column of
 * specifications is wide, what it says of the machine before what it says of the tax number; and the letters of blue
 * paper invoices may be the largest.
 */
export function faceTemplate(call: Call, invoice: Wire<'invoice'>): PrintSource {
  const form = requireForm(call, 'invoice');
  const { sellerTaxNo, machineNo, invoiceType, sign } = invoice;
  if (isDigital(invoiceType)) return namedPrint(call, form, 'face');
  const parameter = parameterTexts(call);
  const seller = sellerTaxNo ?? '';
  const said =
    (machineNo ? parameter('dim_pdf_template_config', `${seller}${machineNo}`) : null) ??
    parameter('dim_pdf_template_config', seller);
  const usual = namedPrint(call, form, 'face');
  const print = said === '2' ? { ...usual, blocks: usual.blocks.map(withWideSpec) } : usual;
  const isLarge =
    sign !== 'red' &&
    (invoiceType === '004' || invoiceType === '007') &&
    parameter('sim_invoice_list_config', seller) === '1';
  return isLarge ? { ...print, size: Math.max(print.size ?? 0, largest) } : print;
}

function withWideSpec(block: Block): Block {
  if (block.block !== 'table') return block;
  const columns = block.columns.map((one) => (one.field === 'spec' ? { ...one, width: wide } : one));
  return { ...block, columns };
}
