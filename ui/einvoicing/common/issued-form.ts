/** Name of the form whose documents become invoices. */
export const issuedForm = 'invoice-application';
